"""What goes in and out by files: the kinds of records under the names that commands give them."""

from __future__ import annotations

from typing import Any, Literal

from shopwright.shop.records import Customer, Document, Order, Product, Review

__all__ = ["RECORDS", "RecordKind"]

RecordKind = Literal["products", "reviews", "orders", "customers", "policies"]

RECORDS: dict[RecordKind, type[Any]] = {
    "products": Product,
    "reviews": Review,
    "orders": Order,
    "customers": Customer,
    "policies": Document,
}
"""Policies and frequent questions are one kind."""
