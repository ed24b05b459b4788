"""Which character divides the fields of a text file."""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence

__all__ = ["ONE_COLUMN", "declared_delimiter", "sniff_delimiter"]

ONE_COLUMN = "\x1f"
"""The unit separator, which no shop's text contains: the whole line is one field."""
_CANDIDATES = (",", "\t", ";", "|")
_DECLARED = re.compile(r'"?sep=(.)"?\s*', re.IGNORECASE | re.DOTALL)


def declared_delimiter(line: str) -> str | None:
    """The delimiter that a line `sep=;` before the header declares, as Excel understands it."""
    found = _DECLARED.fullmatch(line)
    return found[1] if found else None


def sniff_delimiter(lines: Sequence[str], *, prefer: str = ",") -> str:
    """The candidate (comma, tab, semicolon, bar) that cuts most rows into as many fields as the header.

    Full-width punctuation divides nothing; what stands in quotes does not count. `prefer` wins a tie. Where no
    candidate cuts the header, the file has one column.

    >>> sniff_delimiter(["id;text\\n", '1;"好, 不错"\\n'])
    ';'
    """
    best, best_score = ONE_COLUMN, (0.0, 0, False)
    for delimiter in _CANDIDATES:
        widths = _widths(lines, delimiter)
        if not widths or widths[0] < 2:
            continue
        agreement = sum(width == widths[0] for width in widths) / len(widths)
        score = (round(agreement, 1), widths[0], delimiter == prefer)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _widths(lines: Sequence[str], delimiter: str) -> list[int]:
    """The number of fields of each row, as far as the lines can be read."""
    widths = []
    try:
        for row in csv.reader(lines, delimiter=delimiter):
            if row:
                widths.append(len(row))
    except csv.Error:
        pass
    return widths
