"""Brings a database to the schema of this version, and back: Alembic, run by code, without files of settings."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, inspect, text

from shopwright.errors import DatabaseError
from shopwright.shop.database.tables import SCHEMA

if TYPE_CHECKING:
    from alembic.script import ScriptDirectory

__all__ = ["HEAD", "VERSION_TABLE", "downgrade", "revision", "revisions", "upgrade"]

HEAD = "0002"
"""The revision that the tables of this version have; written out, so that opening a shop need not load Alembic."""
VERSION_TABLE = "shopwright_schema"
"""Not Alembic's own name, which another program may use in the same PostgreSQL database."""


def revision(connection: Connection) -> str | None:
    """The revision of the schema; None where there is none yet."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()
    return found


def revisions() -> list[str]:
    """Every revision that this version knows, the oldest first."""
    return [script.revision for script in reversed(list(_scripts().walk_revisions()))]


def upgrade(connection: Connection, to: str = HEAD) -> None:
    """Create or upgrade the schema within the caller's write transaction.

    Raises DatabaseError for a schema of a newer version, and for a database whose tables are somebody else's.
    """
    current = revision(connection)
    if current is None:
        _refuse_strangers(connection)
    elif current not in revisions():
        hint = "upgrade shopwright, or restore a backup into another database"
        raise DatabaseError(f"a newer Shopwright made this shop (schema {current}, known up to {HEAD})", hint=hint)
    _run(connection, lambda scripts, now: scripts._upgrade_revs(to, now))


def downgrade(connection: Connection, to: str) -> None:
    """Go back to revision `to`, or to an empty database with "base", within the caller's write transaction.

    What a later revision added goes with all it holds; everything else stays.
    """
    _run(connection, lambda scripts, now: scripts._downgrade_revs(to, now))


def _refuse_strangers(connection: Connection) -> None:
    taken = set(inspect(connection).get_table_names()) & set(SCHEMA.tables)
    if taken:
        hint = "give the shop a database of its own"
        raise DatabaseError(f"the database holds a table {min(taken)} that Shopwright did not make", hint=hint)


def _run(connection: Connection, steps: Any) -> None:
    """Run the revisions between here and there; `steps` are Alembic's own, as its commands take them."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    scripts = _scripts()
    with EnvironmentContext(Config(), scripts, fn=lambda now, _context: steps(scripts, now)) as environment:
        environment.configure(
            connection=connection,
            target_metadata=SCHEMA,
            version_table=VERSION_TABLE,
            version_table_pk=False,
            transactional_ddl=True,
        )
        environment.run_migrations()


@cache
def _scripts() -> ScriptDirectory:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(Path(__file__).parent / "migrations")
