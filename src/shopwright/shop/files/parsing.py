"""Ratings and dates as people write them; what cannot be understood is None, never an error."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

__all__ = ["parse_date", "parse_rating"]

_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5}
_RATIO = re.compile(r"(\d+(?:\.\d+)?)\s*(?:/|out of)\s*(\d+(?:\.\d+)?)")
_PLAIN = re.compile(r"(\d+(?:\.\d+)?)\s*(?:(?:颗|个)?星|分|星级|★|⭐|stars?|points?)?(?:好评|评价)?")
_WORD = re.compile(r"([零一二两三四五])\s*(半)?\s*(?:(?:颗|个)?星|分|星级)(半)?(?:好评|评价)?")
_FULL, _EMPTY = "★⭐🌟", "☆✩"
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})(?!\d)")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_DAY_MONTH = re.compile(r"(\d{1,2})[ -]([a-z]{3})[a-z]*\.?,?[ -](\d{4})\b", re.IGNORECASE)
_MONTH_DAY = re.compile(r"([a-z]{3})[a-z]*\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})\b", re.IGNORECASE)
_NUMERIC = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?!\d)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXCEL_EPOCH = date(1899, 12, 30)


def parse_rating(value: Any) -> float | None:
    """Stars from 1 to 5: a number, `4星`, `五星`, `★★★★☆`, `4/5`, `8/10` (rescaled); None for anything else.

    >>> [parse_rating(value) for value in (5, "4.0", "四星", "★★★☆☆", "8/10", "95", "很好")]
    [5.0, 4.0, 4.0, 3.0, 4.0, None, None]
    """
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return _stars(value)
    if not isinstance(value, str) or len(value) > 40:
        return None
    return _rating(unicodedata.normalize("NFKC", value).strip().lower().replace("\ufe0f", ""))


def _rating(text: str) -> float | None:
    if text and all(character in _FULL + _EMPTY for character in text):
        return _stars(float(sum(character in _FULL for character in text)))
    if found := _RATIO.fullmatch(text):
        best = float(found[2])
        return _stars(float(found[1]) * 5 / best) if best in (5, 10, 100) else None
    if found := _PLAIN.fullmatch(text):
        return _stars(float(found[1]))
    if found := _WORD.fullmatch(text):
        return _stars(_DIGITS[found[1]] + (0.5 if found[2] or found[3] else 0.0))
    return None


def parse_date(value: Any) -> date | None:
    """The calendar day of a date, in the zone in which it was written.

    Understood are ISO 8601, `2026/3/1`, `2026年3月1日`, with or without a time, `20260301`, `1 Mar 2026`,
    `March 1, 2026`, `25/12/2025` (only where day and month cannot be confused), Excel's day numbers and Unix seconds
    or milliseconds (UTC). None for anything else.

    >>> parse_date("2026年3月1日 12:30"), parse_date("03/04/2026")
    (datetime.date(2026, 3, 1), None)
    """
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float | Decimal):
        return _from_number(value)
    if not isinstance(value, str) or len(value) > 80:
        return None
    return _from_text(unicodedata.normalize("NFKC", value).strip())


def _from_text(text: str) -> date | None:
    if found := _YEAR_FIRST.match(text) or _COMPACT.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]))
    if text.replace(".", "", 1).isdecimal():
        return _from_number(float(text))
    if found := _DAY_MONTH.match(text):
        return _named_month(found[3], found[2], found[1])
    if found := _MONTH_DAY.match(text):
        return _named_month(found[3], found[1], found[2])
    return _unambiguous(found[1], found[2], found[3]) if (found := _NUMERIC.match(text)) else None


def _unambiguous(first: str, second: str, year: str) -> date | None:
    """Day and month in either order, where only one order is a date or both are the same."""
    days = {_day(int(year), int(second), int(first)), _day(int(year), int(first), int(second))} - {None}
    return days.pop() if len(days) == 1 else None


def _from_number(number: float | Decimal) -> date | None:
    """Excel's days for 1982 to 2119, or Unix seconds or milliseconds for 2001 to 2096."""
    if 30_000 <= number < 80_500:
        return _EXCEL_EPOCH + timedelta(days=int(number))
    for unit in (1, 1000):
        if 10**9 * unit <= number < 4 * 10**9 * unit:
            return datetime.fromtimestamp(float(number) / unit, UTC).date()
    return None


def _named_month(year: str, month: str, day: str) -> date | None:
    name = month.lower()
    return _day(int(year), _MONTHS.index(name) + 1, int(day)) if name in _MONTHS else None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _stars(number: float | Decimal) -> float | None:
    return float(number) if 1 <= number <= 5 else None
