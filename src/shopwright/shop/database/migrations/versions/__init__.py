"""The revisions, in the order of their numbers; each knows the one before it and how to undo itself."""
