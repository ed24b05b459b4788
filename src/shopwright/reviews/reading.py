"""What was read out of one review: the record that `shopwright reviews` writes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["READING_FIELDS", "Polarity", "ReviewReading", "Sentiment"]

Polarity = Literal["positive", "neutral", "negative"]

READING_FIELDS = ("id", "text", "language", "sentiment", "opinions", "needs", "flags")
"""The keys of a reading's record, in order."""


@dataclass(frozen=True, slots=True)
class Sentiment:
    """The verdict of a review as a whole."""

    label: Polarity
    positive: float
    """P(positive | the review passes a verdict), in [0, 1], calibrated."""


@dataclass(frozen=True, slots=True)
class ReviewReading:
    """One review as read: its masked text, language and sentiment.

    >>> ReviewReading("1", "很好用", "zh", Sentiment("positive", 0.98)).record()["sentiment"]
    {'label': 'positive', 'positive': 0.98}
    """

    id: str
    text: str
    """The review with personal data masked; every offset counts code points of this text."""
    language: str
    sentiment: Sentiment
    opinions: tuple[dict[str, Any], ...] = ()
    """Not read yet: always empty in this version."""
    needs: tuple[dict[str, Any], ...] = ()
    """Not read yet: always empty in this version."""
    flags: tuple[str, ...] = ()

    def record(self) -> dict[str, Any]:
        """The JSON object of the file contract."""
        return {
            "id": self.id,
            "text": self.text,
            "language": self.language,
            "sentiment": {"label": self.sentiment.label, "positive": round(self.sentiment.positive, 4)},
            "opinions": list(self.opinions),
            "needs": list(self.needs),
            "flags": list(self.flags),
        }

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> ReviewReading:
        """The reading that a line of an output file holds."""
        return cls(
            id=record["id"],
            text=record["text"],
            language=record["language"],
            sentiment=Sentiment(**record["sentiment"]),
            opinions=tuple(record["opinions"]),
            needs=tuple(record["needs"]),
            flags=tuple(record["flags"]),
        )
