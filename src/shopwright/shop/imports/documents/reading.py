"""One way to read every kind of document."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from pathlib import Path, PurePath

from shopwright.errors import DamagedFileError, InputError, TooLargeError
from shopwright.shop.files.encodings import check_encoding, decoded, undecodable
from shopwright.shop.files.sources import Source
from shopwright.shop.imports.documents.markdown import markdown_blocks
from shopwright.shop.imports.documents.pages import page_blocks
from shopwright.shop.imports.documents.pdf import pdf_blocks
from shopwright.shop.imports.documents.sections import Block, PolicyFile, sections
from shopwright.shop.imports.documents.word import word_blocks

__all__ = ["is_document", "read_document"]

_TEXTS: dict[str, Callable[[str], Iterable[Block]]] = {
    ".md": markdown_blocks,
    ".markdown": markdown_blocks,
    ".html": page_blocks,
    ".htm": page_blocks,
}
_BINARIES: dict[str, Callable[[Path], Iterable[Block]]] = {".docx": word_blocks, ".pdf": pdf_blocks}
_BYTES, _TEXT_BYTES = 64 << 20, 8 << 20


def is_document(source: str) -> bool:
    """Whether a file's name says that it is a document, not a table."""
    return PurePath(source).suffix.lower() in _TEXTS | _BINARIES


def read_document(path: Path, *, encoding: str | None = None) -> PolicyFile:
    """The sections of a Markdown, HTML, DOCX or PDF file, recognised by its suffix.

    InputError or one of its kinds where it cannot be read or has no text, MissingExtraError where its library is not
    installed.
    """
    suffix = path.suffix.lower()
    source = Source(path)
    try:
        bound = _TEXT_BYTES if suffix in _TEXTS else _BYTES
        if source.size is None:
            raise InputError(f"{path} is no file", hint="name a file")
        if source.size > bound:
            raise TooLargeError(f"{path} is larger than {bound >> 20} MiB", hint="divide it into several files")
        blocks = _TEXTS[suffix](_text(source, encoding)) if suffix in _TEXTS else _BINARIES[suffix](path)
        found = sections(blocks, title=path.stem, name=str(path))
    finally:
        source.close()
    if not found:
        hint = "a scan needs text recognition first" if suffix == ".pdf" else "name a document with text"
        raise InputError(f"{path} has no text", hint=hint)
    changed = datetime.fromtimestamp(int(path.stat().st_mtime), UTC)
    return PolicyFile(path.name, changed, found)


def _text(source: Source, encoding: str | None) -> str:
    checked = check_encoding(encoding) if encoding is not None else None
    text = "".join(decoded(source.chunks(), checked)).removeprefix("\ufeff")
    if undecodable(text) or "\0" in text:
        hint = "name the right one with --encoding, or save it as UTF-8"
        raise DamagedFileError(f"{source.name} is not in the encoding that it seems to be in", hint=hint)
    return text.replace("\r\n", "\n").replace("\r", "\n")
