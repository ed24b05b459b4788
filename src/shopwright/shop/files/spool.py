"""What an unfinished output job has done so far, in a folder beside its output, safe against a kill at any byte."""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Literal

from shopwright.errors import OutputError
from shopwright.shop.files.jsontext import plain, to_json
from shopwright.shop.files.rows import RejectedRow

__all__ = ["Spool"]

_FINGERPRINT, _RECORDS, _REJECTED, _LOCK = "fingerprint.json", "records.jsonl", "rejected.jsonl", ".shopwright"
_READY, _READY_REJECTED = "ready", "ready.rejected"
_OURS = (_FINGERPRINT, _RECORDS, _REJECTED, _READY, _READY_REJECTED)
"""The fingerprint goes first: without it nothing can be resumed, so that half a spool is never taken for one."""


class Spool:
    """Records as lines `[row, record]`, rejected rows as lines, and the fingerprint of the run that wrote them.

    Rows are added in their order, rejected ones before any record of a later row. Rejected rows reach the disk at
    once, records when a buffer is full, so that the last record on disk says up to where everything is done.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.last = 0
        """Number of the last row whose record was found by `resume`; every row up to it is done."""
        self.written = 0
        self.rejected = 0
        self._lock: IO[bytes] | None = None
        self._records: IO[bytes] | None = None
        self._refused: IO[bytes] | None = None

    def fingerprint(self) -> dict[str, Any] | None:
        """What the interrupted run was started with; None where there is nothing to resume."""
        try:
            found = json.loads((self.folder / _FINGERPRINT).read_bytes())
        except (OSError, ValueError):
            return None
        return found if isinstance(found, dict) else None

    def start(self, fingerprint: Mapping[str, Any]) -> None:
        """Begin with nothing, after discarding what an interrupted run left."""
        self.folder.mkdir(exist_ok=True)
        self._take_lock()
        self._unlink()
        self._open("wb")
        (self.folder / _FINGERPRINT).write_bytes(to_json(fingerprint))

    def resume(self) -> None:
        """Go on after the last whole record; a line that breaks off, and what came after it, is cut off."""
        self._take_lock()
        size = 0
        for end, line in _whole(self.folder / _RECORDS, list):
            size, self.last = end, line[0]
            self.written += 1
        os.truncate(self.folder / _RECORDS, size)
        kept = self.folder / _READY_REJECTED
        with kept.open("wb") as stream:
            for _, row in _whole(self.folder / _REJECTED, dict):
                if row["row"] <= self.last:
                    stream.write(to_json(row) + b"\n")
                    self.rejected += 1
        kept.replace(self.folder / _REJECTED)
        self._open("ab")

    def add(self, number: int, record: Mapping[str, Any]) -> None:
        """Add the record of row `number`."""
        assert self._records is not None
        self._records.write(b"[%d, %b]\n" % (number, to_json(record)))
        self.written += 1

    def reject(self, row: RejectedRow) -> None:
        """Add a rejected row."""
        assert self._refused is not None
        self._refused.write(to_json(plain(row.record())) + b"\n")
        self._refused.flush()
        self.rejected += 1

    def numbered(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Every record so far with the number of its row, from the first; may be called again."""
        self.flush()
        for _, (number, record) in _whole(self.folder / _RECORDS, list):
            yield number, record

    def records(self) -> Iterator[dict[str, Any]]:
        """The same without the numbers."""
        return (record for _, record in self.numbered())

    def lines(self) -> Iterator[bytes]:
        """Every record so far as the line of JSON that it was written as."""
        self.flush()
        with (self.folder / _RECORDS).open("rb") as stream:
            for line in stream:
                yield line[line.index(b" ") + 1 : -2] + b"\n"

    @property
    def ready(self) -> Path:
        """Where the finished output is to be written before it replaces the old one."""
        return self.folder / _READY

    def ready_rejected(self) -> Path:
        """A copy of the rejected rows that can be moved away without harm to a resumption."""
        self.flush()
        return Path(shutil.copyfile(self.folder / _REJECTED, self.folder / _READY_REJECTED))

    def flush(self) -> None:
        """Hand everything to the operating system, so that it outlives this process."""
        for stream in (self._refused, self._records):
            if stream is not None and not stream.closed:
                stream.flush()

    def close(self) -> None:
        """Flush as far as the disk has room, and close; what is there can be resumed."""
        for stream in (self._refused, self._records, self._lock):
            if stream is not None:
                with suppress(OSError):
                    stream.close()

    def discard(self) -> None:
        """Delete what this class keeps, and the folder unless something else is in it."""
        self.close()
        self._unlink()
        (self.folder / _LOCK).unlink(missing_ok=True)
        if not any(self.folder.iterdir()):
            self.folder.rmdir()

    def _unlink(self) -> None:
        for name in _OURS:
            (self.folder / name).unlink(missing_ok=True)

    def _open(self, mode: Literal["wb", "ab"]) -> None:
        self._refused = (self.folder / _REJECTED).open(mode)
        self._records = (self.folder / _RECORDS).open(mode)

    def _take_lock(self) -> None:
        """Two runs must not write the same output (POSIX only), and no folder of somebody else's be written to."""
        if any(self.folder.iterdir()) and not (self.folder / _LOCK).exists():
            raise OutputError(f"{self.folder} is in the way", hint="it is no folder of ours: rename it")
        self._lock = (self.folder / _LOCK).open("ab")
        if sys.platform == "win32":
            return
        import fcntl

        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._lock.close()
            hint = "wait for it, or name another output"
            raise OutputError(
                f"another run is writing {self.folder.name.removesuffix('.partial')}", hint=hint
            ) from None


def _whole(path: Path, kind: type) -> Iterator[tuple[int, Any]]:
    """The values of the lines up to the first that is not whole or not of this kind, each with its end's offset."""
    end = 0
    with path.open("rb") as stream:
        for line in stream:
            end += len(line)
            try:
                value = json.loads(line)
            except ValueError:
                return
            if not (line.endswith(b"\n") and isinstance(value, kind)):
                return
            yield end, value
