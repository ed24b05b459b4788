"""What a shop has laid down: its policies, and the answers to frequent questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

__all__ = ["Document"]


@dataclass(frozen=True, slots=True)
class Document:
    """One policy or one frequent question with its answer.

    >>> Document(id="returns", kind="policy", title="退货政策", text="七天无理由退货。").language is None
    True
    """

    id: str
    kind: Literal["policy", "faq"]
    title: str
    """Of an FAQ, the question."""
    text: str
    """Of an FAQ, the answer."""
    category: str | None = None
    language: str | None = None
    updated: datetime | None = None
    valid_from: datetime | None = None
    """The first moment at which it holds; None: always did."""
    valid_until: datetime | None = None
    """The first moment at which it no longer holds; None: until further notice."""
