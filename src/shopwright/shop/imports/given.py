"""What a file says of a record, and what becomes of the record that the shop has already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from typing import Any

from shopwright.shop.database.rows import Record, kind_of
from shopwright.shop.files.rows import Row

__all__ = ["Given"]

_BY_POSITION = "items"
_WHOLE = ("variants", "items")


@dataclass(frozen=True)
class Given:
    """The fields of one record that a file has columns for.

    >>> from shopwright.shop import Product
    >>> Given(Product, "p1", {"title": "杯"}).onto(Product("p1", "瓶", brand="一壶")).brand
    '一壶'
    """

    type: type[Any]
    id: str
    fields: Mapping[str, Any]
    """By name; variants, items, payments, shipments and returns as lists of mappings of their own fields."""
    rows: tuple[Row, ...] = ()
    """The rows that say so."""
    whole: bool = False
    """Whether mappings and lists are complete, as in our own layout; else they are laid over what is there."""
    defaults: Mapping[str, Any] = field(default_factory=dict)
    """Of a new record, what stands in for what the file does not say."""
    needs: tuple[Given, ...] = field(default=())
    """Records that it refers to: made where the shop has none and, of a platform's file, filled in where the shop's say
    nothing."""

    def onto(self, before: Record | None) -> Record:
        """The record as it is after the import; ValueError where a new one lacks a field that it needs.

        A field that the file has no column for keeps its value. Of a platform's file, attributes are laid over the
        stored ones by name; variants and items are those of the file, each keeping what the file does not know;
        payments, shipments and returns are laid over the stored ones by id.
        """
        values = {} if before is None else _fields(before)
        said = self.fields if before is not None else {**self.defaults, **self.fields}
        for name, value in said.items():
            stored = values.get(name)
            if any(part.field == name for part in kind_of(self.type).parts):
                values[name] = self._parts(name, value, stored or ())
            elif isinstance(value, Mapping) and not self.whole:
                values[name] = {**(stored or {}), **value}
            else:
                values[name] = value
        values["id"] = self.id
        return _made(self.type, values)  # type: ignore[no-any-return]

    def with_default(self, name: str, value: Any) -> Given:
        """With a default for a field that the record has, where there is a value for it."""
        if value is None or name not in {each.name for each in fields(self.type)}:
            return self
        return replace(self, defaults={**self.defaults, name: value})

    def fill(self, before: Record | None) -> Record:
        """The same, but what is known already stays as it is."""
        if before is None:
            return self.onto(None)
        known = {name for name, value in _fields(before).items() if value is not None}
        news = {name: value for name, value in self.fields.items() if name not in known}
        return Given(self.type, self.id, news).onto(before)

    def _parts(self, name: str, given: list[Mapping[str, Any]], stored: tuple[Any, ...]) -> tuple[Any, ...]:
        part_type = next(part.type for part in kind_of(self.type).parts if part.field == name)
        if self.whole:
            return tuple(_made(part_type, each) for each in given)
        before = {_identity(name, at, _fields(part)): _fields(part) for at, part in enumerate(stored)}
        after: dict[Any, dict[str, Any]] = {} if name in _WHOLE else dict(before)
        for at, each in enumerate(given):
            identity = _identity(name, at, each)
            after[identity] = {**before.get(identity, {}), **each}
        return tuple(_made(part_type, each) for each in after.values())


def _identity(name: str, at: int, part: Mapping[str, Any]) -> Any:
    """What makes a part the same one: its id; of a line of an order its place and title."""
    return (at, part.get("title")) if name == _BY_POSITION else part.get("id")


def _fields(record: Any) -> dict[str, Any]:
    return {each.name: getattr(record, each.name) for each in fields(record)}


def _made(type: type[Any], values: Mapping[str, Any]) -> Any:
    for each in fields(type):
        needed = each.default is MISSING and each.default_factory is MISSING
        if needed and values.get(each.name) is None:
            raise ValueError(f"no {each.name}")
    return type(**values)
