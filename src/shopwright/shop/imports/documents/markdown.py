"""Markdown (CommonMark with tables) to headings and texts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from shopwright.shop.imports.documents.sections import Block

if TYPE_CHECKING:
    from markdown_it.token import Token

__all__ = ["markdown_blocks"]

_LONGEST = 500
_FRONT_MATTER = re.compile(r"---\n(?:[^\n]*\n){0,200}?(?:---|\.\.\.)\n")


def markdown_blocks(text: str) -> Iterator[Block]:
    """Headings, and between them the text as its author wrote it: lists and tables read well as they are.

    A heading within a quotation or a list is text. Front matter is left out.
    """
    from markdown_it import MarkdownIt

    text = text[found.end() :] if (found := _FRONT_MATTER.match(text)) else text
    lines, start = text.split("\n"), 0
    parser = MarkdownIt("commonmark", {"maxNesting": 20}).enable("table")
    parser.core.ruler.enableOnly(["normalize", "block"])  # what is within the lines matters in headings alone
    tokens = parser.parse(text)
    for at, token in enumerate(tokens):
        if token.type == "heading_open" and token.level == 0 and token.map:
            yield Block(0, "\n".join(lines[start : token.map[0]]))
            (heading,) = MarkdownIt("commonmark").parseInline(tokens[at + 1].content[:_LONGEST])
            yield Block(int(token.tag[1:]), _words(heading))
            start = token.map[1]
    yield Block(0, "\n".join(lines[start:]))


def _words(token: Token) -> str:
    """A heading as its reader sees it."""
    return "".join(" " if child.type.endswith("break") else child.content for child in token.children or ())
