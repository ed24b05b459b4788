"""Lays what a file says over what the shop has: one transaction, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

from shopwright.errors import RecordError
from shopwright.shop.database.rows import Record
from shopwright.shop.database.transaction import Transaction
from shopwright.shop.exports.encoding import encoded
from shopwright.shop.files.jsontext import plain
from shopwright.shop.files.rows import RejectedRow
from shopwright.shop.imports.differences import Change, differences
from shopwright.shop.imports.given import Given
from shopwright.shop.imports.references import References
from shopwright.shop.records import Customer, Product

__all__ = ["Imported", "Importing"]

_BATCH = 500
_SHOWN = 20


@dataclass
class Imported:
    """What an import did, or with a dry run would do.

    >>> done = Imported(source="jd")
    >>> done.add(Change("new", "p1", "保温杯"))
    >>> done.new, done.changed
    (1, 0)
    """

    source: str = "shopwright"
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    """Sections of a document that the file no longer has."""
    rejected: int = 0
    """Rows."""
    made: dict[str, int] = field(default_factory=dict)
    """By kind, records made because others refer to them."""
    changes: list[Change] = field(default_factory=list)
    """The first 20 of each sort."""
    refused: list[RejectedRow] = field(default_factory=list)
    """The first 20."""

    def add(self, change: Change) -> None:
        """Count a change, and keep it if it is among the first of its sort."""
        count = getattr(self, change.what) + 1
        setattr(self, change.what, count)
        if count <= _SHOWN:
            self.changes.append(change)

    def reject(self, row: RejectedRow) -> None:
        """Count a rejected row, and keep it if it is among the first."""
        self.rejected += 1
        if self.rejected <= _SHOWN:
            self.refused.append(row)


class Importing:
    """One import into one transaction; without `write` nothing is saved."""

    def __init__(
        self,
        transaction: Transaction,
        *,
        write: bool,
        references: References | None,
        reject: Callable[[RejectedRow], None] | None = None,
        progress: Callable[[int], None] | None = None,
    ) -> None:
        self.done = Imported()
        self._transaction, self._write, self._references = transaction, write, references
        self._reject, self._progress = reject, progress
        self._seen: dict[str, int] = {}
        self._made: set[tuple[type, str]] = set()

    def run(self, records: Iterable[Given | RejectedRow]) -> Imported:
        """Import everything that can be; what cannot is rejected row by row."""
        source = iter(records)
        while batch := list(islice(source, _BATCH)):
            self._batch(self._accepted(batch))
            if self._progress is not None:
                self._progress(max((_last(each) for each in batch), default=0))
        return self.done

    def refuse(self, row: RejectedRow) -> None:
        """Reject a row."""
        self.done.reject(row)
        if self._reject is not None:
            self._reject(row)

    def _accepted(self, batch: Sequence[Given | RejectedRow]) -> Iterator[Given]:
        """Without what was rejected, or has an id that this file had already."""
        for each in batch:
            if isinstance(each, RejectedRow):
                self.refuse(each)
            elif each.id in self._seen:
                self._refuse(each, f"the id {each.id!r} stands in row {self._seen[each.id]} already")
            else:
                self._seen[each.id] = each.rows[0].number if each.rows else 0
                yield self._references.resolved(each) if self._references is not None else each

    def _batch(self, accepted: Iterable[Given]) -> None:
        batch = list(accepted)
        known: dict[tuple[type, str], Any] = {}
        every = [each for given in batch for each in (given, *given.needs)]
        for kind in {each.type for each in every}:
            found = self._transaction.get_many(kind, [each.id for each in every if each.type is kind])
            known |= {(kind, id): record for id, record in found.items()}
        pending: dict[tuple[type, str], Record] = {}
        for given in batch:
            try:
                pending |= self._one(given, known | pending)
            except (ValueError, RecordError) as error:
                self._refuse(given, getattr(error, "message", str(error)))
        if self._write:
            self._transaction.save(pending.values())

    def _one(self, given: Given, known: dict[tuple[type, str], Any]) -> dict[tuple[type, str], Record]:
        """The records to save for one that the file gives; ValueError or RecordError where it cannot be stored."""
        before = known.get((given.type, given.id))
        after = given.onto(before)
        old, new = encoded(before) if before is not None else None, encoded(after)
        saved: dict[tuple[type, str], Record] = {}
        for need in given.needs:
            there = known.get((need.type, need.id)) or saved.get((need.type, need.id))
            if there is not None and given.whole:
                continue  # our own files say in their place what there is to say of it
            filled = need.fill(there)
            if there is None or encoded(filled) != encoded(there):
                saved[need.type, need.id] = filled
        if new != old or (old is not None and str(new) != str(old)):
            saved[given.type, given.id] = after
        self._count(given, old, new, known, saved)
        return saved

    def _count(self, given: Given, old: Any, new: Any, known: Any, saved: dict[tuple[type, str], Record]) -> None:
        for key in saved.keys() - known.keys() - {(given.type, given.id)} - self._made:
            self._made.add(key)
            name = {Customer: "customers", Product: "products"}[key[0]]
            self.done.made[name] = self.done.made.get(name, 0) + 1
        if old is None:
            self.done.add(Change("new", given.id, _name(new)))
        elif (given.type, given.id) in saved:
            self.done.add(Change("changed", given.id, _name(new), *differences(old, new)))
        else:
            self.done.unchanged += 1

    def _refuse(self, given: Given, reason: str) -> None:
        for row in given.rows:
            self.refuse(RejectedRow(row.number, reason, plain(row.values)))


def _last(each: Given | RejectedRow) -> int:
    return each.number if isinstance(each, RejectedRow) else max((row.number for row in each.rows), default=0)


def _name(record: dict[str, Any]) -> str:
    return str(record.get("title") or record.get("name") or record.get("text") or "")[:80]
