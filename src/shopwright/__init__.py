"""Language models at work in a shop: reviews, copy, customer service, search; and the training that makes the models."""

__version__ = "0.1.0"
