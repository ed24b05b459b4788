"""A whole shop into one file and back, from any database into any other."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select

from shopwright import __version__
from shopwright.errors import InputError, UsageError
from shopwright.shop.database import schema
from shopwright.shop.database.archive import (
    Contents,
    Manifest,
    opened,
    read_manifest,
    read_rows,
    swells,
    write_manifest,
    write_rows,
)
from shopwright.shop.database.engine import reading, writing
from shopwright.shop.database.store import Shop
from shopwright.shop.database.tables import SCHEMA
from shopwright.shop.database.transaction import Transaction
from shopwright.shop.files.places import check_place, replaced

__all__ = ["Backup", "back_up", "check_backup", "restore"]

_BATCH = 500


@dataclass(frozen=True)
class Backup:
    """What a backup holds.

    >>> Backup({"products": 2}, "2026-03-01T04:30:00+00:00", 4096).rows["products"]
    2
    """

    rows: Mapping[str, int]
    """By table."""
    created: str
    """ISO 8601, UTC."""
    size: int
    """Bytes of the file."""


def back_up(shop: Shop, out: Path) -> Backup:
    """Write one state of the whole shop to `out`, while others go on reading and writing.

    The file appears whole or not at all, and only its owner may read it: it holds all personal data of the shop.
    Raises OutputError where it cannot be written.
    """
    check_place(out, shop.file)
    with replaced(out) as ready, reading(shop.engine) as connection:
        ready.unlink(missing_ok=True)  # what a killed process of the same number left
        os.close(os.open(ready, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        manifest, large = _write(connection, ready, zipfile.ZIP_DEFLATED)
        if large:  # rows so alike that a restore would take the archive for a bomb
            manifest, _ = _write(connection, ready, zipfile.ZIP_STORED)
        size = ready.stat().st_size
    return Backup({name: table.rows for name, table in manifest.tables.items()}, manifest.created, size)


def check_backup(source: Path) -> None:
    """InputError or one of its kinds for a file that says itself that it cannot be restored; rows are not read."""
    with opened(source) as archive:
        _usable(archive)


def restore(shop: Shop, source: Path, *, overwrite: bool = False) -> Backup:
    """Put the contents of a backup in place of the shop's, all or nothing.

    Raises UsageError where the shop holds anything and `overwrite` was not asked for, InputError and its kinds where
    the file is no backup, is damaged, was tampered with, or is of a newer version. The shop is then as it was.
    """
    with opened(source) as archive:
        manifest = _usable(archive)
        with writing(shop.engine) as connection:
            if not overwrite and (taken := _first_taken(connection)):
                hint = "name an empty one in SHOPWRIGHT_DATABASE_URL, or replace it all with --overwrite"
                raise UsageError(f"the shop is not empty (it has {taken})", hint=hint)
            for table in reversed(SCHEMA.sorted_tables):
                connection.execute(delete(table))
            transaction = Transaction(connection)
            transaction.check_references()  # PostgreSQL changes no table while checks are pending
            # The rows go in as they were and are migrated as they would have been in place.
            schema.downgrade(connection, manifest.schema)
            for table in SCHEMA.sorted_tables:
                _fill(connection, archive, table.name, manifest.tables.get(table.name))
            transaction.check_references()
            schema.upgrade(connection)
    counts = {name: table.rows for name, table in manifest.tables.items()}
    return Backup(counts, manifest.created, source.stat().st_size)


def _usable(archive: zipfile.ZipFile) -> Manifest:
    manifest = read_manifest(archive)
    if manifest.schema not in schema.revisions():
        raise InputError(f"the backup has a newer schema ({manifest.schema})", hint="upgrade shopwright")
    return manifest


def _write(connection: Connection, ready: Path, compression: int) -> tuple[Manifest, bool]:
    with zipfile.ZipFile(ready, "w", compression) as archive:
        tables = {}
        for table in SCHEMA.sorted_tables:
            query = select(table).order_by(*table.primary_key)
            with connection.execution_options(yield_per=_BATCH).execute(query) as rows:
                tables[table.name] = write_rows(archive, table, rows.mappings())
        created = datetime.now(UTC).isoformat(timespec="seconds")
        manifest = Manifest(schema.HEAD, __version__, created, tables)
        write_manifest(archive, manifest)
        return manifest, swells(archive)


def _first_taken(connection: Connection) -> str | None:
    for table in SCHEMA.sorted_tables:
        if count := connection.execute(select(func.count()).select_from(table)).scalar_one():
            return f"{count:,} {table.name.replace('_', ' ')}"
    return None


def _fill(connection: Connection, archive: zipfile.ZipFile, name: str, contents: Contents | None) -> None:
    """A table that the backup does not name did not exist when it was made."""
    if contents is None:
        return
    table = SCHEMA.tables[name]
    rows = read_rows(archive, table, contents)
    while batch := list(islice(rows, _BATCH)):
        connection.execute(insert(table), batch)
