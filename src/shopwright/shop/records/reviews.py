"""What a customer wrote about a product."""

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
    """As the file names it."""
    customer: str | None = None
    """As the file names them."""
    category: str | None = None
    language: str | None = None
    """As the file states it (`zh`, `en`, …); recognised from the text where it states none."""
    product_id: str | None = None
    """The id of a Product of the shop, where it is known which one is meant."""
    customer_id: str | None = None
    """The id of a Customer of the shop, where it is known who wrote it."""
