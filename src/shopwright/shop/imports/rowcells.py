"""The cells of a row under the names of a layout's fields."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Any, TypeVar

from shopwright.shop.files.rows import Row
from shopwright.shop.imports import values
from shopwright.text.markup import plain

__all__ = ["Cells", "UnreadableError"]

T = TypeVar("T")


class UnreadableError(ValueError):
    """A row says something that no record can hold."""

    def __init__(self, row: int, reason: str) -> None:
        super().__init__(reason)
        self.row = row


@dataclass(frozen=True)
class Cells:
    """One row; each method reads a field and raises UnreadableError, with the column's name, for what it cannot be.

    >>> from datetime import UTC
    >>> Cells(Row(1, {"一口价": "¥89"}), {"price": "一口价"}, UTC).amount("price")
    Decimal('89')
    """

    row: Row
    columns: Mapping[str, str]
    zone: tzinfo

    def has(self, *fields: str) -> bool:
        """Whether the file has a column for any of the fields."""
        return any(field in self.columns for field in fields)

    def raw(self, field: str) -> Any:
        """The cell as the file has it; None where there is no column."""
        return self.row.values.get(self.columns[field]) if field in self.columns else None

    def words(self, field: str) -> str | None:
        """Text without spaces around it."""
        return self._read(field, values.words)

    def text(self, field: str) -> str | None:
        """Text that may be HTML, as its reader would see it."""
        return plain(self.words(field) or "").strip() or None

    def key(self, field: str) -> str | None:
        """An id."""
        return self._read(field, values.key)

    def amount(self, field: str) -> Decimal | None:
        """Money."""
        return self._read(field, values.amount)

    def count(self, field: str) -> int | None:
        """A whole number."""
        return self._read(field, values.count)

    def moment(self, field: str) -> datetime | None:
        """A point in time."""
        return self._read(field, lambda value: values.moment(value, self.zone))

    def joined(self, *fields: str, by: str = " ") -> str | None:
        """The words of several fields, those without any left out."""
        found = [part for field in fields if (part := self.words(field))]
        return by.join(dict.fromkeys(found)) or None

    def pairs(self, field: str) -> dict[str, str]:
        """`颜色:红;尺码:L` as a mapping; a part without a colon is called as the column is."""
        found: dict[str, str] = {}
        for part in re.split(r"[;；\n]", self.words(field) or ""):
            name, colon, value = re.sub("：", ":", part).partition(":")
            if colon and name.strip() and value.strip():
                found[name.strip()] = value.strip()
            elif part.strip():
                found[self.columns[field]] = part.strip()
        return found

    def _read(self, field: str, read: Callable[[Any], T]) -> T:
        try:
            return read(self.raw(field))
        except ValueError as error:
            raise UnreadableError(self.row.number, f"{self.columns.get(field, field)}: {error}") from None
