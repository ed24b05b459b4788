"""No cell that we write can be executed, and each comes back as it was."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from shopwright.shop.files.cells import escape_xml, fits_xlsx, flat, neutralise, restore, unescape_xml

ANY_TEXT = st.text() | st.from_regex(r"'{0,3}[ \u3000]{0,2}[=+\-@＝\t\r0-9.]{1,3}.{0,3}", fullmatch=True)


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u3000＝1",
        "＋1",
        "－x",
        "＠x",
        "'=1",
        "=",
        "\u200b=1",
    ],
)
def test_formulas_are_neutralised(text: str) -> None:
    assert neutralise(text) == "'" + text


@pytest.mark.parametrize("text", ["", "好", "-5", "+3.5", "-1e5", "-5%", "1=1", "'x'", "a@b.c", "'-5"])
def test_everything_else_stays(text: str) -> None:
    assert neutralise(text) == text


@given(ANY_TEXT)
def test_neutralised_text_comes_back(text: str) -> None:
    assert restore(neutralise(text)) == text


@example("_x0000\r")
@given(st.text(st.sampled_from("_x0051FA\x01\r")) | st.text())
def test_escaped_text_comes_back(text: str) -> None:
    assert unescape_xml(escape_xml(text)) == text


def test_records_become_flat() -> None:
    record = {"a": None, "b": True, "c": 1.5, "d": ["=1"], "e": {"x": "好"}, "f": "=1"}
    assert flat(record) == {"a": None, "b": True, "c": 1.5, "d": '["=1"]', "e": '{"x": "好"}', "f": "'=1"}


def test_cells_are_measured_as_excel_does() -> None:
    assert fits_xlsx({"a": "x" * 32_767})
    assert not fits_xlsx({"a": "x" * 32_768})
    assert not fits_xlsx({"a": "=" + "x" * 32_766})
    assert fits_xlsx({"a": "😀" * 16_383})
    assert not fits_xlsx({"a": "😀" * 16_384})
    assert not fits_xlsx({"a": ["x" * 32_764]})
