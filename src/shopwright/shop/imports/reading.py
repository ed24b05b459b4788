"""The rows of a table to what it says of records, whatever its layout."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import NoReturn

from shopwright.errors import MissingColumnError, UsageError
from shopwright.shop.files.jsontext import plain
from shopwright.shop.files.rows import RejectedRow, Row
from shopwright.shop.files.tables import Table
from shopwright.shop.imports.families import families
from shopwright.shop.imports.given import Given
from shopwright.shop.imports.jd import JD
from shopwright.shop.imports.layouts import Layout
from shopwright.shop.imports.orders import order_of
from shopwright.shop.imports.own import OWN, is_export
from shopwright.shop.imports.ownrecords import own_record
from shopwright.shop.imports.products import product_of
from shopwright.shop.imports.rowcells import Cells, UnreadableError
from shopwright.shop.imports.shopify import SHOPIFY
from shopwright.shop.imports.taobao import TAOBAO
from shopwright.shop.imports.woocommerce import WOOCOMMERCE
from shopwright.shop.kinds import RecordKind, Source

__all__ = ["LAYOUTS", "Reading", "choose_layout"]

LAYOUTS: tuple[Layout, ...] = (*SHOPIFY, *WOOCOMMERCE, *TAOBAO, *JD, *OWN.values())
"""Every layout, in the order in which they are tried."""
_REQUIRED = {
    "products": ("title",),
    "reviews": ("text",),
    "orders": (),
    "customers": ("id",),
    "policies": ("title", "text"),
}
_TELLING: Mapping[str, tuple[str, ...]] = {
    "orders": ("status", "placed", "total", "items", "customer_id", "payments"),
    "customers": ("name", "phone", "email", "address", "contacts"),
}
"""One of these must be there too: an id alone is in files of every kind."""
_BUILDERS: Mapping[str, Callable[..., Given]] = {"products": product_of, "orders": order_of}


def choose_layout(kind: RecordKind, columns: Sequence[str], source: Source | None = None) -> Layout:
    """The layout that `source` names, or the header gives away; our own where none does.

    UsageError where the source has no such files.
    """
    for layout in LAYOUTS:
        if layout.kind == kind and (layout.source == source or (source is None and layout.recognises(columns))):
            return layout
    if source is not None:
        known = ", ".join(layout.source for layout in LAYOUTS if layout.kind == kind)
        raise UsageError(f"--source {source} has no layout for {kind}", hint=f"use one of {known}")
    return OWN[kind]


@dataclass(frozen=True)
class Reading:
    """An open table, and how to understand it; `open_reading` makes one.

    >>> import pathlib, tempfile
    >>> from shopwright.shop.files import open_table
    >>> from shopwright.shop.imports import ImportOptions, open_reading
    >>> folder = tempfile.TemporaryDirectory()
    >>> path = pathlib.Path(folder.name, "products.csv")
    >>> _ = path.write_text("商品编号,商品名称,京东价\\n1000,保温杯,¥89\\n", "utf-8")
    >>> with open_table(path) as table:
    ...     reading = open_reading(table, "products", ImportOptions())
    ...     reading.layout.source, [record.fields["price"] for record in reading.records()]
    ('jd', [Decimal('89')])
    >>> folder.cleanup()
    """

    table: Table
    layout: Layout
    columns: Mapping[str, str]
    """By field, the column that holds it."""
    zone: tzinfo
    currency: str | None = None
    """Of new records whose file names none."""

    def check(self) -> None:
        """MissingColumnError where the file lacks what makes a record."""
        kind, own = self.layout.kind, self.layout.source == "shopwright"
        ids = () if own and kind in ("reviews", "policies") else ("id",)
        for field in (*ids, *_REQUIRED[kind]):
            if field not in self.columns:
                self._refuse(field)
        if own and (telling := _TELLING.get(kind)) and not self.columns.keys() & set(telling):
            self._refuse(telling[0])

    def _refuse(self, field: str) -> NoReturn:
        name, columns = self.table.name, self.table.columns
        for other in LAYOUTS:
            if other.kind != self.layout.kind and other.recognises(columns):
                hint = f"import them as such: shopwright import {other.kind} {name}"
                raise MissingColumnError(f"{name} looks like {other.kind} of {other.source}", hint=hint)
        spec = next(spec for spec in self.layout.fields if spec.name == field)
        wanted = ", ".join(dict.fromkeys((spec.name, *spec.synonyms[:5])))
        there = ", ".join(column[:60] for column in columns[:30])
        hint = f"it has {there}; say which one it is with --map {field}=COLUMN"
        raise MissingColumnError(f"{name} has no column for {field} (looked for {wanted})", hint=hint)

    @property
    def exact(self) -> bool:
        """Whether the file is an export of ours, whose every space counts."""
        return self.layout.source == "shopwright" and is_export(self.layout.kind, self.columns)

    def records(self) -> Iterator[Given | RejectedRow]:
        """What each row, or family of rows, says; rejected ones in between."""
        if self.layout.source == "shopwright":
            return self._own()
        return self._built()

    def _own(self) -> Iterator[Given | RejectedRow]:
        flat, exact = self.table.format in ("csv", "tsv", "xlsx"), self.exact
        seen: dict[str, int] = {}
        for row in self.table:
            if isinstance(row, RejectedRow):
                yield row
                continue
            try:
                cells = Cells(row, self.columns, self.zone)
                given = own_record(self.layout.kind, cells, flat=flat, exact=exact, seen=seen)
                yield given.with_default("currency", self.currency)
            except ValueError as error:
                yield RejectedRow(row.number, str(error), plain(row.values))

    def _built(self) -> Iterator[Given | RejectedRow]:
        build = _BUILDERS[self.layout.kind]
        for family in families(self._cells(), self.layout.grouping):
            if isinstance(family, RejectedRow):
                yield family
                continue
            try:
                yield build(family.id, family.rows, currency=self.currency)
            except UnreadableError as error:
                yield from _refused([cells.row for cells in family.rows], error)

    def _cells(self) -> Iterable[Cells | RejectedRow]:
        return (row if isinstance(row, RejectedRow) else Cells(row, self.columns, self.zone) for row in self.table)


def _refused(rows: Sequence[Row], error: UnreadableError) -> Iterator[RejectedRow]:
    """All rows of a record, since half a record would be a wrong one."""
    for row in rows:
        mine = row.number == error.row
        reason = str(error) if mine else f"it belongs together with row {error.row}, which was rejected"
        yield RejectedRow(row.number, reason, plain(row.values))
