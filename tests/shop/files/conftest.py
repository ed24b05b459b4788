"""What the tests of files share: writing bytes and reading tables in one line."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from shopwright.shop.files import RejectedRow, Row, open_table

Read = Callable[..., list[Row | RejectedRow]]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write bytes under a name, open them as a table, and return all its rows."""

    def reading(name: str, content: bytes, **options: str) -> list[Row | RejectedRow]:
        path = tmp_path / name
        path.write_bytes(content)
        with open_table(path, **options) as table:
            return list(table)

    return reading


@pytest.fixture
def workbook() -> Callable[[list[list[object]]], bytes]:
    """The bytes of an XLSX workbook with these rows."""

    def made(rows: list[list[object]]) -> bytes:
        book = Workbook()
        for row in rows:
            book.active.append(row)  # type: ignore[union-attr]
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    return made


@pytest.fixture
def repack() -> Callable[[bytes, dict[str, bytes]], bytes]:
    """A ZIP archive with some of its parts replaced or added."""

    def repacked(content: bytes, parts: dict[str, bytes]) -> bytes:
        stream = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
            for name in dict.fromkeys([*old.namelist(), *parts]):
                new.writestr(name, parts[name] if name in parts else old.read(name))
        return stream.getvalue()

    return repacked
