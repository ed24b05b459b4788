"""The first schema: a table a record, and the parts of orders, products and conversations.

Types are written out rather than taken from the package's own, which may change while a revision may not.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

__all__ = ["downgrade", "upgrade"]

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create every table, those that others refer to first."""
    _products()
    _customers()
    _orders()
    _conversations()
    _papers()


def downgrade() -> None:
    """Drop every table with all it holds, those that refer to others first."""
    for table in ("messages", "conversations", "returns", "shipments", "payments", "order_items", "orders"):
        op.drop_table(table)
    for table in ("reviews", "drafts", "variants", "products", "customers", "documents", "jobs"):
        op.drop_table(table)


def _products() -> None:
    op.create_table(
        "products",
        _key("id"),
        _text("title", required=True),
        *map(_text, ("category", "brand", "description")),
        _json("attributes"),
        _whole("price"),
        _short("currency"),
        _whole("stock"),
        _primary("products", "id"),
    )
    op.create_table(
        "variants",
        _key("product_id"),
        _key("id"),
        _whole("position", required=True),
        _json("attributes"),
        _whole("price"),
        _whole("stock"),
        _primary("variants", "product_id", "id"),
        _foreign("variants", "product_id", "products.id", ondelete="CASCADE"),
    )


def _customers() -> None:
    op.create_table(
        "customers",
        _key("id"),
        *map(_text, ("name", "phone", "email", "address")),
        _json("contacts"),
        _text("notes"),
        _time("created"),
        _primary("customers", "id"),
    )
    op.create_table(
        "reviews",
        _key("id"),
        _text("text", required=True),
        sa.Column("rating", sa.Double()),
        sa.Column("date", sa.Date()),
        *map(_text, ("product", "customer", "category", "language")),
        _link("product_id"),
        _link("customer_id"),
        _primary("reviews", "id"),
        _foreign("reviews", "product_id", "products.id", ondelete="SET NULL"),
        _foreign("reviews", "customer_id", "customers.id"),
    )
    op.create_index("ix_reviews_product_id", "reviews", ["product_id"])
    op.create_index("ix_reviews_customer_id", "reviews", ["customer_id"])


def _orders() -> None:
    op.create_table(
        "orders",
        _key("id"),
        _link("customer_id"),
        _short("status"),
        _time("placed"),
        _short("currency"),
        _whole("total"),
        *map(_text, ("recipient", "phone", "address", "note")),
        _primary("orders", "id"),
        _foreign("orders", "customer_id", "customers.id"),
    )
    op.create_index("ix_orders_customer_id", "orders", ["customer_id"])
    op.create_table(
        "order_items",
        _key("order_id"),
        _whole("position", required=True),
        _text("title", required=True),
        _whole("quantity", required=True),
        _whole("price", required=True),
        _link("product_id"),
        _link("variant_id"),
        _json("attributes"),
        _primary("order_items", "order_id", "position"),
        _foreign("order_items", "order_id", "orders.id", ondelete="CASCADE"),
        _foreign("order_items", "product_id", "products.id", ondelete="SET NULL"),
    )
    op.create_index("ix_order_items_product_id", "order_items", ["product_id"])
    amount = [_whole("amount", required=True), _short("status"), _text("method"), _text("reference"), _time("time")]
    _part_of_an_order("payments", *amount)
    parcel = [_text("carrier"), _text("tracking_number"), _short("status"), _time("shipped"), _time("delivered")]
    _part_of_an_order("shipments", *parcel)
    goods = [_short("status"), _whole("item"), _whole("quantity"), _text("reason"), _whole("refund")]
    _part_of_an_order("returns", *goods, _time("requested"), _time("resolved"))


def _part_of_an_order(table: str, *columns: sa.Column[Any]) -> None:
    op.create_table(
        table,
        _key("order_id"),
        _key("id"),
        _whole("position", required=True),
        *columns,
        _primary(table, "order_id", "id"),
        _foreign(table, "order_id", "orders.id", ondelete="CASCADE"),
    )


def _conversations() -> None:
    op.create_table(
        "conversations",
        _key("id"),
        _link("customer_id"),
        _text("channel"),
        _short("status"),
        _time("started"),
        _json("state"),
        _primary("conversations", "id"),
        _foreign("conversations", "customer_id", "customers.id"),
    )
    op.create_index("ix_conversations_customer_id", "conversations", ["customer_id"])
    op.create_table(
        "messages",
        _key("conversation_id"),
        _whole("position", required=True),
        _short("role"),
        _text("text", required=True),
        _time("time"),
        _json("data"),
        _primary("messages", "conversation_id", "position"),
        _foreign("messages", "conversation_id", "conversations.id", ondelete="CASCADE"),
    )


def _papers() -> None:
    op.create_table(
        "documents",
        _key("id"),
        _short("kind"),
        _text("title", required=True),
        _text("text", required=True),
        *map(_text, ("category", "language")),
        _time("updated"),
        _primary("documents", "id"),
    )
    op.create_table(
        "drafts",
        _key("id"),
        _link("product_id"),
        _short("status"),
        *map(_text, ("language", "title")),
        _json("bullets"),
        _text("description"),
        *map(_json, ("claims", "violations")),
        _text("model"),
        _time("created"),
        _primary("drafts", "id"),
        _foreign("drafts", "product_id", "products.id", ondelete="SET NULL"),
    )
    op.create_index("ix_drafts_product_id", "drafts", ["product_id"])
    op.create_table(
        "jobs",
        _key("id"),
        _short("kind"),
        _short("status"),
        _json("payload"),
        sa.Column("progress", sa.Double(), nullable=False),
        _json("result"),
        _text("error"),
        *map(_time, ("created", "started", "finished")),
        _primary("jobs", "id"),
    )
    op.create_index("ix_jobs_status", "jobs", ["status"])


def _key(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(255), nullable=False)


_short = _key


def _link(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(255))


def _text(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=not required)


def _whole(name: str, *, required: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.BigInteger(), nullable=not required)


def _time(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.DateTime(timezone=True))


def _json(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.JSON(), nullable=False)


def _primary(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _foreign(table: str, column: str, target: str, *, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    name = f"fk_{table}_{column}"
    return sa.ForeignKeyConstraint(
        [column], [target], name=name, ondelete=ondelete, deferrable=True, initially="DEFERRED"
    )
