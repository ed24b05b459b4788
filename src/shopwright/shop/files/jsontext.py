"""JSON as text: strict in what is read, always valid in what is written."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from shopwright.shop.files.bounds import DEPTH

__all__ = ["parse_object", "plain", "to_json"]

_SURROGATE = re.compile("[\ud800-\udfff]")
_TOO_DEEP = f"nested deeper than {DEPTH} levels"
_NAMES = {list: "list", str: "string", bool: "boolean", type(None): "null"}


class _RefusedError(ValueError):
    """Something that JSON allows, or Python's parser does, but no table row can hold."""


def parse_object(line: str) -> dict[str, Any] | str:
    """The JSON object on a line, or the reason why there is none; a halved emoji (lone surrogate) becomes U+FFFD.

    >>> parse_object('{"a": 1}'), parse_object("[1]")
    ({'a': 1}, 'a JSON list where an object should be')
    """
    value = _load(line)
    if isinstance(value, _RefusedError):
        return str(value)
    if not isinstance(value, dict):
        return f"a JSON {_NAMES.get(type(value), 'number')} where an object should be"
    if line.count("[") + line.count("{") > DEPTH and _depth(value) > DEPTH:
        return _TOO_DEEP
    return plain(value) if "\\ud" in line or "\\uD" in line else value


def to_json(record: Mapping[str, Any]) -> bytes:
    """The record as one line of UTF-8 without its end; what JSON cannot hold is written as `plain` has it."""
    try:
        return json.dumps(record, ensure_ascii=False, allow_nan=False).encode()
    except (TypeError, ValueError):
        return json.dumps(plain(record), ensure_ascii=False, allow_nan=False).encode()


def plain(value: Any) -> Any:
    """The value with only what JSON and UTF-8 can hold.

    Dates become ISO text, bytes are decoded, NaN and infinities become None, lone surrogates U+FFFD, and anything
    else its string.

    >>> plain({"day": date(2026, 3, 1), "x": float("nan")})
    {'day': '2026-03-01', 'x': None}
    """
    if isinstance(value, str):
        return _SURROGATE.sub("\ufffd", value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(item) for item in value]
    return _text(value)


def _load(line: str) -> Any:
    """The JSON value on a line; a _RefusedError, returned, where there is none."""
    try:
        return json.loads(line, object_pairs_hook=_unique, parse_constant=_no_constant, parse_float=_finite)
    except json.JSONDecodeError as error:
        return _RefusedError(f"no JSON: {error.msg} (character {error.colno})")
    except _RefusedError as error:
        return error
    except RecursionError:
        return _RefusedError(_TOO_DEEP)
    except ValueError:  # Python's limit for the digits of an integer
        return _RefusedError("a number with too many digits")


def _text(value: object) -> str:
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return value.decode(errors="replace") if isinstance(value, bytes) else str(plain(str(value)))


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [key for key, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _RefusedError(f"the key {plain(twice)!r} twice in one object")
    return found


def _no_constant(name: str) -> Any:
    raise _RefusedError(f"{name} is no JSON number")


def _finite(digits: str) -> float:
    number = float(digits)
    if not math.isfinite(number):
        raise _RefusedError("a number beyond all bounds")
    return number


def _depth(value: Any) -> int:
    """Levels of lists and objects, counted without recursion."""
    depth, level = 0, [value]
    while level := [item for item in level if isinstance(item, dict | list)]:
        depth += 1
        level = [child for item in level for child in (item.values() if isinstance(item, dict) else item)]
    return depth
