"""What must stay light: imports, --help, and the whole reviews command without torch."""

import json
import subprocess
import sys
import time
from pathlib import Path

HEAVY = ("torch", "transformers", "onnxruntime", "tokenizers", "polars", "numpy", "pydantic", "sqlalchemy", "alembic")
HEAVY += ("docx", "lxml", "pypdf")
COMMAND = Path(sys.executable).with_name("shopwright")


def loaded_after(code: str) -> set[str]:
    """The top-level modules that a fresh interpreter holds after running `code`."""
    program = f"{code}\nimport sys, json\nprint(json.dumps(sorted({{name.split('.')[0] for name in sys.modules}})))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_importing_the_package_loads_nothing_heavy() -> None:
    assert not loaded_after("import shopwright").intersection(HEAVY)


def test_records_load_no_database() -> None:
    assert not loaded_after("from shopwright.shop import Order, Review").intersection(HEAVY)


def test_help_loads_nothing_heavy() -> None:
    code = "from typer.testing import CliRunner\nfrom shopwright.cli.app import app\n"
    assert not loaded_after(code + "assert CliRunner().invoke(app, ['--help']).exit_code == 0").intersection(HEAVY)


def test_help_comes_at_once() -> None:
    """Under 0.4 s on two slow cores; the best of three, since this machine may be busy with other tests."""
    times = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run([COMMAND, "--help"], capture_output=True, check=True)
        times.append(time.perf_counter() - started)
    assert min(times) < 0.4


def test_shop_and_text_load_no_model_library() -> None:
    used = """
import shopwright.shop.database
import shopwright.shop.exports
import shopwright.shop.imports
from shopwright.shop.files import open_table
from shopwright.text.language import identify
from shopwright.text.markup import plain
from shopwright.text.ngrams import hashed_ngrams
from shopwright.text.pii import mask
identify("很好"), plain("<b>x</b>"), hashed_ngrams(["很好"], buckets=64), mask("13800138000")
"""
    assert not loaded_after(used).intersection({"torch", "transformers", "onnxruntime"})


def test_the_reviews_command_runs_without_torch(tmp_path: Path) -> None:
    """Not through a library either: torch and transformers are installed here, and stay out."""
    source, out = tmp_path / "in.csv", tmp_path / "out.jsonl"
    source.write_text("评论\n质量很好\n", encoding="utf-8")
    code = (
        "from typer.testing import CliRunner\nfrom shopwright.cli.app import app\n"
        f"result = CliRunner().invoke(app, ['reviews', {str(source)!r}, '-o', {str(out)!r}, "
        f"'--report', {str(tmp_path / 'report.html')!r}])\nassert result.exit_code == 0, result.output"
    )
    loaded = loaded_after(code)
    assert "onnxruntime" in loaded
    assert not loaded.intersection({"torch", "transformers"})
    assert json.loads(out.read_text(encoding="utf-8"))["sentiment"]["label"] == "positive"
