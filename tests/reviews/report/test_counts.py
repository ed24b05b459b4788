"""Shares, intervals and bounded groups."""

import pytest

from shopwright.reviews.report.counts import Counts, Groups, wilson
from shopwright.reviews.report.findings import ranked, standouts


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    # Newcombe (1998), Statistics in Medicine 17: 857-872, table I, method 3
    [(81, 263, 0.2553, 0.3662), (15, 148, 0.0624, 0.1605), (0, 20, 0.0, 0.1611), (1, 29, 0.0061, 0.1718)],
)
def test_wilson_interval_agrees_with_newcombes_published_table(successes, trials, low, high):
    interval = wilson(successes, trials)
    assert (round(interval.low, 4), round(interval.high, 4)) == (low, high)


def test_wilson_interval_is_exact_at_the_ends_and_grows_with_confidence():
    assert wilson(0, 7).low == 0.0
    assert wilson(7, 7).high == 1.0
    assert wilson(3, 7, 0.99).low < wilson(3, 7, 0.95).low


def test_share_leaves_neutral_reviews_out():
    assert Counts(positive=6, neutral=90, negative=2).share == 0.75
    assert Counts(neutral=3).share is None
    assert Counts(neutral=3).interval() is None


def test_groups_do_not_grow_past_their_bound_and_lose_no_review():
    groups = Groups(bound=3)
    for at in range(1000):
        groups.add(f"p{at % 10}", "positive")
    assert len(groups) == 3
    assert groups.other.n == 700
    assert groups.total == 1000


def grouped(**shares: tuple[int, int]) -> Groups:
    groups = Groups(100)
    for name, (positive, negative) in shares.items():
        for label, n in (("positive", positive), ("negative", negative)):
            for _ in range(n):
                groups.add(name, label)  # type: ignore[arg-type]
    return groups


def test_lowest_share_comes_first_and_too_few_to_judge_last():
    groups = grouped(good=(9, 1), tiny=(0, 4), bad=(2, 8))
    assert [name for name, _ in ranked(groups, 10)] == ["bad", "good", "tiny"]


def test_only_the_most_reviewed_groups_are_listed():
    assert [name for name, _ in ranked(grouped(a=(1, 0), b=(9, 0), c=(5, 5)), 2)] == ["c", "b"]


def test_a_product_is_named_only_if_it_differs_by_more_than_chance():
    clear = standouts(grouped(bad=(2, 38), fine=(35, 5), better=(39, 1)))
    assert (clear.worst, clear.best) == ("bad", "better")
    unclear = standouts(grouped(a=(7, 3), b=(6, 4), c=(8, 2)))
    assert (unclear.worst, unclear.best) == (None, None)


def test_a_single_product_has_nothing_to_stand_out_from():
    assert standouts(grouped(only=(1, 99))).worst is None
