"""Rows of any table to reviews."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

from shopwright.shop.files.jsontext import plain
from shopwright.shop.files.parsing import parse_date, parse_rating
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.records import Review

__all__ = ["numbered_reviews", "read_reviews"]


def read_reviews(table: Iterable[Row | RejectedRow], columns: Mapping[str, str]) -> Iterator[Review | RejectedRow]:
    """A Review for each row with a text, in order; `columns` says which column holds which field.

    Only a text that is absent, null or no text at all (a list, an object) rejects a row: empty text is text, and a
    rating or date that cannot be understood is None. Without an id the row's number is the id.

    >>> review = next(read_reviews([Row(7, {"评论": "", "星级": "五星"})], {"text": "评论", "rating": "星级"}))
    >>> review.id, review.text, review.rating
    ('7', '', 5.0)
    """
    return (review for _, review in numbered_reviews(table, columns))


def numbered_reviews(
    table: Iterable[Row | RejectedRow], columns: Mapping[str, str]
) -> Iterator[tuple[int, Review | RejectedRow]]:
    """What `read_reviews` yields, each with its row's number, which an output job asks for."""
    for row in table:
        yield row.number, row if isinstance(row, RejectedRow) else _review(row, columns)


def _review(row: Row, columns: Mapping[str, str]) -> Review | RejectedRow:
    def cell(field: str) -> Any:
        return row.values.get(columns[field]) if field in columns else None

    text = _text(cell("text"))
    if text is None:
        kind = cell("text")
        reason = "no text" if _missing(kind) else f"the text is a {type(kind).__name__}, not a string"
        return RejectedRow(row.number, reason, plain(row.values))
    return Review(
        id=_label(cell("id")) or str(row.number),
        text=text,
        rating=parse_rating(cell("rating")),
        date=parse_date(cell("date")),
        product=_label(cell("product")),
        customer=_label(cell("customer")),
        category=_label(cell("category")),
        language=_label(cell("language")),
    )


def _missing(value: Any) -> bool:
    return value is None or (isinstance(value, float) and math.isnan(value))


def _text(value: Any) -> str | None:
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
        case int() | float() | Decimal() if not isinstance(value, bool) and not _missing(value):
            return str(value)
    return None


def _decoded(value: bytes) -> str | None:
    """Old writers of Parquet call their strings binary."""
    try:
        return value.decode()
    except UnicodeDecodeError:
        return None


def _label(value: Any) -> str | None:
    """A short text without spaces around it; None where nothing is left."""
    text = _text(value)
    return (text.strip() or None) if text is not None else None
