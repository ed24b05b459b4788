"""The geometry of the charts."""

from shopwright.reviews.report.charts import periods, segments, timeline
from shopwright.reviews.report.counts import Counts, Groups


def dated(*months: str) -> Groups:
    groups = Groups(1000)
    for month in months:
        groups.add(month, "positive")
    return groups


def test_segments_fill_the_bar():
    parts = segments(Counts(positive=1, neutral=1, negative=2))
    assert [(p.kind, p.start, p.width) for p in parts] == [
        ("positive", 0, 25),
        ("neutral", 25, 25),
        ("negative", 50, 50),
    ]


def test_months_between_are_drawn_although_they_are_empty():
    per_year, found = periods(dated("2025-11", "2026-02"))
    assert per_year == 12
    assert [(p.year, p.part, p.counts.n) for p in found] == [(2025, 11, 1), (2025, 12, 0), (2026, 1, 0), (2026, 2, 1)]


def test_long_spans_become_quarters_and_then_years():
    per_year, found = periods(dated("2022-03", "2026-12"))
    assert (per_year, found[0].part, found[-1].part) == (4, 1, 4)
    per_year, found = periods(dated("1901-03", "2026-12"))
    assert (per_year, len(found), found[-1].year) == (1, 36, 2026)


def test_marks_stay_inside_the_chart_and_empty_months_break_no_line():
    chart = timeline(dated("2025-11", "2026-02"))
    assert [mark.y is None for mark in chart.marks] == [False, True, True, False]
    assert all(mark.left >= 0 and mark.left + mark.width <= 100 for mark in chart.marks)
    assert len(chart.lines) == 1


def test_no_dates_no_chart():
    assert timeline(Groups(10)).marks == []
