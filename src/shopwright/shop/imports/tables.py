"""A table of any source into the shop."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shopwright.errors import UsageError
from shopwright.shop.database.store import Shop
from shopwright.shop.database.transaction import Transaction
from shopwright.shop.files.rows import RejectedRow
from shopwright.shop.files.tables import Table
from shopwright.shop.imports.importing import Imported, Importing
from shopwright.shop.imports.reading import Reading, choose_layout
from shopwright.shop.imports.references import References
from shopwright.shop.kinds import RecordKind, Source

__all__ = ["ImportOptions", "import_table", "open_reading"]


@dataclass(frozen=True)
class ImportOptions:
    """How to understand a file, where it does not say so itself.

    >>> ImportOptions(timezone="Asia/Shanghai").zone("UTC").key
    'Asia/Shanghai'
    """

    source: Source | None = None
    """None: recognised by the header."""
    mapping: Mapping[str, str] = field(default_factory=dict)
    """Our field to the file's column; it comes before what is recognised."""
    timezone: str | None = None
    """Of times that name none, such as `Asia/Shanghai`; None: that of the layout."""
    currency: str | None = None
    """Of new products and orders whose file names none, ISO 4217; None: CNY."""

    def __post_init__(self) -> None:
        if self.currency is not None and not (len(self.currency) == 3 and self.currency.isalpha()):
            raise UsageError(f"--currency {self.currency} is no currency", hint="use three letters, such as USD")
        self.zone("UTC")

    def zone(self, usual: str) -> ZoneInfo:
        """The time zone, or the `usual` one; UsageError for a name that is none."""
        try:
            return ZoneInfo(self.timezone or usual)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            name = self.timezone or usual
            raise UsageError(f"there is no time zone {name}", hint="use a name such as Asia/Shanghai") from None


def open_reading(table: Table, kind: RecordKind, options: ImportOptions) -> Reading:
    """How an open table is understood; UsageError or MissingColumnError where it cannot be."""
    layout = choose_layout(kind, table.columns, options.source)
    columns = layout.columns_of(table.columns, options.mapping, name=table.name)
    zone: tzinfo = options.zone(layout.zone)
    reading = Reading(table, layout, columns, zone, options.currency.upper() if options.currency else None)
    reading.check()
    return reading


def import_table(
    shop: Shop,
    reading: Reading,
    *,
    dry_run: bool = False,
    reject: Callable[[RejectedRow], None] | None = None,
    progress: Callable[[int], None] | None = None,
    finish: Callable[[], None] | None = None,
) -> Imported:
    """Import every row that can be, in one transaction: all of it or, whatever happens midway, nothing.

    A row that cannot be read, or a record that cannot be stored, is handed to `reject` and leaves the rest alone. With
    `dry_run` nothing is written. `finish` is called at the end, while an exception of it still undoes everything.
    """
    opened: AbstractContextManager[Transaction] = shop.snapshot() if dry_run else shop.transaction()
    with opened as transaction:
        wanted = reading.layout.kind in ("orders", "reviews") and not reading.exact
        references = References(transaction) if wanted else None
        importing = Importing(transaction, write=not dry_run, references=references, reject=reject, progress=progress)
        done = importing.run(reading.records())
        done.source = reading.layout.source
        if finish is not None:
            finish()
    return done
