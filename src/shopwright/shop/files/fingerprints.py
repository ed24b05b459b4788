"""What a run depends on, so that an interrupted one is only resumed as what it was."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shopwright.errors import InputError
from shopwright.shop.files.jsontext import plain

__all__ = ["differences", "fingerprint_file"]

_SHOWN = 80


def fingerprint_file(source: str | Path) -> dict[str, Any]:
    """Size and SHA-256 of a file's whole content (about a second a gigabyte); of standard input only its name.

    The time of the last change is left out: a copy of the same file is the same input. InputError where the file
    cannot be read.
    """
    if str(source) == "-" or not Path(source).is_file():
        return {"name": str(source)}
    try:
        with Path(source).open("rb") as stream:
            digest = hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as error:
        raise InputError(f"{source} cannot be read ({error.strerror})", hint="check the path") from None
    return {"bytes": Path(source).stat().st_size, "sha256": digest}


def differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    """What differs, one phrase a key; nothing for two fingerprints of the same run.

    >>> differences({"model": "a", "input": 1}, {"model": "b", "input": 1})
    ['model was "a" and is "b"']
    """
    left, right = (json.loads(json.dumps(plain(one))) for one in (before, now))
    return [
        f"{key} was {_shown(left.get(key))} and is {_shown(right.get(key))}"
        for key in left | right
        if left.get(key) != right.get(key)
    ]


def _shown(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= _SHOWN else text[:_SHOWN] + "…"
