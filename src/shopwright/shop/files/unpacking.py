"""What a workbook may unpack to, checked before anything parses it."""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path
from typing import IO
from xml.parsers import expat

from shopwright.errors import DamagedFileError, TooLargeError
from shopwright.shop.files.bounds import UNPACKED, UNPACKED_RATIO, UNPACKED_SMALL

__all__ = ["check_workbook"]

_PARTS = 10_000
_CHUNK = 64 << 10
_PROLOGUE = 1 << 20
_DAMAGED = "open it in Excel or WPS and save it again"
_ENCRYPTED = 0x1


def check_workbook(path: Path, *, name: str, bound: int = UNPACKED) -> None:
    """Refuse a workbook that is no sound ZIP archive, unpacks beyond `bound` bytes, or declares XML entities.

    The sizes that the archive declares are enough: Python's zipfile never hands out more of a part than its declared
    size, so that a part which lies breaks off (and fails its checksum) instead of growing. Raises DamagedFileError or
    TooLargeError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, path.stat().st_size, name, bound)
            if "[Content_Types].xml" not in archive.namelist():
                raise DamagedFileError(f"{name} is a ZIP archive, but no workbook", hint="unpack it first")
            for part in parts:
                with archive.open(part) as stream:
                    _check_prologue(stream, name)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DamagedFileError(f"{name} is a damaged workbook ({error})", hint=_DAMAGED) from None


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int, name: str, bound: int) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DamagedFileError(f"{name} is encrypted", hint="save it without a password")
    size = sum(part.file_size for part in parts)
    bomb = size > UNPACKED_SMALL and size > UNPACKED_RATIO * packed
    if size > bound or bomb or len(parts) > _PARTS:
        what = f"{size >> 20:,} MiB in {len(parts):,} parts from {packed >> 10:,} KiB"
        hint = f"save it as CSV; the bound is {bound >> 20:,} MiB"
        raise TooLargeError(f"{name} would unpack to {what}", hint=hint)


def _check_prologue(stream: IO[bytes], name: str) -> None:
    """Refuse a part with a document type, whose entities could grow without bound; read up to the first element.

    Expat itself looks for it, so that no encoding can hide it. A part that is no XML fails at once, and would fail in
    any reader too.
    """
    done = False

    def element(_tag: str, _attributes: dict[str, str]) -> None:
        nonlocal done
        done = True

    def doctype(*_declaration: object) -> None:
        hint = "open it in Excel or WPS and save it again"
        raise DamagedFileError(f"{name} declares XML entities, which no workbook needs", hint=hint)

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    read = 0
    while not done and (chunk := stream.read(_CHUNK)):
        read += len(chunk)
        if read > _PROLOGUE:
            raise DamagedFileError(f"{name} holds a part without any XML element", hint=_DAMAGED)
        try:
            parser.Parse(chunk)
        except expat.ExpatError:
            return
