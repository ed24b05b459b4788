"""Parquet, read by Polars slice by slice: memory depends on the slice, not on what a row group claims to hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from shopwright.errors import DamagedFileError
from shopwright.shop.files.bounds import RECORD
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.sources import Source

if TYPE_CHECKING:
    import polars as pl

__all__ = ["ParquetReader"]

_FIRST, _LARGEST = 64, 5_000
_SLICE_BYTES = 16 << 20


class ParquetReader:
    """Columns and rows of a Parquet file; DamagedFileError where it is none or breaks off."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._path = source.local()
        self._total, self.columns = self._measure()
        self._done = 0

    def rows(self) -> Iterator[Row | RejectedRow]:
        """Every row in order; one with a text longer than the bound is a RejectedRow."""
        size = _FIRST
        while self._done < self._total:
            part, long = self._slice(size)
            if not part.height:
                raise self._damaged("it has fewer rows than it says")
            size = max(1, min(_LARGEST, _SLICE_BYTES * part.height // max(1, int(part.estimated_size()))))
            for index, values in enumerate(part.iter_rows(named=True)):
                self._done += 1
                if index in long:
                    yield RejectedRow(self._done, f"a text longer than {RECORD:,} bytes")
                else:
                    yield Row(self._done, values)

    def fraction(self) -> float | None:
        """How many of the rows have been read."""
        return self._done / max(1, self._total)

    def _measure(self) -> tuple[int, tuple[str, ...]]:
        import polars as pl

        try:
            scan = pl.scan_parquet(self._path, glob=False)
            return scan.select(pl.len()).collect().item(), tuple(scan.collect_schema().names())
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise self._damaged(str(error)) from None

    def _slice(self, size: int) -> tuple[pl.DataFrame, set[int]]:
        """The next rows, and which of them hold a text beyond the bound, dropped before it becomes a Python object."""
        import polars as pl

        try:
            part = pl.scan_parquet(self._path, glob=False).slice(self._done, size).collect()
            long: set[int] = set()
            for name, kind in part.schema.items():
                if kind == pl.String:
                    length = part[name].str.len_bytes()
                    long.update((length > RECORD).arg_true())
                    part = part.with_columns(pl.when(length <= RECORD).then(pl.col(name)).alias(name))
        except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:
            raise self._damaged(str(error)) from None
        return part, long

    def _damaged(self, why: str) -> DamagedFileError:
        reason = why.splitlines()[0].removeprefix("parquet: ") if why else "no reason given"
        hint = "write it again, or convert it to CSV"
        return DamagedFileError(f"{self._source.name} is a damaged Parquet file ({reason})", hint=hint)
