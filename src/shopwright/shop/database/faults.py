"""Errors of databases and their drivers as ours: one line that says what to do, and never a password."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

from shopwright.errors import DatabaseError, RecordError
from shopwright.shop.database.urls import place

__all__ = ["reported"]

_SQLITE = {
    "SQLITE_BUSY": ("is locked by another program", "wait until it is done, then run the command again"),
    "SQLITE_LOCKED": ("is locked by another program", "wait until it is done, then run the command again"),
    "SQLITE_CANTOPEN": ("cannot be opened", "check that its folder is there and that you may write to it"),
    "SQLITE_READONLY": ("cannot be written", "check the permissions of the file and of its folder"),
    "SQLITE_PERM": ("cannot be opened", "check the permissions of the file and of its folder"),
    "SQLITE_FULL": ("cannot be written: the disk is full", "free some space, then run the command again"),
    "SQLITE_IOERR": ("cannot be read or written: the disk reports an error", "check the disk and its free space"),
    "SQLITE_CORRUPT": ("is damaged", "restore a backup into a new file: shopwright shop restore"),
    "SQLITE_NOTADB": ("is no database", "name another file in SHOPWRIGHT_DATABASE_URL"),
}
_POSTGRES = {
    "28": ("refuses the user or the password", "correct SHOPWRIGHT_DATABASE_URL"),
    "3D": ("does not exist", "create it (createdb), or correct SHOPWRIGHT_DATABASE_URL"),
    "3F": ("lacks the schema", "create it (CREATE SCHEMA), or correct SHOPWRIGHT_DATABASE_URL"),
    "55": ("is locked by another program", "wait until it is done, then run the command again"),
    "40": ("is being changed by another program", "run the command again"),
    "42": ("does not let this user do that", "grant the user its own schema, or name another user"),
    "53": ("has no room left: disk, memory or connections", "free some, then run the command again"),
    "25": ("is read-only", "name a server that takes writes"),
    "57": ("was stopped by its administrator", "start it, then run the command again"),
}
"""By class of SQLSTATE."""
_REFUSED = (
    ("password authentication failed", "28"),
    ("no password supplied", "28"),
    ("no pg_hba.conf entry", "28"),
    ('FATAL:  role "', "28"),
    ("does not exist", "3D"),
)
"""A failure to connect has no SQLSTATE."""


@contextmanager
def reported(url: URL) -> Iterator[None]:
    """Turn what SQLAlchemy raises into DatabaseError, and a broken constraint into RecordError."""
    try:
        yield
    except IntegrityError as error:
        raise RecordError(f"a record contradicts another ({_first_line(error)})", hint="correct it") from None
    except DBAPIError as error:
        what, hint = _explained(error)
        raise DatabaseError(f"the database {place(url)} {what}", hint=hint) from None
    except SQLAlchemyError as error:
        hint = "check SHOPWRIGHT_DATABASE_URL, then run the command again"
        raise DatabaseError(f"the database {place(url)} cannot be used ({type(error).__name__})", hint=hint) from None


def _explained(error: DBAPIError) -> tuple[str, str]:
    if isinstance(error.orig, sqlite3.Error):
        name = getattr(error.orig, "sqlite_errorname", "") or ""
        for code, said in _SQLITE.items():
            if name.startswith(code):
                return said
        return f"fails ({_first_line(error)})", "restore a backup if this stays so"
    state = getattr(error.orig, "sqlstate", None) or next((s for said, s in _REFUSED if said in str(error.orig)), "")
    if (known := _POSTGRES.get(state[:2])) is not None:
        return known
    if not state:
        return "cannot be reached", "check that the server runs, and SHOPWRIGHT_DATABASE_URL"
    return f"fails ({_first_line(error)}; SQLSTATE {state})", "see the server's log"


def _first_line(error: DBAPIError) -> str:
    """What the driver says, without the values that it may repeat in a second line."""
    return str(error.orig).strip().splitlines()[0] if str(error.orig).strip() else type(error.orig).__name__
