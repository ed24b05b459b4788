"""Amounts, counts, times and ids as the platforms write them; ValueError says why a cell holds none."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal, InvalidOperation
from typing import Any

from shopwright.shop.files.parsing import parse_date
from shopwright.shop.files.scalars import as_text, is_missing

__all__ = ["amount", "count", "key", "moment", "shown", "truth", "words"]

_MONEY = re.compile(
    r"(?:[a-z]{3}|us\$|hk\$|nt\$|[¥$€£元])?\s*([+-]?)\s*(?:[¥$€£])?\s*([\d., ']+)\s*(?:元|[a-z]{3}|[¥$€£])?"
)
_PROTECTED = re.compile(r"=\s*\"(.*)\"|'(\d.*)|\t(.*)", re.DOTALL)
_SHORTENED = re.compile(r"\d(\.\d+)?E\+?\d+", re.IGNORECASE)
_CLOCK = re.compile(r"(?:T|\s|日|^)\s*(\d{1,2})[:时](\d{1,2})(?:[:分](\d{1,2})(?:[.,](\d{1,9}))?秒?)?\s*(am|pm)?")
_OFFSET = re.compile(r"(?:\s*(?:UTC|GMT)?([+-])(\d{2}):?(\d{2})|\s*(?:Z|UTC|GMT))$", re.IGNORECASE)
_UNIX = re.compile(r"([1-3]\d{9})(?:\d{3}|\.0)?")
_EXCEL_EPOCH = datetime(1899, 12, 30)
_TRUE = frozenset("true yes y 1 on 是 有 真 上架 publish published active".split())  # noqa: SIM905
_FALSE = frozenset("false no n 0 off 否 无 假 下架 draft private archived -1 2".split())  # noqa: SIM905
_EMPTY = frozenset({"", "-", "--", "null", "无", "n/a"})


def words(value: Any) -> str | None:
    """Text without spaces around it; None where nothing is left.

    >>> words(" 保温杯 "), words(12.0), words("")
    ('保温杯', '12', None)
    """
    text = as_text(value)
    if text is None and not is_missing(value):
        raise ValueError(f"a {type(value).__name__} where text should be")
    return (text or "").strip() or None


def key(value: Any) -> str | None:
    """An id without what protects its digits in a spreadsheet: `="123"`, `'123`.

    >>> key('="2026030112345678901"'), key("'42"), key(42.0)
    ('2026030112345678901', '42', '42')
    """
    if isinstance(value, float) and abs(value) >= 1e15:
        raise ValueError("a number whose last digits the spreadsheet lost; export it as text")
    text = words(value)
    if text is not None and (found := _PROTECTED.fullmatch(text)):
        text = next(part for part in found.groups() if part is not None).strip() or None
    if text is not None and _SHORTENED.fullmatch(text):
        raise ValueError(f"{text} is a number that a spreadsheet shortened; export it as text")
    return text


def amount(value: Any) -> Decimal | None:
    """Money: `89`, `¥1,234.50`, `$ -5.00`, `1.234,50 €`, `89元`; a number of a workbook is rounded to four decimals.

    >>> amount("￥1,299.00"), amount("1.299,5 €"), amount("")
    (Decimal('1299.00'), Decimal('1299.5'), None)
    """
    if isinstance(value, Decimal | int) and not isinstance(value, bool):
        return Decimal(value)
    if isinstance(value, float) and not is_missing(value):
        return Decimal(repr(round(value, 4)))
    text = unicodedata.normalize("NFKC", words(value) or "").strip().lower()
    if text in _EMPTY:
        return None
    found = _MONEY.fullmatch(text) if len(text) <= 60 else None
    if not found:
        raise ValueError(f"{shown(text)} is no amount")
    try:
        return Decimal(found[1] + _plain_number(found[2]))
    except InvalidOperation:
        raise ValueError(f"{shown(text)} is no amount") from None


def _plain_number(digits: str) -> str:
    """Digits with a decimal point at most: of two separators the last is the point, of one it depends on what follows."""
    digits = re.sub(r"[ ']", "", digits)
    if "," in digits and "." in digits:
        thousands, point = (",", ".") if digits.rindex(".") > digits.rindex(",") else (".", ",")
        return digits.replace(thousands, "").replace(point, ".")
    if "," in digits and not re.fullmatch(r"\d{1,3}(,\d{3})+", digits):
        return digits.replace(",", ".") if re.fullmatch(r"\d+,\d{1,2}", digits) else "?"
    return digits.replace(",", "")


def count(value: Any) -> int | None:
    """A whole number: `3`, `3.0`, `1,200`, `3件`.

    >>> count("3件"), count("1,200"), count(" ")
    (3, 1200, None)
    """
    text = words(value)
    found = amount(re.sub(r"[件个]$", "", text) if isinstance(value, str) and text else value)
    if found is not None and found != found.to_integral_value():
        raise ValueError(f"{shown(text or '')} is no whole number")
    return None if found is None else int(found)


def truth(value: Any) -> bool | None:
    """Yes or no in the platforms' words; None where nothing is said."""
    if isinstance(value, bool):
        return value
    text = (words(value) or "").lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if not text:
        return None
    raise ValueError(f"{shown(text)} is neither yes nor no")


def moment(value: Any, zone: tzinfo) -> datetime | None:
    """A point in time: ISO 8601, `2026-03-01 12:30:15 +0800`, `2026/3/1 12:30`, `2026年3月1日`, Excel's numbers, Unix time.

    One that names no zone is taken in `zone`, a day alone as its first moment.

    >>> from datetime import UTC
    >>> moment("2026/3/1 9:05", UTC).isoformat(), moment("2026-03-01 09:05:00 +0800", UTC).isoformat()
    ('2026-03-01T09:05:00+00:00', '2026-03-01T09:05:00+08:00')
    """
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=zone)
    if isinstance(value, date):
        return datetime.combine(value, time(), zone)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool) and 30_000 <= value < 80_500:
        return (_EXCEL_EPOCH + timedelta(seconds=round(float(value) * 86_400))).replace(tzinfo=zone)
    text = unicodedata.normalize("NFKC", words(value) or "").strip()
    if (unix := _UNIX.fullmatch(text)) is not None:
        return datetime.fromtimestamp(int(unix[1]), UTC)
    if text.lower() in _EMPTY or text.startswith("0000-00-00"):
        return None
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError:
        parsed = _written_out(text)
    return parsed if parsed.tzinfo else parsed.replace(tzinfo=zone)


def _written_out(text: str) -> datetime:
    day = parse_date(text)
    if day is None or len(text) > 60:
        raise ValueError(f"{shown(text)} is no time")
    found, offset = _CLOCK.search(text, 5), _OFFSET.search(text, 8)
    try:
        clock = _time(found) if found else time()
        zone = _zone(offset) if offset and found else None
        return datetime.combine(day, clock, zone)
    except ValueError:
        raise ValueError(f"{shown(text)} is no time") from None


def _time(found: re.Match[str]) -> time:
    hour = int(found[1])
    if found[5]:
        hour = hour % 12 + (12 if found[5] == "pm" else 0)
    return time(hour, int(found[2]), int(found[3] or 0), int((found[4] or "0").ljust(6, "0")[:6]))


def _zone(offset: re.Match[str]) -> tzinfo:
    if not offset[1]:
        return UTC
    gap = timedelta(hours=int(offset[2]), minutes=int(offset[3]))
    return timezone(-gap if offset[1] == "-" else gap)


def shown(text: str) -> str:
    """A value in a message: quoted, and not longer than 40 characters."""
    return repr(text if len(text) <= 40 else text[:39] + "…")
