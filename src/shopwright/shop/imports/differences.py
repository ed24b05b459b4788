"""What an import would change in a record, field by field."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

__all__ = ["Change", "Difference", "differences"]

_MOST = 12


@dataclass(frozen=True)
class Difference:
    """One field that changes; `old` and `new` are JSON values, None also where there is none.

    >>> Difference("price", "89.00", "79.00").new
    '79.00'
    """

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Change:
    """What happens to one record.

    >>> Change("changed", "p1", "保温杯", (Difference("stock", 3, 2),)).more
    0
    """

    what: Literal["new", "changed", "removed"]
    id: str
    name: str
    """Its title or name, or the beginning of its text."""
    differences: tuple[Difference, ...] = ()
    more: int = 0
    """How many further fields change."""


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[tuple[Difference, ...], int]:
    """The first fields that differ, down to those of variants, items and attributes, and how many more do.

    >>> differences({"a": 1, "b": [{"c": 1}]}, {"a": 1, "b": [{"c": 2}]})
    ((Difference(field='b[0].c', old=1, new=2),), 0)
    """
    found = list(_walk("", before, after))
    return tuple(found[:_MOST]), max(0, len(found) - _MOST)


def _walk(path: str, before: Any, after: Any) -> list[Difference]:
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        keys = dict.fromkeys([*before, *after])
        found = [
            difference
            for key in keys
            for difference in _walk(f"{path}.{key}" if path else str(key), before.get(key), after.get(key))
        ]
        return found or ([Difference(path, list(before), list(after))] if list(before) != list(after) else [])
    if isinstance(before, list) and isinstance(after, list) and all(isinstance(x, Mapping) for x in before + after):
        length = max(len(before), len(after))
        padded = [(each + [None] * (length - len(each))) for each in (before, after)]
        return [d for at, (old, new) in enumerate(zip(*padded, strict=True)) for d in _walk(f"{path}[{at}]", old, new)]
    return [] if _same(before, after) else [Difference(path, before, after)]


def _same(before: Any, after: Any) -> bool:
    """As JSON, in which 1, 1.0 and true are different."""
    return json.dumps(before) == json.dumps(after)
