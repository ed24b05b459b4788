"""`shopwright reviews`: a file of reviews in, readings and a report out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from shopwright.reviews.batch import BatchResult
    from shopwright.shop.files import RejectedRow

__all__ = ["read_file", "reviews"]

ReportChoice = Literal["auto", "zh", "en"]


def reviews(
    source: Annotated[str, typer.Argument(metavar="INPUT", help="CSV, TSV, JSONL, Parquet or XLSX; - for stdin.")],
    out: Annotated[
        str,
        typer.Option("--out", "-o", metavar="OUT", help="Readings: .jsonl, .csv, .tsv, .parquet, .xlsx; - for stdout."),
    ],
    report: Annotated[
        Path | None, typer.Option(metavar="R.html", help="Also write a report, one self-contained HTML file.")
    ] = None,
    text_column: Annotated[
        str | None, typer.Option(metavar="COLUMN", help="The column that holds the review, if it has an unusual name.")
    ] = None,
    mapping: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="OURS=THEIRS",
            help="Another column: rating=得分. Ours: text, id, rating, date, product, customer, category, language. Repeatable.",
        ),
    ] = None,
    language: Annotated[
        ReportChoice | None,
        typer.Option(help="Language of the report. Default: SHOPWRIGHT_LANGUAGE, else the reviews' own."),
    ] = None,
    encoding: Annotated[str | None, typer.Option(help="Encoding of INPUT, if it is not recognised.")] = None,
    sheet: Annotated[str | None, typer.Option(help="Sheet of an XLSX workbook. Default: the first.")] = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on with a run that was interrupted.")] = False,
    strict: Annotated[bool, typer.Option("--strict", help="Exit with 1 if any row was rejected.")] = False,
) -> None:
    """Read customer reviews: what each says of the product, and what all of them say together.

    Columns are recognised by their Chinese or English names (评论/review, 评分/rating, 日期/date, 商品/product …). Rows that
    cannot be read are reported beside OUT, in OUT.rejected.jsonl, and the run goes on.

    \b
    Examples:
      shopwright reviews reviews.xlsx -o readings.jsonl --report report.html
      shopwright reviews export.csv -o out.csv --text-column 买家留言
      cat reviews.jsonl | shopwright reviews - -o - > readings.jsonl
    """
    from shopwright.errors import RejectedRowsError

    result = read_file(
        source,
        out,
        report=report,
        mapping=[*(mapping or []), *([f"text={text_column}"] if text_column else [])],
        language=language,
        encoding=encoding,
        sheet=sheet,
        resume=resume,
    )
    if strict and result.rejected:
        raise RejectedRowsError(
            f"{result.rejected} rows were rejected", hint="see the reasons above or beside the output"
        )


def read_file(
    source: str,
    out: str,
    *,
    report: Path | None = None,
    mapping: list[str],
    language: ReportChoice | None = None,
    encoding: str | None = None,
    sheet: str | None = None,
    resume: bool = False,
) -> BatchResult:
    """Read one file with a progress bar on stderr, write what was asked for, and say what was found."""
    from shopwright.cli.progress import reading_progress
    from shopwright.errors import UsageError
    from shopwright.reviews.batch import read_table
    from shopwright.reviews.reader import ReviewReader
    from shopwright.reviews.reading import READING_FIELDS
    from shopwright.shop.files import (
        REVIEW_FIELDS,
        OutputJob,
        check_place,
        fingerprint_file,
        open_table,
        parse_mapping,
        resolve,
    )

    if report is not None:
        if str(report) == "-":
            raise UsageError("a report goes to a file", hint="name one: --report report.html")
        check_place(report, source)
        if out != "-" and report.resolve() == Path(out).resolve():
            raise UsageError("--report and --out name the same file", hint="give the report a name of its own")
    with open_table(source, encoding=encoding, sheet=sheet) as table:
        columns = resolve(table.columns, REVIEW_FIELDS, parse_mapping(mapping), required=["text"], source=table.name)
        reader = ReviewReader()
        depends = {
            **fingerprint_file(source),
            "columns": columns,
            "encoding": encoding,
            "sheet": sheet,
            "model": reader.encoder.fingerprint,
        }
        with OutputJob(out, resume=resume, fingerprint=depends, columns=READING_FIELDS, source=source) as job:
            try:
                with reading_progress(table.fraction) as progress:
                    result = read_table(table, columns, job, reader, progress=progress, refused=_refused(out))
            except KeyboardInterrupt:
                hint = "" if out == "-" else "; the same command with --resume goes on from there"
                _say(f"interrupted after {job.written} reviews{hint}")
                raise
    if report is not None:
        _write_report(result, report, language, source, reader.model)
    _say(_summary(result, out, report, job.rejected_out))
    return result


def _refused(out: str) -> Callable[[RejectedRow], None]:
    """Rejected rows are told as they come where no file beside the output can hold them, the first ten of them."""
    told = count()

    def tell(row: RejectedRow) -> None:
        if out == "-" and next(told) < 10:
            _say(f"row {row.number} rejected: {row.reason}")

    return tell


def _write_report(result: BatchResult, path: Path, language: ReportChoice | None, source: str, model: str) -> None:
    from shopwright.reviews.report import render, report_language
    from shopwright.settings import settings
    from shopwright.shop.files import replace_text

    chosen = language or settings().language
    page = render(
        result.summary,
        language=report_language(result.summary) if chosen == "auto" else chosen,
        source="stdin" if source == "-" else Path(source).name,
        generated=datetime.now().astimezone(),
        model=model,
        rejected=result.rejected,
    )
    replace_text(path, page)


def _summary(result: BatchResult, out: str, report: Path | None, rejected: Path | None) -> str:
    counts = result.summary.counts
    lines = [
        f"reviews read: {result.written}; {counts.positive} positive, {counts.neutral} neutral, {counts.negative} negative"
        + (f"; {result.rejected} rows rejected" if result.rejected else "")
    ]
    if out != "-":
        lines.append(f"  readings  {out}")
    if result.rejected and rejected is not None:
        lines.append(f"  rejected  {rejected}")
    if report is not None:
        lines.append(f"  report    {report}")
    return "\n".join(lines)


def _say(message: str) -> None:
    typer.echo(message, err=True)
