"""Text to lines of bounded length."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator

from shopwright.shop.files.bounds import RECORD

__all__ = ["OverlongLine", "lines"]

_KEPT = 200


class OverlongLine(str):
    """The first characters of a line that was too long to keep."""

    __slots__ = ()


def lines(texts: Iterable[str], *, limit: int = RECORD) -> Iterator[str]:
    """Lines with their ends; one of more than `limit` characters is cut down to an `OverlongLine`.

    Lines end at LF or CRLF, or at CR where the text starts without any LF (old Mac). The pieces may cut a line
    anywhere.

    >>> list(lines(["a,b\\r\\n1", ",2"]))
    ['a,b\\r\\n', '1,2']
    """
    end, carry, dropping = "", "", False
    for text in texts:
        carry += text
        end = end or _line_end(carry)
        if end:
            pieces = io.StringIO(carry, newline=end)
            carry = ""
            for piece in pieces:
                if not piece.endswith(end):
                    carry = piece
                elif dropping:
                    dropping = False
                else:
                    yield piece if len(piece) <= limit else OverlongLine(piece[:_KEPT])
        if len(carry) > limit and not dropping:
            yield OverlongLine(carry[:_KEPT])
            dropping = True
        if dropping:
            carry = ""
    if carry:
        yield carry


def _line_end(text: str) -> str:
    """LF, or CR where there is a CR before the text's end and no LF; "" while nothing is decided."""
    if "\n" in text:
        return "\n"
    return "\r" if "\r" in text[:-1] else ""
