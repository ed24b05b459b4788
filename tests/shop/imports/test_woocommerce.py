"""The CSV files that WooCommerce and its order exports write."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopwright.shop import Customer, Order, OrderItem, Product, Variant
from shopwright.shop.database import Shop

Put = Callable[..., Any]

PRODUCTS = """\
ID,Type,SKU,Name,Published,Short description,Description,Sale price,Regular price,Stock,Categories,Attribute 1 name,Attribute 1 value(s),Attribute 1 visible,Attribute 2 name,Attribute 2 value(s),Parent
12,variation,CUP-R,Cup - Red,1,,,79,89,3,,Colour,Red,,,,id:10
10,variable,CUP,Cup,1,<p>Short</p>,<p>A <b>warm</b> cup</p>,,,,"Kitchen, Kitchen > Cups",Colour,"Red, Blue",1,Material,Steel,
13,variation,,Cup - Blue,1,,,,99,,,Colour,Blue,,,,CUP
11,"simple, virtual",CARD,Gift card,1,Only short,,,50,,Cards,,,,,,
14,variation,LOST,Lost,1,,,,1,1,,Colour,Red,,,,id:999
"""
ORDERS = """\
Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Email (Billing),Phone (Billing),First Name (Shipping),Last Name (Shipping),Address 1&2 (Shipping),City (Shipping),State Code (Shipping),Postcode (Shipping),Country Code (Shipping),Payment Method Title,Order Total Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost
501,Processing,2026-03-01 12:30,,Ann,Lee,ann@example.com,555 0100,Bo,Lee,1 Main St,Springfield,IL,12345,US,Credit card,168,CUP-R,1,Cup - Red,1,79
501,Processing,2026-03-01 12:30,,Ann,Lee,ann@example.com,555 0100,Bo,Lee,1 Main St,Springfield,IL,12345,US,Credit card,168,,2,Wrap,1,89
502,On hold,2026-03-02 08:00,,Ann,Lee,ann@example.com,555 0100,,,,,,,,Bank,5,CARD,1,Gift card,1,5
"""


def test_variations_find_their_parent_wherever_it_stands(put: Put, shop: Shop) -> None:
    done = put("products", PRODUCTS, currency="EUR")
    assert (done.source, done.new, done.rejected) == ("woocommerce", 2, 1)
    assert done.refused[0].reason == "its parent '999' is not in the file"
    assert shop.get(Product, "10") == Product(
        id="10",
        title="Cup",
        category="Kitchen, Kitchen > Cups",
        description="A warm cup",
        attributes={"Colour": ["Red", "Blue"], "Material": "Steel"},
        price=Decimal("79.00"),
        currency="EUR",
        variants=(
            Variant("CUP-R", {"Colour": "Red"}, Decimal("79.00"), 3),
            Variant("13", {"Colour": "Blue"}, Decimal("99.00"), None),
        ),
    )
    card = shop.get(Product, "11")
    assert card is not None
    assert (card.description, card.variants) == ("Only short", (Variant("CARD", {}, Decimal("50.00")),))


def test_orders(put: Put, shop: Shop) -> None:
    put("products", PRODUCTS)
    done = put("orders", ORDERS, timezone="Europe/Berlin", currency="EUR")
    assert (done.source, done.new, done.made) == ("woocommerce", 2, {"customers": 1})
    order = shop.get(Order, "501")
    assert order is not None
    assert (order.status, order.currency, order.total) == ("paid", "EUR", Decimal("168.00"))
    assert order.placed == datetime(2026, 3, 1, 11, 30, tzinfo=UTC)
    assert (order.recipient, order.address) == ("Bo Lee", "1 Main St, Springfield, IL, 12345, US")
    assert order.items == (
        OrderItem("Cup - Red", 1, Decimal("79.00"), "10", "CUP-R"),
        OrderItem("Wrap", 1, Decimal("89.00")),
    )
    assert shop.get(Customer, "ann@example.com") == Customer(
        "ann@example.com", "Ann Lee", "555 0100", "ann@example.com"
    )
    waiting = shop.get(Order, "502")
    assert waiting is not None
    assert (waiting.status, waiting.payments) == ("placed", ())


@pytest.mark.parametrize(("kind", "text"), [("products", PRODUCTS), ("orders", ORDERS)])
def test_a_second_import_changes_nothing(put: Put, kind: str, text: str) -> None:
    first, second = put(kind, text), put(kind, text)
    assert (second.new, second.changed, second.unchanged) == (0, 0, first.new)
