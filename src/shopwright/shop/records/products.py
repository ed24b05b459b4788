"""What a shop sells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

__all__ = ["AttributeValue", "Product", "Variant"]

AttributeValue = str | int | float | bool | list[str | int | float | bool]


@dataclass(frozen=True, slots=True)
class Variant:
    """One form in which a product is sold: a colour, a size.

    >>> Variant(id="red-L", attributes={"颜色": "红", "尺码": "L"}, stock=3).price is None
    True
    """

    id: str
    """Unique among the variants of its product."""
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    """What sets it apart, in the order in which it is shown."""
    price: Decimal | None = None
    """None: the product's."""
    stock: int | None = None
    """Pieces at hand; None where nobody counts."""


@dataclass(frozen=True, slots=True)
class Product:
    """One product with its variants.

    >>> Product(id="p1", title="保温杯", price=Decimal("89.00"), attributes={"材质": "不锈钢"}).currency
    'CNY'
    """

    id: str
    title: str
    category: str | None = None
    brand: str | None = None
    description: str | None = None
    attributes: Mapping[str, AttributeValue] = field(default_factory=dict)
    """In the order in which they are shown; the facts that copy may claim."""
    price: Decimal | None = None
    """Up to four decimals."""
    currency: str = "CNY"
    """ISO 4217."""
    stock: int | None = None
    """Pieces at hand of a product without variants; None where nobody counts."""
    variants: tuple[Variant, ...] = ()
