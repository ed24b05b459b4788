"""Broken and hostile files: each has one outcome, and none takes the run down."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from shopwright.errors import DamagedFileError, InputError, TooLargeError, UnknownFormatError, UsageError
from shopwright.shop.files import RejectedRow, Row, open_table

Outcome = list[str]
GB_LATE = b"id,text\n" + b"1,plain ascii here\n" * 60_000 + "2,很好用的商品\n".encode("gbk")
LONG = b"x" * (1 << 20)


def outcomes(rows: list[Row | RejectedRow], column: str = "text") -> list[str]:
    """The texts of accepted rows, and `!number reason` of rejected ones."""
    return [str(row.values.get(column)) if isinstance(row, Row) else f"!{row.number} {row.reason}" for row in rows]


FATAL: list[tuple[str, str, bytes, type[InputError], str]] = [
    ("zero bytes", "a.csv", b"", InputError, "is empty"),
    ("zero bytes, xlsx", "a.xlsx", b"", InputError, "is empty"),
    ("only a byte-order mark", "a.csv", b"\xef\xbb\xbf", InputError, "is empty"),
    ("only white space", "a.csv", b" \n\n\t\n", InputError, "is empty"),
    ("only white space, jsonl", "a.jsonl", b" \n\n", InputError, "is empty"),
    ("only delimiters", "a.csv", b",,\n,,\n", InputError, "is empty"),
    ("ZIP as CSV", "a.csv", b"PK\x03\x04" + b"\0" * 100, DamagedFileError, "ZIP archive or an XLSX"),
    ("HTML as CSV", "a.csv", b"<!DOCTYPE html><html>", DamagedFileError, "HTML or XML"),
    ("HTML table as XLSX", "a.xlsx", b"<table><tr>", DamagedFileError, "HTML or XML"),
    ("PDF as CSV", "a.csv", b"%PDF-1.7\n", DamagedFileError, "PDF"),
    ("PNG as CSV", "a.csv", b"\x89PNG\r\n\x1a\n", DamagedFileError, "PNG"),
    ("PNG as JSONL", "a.jsonl", b"\x89PNG\r\n\x1a\n", DamagedFileError, "PNG"),
    ("JPEG as TSV", "a.tsv", b"\xff\xd8\xff\xe0", DamagedFileError, "JPEG"),
    ("gzip as CSV", "a.csv", b"\x1f\x8b\x08\0\0", DamagedFileError, "unpack it first"),
    ("gzip by its suffix", "a.csv.gz", b"\x1f\x8b\x08\0\0", UnknownFormatError, "unpack it first"),
    ("Parquet as CSV", "a.csv", b"PAR1" + b"\0" * 20, DamagedFileError, "Parquet"),
    ("text as Parquet", "a.parquet", b"id,text\n", DamagedFileError, "plain text"),
    ("text as XLSX", "a.xlsx", b"id,text\n", DamagedFileError, "plain text"),
    ("JSON lines as CSV", "a.csv", b'{"text": "x"}\n', DamagedFileError, "JSON lines"),
    ("JSON array", "a.jsonl", b'[{"text": "x"}]', DamagedFileError, "jq"),
    ("JSON array over lines", "a.json", b'[\n {"text": "x"}\n]', UnknownFormatError, "jq"),
    ("JSON object over lines", "a.jsonl", b'{\n "text": "x"\n}\n', DamagedFileError, "jq"),
    ("old Excel", "a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64, UnknownFormatError, "save it as .xlsx"),
    ("XLSX with a password", "a.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1" + b"\0" * 64, DamagedFileError, "password"),
    ("Parquet that breaks off", "a.parquet", b"PAR1\x15\x04", DamagedFileError, "damaged Parquet"),
    ("Parquet of noise", "a.parquet", b"PAR1" + b"\x15" * 99 + b"\x40\0\0\0PAR1", DamagedFileError, "damaged Parquet"),
    ("XLSX that breaks off", "a.xlsx", b"PK\x03\x04" + b"\0" * 100, DamagedFileError, "damaged workbook"),
    ("an unclosed header", "a.csv", b'id,"text\n1,a\n2,b\n', DamagedFileError, "header"),
    ("a header without end", "a.csv", LONG + LONG, DamagedFileError, "header"),
    ("binary noise", "a.csv", bytes(range(8)) * 50, DamagedFileError, "binary"),
    ("binary noise, no suffix", "a", bytes(range(8)) * 50, UnknownFormatError, "binary"),
]

ROWS: list[tuple[str, str, bytes, Outcome]] = [
    ("header only", "a.csv", b"id,text\n", []),
    ("header without line end", "a.csv", b"id,text", []),
    ("blank lines count no row", "a.csv", b"\n\nid,text\n\n1,a\n  \n2,b\n\n", ["a", "b"]),
    ("Windows line ends", "a.csv", b"id,text\r\n1,a\r\n2,b\r\n", ["a", "b"]),
    ("doubled carriage returns", "a.csv", b"id,text\r\r\n1,a\r\r\n", ["a"]),
    ("old Mac line ends", "a.csv", b"id,text\r1,a\r2,b\r", ["a", "b"]),
    ("quoted line break", "a.csv", b'id,text\r\n1,"a\r\nb"\r\n2,c\r\n', ["a\r\nb", "c"]),
    ("doubled quotes", "a.csv", b'id,text\n1,"a ""b"" c"\n', ['a "b" c']),
    ("quotes within a field", "a.csv", b'id,text\n1,a 5" screen\n2,b\n', ['a 5" screen', "b"]),
    ("text after a quote", "a.csv", b'id,text\n1,"a" b\n2,c\n', ["a b", "c"]),
    ("too many fields", "a.csv", b"id,text\n1,a,b\n2,c\n", ["!1 3 fields under a header of 2", "c"]),
    ("empty fields too many", "a.csv", b"id,text\n1,a,,\n", ["a"]),
    ("too few fields", "a.csv", b"id,text\n1\n2,b\n", ["", "b"]),
    ("stray carriage return", "a.csv", b"id,text\n1,a\rb\n2,c\n", ["!1 a stray carriage return", "c"]),
    ("NUL byte", "a.csv", b"id,text\n1,a\0b\n2,c\n", ["!1 a NUL byte", "c"]),
    ("bytes of no encoding", "a.csv", "id,text\n1,好\n2,".encode() + b"\xff\xfe\n3,c\n", ["好", "!2 bytes", "c"]),
    ("half a character", "a.csv", b"id,text\n1,a\n2,\xe4\xbd\n3,c\n", ["a", "!2 bytes", "c"]),
    ("half a character at the end", "a.csv", "id,text\n1,好\n2,".encode() + b"\xe4\xbd", ["好", "!2 bytes"]),
    ("quote unclosed at the end", "a.csv", b'id,text\n1,a\n2,"b\n3,c\n', ["a", "!2 a quotation mark", "c"]),
    ("quote unclosed in the last row", "a.csv", b'id,text\n1,a\n2,"b', ["a", "!2 a quotation mark"]),
    (
        "two stray quotes far apart",
        "a.csv",
        b'id,text\n1,"a\n2,b\n3,"c" d",\n4,e\n',
        ["!1 a quotation mark", "b", 'c d"', "e"],
    ),
    ("field beyond the bound", "a.csv", b"id,text\n1," + LONG + b"\n2,b\n", ["!1 longer than", "b"]),
    ("long field within the bound", "a.csv", b"id,text\n1," + LONG[:500_000] + b"\n", ["x" * 500_000]),
    ("formulas from our own files", "a.csv", b"id,text\n1,'=1+1\n2,'quoted'\n", ["=1+1", "'quoted'"]),
    ("duplicate columns", "a.csv", b"text,n,text\na,1,b\n", ["a"]),
    ("nameless columns", "a.csv", b",text,\n0,a,\n1,b,x\n", ["a", "b"]),
    ("one column", "a.csv", 'text\n很好, 不错\n"a,b"\n'.encode(), ["很好, 不错", "a,b"]),
    ("one column with quotes", "a.txt", b'text\nsay "hi", she said\n', ['say "hi", she said']),
    ("Excel's delimiter line", "a.csv", b"sep=;\nid;text\n1;a,b\n", ["a,b"]),
    ("semicolons", "a.csv", b"id;text\n1;a, b, c\n2;d\n", ["a, b, c", "d"]),
    ("bars", "a.txt", b"id|text\n1|a,b\n", ["a,b"]),
    ("tabs under .csv", "a.csv", b"id\ttext\n1\ta,b\n", ["a,b"]),
    ("commas under .tsv", "a.tsv", b"id,text\n1,a\n", ["a"]),
    ("full-width punctuation", "a.csv", "id,text\n1,好；不错｜真，的\n".encode(), ["好；不错｜真，的"]),
    ("no suffix, CSV", "a", b"id,text\n1,a\n", ["a"]),
    ("text under .xls", "a.xls", b"id\ttext\n1\ta\n", ["a"]),
    ("no suffix, JSONL", "a", b'\n {"text": "a"}\n', ["a"]),
    ("UTF-8 with mark", "a.csv", "id,text\n1,好\n".encode("utf-8-sig"), ["好"]),
    ("UTF-16 LE with mark", "a.csv", "\ufeffid,text\n1,上好\n".encode("utf-16-le"), ["上好"]),
    ("UTF-16 BE with mark", "a.csv", "\ufeffid,text\n1,上好\n".encode("utf-16-be"), ["上好"]),
    ("UTF-16 LE without mark", "a.csv", "id,text\n1,上好\n".encode("utf-16-le"), ["上好"]),
    ("UTF-16 BE without mark", "a.csv", "id,text\n1,上好\n".encode("utf-16-be"), ["上好"]),
    (
        "UTF-16 cut within a character",
        "a.csv",
        "\ufeffid,text\n1,好\n2,好".encode("utf-16-le")[:-1],
        ["好", "!2 bytes"],
    ),
    ("GBK", "a.csv", "编号,text\n1,很好用\n".encode("gbk"), ["很好用"]),
    ("GB18030, four bytes", "a.csv", "编号,text\n1,很好用的𠮷㐂\n".encode("gb18030"), ["很好用的𠮷㐂"]),
    (
        "Windows-1252",
        "a.csv",
        "id,text\n1,café\n2,naïve — it’s\n3,£5\n".encode("cp1252"),
        ["café", "naïve — it’s", "£5"],
    ),
    ("JSONL: broken line", "a.jsonl", b'{"text": "a"}\n{"text": \n{"text": "b"}\n', ["a", "!2 no JSON", "b"]),
    ("JSONL: all broken", "a.jsonl", b"nothing\n", ["!1 no JSON"]),
    ("JSONL: no object", "a.jsonl", b'{"text": "a"}\n[1]\n"x"\n3\nnull\n', ["a", "!2 a", "!3 a", "!4 a", "!5 a"]),
    ("JSONL: list first", "a.jsonl", b'[1, 2]\n{"text": "a"}\n', ["!1 a JSON list", "a"]),
    ("JSONL: NaN", "a.jsonl", b'{"text": "a"}\n{"x": NaN}\n{"x": -Infinity}\n', ["a", "!2 NaN", "!3 -Infinity"]),
    ("JSONL: overflow", "a.jsonl", b'{"text": "a"}\n{"x": 1e999}\n', ["a", "!2 a number beyond"]),
    ("JSONL: duplicate key", "a.jsonl", b'{"text": "a"}\n{"x": 1, "x": 2}\n', ["a", "!2 the key 'x' twice"]),
    ("JSONL: huge integer", "a.jsonl", b'{"text": "a"}\n{"x": ' + b"9" * 9999 + b"}\n", ["a", "!2 a number with"]),
    ("JSONL: deep", "a.jsonl", b'{"text": "a"}\n{"x":' + b"[" * 99 + b"]" * 99 + b"}\n", ["a", "!2 nested deeper"]),
    ("JSONL: very deep", "a.jsonl", b'{"text": "a"}\n' + b'{"x":' * 99_999 + b"\n", ["a", "!2 nested deeper"]),
    ("JSONL: wide is not deep", "a.jsonl", b'{"text": "a", "x": [' + b"[],{}," * 99 + b"1]}\n", ["a"]),
    (
        "JSONL: line beyond the bound",
        "a.jsonl",
        b'{"text": "a"}\n"' + LONG + b'"\n{"text": "b"}',
        ["a", "!2 longer", "b"],
    ),
    ("JSONL: half an emoji", "a.jsonl", b'{"text": "a\\ud83d"}\n', ["a\ufffd"]),
    ("JSONL: whole emoji", "a.jsonl", b'{"text": "\\ud83d\\ude00"}\n', ["😀"]),
    ("JSONL: bad bytes", "a.jsonl", '{"text": "好"}\n{"text": "'.encode() + b'\xff"}\n', ["好", "!2 bytes"]),
    ("JSONL: GB18030", "a.jsonl", '{"text": "很好用"}\n'.encode("gb18030"), ["很好用"]),
    ("JSONL: line separators", "a.jsonl", '{"text": "a\u2028b\x85"}\n'.encode(), ["a\u2028b\x85"]),
    ("JSONL: byte-order mark, CR LF", "a.jsonl", b'\xef\xbb\xbf{"text": "a"}\r\n', ["a"]),
]


@pytest.mark.parametrize(("name", "content", "error", "words"), [c[1:] for c in FATAL], ids=[c[0] for c in FATAL])
def test_an_unusable_file_is_one_clear_error(
    tmp_path: Path, name: str, content: bytes, error: type[InputError], words: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(InputError) as caught:
        open_table(path)
    assert type(caught.value) is error
    assert words in str(caught.value)
    assert str(path) in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(("name", "content", "expected"), [c[1:] for c in ROWS], ids=[c[0] for c in ROWS])
def test_a_bad_row_never_stops_the_others(
    read: Callable[..., list[Row]], name: str, content: bytes, expected: Outcome
) -> None:
    found = outcomes(read(name, content))
    assert len(found) == len(expected)
    for one, wanted in zip(found, expected, strict=True):
        assert one.startswith(wanted) if wanted.startswith("!") else one == wanted


def test_gb18030_is_recognised_after_a_megabyte_of_ascii(read: Callable[..., list[Row]]) -> None:
    assert read("a.csv", GB_LATE)[-1].values["text"] == "很好用的商品"


def test_an_encoding_can_be_named(read: Callable[..., list[Row]]) -> None:
    content = "id,text\n1,很好\n2,商品\n".encode("big5", errors="ignore") + "3,商品".encode("big5")
    assert read("a.csv", content, encoding="big5")[-1].values["text"] == "商品"
    with pytest.raises(UsageError, match="no text encoding"):
        read("a.csv", content, encoding="klingon")
    with pytest.raises(UsageError, match="no text encoding"):
        read("a.csv", content, encoding="base64")


def test_what_is_no_file_is_one_clear_error(tmp_path: Path) -> None:
    for path, words in ((tmp_path, "is a directory"), (tmp_path / "none.csv", "does not exist")):
        with pytest.raises(InputError, match=words):
            open_table(path)
    with pytest.raises(InputError, match="cannot be opened"):
        open_table("a\0.csv")
    with pytest.raises(InputError, match="cannot be opened"):
        open_table("x" * 5000 + ".csv")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("id,text\n")

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so that chmod would prove nothing
    with pytest.raises(InputError, match="may not be read"):
        open_table(path)


def test_a_disk_that_fails_midway(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n" + b"1,a\n" * 100_000)
    with open_table(path) as table:
        table._source._stream.close()
        table._source._stream = _BrokenDisk()
        with pytest.raises(InputError, match="Input/output error"):
            list(table)


class _BrokenDisk(io.BytesIO):
    def read1(self, _size: int | None = -1, /) -> bytes:
        raise OSError(5, "Input/output error")


def test_a_file_of_stray_quotes_takes_no_hours(read: Callable[..., list[Row]]) -> None:
    rows = read("a.csv", b"id,text\n" + b'a",b,"c\n' * 3000)
    assert len(rows) == 3000


# ── workbooks ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_zip_that_is_no_workbook(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.txt", "hello")
    with pytest.raises(DamagedFileError, match="no workbook"):
        open_table(path)


def test_a_zip_bomb_is_refused_before_it_unpacks(
    tmp_path: Path, workbook: Callable[..., bytes], repack: Callable[..., bytes]
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(repack(workbook([["text"]]), {"xl/media/a.bin": b"\0" * (65 << 20)}))
    with pytest.raises(TooLargeError, match="would unpack to 65 MiB"):
        open_table(path)


def test_a_part_that_lies_about_its_size_breaks_off(tmp_path: Path, workbook: Callable[..., bytes]) -> None:
    content = bytearray(workbook([["text"], *[["很好用" * 50]] * 5000]))
    name = b"xl/worksheets/sheet1.xml"
    at = content.rindex(name) - 46  # its entry in the central directory
    assert content[at : at + 4] == b"PK\x01\x02"
    content[at + 24 : at + 28] = struct.pack("<I", 2000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError), open_table(path) as table:
        list(table)


@pytest.mark.parametrize(
    ("encoding", "words"), [("utf-8", "XML entities"), ("utf-16", "XML entities"), ("cp037", "encoding")]
)
def test_xml_entities_are_refused_in_any_encoding(
    tmp_path: Path, workbook: Callable[..., bytes], repack: Callable[..., bytes], encoding: str, words: str
) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = f'<!DOCTYPE sst [<!ENTITY l0 "ha">{laughs}]><sst>&l9;</sst>'.encode(encoding)
    head = b"" if encoding == "utf-16" else f'<?xml version="1.0" encoding="{encoding}"?>'.encode()
    path = tmp_path / "a.xlsx"
    path.write_bytes(repack(workbook([["text"]]), {"xl/worksheets/sheet1.xml": head + body}))
    with pytest.raises(DamagedFileError, match=words):
        open_table(path)


def test_a_sheet_that_claims_a_billion_rows(
    tmp_path: Path, workbook: Callable[..., bytes], repack: Callable[..., bytes]
) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>text</t></is></c></row>'
        b'<row r="999999999"><c r="A999999999"><v>1</v></c></row></sheetData></worksheet>'
    )
    path = tmp_path / "a.xlsx"
    path.write_bytes(repack(workbook([["text"]]), {"xl/worksheets/sheet1.xml": sheet}))
    with open_table(path) as table, pytest.raises(DamagedFileError, match="empty rows"):
        list(table)


# ── Parquet ──────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_parquet_file_with_a_broken_page(tmp_path: Path) -> None:
    stream = io.BytesIO()
    pl.DataFrame({"text": [f"很好用{n}" * 20 for n in range(5000)]}).write_parquet(stream)
    content = bytearray(stream.getvalue())
    content[200:20_000] = b"\xff" * 19_800
    path = tmp_path / "a.parquet"
    path.write_bytes(content)
    with pytest.raises(DamagedFileError), open_table(path) as table:
        list(table)


def test_a_parquet_text_beyond_the_bound_is_rejected(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"text": ["a", "x" * (2 << 20), None, "b"], "n": [1, 2, 3, 4]}).write_parquet(path)
    with open_table(path) as table:
        assert outcomes(list(table)) == ["a", "!2 a text longer than 1,048,576 bytes", "None", "b"]
