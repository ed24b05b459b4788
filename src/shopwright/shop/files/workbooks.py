"""XLSX, read by openpyxl row by row once its archive has been checked."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import islice
from typing import Any

from shopwright.errors import DamagedFileError, InputError, ShopwrightError, UsageError
from shopwright.shop.files.bounds import SHEET_ROWS
from shopwright.shop.files.cells import restore, unescape_xml
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.sources import Source
from shopwright.shop.files.unpacking import check_workbook

__all__ = ["WorkbookReader"]

_BATCH = 256


class WorkbookReader:
    """Columns and rows of one sheet: the first, or the one named `sheet`.

    The first row that is not empty is the header; empty rows are skipped and count no row. Raises DamagedFileError,
    TooLargeError, InputError for an empty sheet and UsageError for one that is not there.
    """

    def __init__(self, source: Source, *, sheet: str | None = None) -> None:
        self._name = source.name
        path = source.local()
        check_workbook(path, name=self._name)
        self._stream = path.open("rb")
        try:
            self._book = self._guard(self._load)
            self._sheet = self._choose(sheet)
            self._expected = self._sheet.max_row or 0
            self._sheet.reset_dimensions()  # a sheet may claim a million columns; believe its cells
            self._seen = 0
            self._cells = self._filled(self._sheet.iter_rows(values_only=True))
            header = next(self._cells, None)
        except BaseException:
            self._stream.close()
            raise
        if header is None:
            self._stream.close()
            raise InputError(f"{self._name} is empty", hint="name a sheet with a header and rows (--sheet)")
        self._header = [str(cell).strip() for cell in header]
        self.columns = tuple(name for name in self._header if name)

    def rows(self) -> Iterator[Row | RejectedRow]:
        """Every row that is not empty, in order; cells under no header are left out."""
        for number, cells in enumerate(self._cells, 1):
            padded = cells + [""] * (len(self._header) - len(cells))
            values: dict[str, Any] = {}
            for name, cell in zip(self._header, padded, strict=False):
                if name:
                    values.setdefault(name, cell)
            yield Row(number, values)

    def fraction(self) -> float | None:
        """How many rows have been read of those that the sheet claims; None where it claims nothing."""
        return min(1.0, self._seen / self._expected) if self._expected else None

    def close(self) -> None:
        """Close the workbook."""
        self._book.close()
        self._stream.close()

    def _load(self) -> Any:
        from openpyxl import load_workbook

        return load_workbook(self._stream, read_only=True, data_only=True, keep_links=False)

    def _choose(self, sheet: str | None) -> Any:
        names = [found.title for found in self._book.worksheets]
        if not names:
            raise InputError(f"{self._name} has no sheet of cells", hint="name a workbook that has one")
        if sheet is not None and sheet not in names:
            raise UsageError(f"{self._name} has no sheet {sheet!r}", hint=f"it has {', '.join(names)}")
        return self._book.worksheets[names.index(sheet) if sheet is not None else 0]

    def _filled(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[list[Any]]:
        """Rows with at least one cell that is not empty."""
        empty = 0
        while batch := self._guard(lambda: list(islice(rows, _BATCH))):
            for row in batch:
                self._seen += 1
                cells = [_cell(value) for value in row]
                if any(cell != "" for cell in cells):
                    yield cells
                elif (empty := empty + 1) > SHEET_ROWS:
                    raise DamagedFileError(f"{self._name} has more empty rows than a sheet can hold", hint="clear it")

    def _guard(self, read: Any) -> Any:
        """What openpyxl reads, without its warnings; any of its many errors means that the file is damaged."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                return read()
            except (ShopwrightError, MemoryError):
                raise
            except Exception as error:
                hint = "open it in Excel or WPS and save it again"
                raise DamagedFileError(f"{self._name} is a damaged workbook ({error})", hint=hint) from None


def _cell(value: Any) -> Any:
    """A cell as the program meant it: text without its protection, "" for nothing."""
    if value is None:
        return ""
    return restore(unescape_xml(value)) if isinstance(value, str) else value
