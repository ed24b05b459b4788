"""A frozen table of authored reviews with and without HTML; written before the code, not edited to suit it."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shopwright.text.markup import plain

TABLE: list[tuple[str, str]] = [
    ("很好  用\n\n真的", "很好  用\n\n真的"),
    ("价格<100 & 质量>80", "价格<100 & 质量>80"),
    ("标题里写着</script>，真奇怪", "标题里写着</script>，真奇怪"),
    ("I typed <script> and the page broke", "I typed <script> and the page broke"),
    ("<p>很好</p><p>推荐</p>", "很好\n推荐"),
    ("质量好<br>物流快<br/>便宜<BR />", "质量好\n物流快\n便宜"),
    ("<b>Great</b> value &amp; fast", "Great value & fast"),
    ("好评<script>alert('x')</script>满分", "好评满分"),
    ("<style type='text/css'>p {color: red}</style>Nice", "Nice"),
    ("R&D team says 5 &lt; 6", "R&D team says 5 < 6"),
    ("颜色&nbsp;&nbsp;很正&#33;&#x1F44D;", "颜色 很正!👍"),
    ("I <3 this", "I <3 this"),
    ("<小编推荐>这款好用", "<小编推荐>这款好用"),
    ("see <your name here> on the box", "see <your name here> on the box"),
    ('<a href="https://example.com/?a=1&b=2" target=_blank>链接</a>在此', "链接在此"),
    ("<div class='r'>\n  <span>大小</span> <span>合适</span>\n</div>", "大小 合适"),
    ("好<!-- 隐藏 -->用", "好用"),
    ("没写完<!-- 就断了", "没写完<!-- 就断了"),
    ("断在标签里<a href=", "断在标签里<a href="),
    ("<ul><li>轻</li><li>薄</li></ul>", "轻\n薄"),
    ("&lt;br&gt; 是换行标签", "<br> 是换行标签"),
    ("若a<b 且 c>d 则退货", "若a<b 且 c>d 则退货"),
    ("图片<img src=x onerror=alert(1)>裂了</div>", "图片裂了"),
    ("AT&T &unknown; &#99999999; &#" + "9" * 5000 + ";", "AT&T &unknown; &#99999999; &#" + "9" * 5000 + ";"),
    ("<tr><td>尺码</td><td>L</td></tr>", "尺码 L"),
    ("<input disabled>不能选<o:p></o:p>", "不能选<o:p></o:p>"),
]


def test_the_table_is_as_large_as_promised() -> None:
    assert len(TABLE) >= 20


@pytest.mark.parametrize(("text", "expected"), TABLE)
def test_what_a_reader_sees(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text())
def test_never_raises(text: str) -> None:
    plain(text)


@given(st.text(alphabet="ab <>&/p;!-\"'=brscript\n"))
def test_never_raises_on_broken_markup(text: str) -> None:
    assert len(plain(text)) <= len(text)


@given(st.text().filter(lambda text: "<" not in text and "&" not in text))
def test_text_without_markup_is_returned_as_it_is(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize("piece", ["<", "<a ", '<a "', '<a b="', "<!--", "<script>", "<a b='c' ", "&#", "&amp", "<p "])
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    text = piece * (500_000 // len(piece))
    start = time.process_time()
    plain(text)
    assert time.process_time() - start < 1.5
