"""The sections of a document: a title with those above it, and the text below it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from shopwright.errors import TooLargeError

__all__ = ["Block", "PolicyFile", "Section", "sections"]

_MOST_SECTIONS, _LONGEST, _TITLE = 5_000, 200_000, 200
_KEY = 255


@dataclass(frozen=True)
class Block:
    """A heading of a level from 1 on, or with level 0 a piece of text."""

    level: int
    text: str


@dataclass(frozen=True)
class Section:
    """One section with text of its own.

    >>> Section(("退货", "七天无理由"), "签收后七天内可退。").title
    '退货 › 七天无理由'
    """

    path: tuple[str, ...]
    """The titles from the outermost to its own."""
    text: str

    @property
    def title(self) -> str:
        """The titles in one line."""
        return " › ".join(self.path)


@dataclass(frozen=True)
class PolicyFile:
    """A document that was read.

    >>> PolicyFile("returns.md", None, (Section(("Returns", "Time"), "Seven days."),)).ids()
    ['returns.md#Returns/Time']
    """

    name: str
    """The file's, by which its sections are known again."""
    changed: datetime | None
    sections: tuple[Section, ...]

    def ids(self) -> list[str]:
        """The id of each section: the file's name, and the titles; a number where they are not the first such ones."""
        seen: dict[str, int] = {}
        found = []
        for section in self.sections:
            id = _bounded(f"{self.prefix}{'/'.join(section.path)}")
            seen[id] = seen.get(id, 0) + 1
            found.append(id if seen[id] == 1 else f"{id}#{seen[id]}")
        return found

    @property
    def prefix(self) -> str:
        """What the ids of all sections of this file begin with."""
        name = self.name if len(self.name) <= 100 else hashlib.sha256(self.name.encode()).hexdigest()[:40]
        return f"{name}#"


def sections(blocks: Iterable[Block], *, title: str, name: str) -> tuple[Section, ...]:
    """The sections with text; what stands before the first heading is one that is called `title`.

    TooLargeError beyond 5,000 sections, or 200,000 characters in one of them.
    """
    found: list[Section] = []
    for section in _cut(blocks, title):
        if len(section.text) > _LONGEST or len(found) == _MOST_SECTIONS:
            what = f"a section of more than {_LONGEST:,} characters, or more than {_MOST_SECTIONS:,} sections"
            raise TooLargeError(f"{name} has {what}", hint="divide it into several files")
        found.append(section)
    return tuple(found)


def _cut(blocks: Iterable[Block], title: str) -> Iterator[Section]:
    path: list[tuple[int, str]] = [(0, title)]
    texts: list[str] = []
    for block in blocks:
        text = block.text.strip()
        if not block.level:
            texts += [text] if text else []
            continue
        if texts:
            yield Section(tuple(heading for _, heading in path), "\n\n".join(texts))
        if text:  # an empty heading ends the section above it, and names none
            path = [(level, heading) for level, heading in path if 0 < level < block.level]
            path.append((block.level, " ".join(text.split())[:_TITLE]))
        texts = []
    if texts:
        yield Section(tuple(heading for _, heading in path), "\n\n".join(texts))


def _bounded(id: str) -> str:
    """An id that a database can hold, with room for a number after it."""
    if len(id) <= _KEY - 6:
        return id
    return f"{id[: _KEY - 28]}~{hashlib.sha256(id.encode()).hexdigest()[:20]}"
