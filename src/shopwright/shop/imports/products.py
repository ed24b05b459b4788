"""The rows of a platform's product to the product."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from shopwright.shop.imports.given import Given
from shopwright.shop.imports.rowcells import Cells, UnreadableError
from shopwright.shop.records import Product

__all__ = ["product_of"]

_DEFAULT = {"title": "default title"}
"""The option under which Shopify files a product that has none."""


def product_of(id: str, rows: Sequence[Cells], *, currency: str | None) -> Given:
    """What the rows say of the product; the first one describes it, and each with an article number, options or a price
    of its own is a variant. Rows of images alone say nothing. UnreadableError for a cell that cannot be read."""
    first = rows[0]
    fields: dict[str, Any] = {"brand": first.words("brand")} if first.has("brand") else {}
    if first.has("category", "type"):
        fields["category"] = first.words("category") or first.words("type")
    if (title := first.text("title")) is not None:
        fields["title"] = title
    if first.has("description", "short_description"):
        fields["description"] = first.text("description") or first.text("short_description")
    attributes = first.pairs("attributes") | _listed(first)
    if attributes or first.has("attributes", "attribute1_name"):
        fields["attributes"] = attributes
    names = [first.words(f"option{n}_name") for n in (1, 2, 3)]
    variants = [found for cells in rows if (found := _variant(cells, names, alone=len(rows) == 1)) is not None]
    fields |= _sold(first, _distinct(variants))
    defaults = {"currency": currency} if currency else {}
    return Given(Product, id, fields, tuple(cells.row for cells in rows), defaults=defaults)


def _variant(cells: Cells, names: Sequence[str | None], *, alone: bool) -> dict[str, Any] | None:
    """The fields of a variant; None for a row that sells nothing, or the product as a whole."""
    options: dict[str, Any] = dict(cells.pairs("option_pairs")) | _options(cells, names)
    sku, sold = cells.key("variant_sku") or cells.key("sku"), _price(cells) is not None
    if (cells.words("row_type") or "").lower() == "variation":
        options, sku = options | _listed(cells), sku or cells.key("id")
    elif (cells.words("row_type") or "").lower().startswith(("variable", "grouped")):
        return None
    if not (sku or options) and (alone or not sold):
        return None
    variant: dict[str, Any] = {"id": sku or "/".join(map(str, options.values())) or str(cells.row.number)}
    if options or cells.has("option1_value", "option_pairs", "attribute1_name"):
        variant["attributes"] = options
    if cells.has("price", "variant_price"):
        variant["price"] = _price(cells)
    if cells.has("stock", "variant_stock"):
        variant["stock"] = _stock(cells)
    return variant


def _options(cells: Cells, names: Sequence[str | None]) -> dict[str, str]:
    found = {}
    for number, name in enumerate(names, 1):
        value = cells.words(f"option{number}_value")
        if name and value and _DEFAULT.get(name.lower()) != value.lower():
            found[name] = value
        if value := cells.words(f"option{number}"):
            found[cells.columns[f"option{number}"]] = value
    return found


def _listed(cells: Cells) -> dict[str, Any]:
    """WooCommerce's attributes: a name, and values between commas."""
    found: dict[str, Any] = {}
    for number in range(1, 11):
        name, values = cells.words(f"attribute{number}_name"), cells.words(f"attribute{number}_value")
        if name and values:
            listed = [value.strip() for value in values.split(",") if value.strip()]
            found[name] = listed if len(listed) > 1 else values
    return found


def _distinct(variants: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Variants with ids that differ; an article number given twice is told apart by the options."""
    found: dict[str, dict[str, Any]] = {}
    for variant in variants:
        id = variant["id"]
        if id in found:
            id = "/".join([id, *map(str, variant.get("attributes", {}).values())])
        found.setdefault(id, variant | {"id": id})
    return list(found.values())


def _sold(first: Cells, variants: list[dict[str, Any]]) -> dict[str, Any]:
    """Price, stock and variants of the product: with variants its price is the lowest of theirs."""
    fields: dict[str, Any] = {"variants": variants}
    prices = [price for variant in variants if (price := variant.get("price")) is not None]
    if first.has("price", "variant_price"):
        fields["price"] = min(prices) if prices else _price(first)
    if first.has("stock", "variant_stock"):
        fields["stock"] = None if variants else _stock(first)
    if first.has("currency"):
        fields["currency"] = first.words("currency") or "CNY"
    return fields


def _price(cells: Cells) -> Decimal | None:
    """What a customer pays today."""
    for field in ("sale_price", "variant_price", "price"):
        if (price := cells.amount(field)) is not None:
            if price < 0:
                raise UnreadableError(cells.row.number, f"{cells.columns[field]}: less than nothing")
            return price
    return None


def _stock(cells: Cells) -> int | None:
    """Pieces of the variant, where they are counted apart."""
    stock = cells.count("variant_stock")
    return cells.count("stock") if stock is None else stock
