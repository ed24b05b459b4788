"""Which of the shop's products a file means by an article number or a title."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from shopwright.shop.database.transaction import Transaction
from shopwright.shop.imports.given import Given
from shopwright.shop.records import Order, Product, Review

__all__ = ["References"]


class References:
    """The products of a shop by id, by the id of a variant, and by title; one that is not unique means nothing."""

    def __init__(self, transaction: Transaction) -> None:
        self._ids: set[str] = set()
        self._variants: dict[str, str | None] = {}
        self._titles: dict[str, str | None] = {}
        for product in transaction.all(Product):
            self._ids.add(product.id)
            title = product.title.strip()
            self._titles[title] = None if title in self._titles else product.id
            for variant in product.variants:
                self._variants[variant.id] = None if variant.id in self._variants else product.id

    def resolved(self, given: Given) -> Given:
        """With the products that its article numbers and titles mean; what means none stays without a reference."""
        if given.type is Order and not given.whole:
            return replace(given, fields=self._items(given.fields), defaults=self._items(given.defaults))
        if given.type is Review:
            return self._review(given)
        return given

    def _items(self, fields: Mapping[str, Any]) -> Mapping[str, Any]:
        return {**fields, "items": [self._item(item) for item in fields["items"]]} if "items" in fields else fields

    def _item(self, item: dict[str, Any]) -> dict[str, Any]:
        code = item.get("code")
        rest = {name: value for name, value in item.items() if name != "code"}
        if code in self._ids:
            return rest | {"product_id": code}
        if code is not None and (product := self._variants.get(code)) is not None:
            return rest | {"product_id": product, "variant_id": code}
        return rest

    def _review(self, given: Given) -> Given:
        """An id that is a variant's means its product; without any, the title may."""
        named, title = given.fields.get("product_id"), given.fields.get("product")
        product = self._variants.get(named) if named else self._titles.get((title or "").strip())
        if named in self._ids or product is None:
            return given
        needs = tuple(need for need in given.needs if need.type is not Product)
        return replace(given, fields={**given.fields, "product_id": product}, needs=needs)
