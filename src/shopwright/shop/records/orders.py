"""What customers bought, paid, received and sent back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

from shopwright.shop.records.products import AttributeValue

__all__ = ["Order", "OrderItem", "Payment", "Return", "Shipment"]


@dataclass(frozen=True, slots=True)
class OrderItem:
    """One line of an order, as it was when it was bought.

    >>> OrderItem(title="保温杯", quantity=2, price=Decimal("89.00")).product_id is None
    True
    """

    title: str
    quantity: int
    price: Decimal
    """Of one piece."""
    product_id: str | None = None
    """None where the product is not in the shop, or no longer."""
    variant_id: str | None = None
    """As it was called then; the variant may be gone."""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    """What was chosen: colour, size, engraving."""


@dataclass(frozen=True, slots=True)
class Payment:
    """Money that came in for an order.

    >>> Payment(id="1", amount=Decimal("178.00"), method="alipay").status
    'paid'
    """

    id: str
    """Unique within its order, as those of shipments and returns."""
    amount: Decimal
    status: Literal["pending", "paid", "failed", "refunded"] = "paid"
    method: str | None = None
    reference: str | None = None
    """The payment provider's number."""
    time: datetime | None = None


@dataclass(frozen=True, slots=True)
class Shipment:
    """A parcel of an order.

    >>> Shipment(id="1", carrier="顺丰").status
    'shipped'
    """

    id: str
    carrier: str | None = None
    tracking_number: str | None = None
    status: Literal["packed", "shipped", "delivered", "lost", "returned"] = "shipped"
    shipped: datetime | None = None
    delivered: datetime | None = None


@dataclass(frozen=True, slots=True)
class Return:
    """Goods of an order that a customer sends back, or wants to.

    >>> Return(id="1", item=0, quantity=1, reason="漏水").status
    'requested'
    """

    id: str
    status: Literal["requested", "approved", "refused", "received", "refunded"] = "requested"
    item: int | None = None
    """Which line of the order, counted from 0; None for all of them."""
    quantity: int | None = None
    """None: all pieces of that line."""
    reason: str | None = None
    """In the customer's words."""
    refund: Decimal | None = None
    requested: datetime | None = None
    resolved: datetime | None = None


@dataclass(frozen=True, slots=True)
class Order:
    """One order with everything that belongs to it.

    >>> cup = OrderItem(title="保温杯", quantity=2, price=Decimal("89.00"), product_id="p1")
    >>> Order(id="o1", customer_id="c1", total=Decimal("178.00"), items=(cup,)).status
    'placed'
    """

    id: str
    customer_id: str | None = None
    """None where nobody knows who it was: a guest, or a customer whose data was erased."""
    status: Literal["placed", "paid", "shipped", "completed", "cancelled"] = "placed"
    placed: datetime | None = None
    currency: str = "CNY"
    """ISO 4217, of every amount of the order."""
    total: Decimal | None = None
    """What the customer owes, discounts and postage included."""
    recipient: str | None = None
    phone: str | None = None
    address: str | None = None
    note: str | None = None
    """What the customer wrote with the order."""
    items: tuple[OrderItem, ...] = ()
    payments: tuple[Payment, ...] = ()
    shipments: tuple[Shipment, ...] = ()
    returns: tuple[Return, ...] = ()
