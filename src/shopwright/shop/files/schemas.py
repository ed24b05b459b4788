"""The Parquet type that holds every value of a column of JSON records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Kind", "fit", "kind_of", "polars_type"]

_INT64 = 1 << 63
_MOST_FIELDS = 256


@dataclass(frozen=True, slots=True)
class Kind:
    """The shape of a JSON value; `text` is JSON text, the way out where values share no shape.

    >>> (kind_of(1) | kind_of(0.5)).name, (kind_of(1) | kind_of("a")).name
    ('float', 'text')
    """

    name: Literal["null", "bool", "int", "float", "str", "list", "struct", "text"]
    item: Kind | None = None
    """Of a list."""
    fields: Mapping[str, Kind] = field(default_factory=dict)
    """Of a struct."""

    def __or__(self, other: Kind) -> Kind:
        """The narrowest kind that holds the values of both."""
        if self == other or other.name == "null":
            return self
        if self.name == "null":
            return other
        if {self.name, other.name} == {"int", "float"}:
            return Kind("float")
        if self.name == other.name == "list":
            return Kind("list", item=(self.item or _NULL) | (other.item or _NULL))
        if self.name == other.name == "struct":
            return _struct(_join(self.fields, other.fields))
        return _TEXT


_NULL, _TEXT = Kind("null"), Kind("text")
_SCALARS = {bool: Kind("bool"), float: Kind("float"), str: Kind("str")}


def kind_of(value: Any) -> Kind:
    """The kind of one JSON value; an integer beyond 64 bits and an object without keys are text."""
    match value:
        case None:
            return _NULL
        case bool() | float() | str():
            return _SCALARS[type(value)]
        case int():
            return Kind("int") if -_INT64 <= value < _INT64 else _TEXT
        case list():
            return Kind("list", item=_all(kind_of(item) for item in value))
        case _:
            return _struct({key: kind_of(item) for key, item in value.items()})


def polars_type(kind: Kind) -> pl.DataType:
    """The Polars type of a kind; a column of nulls is one of strings."""
    import polars as pl

    match kind.name:
        case "bool":
            return pl.Boolean()
        case "int":
            return pl.Int64()
        case "float":
            return pl.Float64()
        case "list":
            return pl.List(polars_type(kind.item or _NULL))
        case "struct":
            return pl.Struct({key: polars_type(item) for key, item in kind.fields.items()})
        case _:
            return pl.String()


def fit(value: Any, kind: Kind) -> Any:
    """The value as its column's kind has it."""
    if value is None:
        return None
    match kind.name:
        case "text":
            return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        case "float":
            return float(value)
        case "list":
            return [fit(item, kind.item or _NULL) for item in value]
        case "struct":
            return {key: fit(value.get(key), item) for key, item in kind.fields.items()}
        case _:
            return value


def _struct(fields: Mapping[str, Kind]) -> Kind:
    """Text where Parquet could hold no struct (no keys) or one of too many columns (names as keys)."""
    return Kind("struct", fields=fields) if 0 < len(fields) <= _MOST_FIELDS else _TEXT


def _join(left: Mapping[str, Kind], right: Mapping[str, Kind]) -> dict[str, Kind]:
    return {key: left.get(key, _NULL) | right.get(key, _NULL) for key in {**left, **right}}


def _all(kinds: Iterable[Kind]) -> Kind:
    found = _NULL
    for kind in kinds:
        found = found | kind
    return found
