"""`shopwright shop`, end to end on each kind of database."""

import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopwright.settings import settings
from shopwright.shop import Customer, Job, Order, Product, Review
from shopwright.shop.database import Shop

Shopwright = Callable[..., Any]
COMMAND = Path(sys.executable).with_name("shopwright")


@pytest.fixture
def url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of a shop with two customers, as the setting of this process."""
    monkeypatch.setenv("SHOPWRIGHT_DATABASE_URL", database_url)
    with Shop.open(database_url) as shop:
        shop.save(
            [
                Customer("c1042", name="王小芳", phone="13800138000"),
                Customer("c2000", name="李大明"),
                Order("o1", "c1042", recipient="王小芳", phone="13800138000"),
                Product("p1", "保温杯"),
                Review("r1", "很好", customer="王小芳", customer_id="c1042"),
                Job("j1", "mail", payload={"to": "13800138000"}),
            ]
        )
    return database_url


def test_backup_and_restore(shopwright: Shopwright, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    done = shopwright("shop", "backup", "shop.zip")
    assert (done.code, done.out) == (0, "")
    assert "backed up 6 rows of 5 tables" in done.err
    assert Path("shop.zip").stat().st_size > 100
    done = shopwright("shop", "restore", "shop.zip")
    assert done.code == 2
    assert "--overwrite" in done.err
    with Shop.open(url) as shop:
        shop.save([Product("later", "x")])
    done = shopwright("shop", "restore", "shop.zip", "--overwrite")
    assert (done.code, done.out) == (0, "")
    assert "restored 6 rows of 5 tables" in done.err
    with Shop.open(url) as shop:
        assert shop.get(Product, "later") is None
    settings.cache_clear()
    monkeypatch.delenv("SHOPWRIGHT_DATABASE_URL")
    assert shopwright("shop", "restore", "shop.zip").code == 0
    with Shop.open(url) as shop, Shop.open("sqlite:///shop.db") as copy:
        assert list(copy.all(Order)) == list(shop.all(Order))


def test_erasing_proves_itself(shopwright: Shopwright, url: str) -> None:
    done = shopwright("shop", "erase-customer", "c1042", "--yes")
    assert (done.code, done.out) == (0, "")
    assert "erased customer c1042: orders without the person: 1; reviews without their author: 1" in done.err
    assert "nothing found" in done.err
    assert "still hold the data" in done.err
    if url.startswith("sqlite"):
        assert "bytes of" in done.err
    assert "王小芳" not in done.err
    again = shopwright("shop", "erase-customer", "c1042", "--yes")
    assert again.code == 2
    assert "there is no customer 'c1042'" in again.err


def test_leftovers_are_listed_and_end_with_1(shopwright: Shopwright, url: str) -> None:
    shopwright("shop", "backup", "old.zip")
    with Shop.open(url) as shop:
        shop.save([Review("r9", "王小芳人很好", customer_id="c2000")])
    Path("exports").mkdir()
    Path("exports/orders.csv").write_text("phone\n138 0013 8000\n", encoding="utf-8")
    done = shopwright("shop", "erase-customer", "c1042", "--yes", "--in", "exports", "--in", "old.zip")
    assert done.code == 1
    assert "found in reviews.text of r9: the name" in done.err
    assert "found in exports/orders.csv: the phone" in done.err
    assert "found in old.zip, customers.jsonl" in done.err
    assert "customer c1042 was erased, and " in done.err
    assert "王小芳" not in done.err
    with Shop.open(url) as shop:
        assert shop.get(Customer, "c1042") is None


def test_nothing_is_erased_unconfirmed(url: str) -> None:
    command = [COMMAND, "shop", "erase-customer", "c1042"]
    unasked = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)
    assert unasked.returncode == 2
    assert "--yes" in unasked.stderr
    for answer, code in (("n\n", 2), ("\x04", 130), ("y\n", 0)):
        terminal, stdin = pty.openpty()
        os.write(terminal, answer.encode())
        asked = subprocess.run(command, stdin=stdin, capture_output=True, text=True, check=False)
        os.close(stdin)
        os.close(terminal)
        assert asked.returncode == code, asked.stderr
        assert "Erase this person's data?" in asked.stderr
        with Shop.open(url) as shop:
            assert (shop.get(Customer, "c1042") is None) == (code == 0)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["backup", "shop.zip"], "there is no shop at"),
        (["backup", "-"], "goes to a file"),
        (["backup"], "OUT"),
        (["restore", "missing.zip"], "there is no file missing.zip"),
        (["erase-customer", "c1", "--yes"], "there is no shop at"),
        (["erase-customer", "c1", "--yes", "--in", "nowhere"], "there is no nowhere"),
        (["erase-customer"], "ID"),
        (["sell"], "sell"),
    ],
)
def test_unusable_input_is_answered_in_one_line(shopwright: Shopwright, arguments: list[str], said: str) -> None:
    done = shopwright("shop", *arguments)
    assert done.code == 2
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not Path("shop.zip").exists()


def test_a_wrong_backup_leaves_no_new_shop_behind(shopwright: Shopwright) -> None:
    Path("text.zip").write_text("订单", encoding="utf-8")
    assert shopwright("shop", "restore", "text.zip").code == 2
    assert not Path("shop.db").exists()


def test_the_group_alone_shows_its_help(shopwright: Shopwright) -> None:
    done = shopwright("shop")
    assert "erase-customer" in done.out
    assert (done.code, done.err) == (0, "")


def test_a_password_is_never_shown(shopwright: Shopwright, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(
        "SHOPWRIGHT_DATABASE_URL", "postgresql://shop:very-secret@127.0.0.1:9/shop?sslpassword=very-secret"
    )
    done = shopwright("settings")
    assert "SHOPWRIGHT_DATABASE_URL=postgresql+psycopg://shop:***@127.0.0.1:9/shop" in done.out
    assert "very-secret" not in done.out + repr(settings())
    done = shopwright("shop", "backup", "shop.zip")
    assert done.code == 2
    assert "cannot be reached" in done.err
    assert "very-secret" not in done.err
    settings.cache_clear()
    monkeypatch.setenv("SHOPWRIGHT_DATABASE_URL", "mysql://shop:very-secret@h/shop")
    done = shopwright("settings")
    assert done.code == 2
    assert "SHOPWRIGHT_DATABASE_URL: must be sqlite" in done.err
    assert "very-secret" not in done.err
