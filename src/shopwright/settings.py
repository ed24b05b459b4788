"""The only place that reads the environment: every SHOPWRIGHT_ variable, validated once."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from shopwright.errors import SettingsError

__all__ = ["PREFIX", "Settings", "settings"]

PREFIX = "SHOPWRIGHT_"
_SPEC = re.compile(r"embedded|hf:[\w.-]+/[\w.-]+|https?://[^\s#]+#\S+|[./~].*|[A-Za-z]:\\.*")


def _model_spec(value: str) -> str:
    if not _SPEC.fullmatch(value):
        raise ValueError("must be embedded, a folder (./NAME), hf:OWNER/NAME or http(s)://HOST/v1#NAME")
    return value


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
    return "(set, hidden)" if isinstance(value, SecretStr) else str(value)


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
