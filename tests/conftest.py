"""The databases that a test of the shop's data runs on: SQLite, and a real PostgreSQL where one was started."""

import os
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import pytest

SERVER = "SHOPWRIGHT_TEST_POSTGRES"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty database of each kind."""
    yield from (_sqlite if request.param == "sqlite" else _postgres)(tmp_path)


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A second empty database, of each kind."""
    yield from (_sqlite if request.param == "sqlite" else _postgres)(tmp_path)


@pytest.fixture
def postgres_url(tmp_path: Path) -> Iterator[str]:
    """The URL of an empty PostgreSQL database."""
    yield from _postgres(tmp_path)


def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / uuid4().hex}.db"


def _postgres(_folder: Path) -> Iterator[str]:
    """A schema of its own, which is what a search path makes a database of its own."""
    server = os.environ.get(SERVER)
    if not server:
        pytest.skip(f"no PostgreSQL: {SERVER} is not set (.ci/run starts one)")
    import psycopg

    plain = server.replace("postgresql+psycopg://", "postgresql://")
    schema = f"t{uuid4().hex}"
    try:
        with psycopg.connect(plain, autocommit=True, connect_timeout=5) as connection:
            connection.execute(f"CREATE SCHEMA {schema}")
    except psycopg.OperationalError as error:
        pytest.skip(f"no PostgreSQL: {SERVER} cannot be reached ({str(error).splitlines()[0]})")
    yield f"{server}{'&' if '?' in server else '?'}options={quote(f'-csearch_path={schema}')}"
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(f"DROP SCHEMA {schema} CASCADE")
