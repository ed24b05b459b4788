"""The types of columns: each stores exactly, refuses what one of the databases could not hold, and has a JSON form."""

from __future__ import annotations

import json
import math
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import JSON, BigInteger, Date, DateTime, Dialect, Double, String, Text
from sqlalchemy.types import TypeDecorator, TypeEngine

from shopwright.shop.files.bounds import RECORD

__all__ = ["Column", "Count", "Day", "Json", "JsonList", "Key", "Moment", "Money", "Real", "Words"]

_UNSTORABLE = re.compile("[\0\ud800-\udfff]")
_KEY = 255
_SCALE = 4
_LARGEST = 2**63 - 1
_WIDEST = 4 * RECORD


class Column(TypeDecorator[Any]):
    """A column type that can judge a value before any database sees it."""

    cache_ok = True

    def check(self, value: Any) -> None:
        """ValueError with the reason where `value`, which is not None, cannot be stored exactly."""
        raise NotImplementedError

    def to_json(self, value: Any) -> Any:
        """The value as JSON holds it in a backup."""
        return value

    def from_json(self, value: Any) -> Any:
        """The value of `to_json` again; ValueError where it is none."""
        return value


class Words(Column):
    """Text of up to 1,048,576 characters, without those that PostgreSQL or UTF-8 cannot hold."""

    impl: TypeEngine[Any] | type[TypeEngine[Any]] = Text
    cache_ok = True
    limit = RECORD

    def check(self, value: Any) -> None:
        if not isinstance(value, str):
            raise ValueError(f"a {type(value).__name__} where text should be")
        if len(value) > self.limit:
            raise ValueError(f"longer than {self.limit:,} characters")
        if _UNSTORABLE.search(value):
            raise ValueError("a NUL character or half an emoji")


class Key(Words):
    """An id or another short text that is looked up; PostgreSQL bounds what an index can hold."""

    impl = String(_KEY)
    cache_ok = True
    limit = _KEY

    def check(self, value: Any) -> None:
        super().check(value)
        if not value:
            raise ValueError("empty")


class Count(Column):
    """A whole number of 64 bits."""

    impl = BigInteger
    cache_ok = True

    def check(self, value: Any) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            raise ValueError(f"a {type(value).__name__} where a whole number should be")
        if abs(value) > _LARGEST:
            raise ValueError("beyond 64 bits")


class Real(Column):
    """A finite number of double precision."""

    impl = Double
    cache_ok = True

    def check(self, value: Any) -> None:
        if not isinstance(value, int | float) or isinstance(value, bool):
            raise ValueError(f"a {type(value).__name__} where a number should be")
        if not math.isfinite(value):
            raise ValueError("not finite")


class Money(Column):
    """An amount of up to four decimals, stored as a whole number of ten-thousandths.

    SQLite has no decimal type: its NUMERIC is a binary fraction, in which 0.1 + 0.2 is not 0.3.
    """

    impl = BigInteger
    cache_ok = True

    def check(self, value: Any) -> None:
        if not isinstance(value, Decimal):
            raise ValueError(f"a {type(value).__name__} where an amount (Decimal) should be")
        if not value.is_finite():
            raise ValueError("not finite")
        if abs(value) >= 10**14:
            raise ValueError("14 digits before the decimal point are the most")
        if value != round(value, _SCALE):
            raise ValueError(f"more than {_SCALE} decimals")

    def process_bind_param(self, value: Decimal | None, _dialect: Dialect) -> int | None:
        return None if value is None else int(value.scaleb(_SCALE))

    def process_result_value(self, value: int | None, _dialect: Dialect) -> Decimal | None:
        if value is None:
            return None
        amount = Decimal(value).scaleb(-_SCALE)
        return amount.quantize(Decimal("0.01")) if value % 100 == 0 else amount

    def to_json(self, value: Decimal) -> str:
        return str(value)

    def from_json(self, value: Any) -> Decimal:
        if not isinstance(value, str) or not re.fullmatch(r"-?\d{1,14}(\.\d{1,4})?", value, re.ASCII):
            raise ValueError("no amount")
        return Decimal(value)


class Moment(Column):
    """A point in time, exact to the microsecond, UTC wherever it was."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def check(self, value: Any) -> None:
        if not isinstance(value, datetime):
            raise ValueError(f"a {type(value).__name__} where a time (datetime) should be")
        if value.tzinfo is None:
            raise ValueError("a time without a zone: say which, such as UTC")
        try:
            value.astimezone(UTC)
        except OverflowError:
            raise ValueError("beyond the years 1 to 9999") from None

    def process_bind_param(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, _dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.astimezone(UTC) if value.tzinfo else value.replace(tzinfo=UTC)  # SQLite keeps no zone

    def to_json(self, value: datetime) -> str:
        return value.isoformat()

    def from_json(self, value: Any) -> datetime:
        return datetime.fromisoformat(_text(value))


class Day(Column):
    """A day of the calendar."""

    impl = Date
    cache_ok = True

    def check(self, value: Any) -> None:
        if not isinstance(value, date) or isinstance(value, datetime):
            raise ValueError(f"a {type(value).__name__} where a date should be")

    def to_json(self, value: date) -> str:
        return value.isoformat()

    def from_json(self, value: Any) -> date:
        return date.fromisoformat(_text(value))


class Json(Column):
    """A JSON object, its keys in their order; text rather than PostgreSQL's JSONB, which would sort them."""

    impl = JSON(none_as_null=True)
    cache_ok = True
    kind: type = dict

    def check(self, value: Any) -> None:
        if not isinstance(value, self.kind):
            raise ValueError(f"a {type(value).__name__} where a JSON {self.kind.__name__} should be")
        try:
            text = json.dumps(value, ensure_ascii=False, allow_nan=False)
            alike = json.loads(text) == self._plain(value)
        except (TypeError, ValueError, RecursionError):
            raise ValueError("what JSON cannot hold") from None
        if not alike:
            raise ValueError("keys that are no text, or tuples, which JSON would change")
        if len(text) > _WIDEST:
            raise ValueError(f"longer than {_WIDEST:,} characters as JSON")
        if _UNSTORABLE.search(text) or "\\u0000" in text:
            raise ValueError("a NUL character or half an emoji")

    def _plain(self, value: Any) -> Any:
        return value


class JsonList(Json):
    """A JSON list; a tuple in records."""

    cache_ok = True
    kind = tuple

    def process_result_value(self, value: list[Any] | None, _dialect: Dialect) -> tuple[Any, ...] | None:
        return None if value is None else tuple(value)

    def from_json(self, value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise ValueError("no list")
        return tuple(value)

    def _plain(self, value: Any) -> Any:
        return list(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("no text")
    return value
