"""Word documents (DOCX) to headings and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from shopwright.errors import DamagedFileError, MissingExtraError
from shopwright.shop.files.unpacking import DOCUMENT, check_package
from shopwright.shop.imports.documents.sections import Block

__all__ = ["word_blocks"]

_UNPACKED = 64 << 20
"""Bytes that a document may unpack to: its XML becomes a tree, several times larger."""
_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_OLD = b"\xd0\xcf\x11\xe0"


def word_blocks(path: Path) -> Iterator[Block]:
    """Headings by their styles, and paragraphs and tables between them, a row of a table a line.

    DamagedFileError for a document that is none, is of the old kind or has a password, TooLargeError for one that
    would unpack beyond bounds.
    """
    try:
        import docx
    except ImportError:
        raise MissingExtraError("python-docx", extra="documents") from None
    with path.open("rb") as stream:
        if stream.read(4) == _OLD:
            hint = "open it in Word or WPS and save it as .docx, without a password"
            raise DamagedFileError(f"{path} is an old Word file (.doc) or has a password", hint=hint)
    check_package(path, DOCUMENT, name=str(path), bound=_UNPACKED)
    try:
        yield from _blocks(docx.Document(str(path)))
    except Exception as error:  # python-docx has no error of its own for a document whose parts do not fit together
        hint = "open it in Word or WPS and save it again"
        raise DamagedFileError(f"{path} is a damaged document ({type(error).__name__})", hint=hint) from None


def _blocks(document: Any) -> Iterator[Block]:
    for part in document.iter_inner_content():
        if hasattr(part, "rows"):
            yield Block(0, "\n".join(" | ".join(_cells(row)) for row in part.rows))
        else:
            yield Block(_level(part), part.text)


def _level(paragraph: Any) -> int:
    """The level of a heading by its style, or one that the style is made from; 0 for text."""
    style = paragraph.style
    for _ in range(10):
        if style is None:
            return 0
        if found := _HEADING.fullmatch(style.name or ""):
            return int(found[1])
        style = style.base_style
    return 0


def _cells(row: Any) -> list[str]:
    """The texts of a row; a cell that spans columns once, however many it claims."""
    from docx.table import _Cell

    return [" ".join(_Cell(cell, row).text.split()) for cell in row._tr.tc_lst]
