"""`shopwright import`: a platform's files, or our own, into the shop."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from shopwright.shop.kinds import RecordKind, Source

if TYPE_CHECKING:
    from shopwright.shop.database import Shop
    from shopwright.shop.imports import Imported, ImportOptions

__all__ = ["import_records"]


def import_records(
    kind: Annotated[RecordKind, typer.Argument(metavar="KIND", help="products, reviews, orders, customers, policies.")],
    source: Annotated[
        str,
        typer.Argument(
            metavar="FILE",
            help="CSV, TSV, JSONL, Parquet or XLSX, - for stdin; for policies also Markdown, HTML, DOCX or PDF.",
        ),
    ],
    mapping: Annotated[
        list[str] | None,
        typer.Option("--map", metavar="OURS=THEIRS", help="Another column: title=品名. Repeatable."),
    ] = None,
    platform: Annotated[
        Source | None, typer.Option("--source", help="Where the file comes from, if it is not recognised.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Write nothing; show what would change.")] = False,
    timezone: Annotated[
        str | None,
        typer.Option(
            metavar="ZONE", help="Zone of times that name none. Default: Asia/Shanghai for Taobao and JD, else UTC."
        ),
    ] = None,
    currency: Annotated[
        str | None, typer.Option(metavar="CODE", help="Of new records whose file names none. Default: CNY.")
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of FILE, if it is not recognised.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of an XLSX workbook. Default: the first.")] = None,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any row was rejected.")] = False,
) -> None:
    """Put a file of products, reviews, orders, customers or policies into the shop, all of it or nothing.

    The exports of Shopify, WooCommerce, Taobao, Tmall and JD are recognised by their headers, other files by usual Chinese
    and English column names. A record that the shop has already is updated, and keeps what the file does not know. Rows
    that cannot be read are reported beside FILE, in FILE.rejected.jsonl, and the import goes on.

    \b
    Examples:
      shopwright import products products_export.csv --currency USD
      shopwright import orders 订单报表.csv --dry-run
      shopwright import policies 退货政策.docx
    """
    from shopwright.errors import RejectedRowsError
    from shopwright.shop.files import parse_mapping
    from shopwright.shop.imports import ImportOptions, is_document

    options = ImportOptions(platform, parse_mapping(mapping or []), timezone, currency)
    try:
        if kind == "policies" and is_document(source):
            _refuse_table_options(mapping, platform, timezone, currency, sheet)
            done = _document(source, encoding, dry_run=dry_run)
        else:
            done = _table(kind, source, options, encoding, sheet, dry_run=dry_run)
    except KeyboardInterrupt:
        typer.echo("interrupted, nothing was imported", err=True)
        raise
    if strict and done.rejected:
        raise RejectedRowsError(f"{done.rejected} rows were rejected", hint="see the reasons above or beside the file")


def _refuse_table_options(*given: object) -> None:
    from shopwright.errors import UsageError

    if any(given):
        hint = "leave out --map, --source, --timezone, --currency and --sheet"
        raise UsageError("a document has no columns, times or sheets", hint=hint)


def _table(
    kind: RecordKind, source: str, options: ImportOptions, encoding: str | None, sheet: str | None, *, dry_run: bool
) -> Imported:
    from shopwright.cli.progress import reading_progress
    from shopwright.shop.files import open_table
    from shopwright.shop.imports import Rejections, import_table, open_reading

    with open_table(source, encoding=encoding, sheet=sheet) as table, Rejections(source) as rejections:
        reading = open_reading(table, kind, options)
        finish = None if dry_run else rejections.put_in_place
        with _opened(dry_run) as shop, reading_progress(table.fraction) as progress:
            done = import_table(shop, reading, dry_run=dry_run, reject=rejections.add, progress=progress, finish=finish)
        _tell(kind, done, dry_run, rejections.out)
        return done


def _document(source: str, encoding: str | None, *, dry_run: bool) -> Imported:
    from shopwright.shop.imports import import_document, read_document

    document = read_document(Path(source), encoding=encoding)
    with _opened(dry_run) as shop:
        done = import_document(shop, document, dry_run=dry_run)
        _tell("policies", done, dry_run, None)
        return done


@contextmanager
def _opened(dry_run: bool) -> Iterator[Shop]:
    """The shop; for a dry run where there is none yet, an empty one that vanishes."""
    from tempfile import TemporaryDirectory

    from shopwright.shop.database import Shop
    from shopwright.shop.database.urls import resolve_url, sqlite_file

    file = sqlite_file(resolve_url(None))
    if not dry_run or file is None or file.exists():
        with Shop.open(create=not dry_run) as shop:
            yield shop
        return
    with TemporaryDirectory(prefix="shopwright-") as folder, Shop.open(f"sqlite:///{folder}/shop.db") as shop:
        yield shop


def _tell(kind: str, done: Imported, dry_run: bool, rejected: Path | None) -> None:
    from shopwright.shop.imports import told

    lines = told(kind, done, dry_run=dry_run)
    if done.rejected and rejected is not None and not dry_run:
        lines.append(f"  rejected  {rejected}")
    typer.echo("\n".join(lines), err=True)
