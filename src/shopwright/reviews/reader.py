"""Reads reviews: masks personal data, recognises the language, passes the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import tee

from shopwright.lm.encoder import EmbeddedEncoder, Encoding
from shopwright.reviews.reading import ReviewReading, Sentiment
from shopwright.shop.records import Review
from shopwright.text.emoji import emoji_polarity, wordless
from shopwright.text.language import identify
from shopwright.text.markup import plain
from shopwright.text.pii import mask

__all__ = ["ReviewReader"]


class ReviewReader:
    """Reads reviews with the embedded encoder; reads ahead a bounded window, so any number of reviews will do.

    >>> reader = ReviewReader()
    >>> [reading] = reader.read([Review(id="1", text="质量很好，下次还买")])
    >>> reading.sentiment.label
    'positive'
    """

    def __init__(self, encoder: EmbeddedEncoder | None = None) -> None:
        self.encoder = encoder or EmbeddedEncoder()

    @property
    def model(self) -> str:
        """The name of the model, for reports."""
        return self.encoder.card.name

    def read(self, reviews: Iterable[Review]) -> Iterator[ReviewReading]:
        """One reading a review, in order."""
        ours, theirs = tee((review, plain(review.text)) for review in reviews)
        encodings = self.encoder.encode(text for _, text in theirs)
        for (review, text), encoding in zip(ours, encodings, strict=True):
            yield ReviewReading(
                id=review.id,
                text=mask(review.text).text,
                language=review.language or identify(text),
                sentiment=_of_signs(text) if wordless(text) else self._sentiment(encoding),
            )

    def _sentiment(self, encoding: Encoding) -> Sentiment:
        if encoding.verdict < self.encoder.card.verdict_threshold:
            return Sentiment("neutral", encoding.positive)
        return Sentiment("positive" if encoding.positive >= 0.5 else "negative", encoding.positive)


def _of_signs(text: str) -> Sentiment:
    """A text without words is judged by its emoji; without any that speak it passes no verdict."""
    positive = emoji_polarity(text)
    if positive is None or positive == 0.5:
        return Sentiment("neutral", 0.5)
    return Sentiment("positive" if positive > 0.5 else "negative", positive)
