"""Records as JSON values and flat cells, exactly: two records are equal where these are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from shopwright.shop.database.columns import Column, Real
from shopwright.shop.database.rows import Record, kind_of, rows_of

__all__ = ["cells", "encoded", "field_names", "kept", "unkept"]

_QUOTES = re.compile('"*')
_CENT, _SMALLEST = Decimal("0.01"), Decimal("0.0001")


def field_names(type: type) -> tuple[str, ...]:
    """The fields of a record, as its file calls its columns."""
    return tuple(field.name for field in fields(type))


def encoded(record: Record) -> dict[str, Any]:
    """The record as JSON: amounts as text with their decimals, times as ISO 8601 in UTC, parts as lists of objects.

    RecordError where no database could hold it.

    >>> from shopwright.shop import Customer
    >>> encoded(Customer(id="c1", contacts={"qq": "22334455"}))["contacts"]
    {'qq': '22334455'}
    """
    kind, (first, *rest) = kind_of(type(record)), rows_of(record)
    found = _object(*first)
    for part in kind.parts:
        things = [_object(table, row) for table, row in rest if table is part.table]
        found[part.field] = [{name: thing[name] for name in field_names(part.type)} for thing in things]
    return {name: found[name] for name in field_names(kind.type)}


def cells(record: Record) -> dict[str, Any]:
    """The record for a format of flat cells: nested values as JSON text, null as an empty cell, empty text as `kept` has it."""
    return {name: _cell(value) for name, value in encoded(record).items()}


def kept(text: str) -> str:
    """Tell empty text from no text in a flat cell: what is made of quotation marks, but not of one, gets two more.

    >>> [kept(text) == '"' * len(text) + '"' * more for text, more in (("", 2), ('"', 0))], kept("好")
    ([True, True], '好')
    """
    return text + '""' if len(text) != 1 and _QUOTES.fullmatch(text) else text


def unkept(cell: str) -> str:
    """Undo `kept`, exactly."""
    return cell[2:] if len(cell) > 1 and _QUOTES.fullmatch(cell) else cell


def _cell(value: Any) -> Any:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float) and float(f"{value:.15g}") != value:
        return repr(value)  # a workbook's numbers end after 15 digits
    return kept(value) if isinstance(value, str) else value


def _object(table: Any, row: Mapping[str, Any]) -> dict[str, Any]:
    return {column.name: _json(column.type, row[column.name]) for column in table.columns}


def _json(column: Column, value: Any) -> Any:
    """As the database would give it back."""
    match value:
        case None:
            return None
        case Decimal():
            cents = value.quantize(_CENT)
            return column.to_json((cents if cents == value else value.quantize(_SMALLEST)) + 0)  # -0 is 0
        case datetime():
            return column.to_json(value.astimezone(UTC))
        case tuple():
            return list(value)
        case int() if isinstance(column, Real):
            return float(value)
    return column.to_json(value)
