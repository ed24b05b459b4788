"""Every error that Shopwright raises on purpose; each says what is wrong and what to do next.

ShopwrightError                exit code 2
├── UsageError                 options that cannot be carried out
│   ├── SettingsError          an environment variable with a value that cannot be used
│   └── MissingExtraError      an optional dependency that is not installed
├── InputError                 a file that cannot be read at all
│   ├── UnknownFormatError     neither suffix nor content say what it is
│   ├── DamagedFileError       it breaks off, or is not what it claims to be
│   ├── MissingColumnError     a needed column is not there
│   └── TooLargeError          more than the bounds that keep memory safe
├── OutputError                a result that cannot be written, or would overwrite another
├── DatabaseError              the shop's database cannot be reached, read or written
├── RecordError                a record that cannot be stored as it is
├── ModelError                 a model that cannot be loaded or run
├── LeftoverError              an erased person's data is still somewhere (exit code 1)
└── RejectedRowsError          rows were rejected and --strict was asked for (exit code 1)

An interrupt is Python's own KeyboardInterrupt (exit code 130). A bad row is no exception: it is reported beside the
output, and the run goes on.
"""

from __future__ import annotations

from typing import ClassVar

__all__ = [
    "DamagedFileError",
    "DatabaseError",
    "InputError",
    "LeftoverError",
    "MissingColumnError",
    "MissingExtraError",
    "ModelError",
    "OutputError",
    "RecordError",
    "RejectedRowsError",
    "SettingsError",
    "ShopwrightError",
    "TooLargeError",
    "UnknownFormatError",
    "UsageError",
]

INTERRUPTED = 130


class ShopwrightError(Exception):
    """What went wrong, in one sentence, and a hint that says what to do next.

    >>> str(UsageError("--top must be at least 1", hint="leave it out for the default"))
    '--top must be at least 1: leave it out for the default'
    """

    exit_code: ClassVar[int] = 2

    def __init__(self, message: str, *, hint: str) -> None:
        super().__init__(message, hint)
        self.message = _line(message)
        self.hint = _line(hint)

    def __str__(self) -> str:
        return f"{self.message}: {self.hint}"


def _line(text: str) -> str:
    """One line that is safe to show: names out of a hostile file may hold what a terminal would obey."""
    return "".join(character if character.isprintable() else "\ufffd" for character in " ".join(text.split()))


class UsageError(ShopwrightError):
    """Options or arguments that cannot be carried out."""


class SettingsError(UsageError):
    """An environment variable holds a value that cannot be used."""


class MissingExtraError(UsageError):
    """An optional dependency is not installed."""

    def __init__(self, what: str, *, extra: str) -> None:
        super().__init__(f"{what} is not installed", hint=f"pip install 'shopwright[{extra}]'")


class InputError(ShopwrightError):
    """A file that cannot be read at all."""


class UnknownFormatError(InputError):
    """Neither the file's suffix nor its content say how to read it."""


class DamagedFileError(InputError):
    """The file breaks off or is not what its name claims."""


class MissingColumnError(InputError):
    """The file lacks a column that the task needs."""


class TooLargeError(InputError):
    """The file would unpack to more than the bounds that keep memory safe."""


class OutputError(ShopwrightError):
    """A result that cannot be written or that would overwrite another."""


class DatabaseError(ShopwrightError):
    """The shop's database cannot be reached, read or written; the message never holds a password."""


class RecordError(ShopwrightError):
    """A record that cannot be stored: a value out of bounds, or a reference to what is not there."""


class ModelError(ShopwrightError):
    """A model that cannot be loaded or run."""


class LeftoverError(ShopwrightError):
    """A person's data was erased, and a search for it still finds it somewhere, or could not look."""

    exit_code: ClassVar[int] = 1


class RejectedRowsError(ShopwrightError):
    """Some rows were rejected although `--strict` was asked for; all output is written all the same."""

    exit_code: ClassVar[int] = 1
