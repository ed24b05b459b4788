"""How a source lays out its files: which header holds what, and which headers give the source away."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from shopwright.shop.files.headers import FieldSpec, resolve
from shopwright.shop.kinds import RecordKind, Source

__all__ = ["Grouping", "Layout", "specs"]

Grouping = Literal["row", "adjacent", "parents"]


def specs(text: str) -> tuple[FieldSpec, ...]:
    """Fields from lines `field: header | header`, the likeliest header first.

    >>> specs("id: 订单编号 | 订单号")
    (FieldSpec(name='id', synonyms=('订单编号', '订单号')),)
    """
    found = []
    for line in text.strip().splitlines():
        name, _, headers = line.strip().partition(":")
        found.append(FieldSpec(name, tuple(header.strip() for header in headers.split("|") if header.strip())))
    return tuple(found)


@dataclass(frozen=True)
class Layout:
    """The layout of one kind of record in the files of one source.

    >>> layout = Layout("jd", "orders", specs("id: 订单号"), marks=(("订单号", "京东价"),))
    >>> layout.recognises(["订单号", "商品名称", "京东价"]), layout.recognises(["订单号"])
    (True, False)
    """

    source: Source
    kind: RecordKind
    fields: tuple[FieldSpec, ...]
    marks: tuple[tuple[str, ...], ...] = ()
    """Sets of headers; a file that has all of one set is of this layout."""
    zone: str = "UTC"
    """The time zone of times that name none."""
    grouping: Grouping = "row"
    """What makes a record: a row; adjacent rows with the same id; or a row and those that name it as their parent."""

    def recognises(self, columns: Sequence[str]) -> bool:
        """Whether the header gives this layout away."""
        return any(len(_there(columns, mark)) == len(mark) for mark in self.marks)

    def columns_of(self, columns: Sequence[str], mapping: Mapping[str, str], *, name: str) -> dict[str, str]:
        """The column of each field that the file has; what `mapping` names comes first.

        Raises UsageError for a mapped field that is unknown, and MissingColumnError for a column that is not there.
        """
        if self.source == "shopwright":
            return resolve(columns, self.fields, mapping, source=name)
        known = [FieldSpec(spec.name) for spec in self.fields]
        mapped = resolve(columns, known, mapping, source=name) if mapping else {}
        found = {}
        there = _there(columns, [header for spec in self.fields for header in spec.synonyms])
        for spec in self.fields:
            header = next((header for header in spec.synonyms if header in there), None)
            column = mapped[spec.name] if spec.name in mapping else there.get(header or "")
            if column is not None:
                found[spec.name] = column
        return found


def _there(columns: Sequence[str], headers: Sequence[str]) -> dict[str, str]:
    """The column of each header that is there, compared as everywhere: without case, spaces and full-width forms."""
    return resolve(columns, [FieldSpec(header) for header in dict.fromkeys(headers)])
