"""CSV, TSV and their kin, read record by record in bounded memory."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import Any

from shopwright.errors import DamagedFileError, InputError
from shopwright.shop.files.bounds import RECORD
from shopwright.shop.files.cells import restore
from shopwright.shop.files.dialects import ONE_COLUMN, declared_delimiter, sniff_delimiter
from shopwright.shop.files.encodings import decoded, undecodable
from shopwright.shop.files.jsontext import plain
from shopwright.shop.files.lines import OverlongLine, lines
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.sources import Source

__all__ = ["DelimitedReader"]

_PEEKED = 30
_TOO_LONG = f"longer than {RECORD:,} characters"
_OPEN_QUOTE = "a quotation mark opens in this row and is not closed as it should be"
_EXTRA = "(extra)"
_SHORTEST = 4 << 10


class _TooLongError(Exception):
    """A record passed the bound; most likely a quotation mark was never closed."""


class _Feed:
    """Lines for csv.reader; remembers those of the current record, so that they can be read again."""

    def __init__(self, source: Iterator[str]) -> None:
        self._source = source
        self._again: deque[str] = deque()
        self.record: list[str] = []
        self._size = 0
        self._limit = RECORD

    def __iter__(self) -> _Feed:
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else next(self._source)
        self.record.append(line)
        self._size += len(line)
        if isinstance(line, OverlongLine) or (self._size > self._limit and len(self.record) > 1):
            raise _TooLongError
        return line

    def begin(self) -> None:
        """Forget the lines of the record before."""
        self.record, self._size = [], 0

    def recoil(self) -> None:
        """Let quoted line breaks reach half as far from now on, or a file of stray quotes would take hours."""
        self._limit = max(_SHORTEST, self._limit // 2)

    def read_again(self, again: list[str]) -> None:
        """Hand these lines out before any other."""
        self._again.extendleft(reversed(again))


class DelimitedReader:
    """Columns and rows of a delimited text file; InputError where there is no header."""

    def __init__(self, source: Source, *, encoding: str | None = None, prefer: str = ",") -> None:
        self._source = source
        self._feed = _Feed(lines(decoded(source.chunks(), encoding, live=source.live)))
        self._delimiter = self._sniff(prefer)
        csv.field_size_limit(max(csv.field_size_limit(), RECORD))
        self._reader = csv.reader(self._feed, delimiter=self._delimiter, strict=True)
        self._header = self._read_header()
        self.columns = tuple(name for name in self._header if name)

    def rows(self) -> Iterator[Row | RejectedRow]:
        """Every row in order; one that cannot be read is a RejectedRow."""
        for number, fields in enumerate(self._records(), 1):
            yield self._row(number, fields)

    def fraction(self) -> float | None:
        """How much of the file has been read."""
        return self._source.fraction()

    def _sniff(self, prefer: str) -> str:
        try:
            peeked = list(islice(self._feed, _PEEKED))
        except _TooLongError:
            peeked = self._feed.record
        declared = declared_delimiter(peeked[0]) if peeked else None
        self._feed.read_again(peeked[1:] if declared else peeked)
        return declared or sniff_delimiter(peeked, prefer=prefer)

    def _read_header(self) -> list[str]:
        for fields in self._records():
            if isinstance(fields, str):
                raise DamagedFileError(f"the header of {self._source.name} is broken ({fields})", hint="mend line 1")
            if any(field.strip() for field in fields):
                return [restore(plain(field).strip().strip("\ufeff")) for field in fields]
        raise InputError(f"{self._source.name} is empty", hint="name a file with a header and rows")

    def _records(self) -> Iterator[list[str] | str]:
        """The fields of each record that is not blank, or why it has none; afterwards `_feed.record` is its text."""
        while True:
            self._feed.begin()
            try:
                fields: list[str] | str = next(self._reader)
            except StopIteration:
                return
            except (csv.Error, _TooLongError):
                fields = self._mend()
            if isinstance(fields, str) or not self._blank(fields):
                yield fields

    def _blank(self, fields: list[str]) -> bool:
        return not fields or (len(fields) == 1 and self._delimiter != ONE_COLUMN and not fields[0].strip())

    def _mend(self) -> list[str] | str:
        """A record that breaks the rules of quoting: what Excel would read, or the reason to reject its first line.

        The lines that a stray quotation mark swallowed are read again as rows of their own.
        """
        first, *swallowed = self._feed.record
        self._feed.read_again(swallowed)
        self._feed.record = [first]
        if isinstance(first, OverlongLine):
            return _TOO_LONG
        if swallowed:
            self._feed.recoil()
            return _OPEN_QUOTE
        try:
            list(csv.reader([first], delimiter=self._delimiter, strict=True))
        except csv.Error as error:
            if "end of data" in str(error):
                return _OPEN_QUOTE
        try:
            return next(csv.reader([first], delimiter=self._delimiter))
        except csv.Error as error:
            return "a stray carriage return" if "\r" in first.rstrip("\r\n") else str(error)

    def _row(self, number: int, fields: list[str] | str) -> Row | RejectedRow:
        if isinstance(fields, str):
            return RejectedRow(number, fields, {"line": plain(self._feed.record[0].rstrip("\r\n"))})
        width = len(self._header)
        if len(fields) > width and self._delimiter == ONE_COLUMN:
            fields = [ONE_COLUMN.join(fields)]
        values = self._values(fields)
        if reason := self._reason(fields):
            extra = {_EXTRA: fields[width:]} if len(fields) > width else {}
            return RejectedRow(number, reason, plain(values | extra))
        return Row(number, values)

    def _reason(self, fields: list[str]) -> str | None:
        text = "".join(self._feed.record)
        if undecodable(text):
            return "bytes that do not decode; try another encoding"
        if "\0" in text:
            return "a NUL byte"
        width = len(self._header)
        return f"{len(fields)} fields under a header of {width}" if any(fields[width:]) else None

    def _values(self, fields: list[str]) -> dict[str, Any]:
        """By column; missing fields are empty, and of columns with the same name the first one counts."""
        values: dict[str, Any] = {}
        fields = fields + [""] * (len(self._header) - len(fields))
        for name, field in zip(self._header, fields, strict=False):
            if name and name not in values:
                values[name] = restore(field) if field.startswith("'") else field
        return values
