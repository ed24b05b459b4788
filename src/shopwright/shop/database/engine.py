"""Connections that behave the same on SQLite and PostgreSQL: one writer at a time, readers never in the way."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event

from shopwright.shop.database.faults import reported

__all__ = ["open_engine", "reading", "unbound", "writing"]

_WRITES, _UNBOUND = "shopwright_writes", "shopwright_unbound"
_LOCK = 0x5368_6F70
"""The advisory lock that every writer of PostgreSQL takes ("Shop"); per database, as these locks are."""


def open_engine(url: URL, *, timeout: float) -> Engine:
    """An engine whose writers wait up to `timeout` seconds for each other; it connects when it is first used.

    SQLite has one writer at a time. So has PostgreSQL here, by an advisory lock: a read-modify-write is then safe
    without retries on either, and writers cannot deadlock. Shop transactions are short; a long import makes other
    writers wait.
    """
    sqlite = url.get_backend_name() == "sqlite"
    arguments: dict[str, Any] = {"timeout": timeout} if sqlite else {"connect_timeout": max(2, round(timeout))}
    engine = create_engine(
        url,
        connect_args=arguments,
        json_serializer=partial(json.dumps, ensure_ascii=False, allow_nan=False),
        pool_pre_ping=not sqlite,
        hide_parameters=True,  # no customer's data in a message
    )
    if sqlite:
        event.listen(engine, "connect", partial(_prepare_sqlite, timeout=timeout))
        event.listen(engine, "begin", _begin_sqlite)
    else:
        event.listen(engine, "begin", partial(_begin_postgres, timeout=timeout))
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that may write: committed when the block ends, rolled back by any exception."""
    with reported(engine.url), engine.connect().execution_options(**{_WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees one state of the database from its first query to its last, whatever others write."""
    postgres = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
    options = postgres if engine.dialect.name == "postgresql" else {}
    with reported(engine.url), engine.connect().execution_options(**options) as connection, connection.begin():
        yield connection


@contextmanager
def unbound(engine: Engine) -> Iterator[Connection]:
    """A connection outside any transaction, for VACUUM and its like."""
    options = {_UNBOUND: True} if engine.dialect.name == "sqlite" else {"isolation_level": "AUTOCOMMIT"}
    with reported(engine.url), engine.connect().execution_options(**options) as connection:
        yield connection


def _prepare_sqlite(connection: Any, _record: object, *, timeout: float) -> None:
    """Take transactions out of the driver's hands, which begins them too late, and set what a shop relies on."""
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA secure_delete = ON")  # what is deleted is overwritten
    _switch_to_wal(connection, timeout)
    connection.execute("PRAGMA synchronous = NORMAL")  # a loss of power may undo the last commits, but damages nothing


def _switch_to_wal(connection: Any, timeout: float) -> None:
    """Readers then do not wait for a writer; SQLite does not wait where two make the switch at once, so we do."""
    deadline = time.monotonic() + timeout
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_BUSY" or time.monotonic() > deadline:
                raise
            time.sleep(0.02)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """A writer says so at once: a reader that turns writer midway fails where another one wrote, without waiting."""
    options = connection.get_execution_options()
    if not options.get(_UNBOUND):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get(_WRITES) else "BEGIN")


def _begin_postgres(connection: Connection, *, timeout: float) -> None:
    if connection.get_execution_options().get(_WRITES):
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {round(timeout * 1000)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
