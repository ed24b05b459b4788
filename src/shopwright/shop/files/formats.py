"""Which format a file has: by its suffix, held against what its first bytes look like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from shopwright.errors import DamagedFileError, InputError, OutputError, UnknownFormatError
from shopwright.shop.files.encodings import opening_text

__all__ = ["INPUT_SUFFIXES", "OUTPUT_SUFFIXES", "Format", "input_format", "output_format"]

Format = Literal["csv", "tsv", "jsonl", "parquet", "xlsx"]

OUTPUT_SUFFIXES: dict[str, Format] = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}
INPUT_SUFFIXES: dict[str, Format] = OUTPUT_SUFFIXES | {".txt": "csv", ".xlsm": "xlsx"}
_KNOWN = "use .csv, .tsv, .jsonl, .parquet or .xlsx"
_UNPACK = "unpack it first"
_SAVE_AS = "open it in Excel or WPS, without a password, and save it as .xlsx"
_EXPORT = "export it as CSV or XLSX"


@dataclass(frozen=True, slots=True)
class _Look:
    """What the first bytes of a file look like."""

    format: Format | None
    words: str
    hint: str = _EXPORT


_MAGIC: tuple[tuple[bytes, _Look], ...] = (
    (b"PAR1", _Look("parquet", "a Parquet file", "give it the suffix .parquet")),
    (b"PK\x03\x04", _Look("xlsx", "a ZIP archive or an XLSX workbook", "a workbook needs the suffix .xlsx")),
    (b"PK\x05\x06", _Look(None, "an empty ZIP archive")),
    (b"\xd0\xcf\x11\xe0", _Look(None, "an old Excel file (.xls) or one with a password", _SAVE_AS)),
    (b"%PDF", _Look(None, "a PDF document")),
    (b"\x89PNG", _Look(None, "a PNG image")),
    (b"\xff\xd8\xff", _Look(None, "a JPEG image")),
    (b"GIF8", _Look(None, "a GIF image")),
    (b"\x1f\x8b", _Look(None, "a gzip archive", _UNPACK)),
    (b"7z\xbc\xaf", _Look(None, "a 7z archive", _UNPACK)),
    (b"Rar!", _Look(None, "a RAR archive", _UNPACK)),
    (b"\x28\xb5\x2f\xfd", _Look(None, "a Zstandard archive", _UNPACK)),
    (b"\xfd7zXZ", _Look(None, "an XZ archive", _UNPACK)),
    (b"SQLite format 3", _Look(None, "an SQLite database")),
    (b"\x7fELF", _Look(None, "a program")),
)
_MARKUP = re.compile(r"<(!doctype|!--|\?xml|html|head|body|meta|table|svg)\b|<!--", re.IGNORECASE)
_OBJECT = re.compile(r'\{\s*("|\}|$)')
_ARRAY = re.compile(r"\[\s*(\{|$)")
_CONTROL = bytes(sorted(set(range(32)) - {9, 10, 12, 13, 27}))


def input_format(name: str, head: bytes) -> Format:
    """The format of the file called `name` ("-" for standard input) that starts with `head`.

    Raises InputError where it is empty, DamagedFileError where content and suffix contradict each other, and
    UnknownFormatError where neither says what it is.
    """
    if not head.removeprefix(b"\xef\xbb\xbf"):
        raise InputError(f"{name} is empty", hint="name a file with a header and rows")
    suffix = PurePath(name).suffix.lower()
    claimed, look = INPUT_SUFFIXES.get(suffix), _look(head)
    if claimed is None:
        if look.format is None:
            raise UnknownFormatError(f"{name} looks like {look.words}", hint=look.hint)
        return look.format
    if not _agree(claimed, look):
        raise DamagedFileError(f"{name} is no {suffix} file: it looks like {look.words}", hint=look.hint)
    return claimed


def output_format(name: str) -> Format:
    """The format that the suffix of an output file asks for; OutputError for any other suffix.

    >>> output_format("report.xlsx")
    'xlsx'
    """
    suffix = PurePath(name).suffix.lower()
    if suffix not in OUTPUT_SUFFIXES:
        what = f"the suffix {suffix}" if suffix else "no suffix"
        raise OutputError(f"{name} has {what}, which names no format that can be written", hint=_KNOWN)
    return OUTPUT_SUFFIXES[suffix]


def _agree(claimed: Format, look: _Look) -> bool:
    """Whether content may pass under the claimed suffix; lines that are no JSON are rejected one by one, later."""
    if claimed in ("csv", "tsv"):
        return look.format == "csv"
    if claimed == "jsonl":
        return look.format in ("csv", "jsonl") or look is _JSON_ARRAY
    return claimed == look.format


_JSON_ARRAY = _Look(None, "one JSON array", "turn it into one object a line: jq -c '.[]' in.json > out.jsonl")


def _look(head: bytes) -> _Look:
    """Binary formats by their magic numbers, then markup and JSON by their first character; all else is CSV."""
    for magic, look in _MAGIC:
        if head.startswith(magic):
            return look
    text = opening_text(head).lstrip()
    if _MARKUP.match(text):
        return _Look(None, "an HTML or XML page")
    first = text.split("\n", 1)[0].rstrip()
    if _OBJECT.match(first):
        return _Look("jsonl", "JSON lines", "give it the suffix .jsonl")
    if _ARRAY.match(first):
        return _JSON_ARRAY
    if "\0" in text and 3 * (len(head) - len(head.translate(None, _CONTROL))) > len(head):
        return _Look(None, "binary data")
    return _Look("csv", "plain text", "give it the suffix .csv")
