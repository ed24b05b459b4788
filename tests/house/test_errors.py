"""Every error says what to do next, and maps to an exit code of the contract."""

import inspect

import pytest

from shopwright import errors

TREE = [
    value for value in vars(errors).values() if inspect.isclass(value) and issubclass(value, errors.ShopwrightError)
]


def test_the_drawn_tree_names_every_error() -> None:
    drawn = inspect.getdoc(errors) or ""
    assert all(error.__name__ in drawn for error in TREE)
    assert sorted(errors.__all__) == sorted(error.__name__ for error in TREE)


@pytest.mark.parametrize("error", TREE)
def test_exit_codes(error: type[errors.ShopwrightError]) -> None:
    assert error.exit_code == (1 if error in (errors.RejectedRowsError, errors.LeftoverError) else 2)


def test_a_missing_extra_gives_the_install_command() -> None:
    assert "pip install 'shopwright[train]'" in str(errors.MissingExtraError("torch", extra="train"))


def test_an_error_is_one_line_that_a_terminal_can_show() -> None:
    error = errors.InputError("no column \x1b]0;owned\x07\nin\u3000it\u202e", hint="it has \ud800")
    assert str(error) == "no column \ufffd]0;owned\ufffd in it\ufffd: it has \ufffd"
