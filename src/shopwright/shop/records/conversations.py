"""What customers and the shop said to each other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

__all__ = ["Conversation", "Message"]


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation.

    >>> Message("assistant", "今天发货。", data={"citations": ["shipping"]}).time is None
    True
    """

    role: Literal["customer", "assistant", "staff", "system"]
    text: str
    time: datetime | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    """What came with the words, as JSON: citations, commands understood, tools called."""


@dataclass(frozen=True, slots=True)
class Conversation:
    """One conversation with its messages in order.

    >>> Conversation(id="v1", messages=(Message("customer", "什么时候发货？"),)).status
    'open'
    """

    id: str
    customer_id: str | None = None
    channel: str | None = None
    status: Literal["open", "handed_over", "closed"] = "open"
    started: datetime | None = None
    state: Mapping[str, Any] = field(default_factory=dict)
    """Where a flow stands, as JSON."""
    messages: tuple[Message, ...] = ()
