"""Whatever a shop holds, every format gives it back: export, import into an empty shop, equal records."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopwright.errors import OutputError
from shopwright.shop import Customer, Document, Order, OrderItem, Payment, Product, Return, Review, Shipment, Variant
from shopwright.shop.database import Record, Shop
from shopwright.shop.exports import export_records
from shopwright.shop.files import open_table
from shopwright.shop.imports import Imported, ImportOptions, import_table, open_reading
from shopwright.shop.kinds import RECORDS, RecordKind

FORMATS = ["csv", "tsv", "jsonl", "parquet", "xlsx"]
FEW = settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
CHARACTERS = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
TEXT = st.text(CHARACTERS, max_size=12) | st.sampled_from(
    [
        "",
        '"',
        '""',
        '"""',
        "=1",
        "'=1",
        " x ",
        "\r\n",
        "\r",
        "\n",
        "a,b\tc",
        "_x0041_",
        "\ufeff",
        "null",
        "[]",
        "1E5",
        "-5",
    ]
)
ID = TEXT.filter(bool)
MAYBE = st.none() | TEXT
MONEY = st.integers(-(10**17), 10**17).map(lambda n: Decimal(n).scaleb(-4))
COUNT = st.integers(-(1 << 63) + 1, (1 << 63) - 1)
ZONES = st.integers(-14, 14).map(lambda hours: timezone(timedelta(hours=hours)))
MOMENT = st.datetimes(datetime(1000, 1, 2), datetime(9998, 12, 30), timezones=ZONES)
SCALAR = TEXT | st.integers(-(1 << 53), 1 << 53) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
ATTRIBUTES = st.dictionaries(TEXT, SCALAR | st.lists(SCALAR, max_size=2), max_size=3)


def parts(strategy: st.SearchStrategy[Any], *, by_id: bool = True) -> st.SearchStrategy[tuple[Any, ...]]:
    """A few things that belong to a record."""
    return st.lists(strategy, max_size=2, unique_by=(lambda part: part.id) if by_id else None).map(tuple)


RECORD: dict[RecordKind, st.SearchStrategy[Any]] = {
    "products": st.builds(
        Product,
        id=ID,
        title=TEXT,
        category=MAYBE,
        brand=MAYBE,
        description=MAYBE,
        attributes=ATTRIBUTES,
        price=st.none() | MONEY,
        currency=ID,
        stock=st.none() | COUNT,
        variants=parts(
            st.builds(Variant, id=ID, attributes=ATTRIBUTES, price=st.none() | MONEY, stock=st.none() | COUNT)
        ),
    ),
    "reviews": st.builds(
        Review,
        id=ID,
        text=TEXT,
        rating=st.none() | st.floats(1, 5),
        date=st.none() | st.dates(),
        product=MAYBE,
        customer=MAYBE,
        category=MAYBE,
        language=MAYBE,
        product_id=st.none() | ID,
        customer_id=st.none() | ID,
    ),
    "customers": st.builds(
        Customer,
        id=ID,
        name=MAYBE,
        phone=MAYBE,
        email=MAYBE,
        address=MAYBE,
        contacts=st.dictionaries(TEXT, TEXT, max_size=2),
        notes=MAYBE,
        created=st.none() | MOMENT,
    ),
    "orders": st.builds(
        Order,
        id=ID,
        customer_id=st.none() | ID,
        status=st.sampled_from(["placed", "paid", "shipped", "completed", "cancelled"]),
        placed=st.none() | MOMENT,
        currency=ID,
        total=st.none() | MONEY,
        recipient=MAYBE,
        phone=MAYBE,
        address=MAYBE,
        note=MAYBE,
        items=parts(
            st.builds(
                OrderItem,
                title=TEXT,
                quantity=COUNT,
                price=MONEY,
                product_id=st.none() | ID,
                variant_id=st.none() | ID,
                attributes=ATTRIBUTES,
            ),
            by_id=False,
        ),
        payments=parts(st.builds(Payment, id=ID, amount=MONEY, method=MAYBE, reference=MAYBE, time=st.none() | MOMENT)),
        shipments=parts(st.builds(Shipment, id=ID, carrier=MAYBE, tracking_number=MAYBE, shipped=st.none() | MOMENT)),
        returns=parts(
            st.builds(Return, id=ID, item=st.none() | st.integers(0, 9), reason=MAYBE, refund=st.none() | MONEY)
        ),
    ),
    "policies": st.builds(
        Document,
        id=ID,
        kind=st.sampled_from(["policy", "faq"]),
        title=TEXT,
        text=TEXT,
        category=MAYBE,
        language=MAYBE,
        updated=st.none() | MOMENT,
        valid_from=st.none() | MOMENT,
        valid_until=st.none() | MOMENT,
    ),
}


@pytest.fixture(scope="module")
def two_shops() -> Iterator[tuple[Shop, Shop]]:
    with (
        tempfile.TemporaryDirectory() as folder,
        Shop.open(f"sqlite:///{folder}/a.db") as one,
        Shop.open(f"sqlite:///{folder}/b.db") as other,
    ):
        yield one, other


def put(shop: Shop, path: Path, kind: RecordKind) -> Imported:
    """Import a file as the command does."""
    with open_table(path) as table:
        return import_table(shop, open_reading(table, kind, ImportOptions()))


def emptied(shop: Shop) -> None:
    with shop.transaction() as transaction:
        for kind in (Order, Review, Product, Customer, Document):
            for record in list(transaction.all(kind)):
                transaction.delete(kind, record.id)


def referred_to(records: Sequence[Any]) -> list[Record]:
    """What records refer to, so that the first shop may hold them."""
    found: list[Record] = []
    for record in records:
        if getattr(record, "customer_id", None):
            found.append(Customer(record.customer_id))
        if getattr(record, "product_id", None):
            found.append(Product(record.product_id, "x"))
        found += [Product(item.product_id, "x") for item in getattr(record, "items", ()) if item.product_id]
    return found


@pytest.mark.parametrize("suffix", FORMATS)
@pytest.mark.parametrize("kind", RECORD)
@given(data=st.data())
@FEW
def test_every_kind_in_every_format(two_shops: tuple[Shop, Shop], kind: RecordKind, suffix: str, data: Any) -> None:
    records = data.draw(st.lists(RECORD[kind], min_size=1, max_size=3, unique_by=lambda record: record.id))
    one, other = two_shops
    emptied(one)
    emptied(other)
    one.save([*referred_to(records), *records])
    stored = list(one.all(RECORDS[kind]))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, f"x.{suffix}")
        assert export_records(one, kind, path) == len(stored)
        done = put(other, path, kind)
        assert (done.new, done.rejected) == (len(stored), 0), done.refused
        assert list(other.all(RECORDS[kind])) == stored
        assert [repr(record) for record in other.all(RECORDS[kind])] == [repr(record) for record in stored]
        again = put(other, path, kind)
        assert (again.new, again.changed, again.unchanged) == (0, 0, len(stored))


@pytest.mark.parametrize("suffix", FORMATS)
def test_nothing_empty_and_missing_are_three_things(two_shops: tuple[Shop, Shop], tmp_path: Path, suffix: str) -> None:
    one, other = two_shops
    emptied(one)
    emptied(other)
    customers = [Customer("1", name=None), Customer("2", name=""), Customer("3", name='""'), Customer("4", name="null")]
    one.save(customers)
    export_records(one, "customers", tmp_path / f"x.{suffix}")
    put(other, tmp_path / f"x.{suffix}", "customers")
    assert list(other.all(Customer)) == customers


@pytest.mark.parametrize(
    ("suffix", "length"), [("xlsx", 40_000), ("csv", 1 << 20), ("jsonl", 1 << 20), ("parquet", 1 << 19)]
)
def test_what_could_not_be_read_again_is_not_written(
    two_shops: tuple[Shop, Shop], tmp_path: Path, suffix: str, length: int
) -> None:
    shop = two_shops[0]
    emptied(shop)
    shop.save([Review("r0", "short"), Review("r1", "好" * length)])
    with pytest.raises(OutputError, match="review 'r1' is longer than"):
        export_records(shop, "reviews", tmp_path / f"x.{suffix}")
    assert list(tmp_path.iterdir()) == []


def test_a_formula_stays_harmless_and_comes_back(two_shops: tuple[Shop, Shop], tmp_path: Path) -> None:
    one, other = two_shops
    emptied(one)
    emptied(other)
    one.save([Product("p", "=cmd|' /C calc'!A0")])
    export_records(one, "products", tmp_path / "x.csv")
    assert b"\"'=cmd|" in (tmp_path / "x.csv").read_bytes()
    put(other, tmp_path / "x.csv", "products")
    assert other.get(Product, "p") == Product("p", "=cmd|' /C calc'!A0")


def test_times_are_the_same_moments(two_shops: tuple[Shop, Shop], tmp_path: Path) -> None:
    one, other = two_shops
    emptied(one)
    emptied(other)
    moment = datetime(2026, 3, 1, 8, 0, 0, 123456, timezone(timedelta(hours=8)))
    one.save([Customer("c", created=moment)])
    export_records(one, "customers", tmp_path / "x.csv")
    put(other, tmp_path / "x.csv", "customers")
    found = other.get(Customer, "c")
    assert found is not None
    assert found.created == moment
    assert found.created.tzinfo is UTC
