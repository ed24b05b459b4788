"""How the schema came to be: one revision a file, applied by `schema.py`."""
