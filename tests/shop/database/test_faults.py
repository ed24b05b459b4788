"""Whatever is wrong with a database is said in one line that tells what to do, and never the password."""

import sqlite3
import sys
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import pytest

from shopwright.errors import DatabaseError, MissingExtraError, SettingsError, ShopwrightError
from shopwright.shop import Product
from shopwright.shop.database import Shop


def refused(url: str, kind: type[ShopwrightError] = DatabaseError) -> str:
    """What opening a shop says."""
    with pytest.raises(kind) as caught:
        Shop.open(url, timeout=2)
    assert "\n" not in str(caught.value)
    return str(caught.value)


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "shop.db").write_text("订单\n" * 1000, encoding="utf-8")
    assert "is no database: name another file" in refused(f"sqlite:///{tmp_path}/shop.db")


def test_a_damaged_file(tmp_path: Path) -> None:
    path = tmp_path / "shop.db"
    with Shop.open(f"sqlite:///{path}") as shop:
        shop.save(Product(id=f"p{n}", title="x" * 500) for n in range(500))
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    with pytest.raises(DatabaseError, match="is damaged: restore a backup"), Shop.open(f"sqlite:///{path}") as shop:
        list(shop.all(Product))


def test_places_that_cannot_be_written(tmp_path: Path) -> None:
    assert "there is no folder" in refused(f"sqlite:///{tmp_path}/nowhere/shop.db")
    assert "cannot be created" in refused("sqlite:////proc/shop.db")
    (tmp_path / "folder.db").mkdir()
    assert "cannot be opened" in refused(f"sqlite:///{tmp_path}/folder.db")


def test_a_full_disk_and_a_read_only_file(tmp_path: Path) -> None:
    with Shop.open(f"sqlite:///{tmp_path}/shop.db") as shop:
        with shop.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 80")
        with pytest.raises(DatabaseError, match="the disk is full: free some space"):
            shop.save(Product(id=f"p{n}", title="x" * 5000) for n in range(1000))
        assert shop.count(Product) == 0
        with shop.engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA query_only = ON")
        with pytest.raises(DatabaseError, match="cannot be written: check the permissions"):
            shop.save([Product(id="p", title="x")])


def test_reading_makes_no_new_shop(database_url: str, tmp_path: Path) -> None:
    with pytest.raises(DatabaseError, match="there is no shop at"):
        Shop.open(database_url, create=False)
    assert not list(tmp_path.iterdir())


def test_an_empty_file_becomes_a_shop(tmp_path: Path) -> None:
    (tmp_path / "shop.db").touch()
    with Shop.open(f"sqlite:///{tmp_path}/shop.db") as shop:
        assert shop.count(Product) == 0


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "other.db") as connection:
        connection.execute("CREATE TABLE products (x)")
    connection.close()
    assert "that Shopwright did not make" in refused(f"sqlite:///{tmp_path}/other.db")


def test_a_server_that_does_not_answer() -> None:
    said = refused("postgresql://shop:very-secret@127.0.0.1:9/shop")
    assert "cannot be reached: check that the server runs" in said
    assert "very-secret" not in said
    assert "shop:***@127.0.0.1:9/shop" in said


def test_a_wrong_user_and_a_database_that_is_not_there(postgres_url: str) -> None:
    parts = urlsplit(postgres_url)
    at = parts.netloc.rpartition("@")[2]
    wrong = urlunsplit(parts._replace(netloc=f"nobody:very-secret@{at}"))
    missing = urlunsplit(parts._replace(path="/no_such_database"))
    for said in (refused(wrong), refused(missing)):
        assert "does not exist" in said or "refuses" in said
        assert "very-secret" not in said


def test_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    import psycopg

    def connect(*_: object, **__: object) -> None:
        raise psycopg.OperationalError(
            'connection failed: connection to server at "127.0.0.1", port 5432 failed: '
            'FATAL:  password authentication failed for user "shop"\nconnection to server at ...'
        )

    monkeypatch.setattr(psycopg.Connection, "connect", connect)
    monkeypatch.setattr(psycopg, "connect", connect)
    said = refused("postgresql://shop:very-secret@127.0.0.1/shop")
    assert "refuses the user or the password: correct SHOPWRIGHT_DATABASE_URL" in said
    assert "very-secret" not in said


def test_without_the_driver_the_install_command_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    assert "pip install 'shopwright[postgres]'" in refused("postgresql://u@127.0.0.1/x", MissingExtraError)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://root:very-secret@h/x",
        "sqlite://",
        "sqlite:///:memory:",
        "sqlite:///a.db?mode=ro",
        "postgresql://u:very-secret@h",
        "postgresql://u:very/secret@h/x",
        "oracle",
        "",
    ],
)
def test_other_urls_are_refused_without_repeating_them(url: str) -> None:
    said = refused(url, SettingsError)
    assert "secret" not in said
    assert not Path("a.db").exists()
