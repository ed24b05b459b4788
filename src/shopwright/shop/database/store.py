"""A shop's data in a database: opened, read and written."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TypeVar

from sqlalchemy import Engine

from shopwright.errors import DatabaseError
from shopwright.shop.database import schema
from shopwright.shop.database.engine import open_engine, reading, writing
from shopwright.shop.database.rows import Record
from shopwright.shop.database.transaction import Transaction
from shopwright.shop.database.urls import place, resolve_url, sqlite_file

__all__ = ["Shop"]

R = TypeVar("R", bound=Record)
_TIMEOUT = 30.0


class Shop:
    """The records of one shop, on SQLite or PostgreSQL; opening it creates or upgrades the tables.

    Every method is a transaction of its own: done whole, or not at all, whatever happens midway. Several threads and
    processes may use one shop; a writer waits for another one up to `timeout` seconds.

    >>> import tempfile
    >>> from shopwright.shop import Customer, Product
    >>> folder = tempfile.TemporaryDirectory()
    >>> with Shop.open(f"sqlite:///{folder.name}/shop.db") as shop:
    ...     _ = shop.save([Product(id="p1", title="保温杯", stock=3), Customer(id="c1", name="王小芳")])
    ...     shop.get(Product, "p1").stock
    3
    >>> folder.cleanup()
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    @classmethod
    def open(cls, url: str | None = None, *, create: bool = True, timeout: float = _TIMEOUT) -> Shop:
        """Open the shop at `url`, by default that of SHOPWRIGHT_DATABASE_URL.

        Without `create` the shop must be there. Raises SettingsError for a URL that cannot be used,
        MissingExtraError where the driver is missing, and DatabaseError where the database cannot be reached or is of
        a newer version.
        """
        resolved = resolve_url(url)
        file = sqlite_file(resolved)
        if file is not None:
            _make_private(file, create=create)
        shop = cls(open_engine(resolved, timeout=timeout))
        try:
            shop._upgrade(create=create)
        except BaseException:
            shop.close()
            raise
        return shop

    @property
    def place(self) -> str:
        """Where the data lies: the file, or the URL without its password."""
        return place(self.engine.url)

    @property
    def file(self) -> Path | None:
        """The file of SQLite; None for PostgreSQL."""
        return sqlite_file(self.engine.url)

    @property
    def files(self) -> list[Path]:
        """All files that SQLite keeps for the shop just now; none for PostgreSQL."""
        if self.file is None:
            return []
        paths = [self.file, *(self.file.with_name(self.file.name + end) for end in ("-wal", "-shm", "-journal"))]
        return [path for path in paths if path.exists()]

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Read and write in one transaction; no other writer comes between, and an exception undoes all of it.

        RecordError where a record would refer to one that is not there.
        """
        with writing(self.engine) as connection:
            transaction = Transaction(connection)
            yield transaction
            transaction.finish()

    @contextmanager
    def snapshot(self) -> Iterator[Transaction]:
        """Read one state of the shop, whatever others write meanwhile."""
        with reading(self.engine) as connection:
            yield Transaction(connection)

    def save(self, records: Iterable[Record]) -> int:
        """Insert or replace any mix of records by their ids, all or none; return how many came."""
        with self.transaction() as transaction:
            return transaction.save(records)

    def get(self, type: type[R], id: str) -> R | None:
        """The record with this id; None where there is none."""
        with self.snapshot() as snapshot:
            return snapshot.get(type, id)

    def all(self, type: type[R], **equal: str | None) -> Iterator[R]:
        """Every record of a kind by id, as of the first; `equal` asks for values: `all(Order, customer_id="c1")`."""
        with self.snapshot() as snapshot:
            yield from snapshot.all(type, **equal)

    def count(self, type: type[R], **equal: str | None) -> int:
        """How many records of a kind there are."""
        with self.snapshot() as snapshot:
            return snapshot.count(type, **equal)

    def delete(self, type: type[R], id: str) -> bool:
        """Delete a record with what belongs to it; False where there is none. RecordError while it is referred to."""
        with self.transaction() as transaction:
            return transaction.delete(type, id)

    def close(self) -> None:
        """Close every connection; closing twice is no error."""
        self.engine.dispose()

    def __enter__(self) -> Shop:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _upgrade(self, *, create: bool) -> None:
        """Bring the schema up to date; of two processes the second waits, and finds it done."""
        with reading(self.engine) as connection:
            found = schema.revision(connection)
        if found == schema.HEAD:
            return
        if found is None and not create:
            raise _no_shop(self.place)
        with writing(self.engine) as connection:
            schema.upgrade(connection)


def _make_private(file: Path, *, create: bool) -> None:
    """A new file that only its owner may read, as it is going to hold personal data."""
    if file.exists():
        return
    if not create:
        raise _no_shop(str(file))
    if not file.parent.is_dir():
        raise DatabaseError(f"there is no folder {file.parent}", hint=f"create it: mkdir -p {file.parent}")
    try:
        with suppress(FileExistsError):
            os.close(os.open(file, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
    except OSError as error:
        hint = "check the permissions of the folder, or name another file in SHOPWRIGHT_DATABASE_URL"
        raise DatabaseError(f"{file} cannot be created ({error.strerror})", hint=hint) from None


def _no_shop(place: str) -> DatabaseError:
    hint = "go to the folder of the shop, or name it in SHOPWRIGHT_DATABASE_URL"
    return DatabaseError(f"there is no shop at {place}", hint=hint)
