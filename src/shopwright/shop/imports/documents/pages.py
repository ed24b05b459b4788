"""HTML pages to headings and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopwright.shop.imports.documents.sections import Block
from shopwright.text.markup import plain

__all__ = ["page_blocks"]

_HEADING = re.compile(r"<h([1-6])\b[^<>]*+>", re.IGNORECASE)
_UNSEEN = re.compile(r"<!--|<(script|style|nav|noscript|template|head)\b[^<>]*+>", re.IGNORECASE)
_LONGEST = 2_000


def page_blocks(text: str) -> Iterator[Block]:
    """Headings h1 to h6, and between them the text as a reader of the page sees it, without its navigation.

    An unclosed heading ends with the next block or an empty line. Takes linear time.
    """
    text = _seen(text)
    start = 0
    for opening in _HEADING.finditer(text):
        if opening.start() < start:
            continue
        yield Block(0, plain(_closed(text[start : opening.start()])))
        window = text[opening.end() : opening.end() + _LONGEST]
        closing = re.search(
            rf"</h{opening[1]}\s*>|<(?:h[1-6]|p|div|ul|ol|table|section)\b|\n\s*\n", window, re.IGNORECASE
        )
        end = closing.start() if closing else len(window)
        yield Block(int(opening[1]), plain(_closed(window[:end])))
        start = opening.end() + (closing.end() if closing and closing[0].startswith("</") else end)
    yield Block(0, plain(_closed(text[start:])))


def _closed(piece: str) -> str:
    """A piece with a tag of its own, so that character references are resolved in it whatever else it holds."""
    return f"<p>{piece}</p>"


def _seen(text: str) -> str:
    """Without comments, scripts, styles, the head and navigation; one that is never closed stays."""
    parts, at, lowered, unclosed = [], 0, text.lower(), set()
    while opening := _UNSEEN.search(text, at):
        end = "-->" if opening[0] == "<!--" else f"</{opening[1].lower()}"
        found = -1 if end in unclosed else lowered.find(end, opening.end())
        if found < 0:
            unclosed.add(end)
            parts.append(text[at : opening.end()])
            at = opening.end()
            continue
        parts.append(text[at : opening.start()])
        close = text.find(">", found)
        at = close + 1 if close >= 0 else len(text)
    return "".join([*parts, text[at:]])
