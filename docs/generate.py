"""Write the reference from the code: `python docs/generate.py`; with --check, fail where a page is out of step."""

from __future__ import annotations

import html
import importlib
import inspect
import re
import sys
from pathlib import Path
from textwrap import dedent

import typer.cli
from typer.testing import CliRunner

from shopwright import errors
from shopwright.settings import Settings

REFERENCE = Path(__file__).parent / "reference"
PUBLIC = (
    "shopwright.reviews",
    "shopwright.reviews.report",
    "shopwright.shop",
    "shopwright.shop.database",
    "shopwright.shop.exports",
    "shopwright.shop.files",
    "shopwright.shop.imports",
    "shopwright.text",
)
GENERATED = "<!-- generated from the code by docs/generate.py -->\n\n"


def main() -> None:
    """Write or check every page."""
    check = "--check" in sys.argv[1:]
    stale = []
    for name, text in {"cli": cli(), "settings": settings(), "errors": error_tree(), "library": library()}.items():
        path = REFERENCE / f"{name}.md"
        wanted = GENERATED + text.rstrip() + "\n"
        if check and (not path.exists() or path.read_text(encoding="utf-8") != wanted):
            stale.append(str(path.relative_to(REFERENCE.parents[1])))
        elif not check:
            path.parent.mkdir(exist_ok=True)
            path.write_text(wanted, encoding="utf-8")
    if stale:
        sys.exit(f"out of step with the code: {', '.join(stale)}; run: make docs")


def cli() -> str:
    """Every command, its arguments and options, as `--help` shows them."""
    result = CliRunner().invoke(typer.cli.app, ["shopwright.cli.app", "utils", "docs", "--name", "shopwright"])
    if result.exit_code:
        raise RuntimeError(result.output)
    return re.sub(r"\n((?:  \S.*\n)+)", _fenced, result.output)


def _fenced(match: re.Match[str]) -> str:
    return f"\n\n```console\n{html.unescape(dedent(match[1]))}```\n"


def settings() -> str:
    """Every environment variable."""
    lines = ["# Settings", "", "| variable | default | what it does |", "|---|---|---|"]
    for name, (value, meaning) in Settings.model_construct().shown().items():
        lines.append(f"| `{name}` | `{value}` | {meaning} |")
    return "\n".join(lines)


def error_tree() -> str:
    """The tree of exceptions, as drawn at the top of its module."""
    return f"# Errors and exit codes\n\n```text\n{inspect.getdoc(errors)}\n```\n"


def library() -> str:
    """Public names with their signatures and docstrings."""
    parts = ["# Library"]
    for name in PUBLIC:
        module = importlib.import_module(name)
        parts.append(f"## {name}\n\n{inspect.getdoc(module)}")
        parts.extend(_entry(public, getattr(module, public)) for public in sorted(module.__all__))
    return "\n\n".join(parts)


def _entry(name: str, value: object) -> str:
    if not (inspect.isclass(value) or inspect.isfunction(value)):
        return f"### {name}\n\n`{name} = {value!r}`"
    signature = str(inspect.signature(value)).replace("'", "")
    kind = "class" if inspect.isclass(value) else "def"
    parts = [f"### {name}", f"```python\n{kind} {name}{signature}\n```", _prose(inspect.getdoc(value) or "")]
    if inspect.isclass(value):
        for method, function in inspect.getmembers(value, inspect.isfunction):
            if not method.startswith("_") and function.__qualname__.startswith(f"{name}."):
                first = (inspect.getdoc(function) or "").split("\n\n")[0].replace("\n", " ")
                parts.append(f"- `{method}{str(inspect.signature(function)).replace(chr(39), '')}`: {first}")
    return "\n\n".join(parts)


def _prose(text: str) -> str:
    """A docstring as Markdown: its examples fenced."""
    blocks = text.split("\n\n")
    return "\n\n".join(f"```python\n{block}\n```" if block.lstrip().startswith(">>>") else block for block in blocks)


if __name__ == "__main__":
    main()
