"""What identifies one customer, and how to recognise it in any text without taking a common word for a person."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from shopwright.shop.records import Customer, Order
from shopwright.text import find, identify

__all__ = ["Identity", "Trait", "TraitKind", "strings"]

TraitKind = Literal["id", "name", "phone", "e-mail", "address", "contact", "payment reference", "tracking number"]

_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff·]+")
_START, _END = "(?<![a-z0-9])", "(?![a-z0-9])"
"""Not `\\b`, for which a Chinese character beside a Latin word is part of it."""
_BETWEEN = r"[\s,.、。;#·\-]*"
_SHORTEST = {"id": 6, "e-mail": 5, "address": 6, "contact": 5, "payment reference": 6, "tracking number": 6}
_SHORTEST_PHONE, _SHORTEST_HAN, _SHORTEST_LATIN, _SHORTEST_MIXED = 7, 2, 4, 4
_MIXED = re.compile(r"[a-z].*\d|\d.*[a-z]")
_NOTED: dict[str, TraitKind] = {"PHONE": "phone", "EMAIL": "e-mail", "ADDRESS": "address", "PERSON": "name"}
_CUSTOMER = re.compile("customer|user|buyer|member|顾客|客户|用户|买家|会员", re.IGNORECASE)
_KEY = re.compile(r"(?:\w+_)?id", re.IGNORECASE)


@dataclass(frozen=True)
class Trait:
    """One value that identifies a customer.

    >>> Trait("phone", "13800138000").within("请打 138-0013-8000 找我", "text")
    True
    >>> Trait("name", "Li").within("Life is good", "text"), Trait("name", "Li").within("Li", "name")
    (False, True)
    """

    kind: TraitKind
    value: str

    @cached_property
    def folded(self) -> str:
        """The value without what tells spellings apart."""
        return _fold(self.value).strip()

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the value in a folded text; None for a value so short that it would find what it does not mean."""
        source = _SOURCES.get(self.kind, _word)(self.kind, self.folded)
        return re.compile(source) if source else None

    @cached_property
    def strong(self) -> bool:
        """Whether the value alone says who is meant; a name of two characters may be a common word."""
        if self.kind != "name":
            return self.pattern is not None
        return len(self.value.split()) > 1 or (_HAN.fullmatch(self.value) is not None and len(self.value) > 2)

    def within(self, text: str, field: str) -> bool:
        """Whether `text`, the value of a column or a JSON key called `field`, holds this value."""
        return self.within_folded(_fold(text), field)

    def within_folded(self, folded: str, field: str) -> bool:
        """The same for a text that is folded already."""
        if self.kind == "id" and folded.strip() == self.folded:
            return _CUSTOMER.search(field) is not None or (self.pattern is not None and not _KEY.fullmatch(field))
        if self.pattern is not None and self.pattern.search(folded) is not None:
            return True
        return folded.strip() == self.folded

    def scrubbed(self, text: str, mark: str) -> str:
        """The text with `mark` in place of the value."""
        if _fold(text).strip() == self.folded:
            return mark
        if self.pattern is None:
            return text
        text = re.sub(self.pattern.pattern, mark, text, flags=re.IGNORECASE)
        return self.pattern.sub(mark, _fold(text)) if self.pattern.search(_fold(text)) else text


class Identity:
    """All values that identify one customer: their own, those of their orders, and those in notes on either.

    >>> known = Identity.of(Customer(id="c1", name="王小芳", phone="+86 13800138000"), [])
    >>> known.scrub("王小芳的电话是13800138000"), known.vague
    ('[已删除]的电话是[已删除]', (Trait(kind='id', value='c1'),))
    """

    def __init__(self, traits: Iterable[Trait]) -> None:
        self.traits = tuple(dict.fromkeys(trait for trait in traits if trait.value.strip()))
        patterns = [trait.pattern.pattern for trait in self.traits if trait.pattern is not None]
        self._any = re.compile("|".join(patterns) or r"(?!)")
        self._wholes = {trait.folded for trait in self.traits}

    @classmethod
    def of(cls, customer: Customer, orders: Iterable[Order]) -> Identity:
        """Of a customer and all their orders."""
        return cls([*_of_customer(customer), *(trait for order in orders for trait in _of_order(order))])

    @property
    def vague(self) -> tuple[Trait, ...]:
        """The values too short to be looked for within texts; they count only where they are the whole value."""
        return tuple(trait for trait in self.traits if trait.pattern is None)

    def needles(self) -> set[str]:
        """The values as they are spelled, for a search in bytes; without those too short for any search."""
        return {trait.value.strip() for trait in self.traits if trait.pattern is not None}

    def found(self, value: Any, field: str) -> set[TraitKind]:
        """Which kinds of values a text or a JSON value holds."""
        kinds: set[TraitKind] = set()
        for name, text in strings(value, field):
            folded = _fold(text)
            if folded.strip() in self._wholes or self._any.search(folded):
                kinds.update(trait.kind for trait in self.traits if trait.within_folded(folded, name))
        return kinds

    def mentioned(self, text: str) -> set[TraitKind]:
        """Which kinds of values a long text of unknown structure holds; those too short are not looked for."""
        folded = _fold(text)
        return {trait.kind for trait in self.traits if trait.pattern is not None and trait.pattern.search(folded)}

    def strongly(self, value: Any, field: str) -> bool:
        """Whether a text or a JSON value means this customer beyond doubt: by a strong value, or one that is all of it."""
        return any(
            trait.within_folded(folded, name) and (trait.strong or folded.strip() == trait.folded)
            for name, folded in ((name, _fold(text)) for name, text in strings(value, field))
            for trait in self.traits
        )

    def scrub(self, value: Any, field: str = "") -> Any:
        """The text or JSON value with a mark in place of each identifying value."""
        if isinstance(value, str):
            mark = "[已删除]" if identify(value) == "zh" else "[erased]"
            for trait in self.traits:
                if trait.within(value, field):
                    value = trait.scrubbed(value, mark)
            return value
        if isinstance(value, Mapping):
            return {self.scrub(key): self.scrub(item, key) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self.scrub(item, field) for item in value)
        return self.scrub(str(value), field) if self.found(value, field) else value


def strings(value: Any, field: str) -> Iterator[tuple[str, str]]:
    """Every text in a value with the name of the field that holds it; keys and numbers count as texts."""
    if isinstance(value, str):
        yield field, value
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield "", key
            yield from strings(item, key)
    elif isinstance(value, list | tuple):
        for item in value:
            yield from strings(item, field)
    elif value is not None and not isinstance(value, bool):
        yield field, str(value)


def _of_customer(customer: Customer) -> Iterator[Trait]:
    yield Trait("id", customer.id)
    yield from _personal(customer.name, customer.phone, customer.address)
    yield Trait("e-mail", customer.email or "")
    yield from _noted(customer.notes)
    for value in customer.contacts.values():
        yield Trait("contact", value)


def _of_order(order: Order) -> Iterator[Trait]:
    yield from _personal(order.recipient, order.phone, order.address)
    yield from _noted(order.note)
    for payment in order.payments:
        yield Trait("payment reference", payment.reference or "")
    for shipment in order.shipments:
        yield Trait("tracking number", shipment.tracking_number or "")


def _personal(name: str | None, phone: str | None, address: str | None) -> Iterator[Trait]:
    yield Trait("name", name or "")
    yield Trait("phone", phone or "")
    yield Trait("address", address or "")


def _noted(note: str | None) -> Iterator[Trait]:
    """Telephone numbers and the like that somebody wrote into a note."""
    for entity in find(note or ""):
        kind = _NOTED.get(entity.type, "contact")
        yield Trait(kind, (note or "")[entity.start : entity.end])


def _fold(text: str) -> str:
    """Full-width forms, case and compatibility characters made alike."""
    return text.lower() if text.isascii() else unicodedata.normalize("NFKC", text).casefold()


def _word(kind: TraitKind, value: str) -> str | None:
    """As a word of its own; an id of letters and digits may be shorter, since no word or number looks like it."""
    mixed = kind == "id" and len(value) >= _SHORTEST_MIXED and _MIXED.search(value) is not None
    return f"{_START}{re.escape(value)}{_END}" if mixed or len(value) >= _SHORTEST[kind] else None


def _name(_kind: TraitKind, value: str) -> str | None:
    """Chinese characters wherever they stand together, also with a space between; Latin names as words."""
    if _HAN.fullmatch(value):
        return r"[\s·]*".join(map(re.escape, value)) if len(value) >= _SHORTEST_HAN else None
    if sum(character.isalnum() for character in value) < _SHORTEST_LATIN:
        return None
    return _START + r"\s+".join(map(re.escape, value.split())) + _END


def _phone(_kind: TraitKind, value: str) -> str | None:
    """The digits with any separators, with or without the code of China."""
    digits = re.sub(r"\D", "", value)
    digits = re.sub(r"^(?:00)?86(?=1\d{10}$)", "", digits)
    if len(digits) < _SHORTEST_PHONE:
        return None
    return r"(?<!\d)(?:(?:00)?86[\s\-.()]*)?" + r"[\s\-.()]*".join(digits) + r"(?!\d)"


def _address(kind: TraitKind, value: str) -> str | None:
    """The whole address, whatever stands between its characters; a part of it is not recognised."""
    characters = re.sub(_BETWEEN, "", value)
    return _BETWEEN.join(map(re.escape, characters)) if len(characters) >= _SHORTEST[kind] else None


_SOURCES = {"name": _name, "phone": _phone, "address": _address}
