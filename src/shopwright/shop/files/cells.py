"""Spreadsheet cells: what a program that opens the file must not execute, and what XML cannot hold."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from shopwright.shop.files.bounds import CELL_CHARACTERS

__all__ = ["escape_xml", "fits_xlsx", "flat", "neutralise", "restore", "unescape_xml"]

_FORMULA = re.compile(r"[\t\r\n]|[\s\u200b-\u200d\ufeff]*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-](\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?%?", re.ASCII)
_ILLEGAL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]|_x[0-9A-Fa-f]{4}(?=[_\x00-\x08\x0b-\x1f\ufffe\uffff])")
"""What looks like an escape counts too, also where only the escape after it would make it look so."""
_ESCAPED = re.compile("_x([0-9A-Fa-f]{4})_")

Scalar = str | int | float | bool | None


def neutralise(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula (OWASP, CSV injection).

    That is text whose first character after spaces is one of `= + - @` or their full-width forms, or which starts
    with a tab or a line end. A plain number such as "-5" is no formula and stays.

    >>> neutralise("=1+1"), neutralise("-5"), neutralise("-5 stars")
    ("'=1+1", '-5', "'-5 stars")
    """
    return "'" + text if _risky(text) else text


def restore(text: str) -> str:
    """Undo `neutralise`, exactly: `restore(neutralise(text)) == text` for every text.

    >>> restore("'=1+1"), restore("'quoted'")
    ('=1+1', "'quoted'")
    """
    return text[1:] if text.startswith("'") and _risky(text) else text


def escape_xml(text: str) -> str:
    """Write characters that XML 1.0 cannot hold as `_xHHHH_`, and what looks like such an escape too (ECMA-376).

    >>> escape_xml("a\\x01b"), escape_xml("_x0001_")
    ('a_x0001_b', '_x005F_x0001_')
    """
    return _ILLEGAL.sub(lambda found: _escape(found[0]), text)


def unescape_xml(text: str) -> str:
    """Undo `escape_xml`, exactly; Excel writes a carriage return in the same way."""
    return _ESCAPED.sub(_unescape, text) if "_x" in text else text


def flat(record: Mapping[str, Any]) -> dict[str, Scalar]:
    """The record as cells: nested values as JSON text, strings neutralised, numbers and booleans as they are.

    >>> flat({"id": "1", "flags": ["a"], "n": 2})
    {'id': '1', 'flags': '["a"]', 'n': 2}
    """
    return {key: _cell(value) for key, value in record.items()}


def fits_xlsx(record: Mapping[str, Any]) -> bool:
    """Whether every cell of the record fits the 32,767 UTF-16 units of an XLSX cell."""
    return all(_units(cell) <= CELL_CHARACTERS for cell in flat(record).values() if isinstance(cell, str))


def _risky(text: str) -> bool:
    """A formula or not, whatever apostrophes stand before it (which makes `neutralise` reversible)."""
    text = text.lstrip("'")
    return _FORMULA.match(text) is not None and _NUMBER.fullmatch(text) is None


def _cell(value: Any) -> Scalar:
    if isinstance(value, str):
        return neutralise(value)
    if value is None or isinstance(value, bool | int | float):
        return value
    return json.dumps(value, ensure_ascii=False)


def _units(text: str) -> int:
    return len(escape_xml(text).encode("utf-16-le", errors="surrogatepass")) // 2


def _escape(found: str) -> str:
    return f"_x{ord(found):04X}_" if len(found) == 1 else "_x005F" + found


def _unescape(found: re.Match[str]) -> str:
    code = int(found[1], 16)
    return found[0] if 0xD800 <= code < 0xE000 else chr(code)
