"""Looks for a person's data in files that Shopwright or somebody else wrote: exports, reports, logs, backups."""

from __future__ import annotations

import gzip
import zipfile
import zlib
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import IO

from shopwright.errors import ShopwrightError
from shopwright.shop.database.identity import Identity, TraitKind
from shopwright.shop.database.search import Finding, Search
from shopwright.shop.files.bounds import UNPACKED
from shopwright.shop.files.rows import Row
from shopwright.shop.files.tables import open_table

__all__ = ["search_files"]

_CHUNK, _OVERLAP = 1 << 20, 4 << 10
_READ_ERRORS = (OSError, EOFError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, ValueError)


def search_files(paths: Iterable[Path], identity: Identity, search: Search, *, besides: Collection[Path] = ()) -> None:
    """Add to `search` which files, and files below folders, hold identifying values; nothing is changed.

    Text in UTF-8, GB18030 and UTF-16 is read as it is; gzip files, ZIP archives (workbooks and backups are such) and
    Parquet are unpacked. A file that cannot be read is a finding too: nobody knows what it holds. `besides` are files to
    leave out, such as those of the database, which were searched better.
    """
    left_out = {path.resolve() for path in besides}
    for file in _files(paths):
        if file.resolve() in left_out:
            continue
        search.files += 1
        try:
            search.bytes += file.stat().st_size
            for place, kinds in _found(file, identity):
                search.findings.append(Finding(place, tuple(sorted(kinds))))
        except (*_READ_ERRORS, ShopwrightError) as error:
            search.findings.append(Finding(f"perhaps {file}, which could not be read ({error})", ()))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from sorted(found for found in path.rglob("*") if found.is_file() and not found.is_symlink())
        else:
            yield path


def _found(file: Path, identity: Identity) -> Iterator[tuple[str, set[TraitKind]]]:
    if file.suffix.lower() == ".parquet":
        yield from _in_rows(file, identity)
        return
    with file.open("rb") as stream:
        head = stream.read(4)
        stream.seek(0)
        if head.startswith(b"PK\3\4"):
            yield from _in_archive(file, identity)
        elif head.startswith(b"\x1f\x8b"):
            with gzip.open(stream) as unpacked:
                yield from _one(str(file), _in_stream(unpacked, identity))
        else:
            yield from _one(str(file), _in_stream(stream, identity))


def _one(place: str, kinds: set[TraitKind]) -> Iterator[tuple[str, set[TraitKind]]]:
    if kinds:
        yield place, kinds


def _in_rows(file: Path, identity: Identity) -> Iterator[tuple[str, set[TraitKind]]]:
    with open_table(file) as table:
        for row in table:
            if isinstance(row, Row):
                kinds = set().union(*(identity.found(value, name) for name, value in row.values.items()))
                yield from _one(f"{file}, row {row.number}", kinds)


def _in_archive(file: Path, identity: Identity) -> Iterator[tuple[str, set[TraitKind]]]:
    with zipfile.ZipFile(file) as archive:
        for part in archive.infolist():
            with archive.open(part) as stream:
                yield from _one(f"{file}, {part.filename}", _in_stream(stream, identity))


def _in_stream(stream: IO[bytes] | gzip.GzipFile, identity: Identity) -> set[TraitKind]:
    """What the bytes hold, decoded in every way in which they could be text; ValueError beyond the bound."""
    kinds: set[TraitKind] = set()
    rest, read = b"", 0
    while chunk := stream.read(_CHUNK):
        read += len(chunk)
        if read > 4 * UNPACKED:
            raise ValueError(f"more than {4 * UNPACKED >> 20:,} MiB")
        window = rest + chunk
        for decoded in _decoded(window):
            kinds |= identity.mentioned(decoded)
        rest = window[-_OVERLAP:]
    return kinds


def _decoded(window: bytes) -> Iterator[str]:
    """The bytes as text in every encoding that they can be in; what does not decode is left out."""
    text = window.decode(errors="ignore")
    yield text
    if len(text.encode()) < len(window) - 8:  # more than a character cut at either end
        yield window.decode("gb18030", errors="ignore")
    if b"\0" in window or window[:2] in (b"\xff\xfe", b"\xfe\xff") or len(text) < len(window) // 4:
        yield window.decode("utf-16-le", errors="ignore")
        yield window.decode("utf-16-be", errors="ignore")
