"""Work that goes on in the background."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

__all__ = ["Job"]


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work: what was asked for, how far it is, what came of it.

    >>> Job(id="j1", kind="reviews", payload={"input": "reviews.csv"}).status
    'queued'
    """

    id: str
    kind: str
    status: Literal["queued", "running", "done", "failed", "cancelled"] = "queued"
    payload: Mapping[str, Any] = field(default_factory=dict)
    """What was asked for, as JSON."""
    progress: float = 0.0
    """From 0 to 1."""
    result: Mapping[str, Any] = field(default_factory=dict)
    """What came of it, as JSON."""
    error: str | None = None
    created: datetime | None = None
    started: datetime | None = None
    finished: datetime | None = None
