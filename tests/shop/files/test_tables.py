"""Reading tables of every format: columns, values, row numbers, progress, standard input and pipes."""

from __future__ import annotations

import io
import os
import sys
import threading
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from shopwright.errors import InputError, UsageError
from shopwright.shop.files import Row, open_table

CONTENT = {
    "a.csv": "id,text\n1,很好用\n2,一般\n".encode(),
    "a.tsv": "id\ttext\n1\t很好用\n2\t一般\n".encode(),
    "a.jsonl": '{"id": "1", "text": "很好用"}\n{"id": "2", "text": "一般"}\n'.encode(),
}


def content(name: str, workbook: Callable[..., bytes]) -> bytes:
    """The same two rows in any format."""
    if name.endswith(".xlsx"):
        return workbook([["id", "text"], ["1", "很好用"], ["2", "一般"]])
    if name.endswith(".parquet"):
        stream = io.BytesIO()
        pl.DataFrame({"id": ["1", "2"], "text": ["很好用", "一般"]}).write_parquet(stream)
        return stream.getvalue()
    return CONTENT[name]


FORMATS = ["a.csv", "a.tsv", "a.jsonl", "a.xlsx", "a.parquet"]
ROWS = [Row(1, {"id": "1", "text": "很好用"}), Row(2, {"id": "2", "text": "一般"})]


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_rows(tmp_path: Path, workbook: Callable[..., bytes], name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content(name, workbook))
    with open_table(path) as table:
        assert (table.name, table.columns) == (str(path), ("id", "text"))
        assert list(table) == ROWS
        assert table.fraction() == 1.0
        assert list(table) == []


@pytest.mark.parametrize("name", FORMATS)
def test_content_decides_where_the_suffix_says_nothing(
    tmp_path: Path, workbook: Callable[..., bytes], name: str
) -> None:
    path = tmp_path / "download.part"
    path.write_bytes(content(name, workbook))
    with open_table(path) as table:
        assert list(table) == ROWS


@pytest.mark.parametrize("name", FORMATS)
def test_standard_input(monkeypatch: pytest.MonkeyPatch, workbook: Callable[..., bytes], name: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content(name, workbook))))
    with open_table("-") as table:
        assert table.name == "-"
        assert list(table) == ROWS
        assert table.fraction() is None or name in ("a.xlsx", "a.parquet")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX")
@pytest.mark.parametrize("name", FORMATS)
def test_named_pipe(tmp_path: Path, workbook: Callable[..., bytes], name: str) -> None:
    path = tmp_path / name
    os.mkfifo(path)
    writer = threading.Thread(target=path.write_bytes, args=(content(name, workbook),))
    writer.start()
    with open_table(path) as table:
        assert list(table) == ROWS
    writer.join()


def test_columns_of_jsonl_are_the_keys_of_its_first_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text('{"text": "a"}\nbroken\n{"rating": 5, "text": "b"}\n' + '{"text": "c"}\n' * 200)
    with open_table(path) as table:
        assert table.columns == ("text", "rating")
        assert [row.number for row in table] == list(range(1, 204))


def test_fraction_grows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"id,text\n" + b"1,a very good thing\n" * 100_000)
    with open_table(path) as table:
        seen = [table.fraction() or 0.0 for _ in table]
    assert seen[0] < 0.5 < seen[-1] == 1.0
    assert seen == sorted(seen)


def test_a_parquet_file_is_read_in_slices(tmp_path: Path) -> None:
    path = tmp_path / "a [1].parquet"
    frame = pl.DataFrame({"n": range(12_345), "nested": [[{"a": n}] for n in range(12_345)], "day": date(2026, 3, 1)})
    frame.write_parquet(path, row_group_size=5000)
    with open_table(path) as table:
        rows = list(table)
    assert [row.number for row in rows] == list(range(1, 12_346))
    assert rows[-1].values == {"n": 12_344, "nested": [{"a": 12_344}], "day": date(2026, 3, 1)}


def test_a_parquet_file_without_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"text": []}, schema={"text": pl.String}).write_parquet(path)
    with open_table(path) as table:
        assert (table.columns, list(table)) == (("text",), [])


def test_workbook_cells(tmp_path: Path, workbook: Callable[..., bytes]) -> None:
    path = tmp_path / "a.xlsx"
    rows: list[list[object]] = [
        [],
        [None, "text", "stars", "day", "on", None],
        [],
        ["ignored", "很_x000D_\n好", 4.5, datetime(2026, 3, 1, 12), True, "ignored"],
        [None, None, 5],
        [None, "'=1+1", None, date(2026, 3, 1)],
    ]
    path.write_bytes(workbook(rows))
    with open_table(path) as table:
        assert table.columns == ("text", "stars", "day", "on")
        values = [tuple(row.values.values()) for row in table]
    assert values == [
        ("很\r\n好", 4.5, datetime(2026, 3, 1, 12), True),
        ("", 5, "", ""),
        ("=1+1", "", datetime(2026, 3, 1), ""),
    ]


def test_workbook_with_shared_strings(
    tmp_path: Path, workbook: Callable[..., bytes], repack: Callable[..., bytes]
) -> None:
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    sheet = f'<worksheet {space}><sheetData><row><c t="s"><v>0</v></c></row><row><c t="s"><v>1</v></c></row></sheetData></worksheet>'
    strings = f"<sst {space}><si><t>text</t></si><si><r><t>很</t></r><r><t>好</t></r></si></sst>"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    original = workbook([["text"]])
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        types = archive.read("[Content_Types].xml").decode()
    override = f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}"/></Types>'
    parts = {
        "xl/worksheets/sheet1.xml": sheet.encode(),
        "xl/sharedStrings.xml": strings.encode(),
        "[Content_Types].xml": types.replace("</Types>", override).encode(),
    }
    path = tmp_path / "a.xlsx"
    path.write_bytes(repack(original, parts))
    with open_table(path) as table:
        assert list(table) == [Row(1, {"text": "很好"})]


def test_a_sheet_by_name(tmp_path: Path) -> None:
    from openpyxl import Workbook

    book = Workbook()
    book.create_sheet("评论").append(["text"])
    path = tmp_path / "a.xlsx"
    book.save(path)
    with open_table(path, sheet="评论") as table:
        assert (table.columns, list(table)) == (("text",), [])
    with pytest.raises(UsageError, match="it has Sheet, 评论"):
        open_table(path, sheet="商品")
    with pytest.raises(InputError, match="is empty"):
        open_table(path)
