"""Running the command line in this process, as a user would from a shell."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from shopwright.cli.app import main
from shopwright.settings import settings


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Every command runs in a folder of its own, and reads the settings anew."""
    monkeypatch.chdir(tmp_path)
    settings.cache_clear()
    yield
    settings.cache_clear()


@pytest.fixture
def shopwright(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[..., Done]:
    """Run `shopwright ARGUMENTS`."""

    def run(*arguments: object) -> Done:
        monkeypatch.setattr(sys, "argv", ["shopwright", *map(str, arguments)])
        with pytest.raises(SystemExit) as left:
            main()
        captured = capfd.readouterr()
        return Done(left.value.code if isinstance(left.value.code, int) else 0, captured.out, captured.err)

    return run
