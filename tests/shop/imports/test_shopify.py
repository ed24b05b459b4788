"""The CSV files that Shopify exports."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopwright.shop import Customer, Order, OrderItem, Payment, Product, Return, Shipment, Variant
from shopwright.shop.database import Shop

Put = Callable[..., Any]

PRODUCTS = """\
Handle,Title,Body (HTML),Vendor,Product Category,Type,Tags,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Inventory Qty,Variant Price,Image Src
cup,Thermo cup,"<p>Keeps warm<br>12 h &amp; more</p>",Yihu,Kitchen > Cups,Cups,"a, b",true,Colour,Red,Size,L,CUP-R-L,3,"1,089.00",x.png
cup,,,,,,,,,Blue,,M,CUP-B-M,4,89.00,
cup,,,,,,,,,,,,,,,y.png
tea,Green tea,,Yihu,,Tea,,true,Title,Default Title,,,,9,12.5,
lid,Lid,,,,,,true,Title,Default Title,,,LID-1,0,5.00,
"""
NEW_PRODUCTS = """\
Title,URL handle,Description,Vendor,Product category,Type,Tags,Published on online store,Status,SKU,Option1 name,Option1 value,Price,Inventory quantity
Thermo cup,cup,<b>Warm</b>,Yihu,Kitchen,,,true,active,CUP-R,Colour,Red,89.00,3
,cup,,,,,,,,CUP-B,,Blue,99.00,4
"""
ORDERS = """\
Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Currency,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem sku,Billing Name,Shipping Name,Shipping Street,Shipping City,Shipping Zip,Shipping Country,Shipping Phone,Notes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,Id
#1001,Ann@Example.com,partially_refunded,2026-03-01 12:30:15 -0500,fulfilled,2026-03-02 09:00:00 -0500,USD,1267.00,2026-03-01 12:30:10 -0500,1,Thermo cup - Red / L,1089.00,CUP-R-L,Ann Lee,Ann Lee,1 Main St,Springfield,12345,US,'+1 555 0100,ring twice,,visa,c1.1,20.00,'5551
#1001,Ann@Example.com,,,,,,,,2,Gift wrap,89.00,,,,,,,,,,,,,,
#1002,,voided,,unfulfilled,,USD,5.00,2026-03-03 10:00:00 -0500,1,Lid,5.00,LID-1,,Bo,2 Side St,,,US,,,2026-03-03 11:00:00 -0500,,,0.00,
"""


def test_products_with_variants_images_and_none(put: Put, shop: Shop) -> None:
    done = put("products", PRODUCTS, currency="USD")
    assert (done.source, done.new, done.rejected) == ("shopify", 3, 0)
    assert shop.get(Product, "cup") == Product(
        id="cup",
        title="Thermo cup",
        category="Kitchen > Cups",
        brand="Yihu",
        description="Keeps warm\n12 h & more",
        price=Decimal("89.00"),
        currency="USD",
        variants=(
            Variant("CUP-R-L", {"Colour": "Red", "Size": "L"}, Decimal("1089.00"), 3),
            Variant("CUP-B-M", {"Colour": "Blue", "Size": "M"}, Decimal("89.00"), 4),
        ),
    )
    assert shop.get(Product, "tea") == Product(
        id="tea", title="Green tea", category="Tea", brand="Yihu", price=Decimal("12.50"), currency="USD", stock=9
    )
    lid = shop.get(Product, "lid")
    assert lid is not None
    assert lid.variants == (Variant("LID-1", {}, Decimal("5.00"), 0),)


def test_the_newer_header(put: Put, shop: Shop) -> None:
    assert put("products", NEW_PRODUCTS).source == "shopify"
    found = shop.get(Product, "cup")
    assert found is not None
    assert (found.title, found.description) == ("Thermo cup", "Warm")
    assert [variant.id for variant in found.variants] == ["CUP-R", "CUP-B"]


def test_a_variant_that_cannot_be_read_rejects_the_whole_product(put: Put, shop: Shop) -> None:
    done = put("products", PRODUCTS.replace("89.00,\n", "much,\n"))
    assert (done.new, done.rejected) == (2, 3)
    assert {row.number: row.reason for row in done.refused} == {
        1: "it belongs together with row 2, which was rejected",
        2: "Variant Price: 'much' is no amount",
        3: "it belongs together with row 2, which was rejected",
    }
    assert shop.get(Product, "cup") is None


def test_orders_with_lines_customer_and_money(put: Put, shop: Shop) -> None:
    put("products", PRODUCTS, currency="USD")
    done = put("orders", ORDERS)
    assert (done.source, done.new, done.made) == ("shopify", 2, {"customers": 1})
    assert shop.get(Order, "#1001") == Order(
        id="#1001",
        customer_id="ann@example.com",
        status="shipped",
        placed=datetime(2026, 3, 1, 17, 30, 10, tzinfo=UTC),
        currency="USD",
        total=Decimal("1267.00"),
        recipient="Ann Lee",
        phone="+1 555 0100",
        address="1 Main St, Springfield, 12345, US",
        note="ring twice",
        items=(
            OrderItem("Thermo cup - Red / L", 1, Decimal("1089.00"), "cup", "CUP-R-L"),
            OrderItem("Gift wrap", 2, Decimal("89.00")),
        ),
        payments=(
            Payment("1", Decimal("1267.00"), "paid", "visa", "c1.1", datetime(2026, 3, 1, 17, 30, 15, tzinfo=UTC)),
        ),
        shipments=(Shipment("1", shipped=datetime(2026, 3, 2, 14, tzinfo=UTC)),),
        returns=(Return("refund", "refunded", refund=Decimal("20.00")),),
    )
    assert shop.get(Customer, "ann@example.com") == Customer("ann@example.com", name="Ann Lee", email="Ann@Example.com")
    cancelled = shop.get(Order, "#1002")
    assert cancelled is not None
    assert (cancelled.status, cancelled.customer_id) == ("cancelled", None)
    assert [payment.status for payment in cancelled.payments] == ["failed"]


@pytest.mark.parametrize(("kind", "text"), [("products", PRODUCTS), ("orders", ORDERS)])
def test_a_second_import_changes_nothing(put: Put, shop: Shop, kind: str, text: str) -> None:
    first = put(kind, text)
    before = [*shop.all(Product), *shop.all(Order), *shop.all(Customer)]
    second = put(kind, text)
    assert (second.new, second.changed, second.unchanged, second.made) == (0, 0, first.new, {})
    assert [*shop.all(Product), *shop.all(Order), *shop.all(Customer)] == before
