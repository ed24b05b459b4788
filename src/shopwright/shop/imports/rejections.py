"""Rejected rows of an import, beside its input."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from types import TracebackType

from shopwright.shop.files.jsontext import plain, to_json
from shopwright.shop.files.places import check_place, replaced, reported
from shopwright.shop.files.rows import RejectedRow

__all__ = ["Rejections"]


class Rejections:
    """Collects rejected rows; `FILE.rejected.jsonl` appears, or an old one goes, when `put_in_place` is called.

    OutputError at once where it could not be written. Until then the rows lie in a file without a name, which a kill
    leaves nothing of.

    >>> with Rejections("-") as rejections:
    ...     rejections.add(RejectedRow(2, "no title"))
    ...     rejections.count, rejections.out
    (1, None)
    """

    def __init__(self, source: str) -> None:
        self.count = 0
        path = Path(source)
        self.out = path.with_name(f"{path.stem}.rejected.jsonl") if source != "-" and path.is_file() else None
        """None for standard input and pipes, which have no place beside them."""
        if self.out is not None:
            check_place(self.out, source)
        self._rows = tempfile.TemporaryFile(prefix="shopwright-")  # noqa: SIM115 - closed by __exit__

    def add(self, row: RejectedRow) -> None:
        """Add a row."""
        self.count += 1
        self._rows.write(to_json(plain(row.record())) + b"\n")

    def put_in_place(self) -> None:
        """Write the file, or delete that of an earlier import where nothing was rejected."""
        if self.out is None:
            return
        if not self.count:
            with reported(self.out, again="run the same command again"):
                self.out.unlink(missing_ok=True)
            return
        self._rows.seek(0)
        with replaced(self.out) as ready, ready.open("wb") as stream:
            shutil.copyfileobj(self._rows, stream)

    def __enter__(self) -> Rejections:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._rows.close()
