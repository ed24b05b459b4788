"""Where output goes: checked before the work, replaced whole after it."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shopwright.errors import OutputError

__all__ = ["check_place", "replace_text", "replaced", "reported", "sync"]


def check_place(out: Path, source: str | Path | None = None) -> None:
    """Refuse what cannot work, or would destroy something, before any work is done.

    Raises OutputError for a folder that is missing, an `out` that is a directory, a device or the input itself.
    """
    if not out.parent.is_dir():
        raise OutputError(f"there is no folder {out.parent}", hint=f"create it: mkdir -p {out.parent}")
    if out.is_dir():
        raise OutputError(f"{out} is a directory", hint="name a file in it")
    if out.exists() and not out.is_file():
        raise OutputError(f"{out} is a device, not a file", hint="write -o - for standard output")
    if source is not None and out.exists() and Path(source).exists() and out.samefile(source):
        raise OutputError(f"{out} is the input itself", hint="name another output")


def replace_text(out: Path, text: str) -> None:
    """Write a UTF-8 file so that a reader sees the old one or the new one, never a part."""
    with replaced(out) as ready:
        ready.write_text(text, encoding="utf-8")


@contextmanager
def replaced(out: Path) -> Iterator[Path]:
    """A path to write to, which takes the place of `out` when the block ends, or vanishes where it fails."""
    ready = out.with_name(f".{out.name}.{os.getpid()}.partial")
    with reported(out, again="run the same command again"):
        try:
            yield ready
            sync(ready)
            ready.replace(out)
        finally:
            with suppress(OSError):
                ready.unlink(missing_ok=True)


@contextmanager
def reported(out: Path, *, again: str = "run the same command with --resume") -> Iterator[None]:
    """Turn an error of the operating system into one that says what to do."""
    try:
        yield
    except OSError as error:
        full = error.errno in (errno.ENOSPC, errno.EDQUOT)
        hint = f"free some space, then {again}" if full else "check the folder's permissions"
        raise OutputError(f"{out} cannot be written ({error.strerror or error})", hint=hint) from None


def sync(path: Path) -> None:
    """Make sure that the file, or the folder's list of files, is on the disk."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
