"""Files that were made to hurt: nothing takes long, fills the memory or stops an import."""

import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shopwright.shop.imports import read_document, values
from shopwright.shop.imports.statuses import order_status

Put = Callable[..., Any]
LONG = 300_000


@pytest.mark.parametrize("text", ["1" + " " * LONG + "x", "9" * LONG, "1,1" * LONG, "." * LONG, "$" * LONG])
def test_endless_amounts_and_times(text: str) -> None:
    started = time.perf_counter()
    for read in (values.amount, values.count, lambda value: values.moment(value, values.UTC)):
        with pytest.raises(ValueError, match="is no"):
            read(text)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("text", ["(" * LONG, "wc-" * LONG, "完成(" * LONG])
def test_endless_statuses(text: str) -> None:
    started = time.perf_counter()
    with pytest.raises(ValueError, match="is no status"):
        order_status(text)
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize(
    "row",
    [
        '{"ID": ["x"], "Type": "simple", "SKU": "", "Name": "x", "Regular price": 1}',
        '{"ID": 1, "Type": {"a": 1}, "SKU": "", "Name": "x", "Regular price": 1}',
        '{"ID": 2, "Type": "variation", "SKU": "", "Name": "x", "Regular price": 1, "Parent": [1]}',
        '{"ID": 3, "Type": "simple", "SKU": "", "Name": ["x"], "Regular price": 1}',
        '{"ID": 4, "Type": "simple", "SKU": "", "Name": "x", "Regular price": "-1"}',
        '{"ID": 5, "Type": "simple", "SKU": "", "Name": "x", "Regular price": 1e300}',
        '{"ID": 6, "Type": "simple", "SKU": "", "Regular price": 1}',
    ],
)
def test_values_of_the_wrong_type_reject_their_row(put: Put, row: str) -> None:
    good = '{"ID": 9, "Type": "simple", "SKU": "", "Name": "good", "Regular price": 1}'
    done = put("products", f"{good}\n{row}\n", "in.jsonl")
    assert (done.source, done.new, done.rejected) == ("woocommerce", 1, 1)


@pytest.mark.parametrize("total", ["9" * 50, "1" + "0" * 20, "-"])
def test_totals_beyond_all_bounds_reject_their_order(put: Put, total: str) -> None:
    header = "订单编号,买家会员名,宝贝标题,总金额,宝贝总数量"
    done = put("orders", f"{header}\n1,a,茶,{total},3\n2,a,茶,9,3\n")
    assert (done.new, done.rejected) == (1, 1)


@pytest.mark.parametrize("text", ["[" * LONG, "*_" * LONG, "> " * LONG, "`" * LONG, "# " + "[" * LONG, "|a" * LONG])
def test_endless_markdown(tmp_path: Path, text: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text[:150_000] + "\n\n# A\nb\n", encoding="utf-8")
    started = time.perf_counter()
    assert read_document(path).sections[-1].text.endswith("b")
    assert time.perf_counter() - started < 5


def test_a_word_table_that_claims_a_billion_columns(tmp_path: Path) -> None:
    import docx

    document, out = docx.Document(), BytesIO()
    cell = document.add_table(rows=1, cols=1).rows[0].cells[0]
    cell.text = "x"
    cell._tc.get_or_add_tcPr().get_or_add_gridSpan().val = 10**9
    document.save(out)
    path = tmp_path / "a.docx"
    path.write_bytes(out.getvalue())
    assert [section.text for section in read_document(path).sections] == ["x"]
