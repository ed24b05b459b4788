"""What a file does not know stays as it is."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopwright.shop import Customer, Order, OrderItem, Payment, Product, Return, Shipment, Variant
from shopwright.shop.database import Shop
from shopwright.shop.imports import Difference

Put = Callable[..., Any]
NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
FULL = Order(
    id="#1",
    customer_id="ann@example.com",
    status="paid",
    currency="EUR",
    note="keep me",
    items=(OrderItem("Cup", 1, Decimal("9.00"), "cup", "red", {"engraving": "A"}), OrderItem("Gone", 1, Decimal("1"))),
    payments=(Payment("1", Decimal("9.00"), reference="r1", time=NOON), Payment("2", Decimal("3.00"))),
    shipments=(Shipment("x", "DHL", "1Z"),),
    returns=(Return("1", "requested", 0, reason="too small"),),
)
ORDERS = "Name,Email,Financial Status,Total,Lineitem quantity,Lineitem name,Lineitem price\n#1,ann@example.com,paid,18.00,2,Cup,9.00\n"


@pytest.fixture(autouse=True)
def _full(shop: Shop) -> None:
    cup = Product(
        "cup",
        "Cup",
        attributes={"material": "steel"},
        currency="EUR",
        variants=(Variant("R", {"Colour": "red"}, stock=7), Variant("old")),
    )
    shop.save([cup, Customer("ann@example.com", name="Ann of old", notes="vip"), FULL])


def test_an_order_keeps_what_its_file_has_no_column_for(put: Put, shop: Shop) -> None:
    done = put("orders", ORDERS)
    assert done.changed == 1
    assert shop.get(Order, "#1") == Order(
        id="#1",
        customer_id="ann@example.com",
        status="paid",
        currency="EUR",
        total=Decimal("18.00"),
        note="keep me",
        items=(OrderItem("Cup", 2, Decimal("9.00"), "cup", "red", {"engraving": "A"}),),
        payments=(Payment("1", Decimal("18.00"), reference="r1", time=NOON), Payment("2", Decimal("3.00"))),
        shipments=(Shipment("x", "DHL", "1Z"),),
        returns=(Return("1", "requested", 0, reason="too small"),),
    )
    assert shop.get(Customer, "ann@example.com") == Customer(
        "ann@example.com", name="Ann of old", email="ann@example.com", notes="vip"
    )


def test_a_product_keeps_attributes_and_what_variants_had(put: Put, shop: Shop) -> None:
    put("products", "Handle,Title,Option1 Name,Option1 Value,Variant SKU,Variant Price\ncup,New,Colour,Rot,R,5\n")
    assert shop.get(Product, "cup") == Product(
        "cup",
        "New",
        attributes={"material": "steel"},
        price=Decimal("5.00"),
        currency="EUR",
        variants=(Variant("R", {"Colour": "Rot"}, Decimal("5.00"), 7),),
    )


def test_an_empty_cell_of_a_column_that_is_there_clears_the_field(put: Put, shop: Shop) -> None:
    shop.save([Product("p", "x", brand="b", description="keep")])
    put("products", "id,title,brand\np,x,\n")
    assert shop.get(Product, "p") == Product("p", "x", description="keep")


def test_a_dry_run_says_what_would_change_and_changes_nothing(put: Put, shop: Shop) -> None:
    sheet = "id,title,brand,attributes\ncup,Mug,b,material:glass\nnew,N,,\nbad,,,\n"
    done = put("products", sheet, dry_run=True)
    assert (done.new, done.changed, done.unchanged, done.rejected) == (1, 1, 0, 1)
    assert [(change.what, change.id) for change in done.changes] == [("changed", "cup"), ("new", "new")]
    assert done.changes[0].differences == (
        Difference("title", "Cup", "Mug"),
        Difference("brand", None, "b"),
        Difference("attributes.material", "steel", "glass"),
    )
    found = shop.get(Product, "cup")
    assert found is not None
    assert found.title == "Cup"
    assert shop.count(Product) == 1


def test_what_a_dry_run_counts_is_what_an_import_does(put: Put) -> None:
    sheet = ORDERS + "#2,bo@example.com,paid,1,1,Cup,1\n#3,bo@example.com,paid,1,1,Cup,1\n"
    dry, done = put("orders", sheet, dry_run=True), put("orders", sheet)
    assert (dry.new, dry.changed, dry.made) == (done.new, done.changed, done.made) == (2, 1, {"customers": 1})


def test_the_order_of_attributes_is_part_of_a_product(put: Put, shop: Shop) -> None:
    shop.save([Product("p", "x", attributes={"a": "1", "b": "2"})])
    done = put("products", "id,title,attributes\np,x,b:2;a:1\n")
    assert done.changed == 1
    found = shop.get(Product, "p")
    assert found is not None
    assert list(found.attributes) == ["b", "a"]
