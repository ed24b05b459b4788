"""Rows to reviews: ratings and dates as people write them, and the little that rejects a row."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopwright.shop.files import RejectedRow, Row, numbered_reviews, parse_date, parse_rating, read_reviews
from shopwright.shop.records import Review

COLUMNS = {name: name for name in ("id", "text", "rating", "date", "product", "customer", "language", "category")}


def review(**values: Any) -> Review | RejectedRow:
    return next(read_reviews([Row(3, values)], COLUMNS))


def test_every_field() -> None:
    values = {"id": 12.0, "text": "好", "rating": "★★★★☆", "date": "2026/3/1", "product": " 杯子 ", "customer": 7}
    assert review(**values, language="zh", category="") == Review(
        "12", "好", 4.0, date(2026, 3, 1), "杯子", "7", category=None, language="zh"
    )


@pytest.mark.parametrize("text", ["", " ", "😀", "<b>好</b>", "=1+1"])
def test_odd_text_is_analysed_as_it_is(text: str) -> None:
    assert review(text=text) == Review("3", text)


@pytest.mark.parametrize(("value", "text"), [(5, "5"), (5.0, "5"), (4.5, "4.5"), (b"\xe5\xa5\xbd", "好")])
def test_scalars_become_text(value: object, text: str) -> None:
    assert review(text=value) == Review("3", text)


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({}, "no text"),
        ({"text": None}, "no text"),
        ({"text": float("nan")}, "no text"),
        ({"text": ["好"]}, "the text is a list, not a string"),
        ({"text": {"zh": "好"}}, "the text is a dict, not a string"),
        ({"text": True}, "the text is a bool, not a string"),
        ({"text": b"\xff"}, "the text is a bytes, not a string"),
    ],
)
def test_a_row_without_text_is_rejected(values: dict[str, Any], reason: str) -> None:
    found = review(id=1, **values)
    assert isinstance(found, RejectedRow)
    assert (found.number, found.reason, found.values["id"]) == (3, reason, 1)


def test_rejected_rows_pass_through_with_their_numbers() -> None:
    rejected = RejectedRow(2, "a NUL byte")
    rows = [Row(1, {"text": "a"}), rejected, Row(3, {"text": "b"})]
    assert list(numbered_reviews(rows, {"text": "text"})) == [
        (1, Review("1", "a")),
        (2, rejected),
        (3, Review("3", "b")),
    ]


@pytest.mark.parametrize(
    ("value", "stars"),
    [
        (5, 5), (4.5, 4.5), (Decimal("3"), 3), ("5", 5), ("5.0", 5), (" 4 ", 4), ("４", 4), ("4星", 4), ("4 星", 4),
        ("五星", 5), ("五颗星", 5), ("四星半", 4.5), ("5星好评", 5), ("4.5分", 4.5), ("5 stars", 5), ("1 star", 1),
        ("★★★★☆", 4), ("⭐⭐⭐", 3), ("⭐️⭐️", 2), ("4/5", 4), ("8/10", 4), ("80/100", 4), ("4 out of 5", 4), ("5★", 5),
        (0, None), (6, None), (-1, None), ("", None), (None, None), (True, None), ("好评", None), ("☆☆☆☆☆", None),
        ("4/7", None), ("1/0", None), (float("nan"), None), (float("inf"), None), ("9" * 99, None), (10**400, None),
        (["5"], None), ("五十星", None), ("NaN", None),
    ],
)  # fmt: skip
def test_ratings(value: object, stars: float | None) -> None:
    assert parse_rating(value) == stars


MARCH = date(2026, 3, 1)


@pytest.mark.parametrize(
    ("value", "day"),
    [
        ("2026-03-01", MARCH), ("2026/3/1", MARCH), ("2026.3.1", MARCH), ("2026年3月1日", MARCH), ("2026年03月01日 8:00", MARCH),
        ("2026-03-01 12:30:00", MARCH), ("2026-03-01T23:59:59Z", MARCH), ("2026-03-01T00:30:00+08:00", MARCH),
        ("20260301", MARCH), ("２０２６－０３－０１", MARCH), (MARCH, MARCH), (datetime(2026, 3, 1, 23, 59), MARCH),
        (46082, MARCH), ("46082", MARCH), (46082.75, MARCH), (1772323200, MARCH), (1772323200000, MARCH),
        ("1772323200", MARCH), ("1 Mar 2026", MARCH), ("01-Mar-2026", MARCH), ("March 1, 2026", MARCH),
        ("Mar. 1st, 2026", MARCH), ("13/01/2026", date(2026, 1, 13)), ("01/13/2026", date(2026, 1, 13)),
        ("01/01/2026", date(2026, 1, 1)), ("03/04/2026", None), ("2026-13-01", None), ("2026-02-30", None), ("", None),
        ("昨天", None), (None, None), (5, None), (True, None), (float("nan"), None), (10**400, None), ("9" * 70, None),
        ("13/13/2026", None), ("1 Foo 2026", None), ([], None), ("0000-00-00", None), ("²", None),
    ],
)  # fmt: skip
def test_dates(value: object, day: date | None) -> None:
    assert parse_date(value) == day
