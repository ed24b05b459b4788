"""Product copy, from brief to checked claims: a room that is still empty."""
