"""The output of every command that writes a record per accepted row: atomic, resumable, with its rejected rows."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from shopwright.errors import OutputError, UsageError
from shopwright.shop.files.bounds import CELL_CHARACTERS, SHEET_ROWS
from shopwright.shop.files.cells import fits_xlsx
from shopwright.shop.files.fingerprints import differences
from shopwright.shop.files.formats import Format, output_format
from shopwright.shop.files.jsontext import to_json
from shopwright.shop.files.places import check_place, reported, sync
from shopwright.shop.files.rows import RejectedRow
from shopwright.shop.files.spool import Spool
from shopwright.shop.files.writers import write_records

__all__ = ["OutputJob"]


class OutputJob:
    """Collects records and rejected rows; OUT appears, whole, when the `with` block ends without an error.

    Until then everything lies in the folder `OUT.partial`, which an interrupt or a kill leaves behind for `resume`.
    Rows are handed over in their order. OutputError is raised at once for what can be known at once: an unknown
    suffix, a folder that is missing or not writable, an OUT that is a directory, a device or the input itself.

    >>> import tempfile
    >>> folder = tempfile.TemporaryDirectory()
    >>> out = Path(folder.name, "o.jsonl")
    >>> with OutputJob(out) as job:
    ...     _ = job.write(1, {"id": "1"})
    ...     job.reject(RejectedRow(2, "no text"))
    >>> out.read_text(), out.with_name("o.rejected.jsonl").exists()
    ('{"id": "1"}\\n', True)
    >>> folder.cleanup()
    """

    def __init__(
        self,
        out: str | Path,
        *,
        resume: bool = False,
        fingerprint: Mapping[str, Any] | None = None,
        columns: Sequence[str] = (),
        source: str | Path | None = None,
        resumable: bool = True,
    ) -> None:
        """Open the job.

        `fingerprint` says what the run depends on, `columns` the record's keys (for an output without records),
        `source` the input, which must not be overwritten. Without `resume` an interrupted run is discarded; with it and
        another fingerprint UsageError says what differs. What is not `resumable` leaves nothing behind when it fails.
        """
        self.resume_after = 0
        """Number of the last row that an interrupted run has done: skip every row up to it."""
        self._written = self._rejected = self._recovered = 0
        self._columns = dict.fromkeys(columns)
        self._spool: Spool | None = None
        self._resumable = resumable
        self.out = Path(out)
        self.rejected_out: Path | None = None
        """Where rejected rows go, if there are any; nowhere with `-o -`."""
        self.format: Format = "jsonl"
        if str(out) == "-":
            return
        self.format = output_format(str(out))
        self.out = Path(os.path.realpath(out))
        self.rejected_out = self.out.with_name(f"{self.out.stem}.rejected.jsonl")
        with reported(self.out):
            check_place(self.out, source)
            check_place(self.rejected_out, source)
            self._spool = self._open(resume, fingerprint or {})

    @property
    def written(self) -> int:
        """Records so far, recovered ones included."""
        return self._spool.written if self._spool else self._written

    @property
    def rejected(self) -> int:
        """Rejected rows so far, recovered ones included."""
        return self._spool.rejected if self._spool else self._rejected

    def recovered(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Row numbers and records of the interrupted run, in order, to rebuild what was summed up from them."""
        if self._spool is not None:
            yield from islice(self._spool.numbered(), self._recovered)

    def write(self, number: int, record: Mapping[str, Any]) -> bool:
        """Add the record of row `number`; False where it was rejected instead, because no XLSX cell can hold it."""
        if self._spool is None:
            sys.stdout.buffer.write(to_json(record) + b"\n")
            sys.stdout.buffer.flush()
            self._written += 1
            return True
        if self.format == "xlsx" and not self._fits(record):
            reason = f"the result is longer than the {CELL_CHARACTERS:,} characters of an XLSX cell; write .jsonl"
            self.reject(RejectedRow(number, reason, {"id": record.get("id")}))
            return False
        self._columns.update(dict.fromkeys(record))
        with reported(self.out):
            self._spool.add(number, record)
        return True

    def reject(self, row: RejectedRow) -> None:
        """Add a rejected row; with `-o -` it is only counted."""
        if self._spool is None:
            self._rejected += 1
            return
        with reported(self.out):
            self._spool.reject(row)

    def flush(self) -> None:
        """Make what was written so far outlive a kill of this process."""
        if self._spool is not None:
            with reported(self.out):
                self._spool.flush()

    def finish(self) -> None:
        """Put OUT and its rejected rows in place and delete the spool; a kill midway leaves everything resumable."""
        spool = self._release()
        if spool is None:
            return
        try:
            with reported(self.out):
                self._put_in_place(spool)
                spool.discard()
        finally:
            spool.close()

    def close(self) -> None:
        """Stop without finishing; the spool stays, unless nothing was written at all or nobody can resume it."""
        spool = self._release()
        if spool is None:
            return
        spool.close()
        if not self._resumable or (not spool.written and not spool.rejected):
            with suppress(OSError):
                spool.discard()

    def __enter__(self) -> OutputJob:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.finish()
        else:
            self.close()

    def _open(self, resume: bool, fingerprint: Mapping[str, Any]) -> Spool:
        spool = Spool(self.out.with_name(f"{self.out.name}.partial"))
        before = spool.fingerprint() if resume else None
        try:
            if before is None:
                spool.start(fingerprint)
                return spool
            if differing := differences(before, fingerprint):
                hint = "start over without --resume, or make them the same again"
                raise UsageError(f"the interrupted run was another one ({'; '.join(differing)})", hint=hint)
            spool.resume()
        except BaseException:
            spool.close()
            raise
        self.resume_after, self._recovered = spool.last, spool.written
        for record in spool.records():
            self._columns.update(dict.fromkeys(record))
        return spool

    def _release(self) -> Spool | None:
        """The spool, for the last time; the counts stay."""
        spool, self._spool = self._spool, None
        if spool is not None:
            self._written, self._rejected = spool.written, spool.rejected
        return spool

    def _fits(self, record: Mapping[str, Any]) -> bool:
        if self.written >= SHEET_ROWS - 1:
            raise OutputError(
                f"{self.out} is full: an XLSX sheet ends at row {SHEET_ROWS:,}", hint="write .csv instead"
            )
        return fits_xlsx(record)

    def _put_in_place(self, spool: Spool) -> None:
        """The rejected rows first, so that a new OUT never lies beside the rejected rows of an old one."""
        if self.format == "jsonl":
            with spool.ready.open("wb") as stream:
                stream.writelines(spool.lines())
        else:
            write_records(spool.records, spool.ready, self.format, list(self._columns))
        sync(spool.ready)
        assert self.rejected_out is not None
        if spool.rejected:
            ready = spool.ready_rejected()
            sync(ready)
            ready.replace(self.rejected_out)
        else:
            self.rejected_out.unlink(missing_ok=True)
        spool.ready.replace(self.out)
        with suppress(OSError):  # Windows opens no folder
            sync(self.out.parent)
