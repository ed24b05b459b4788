"""The HTTP API and the console, thin: a room that is still empty."""
