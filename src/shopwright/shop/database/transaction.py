"""One transaction over a shop: what it reads is one state, and what it writes happens together or not at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from itertools import islice
from typing import Any, TypeVar

from sqlalchemy import Connection, Insert, Table, delete, func, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import IntegrityError

from shopwright.errors import RecordError
from shopwright.shop.database.rows import Kind, Part, Record, assemble, kind_of, rows_of

__all__ = ["Transaction"]

R = TypeVar("R", bound=Record)
_BATCH = 500


class Transaction:
    """Reads and writes records; `Shop.transaction` and `Shop.snapshot` make one and end it.

    >>> import tempfile
    >>> from shopwright.shop import Product
    >>> from shopwright.shop.database import Shop
    >>> folder = tempfile.TemporaryDirectory()
    >>> with Shop.open(f"sqlite:///{folder.name}/shop.db") as shop, shop.transaction() as transaction:
    ...     _ = transaction.save([Product(id="p1", title="保温杯")])
    ...     transaction.count(Product)
    1
    >>> folder.cleanup()
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def save(self, records: Iterable[Record]) -> int:
        """Insert or replace each record by its id, in any order and mix; return how many came.

        A record replaces everything that belonged to the one before it: variants, items, messages. Raises RecordError
        for one that cannot be stored; a reference to what is not there is noticed when the transaction ends.
        """
        source, count = iter(records), 0
        while batch := list(islice(source, _BATCH)):
            count += len(batch)
            self._save({(type(record), record.id): record for record in batch}.values())
        return count

    def get(self, type: type[R], id: str) -> R | None:
        """The record with this id; None where there is none."""
        kind = kind_of(type)
        rows = self._connection.execute(select(kind.table).where(kind.table.c.id == id)).mappings().all()
        return next(iter(self._assembled(kind, rows)), None)

    def get_many(self, type: type[R], ids: Collection[str]) -> dict[str, R]:
        """The records with these ids, by id; those that are not there are left out."""
        kind, wanted, found = kind_of(type), iter(dict.fromkeys(ids)), {}
        while batch := list(islice(wanted, _BATCH)):
            rows = self._page(select(kind.table).where(kind.table.c.id.in_(batch)))
            found.update({record.id: record for record in self._assembled(kind, rows)})
        return found

    def all(self, type: type[R], **equal: str | None) -> Iterator[R]:
        """Every record of a kind by id; `equal` asks for certain values: `all(Order, customer_id="c1")`."""
        kind = kind_of(type)
        query = select(kind.table).order_by(kind.table.c.id).limit(_BATCH).where(*_conditions(kind, equal))
        last = None
        while rows := self._page(query if last is None else query.where(kind.table.c.id > last)):
            yield from self._assembled(kind, rows)
            last = rows[-1]["id"]

    def count(self, type: type[R], **equal: str | None) -> int:
        """How many records of a kind there are."""
        kind = kind_of(type)
        found = self._connection.execute(select(func.count()).select_from(kind.table).where(*_conditions(kind, equal)))
        return int(found.scalar_one())

    def delete(self, type: type[R], id: str) -> bool:
        """Delete a record with what belongs to it; False where there is none.

        A customer who is still referred to stays, and the transaction fails with RecordError when it ends: erase them
        instead. What referred to a product is kept without it.
        """
        table = kind_of(type).table
        return self._connection.execute(delete(table).where(table.c.id == id)).rowcount > 0

    def check_references(self) -> None:
        """RecordError for the first reference so far that leads nowhere; on SQLite it looks through all tables."""
        if self._connection.dialect.name == "sqlite":
            self._refuse_broken()
            return
        try:
            self._connection.execute(text("SET CONSTRAINTS ALL IMMEDIATE"))
        except IntegrityError as error:
            said = getattr(getattr(error.orig, "diag", None), "message_detail", None) or "a reference leads nowhere"
            raise _dangling(str(said)) from None

    def finish(self) -> None:
        """Check every reference as the last step; SQLite does so when it commits, so there it commits."""
        if self._connection.dialect.name != "sqlite":
            self.check_references()
            return
        try:
            self._connection.exec_driver_sql("COMMIT")
        except IntegrityError:  # the transaction is still open, and can be asked why
            self._refuse_broken()
            raise

    def _refuse_broken(self) -> None:
        broken = self._connection.exec_driver_sql("PRAGMA foreign_key_check").first()
        if broken is not None:
            table, row, parent, _ = broken
            key = self._connection.exec_driver_sql(f'SELECT * FROM "{table}" WHERE rowid = ?', (row,)).first()
            what = f"{table} {key[0]!r}" if key else table
            raise _dangling(f"{what} refers to one of {parent} that is not there")

    def _page(self, query: Any) -> Any:
        return self._connection.execute(query).mappings().all()

    def _save(self, records: Iterable[Record]) -> None:
        """One batch of different records; sorted, so that the rows of a table are written in the order of their keys."""
        rows: dict[Table, list[dict[str, Any]]] = defaultdict(list)
        owners: dict[Part, list[str]] = defaultdict(list)
        for record in sorted(records, key=lambda record: (type(record).__name__, record.id)):
            for table, row in rows_of(record):
                rows[table].append(row)
            for part in kind_of(type(record)).parts:
                owners[part].append(record.id)
        for part, ids in owners.items():
            self._connection.execute(delete(part.table).where(part.table.c[part.parent].in_(ids)))
        for table, found in rows.items():
            self._connection.execute(_upsert(table, self._connection.dialect.name), found)

    def _assembled(self, kind: Kind, rows: Any) -> Iterator[Any]:
        ids = [row["id"] for row in rows]
        parts = {part: self._parts(part, ids) for part in kind.parts if ids}
        for row in rows:
            yield assemble(kind, row, {part: found[row["id"]] for part, found in parts.items()})

    def _parts(self, part: Part, ids: list[str]) -> dict[str, list[Any]]:
        parent = part.table.c[part.parent]
        query = select(part.table).where(parent.in_(ids)).order_by(parent, part.table.c.position)
        found: dict[str, list[Any]] = defaultdict(list)
        for row in self._connection.execute(query).mappings():
            found[row[part.parent]].append(row)
        return found


@cache
def _upsert(table: Table, dialect: str) -> Insert:
    """INSERT that replaces the row with the same key."""
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(table)
    keys = [column.name for column in table.primary_key]
    changed = {column.name: insert.excluded[column.name] for column in table.columns if column.name not in keys}
    upsert: Insert = insert.on_conflict_do_update(index_elements=keys, set_=changed)
    return upsert


def _conditions(kind: Kind, equal: dict[str, str | None]) -> list[Any]:
    return [kind.table.c[column] == value for column, value in equal.items()]


def _dangling(what: str) -> RecordError:
    return RecordError(
        what.rstrip("."), hint="save both together, leave the reference out, or keep what is referred to"
    )
