"""Records to rows and back: which table holds which record, and what belongs to it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args, get_origin, get_type_hints

from sqlalchemy import Table

from shopwright.errors import RecordError
from shopwright.shop.database.columns import Column
from shopwright.shop.database.tables import SCHEMA
from shopwright.shop.records import (
    Conversation,
    Customer,
    Document,
    Draft,
    Job,
    Message,
    Order,
    OrderItem,
    Payment,
    Product,
    Return,
    Review,
    Shipment,
    Variant,
)

__all__ = ["KINDS", "Kind", "Part", "Record", "assemble", "kind_of", "refusal", "rows_of"]

Record = Product | Customer | Review | Order | Document | Conversation | Draft | Job
"""What a shop saves and loads by its id; the rest belongs to one of these."""


@dataclass(frozen=True)
class Part:
    """Several things that belong to a record: `field` of the record holds them in their order."""

    field: str
    table: Table
    type: type
    parent: str
    """The column that holds the record's id."""


@dataclass(frozen=True)
class Kind:
    """One kind of record: its table, and its parts."""

    table: Table
    type: type
    parts: tuple[Part, ...] = ()


def _part(field: str, table: str, type: type, parent: str) -> Part:
    return Part(field, SCHEMA.tables[table], type, parent)


KINDS: dict[type, Kind] = {
    Product: Kind(SCHEMA.tables["products"], Product, (_part("variants", "variants", Variant, "product_id"),)),
    Customer: Kind(SCHEMA.tables["customers"], Customer),
    Review: Kind(SCHEMA.tables["reviews"], Review),
    Order: Kind(
        SCHEMA.tables["orders"],
        Order,
        (
            _part("items", "order_items", OrderItem, "order_id"),
            _part("payments", "payments", Payment, "order_id"),
            _part("shipments", "shipments", Shipment, "order_id"),
            _part("returns", "returns", Return, "order_id"),
        ),
    ),
    Document: Kind(SCHEMA.tables["documents"], Document),
    Conversation: Kind(
        SCHEMA.tables["conversations"],
        Conversation,
        (_part("messages", "messages", Message, "conversation_id"),),
    ),
    Draft: Kind(SCHEMA.tables["drafts"], Draft),
    Job: Kind(SCHEMA.tables["jobs"], Job),
}


def _closed(stored: type) -> dict[str, tuple[str, ...]]:
    return {name: get_args(hint) for name, hint in get_type_hints(stored).items() if get_origin(hint) is Literal}


ALLOWED: dict[str, dict[str, tuple[str, ...]]] = {
    **{kind.table.name: _closed(kind.type) for kind in KINDS.values()},
    **{part.table.name: _closed(part.type) for kind in KINDS.values() for part in kind.parts},
}
"""By table, the columns that allow certain words only, and these words."""


def kind_of(type: type) -> Kind:
    """The kind of a record's class; RecordError for a class that is none, or that belongs to another record."""
    if type not in KINDS:
        known = ", ".join(sorted(known.__name__ for known in KINDS))
        raise RecordError(f"a {type.__name__} is not stored by itself", hint=f"a shop stores {known}")
    return KINDS[type]


def rows_of(record: Record) -> Iterator[tuple[Table, dict[str, Any]]]:
    """The record's row, then those of its parts; RecordError names the record and the field that cannot be stored."""
    kind = kind_of(type(record))
    name = f"{kind.type.__name__.lower()} {record.id!r}"
    yield kind.table, _row(kind.table, record, name)
    for part in kind.parts:
        for position, thing in enumerate(getattr(record, part.field)):
            if not isinstance(thing, part.type):
                raise RecordError(f"{name}: a {type(thing).__name__} in {part.field}", hint=f"a {part.type.__name__}")
            known = {part.parent: record.id, "position": position}
            yield part.table, _row(part.table, thing, f"{name}, {part.field}[{position}]", known)


def assemble(kind: Kind, row: Mapping[str, Any], parts: Mapping[Part, Iterable[Mapping[str, Any]]]) -> Any:
    """The record of a row and of the rows of its parts, which come in their order."""
    things = {part.field: tuple(_thing(part.type, found) for found in parts[part]) for part in kind.parts}
    return kind.type(**row, **things)


def _thing(type: type, row: Mapping[str, Any]) -> Any:
    return type(**{field.name: row[field.name] for field in fields(type)})


def _row(table: Table, thing: Any, name: str, known: Mapping[str, Any] | None = None) -> dict[str, Any]:
    row = {column.name: (known or {}).get(column.name, getattr(thing, column.name, None)) for column in table.columns}
    for column in table.columns:
        if (reason := refusal(column, row[column.name])) is not None:
            raise RecordError(f"{name}: {column.name}: {reason}", hint="correct it, then save it again")
    return row


def refusal(column: Any, value: Any) -> str | None:
    """Why a column of a table cannot hold a value; None where it can."""
    if value is None:
        return None if column.nullable else "missing"
    allowed = ALLOWED[column.table.name].get(column.name)
    if allowed is not None and value not in allowed:
        return f"none of {', '.join(allowed)}"
    assert isinstance(column.type, Column)
    try:
        column.type.check(value)
    except ValueError as error:
        return str(error)
    return None
