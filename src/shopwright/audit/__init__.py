"""Explaining models and testing their privacy and fairness: a room that is still empty."""
