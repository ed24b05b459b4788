"""Looks for a person's data everywhere in a database: every text of every table, the statistics, the bytes of the file."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from shopwright.shop.database.engine import reading
from shopwright.shop.database.identity import Identity, TraitKind
from shopwright.shop.database.store import Shop
from shopwright.shop.database.texts import Texts, text_tables

__all__ = ["Finding", "Search", "search_bytes", "search_shop"]

_CHUNK = 1 << 20
_NAMES = {("orders", "recipient"): "customer_id", ("reviews", "customer"): "customer_id", ("customers", "name"): "id"}
"""Columns that hold a name and nothing else, and the column that says whose it is."""

Seen = defaultdict[tuple[str, str], set[TraitKind]]
"""What was found in a column of a table."""


@dataclass(frozen=True)
class Finding:
    """One place that still holds identifying values.

    >>> print(Finding("reviews.text of r17", ("name", "phone")))
    reviews.text of r17: the name, phone
    """

    place: str
    """Such as `reviews.text of 17` or `shop.db-wal`."""
    kinds: tuple[TraitKind, ...]
    """What was found; never the value itself."""

    def __str__(self) -> str:
        return f"{self.place}: the {', '.join(self.kinds)}" if self.kinds else self.place


@dataclass
class Search:
    """What was searched, and what was found.

    >>> Search(tables=15, columns=84).findings
    []
    """

    tables: int = 0
    columns: int = 0
    files: int = 0
    bytes: int = 0
    findings: list[Finding] = field(default_factory=list)
    namesakes: list[Finding] = field(default_factory=list)
    """Other customers who bear the same name, which is theirs too."""


def search_shop(shop: Shop, identity: Identity) -> Search:
    """Search every text and JSON column of every table, then what the database keeps beside the tables.

    For SQLite these are the bytes of its files, for PostgreSQL its statistics. A value that stands in a live text only
    as part of a longer word (Anna in Annabel) is no finding, and hides the same bytes elsewhere in the file.
    """
    search, alive, needles = Search(), set[str](), identity.needles()
    seen: Seen = defaultdict(set)
    with reading(shop.engine) as connection:
        for texts in text_tables(connection):
            search.tables += 1
            search.columns += len(texts.columns)
            for label, row in texts.rows(connection):
                _judge(search, identity, texts, label, row, seen)
                alive.update(_alive(needles, row))
        if shop.file is None:
            _search_statistics(connection, search, identity, seen)
    for file in shop.files:
        search.files += 1
        search.bytes += file.stat().st_size
        if left := search_bytes(file, needles - alive):
            kinds = {trait.kind for trait in identity.traits if trait.value.strip() in left}
            search.findings.append(Finding(f"the bytes of {file}", tuple(sorted(kinds))))
    return search


def search_bytes(file: Path, needles: set[str]) -> set[str]:
    """Those of `needles` that the file holds, in UTF-8 or as JSON writes them."""
    spelled = {needle: {needle.encode(), json.dumps(needle, ensure_ascii=False)[1:-1].encode()} for needle in needles}
    longest = max((len(form) for forms in spelled.values() for form in forms), default=1)
    found: set[str] = set()
    rest = b""
    with file.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            window = rest + chunk
            found.update(needle for needle, forms in spelled.items() if any(form in window for form in forms))
            rest = window[-longest:]
    return found


def _judge(search: Search, identity: Identity, texts: Texts, label: str, row: Mapping[str, Any], seen: Seen) -> None:
    for column, value in row.items():
        kinds = identity.found(value, column)
        if not kinds:
            continue
        seen[texts.table, column] |= kinds
        finding = Finding(f"{texts.table}.{column} of {label}", tuple(sorted(kinds)))
        owner = _NAMES.get((texts.table, column))
        if kinds == {"name"} and owner is not None and row.get(owner):
            search.namesakes.append(finding)
        else:
            search.findings.append(finding)


def _alive(needles: set[str], row: Mapping[str, Any]) -> list[str]:
    """Which values a live row holds as they are spelled, even within a longer word."""
    texts = [value if isinstance(value, str) else json.dumps(value, ensure_ascii=False) for value in row.values()]
    joined = "\n".join(texts)
    return [needle for needle in needles if needle in joined]


def _search_statistics(connection: Connection, search: Search, identity: Identity, seen: Seen) -> None:
    """PostgreSQL keeps frequent values of each column to plan queries by; they outlive their rows.

    What was found in the column itself is no second finding here.
    """
    query = """
        SELECT tablename, attname, concat(most_common_vals::text, histogram_bounds::text)
        FROM pg_stats WHERE schemaname = ANY (current_schemas(false))
    """
    for table, column, kept in connection.execute(text(query)):
        if kinds := identity.mentioned(kept) - seen[table, column]:
            search.findings.append(Finding(f"the statistics of {table}.{column}", tuple(sorted(kinds))))
