"""PDF documents to headings and texts: by their outline, else by lines that look like headings, else by pages."""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

from shopwright.errors import DamagedFileError, InputError, MissingExtraError, TooLargeError
from shopwright.shop.imports.documents.sections import Block

__all__ = ["pdf_blocks"]

_PAGES, _CHARACTERS, _ENTRIES, _DEPTH = 1_000, 4_000_000, 5_000, 9
_LEVELS = (
    (1, re.compile(r"第[一二三四五六七八九十百\d]{1,4}[章编部分]{1,2}(?![的是由])")),
    (2, re.compile(r"第[一二三四五六七八九十百\d]{1,4}[节条](?![的是由])")),
    (1, re.compile(r"[一二三四五六七八九十]{1,3}、")),
    (2, re.compile(r"[(（][一二三四五六七八九十]{1,3}[)）]")),
    (3, re.compile(r"\d{1,2}\.\d{1,2}\.\d{1,2}\.?\s")),
    (2, re.compile(r"\d{1,2}\.\d{1,2}\.?\s")),
    (1, re.compile(r"\d{1,2}\.\s+[^\W\d_]")),
    (1, re.compile(r"(?:Chapter|Section|Article|Part) (?:\d{1,3}|[IVX]{1,5})\b", re.IGNORECASE)),
)
_ENDS = "。，；,;.!！?？"
_LONGEST = 60


def pdf_blocks(path: Path) -> Iterator[Block]:
    """Headings and texts of a PDF with a text layer.

    DamagedFileError for one that is none or has a password, InputError for one of pictures alone, TooLargeError beyond
    1,000 pages or 4,000,000 characters.
    """
    try:
        import pypdf
    except ImportError:
        raise MissingExtraError("pypdf", extra="documents") from None
    try:
        with _quiet():
            reader = pypdf.PdfReader(path)
            _check_open(reader, path)
            pages = _texts(reader, path)
            outline = list(islice(_outline(reader, reader.outline, 1), _ENTRIES))
    except (InputError, MemoryError):
        raise
    except Exception as error:  # what a broken PDF makes pypdf raise is not one kind of error
        hint = "open it and save or print it as PDF again"
        raise DamagedFileError(f"{path} is a damaged PDF ({type(error).__name__})", hint=hint) from None
    if not any(page.strip() for page in pages):
        raise InputError(f"{path} has no text, only pictures", hint="let a text recognition (OCR) read it first")
    yield from _by_outline(pages, outline) if outline else _by_lines(pages)


@contextmanager
def _quiet() -> Iterator[None]:
    """Without what pypdf logs and warns of: it mends most files, and what it cannot mend is our own error."""
    logger = logging.getLogger("pypdf")
    before = logger.level
    logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(before)


def _check_open(reader: Any, path: Path) -> None:
    if reader.is_encrypted:
        from pypdf.errors import DependencyError

        try:
            opened = bool(reader.decrypt(""))  # many have a password for changes only
        except (DependencyError, NotImplementedError):
            opened = False
        if not opened:
            raise DamagedFileError(f"{path} is encrypted", hint="save it without a password")
    if len(reader.pages) > _PAGES:
        raise TooLargeError(f"{path} has more than {_PAGES:,} pages", hint="divide it into several files")


def _texts(reader: Any, path: Path) -> list[str]:
    texts, size = [], 0
    for page in reader.pages:
        texts.append(re.sub("[\0\ud800-\udfff]", "\ufffd", page.extract_text()))
        size += len(texts[-1])
        if size > _CHARACTERS:
            raise TooLargeError(f"{path} has more than {_CHARACTERS:,} characters", hint="divide it into several files")
    return texts


def _outline(reader: Any, entries: Any, level: int) -> Iterator[tuple[int, str, int]]:
    """Level, title and page of each entry, in order."""
    for entry in entries:
        if isinstance(entry, list):
            if level < _DEPTH:
                yield from _outline(reader, entry, level + 1)
        elif (page := reader.get_destination_page_number(entry)) is not None and page >= 0:
            yield level, str(entry.title or "").strip(), page


def _by_outline(pages: list[str], outline: list[tuple[int, str, int]]) -> Iterator[Block]:
    """A section from where its title stands on its page, or from the top of that page, up to the next one."""
    text = "\n".join(pages)
    tops = [0]
    for page in pages:
        tops.append(tops[-1] + len(page) + 1)
    at = 0
    for level, title, number in outline:
        found = re.compile(r"\s*".join(map(re.escape, re.sub(r"\s", "", title)))).search(
            text, max(at, tops[number]), tops[number + 1]
        )
        start = found.start() if found else max(at, tops[number])
        yield Block(0, text[at:start])
        yield Block(level, title)
        at = found.end() if found else start
    yield Block(0, text[at:])


def _by_lines(pages: list[str]) -> Iterator[Block]:
    lines = [line.strip() for page in pages for line in page.splitlines()]
    levels = [_level(line) for line in lines]
    if sum(level > 0 for level in levels) < 2:
        yield from _by_page(pages)
        return
    text: list[str] = []
    for level, line in zip(levels, lines, strict=True):
        if level:
            yield Block(0, "\n".join(text))
            yield Block(level, line)
            text = []
        else:
            text.append(line)
    yield Block(0, "\n".join(text))


def _by_page(pages: list[str]) -> Iterator[Block]:
    if len(pages) == 1:
        yield Block(0, pages[0])
        return
    for number, page in enumerate(pages, 1):
        yield Block(1, f"p. {number}")
        yield Block(0, page)


def _level(line: str) -> int:
    """The level of a line that is numbered as a heading is, short, and no sentence; 0 for all others."""
    if not line or len(line) > _LONGEST or line[-1] in _ENDS:
        return 0
    return next((level for level, pattern in _LEVELS if pattern.match(line)), 0)
