"""The file of a backup: a ZIP archive with a JSON line a row, the same for every database, and a manifest of it all.

`manifest.json` holds `format`, `version`, `schema` (the revision), `shopwright`, `created` and, by table, `rows` and
`sha256`. `TABLE.jsonl` holds the rows as objects: amounts as text with decimals, times as ISO 8601 with their zone.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Table

from shopwright.errors import DamagedFileError, InputError, TooLargeError
from shopwright.shop.database.columns import Column
from shopwright.shop.database.rows import refusal
from shopwright.shop.files.bounds import UNPACKED_RATIO, UNPACKED_SMALL
from shopwright.shop.files.jsontext import parse_object, to_json

__all__ = ["Contents", "Manifest", "opened", "read_manifest", "read_rows", "swells", "write_manifest", "write_rows"]

_FORMAT, _VERSION = "shopwright-backup", 1
_MANIFEST = "manifest.json"
_LINE = 64 << 20
"""Bytes of one row; more than the columns' own bounds let a row have."""
_SMALL = 1 << 20
_HINT = "use another backup; this one is not as it was written"


@dataclass(frozen=True)
class Contents:
    """What a backup holds of one table."""

    rows: int
    sha256: str


@dataclass(frozen=True)
class Manifest:
    """What a backup says of itself."""

    schema: str
    shopwright: str
    created: str
    tables: Mapping[str, Contents]


def write_rows(archive: zipfile.ZipFile, table: Table, rows: Iterable[Mapping[Any, Any]]) -> Contents:
    """Add the rows of a table."""
    digest, count = hashlib.sha256(), 0
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as stream:
        for row in rows:
            line = to_json({column.name: _to_json(column, row[column.name]) for column in table.columns}) + b"\n"
            digest.update(line)
            stream.write(line)
            count += 1
    return Contents(count, digest.hexdigest())


def write_manifest(archive: zipfile.ZipFile, manifest: Manifest) -> None:
    """Add the manifest, the last part to be written."""
    text = json.dumps({"format": _FORMAT, "version": _VERSION, **asdict(manifest)}, ensure_ascii=False, indent=2)
    archive.writestr(_MANIFEST, text)


def swells(archive: zipfile.ZipFile) -> bool:
    """Whether the archive would unpack to so much more than its size that a restore refuses it."""
    parts = archive.infolist()
    size, packed = sum(part.file_size for part in parts), sum(part.compress_size for part in parts)
    return size > UNPACKED_SMALL and size > UNPACKED_RATIO * packed


@contextmanager
def opened(path: Path) -> Iterator[zipfile.ZipFile]:
    """An archive to read; InputError and its kinds for what is none, breaks off, or would unpack to too much.

    Python's zipfile hands out no more of a part than its declared size, so the declared sizes can be trusted.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if swells(archive):
                raise TooLargeError(f"{path} would unpack to {UNPACKED_RATIO} times its size", hint=_HINT)
            yield archive
    except FileNotFoundError:
        raise InputError(f"there is no file {path}", hint="name a backup made by shopwright shop backup") from None
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError) as error:
        raise DamagedFileError(f"{path} is no backup, or a damaged one ({error})", hint=_HINT) from None
    except OSError as error:
        raise InputError(f"{path} cannot be read ({error.strerror or error})", hint="check the file") from None


def read_manifest(archive: zipfile.ZipFile) -> Manifest:
    """The manifest; DamagedFileError where there is none or it is not what it should be."""
    try:
        with archive.open(_MANIFEST) as stream:
            found = parse_object(stream.read(_SMALL).decode())
    except (KeyError, UnicodeDecodeError):
        found = "none"
    if isinstance(found, str) or found.get("format") != _FORMAT:
        raise DamagedFileError("the archive is no backup of a shop", hint="name one made by shopwright shop backup")
    if found.get("version") != _VERSION:
        raise InputError("the backup was made by a newer Shopwright", hint="upgrade shopwright")
    try:
        tables = {str(name): Contents(int(of["rows"]), str(of["sha256"])) for name, of in found["tables"].items()}
        return Manifest(str(found["schema"]), str(found["shopwright"]), str(found["created"]), tables)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise DamagedFileError("the backup's manifest is damaged", hint=_HINT) from None


def read_rows(archive: zipfile.ZipFile, table: Table, contents: Contents) -> Iterator[dict[str, Any]]:
    """The rows of a table; DamagedFileError, after the last one, where they are not those that were written."""
    digest, count, columns = hashlib.sha256(), 0, None
    try:
        stream = archive.open(f"{table.name}.jsonl")
    except KeyError:
        raise DamagedFileError(f"the backup lacks {table.name}.jsonl", hint=_HINT) from None
    with stream:
        for line in _lines(stream, table.name):
            digest.update(line)
            count += 1
            row = _row(table, line, count)
            columns = columns or row.keys()
            if row.keys() != columns:
                raise DamagedFileError(f"{table.name}.jsonl, row {count}: other columns than the first", hint=_HINT)
            yield row
    if count != contents.rows or digest.hexdigest() != contents.sha256:
        raise DamagedFileError(f"{table.name}.jsonl is not what the manifest says", hint=_HINT)


def _lines(stream: IO[bytes], name: str) -> Iterator[bytes]:
    while line := stream.readline(_LINE + 1):
        if len(line) > _LINE:
            raise TooLargeError(f"{name}.jsonl holds a row of more than {_LINE >> 20} MiB", hint=_HINT)
        yield line


def _row(table: Table, line: bytes, number: int) -> dict[str, Any]:
    def damaged(reason: str) -> DamagedFileError:
        return DamagedFileError(f"{table.name}.jsonl, row {number}: {reason}", hint=_HINT)

    try:
        found = parse_object(line.decode())
    except UnicodeDecodeError:
        raise damaged("no UTF-8") from None
    if isinstance(found, str):
        raise damaged(found)
    if unknown := found.keys() - table.columns.keys():
        raise damaged(f"an unknown column {min(unknown)}")
    try:
        return {name: _from_json(table.columns[name], value) for name, value in found.items()}
    except ValueError as error:
        raise damaged(str(error)) from None


def _to_json(column: Any, value: Any) -> Any:
    assert isinstance(column.type, Column)
    return None if value is None else column.type.to_json(value)


def _from_json(column: Any, value: Any) -> Any:
    assert isinstance(column.type, Column)
    try:
        revived = None if value is None else column.type.from_json(value)
    except ValueError as error:
        raise ValueError(f"{column.name}: {error}") from None
    if (reason := refusal(column, revived)) is not None:
        raise ValueError(f"{column.name}: {reason}")
    return revived
