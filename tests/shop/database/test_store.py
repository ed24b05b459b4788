"""Records go in and come out unchanged, all of them or none, on either database."""

import stat
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from shopwright.errors import RecordError
from shopwright.shop import Conversation, Customer, Message, Order, OrderItem, Product, Review, Variant
from shopwright.shop.database import Record, Shop
from shopwright.shop.database.rows import KINDS


def test_every_kind_of_record_comes_back_equal(shop: Shop, records: list[Record]) -> None:
    assert shop.save(records) == len(records)
    assert {type(record) for record in records} == set(KINDS)
    for record in records:
        found = shop.get(type(record), record.id)
        assert found == record
    for kind in KINDS:
        assert list(shop.all(kind)) == [record for record in records if type(record) is kind]
        assert shop.count(kind) == 2


def test_details_that_databases_like_to_lose(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    product, order = shop.get(Product, "p1"), shop.get(Order, "o1")
    assert product is not None
    assert order is not None
    assert list(product.attributes) == ["材质", "容量", "防漏", "层", "颜色", "a", "A"]
    assert product.attributes["防漏"] is True
    assert order.placed is not None
    assert (order.placed.tzinfo, order.placed.microsecond) == (UTC, 123456)
    assert str(order.total) == "188.8001"
    assert str(order.items[0].price) == "89.00"
    assert [variant.id for variant in product.variants] == ["red", "blue"]


def test_chinese_is_readable_in_the_database_itself(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    with shop.engine.connect() as connection:
        stored = connection.exec_driver_sql("SELECT CAST(attributes AS TEXT) FROM products WHERE id = 'p1'").scalar()
    assert "不锈钢" in stored


def test_saving_again_replaces(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    shop.save(records)
    assert all(shop.count(kind) == 2 for kind in KINDS)
    shop.save([Product(id="p1", title="新", variants=(Variant("blue", stock=1),))])
    assert shop.get(Product, "p1") == Product(id="p1", title="新", variants=(Variant("blue", stock=1),))
    twice = [
        Product(id="p1", title="a", variants=(Variant("x"),)),
        Product(id="p1", title="b", variants=(Variant("x"),)),
    ]
    shop.save(twice)
    assert shop.get(Product, "p1") == twice[1]


def test_what_breaks_off_leaves_nothing(shop: Shop, records: list[Record]) -> None:
    def breaking() -> Iterator[Record]:
        yield from records
        yield from (Review(id=f"n{n}", text="x") for n in range(1200))
        raise RuntimeError("the file ends here")

    shop.save([Review(id="r1", text="old")])
    with pytest.raises(RuntimeError, match="the file ends here"):
        shop.save(breaking())
    assert shop.count(Review) == 1
    assert shop.get(Review, "r1") == Review(id="r1", text="old")
    assert shop.count(Product) == shop.count(Order) == 0


def test_many_records_and_filters(shop: Shop) -> None:
    shop.save(Customer(id=f"c{n}") for n in range(3))
    shop.save(
        Order(id=f"o{n:04}", customer_id=f"c{n % 3}", items=(OrderItem("x", n, Decimal(n)),)) for n in range(1201)
    )
    assert [order.items[0].quantity for order in shop.all(Order)] == list(range(1201))
    assert shop.count(Order, customer_id="c1") == 400
    assert {order.customer_id for order in shop.all(Order, customer_id="c2")} == {"c2"}
    assert shop.get(Order, "nope") is None


@pytest.mark.parametrize(
    "dangling",
    [
        Order(id="o", customer_id="nobody"),
        Order(id="o", items=(OrderItem("x", 1, Decimal(1), product_id="nothing"),)),
        Review(id="r", text="x", product_id="nothing"),
        Conversation(id="v", customer_id="nobody"),
    ],
)
def test_a_reference_to_what_is_not_there_is_refused(shop: Shop, dangling: Record) -> None:
    with pytest.raises(RecordError, match=r"customers|products"):
        shop.save([Product(id="p", title="x"), dangling])
    assert shop.count(Product) == 0


def test_deleting(shop: Shop, records: list[Record]) -> None:
    shop.save(records)
    with pytest.raises(RecordError, match=r"orders|reviews|conversations"):
        shop.delete(Customer, "c-1001")
    assert shop.delete(Product, "p1")
    assert not shop.delete(Product, "p1")
    order, review = shop.get(Order, "o1"), shop.get(Review, "r1")
    assert order is not None
    assert review is not None
    assert (order.items[0].product_id, review.product_id) == (None, None)
    assert shop.delete(Order, "o1")
    with shop.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM payments").scalar() == 0


REFUSED: list[tuple[Any, str]] = [
    (Product(id="p", title="a\0b"), "product 'p': title: a NUL"),
    (Product(id="p", title="\ud83d"), "half an emoji"),
    (Product(id="p", title="x" * (1 << 20) + "y"), "longer than 1,048,576"),
    (Product(id="", title="x"), "id: empty"),
    (Product(id="p" * 256, title="x"), "255"),
    (Product(id="p", title=None), "title: missing"),
    (Product(id="p", title="x", price=Decimal("0.00001")), "more than 4 decimals"),
    (Product(id="p", title="x", price=Decimal("NaN")), "not finite"),
    (Product(id="p", title="x", price=1.5), "a float where an amount"),
    (Product(id="p", title="x", price=Decimal(10) ** 14), "14 digits"),
    (Product(id="p", title="x", stock=2**63), "beyond 64 bits"),
    (Product(id="p", title="x", attributes={"a": float("nan")}), "what JSON cannot hold"),
    (Product(id="p", title="x", attributes={"a": {1, 2}}), "what JSON cannot hold"),
    (Product(id="p", title="x", attributes={1: "x"}), "keys that are no text"),
    (Product(id="p", title="x", attributes={"a": "\0"}), "a NUL"),
    (Product(id="p", title="x", variants=(Variant("v", price=Decimal("1.23456")),)), r"variants\[0\]: price"),
    (Customer(id="c", created=datetime(2026, 1, 1)), "without a zone"),
    (Order(id="o", status="lost"), "none of placed, paid"),
    (Conversation(id="v", messages=(Message("robot", "x"),)), r"messages\[0\]: role"),
    (Variant("v"), "not stored by itself"),
]


def test_what_no_database_would_keep_exactly_is_refused(shop: Shop) -> None:
    for record, said in REFUSED:
        with pytest.raises(RecordError, match=said):
            shop.save([Product(id="before", title="x"), record])
        assert shop.count(Product) == 0


def test_a_snapshot_does_not_see_later_writes(shop: Shop) -> None:
    shop.save([Product(id="p", title="old")])
    with shop.snapshot() as snapshot:
        assert snapshot.count(Product) == 1
        shop.save([Product(id="p", title="new"), Product(id="q", title="new")])
        assert [product.title for product in snapshot.all(Product)] == ["old"]
    assert [product.title for product in shop.all(Product)] == ["new", "new"]


def test_a_transaction_reads_what_it_wrote(shop: Shop) -> None:
    with shop.transaction() as transaction:
        transaction.save([Product(id="p", title="x", stock=3)])
        product = transaction.get(Product, "p")
        assert product is not None
        transaction.save([replace(product, stock=2)])
    found = shop.get(Product, "p")
    assert found is not None
    assert found.stock == 2


WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
VALUES = WORDS | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False, allow_infinity=False)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    title=WORDS,
    attributes=st.dictionaries(WORDS, VALUES | st.lists(VALUES, max_size=3), max_size=4),
    price=st.decimals(min_value=-(10**13), max_value=10**13, places=4),
    stock=st.integers(-(2**63) + 1, 2**63 - 1),
)
def test_any_product_comes_back_equal(shop: Shop, title: str, attributes: dict, price: Decimal, stock: int) -> None:
    product = Product(id="p", title=title, attributes=attributes, price=price, stock=stock)
    shop.save([product])
    found = shop.get(Product, "p")
    assert found == product
    assert found is not None
    assert list(found.attributes) == list(attributes)


def test_a_new_file_is_for_its_owner_only(tmp_path: object) -> None:
    with Shop.open(f"sqlite:///{tmp_path}/private.db") as shop:
        shop.save([Customer(id="c")])
        assert shop.file is not None
        assert stat.S_IMODE(shop.file.stat().st_mode) == 0o600


def test_many_at_once(shop: Shop) -> None:
    shop.save(Product(f"p{n}", "x", variants=(Variant("a"),)) for n in range(1100))
    with shop.snapshot() as snapshot:
        found = snapshot.get_many(Product, [*(f"p{n}" for n in range(1100)), "p1", "nobody"])
        assert len(found) == 1100
        assert found["p7"] == Product("p7", "x", variants=(Variant("a"),))
        assert snapshot.get_many(Product, []) == {}
