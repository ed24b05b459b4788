"""What a shop consists of, as plain records."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

__all__ = ["Review"]


@dataclass(frozen=True, slots=True)
class Review:
    """One customer's review; everything but `id` and `text` may be unknown.

    >>> Review(id="1", text="很好用", rating=5.0).product is None
    True
    """

    id: str
    text: str
    rating: float | None = None
    """Stars, 1 to 5."""
    date: date | None = None
    product: str | None = None
    customer: str | None = None
    category: str | None = None
    language: str | None = None
    """As the file states it (`zh`, `en`, …); recognised from the text where it states none."""
