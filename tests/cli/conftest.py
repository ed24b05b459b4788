"""Running the command line in this process, as a user would from a shell."""

import sys
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from shopwright.cli.app import main


@dataclass(frozen=True)
class Done:
    """How a command ended."""

    code: int
    out: str
    err: str


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
