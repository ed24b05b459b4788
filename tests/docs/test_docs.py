"""The documentation is true of the code as far as a machine can tell: links, commands, examples and tables."""

import re
import shlex
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
import typer.main
from markdown_it import MarkdownIt
from markdown_it.token import Token

from shopwright.cli.app import app
from shopwright.settings import Settings
from shopwright.shop.files import REVIEW_FIELDS, bounds
from shopwright.shop.imports import LAYOUTS
from shopwright.shop.imports.documents import pdf, reading, sections
from shopwright.shop.imports.documents import word as word_document
from shopwright.shop.imports.statuses import ORDER_STATUSES

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = sorted(
    [*ROOT.glob("README*.md"), ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", *DOCS.rglob("*.md")], key=str
)
WRITTEN = [page for page in PAGES if DOCS / "reference" not in page.parents]
"""Pages by hand; `docs/generate.py --check` holds the others to the code."""


def name(page: Path) -> str:
    """The path of a page in a test's id."""
    return page.relative_to(ROOT).as_posix()


@cache
def tokens(page: Path) -> tuple[Token, ...]:
    """A page as Markdown tokens, inline ones following their block."""
    blocks = MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))
    return tuple(token for block in blocks for token in (block, *(block.children or ())))


def links(page: Path) -> Iterator[str]:
    """The targets of links and images."""
    for token in tokens(page):
        target = token.attrGet({"link_open": "href", "image": "src"}.get(token.type, ""))
        if isinstance(target, str):
            yield unquote(target)


def anchors(page: Path) -> set[str]:
    """What a fragment may point to: headings as GitHub names them."""
    found: set[str] = set()
    seen: Counter[str] = Counter()
    for token, content in pairwise(tokens(page)):
        if token.type == "heading_open":
            text = "".join(child.content for child in content.children or ())
            slug = re.sub(r"[^\w\- ]", "", text.strip().lower()).replace(" ", "-")
            found.add(f"{slug}-{seen[slug]}" if seen[slug] else slug)
            seen[slug] += 1
    return found


def fences(page: Path) -> Iterator[tuple[str, str]]:
    """Language and content of each fenced block."""
    for token in tokens(page):
        if token.type == "fence":
            yield token.info.strip().lower(), token.content


def commands(page: Path) -> Iterator[list[str]]:
    """The words of each `shopwright …` in a fenced or inline piece of code."""
    inline = [token.content for token in tokens(page) if token.type == "code_inline"]
    blocks = [content for language, content in fences(page) if language not in ("python", "text")]
    for line in "\n".join(inline + blocks).replace("\\\n", " ").splitlines():
        if "shopwright" not in line:
            continue
        lexer = shlex.shlex(line, posix=True, punctuation_chars=True)
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, ";"]:
            if not set(word) <= set("();<>|&"):
                words.append(word)
                continue
            at = next((at for at, part in enumerate(words) if part.rsplit("/", 1)[-1] == "shopwright"), None)
            if at is not None and words[at + 1 :]:
                yield words[at + 1 :]
            words = []


def options(command: Any) -> set[str]:
    """The options that a command understands."""
    return {"-h", "--help"}.union(*(parameter.opts for parameter in command.params))


def unknown(words: list[str]) -> list[str]:
    """What of `shopwright WORDS` does not exist."""
    command: Any = typer.main.get_command(app)
    for word in words:
        if word.startswith("-") or not hasattr(command, "commands"):
            break
        command = command.commands.get(word)
        if command is None:
            return [word]
    given = {word.split("=", 1)[0] for word in words if word.startswith("-") and word != "-"}
    return sorted(given - options(command))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_every_link_leads_somewhere(page: Path) -> None:
    broken = []
    for target in links(page):
        if re.match(r"[a-z][a-z+.-]*:", target):
            continue
        path, _, fragment = target.partition("#")
        place = (page.parent / path).resolve() if path else page
        if not place.exists() or not place.is_relative_to(ROOT) or (fragment and fragment not in anchors(place)):
            broken.append(target)
    assert not broken


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_command_exists(page: Path) -> None:
    wrong = {shlex.join(words): unknown(words) for words in commands(page)}
    assert not {line: what for line, what in wrong.items() if what}


def test_a_wrong_command_would_be_found() -> None:
    assert unknown(["reviews", "in.csv", "-o", "-", "--strict"]) == []
    assert unknown(["reviews", "in.csv", "--colour=red"]) == ["--colour"]
    assert unknown(["sell"]) == ["sell"]
    assert unknown(["shop", "restore", "shop.zip", "--overwrite"]) == []
    assert unknown(["shop", "restore", "shop.zip", "--yes"]) == ["--yes"]
    assert unknown(["shop", "sell"]) == ["sell"]
    assert unknown(["--version"]) == []


def test_the_tutorial_shows_commands() -> None:
    """So that a mistake in finding them does not pass for a page without mistakes."""
    assert ["reviews", "my_reviews.csv"] in [words[:2] for words in commands(DOCS / "tutorial.md")]
    assert ["reviews", "-"] in [words[:2] for words in commands(DOCS / "how-to.md")]


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_make_target_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = "\n".join(content for language, content in fences(page) if language in ("bash", "sh", "console"))
    lines = re.findall(r"^\s*(?:[A-Z_]+=\S+ )*make (.*)$", shown, re.MULTILINE)
    asked = {word for line in lines for word in line.split("#")[0].split() if "=" not in word}
    assert asked <= targets


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_python_block_compiles(page: Path) -> None:
    for language, content in fences(page):
        if language == "python":
            compile(content, name(page), "exec")


@pytest.mark.parametrize("page", WRITTEN, ids=name)
def test_every_setting_exists(page: Path) -> None:
    named = set(re.findall(r"SHOPWRIGHT_[A-Z_]+", page.read_text(encoding="utf-8")))
    assert named - {"SHOPWRIGHT_TEST_POSTGRES"} <= set(Settings.model_construct().shown())


def test_the_index_leads_to_every_page() -> None:
    index = DOCS / "index.md"
    reached = {(DOCS / target.split("#")[0]).resolve() for target in links(index)}
    assert not [name(page) for page in DOCS.rglob("*.md") if page != index and page not in reached]


def test_the_tutorial_is_there_in_chinese() -> None:
    english, chinese = DOCS / "tutorial.md", DOCS / "zh" / "tutorial.md"
    assert "zh/tutorial.md" in list(links(english))
    assert "../tutorial.md" in list(links(chinese))
    levels = [[token.tag for token in tokens(page) if token.type == "heading_open"] for page in (english, chinese)]
    assert levels[0] == levels[1]


def test_every_recognised_header_is_listed() -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8").partition("\n## Columns\n")[2].partition("\n## ")[0]
    rows = {line.split("`")[1]: set(re.findall("`([^`]+)`", line)) for line in text.splitlines() if line[:3] == "| `"}
    for spec in REVIEW_FIELDS:
        assert rows[spec.name] == {spec.name, *spec.synonyms}


def test_every_layout_of_an_import_is_listed() -> None:
    page = (DOCS / "imports.md").read_text(encoding="utf-8")
    names = {"shopify": "Shopify", "woocommerce": "WooCommerce", "taobao": "Taobao and Tmall", "jd": "JD"}
    for layout in LAYOUTS:
        title = f"\n### {names.get(layout.source, 'Own')}: {layout.kind}\n"
        assert page.count(title) == 1
        text = page.partition(title)[2].partition("\n### ")[0]
        rows = {
            line.split("`")[1]: re.findall("`([^`]+)`", line)[1:] for line in text.splitlines() if line[:3] == "| `"
        }
        numbered = {re.sub(r"^attribute\d+", "attributeN", spec.name): spec for spec in layout.fields}
        assert rows == {
            name: [re.sub(r"^Attribute \d+", "Attribute N", header) for header in spec.synonyms]
            for name, spec in numbered.items()
        }
        marks = text.partition("Recognised by: ")[2].partition(".\n")[0].split("; or ")
        assert [tuple(re.findall("`([^`]+)`", mark)) for mark in marks if mark] == list(layout.marks)


def test_the_bounds_of_documents_are_those_of_the_code() -> None:
    text = (DOCS / "imports.md").read_text(encoding="utf-8").partition("\n## Documents\n")[2].partition("\n## ")[0]
    for shown in (
        f"| {reading._TEXT_BYTES >> 20} MiB |",
        f"| {reading._BYTES >> 20} MiB; a DOCX also {word_document._UNPACKED >> 20} MiB unpacked |",
        f"| {pdf._PAGES:,} |",
        f"| {pdf._CHARACTERS:,} characters |",
        f"| {sections._MOST_SECTIONS:,} |",
        f"| {sections._LONGEST:,} characters |",
    ):
        assert shown in text


def test_every_status_of_an_order_is_listed() -> None:
    text = (DOCS / "imports.md").read_text(encoding="utf-8").partition("\n## Statuses of orders\n")[2]
    for ours, theirs in ORDER_STATUSES.items():
        assert f"| `{ours}` | {', '.join(f'`{word}`' for word in theirs.split())} |" in text


def test_the_bounds_are_those_of_the_code() -> None:
    text = (DOCS / "files.md").read_text(encoding="utf-8").partition("\n## Bounds\n")[2]
    for shown in (
        f"{bounds.RECORD:,} characters",
        f"{bounds.DEPTH} levels",
        f"{bounds.UNPACKED >> 20} MiB",
        f"{bounds.UNPACKED_SMALL >> 20} MiB",
        f"{bounds.UNPACKED_RATIO} times",
        f"{bounds.SHEET_ROWS:,} |",
        f"{bounds.CELL_CHARACTERS:,} UTF-16",
        f"{bounds.HEAD >> 10} KiB",
    ):
        assert shown in text
