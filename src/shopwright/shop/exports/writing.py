"""A shop's records to a file that `import` reads back without loss."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from shopwright.errors import OutputError
from shopwright.shop.database.rows import Record
from shopwright.shop.database.store import Shop
from shopwright.shop.exports.encoding import cells, encoded, field_names
from shopwright.shop.files.bounds import RECORD
from shopwright.shop.files.formats import Format
from shopwright.shop.files.job import OutputJob
from shopwright.shop.files.jsontext import to_json
from shopwright.shop.kinds import RECORDS, RecordKind

__all__ = ["export_records"]


def export_records(
    shop: Shop, kind: RecordKind, out: str | Path, *, progress: Callable[[int], None] | None = None
) -> int:
    """Write every record of a kind as of one moment, by id; return how many. "-" is standard output, as JSON lines.

    OutputError, and no file, where a record would not fit the format, or could not be read again.
    """
    record_type: type[Record] = RECORDS[kind]
    with OutputJob(out, columns=field_names(record_type), resumable=False) as job, shop.snapshot() as snapshot:
        for number, record in enumerate(snapshot.all(record_type), 1):
            values = _written(record, job.format)
            what = f"{kind[:-1] if kind != 'policies' else 'policy'} {record.id!r}"
            if not _readable(values, job.format) or not job.write(number, values):
                raise OutputError(f"{what} is longer than {job.out.name} can hold", hint=_hint(job.format))
            if progress is not None:
                progress(number)
        return job.written


def _written(record: Record, format: Format) -> dict[str, Any]:
    """JSON lines keep nested values; Parquet would add the keys of one record's attributes to all others."""
    if format == "jsonl":
        return encoded(record)
    if format == "parquet":
        return {
            name: json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value
            for name, value in encoded(record).items()
        }
    return cells(record)


def _readable(values: dict[str, Any], format: Format) -> bool:
    """Whether an import accepts a record of this length."""
    if format == "parquet":
        return all(len(value.encode()) <= RECORD for value in values.values() if isinstance(value, str))
    if format == "jsonl":
        return len(to_json(values).decode()) <= RECORD
    return sum(len(str(value)) + str(value).count('"') + 4 for value in values.values()) <= RECORD


def _hint(format: Format) -> str:
    if format == "xlsx":
        return "write .jsonl instead"
    return "keep it in a backup: shopwright shop backup" if format == "jsonl" else "try .jsonl, or make a backup"
