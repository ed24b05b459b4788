"""The rows of a platform's order to the order, and to the customer who placed it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from shopwright.shop.imports.given import Given
from shopwright.shop.imports.rowcells import Cells, UnreadableError
from shopwright.shop.imports.statuses import order_status
from shopwright.shop.records import Customer, Order

__all__ = ["order_of"]

_ADDRESS = ("street", "street2", "city", "province", "zip", "country")


def order_of(id: str, rows: Sequence[Cells], *, currency: str | None) -> Given:
    """What the rows say of the order; the first one describes it, and each with an article is a line of it.

    UnreadableError for a cell that cannot be read, or a status that is not known.
    """
    first = rows[0]
    fields: dict[str, Any] = {}
    if (status := _status(first)) is not None:
        fields["status"] = status
    if first.has("placed"):
        fields["placed"] = first.moment("placed")
    if first.has("total"):
        fields["total"] = first.amount("total")
    if first.has("currency") and first.words("currency"):
        fields["currency"] = first.words("currency")
    fields |= _receiver(first)
    defaults: dict[str, Any] = {"currency": currency} if currency else {}
    if first.has("item_title"):
        items = [item for cells in rows if (item := _item(cells)) is not None]
        # A line without a price of its own sums the order up, and must not replace the real ones of another file.
        (fields if first.has("item_price") else defaults)["items"] = items
    fields |= _money(first, status) | _parcel(first, status)
    customer = _customer(first)
    if customer is not None:
        fields["customer_id"] = customer.id
    needs = (customer,) if customer is not None else ()
    return Given(Order, id, fields, tuple(cells.row for cells in rows), defaults=defaults, needs=needs)


def _status(cells: Cells) -> str | None:
    """One status, or Shopify's two: of the money and of the goods."""
    try:
        if cells.has("status"):
            return order_status(cells.words("status"))
    except ValueError as error:
        raise UnreadableError(cells.row.number, f"{cells.columns['status']}: {error}") from None
    if not cells.has("financial_status", "fulfillment_status"):
        return None
    money, goods = (cells.words(name) or "" for name in ("financial_status", "fulfillment_status"))
    if cells.moment("cancelled") or money == "voided":
        return "cancelled"
    if goods == "fulfilled":
        return "shipped"
    if money == "refunded":
        return "cancelled"
    return "paid" if money in ("paid", "partially_refunded") else "placed"


def _receiver(cells: Cells) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    if cells.has("recipient"):
        fields["recipient"] = cells.words("recipient")
    elif cells.has("first", "last"):
        fields["recipient"] = cells.joined("first", "last")
    if cells.has("phone"):
        fields["phone"] = cells.key("phone")
    if cells.has("address"):
        fields["address"] = cells.words("address")
    elif cells.has(*_ADDRESS):
        fields["address"] = cells.joined(*_ADDRESS, by=", ")
    if cells.has("note"):
        fields["note"] = cells.words("note")
    return fields


def _item(cells: Cells) -> dict[str, Any] | None:
    title = cells.text("item_title")
    if title is None:
        return None
    quantity = cells.count("item_quantity") if cells.has("item_quantity") else None
    item: dict[str, Any] = {"title": title, "quantity": 1 if quantity is None else quantity, "price": Decimal(0)}
    price = cells.amount("item_price")
    if price is None and (total := cells.amount("item_total")) is not None:
        price = _each(total, item["quantity"])
    if price is None:
        raise UnreadableError(cells.row.number, f"no price of {title[:40]!r}")
    item["price"] = price
    if cells.has("item_attributes"):
        item["attributes"] = cells.pairs("item_attributes")
    if (code := cells.key("item_code")) is not None:
        item["code"] = code
    return item


def _each(total: Decimal, quantity: int) -> Decimal | None:
    """The price of one piece, to four decimals; None where there can be none."""
    try:
        return (total / quantity).quantize(Decimal("0.0001")) if quantity else total
    except ArithmeticError:
        return None


def _money(cells: Cells, status: str | None) -> dict[str, Any]:
    """The payment, where there was one, and what was paid back."""
    fields: dict[str, Any] = {}
    amount, time = cells.amount("paid") if cells.has("paid") else cells.amount("total"), cells.moment("paid_at")
    money = cells.words("financial_status")
    state = {"refunded": "refunded", "pending": "pending", "authorized": "pending", "voided": "failed"}.get(money or "")
    was_paid = time is not None or status in ("paid", "shipped", "completed") or state is not None
    if amount and was_paid:
        payment: dict[str, Any] = {"id": "1", "amount": amount, "status": state or "paid"}
        for name, field in (("method", "payment_method"), ("reference", "payment_reference")):
            if cells.has(field):
                payment[name] = cells.key(field)
        fields["payments"] = [payment | ({"time": time} if cells.has("paid_at") else {})]
    if refund := cells.amount("refunded"):
        fields["returns"] = [{"id": "refund", "status": "refunded", "refund": abs(refund)}]
    return fields


def _parcel(cells: Cells, status: str | None) -> dict[str, Any]:
    tracking = (cells.key("tracking") or "").removeprefix("No:").strip() or None  # as Taobao writes it
    shipped, delivered = cells.moment("shipped"), cells.moment("delivered")
    if not (tracking or shipped) or status == "cancelled":
        return {}
    parcel: dict[str, Any] = {"id": "1", "status": "delivered" if delivered or status == "completed" else "shipped"}
    for name, known in (("carrier", cells.words("carrier")), ("tracking_number", tracking)):
        if known is not None:
            parcel[name] = known
    for name, moment in (("shipped", shipped), ("delivered", delivered)):
        if moment is not None:
            parcel[name] = moment
    return {"shipments": [parcel]}


def _customer(cells: Cells) -> Given | None:
    """Whoever the source knows by an account or an e-mail address; nobody else can be told apart."""
    id = cells.key("customer")
    if id is None:
        return None
    id = id.lower() if "@" in id else id
    name = cells.words("customer_name") or cells.joined("customer_first", "customer_last")
    known = {"name": name, "email": cells.words("customer_email"), "phone": cells.key("customer_phone")}
    return Given(Customer, id, {field: value for field, value in known.items() if value is not None})
