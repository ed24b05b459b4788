"""Amounts, counts, times and ids as platforms write them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from shopwright.shop.imports import values
from shopwright.shop.imports.statuses import ORDER_STATUSES, order_status

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    ("written", "amount"),
    [
        ("89", "89"),
        ("¥89.00", "89.00"),
        ("￥1,299.50", "1299.50"),
        ("$1,299", "1299"),
        ("US$ 12.5", "12.5"),
        ("-5.00", "-5.00"),
        ("-¥5", "-5"),
        ("89元", "89"),
        ("CNY 89.00", "89.00"),
        ("89.00 USD", "89.00"),
        ("1.299,50 €", "1299.50"),
        ("12,5", "12.5"),
        ("1,234,567.89", "1234567.89"),
        ("１２８．００", "128.00"),
        (89, "89"),
        (0.1 + 0.2, "0.3"),
        (Decimal("7.25"), "7.25"),
    ],
)
def test_amounts(written: Any, amount: str) -> None:
    assert values.amount(written) == Decimal(amount)


@pytest.mark.parametrize("written", ["", " ", "-", "--", None, float("nan")])
def test_no_amount(written: Any) -> None:
    assert values.amount(written) is None


@pytest.mark.parametrize("written", ["abc", "1.2.3", "89/99", "1,23,4", "免费", True, "9" * 50 + "x"])
def test_what_is_no_amount_is_refused(written: Any) -> None:
    with pytest.raises(ValueError, match=r"is no amount|where text should be"):
        values.amount(written)


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-03-01 12:30:15", "2026-03-01T04:30:15"),
        ("2026-03-01T12:30:15", "2026-03-01T04:30:15"),
        ("2026/3/1 9:05", "2026-03-01T01:05:00"),
        ("2026年3月1日 12:30", "2026-03-01T04:30:00"),
        ("2026-03-01", "2026-02-28T16:00:00"),
        ("2026-03-01 12:30:15 -0500", "2026-03-01T17:30:15"),
        ("2026-03-01 12:30:15 UTC", "2026-03-01T12:30:15"),
        ("2026-03-01T12:30:15Z", "2026-03-01T12:30:15"),
        ("2026-03-01T12:30:15.123+08:00", "2026-03-01T04:30:15.123000"),
        ("March 1, 2026 2:30 pm", "2026-03-01T06:30:00"),
        ("1 Mar 2026 12:05 am", "2026-02-28T16:05:00"),
        ("1772339415", "2026-03-01T04:30:15"),
        ("1772339415000", "2026-03-01T04:30:15"),
        (datetime(2026, 3, 1, 12, 30), "2026-03-01T04:30:00"),
        (date(2026, 3, 1), "2026-02-28T16:00:00"),
        (46082.5, "2026-03-01T04:00:00"),
    ],
)
def test_times(written: Any, utc: str) -> None:
    found = values.moment(written, SHANGHAI)
    assert found is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(utc).replace(tzinfo=UTC)


@pytest.mark.parametrize("written", ["", None, "-", "0000-00-00 00:00:00"])
def test_no_time(written: Any) -> None:
    assert values.moment(written, SHANGHAI) is None


@pytest.mark.parametrize("written", ["soon", "2026-13-01", "2026-03-01 25:00", "03/04/2026", "2026-03-01 " * 9])
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no time"):
        values.moment(written, SHANGHAI)


@pytest.mark.parametrize(
    ("written", "id"),
    [('="20260301"', "20260301"), ("'20260301", "20260301"), ("\t20260301", "20260301"), (" a-1 ", "a-1"), (7.0, "7")],
)
def test_ids(written: Any, id: str) -> None:
    assert values.key(written) == id


@pytest.mark.parametrize("written", ["1.23457E+18", "2.02603E+15", 1.2345678901234567e18])
def test_ids_that_lost_digits_are_refused(written: Any) -> None:
    with pytest.raises(ValueError, match="export it as text"):
        values.key(written)


def test_counts() -> None:
    assert [values.count(written) for written in ("3", "3件", 3.0, "1,200", "")] == [3, 3, 3, 1200, None]
    with pytest.raises(ValueError, match="whole number"):
        values.count("2.5")


@pytest.mark.parametrize(
    ("written", "ours"),
    [
        ("买家已付款，等待卖家发货", "paid"),
        ("等待买家付款", "placed"),
        ("卖家已发货,等待买家确认", "shipped"),
        ("交易成功", "completed"),
        ("交易关闭", "cancelled"),
        ("等待出库", "paid"),
        ("等待出库(已取消)", "cancelled"),
        ("(删除)等待出库", "cancelled"),
        ("wc-on-hold", "placed"),
        ("Processing", "paid"),
        ("完成", "completed"),
    ],
)
def test_statuses(written: str, ours: str) -> None:
    assert order_status(written) == ours


def test_an_unknown_status_is_refused_not_guessed() -> None:
    with pytest.raises(ValueError, match="no status that is known"):
        order_status("量子态")
    assert order_status("") is None


def test_no_word_means_two_statuses() -> None:
    words = [word for theirs in ORDER_STATUSES.values() for word in theirs.split()]
    assert len(words) == len(set(words))
