"""Whatever a record holds, every format gives it back."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopwright.shop.files import OutputJob, Row, open_table

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20) | st.sampled_from(
    ["=1", "'=1", '"', '""', "\r\n", "\r", "\n", "a,b\tc", "_x0041_", "\x00", "\ufeff", " x ", "#N/A", "NULL", "\x1f"]
)
CELLS = st.fixed_dictionaries({"id": st.integers(1, 999).map(str), "text": TEXT, "note": TEXT})
NESTED = st.fixed_dictionaries(
    {
        "id": TEXT,
        "n": st.none() | st.integers(-(1 << 63), (1 << 63) - 1),
        "x": st.none() | st.floats(allow_nan=False, allow_infinity=False),
        "opinions": st.lists(st.fixed_dictionaries({"aspect": st.none() | TEXT, "span": st.lists(st.integers(0, 99))})),
        "sentiment": st.fixed_dictionaries({"label": TEXT, "sure": st.booleans()}),
    }
)
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


def there_and_back(records: list[dict[str, Any]], name: str) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, name)
        with OutputJob(path, columns=["id"]) as job:
            assert all(job.write(number, record) for number, record in enumerate(records, 1))
        with open_table(path) as table:
            rows = list(table)
    assert all(isinstance(row, Row) for row in rows)
    return [dict(row.values) for row in rows]


@pytest.mark.parametrize("name", ["o.csv", "o.tsv", "o.xlsx"])
@given(records=st.lists(CELLS, max_size=5))
@FEW
def test_cells(name: str, records: list[dict[str, Any]]) -> None:
    if name != "o.xlsx":  # a NUL in a text file is damage; a bare CR in one would be a line end to some readers
        records = [{key: value.replace("\0", "") for key, value in record.items()} for record in records]
    assert there_and_back(records, name) == records


@pytest.mark.parametrize("name", ["o.jsonl", "o.parquet"])
@given(records=st.lists(NESTED, min_size=1, max_size=5))  # an empty JSONL file has nothing to give back
@FEW
def test_nested_records(name: str, records: list[dict[str, Any]]) -> None:
    assert there_and_back(records, name) == records


@pytest.mark.parametrize("name", ["o.csv", "o.tsv"])
def test_nested_values_are_json_in_a_flat_file(name: str) -> None:
    (row,) = there_and_back([{"id": "1", "opinions": [{"aspect": "做工"}], "n": -5, "on": True, "no": None}], name)
    assert row == {"id": "1", "opinions": '[{"aspect": "做工"}]', "n": "-5", "on": "true", "no": ""}


def test_parquet_keeps_what_shares_no_type_as_json() -> None:
    attributes = {f"属性{n}": ["棉"] for n in range(300)}
    records: list[dict[str, Any]] = [
        {"a": 1, "b": [], "c": {}, "d": None, "e": attributes, "f": 1 << 70},
        {"a": "x", "b": [{"y": 1}], "c": {}, "d": None, "e": {}, "f": 1},
        {"a": [1], "b": [{"z": 0.5}], "late": 1},
    ]
    first, second, third = there_and_back(records, "o.parquet")
    assert [row["a"] for row in (first, second, third)] == ["1", "x", "[1]"]
    assert [first["b"], second["b"], third["b"]] == [[], [{"y": 1, "z": None}], [{"y": None, "z": 0.5}]]
    assert (first["c"], first["d"], json.loads(first["e"]), first["f"]) == ("{}", None, attributes, str(1 << 70))
    assert (first["late"], third["late"]) == (None, 1)


@pytest.mark.parametrize("name", ["o.csv", "o.tsv", "o.xlsx", "o.parquet"])
def test_an_output_without_records_still_has_its_columns(tmp_path: Path, name: str) -> None:
    with OutputJob(tmp_path / name, columns=["id", "label"]):
        pass
    with open_table(tmp_path / name) as table:
        assert (table.columns, list(table)) == (("id", "label"), [])


def test_a_workbook_holds_no_formula(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    with OutputJob(tmp_path / "o.xlsx") as job:
        job.write(1, {"=A1": "=cmd|' /C calc'!A0", "n": 1 << 60, "error": "#N/A"})
    sheet = load_workbook(tmp_path / "o.xlsx").active
    assert sheet is not None
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} == {"s"}


def test_csv_starts_with_the_mark_that_excel_needs(tmp_path: Path) -> None:
    with OutputJob(tmp_path / "o.csv") as job:
        job.write(1, {"id": "1", "text": "好;=1"})
    assert (tmp_path / "o.csv").read_bytes() == '\ufeff"id","text"\n"1","好;=1"\n'.encode()
