"""An erased person is gone from every table and every byte; what is left is found and told."""

import gzip
import subprocess
import sys
import zipfile
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from sqlalchemy import text

from shopwright.errors import UsageError
from shopwright.shop import Conversation, Customer, Document, Draft, Job, Message, Order, Product, Review
from shopwright.shop.database import (
    Finding,
    Identity,
    Record,
    Search,
    Shop,
    back_up,
    erase_customer,
    search_files,
    traces_of,
)
from shopwright.shop.database.engine import unbound, writing
from shopwright.shop.database.identity import Trait

PERSONAL = (
    "c-1001",
    "王小芳",
    "13800138000",
    "138 0013 8000",
    "Xiaofang.Wang@example.com",
    "文三路",
    "xiaofang_w88",
    "2233445566",
    "爱喝茶",
    "2026030122001",
    "SF1234567890123",
)


def raw(shop: Shop) -> bytes:
    """All that the database holds, as bytes: its files, or every row of every table."""
    if shop.file is not None:
        return b"".join(path.read_bytes() for path in shop.files)
    with shop.engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = current_schema()"))
        rows = [connection.execute(text(f"SELECT t::text FROM {name} t")).scalars().all() for name in names.scalars()]
    return "\n".join(line for table in rows for line in table).encode()


def test_nothing_of_the_person_is_left(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    for _ in range(3):  # old versions of the rows, as a shop in use has them
        shop.save(records)
    assert all(value.encode() in raw(shop) for value in PERSONAL)
    done = erase_customer(shop, "c-1001")
    assert done.search.findings == []
    assert done.search.tables >= 14
    assert done.search.columns > 60
    assert [value for value in PERSONAL if value.encode() in raw(shop)] == []
    if shop.file is not None:
        assert done.search.bytes >= shop.file.stat().st_size
        with unbound(shop.engine) as connection:
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"


def test_the_books_still_add_up(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    expected = traces_of(shop, "c-1001")
    done = erase_customer(shop, "c-1001")
    assert done.traces == expected
    assert (expected.orders, expected.reviews, expected.conversations, expected.drafts, expected.jobs) == (
        1,
        1,
        1,
        0,
        1,
    )
    before, after = records[0], shop.get(Order, "o1")
    assert isinstance(before, Order)
    assert after is not None
    assert after.items[0].attributes == {"颜色": "红", "刻字": "[已删除]"}
    assert (after.total, after.placed, after.status) == (before.total, before.placed, before.status)
    assert [(item.price, item.quantity, item.product_id) for item in after.items] == [
        (item.price, item.quantity, item.product_id) for item in before.items
    ]
    assert [(paid.amount, paid.status, paid.method, paid.reference) for paid in after.payments] == [
        (Decimal("188.8001"), "paid", "alipay", None)
    ]
    assert [(returned.refund, returned.reason) for returned in after.returns] == [(Decimal("89.00"), None)]
    review, job = shop.get(Review, "r1"), shop.get(Job, "j2")
    assert review == replace(records[6], text="[已删除]说：很好用！电话 [已删除]", customer=None, customer_id=None)
    assert job is not None
    assert job.payload == {"to": "[erased]", "text": "尊敬的[已删除]：您的包裹 [已删除] 已发出"}
    assert shop.get(Customer, "c-1001") is None
    assert shop.get(Conversation, "v1") is None


def test_the_records_of_others_are_not_touched(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    others = [
        record for record in records if record.id in ("o2", "p1", "p2", "c-1002", "r2", "d1", "d2", "v2", "f1", "j1")
    ]
    erase_customer(shop, "c-1001")
    assert [shop.get(type(record), record.id) for record in others] == others


def test_what_is_left_elsewhere_is_found_and_left_to_a_person(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    shop.save(
        [
            Review("r9", "客服王小芳态度很好", product_id="p1", customer_id="c-1002"),
            Conversation("v8", messages=(Message("customer", "你好"), Message("staff", "我是王小芳"))),
            Document("d9", "policy", "联系", "急事请打 138-0013-8000"),
            Product("p9", "杯", attributes={"设计": "xiaofang_w88"}),
            Conversation("v9", state={"forward": {"mail": "XIAOFANG.WANG@example.com"}}),
        ]
    )
    found = {finding.place: finding.kinds for finding in erase_customer(shop, "c-1001").search.findings}
    assert found == {
        "reviews.text of r9": ("name",),
        "messages.text of v8/1": ("name",),
        "documents.text of d9": ("phone",),
        "products.attributes of p9": ("contact",),
        "conversations.state of v9": ("e-mail",),
    }


def test_a_namesake_is_told_apart(shop: Shop, records: list[Record]) -> None:
    shop.save([*records, Customer("c-7", name="王小芳"), Order("o7", "c-7", recipient="王小芳")])
    search = erase_customer(shop, "c-1001").search
    assert search.findings == []
    assert {finding.place for finding in search.namesakes} == {"customers.name of c-7", "orders.recipient of o7"}


def test_short_values_do_not_find_common_words(shop: Shop) -> None:
    shop.save(
        [Customer("1", name="李"), Product("1", "桃李 Life"), Order("1", "1"), Review("1", "李子 1 斤", customer="1")]
    )
    done = erase_customer(shop, "1")
    assert done.search.findings == []
    assert [trait.kind for trait in done.identity.vague] == ["id", "name"]
    assert shop.get(Review, "1") == Review("1", "李子 1 斤")


def test_part_of_a_longer_word_is_no_finding(shop: Shop) -> None:
    shop.save([Customer("c-0001", name="Anna"), Product("p", "Annabel")])
    assert erase_customer(shop, "c-0001").search.findings == []


def test_a_draft_with_a_common_word_is_not_defaced(shop: Shop) -> None:
    shop.save(
        [Customer("c-0001", name="高兴"), Draft("f", title="让人高兴的杯子"), Job("j", "mail", payload={"to": "高兴"})]
    )
    done = erase_customer(shop, "c-0001")
    assert [finding.place for finding in done.search.findings] == ["drafts.title of f"]
    job = shop.get(Job, "j")
    assert job is not None
    assert job.payload == {"to": "[已删除]"}


def test_a_table_that_shopwright_did_not_make_is_searched_too(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    with writing(shop.engine) as connection:
        blob = "BLOB" if shop.file else "BYTEA"
        connection.execute(text(f'CREATE TABLE newsletter ("no" INTEGER PRIMARY KEY, mail TEXT, "raw:%" {blob})'))
        row = {"mail": "xiaofang.wang@example.com", "raw": "我是王小芳".encode()}
        connection.execute(text("INSERT INTO newsletter VALUES (7, :mail, :raw)"), row)
        connection.execute(text("CREATE TABLE loose (words TEXT)"))
        connection.execute(text("INSERT INTO loose VALUES ('13800138000')"))
    found = erase_customer(shop, "c-1001").search.findings
    assert sorted(str(finding) for finding in found) == [
        "loose.words of a row: the phone",
        "newsletter.mail of 7: the e-mail",
        "newsletter.raw:% of 7: the name",
    ]


def test_the_statistics_of_postgresql_forget_too(postgres_url: str, records: list[Record]) -> None:
    with Shop.open(postgres_url) as shop:
        shop.save(records)
        shop.save(Customer(f"c{n}", name="王小芳" if n % 2 else "李大明", phone="13800138000") for n in range(50))
        shop.save(Customer(f"c{n}") for n in range(50))
        with unbound(shop.engine) as connection:
            connection.execute(text("ANALYZE"))
            kept = "SELECT count(*) FROM pg_stats WHERE schemaname = current_schema() AND concat(most_common_vals::text, histogram_bounds::text) LIKE :v"
            assert connection.execute(text(kept), {"v": "%王小芳%"}).scalar()
        assert erase_customer(shop, "c-1001").search.findings == []


def test_bytes_that_stay_behind_are_found(tmp_path: Path, records: list[Record]) -> None:
    """Another program that reads an old state keeps the write-ahead log from being emptied."""
    with Shop.open(f"sqlite:///{tmp_path}/shop.db", timeout=0.3) as shop:
        shop.save(records)
        reader = (
            f"import sqlite3, sys; c = sqlite3.connect({str(shop.file)!r}, isolation_level=None); c.execute('BEGIN'); "
            "print(c.execute('SELECT count(*) FROM customers').fetchone(), flush=True); sys.stdin.read()"
        )
        other = subprocess.Popen([sys.executable, "-c", reader], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert other.stdout is not None
        other.stdout.readline()
        places = [finding.place for finding in erase_customer(shop, "c-1001").search.findings]
        other.communicate()
    assert any("another program is reading" in place for place in places)
    assert any(place.startswith("the bytes of") for place in places)


def test_an_unknown_customer_changes_nothing(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    erase_customer(shop, "c-1001")
    for id in ("c-1001", "nobody"):
        with pytest.raises(UsageError, match="there is no customer"):
            erase_customer(shop, id)


def test_files_are_searched_and_left_as_they_are(shop: Shop, records: list[Record], tmp_path: Path) -> None:
    shop.save(records)
    folder = tmp_path / "exports"
    (folder / "deep").mkdir(parents=True)
    back_up(shop, folder / "backup.zip")
    (folder / "old.csv").write_text("姓名,电话\n王小芳,１３８００１３８０００\n", encoding="gb18030")
    (folder / "deep" / "server.log").write_text(
        "x" * (1 << 20) + " GET /?q=Xiaofang.wang%40 13800138000\n", encoding="utf-8"
    )
    (folder / "utf16.txt").write_text("王小芳", encoding="utf-16")
    (folder / "log.gz").write_bytes(gzip.compress("王小芳".encode()))
    (folder / "clean.html").write_text("<p>Annabel 13900000000</p>", encoding="utf-8")
    (folder / "cut.zip").write_bytes(b"PK\3\4 broken")
    pl.DataFrame({"text": ["好", "王小芳"]}).write_parquet(folder / "r.parquet")
    with zipfile.ZipFile(folder / "book.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", "<t>王小芳</t>")
    (folder / "left_out.txt").write_text("王小芳", encoding="utf-8")
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    search = Search()
    identity = Identity([Trait("name", "王小芳"), Trait("phone", "13800138000")])
    search_files([folder, folder / "old.csv"], identity, search, besides=[folder / "left_out.txt"])
    places = [str(finding).replace(f"{folder}/", "") for finding in search.findings]
    assert "old.csv: the name, phone" in places
    assert "deep/server.log: the phone" in places
    assert "utf16.txt: the name" in places
    assert "log.gz: the name" in places
    assert "r.parquet, row 2: the name" in places
    assert "book.xlsx, xl/sharedStrings.xml: the name" in places
    assert "backup.zip, customers.jsonl: the name, phone" in places
    assert any(place.startswith("perhaps cut.zip, which could not be read") for place in places)
    assert not any("clean.html" in place for place in places)
    assert not any("left_out.txt" in place for place in places)
    assert search.files == len(before)  # one left out, one named twice
    assert {path: path.read_bytes() for path in before} == before


def test_a_finding_reads_as_a_sentence() -> None:
    assert str(Finding("reviews.text of 17", ("name", "phone"))) == "reviews.text of 17: the name, phone"
    assert str(Finding("perhaps somewhere", ())) == "perhaps somewhere"
