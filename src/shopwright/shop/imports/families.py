"""Rows that make one record together: a product and its variants, an order and its lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from shopwright.shop.files.jsontext import plain
from shopwright.shop.files.rows import RejectedRow
from shopwright.shop.imports.layouts import Grouping
from shopwright.shop.imports.rowcells import Cells, UnreadableError

__all__ = ["Family", "families"]


@dataclass(frozen=True)
class Family:
    """The rows of one record, the one that describes it first."""

    id: str
    rows: list[Cells]


def families(rows: Iterable[Cells | RejectedRow], grouping: Grouping) -> Iterator[Family | RejectedRow]:
    """The families in the order of their first rows; a row without an id, or without its parent, is rejected."""
    return _by_parent(rows) if grouping == "parents" else _adjacent(rows)


def _adjacent(rows: Iterable[Cells | RejectedRow]) -> Iterator[Family | RejectedRow]:
    """In bounded memory; an empty id, as of merged cells, is that of the row above."""
    family: Family | None = None
    for cells in rows:
        if isinstance(cells, RejectedRow):
            yield cells
            continue
        try:
            id = cells.key("id")
        except UnreadableError as error:
            yield _rejected(cells, str(error))
            continue
        if family is not None and id in (family.id, None):
            family.rows.append(cells)
            continue
        if family is not None:
            yield family
            family = None
        if id is None:
            yield _rejected(cells, "no id")
        else:
            family = Family(id, [cells])
    if family is not None:
        yield family


def _by_parent(rows: Iterable[Cells | RejectedRow]) -> Iterator[Family | RejectedRow]:
    """The whole file is read first, since a variation may stand far from its parent."""
    found: dict[str, Family] = {}
    by_sku: dict[str, str] = {}
    children: list[tuple[Cells, str]] = []
    for cells in rows:
        if isinstance(cells, RejectedRow):
            yield cells
            continue
        try:
            id, sku = cells.key("id") or cells.key("sku"), cells.key("sku")
            variation = (cells.words("row_type") or "").lower() == "variation"
            parent = (cells.words("parent") or "").removeprefix("id:").strip()
        except UnreadableError as error:
            yield _rejected(cells, str(error))
            continue
        if variation:
            children.append((cells, parent))
        elif id is None or id in found:
            yield _rejected(cells, "no id" if id is None else f"the id {id!r} stands in a row above already")
        else:
            found[id] = Family(id, [cells])
            by_sku.setdefault(sku or id, id)
    for cells, parent in children:
        family = found.get(parent) or found.get(by_sku.get(parent, ""))
        if family is None:
            yield _rejected(cells, f"its parent {parent!r} is not in the file" if parent else "no parent")
        else:
            family.rows.append(cells)
    yield from found.values()


def _rejected(cells: Cells, reason: str) -> RejectedRow:
    return RejectedRow(cells.row.number, reason, plain(cells.row.values))
