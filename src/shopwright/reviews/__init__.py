"""Reading reviews: sentiment today; opinions, needs and findings as they come."""

from shopwright.reviews.reader import ReviewReader
from shopwright.reviews.reading import ReviewReading, Sentiment

__all__ = ["ReviewReader", "ReviewReading", "Sentiment"]
