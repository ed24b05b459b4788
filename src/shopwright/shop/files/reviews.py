"""Rows of any table to reviews."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from shopwright.shop.files.jsontext import plain
from shopwright.shop.files.parsing import parse_date, parse_rating
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.scalars import as_label, as_text, is_missing
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

    text = as_text(cell("text"))
    if text is None:
        kind = cell("text")
        reason = "no text" if is_missing(kind) else f"the text is a {type(kind).__name__}, not a string"
        return RejectedRow(row.number, reason, plain(row.values))
    return Review(
        id=as_label(cell("id")) or str(row.number),
        text=text,
        rating=parse_rating(cell("rating")),
        date=parse_date(cell("date")),
        product=as_label(cell("product")),
        customer=as_label(cell("customer")),
        category=as_label(cell("category")),
        language=as_label(cell("language")),
    )
