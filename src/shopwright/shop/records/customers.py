"""Who buys in a shop."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

__all__ = ["Customer"]


@dataclass(frozen=True, slots=True)
class Customer:
    """One customer; everything but `id` may be unknown. All of it is personal data.

    >>> Customer(id="c1", name="王小芳", contacts={"wechat": "xiaofang_w"}).phone is None
    True
    """

    id: str
    name: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    contacts: Mapping[str, str] = field(default_factory=dict)
    """Other ways to reach them: WeChat, QQ, a second telephone."""
    notes: str | None = None
    """What the staff noted."""
    created: datetime | None = None
    """With a time zone, as every time in a record."""
