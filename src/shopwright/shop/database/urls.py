"""Which database a URL means, checked before anything connects."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from shopwright.errors import MissingExtraError, SettingsError
from shopwright.settings import DatabaseUrl, settings

__all__ = ["masked", "place", "resolve_url", "sqlite_file"]


def resolve_url(url: str | None) -> URL:
    """`url`, or that of the settings; a path of SQLite becomes absolute, so that a later change of folder is harmless.

    Raises SettingsError for a URL of another kind and MissingExtraError where psycopg is needed and not there.
    """
    given = (settings().database_url if url is None else DatabaseUrl.parse(url)).get_secret_value()
    try:
        parsed = make_url(given)
    except ArgumentError:
        raise SettingsError(
            "the database's URL cannot be read", hint="write @ : / in a password as %40 %3A %2F"
        ) from None
    if parsed.get_backend_name() == "sqlite":
        return parsed.set(database=str(Path(parsed.database or "").absolute()))
    try:
        import psycopg  # noqa: F401
    except ImportError:
        raise MissingExtraError("psycopg, the driver for PostgreSQL,", extra="postgres") from None
    return parsed


def sqlite_file(url: URL) -> Path | None:
    """The file of a SQLite database; None for PostgreSQL."""
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def masked(url: URL) -> str:
    """The URL without its password."""
    return str(DatabaseUrl(url.render_as_string(hide_password=False)))


def place(url: URL) -> str:
    """What a message calls the database: the file, or the URL without its password."""
    file = sqlite_file(url)
    return masked(url) if file is None else str(file)
