"""`shopwright demo`: the sample reviews, read; the quickest way to see what Shopwright does."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from shopwright.reviews.report import ReviewSummary

__all__ = ["demo"]


def demo(
    folder: Annotated[Path, typer.Option("--folder", help="Where report and readings go.")] = Path("demo"),
    report_only: Annotated[
        bool, typer.Option("--report-only", help="Write the report and leave; otherwise it opens in the browser.")
    ] = False,
) -> None:
    """Read 300 sample reviews with the embedded model and write demo/report.html; nothing is downloaded.

    \b
    Examples:
      shopwright demo
      shopwright demo --report-only --folder /tmp/demo
    """
    from importlib.resources import as_file, files

    from shopwright.cli.reviews import read_file
    from shopwright.errors import OutputError

    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputError(
            f"cannot make the folder {folder}", hint=f"{error.strerror}; choose another --folder"
        ) from None
    report, readings = folder / "report.html", folder / "readings.jsonl"
    with as_file(files("shopwright").joinpath("assets/sample/reviews.csv")) as sample:
        result = read_file(str(sample), str(readings), report=report, mapping=[])
    _tell(result.summary, report)
    if not report_only:
        typer.launch(str(report))


def _tell(found: ReviewSummary, report: Path) -> None:
    """What was found, and what to try next."""
    judged = sorted((c.share or 0.0, name, c) for name, c in found.products.items() if c.enough)
    lines = ["", "the least happy customers:"]
    lines += [f"  {name}: {counts.negative} of {counts.verdicts} verdicts negative" for _, name, counts in judged[:3]]
    lines += [
        "",
        f"open {report}, then try it on your own file:",
        "  shopwright reviews YOUR_REVIEWS.xlsx -o readings.jsonl --report report.html",
    ]
    typer.echo("\n".join(lines), err=True)
