"""Big files take no more memory than small ones, and importing loads nothing heavy."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

MEASURE = """
import json, resource, sys
from shopwright.shop.files import OutputJob, Row, open_table
def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
source, out, warm = sys.argv[1:]
import polars, openpyxl
with open_table(warm) as table:
    list(table)
before = peak()
with open_table(source) as table, OutputJob(out) as job:
    for row in table:
        job.write(row.number, row.values) if isinstance(row, Row) else job.reject(row)
print(json.dumps([job.written, peak() - before]))
"""


def measure(source: Path, out: Path, warm: Path) -> tuple[int, float]:
    """Rows written and MiB by which the peak of memory grew."""
    command = [sys.executable, "-c", MEASURE, str(source), str(out), str(warm)]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    written, grown = output.strip("[]\n").split(",")
    return int(written), float(grown)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no resource module")
def test_two_hundred_thousand_rows_in_bounded_memory(tmp_path: Path) -> None:
    warm, source = tmp_path / "warm.csv", tmp_path / "a.csv"
    warm.write_text("id,text\n1,好\n", "utf-8")
    with source.open("w", encoding="utf-8") as stream:
        stream.write("id,text\n")
        stream.writelines(f'{n},"很好用，物流也快 {n} ……"\n' for n in range(200_000))
    written, grown = measure(source, tmp_path / "o.jsonl", warm)
    assert written == 200_000
    assert grown < 15


@pytest.mark.skipif(sys.platform == "win32", reason="there is no resource module")
def test_an_endless_quotation_in_bounded_memory(tmp_path: Path) -> None:
    warm, source = tmp_path / "warm.csv", tmp_path / "a.csv"
    warm.write_text("id,text\n1,a\n")
    with source.open("w") as stream:
        stream.write('id,text\n1,"never closed\n')
        stream.writelines(f"{n},row {'x' * 1000}\n" for n in range(40_000))
    written, grown = measure(source, tmp_path / "o.jsonl", warm)
    assert written == 40_000
    assert grown < 25


def test_importing_loads_no_library() -> None:
    script = (
        "import sys, shopwright.shop.files; print(sorted({'polars', 'openpyxl', 'numpy', 'torch'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True).stdout == "[]\n"
