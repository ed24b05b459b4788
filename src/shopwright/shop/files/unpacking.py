"""What a workbook or another office document may unpack to, checked before anything parses it."""

from __future__ import annotations

import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from xml.parsers import expat

from shopwright.errors import DamagedFileError, TooLargeError
from shopwright.shop.files.bounds import UNPACKED, UNPACKED_RATIO, UNPACKED_SMALL

__all__ = ["DOCUMENT", "Package", "check_package", "check_workbook"]

_PARTS = 10_000
_CHUNK = 64 << 10
_PROLOGUE = 1 << 20
_ENCRYPTED = 0x1


@dataclass(frozen=True)
class Package:
    """A kind of office document, in the words of its errors."""

    what: str
    program: str
    instead: str
    """What to do with one that is too large."""

    @property
    def again(self) -> str:
        """What to do with a damaged one."""
        return f"open it in {self.program} and save it again"


WORKBOOK = Package("workbook", "Excel or WPS", "save it as CSV")
DOCUMENT = Package("document", "Word or WPS", "divide it into several files")


def check_workbook(path: Path, *, name: str, bound: int = UNPACKED) -> None:
    """`check_package` for a workbook."""
    check_package(path, WORKBOOK, name=name, bound=bound)


def check_package(path: Path, package: Package, *, name: str, bound: int) -> None:
    """Refuse a package that is no sound ZIP archive, unpacks beyond `bound` bytes, or declares XML entities.

    The sizes that the archive declares are enough: Python's zipfile never hands out more of a part than its declared
    size, so that a part which lies breaks off (and fails its checksum) instead of growing. Raises DamagedFileError or
    TooLargeError.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            _check_sizes(parts, path.stat().st_size, name, bound, package)
            if "[Content_Types].xml" not in archive.namelist():
                raise DamagedFileError(f"{name} is a ZIP archive, but no {package.what}", hint="unpack it first")
            for part in parts:
                with archive.open(part) as stream:
                    _check_prologue(stream, name, package)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, OSError, ValueError) as error:
        raise DamagedFileError(f"{name} is a damaged {package.what} ({error})", hint=package.again) from None


def _check_sizes(parts: list[zipfile.ZipInfo], packed: int, name: str, bound: int, package: Package) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise DamagedFileError(f"{name} is encrypted", hint="save it without a password")
    size = sum(part.file_size for part in parts)
    bomb = size > UNPACKED_SMALL and size > UNPACKED_RATIO * packed
    if size > bound or bomb or len(parts) > _PARTS:
        what = f"{size >> 20:,} MiB in {len(parts):,} parts from {packed >> 10:,} KiB"
        hint = f"{package.instead}; the bound is {bound >> 20:,} MiB"
        raise TooLargeError(f"{name} would unpack to {what}", hint=hint)


def _check_prologue(stream: IO[bytes], name: str, package: Package) -> None:
    """Refuse a part with a document type, whose entities could grow without bound; read up to the first element.

    Expat itself looks for it, so that no encoding can hide it. A part that is no XML fails at once, and would fail in
    any reader too.
    """
    done = False

    def element(_tag: str, _attributes: dict[str, str]) -> None:
        nonlocal done
        done = True

    def doctype(*_declaration: object) -> None:
        what = f"{name} declares XML entities, which no {package.what} needs"
        raise DamagedFileError(what, hint=package.again)

    parser = expat.ParserCreate()
    parser.StartElementHandler = element
    parser.StartDoctypeDeclHandler = doctype
    read = 0
    while not done and (chunk := stream.read(_CHUNK)):
        read += len(chunk)
        if read > _PROLOGUE:
            raise DamagedFileError(f"{name} holds a part without any XML element", hint=package.again)
        try:
            parser.Parse(chunk)
        except expat.ExpatError:
            return
