"""Where bytes come from: a file, a named pipe or standard input, opened once and peeked at without loss."""

from __future__ import annotations

import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from shopwright.errors import InputError
from shopwright.shop.files.bounds import HEAD

__all__ = ["Source"]

_CHUNK = 256 << 10


class Source:
    """The bytes of one input; InputError where it is missing, a directory or not to be read."""

    def __init__(self, source: str | Path) -> None:
        self.path = None if str(source) == "-" else Path(source)
        self.name = "-" if self.path is None else str(source)
        self.size: int | None = None
        """Bytes; None for standard input and pipes, whose end nobody knows."""
        self._read = 0
        self._copy: Any = None
        self._stream: IO[bytes] = sys.stdin.buffer if self.path is None else self._open(self.path)
        self.head = self._peek()

    @property
    def live(self) -> bool:
        """Whether waiting for more bytes than there are could hold up somebody who is still writing."""
        return self.size is None

    def chunks(self) -> Iterator[bytes]:
        """All bytes from the first one on, including the head; InputError where reading fails midway."""
        chunk = self.head
        while chunk:
            yield chunk
            chunk = self._next()

    def local(self) -> Path:
        """A path that can be read at random; bytes from a pipe are copied to a temporary file first."""
        if self.path is not None and not self.live:
            return self.path
        self._copy = tempfile.NamedTemporaryFile(prefix="shopwright-")  # noqa: SIM115 - closed by close()
        try:
            self._copy.write(self.head)
            shutil.copyfileobj(self._stream, self._copy)
            self._copy.flush()
        except OSError as error:
            hint = "free some space for temporary files, or name a file instead of a pipe"
            raise InputError(f"{self.name} cannot be copied ({error.strerror})", hint=hint) from None
        return Path(self._copy.name)

    def fraction(self) -> float | None:
        """How much of the bytes has been handed out, from 0 to 1; None where their number is unknown."""
        return None if self.size is None else min(1.0, self._read / max(1, self.size))

    def close(self) -> None:
        """Close what was opened here, not standard input."""
        if self.path is not None:
            self._stream.close()
        if self._copy is not None:
            self._copy.close()

    def _open(self, path: Path) -> IO[bytes]:
        try:
            state = path.stat()
            if stat.S_ISDIR(state.st_mode):
                raise InputError(f"{self.name} is a directory", hint="name a file in it")
            if stat.S_ISREG(state.st_mode):
                self.size = state.st_size
            return path.open("rb")
        except FileNotFoundError:
            raise InputError(f"{self.name} does not exist", hint="check the path") from None
        except PermissionError:
            raise InputError(f"{self.name} may not be read", hint="check its permissions") from None
        except (OSError, ValueError) as error:
            raise InputError(f"{self.name} cannot be opened ({error})", hint="check the path") from None

    def _peek(self) -> bytes:
        """The first bytes: of a file `HEAD` of them, of a pipe at least one line."""
        head = b""
        while len(head) < HEAD and not (self.live and b"\n" in head):
            more = self._next(HEAD - len(head))
            if not more:
                break
            head += more
        return head

    def _next(self, size: int = _CHUNK) -> bytes:
        try:
            chunk: bytes = getattr(self._stream, "read1", self._stream.read)(size)
        except OSError as error:
            self.close()
            raise InputError(f"{self.name} cannot be read ({error.strerror})", hint="check the disk") from None
        self._read += len(chunk)
        return chunk
