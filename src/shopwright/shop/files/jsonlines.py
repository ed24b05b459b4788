"""JSON lines: one object a line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from shopwright.errors import DamagedFileError, InputError
from shopwright.shop.files.bounds import RECORD
from shopwright.shop.files.encodings import decoded, undecodable
from shopwright.shop.files.jsontext import parse_object, plain
from shopwright.shop.files.lines import OverlongLine, lines
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.sources import Source

__all__ = ["JsonLinesReader"]

_PEEKED_ROWS = 100
_PEEKED_CHARACTERS = 4 << 20
_WHOLE_ARRAY = re.compile(r"\[\s*(\{|$)")


class JsonLinesReader:
    """Columns (the keys of the first rows) and rows of a JSONL file; InputError where it is empty or one value."""

    def __init__(self, source: Source, *, encoding: str | None = None) -> None:
        self._source = source
        self._lines = self._with_text(lines(decoded(source.chunks(), encoding, live=source.live)))
        self._peeked = self._peek()
        objects = (values for _, values in self._peeked if isinstance(values, dict))
        self.columns = tuple(dict.fromkeys(key for values in objects for key in values))

    def rows(self) -> Iterator[Row | RejectedRow]:
        """Every row in order; a line that is no object is a RejectedRow."""
        rest = ((line, _parse(line)) for line in self._lines)
        for number, (line, parsed) in enumerate(chain(self._peeked, rest), 1):
            if isinstance(parsed, str):
                yield RejectedRow(number, parsed, {"line": plain(line)})
            else:
                yield Row(number, parsed)

    def fraction(self) -> float | None:
        """How much of the file has been read."""
        return self._source.fraction()

    def _with_text(self, every: Iterator[str]) -> Iterator[str]:
        """Lines that are not blank, without their ends."""
        for line in every:
            if isinstance(line, OverlongLine):
                yield line
            elif bare := line.strip().lstrip("\ufeff"):
                yield bare

    def _peek(self) -> list[tuple[str, dict[str, Any] | str]]:
        """The first rows, within bounds."""
        peeked: list[tuple[str, dict[str, Any] | str]] = []
        size = 0
        for line in self._lines:
            if not peeked:
                self._check_first(line)
            peeked.append((line, _parse(line)))
            size += len(line)
            if len(peeked) == _PEEKED_ROWS or size > _PEEKED_CHARACTERS:
                break
        if not peeked:
            raise InputError(f"{self._source.name} is empty", hint="name a file with one JSON object a line")
        return peeked

    def _check_first(self, line: str) -> None:
        name = self._source.name
        if _WHOLE_ARRAY.match(line):
            hint = "turn it into one object a line: jq -c '.[]' in.json > out.jsonl"
            raise DamagedFileError(f"{name} is one JSON array, not one object a line", hint=hint)
        if line == "{":
            hint = "turn it into one object a line: jq -c . in.json > out.jsonl"
            raise DamagedFileError(f"{name} spreads a JSON object over several lines", hint=hint)


def _parse(line: str) -> dict[str, Any] | str:
    if isinstance(line, OverlongLine):
        return f"longer than {RECORD:,} characters"
    if undecodable(line):
        return "bytes that do not decode; try another encoding"
    return parse_object(line)
