"""Policies in Markdown, HTML, DOCX and PDF."""

import os
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from shopwright.errors import DamagedFileError, InputError, MissingExtraError, TooLargeError
from shopwright.shop import Document
from shopwright.shop.database import Shop
from shopwright.shop.imports import import_document, read_document
from shopwright.shop.imports.documents.pages import page_blocks

MARKDOWN = """\
---
owner: service
---
开头的话。

# 退货政策

## 七天无理由

签收后 **七天** 内可退。

| 类别 | 天数 |
|---|---|
| 茶 | 7 |

### 例外

- 已拆封的食品

```
# 不是标题
```

## 运费

> # 也不是标题

买家承担。

运费险
------

另见合同。
"""
PAGE = """\
<!DOCTYPE html><html><head><title>x</title><style>h1 {color: red}</style></head><body>
<nav><h2>Menu</h2><a href="/">Home</a></nav>
<h1 class="big">退货 &amp; 换货</h1><p>先读这里。</p>
<script>document.write("<h2>fake</h2>")</script><!-- <h2>hidden</h2> -->
<h2>七天<b>无理由</b></h2><ul><li>未拆封</li><li>有发票</li></ul>
<h2></h2><p>无题</p>
<h2>never closed
<p>still text</p></body></html>
"""


def read(folder: Path, name: str, content: str | bytes) -> list[tuple[str, str]]:
    """Titles and texts of a document."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return [(section.title, section.text) for section in read_document(path).sections]


def pdf(pages: list[list[str]], outline: list[tuple[str, int, int | None]] = [], password: str | None = None) -> bytes:  # noqa: B006
    """A PDF with a text layer in a font that maps every UTF-16 unit to itself; outline: title, page, parent."""
    from pypdf import PdfReader, PdfWriter

    cmap = "1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange"
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    objects.append(
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [4 0 R] /ToUnicode 5 0 R >>"
    )
    objects.append(
        "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>"
    )
    objects.append(f"<< /Length {len(cmap)} >>\nstream\n{cmap}\nendstream")
    kids = []
    for lines in pages:
        drawn = " ".join(f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in lines)
        content = f"BT /F1 12 Tf 14 TL 72 720 Td {drawn} ET" if lines else ""
        objects.append(f"<< /Length {len(content)} >>\nstream\n{content}\nendstream")
        number = len(objects)
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {number} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        kids.append(f"{number + 1} 0 R")
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>"
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    out += f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer << /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF".encode()
    if not outline and password is None:
        return out
    writer = PdfWriter()
    writer.append(PdfReader(BytesIO(out)))
    made: list[Any] = []
    for title, page, parent in outline:
        made.append(
            writer.add_outline_item(title=title, page_number=page, parent=None if parent is None else made[parent])
        )
    if password is not None:
        writer.encrypt(password, algorithm="RC4-128")
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def word(build: Callable[[Any], None]) -> bytes:
    import docx

    document, out = docx.Document(), BytesIO()
    build(document)
    document.save(out)
    return out.getvalue()


def policy(document: Any) -> None:
    document.add_heading("退货政策", 1)
    document.add_heading("七天无理由", 2)
    document.add_paragraph("签收后七天内可退。")
    table = document.add_table(rows=2, cols=2)
    for row, texts in zip(table.rows, [("类别", "天数"), ("茶", "7")], strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    document.add_heading("运费", 2)
    document.add_paragraph("买家承担。")


def test_markdown(tmp_path: Path) -> None:
    assert read(tmp_path, "售后.md", MARKDOWN) == [
        ("售后", "开头的话。"),
        ("退货政策 › 七天无理由", "签收后 **七天** 内可退。\n\n| 类别 | 天数 |\n|---|---|\n| 茶 | 7 |"),
        ("退货政策 › 七天无理由 › 例外", "- 已拆封的食品\n\n```\n# 不是标题\n```"),
        ("退货政策 › 运费", "> # 也不是标题\n\n买家承担。"),
        ("退货政策 › 运费险", "另见合同。"),
    ]


def test_html(tmp_path: Path) -> None:
    assert read(tmp_path, "售后.html", PAGE) == [
        ("退货 & 换货", "先读这里。"),
        ("退货 & 换货 › 七天无理由", "未拆封\n有发票"),
        ("退货 & 换货 › 七天无理由", "无题"),
        ("退货 & 换货 › never closed", "still text"),
    ]


def test_word(tmp_path: Path) -> None:
    assert read(tmp_path, "售后.docx", word(policy)) == [
        ("退货政策 › 七天无理由", "签收后七天内可退。\n\n类别 | 天数\n茶 | 7"),
        ("退货政策 › 运费", "买家承担。"),
    ]


def test_pdf_by_outline(tmp_path: Path) -> None:
    content = pdf(
        [["封面", "退货 政策", "总则如下。", "七天无理由", "签收后七天内可退。"], ["运费", "买家承担。"]],
        [("退货政策", 0, None), ("七天无理由", 0, 0), ("运费", 1, 0)],
    )
    assert read(tmp_path, "售后.pdf", content) == [
        ("售后", "封面"),
        ("退货政策", "总则如下。"),
        ("退货政策 › 七天无理由", "签收后七天内可退。"),
        ("退货政策 › 运费", "买家承担。"),
    ]


def test_pdf_by_numbered_headings(tmp_path: Path) -> None:
    content = pdf(
        [["第一章 退货", "第一条 七天无理由", "签收后可退。", "1. 这是一句话。"], ["第二章 运费", "买家承担。"]]
    )
    assert read(tmp_path, "售后.pdf", content) == [
        ("第一章 退货 › 第一条 七天无理由", "签收后可退。\n1. 这是一句话。"),
        ("第二章 运费", "买家承担。"),
    ]


def test_pdf_by_pages(tmp_path: Path) -> None:
    assert read(tmp_path, "a.pdf", pdf([["Just text."], ["More text."]])) == [
        ("p. 1", "Just text."),
        ("p. 2", "More text."),
    ]
    assert read(tmp_path, "b.pdf", pdf([["Just text."]])) == [("b", "Just text.")]


@pytest.mark.parametrize(
    ("name", "content", "error", "said"),
    [
        ("a.pdf", lambda: pdf([[], []]), InputError, "has no text, only pictures"),
        ("a.pdf", lambda: pdf([["x"]], password="geheim"), DamagedFileError, "is encrypted: save it without"),
        ("a.pdf", lambda: b"%PDF-1.4 nothing", DamagedFileError, "is a damaged PDF"),
        ("a.pdf", lambda: b"", DamagedFileError, "is a damaged PDF"),
        ("a.docx", lambda: b"\xd0\xcf\x11\xe0" + b"\0" * 600, DamagedFileError, "an old Word file"),
        ("a.docx", lambda: b"no zip", DamagedFileError, "damaged document"),
        ("a.docx", lambda: archive({"a.txt": b"x"}), DamagedFileError, "no document"),
        ("a.docx", lambda: archive({"[Content_Types].xml": b"<a/>"}), DamagedFileError, "damaged document"),
        ("a.docx", lambda: archive({"[Content_Types].xml": b"<!DOCTYPE a []><a/>"}), DamagedFileError, "XML entities"),
        (
            "a.docx",
            lambda: archive({"[Content_Types].xml": b"<a/>", "b.xml": b"\0" * (70 << 20)}),
            TooLargeError,
            "unpack",
        ),
        ("a.md", lambda: b" \n\n", InputError, "has no text"),
        ("a.md", lambda: b"# only a heading\n", InputError, "has no text"),
        ("a.md", lambda: b"x" * (9 << 20), TooLargeError, "larger than 8 MiB"),
        ("a.md", lambda: b"x" * 200_001, TooLargeError, "more than 200,000 characters"),
        ("a.md", lambda: b"# h\nx\n" * 5_001, TooLargeError, "5,000 sections"),
        ("a.html", lambda: b"<p>a\0b</p>", DamagedFileError, "encoding"),
    ],
)
def test_what_cannot_be_used(
    tmp_path: Path, name: str, content: Callable[[], bytes], error: type[Exception], said: str
) -> None:
    with pytest.raises(error, match=said):
        read(tmp_path, name, content())


def archive(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as zipped:
        for name, content in parts.items():
            zipped.writestr(name, content)
    return out.getvalue()


def test_a_password_for_changes_only_hinders_nobody(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer, out = PdfWriter(), BytesIO()
    writer.append(PdfReader(BytesIO(pdf([["Readable."]]))))
    writer.encrypt("", "owner", algorithm="RC4-128")
    writer.write(out)
    assert read(tmp_path, "a.pdf", out.getvalue()) == [("a", "Readable.")]


@pytest.mark.parametrize("module", ["docx", "pypdf"])
def test_a_missing_library_gives_the_install_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    name = {"docx": "a.docx", "pypdf": "a.pdf"}[module]
    with pytest.raises(MissingExtraError, match=r"pip install 'shopwright\[documents\]'"):
        read(tmp_path, name, b"x")


def test_headings_that_are_never_closed_take_linear_time() -> None:
    blocks = list(page_blocks("<h1>" * 50_000 + "<script>" * 50_000 + "<!--" * 50_000))
    assert len(blocks) > 2


def put(shop: Shop, path: Path, content: str, *, dry_run: bool = False) -> tuple[int, int, int, int]:
    path.write_text(content, encoding="utf-8")
    os.utime(path, (1_772_339_415, 1_772_339_415 + len(content)))
    done = import_document(shop, read_document(path), dry_run=dry_run)
    return done.new, done.changed, done.unchanged, done.removed


def test_a_second_import_updates_removes_and_never_duplicates(shop: Shop, tmp_path: Path) -> None:
    path = tmp_path / "returns.md"
    shop.save([Document("other", "policy", "Other", "stays"), Document("returns.md", "faq", "No section", "stays")])
    assert put(shop, path, "# A\none\n# B\ntwo\n# B\nthree\n") == (3, 0, 0, 0)
    assert [found.id for found in shop.all(Document, kind="policy")] == [
        "other",
        "returns.md#A",
        "returns.md#B",
        "returns.md#B#2",
    ]
    before = list(shop.all(Document))
    assert put(shop, path, "# A\none\n# B\ntwo\n# B\nthree\n") == (0, 0, 3, 0)
    assert list(shop.all(Document)) == before
    assert put(shop, path, "# A\nnew\n# C\nfour\n", dry_run=True) == (1, 1, 0, 2)
    assert list(shop.all(Document)) == before
    assert put(shop, path, "# A\nnew\n# C\nfour\n") == (1, 1, 0, 2)
    assert {found.id: found.text for found in shop.all(Document)} == {
        "other": "stays",
        "returns.md": "stays",
        "returns.md#A": "new",
        "returns.md#C": "four",
    }


def test_what_the_shop_added_to_a_section_stays(shop: Shop, tmp_path: Path) -> None:
    from dataclasses import replace

    put(shop, tmp_path / "a.md", "# A\none\n")
    (found,) = shop.all(Document)
    shop.save([replace(found, category="returns", language="en")])
    put(shop, tmp_path / "a.md", "# A\ntwo\n")
    (found,) = shop.all(Document)
    assert (found.text, found.category, found.language) == ("two", "returns", "en")


def test_long_titles_and_names_make_ids_that_fit(shop: Shop, tmp_path: Path) -> None:
    text = f"# {'长' * 190}\n## {'标题' * 90}\nx\n"
    assert put(shop, tmp_path / f"{'n' * 120}.md", text) == (1, 0, 0, 0)
    assert put(shop, tmp_path / f"{'n' * 120}.md", text) == (0, 0, 1, 0)
