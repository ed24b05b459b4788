"""Several processes at one shop, and one that is killed: nothing is lost, nothing is half there."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest

from shopwright.errors import DatabaseError
from shopwright.shop import Product, Review
from shopwright.shop.database import Shop

OPEN = """
import sys
from dataclasses import replace
from shopwright.shop import Product, Review
from shopwright.shop.database import Shop
shop = Shop.open(sys.argv[1], timeout=30)
"""
IMPORT = (
    OPEN
    + """
def reviews():
    for n in range(1_000_000):
        if n == 3_000:
            print("writing", flush=True)
        yield Review(id=f"n{n}", text="很好用" * 700)
shop.save(reviews())
"""
)
BUY = (
    OPEN
    + """
for _ in range(25):
    with shop.transaction() as transaction:
        product = transaction.get(Product, "p")
        transaction.save([replace(product, stock=product.stock - 1)])
"""
)
BULK = (
    OPEN
    + """
shop.save(Review(id=f"r{n}", text=sys.argv[2]) for n in (range(1500) if sys.argv[2] == "a" else range(1499, -1, -1)))
"""
)


def start(program: str, url: str, *arguments: str) -> subprocess.Popen[bytes]:
    """Run a program in a process of its own."""
    command = [sys.executable, "-c", program, url, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def end(running: list[subprocess.Popen[bytes]]) -> None:
    """Wait until all are done; their errors, if any, are this test's."""
    for process in running:
        _, error = process.communicate(timeout=60)
        assert process.returncode == 0, error.decode()


def test_a_kill_in_the_middle_of_an_import_leaves_the_shop_as_it_was(database_url: str) -> None:
    with Shop.open(database_url) as shop:
        shop.save([Review(id="n1", text="old"), Product(id="p", title="x")])
        file = shop.file
    importing = start(IMPORT, database_url)
    assert importing.stdout is not None
    assert importing.stdout.readline() == b"writing\n"
    if file is not None:
        assert Path(f"{file}-wal").stat().st_size > 1 << 20  # it is really being written
    importing.kill()
    importing.communicate()
    with Shop.open(database_url) as shop:
        assert list(shop.all(Review)) == [Review(id="n1", text="old")]
        shop.save([Review(id="n2", text="after")])
        assert shop.count(Review) == 2
        if file is not None:
            with shop.engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_concurrent_buyers_lose_no_piece(database_url: str) -> None:
    with Shop.open(database_url) as shop:
        shop.save([Product(id="p", title="x", stock=75)])
    end([start(BUY, database_url) for _ in range(3)])
    with Shop.open(database_url) as shop:
        assert shop.get(Product, "p") == Product(id="p", title="x", stock=0)


def test_concurrent_imports_of_the_same_records_come_one_after_the_other(database_url: str) -> None:
    with Shop.open(database_url) as shop:
        end([start(BULK, database_url, text) for text in "ab"])
        texts = [review.text for review in shop.all(Review)]
    assert len(texts) == 1500
    assert len(set(texts)) == 1


def test_threads_share_one_shop(database_url: str) -> None:
    def buy(_: int) -> None:
        with shop.transaction() as transaction:
            product = transaction.get(Product, "p")
            assert product is not None
            transaction.save([replace(product, stock=(product.stock or 0) - 1)])

    with Shop.open(database_url) as shop, ThreadPoolExecutor(8) as threads:
        shop.save([Product(id="p", title="x", stock=40)])
        list(threads.map(buy, range(40)))
        assert shop.get(Product, "p") == Product(id="p", title="x", stock=0)


def test_two_processes_may_open_a_new_shop_at_once(database_url: str) -> None:
    end([start(OPEN + "shop.save([Product(id=sys.argv[2], title='x')])", database_url, id) for id in "ab"])
    with Shop.open(database_url) as shop:
        assert [product.id for product in shop.all(Product)] == ["a", "b"]


def test_a_reader_does_not_wait_for_a_writer(database_url: str) -> None:
    with Shop.open(database_url, timeout=1) as shop:
        shop.save([Product(id="p", title="old")])
        with shop.transaction() as transaction:
            transaction.save([Product(id="p", title="new")])
            assert shop.get(Product, "p") == Product(id="p", title="old")


def test_a_writer_that_waits_too_long_is_told(database_url: str) -> None:
    with (
        Shop.open(database_url, timeout=0.3) as shop,
        shop.transaction(),
        pytest.raises(DatabaseError, match="is locked by another program: wait"),
    ):
        shop.save([Product(id="p", title="x")])
