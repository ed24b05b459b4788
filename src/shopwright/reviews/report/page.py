"""Draws the report: lays out what the summary holds, and fills the template."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

import shopwright
from shopwright.reviews.report.charts import segments, timeline
from shopwright.reviews.report.counts import ENOUGH, Counts, Groups
from shopwright.reviews.report.findings import ranked
from shopwright.reviews.report.phrasing import Phrasing, harmless
from shopwright.reviews.report.quotes import Quote
from shopwright.reviews.report.sentences import chart_desc, headline, lede
from shopwright.reviews.report.summary import ReviewSummary
from shopwright.reviews.report.wording import ReportLanguage

__all__ = ["render"]

LOWEST_SHOWN, HIGHEST_SHOWN, ROWS_LISTED = 10, 5, 200
QUOTES_SHOWN, CONTRADICTIONS_SHOWN = 6, 8
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def render(
    summary: ReviewSummary, *, language: ReportLanguage, source: str, generated: datetime, model: str, rejected: int
) -> str:
    """The report as one HTML document without scripts that loads nothing from anywhere.

    `source` is the name of the file that was read, `model` what read it, `rejected` how many rows could not be read.
    Sections whose columns no review has are left out.
    """
    words = Phrasing(language)
    style = (files("shopwright.reviews.report") / "templates" / "report.css").read_text(encoding="utf-8")
    tables = [table for table in (_table(summary, "product"), _table(summary, "category")) if table]
    products = tables[0].anchors if tables and tables[0].kind == "product" else {}
    context: dict[str, Any] = {
        "w": words,
        "t": words.say,
        "summary": summary,
        "source": source,
        "model": model,
        "rejected": rejected,
        "when": words.moment(generated),
        "version": shopwright.__version__,
        "style": Markup(style),
        "style_hash": b64encode(sha256(style.encode()).digest()).decode(),
        "headline": headline(summary, words, products),
        "lede": lede(summary, words, products),
        "tables": tables,
        "anchors": products,
        "chart": timeline(summary.months),
        "rated": any(counts.n for counts in summary.ratings.values()),
        "praised": summary.telling("positive", QUOTES_SHOWN),
        "criticised": summary.telling("negative", QUOTES_SHOWN),
        "contradictions": summary.contradictions(CONTRADICTIONS_SHOWN),
        "enough": ENOUGH,
    }
    context["chart_desc"] = chart_desc(context["chart"], words)
    return harmless(_environment().get_template("report.html.j2").render(context))


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("shopwright.reviews.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["segments"] = segments
    environment.filters["language_tag"] = _language_tag
    return environment


def _language_tag(language: str) -> str:
    """The language as a `lang` attribute may name it; empty, that is unknown, for anything else."""
    return language if _LANGUAGE_TAG.fullmatch(language) else ""


@dataclass(frozen=True, slots=True)
class Row:
    """A product or a category in its table."""

    name: str
    anchor: str
    counts: Counts
    quotes: list[Quote]


@dataclass(frozen=True, slots=True)
class Table:
    """The products or the categories, worst first."""

    kind: str
    lowest: list[Row]
    highest: list[Row]
    """Of those that can be judged; empty if nothing is folded."""
    folded: list[Row]
    """Those between, and those too few to judge."""
    beyond: int
    """Names that are counted but not listed."""
    other: int
    """Reviews with a name that is not counted by name."""
    unnamed: int
    """Reviews without a name."""

    @property
    def anchors(self) -> dict[str, str]:
        """Where on the page each name is."""
        return {row.name: row.anchor for row in (*self.lowest, *self.highest, *self.folded)}


def _table(summary: ReviewSummary, kind: str) -> Table | None:
    groups: Groups = summary.products if kind == "product" else summary.categories
    if not len(groups):
        return None
    rows = [
        Row(name, f"{kind}-{at}", counts, summary.telling_of(name) if kind == "product" else [])
        for at, (name, counts) in enumerate(ranked(groups, ROWS_LISTED), start=1)
    ]
    judged = sum(row.counts.enough for row in rows)
    if len(rows) <= LOWEST_SHOWN + HIGHEST_SHOWN + 3:  # no fold for a row or two
        first, last = len(rows), len(rows)
    else:
        first, last = LOWEST_SHOWN, max(LOWEST_SHOWN, judged - HIGHEST_SHOWN)
    after = max(first, judged) if first < len(rows) else len(rows)
    return Table(
        kind=kind,
        lowest=rows[:first],
        highest=rows[last:after],
        folded=rows[first:last] + rows[after:],
        beyond=len(groups) - len(rows),
        other=groups.other.n,
        unnamed=summary.counts.n - groups.total,
    )
