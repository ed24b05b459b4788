"""Finished records to a file of each format, streamed."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from shopwright.shop.files.cells import escape_xml, flat, neutralise
from shopwright.shop.files.formats import Format
from shopwright.shop.files.jsontext import to_json
from shopwright.shop.files.schemas import Kind, fit, kind_of, polars_type

if TYPE_CHECKING:
    import polars as pl

__all__ = ["Records", "write_records"]

Records = Callable[[], Iterator[dict[str, Any]]]
"""Starts over at the first record with each call; Parquet needs two passes."""

_BATCH = 2_000
_ROW_GROUP = 50_000
_LARGEST_EXACT = 1 << 53


def write_records(records: Records, path: Path, format: Format, columns: Sequence[str]) -> None:
    """Write every record to a new file at `path`, in bounded memory.

    JSONL and Parquet keep nested values. CSV, TSV and XLSX take `columns` in their order, nested values as JSON text,
    strings that look like formulas with an apostrophe before them, and null as an empty cell. CSV starts with a
    byte-order mark, without which Excel takes Chinese for GBK.
    """
    match format:
        case "jsonl":
            with path.open("wb") as stream:
                stream.writelines(to_json(record) + b"\n" for record in records())
        case "csv":
            _write_delimited(records, path, columns, delimiter=",", encoding="utf-8-sig")
        case "tsv":
            _write_delimited(records, path, columns, delimiter="\t", encoding="utf-8")
        case "xlsx":
            _write_workbook(records, path, columns)
        case "parquet":
            _write_parquet(records, path, columns)


def _write_delimited(records: Records, path: Path, columns: Sequence[str], *, delimiter: str, encoding: str) -> None:
    """Strings are quoted, so that a spreadsheet that divides at another character opens no formula either."""
    with path.open("w", encoding=encoding, newline="") as stream:
        writer = csv.writer(stream, delimiter=delimiter, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        if columns:
            writer.writerow([neutralise(column) for column in columns])
        for record in records():
            cells = flat(record)
            writer.writerow([_for_csv(cells.get(column)) for column in columns])


def _for_csv(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return "" if cell is None else cell


def _write_workbook(records: Records, path: Path, columns: Sequence[str]) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell

    book = Workbook(write_only=True)
    sheet = book.create_sheet("records")

    def typed(value: Any) -> Any:
        if isinstance(value, int) and abs(value) > _LARGEST_EXACT:
            value = str(value)
        if not isinstance(value, str):
            return value
        cell = WriteOnlyCell(sheet, escape_xml(value))
        cell.data_type = "s"  # never a formula, an error or a number, whatever it looks like
        return cell

    sheet.append([typed(neutralise(column)) for column in columns])
    for record in records():
        cells = flat(record)
        sheet.append([typed(cells.get(column)) for column in columns])
    book.save(path)


def _write_parquet(records: Records, path: Path, columns: Sequence[str]) -> None:
    import polars as pl
    from polars.io.plugins import register_io_source

    kinds = {column: Kind("null") for column in columns}
    for record in records():
        for key, value in record.items():
            kinds[key] = kinds[key] | kind_of(value)
    schema = {column: polars_type(kind) for column, kind in kinds.items()}

    def batches(*_pushed_down: object) -> Iterator[pl.DataFrame]:
        source = records()
        while batch := list(islice(source, _BATCH)):
            data = {column: [fit(record.get(column), kinds[column]) for record in batch] for column in columns}
            yield pl.DataFrame(data, schema=schema)

    if kinds:
        register_io_source(batches, schema=schema).sink_parquet(path, row_group_size=_ROW_GROUP)
    else:
        pl.DataFrame().write_parquet(path)
