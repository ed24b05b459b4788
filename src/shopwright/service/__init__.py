"""Answering customers within policy: a room that is still empty."""
