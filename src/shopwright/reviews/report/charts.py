"""The geometry of the charts: percentages across and pixels down, so that an SVG stretches but its letters do not."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from shopwright.reviews.report.counts import Counts, Groups

__all__ = ["Drawn", "Period", "Segment", "Timeline", "periods", "segments", "timeline"]

Drawn = Literal["always", "wide", "never"]
"""Whether a label finds room: on every screen, only on a wide one, or nowhere."""

MOST_PERIODS = 36
SHARE_TOP, SHARE_HEIGHT = 30.0, 150.0
COUNT_TOP, COUNT_HEIGHT = 222.0, 64.0
LABELS_WIDE, LABELS_NARROW = 18, 6


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a stacked bar, in percent of its width."""

    kind: str
    start: float
    width: float


def segments(counts: Counts, *, neutral: bool = True) -> list[Segment]:
    """Positive, neutral and negative side by side, filling 0 to 100; empty parts are left out.

    >>> segments(Counts(positive=3, negative=1))
    [Segment(kind='positive', start=0.0, width=75.0), Segment(kind='negative', start=75.0, width=25.0)]
    """
    parts = {"positive": counts.positive, "neutral": counts.neutral if neutral else 0, "negative": counts.negative}
    whole = sum(parts.values())
    bar: list[Segment] = []
    start = 0.0
    for kind, n in parts.items():
        if n:
            bar.append(Segment(kind, round(start, 3), round(100 * n / whole, 3)))
            start += 100 * n / whole
    return bar


@dataclass(frozen=True, slots=True)
class Period:
    """A month, a quarter (`part` 1 to 4) or a year (`part` 0) with its counts."""

    year: int
    part: int
    counts: Counts


def _by_period(months: Groups, per_year: int) -> list[Period]:
    found: dict[int, Counts] = {}
    for month, counts in months.items():
        index = int(month[:4]) * per_year + (int(month[5:7]) - 1) * per_year // 12
        found[index] = found.get(index, Counts()).plus(counts)
    return [
        Period(index // per_year, index % per_year + 1 if per_year > 1 else 0, found.get(index, Counts()))
        for index in range(min(found), max(found) + 1)
    ]


def periods(months: Groups) -> tuple[int, list[Period]]:
    """How many periods a year has (12, 4 or 1) and the last 36 of them, oldest first, empty ones between included.

    Months, unless that makes more than 36 periods; then quarters, then years.
    """
    if not len(months):
        return 12, []
    for per_year in (12, 4):
        found = _by_period(months, per_year)
        if len(found) <= MOST_PERIODS:
            return per_year, found
    return 1, _by_period(months, 1)[-MOST_PERIODS:]


@dataclass(frozen=True, slots=True)
class Mark:
    """One period drawn: `x`, `left`, `width` in percent, everything else in pixels; y grows downwards."""

    period: Period
    x: float
    left: float
    width: float
    y: float | None
    """Of the share; None where nobody passed a verdict."""
    low: float
    high: float
    """Of the interval's ends; `low` lies further down."""
    stack: list[tuple[str, float, float]]
    """Kind, top and height of each part of the column."""
    labelled: Drawn
    year: Drawn
    """Whether the year is written beneath."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """Shares as points with whiskers above, numbers of reviews as columns below."""

    per_year: int
    marks: list[Mark]
    lines: list[tuple[Mark, Mark]]
    """Neighbouring points to join."""
    most: int
    """Reviews of the fullest period: the height of the lower scale."""


def _y(share: float) -> float:
    return round(SHARE_TOP + (1 - share) * SHARE_HEIGHT, 1)


def timeline(months: Groups) -> Timeline:
    """The chart over time; without marks if no review has a date."""
    per_year, found = periods(months)
    most = max((period.counts.n for period in found), default=0)
    marks = [_mark(at, period, found, most) for at, period in enumerate(found)]
    drawn = [mark for mark in marks if mark.y is not None]
    return Timeline(per_year, marks, list(pairwise(drawn)), most)


def _mark(at: int, period: Period, found: list[Period], most: int) -> Mark:
    slot, counts = 100 / len(found), period.counts
    width = min(slot * 0.62, 9.0)
    interval = counts.interval()
    return Mark(
        period=period,
        x=round((at + 0.5) * slot, 3),
        left=round((at + 0.5) * slot - width / 2, 3),
        width=round(width, 3),
        y=None if counts.share is None else _y(counts.share),
        low=_y(interval.low) if interval else 0.0,
        high=_y(interval.high) if interval else 0.0,
        stack=_stack(counts, most),
        labelled=_labelled(at, len(found)),
        year=_year_label(at, found),
    )


def _stack(counts: Counts, most: int) -> list[tuple[str, float, float]]:
    bottom, parts = COUNT_TOP + COUNT_HEIGHT, []
    for kind, n in (("positive", counts.positive), ("neutral", counts.neutral), ("negative", counts.negative)):
        height = COUNT_HEIGHT * n / max(most, 1)
        bottom -= height
        if n:
            parts.append((kind, round(bottom, 2), round(height, 2)))
    return parts


def _labelled(at: int, n: int) -> Drawn:
    wide = -(-n // LABELS_WIDE)
    narrow = wide * -(-n // (wide * LABELS_NARROW))
    return "always" if at % narrow == 0 else "wide" if at % wide == 0 else "never"


def _year_label(at: int, found: list[Period]) -> Drawn:
    """At the first period and wherever a year begins; not at the first if the next year's label would touch it."""
    if found[at].part == 0 or (at and found[at].year == found[at - 1].year):
        return "never"
    if at:
        return "always"
    ahead = next((i for i, period in enumerate(found) if period.year != found[0].year), len(found))
    return "always" if ahead / len(found) > 0.15 else "wide" if ahead / len(found) > 0.05 else "never"
