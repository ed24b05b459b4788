"""Product copy on its way to publication."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

__all__ = ["Draft"]


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft of copy for a product.

    >>> Draft(id="d1", product_id="p1", title="一杯到底", bullets=("316 不锈钢",)).status
    'draft'
    """

    id: str
    product_id: str | None = None
    status: Literal["draft", "approved", "rejected", "published"] = "draft"
    language: str | None = None
    title: str | None = None
    bullets: tuple[str, ...] = ()
    description: str | None = None
    claims: tuple[Mapping[str, Any], ...] = ()
    """What the copy claims and the attributes behind it, as JSON objects."""
    violations: tuple[Mapping[str, Any], ...] = ()
    """What breaks a rule, as JSON objects."""
    model: str | None = None
    created: datetime | None = None
