"""`shopwright import` and `shopwright export`, end to end."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from shopwright.settings import settings
from shopwright.shop import Customer, Document, Order, OrderItem, Product, Review, Variant
from shopwright.shop.database import Shop

Shopwright = Callable[..., Any]
COMMAND = Path(sys.executable).with_name("shopwright")
KINDS = ("products", "customers", "orders", "reviews", "policies")
PRODUCTS = "Handle,Title,Vendor,Variant SKU,Variant Price\ncup,Cup,Yihu,CUP-1,89.00\ntea,Tea,Yihu,,oops\nlid,Lid,,,5\n"
ORDERS = "订单编号,买家会员名,宝贝标题,商家编码,总金额,宝贝总数量,订单状态,订单创建时间\n'20260301,小芳,杯,CUP-1,89.00,1,交易成功,2026-03-01 12:30:15\n"


@pytest.fixture
def url(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The URL of an empty shop of each kind, as the setting of this process."""
    monkeypatch.setenv("SHOPWRIGHT_DATABASE_URL", database_url)
    return database_url


def write(name: str, text: str) -> str:
    Path(name).write_text(text, encoding="utf-8")
    return name


def test_import_and_again(shopwright: Shopwright, url: str) -> None:
    done = shopwright("import", "products", write("p.csv", PRODUCTS), "--currency", "EUR")
    assert (done.code, done.out) == (0, "")
    assert "imported products (shopify): 2 new, 0 changed, 0 unchanged, 1 rows rejected" in done.err
    (rejected,) = [json.loads(line) for line in Path("p.rejected.jsonl").read_text(encoding="utf-8").splitlines()]
    assert (rejected["row"], rejected["reason"]) == (2, "Variant Price: 'oops' is no amount")
    assert rejected["values"]["Handle"] == "tea"
    done = shopwright("import", "orders", write("o.csv", ORDERS))
    assert "imported orders (taobao): 1 new" in done.err
    assert "1 customers added that they refer to" in done.err
    with Shop.open(url) as shop:
        order = shop.get(Order, "20260301")
        assert order is not None
        assert (order.customer_id, order.items[0].product_id, order.items[0].variant_id) == ("小芳", "cup", "CUP-1")
        before = [*shop.all(Product), *shop.all(Customer), *shop.all(Order)]
    for kind, file in (("products", "p.csv"), ("orders", "o.csv")):
        assert " 0 new, 0 changed, " in shopwright("import", kind, file).err
    with Shop.open(url) as shop:
        assert [*shop.all(Product), *shop.all(Customer), *shop.all(Order)] == before
    shopwright("import", "products", write("p.csv", PRODUCTS.replace("oops", "7")))
    assert not Path("p.rejected.jsonl").exists()


def test_strict(shopwright: Shopwright, url: str) -> None:
    done = shopwright("import", "products", write("p.csv", PRODUCTS), "--strict")
    assert done.code == 1
    assert "1 rows were rejected" in done.err
    with Shop.open(url) as shop:
        assert shop.count(Product) == 2


def test_dry_run(shopwright: Shopwright, url: str) -> None:
    with Shop.open(url) as shop:
        shop.save([Product("cup", "Old\x1b[31m" + "x" * 200), Product("lid", "Lid")])
    done = shopwright("import", "products", write("p.csv", PRODUCTS), "--dry-run")
    assert (done.code, done.out) == (0, "")
    assert "dry run, nothing is written; products (shopify): 0 new, 2 changed, 0 unchanged, 1 rows rejected" in done.err
    assert "  changed   cup  Cup" in done.err
    assert "brand: (nothing) → Yihu" in done.err
    assert 'variants[0]: (nothing) → {"id": "CUP-1"' in done.err
    assert "row 2 rejected: Variant Price: 'oops' is no amount" in done.err
    assert "\x1b" not in done.err
    assert max(map(len, done.err.splitlines())) < 160
    assert not Path("p.rejected.jsonl").exists()
    with Shop.open(url) as shop:
        assert shop.get(Product, "lid") == Product("lid", "Lid")


def test_a_dry_run_makes_no_shop(shopwright: Shopwright) -> None:
    done = shopwright("import", "products", write("p.csv", PRODUCTS), "--dry-run")
    assert done.code == 0
    assert "2 new" in done.err
    assert sorted(path.name for path in Path().iterdir()) == ["p.csv"]


def test_a_dry_run_is_bounded(shopwright: Shopwright) -> None:
    rows = "".join(f"{n},x\n" for n in range(1000)) + "a,\n" * 50
    done = shopwright("import", "products", write("p.csv", "id,title\n" + rows), "--dry-run")
    assert "and 980 more new" in done.err
    assert len(done.err.splitlines()) < 60


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
def test_export_and_import(
    shopwright: Shopwright, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str
) -> None:
    with Shop.open() as shop:
        shop.save(
            [
                Product("p1", "=保温杯", attributes={"材质": ["钢", "硅胶"]}, variants=(Variant("r", {"颜色": "红"}),)),
                Customer("c1", name="", contacts={"qq": "22334455"}),
                Order("o1", "c1", note="", items=(OrderItem("杯", 2, Decimal("44.50"), "p1", "r"),)),
                Review("r1", "", 4.5, product="保温杯", product_id="p1"),
                Document("d1", "faq", "何时？", "当天。"),
            ]
        )
        for kind in KINDS:
            done = shopwright("export", kind, f"{kind}.{suffix}")
            assert (done.code, done.out) == (0, "")
            assert f"exported 1 {kind}" in done.err
        before = [*shop.all(Product), *shop.all(Customer), *shop.all(Order), *shop.all(Review), *shop.all(Document)]
    monkeypatch.setenv("SHOPWRIGHT_DATABASE_URL", "sqlite:///other.db")
    settings.cache_clear()
    for kind in KINDS:
        assert shopwright("import", kind, f"{kind}.{suffix}", "--strict").code == 0
    with Shop.open() as shop:
        assert before == [
            *shop.all(Product),
            *shop.all(Customer),
            *shop.all(Order),
            *shop.all(Review),
            *shop.all(Document),
        ]


def test_pipes(shopwright: Shopwright, monkeypatch: pytest.MonkeyPatch) -> None:
    with Shop.open() as shop:
        shop.save([Product("p1", "杯")])
    out = shopwright("export", "products", "-").out
    assert json.loads(out)["title"] == "杯"
    text = out.replace("杯", "壶") + "nonsense\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))
    done = shopwright("import", "products", "-")
    assert "0 new, 1 changed, 0 unchanged, 1 rows rejected" in done.err
    assert "row 2 rejected: no JSON" in done.err
    assert [path.name for path in Path().glob("*.rejected.jsonl")] == []


def test_policies(shopwright: Shopwright, url: str) -> None:
    file = write("退货.md", "# 退货\n七天。\n# 运费\n买家。\n")
    assert "policies (退货.md): 2 new" in shopwright("import", "policies", file).err
    write("退货.md", "# 退货\n十五天。\n")
    done = shopwright("import", "policies", file, "--dry-run")
    assert "0 new, 1 changed, 0 unchanged, 1 removed" in done.err
    assert "text: 七天。 → 十五天。" in done.err
    assert "0 new, 1 changed, 0 unchanged, 1 removed" in shopwright("import", "policies", file).err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("products", "none.csv"), "none.csv does not exist: check the path"),
        (("policies", "none.md"), "none.md does not exist: check the path"),
        (("products", "p.csv", "--timezone", "Mars/Olympus"), "there is no time zone Mars/Olympus"),
        (("products", "p.csv", "--timezone", "../../etc/passwd"), "there is no time zone"),
        (("products", "p.csv", "--currency", "dollars"), "--currency dollars is no currency"),
        (("products", "p.csv", "--map", "title"), "--map title is no pair"),
        (("products", "p.csv", "--map", "title=Farbe"), "has no column Farbe"),
        (("products", "p.csv", "--source", "jd"), "has no column for id"),
        (("products", "p.csv", "--sheet", "x"), "has no sheets"),
        (("policies", "a.md", "--map", "title=x"), "a document has no columns"),
        (("orders", "p.csv"), "p.csv looks like products of shopify: import them as such: shopwright import products"),
        (("orders", "own.csv"), "has no column for status"),
        (("customers", "own.csv"), "has no column for name"),
        (("policies", "broken.pdf"), "broken.pdf is a damaged PDF"),
        (("policies", "a.md", "--encoding", "ebcdic-klingon"), "ebcdic-klingon"),
    ],
)
def test_unusable(shopwright: Shopwright, arguments: tuple[str, ...], said: str) -> None:
    write("p.csv", PRODUCTS)
    write("a.md", "# x\ny\n")
    write("own.csv", "id,title\n1,x\n")
    write("broken.pdf", "%PDF-1.4\n1 0 obj\n<< /Pages 2 0 R >>\nstartxref\n9\n%%EOF")
    done = shopwright("import", *arguments)
    assert (done.code, done.out) == (2, "")
    assert said in done.err
    assert len(done.err.strip().splitlines()) == 1
    assert not Path("shop.db").exists()


def test_export_without_a_shop_or_a_suffix(shopwright: Shopwright) -> None:
    assert "there is no shop" in shopwright("export", "products", "p.csv").err
    with Shop.open():
        pass
    done = shopwright("export", "products", "p.pdf")
    assert (done.code, list(Path().glob("p.*"))) == (2, [])


@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGINT])
def test_a_kill_in_the_middle_leaves_the_shop_as_it_was(url: str, number: signal.Signals) -> None:
    with Shop.open(url) as shop:
        shop.save([Product("n0", "old")])
        file = shop.file
    with Path("big.csv").open("w", encoding="utf-8") as stream:
        stream.write("id,title,description\n")
        stream.writelines(f"n{n},new,{'很好用' * 300}\n" for n in range(12_000))
    running = subprocess.Popen(
        [COMMAND, "import", "products", "big.csv"],
        stderr=subprocess.DEVNULL,
        env=os.environ | {"SHOPWRIGHT_DATABASE_URL": url},
    )
    deadline = time.monotonic() + 60
    while running.poll() is None and time.monotonic() < deadline and not _writing(url, file):
        time.sleep(0.02)
    assert running.poll() is None
    running.send_signal(number)
    assert running.wait(timeout=60) == (-9 if number == signal.SIGKILL else 130)
    with Shop.open(url) as shop:
        assert list(shop.all(Product)) == [Product("n0", "old")]
    assert not Path("big.rejected.jsonl").exists()


def _writing(url: str, file: Path | None) -> bool:
    """Whether rows of the import are on their way: in the write-ahead log, or in a transaction that holds locks."""
    if file is not None:
        log = Path(f"{file}-wal")
        return log.exists() and log.stat().st_size > 1 << 20
    with Shop.open(url) as shop, shop.engine.connect() as connection:
        query = (
            "SELECT count(*) FROM pg_locks l JOIN pg_class c ON c.oid = l.relation JOIN pg_namespace n "
            "ON n.oid = c.relnamespace WHERE c.relname = 'products' AND mode = 'RowExclusiveLock' "
            "AND nspname = current_schema()"
        )
        return bool(connection.exec_driver_sql(query).scalar_one())
