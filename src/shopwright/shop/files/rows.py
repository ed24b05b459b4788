"""What a table yields: a row, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

__all__ = ["RejectedRow", "Row"]


@dataclass(frozen=True, slots=True)
class Row:
    """One data row that could be read.

    >>> Row(1, {"text": "很好用"}).values["text"]
    '很好用'
    """

    number: int
    """1-based; counts data rows including rejected ones, but neither the header nor blank lines."""
    values: Mapping[str, Any]
    """By column name. An empty cell of CSV, TSV and XLSX is "", a null of JSONL and Parquet is None."""


@dataclass(frozen=True, slots=True)
class RejectedRow:
    """One data row that could not be read, and why; it never stops a run.

    >>> RejectedRow(2, "no text").record()
    {'row': 2, 'reason': 'no text', 'values': {}}
    """

    number: int
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """As far as they could be read."""

    def record(self) -> dict[str, Any]:
        """The JSON object of the file of rejected rows."""
        return {"row": self.number, "reason": self.reason, "values": dict(self.values)}
