"""What goes in and out by files, and where files come from, under the names that commands give them."""

from __future__ import annotations

from typing import Any, Literal

from shopwright.shop.records import Customer, Document, Order, Product, Review

__all__ = ["RECORDS", "RecordKind", "Source"]

RecordKind = Literal["products", "reviews", "orders", "customers", "policies"]
Source = Literal["shopwright", "shopify", "woocommerce", "taobao", "jd"]

RECORDS: dict[RecordKind, type[Any]] = {
    "products": Product,
    "reviews": Review,
    "orders": Order,
    "customers": Customer,
    "policies": Document,
}
"""Policies and frequent questions are one kind."""
