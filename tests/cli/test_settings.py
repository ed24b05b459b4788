"""Settings are read once, shown without secrets, and refused in one line."""

from collections.abc import Callable

import pytest

from shopwright.settings import settings


def test_every_variable_is_shown_and_secrets_are_not(shopwright: Callable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SHOPWRIGHT_API_KEY", "sk-very-secret")
    monkeypatch.setenv("SHOPWRIGHT_THREADS", "3")
    done = shopwright("settings")
    assert done.code == 0
    assert "SHOPWRIGHT_THREADS=3" in done.out
    assert "SHOPWRIGHT_API_KEY=(set, hidden)" in done.out
    assert "very-secret" not in done.out + done.err + repr(settings())


@pytest.mark.parametrize(
    ("name", "value"), [("THREADS", "-1"), ("THREADS", "many"), ("LANGUAGE", "fr"), ("MODEL", "gpt2")]
)
def test_a_wrong_value_names_its_variable(
    shopwright: Callable, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"SHOPWRIGHT_{name}", value)
    done = shopwright("settings")
    assert done.code == 2
    assert f"SHOPWRIGHT_{name}" in done.err
    assert len(done.err.strip().splitlines()) == 1
