"""The only place that reads the environment: every SHOPWRIGHT_ variable, validated once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, Secret, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shopwright.errors import SettingsError

__all__ = ["PREFIX", "DatabaseUrl", "Settings", "settings"]

PREFIX = "SHOPWRIGHT_"
_SPEC = re.compile(r"embedded|hf:[\w.-]+/[\w.-]+|https?://[^\s#]+#\S+|[./~].*|[A-Za-z]:\\.*")
_DRIVERS = {
    "sqlite": "sqlite",
    "postgresql+psycopg": "postgresql+psycopg",
    "postgresql": "postgresql+psycopg",
    "postgres": "postgresql+psycopg",
}
_PASSWORD = re.compile(r"(://[^:@/?]*:).*(?=@)")
_PASSWORD_OPTION = re.compile(r"([?&](?:ssl)?password=)[^&]*", re.IGNORECASE)


def _model_spec(value: str) -> str:
    if not _SPEC.fullmatch(value):
        raise ValueError("must be embedded, a folder (./NAME), hf:OWNER/NAME or http(s)://HOST/v1#NAME")
    return value


class DatabaseUrl(Secret[str]):
    """The URL of a database, which shows itself without its password.

    >>> DatabaseUrl.parse("postgres://shop:geheim@db.example/shop")
    DatabaseUrl('postgresql+psycopg://shop:***@db.example/shop')
    """

    @classmethod
    def parse(cls, url: str) -> Self:
        """A checked URL; SettingsError, without the URL, for one of another kind."""
        try:
            return cls(_database_url(url))
        except ValueError as error:
            raise SettingsError(f"the database's URL {error}", hint="correct it") from None

    def _display(self) -> str:
        shown = _PASSWORD.sub(r"\1***", self.get_secret_value())
        return _PASSWORD_OPTION.sub(r"\1***", shown)


def _database_url(url: str) -> str:
    """SQLAlchemy's form of the URL, always with psycopg 3; ValueError says what is wrong and repeats nothing of it."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in _DRIVERS:
        raise ValueError("must be sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME")
    if scheme == "sqlite":
        if not rest.startswith("/") or rest in ("/", "/:memory:") or "?" in rest:
            raise ValueError("must name a file: sqlite:///shop.db, or sqlite:////folder/shop.db from the root on")
        return url
    try:
        named = urlsplit(url).path.strip("/") or "dbname=" in rest
        _ = urlsplit(url).port
    except ValueError:
        raise ValueError("has a host or a port that cannot be read; write @ : / in a password as %40 %3A %2F") from None
    if not named:
        raise ValueError("must name a database: postgresql://USER:PASSWORD@HOST/NAME")
    return f"{_DRIVERS[scheme]}://{rest}"


def _checked(url: DatabaseUrl) -> DatabaseUrl:
    return DatabaseUrl(_database_url(url.get_secret_value()))


class Settings(BaseSettings):
    """What a shop sets once, as environment variables with the prefix SHOPWRIGHT_.

    >>> Settings(threads=2).threads
    2
    """

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="ignore")

    model: Annotated[str, AfterValidator(_model_spec)] = Field(
        default="embedded", description="language model: embedded, a folder, hf:OWNER/NAME or http(s)://HOST/v1#NAME"
    )
    api_key: SecretStr | None = Field(default=None, description="key for a remote model")
    # In the working folder: a shop lies beside the files that it was made of, can be seen, copied and deleted there, and
    # two shops never mix. What only reads refuses to make a new one, so that a wrong folder is noticed.
    database_url: Annotated[DatabaseUrl, AfterValidator(_checked)] = Field(
        default=DatabaseUrl("sqlite:///shop.db"),
        description="the shop's database: sqlite:///FILE or postgresql://USER:PASSWORD@HOST/NAME",
    )
    threads: int = Field(default=0, ge=0, le=1024, description="processor threads for the embedded models; 0: all")
    language: Literal["auto", "zh", "en"] = Field(
        default="auto", description="language of reports; auto: the texts' own"
    )
    data: Path | None = Field(default=None, description="folder of the public data sets, for recipes and benchmarks")

    def shown(self) -> dict[str, tuple[str, str]]:
        """Variable name to (value as text with secrets hidden, description)."""
        fields = type(self).model_fields
        return {
            f"{PREFIX}{name.upper()}": (_text(getattr(self, name)), fields[name].description or "") for name in fields
        }


def _text(value: object) -> str:
    if value is None:
        return "(not set)"
    return "(set, hidden)" if isinstance(value, SecretStr) else str(value)  # a DatabaseUrl hides its own password


@cache
def settings() -> Settings:
    """The settings of this process.

    Raises SettingsError that names the first variable with a value that cannot be used.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = f"{PREFIX}{'_'.join(map(str, first['loc'])).upper()}"
        message = first["msg"].removeprefix("Value error, ")
        raise SettingsError(f"{name}: {message}", hint=f"correct or unset {name}") from None
