"""Every text that the tables of a database hold, those that Shopwright did not make included."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ARRAY, JSON, Connection, LargeBinary, String, Text, cast, column, inspect, select, table
from sqlalchemy.types import NullType

__all__ = ["Texts", "text_tables"]

_BATCH = 500


@dataclass(frozen=True)
class Texts:
    """The columns of a table that can hold text, and those that tell its rows apart."""

    table: str
    columns: Mapping[str, Any]
    """Name to type, as the database has it."""
    key: tuple[str, ...]

    def rows(self, connection: Connection) -> Iterator[tuple[str, dict[str, Any]]]:
        """What a person finds each row by, and the row's texts; JSON as the value that it means."""
        if not self.columns:
            return
        keys = [cast(column(name), Text).label(f"key{number}") for number, name in enumerate(self.key)]
        values = [
            _selected(name, kind).label(f"value{number}") for number, (name, kind) in enumerate(self.columns.items())
        ]
        query = select(*keys, *values).select_from(table(self.table))
        with connection.execution_options(yield_per=_BATCH).execute(query) as found:
            for row in found:
                label = "/".join(str(part) for part in row[: len(keys)]) or "a row"
                texts = zip(self.columns.items(), row[len(keys) :], strict=True)
                yield label, {name: _meant(kind, value) for (name, kind), value in texts}


def text_tables(connection: Connection) -> list[Texts]:
    """Every table of the database; of PostgreSQL, of the schema in use."""
    inspector = inspect(connection)
    found = []
    for name in inspector.get_table_names():
        columns = {each["name"]: each["type"] for each in inspector.get_columns(name)}
        kept = {
            column: kind
            for column, kind in columns.items()
            if isinstance(kind, String | JSON | ARRAY | LargeBinary | NullType)
        }
        found.append(Texts(name, kept, tuple(inspector.get_pk_constraint(name)["constrained_columns"])))
    return found


def _selected(name: str, kind: Any) -> Any:
    return column(name, LargeBinary) if isinstance(kind, LargeBinary) else cast(column(name), Text)


def _meant(kind: Any, value: Any) -> Any:
    if isinstance(value, bytes):
        return value.decode(errors="ignore")
    if isinstance(kind, JSON) and isinstance(value, str):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
