"""Makes a database forget what was deleted: its bytes in free space and logs, and its values in statistics."""

from __future__ import annotations

from sqlalchemy import Connection, text

from shopwright.errors import DatabaseError
from shopwright.shop.database.engine import unbound
from shopwright.shop.database.search import Finding
from shopwright.shop.database.store import Shop
from shopwright.shop.database.tables import SCHEMA

__all__ = ["overwrite_deleted"]


def overwrite_deleted(shop: Shop) -> list[Finding]:
    """Write the database anew without what was deleted; a finding says where that did not work.

    SQLite: VACUUM, then the write-ahead log goes into the file and is emptied, which waits for readers. PostgreSQL:
    every table is written anew, which waits for its users; the server's own write-ahead log is beyond our reach.
    """
    try:
        with unbound(shop.engine) as connection:
            if shop.file is None:
                _overwrite_postgres(connection)
                return []
            connection.exec_driver_sql("VACUUM")
            busy = connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)").scalar_one()
    except DatabaseError as error:
        return [Finding(f"perhaps the space of deleted rows, which could not be overwritten ({error.message})", ())]
    return [Finding(f"perhaps {shop.file}-wal, which another program is reading: close it", ())] if busy else []


def _overwrite_postgres(connection: Connection) -> None:
    connection.execute(text("SET lock_timeout = '30s'"))
    _drop_statistics(connection)
    for table in SCHEMA.sorted_tables:
        connection.execute(text(f"VACUUM (FULL, ANALYZE) {table.name}"))
    connection.execute(text("RESET lock_timeout"))


def _drop_statistics(connection: Connection) -> None:
    """ANALYZE leaves the statistics of a table that became empty as they were; giving a column its type drops them."""
    query = """
        SELECT attrelid::regclass, quote_ident(a.attname), format_type(atttypid, atttypmod)
        FROM pg_attribute a JOIN pg_class c ON c.oid = attrelid
        JOIN pg_stats s ON s.tablename = relname AND s.attname = a.attname AND s.schemaname = current_schema()
        WHERE relnamespace = current_schema()::regnamespace AND relname = ANY (:ours)
    """
    for table, column, kind in connection.execute(text(query), {"ours": list(SCHEMA.tables)}).all():
        connection.execute(text(f"ALTER TABLE {table} ALTER COLUMN {column} TYPE {kind}"))
