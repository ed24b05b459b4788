"""What the counts allow to be said in words: which product stands out, and in which order the others come."""

from __future__ import annotations

from dataclasses import dataclass

from shopwright.reviews.report.counts import Counts, Groups

__all__ = ["Standouts", "ranked", "standouts"]


@dataclass(frozen=True, slots=True)
class Standouts:
    """The names whose share of positive reviews differs from everybody else's by more than chance."""

    worst: str | None = None
    best: str | None = None


def standouts(groups: Groups) -> Standouts:
    """The clearly worst and the clearly best group; None where the numbers do not say so.

    A group stands out if the Wilson interval of its share excludes the share of all others together. As every group
    is a candidate, the intervals' confidence is raised by Bonferroni's rule, so that a report names a group by mere
    chance in at most about one case of twenty, however many groups there are.
    """
    judged = [(name, counts) for name, counts in groups.items() if counts.enough]
    whole = groups.other
    for _, counts in groups.items():
        whole = whole.plus(counts)
    worst: tuple[float, str] | None = None
    best: tuple[float, str] | None = None
    for name, counts in judged:
        rest, interval = whole.less(counts), counts.interval(1 - 0.05 / len(judged))
        if not rest.enough or rest.share is None or interval is None:
            continue
        if interval.high < rest.share and (worst is None or interval.high < worst[0]):
            worst = (interval.high, name)
        if interval.low > rest.share and (best is None or interval.low > best[0]):
            best = (interval.low, name)
    return Standouts(worst and worst[1], best and best[1])


def ranked(groups: Groups, limit: int) -> list[tuple[str, Counts]]:
    """The `limit` groups with most reviews: lowest share of positive first, those too few to judge last."""
    most = sorted(groups.items(), key=lambda item: -item[1].n)[:limit]
    return sorted(most, key=_rank)


def _rank(item: tuple[str, Counts]) -> tuple[bool, float, int]:
    _, counts = item
    share = counts.share
    return (not counts.enough, share if share is not None and counts.enough else 0.0, -counts.n)
