"""The tables of a shop: a table a record, and one for each kind of thing that a record has several of.

Foreign keys are checked when a transaction ends, so that records may come in any order. A column is called like the
field of the record that it holds.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import ForeignKey, Index, MetaData
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from shopwright.shop.database.columns import Count, Day, Json, JsonList, Key, Moment, Money, Real, Words

__all__ = ["SCHEMA", "Base"]

ShortText = Annotated[str, mapped_column(Key)]
Id = Annotated[str, mapped_column(Key, primary_key=True)]
Position = Annotated[int, mapped_column(Count, primary_key=True, autoincrement=False)]
Object = Annotated[dict[str, Any], mapped_column(Json)]
List = Annotated[tuple[Any, ...], mapped_column(JsonList)]


class Base(DeclarativeBase):
    """Names every constraint, so that a migration can name it too."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {str: Words, int: Count, float: Real, Decimal: Money, datetime: Moment, date: Day}  # noqa: RUF012


def _part_of(parent: str) -> Any:
    """The first half of the key of what belongs to `parent`, and goes with it."""
    key = ForeignKey(parent, ondelete="CASCADE", deferrable=True, initially="DEFERRED")
    return mapped_column(Key, key, primary_key=True)


def _refers_to(other: str, *, ondelete: str | None = None) -> Any:
    """The id of another record; with `ondelete` it may go, without it stays while it is referred to."""
    key = ForeignKey(other, ondelete=ondelete, deferrable=True, initially="DEFERRED")
    return mapped_column(Key, key, index=True)


class Products(Base):
    """What the shop sells."""

    __tablename__ = "products"
    id: Mapped[Id]
    title: Mapped[str]
    category: Mapped[str | None]
    brand: Mapped[str | None]
    description: Mapped[str | None]
    attributes: Mapped[Object]
    price: Mapped[Decimal | None]
    currency: Mapped[ShortText]
    stock: Mapped[int | None]


class Variants(Base):
    """The forms in which a product is sold."""

    __tablename__ = "variants"
    product_id: Mapped[str] = _part_of("products.id")
    id: Mapped[Id]
    position: Mapped[int]
    attributes: Mapped[Object]
    price: Mapped[Decimal | None]
    stock: Mapped[int | None]


class Customers(Base):
    """Who buys; all of it is personal data."""

    __tablename__ = "customers"
    id: Mapped[Id]
    name: Mapped[str | None]
    phone: Mapped[str | None]
    email: Mapped[str | None]
    address: Mapped[str | None]
    contacts: Mapped[Object]
    notes: Mapped[str | None]
    created: Mapped[datetime | None]


class Reviews(Base):
    """What customers wrote about products."""

    __tablename__ = "reviews"
    id: Mapped[Id]
    text: Mapped[str]
    rating: Mapped[float | None]
    date: Mapped[date | None]
    product: Mapped[str | None]
    customer: Mapped[str | None]
    category: Mapped[str | None]
    language: Mapped[str | None]
    product_id: Mapped[str | None] = _refers_to("products.id", ondelete="SET NULL")
    customer_id: Mapped[str | None] = _refers_to("customers.id")


class Orders(Base):
    """What customers bought."""

    __tablename__ = "orders"
    __table_args__ = (Index(None, "placed"),)
    id: Mapped[Id]
    customer_id: Mapped[str | None] = _refers_to("customers.id")
    status: Mapped[ShortText]
    placed: Mapped[datetime | None]
    currency: Mapped[ShortText]
    total: Mapped[Decimal | None]
    recipient: Mapped[str | None]
    phone: Mapped[str | None]
    address: Mapped[str | None]
    note: Mapped[str | None]


class OrderItems(Base):
    """The lines of orders."""

    __tablename__ = "order_items"
    order_id: Mapped[str] = _part_of("orders.id")
    position: Mapped[Position]
    title: Mapped[str]
    quantity: Mapped[int]
    price: Mapped[Decimal]
    product_id: Mapped[str | None] = _refers_to("products.id", ondelete="SET NULL")
    variant_id: Mapped[ShortText | None]
    attributes: Mapped[Object]


class Payments(Base):
    """Money that came in."""

    __tablename__ = "payments"
    order_id: Mapped[str] = _part_of("orders.id")
    id: Mapped[Id]
    position: Mapped[int]
    amount: Mapped[Decimal]
    status: Mapped[ShortText]
    method: Mapped[str | None]
    reference: Mapped[str | None]
    time: Mapped[datetime | None]


class Shipments(Base):
    """Parcels."""

    __tablename__ = "shipments"
    order_id: Mapped[str] = _part_of("orders.id")
    id: Mapped[Id]
    position: Mapped[int]
    carrier: Mapped[str | None]
    tracking_number: Mapped[str | None]
    status: Mapped[ShortText]
    shipped: Mapped[datetime | None]
    delivered: Mapped[datetime | None]


class Returns(Base):
    """Goods that come back."""

    __tablename__ = "returns"
    order_id: Mapped[str] = _part_of("orders.id")
    id: Mapped[Id]
    position: Mapped[int]
    status: Mapped[ShortText]
    item: Mapped[int | None]
    quantity: Mapped[int | None]
    reason: Mapped[str | None]
    refund: Mapped[Decimal | None]
    requested: Mapped[datetime | None]
    resolved: Mapped[datetime | None]


class Documents(Base):
    """Policies and frequent questions."""

    __tablename__ = "documents"
    id: Mapped[Id]
    kind: Mapped[ShortText]
    title: Mapped[str]
    text: Mapped[str]
    category: Mapped[str | None]
    language: Mapped[str | None]
    updated: Mapped[datetime | None]
    valid_from: Mapped[datetime | None]
    valid_until: Mapped[datetime | None]


class Conversations(Base):
    """What customers and the shop talked about."""

    __tablename__ = "conversations"
    id: Mapped[Id]
    customer_id: Mapped[str | None] = _refers_to("customers.id")
    channel: Mapped[str | None]
    status: Mapped[ShortText]
    started: Mapped[datetime | None]
    state: Mapped[Object]


class Messages(Base):
    """The turns of conversations."""

    __tablename__ = "messages"
    conversation_id: Mapped[str] = _part_of("conversations.id")
    position: Mapped[Position]
    role: Mapped[ShortText]
    text: Mapped[str]
    time: Mapped[datetime | None]
    data: Mapped[Object]


class Drafts(Base):
    """Copy on its way to publication."""

    __tablename__ = "drafts"
    id: Mapped[Id]
    product_id: Mapped[str | None] = _refers_to("products.id", ondelete="SET NULL")
    status: Mapped[ShortText]
    language: Mapped[str | None]
    title: Mapped[str | None]
    bullets: Mapped[List]
    description: Mapped[str | None]
    claims: Mapped[List]
    violations: Mapped[List]
    model: Mapped[str | None]
    created: Mapped[datetime | None]


class Jobs(Base):
    """Work in the background."""

    __tablename__ = "jobs"
    __table_args__ = (Index(None, "status"),)
    id: Mapped[Id]
    kind: Mapped[ShortText]
    status: Mapped[ShortText]
    payload: Mapped[Object]
    progress: Mapped[float]
    result: Mapped[Object]
    error: Mapped[str | None]
    created: Mapped[datetime | None]
    started: Mapped[datetime | None]
    finished: Mapped[datetime | None]


SCHEMA = Base.metadata
"""Every table, by name."""
