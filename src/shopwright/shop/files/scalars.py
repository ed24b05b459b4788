"""Cells as text, whatever type the file gave them."""

from __future__ import annotations

import math
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

__all__ = ["as_label", "as_text", "is_missing"]


def is_missing(value: Any) -> bool:
    """Whether a table says that it has no value here."""
    return value is None or (isinstance(value, float) and math.isnan(value))


def as_text(value: Any) -> str | None:
    """The value as text; None for what is missing or no scalar."""
    match value:
        case str():
            return value
        case float() if value.is_integer() and abs(value) < 1e15:  # a whole number that a spreadsheet made a float
            return str(int(value))
        case datetime() | date() | time():
            return value.isoformat()
        case bytes():
            return _decoded(value)
        case int() | float() | Decimal() if not isinstance(value, bool) and not is_missing(value):
            return str(value)
    return None


def _decoded(value: bytes) -> str | None:
    """Old writers of Parquet call their strings binary."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def as_label(value: Any) -> str | None:
    """A short text without spaces around it; None where nothing is left."""
    text = as_text(value)
    return (text.strip() or None) if text is not None else None
