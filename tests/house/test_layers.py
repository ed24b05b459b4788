"""The layer contracts hold, and each of them catches a planted violation."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter over the package that lies in `folder`."""
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache", "--config", ROOT / ".importlinter"],
        env={"PYTHONPATH": str(folder), "PATH": ""},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "src" / "shopwright", tmp_path / "shopwright", ignore=shutil.ignore_patterns("*.onnx"))
    return tmp_path


def test_the_package_keeps_its_layers(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("importer", "imported"),
    [
        ("web", "shopwright.cli"),
        ("cli", "shopwright.web"),
        ("reviews", "shopwright.cli"),
        ("service", "shopwright.reviews"),
        ("describe", "shopwright.training"),
        ("discover", "shopwright.experiments"),
        ("audit", "shopwright.training"),
        ("retrieval", "shopwright.reviews"),
        ("lm", "shopwright.retrieval"),
        ("shop", "shopwright.lm"),
        ("lm", "shopwright.shop"),
        ("text", "shopwright.shop"),
        ("settings", "shopwright.text"),
        ("errors", "shopwright.settings"),
        ("text", "torch"),
        ("shop", "transformers"),
        ("settings", "onnxruntime"),
        ("reviews", "torch"),
    ],
)
def test_a_planted_violation_is_caught(copy: Path, importer: str, imported: str) -> None:
    package = copy / "shopwright"
    for name in (importer, imported.removeprefix("shopwright.") if imported.startswith("shopwright.") else importer):
        if not (package / name).exists() and not (package / f"{name}.py").exists():
            (package / name).mkdir()
            (package / name / "__init__.py").write_text("", encoding="utf-8")
    module = package / f"{importer}.py"
    module = module if module.exists() else package / importer / "planted.py"
    with module.open("a", encoding="utf-8") as handle:
        handle.write(f"\nimport {imported}\n")
    result = lint(copy)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout
    assert imported in result.stdout


def test_a_package_without_a_layer_is_caught(copy: Path) -> None:
    (copy / "shopwright" / "helpers.py").write_text("", encoding="utf-8")
    result = lint(copy)
    assert result.returncode == 1
    assert "helpers" in result.stdout
