"""Documents hold from one moment until another, and orders are found by when they were placed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

__all__ = ["downgrade", "upgrade"]

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add both columns, empty: a document without them always held; and the index."""
    op.add_column("documents", sa.Column("valid_from", sa.DateTime(timezone=True)))
    op.add_column("documents", sa.Column("valid_until", sa.DateTime(timezone=True)))
    op.create_index("ix_orders_placed", "orders", ["placed"])


def downgrade() -> None:
    """Drop the index and both columns with what they hold; everything else stays."""
    op.drop_index("ix_orders_placed", table_name="orders")
    op.drop_column("documents", "valid_until")
    op.drop_column("documents", "valid_from")
