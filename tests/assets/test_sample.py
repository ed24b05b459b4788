"""The sample of reviews: authored, so no two may share half of their character 4-grams."""

import csv
from collections import defaultdict
from importlib.resources import files
from itertools import pairwise

import pytest


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    text = files("shopwright").joinpath("assets/sample/reviews.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines(keepends=True)))


def test_it_is_300_reviews_of_20_products_over_12_months(rows: list[dict[str, str]]) -> None:
    assert len(rows) == 300
    assert len({row["商品"] for row in rows}) == 20
    assert len({row["日期"][:7] for row in rows}) == 12
    assert all(day <= later for day, later in pairwise(row["日期"] for row in rows))


def test_it_holds_both_languages(rows: list[dict[str, str]]) -> None:
    chinese = sum(any("\u4e00" <= character <= "\u9fff" for character in row["评论"]) for row in rows)
    assert chinese >= 180
    assert len(rows) - chinese >= 90


def test_no_two_share_half_of_their_character_4_grams(rows: list[dict[str, str]]) -> None:
    grams = [{text[i : i + 4] for i in range(len(text) - 3)} for text in (row["评论"] for row in rows)]
    holders: dict[str, list[int]] = defaultdict(list)
    for index, own in enumerate(grams):
        for gram in own:
            holders[gram].append(index)
    for index, own in enumerate(grams):
        shared: dict[int, int] = defaultdict(int)
        for gram in own:
            for other in holders[gram]:
                if other != index:
                    shared[other] += 1
        for other, count in shared.items():
            assert count < min(len(own), len(grams[other])) / 2, (rows[index]["评论"], rows[other]["评论"])
