"""`shopwright export`: the shop's records to a file that `shopwright import` reads back without loss."""

from __future__ import annotations

from typing import Annotated

import typer

from shopwright.shop.kinds import RecordKind

__all__ = ["export"]


def export(
    kind: Annotated[RecordKind, typer.Argument(metavar="KIND", help="products, reviews, orders, customers, policies.")],
    out: Annotated[
        str, typer.Argument(metavar="OUT", help="The file: .jsonl, .csv, .tsv, .parquet, .xlsx; - for stdout.")
    ],
) -> None:
    """Write all records of a kind to a file; importing it into an empty shop gives equal records.

    Policies include frequent questions. Orders and customers are personal data: keep the file as safe as the shop.

    \b
    Examples:
      shopwright export products products.xlsx
      shopwright export orders - | grep 顺丰
    """
    from shopwright.cli.progress import reading_progress
    from shopwright.shop.database import Shop
    from shopwright.shop.exports import export_records

    with Shop.open(create=False) as shop:
        with reading_progress(lambda: None) as progress:
            count = export_records(shop, kind, out, progress=progress)
        typer.echo(f"exported {count} {kind} from {shop.place}" + (f"\n  file  {out}" if out != "-" else ""), err=True)
