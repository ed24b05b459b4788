"""One way to read every kind of table."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Protocol

from shopwright.errors import UsageError
from shopwright.shop.files.delimited import DelimitedReader
from shopwright.shop.files.encodings import check_encoding
from shopwright.shop.files.formats import Format, input_format
from shopwright.shop.files.jsonlines import JsonLinesReader
from shopwright.shop.files.parquet import ParquetReader
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.sources import Source
from shopwright.shop.files.workbooks import WorkbookReader

__all__ = ["Table", "open_table"]


class Reader(Protocol):
    """What a format has to offer."""

    columns: tuple[str, ...]

    def rows(self) -> Iterator[Row | RejectedRow]:
        """Every row in order, once, in bounded memory."""

    def fraction(self) -> float | None:
        """How much has been read, from 0 to 1; None where nobody knows."""


class Table:
    """An open table: iterate it once, from the first row to the last, then close it (or use `with`).

    >>> import tempfile, pathlib
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "reviews.csv")
    >>> _ = path.write_text("id,评论\\n1,很好用\\n", "utf-8")
    >>> with open_table(path) as table:
    ...     table.columns, [row.values["评论"] for row in table]
    (('id', '评论'), ['很好用'])
    >>> folder.cleanup()
    """

    def __init__(self, source: Source, format: Format, reader: Reader) -> None:
        self.name = source.name
        """As the user gave it; "-" for standard input."""
        self.format: Format = format
        self.columns = reader.columns
        """In the file's order, with duplicates; of JSONL the keys of the first 100 rows."""
        self._source, self._reader = source, reader
        self._rows = reader.rows()

    def __iter__(self) -> Iterator[Row | RejectedRow]:
        return self._rows

    def fraction(self) -> float | None:
        """How much of the source has been read, from 0 to 1; None for standard input and pipes."""
        return self._reader.fraction()

    def close(self) -> None:
        """Close the file; reading on is an error."""
        if isinstance(self._reader, WorkbookReader):
            self._reader.close()
        self._source.close()

    def __enter__(self) -> Table:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_table(source: str | Path, *, encoding: str | None = None, sheet: str | None = None) -> Table:
    """Open CSV, TSV, JSONL, Parquet or XLSX by suffix and content; "-" is standard input.

    `encoding` overrides what is recognised, `sheet` names a sheet of a workbook. Everything that makes the file
    unusable as a whole is raised here: InputError or one of its kinds, UsageError for the two options.
    """
    encoding = check_encoding(encoding) if encoding is not None else None
    opened = Source(source)
    try:
        format = input_format(opened.name, opened.head)
        return Table(opened, format, _reader(opened, format, encoding, sheet))
    except BaseException:
        opened.close()
        raise


def _reader(source: Source, format: Format, encoding: str | None, sheet: str | None) -> Reader:
    if sheet is not None and format != "xlsx":
        raise UsageError(f"{source.name} has no sheets", hint="leave --sheet out, it is for .xlsx")
    match format:
        case "csv":
            return DelimitedReader(source, encoding=encoding)
        case "tsv":
            return DelimitedReader(source, encoding=encoding, prefer="\t")
        case "jsonl":
            return JsonLinesReader(source, encoding=encoding)
        case "parquet":
            return ParquetReader(source)
        case "xlsx":
            return WorkbookReader(source, sheet=sheet)
