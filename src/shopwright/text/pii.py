"""Personal data in a text: find them, and mask them.

Found here is what a precise recogniser can find: PHONE, EMAIL, ID_CARD, BANK_CARD, IP, WECHAT, QQ, ORDER_ID,
TRACKING_NO, PLATE and PASSPORT. ADDRESS and PERSON, which need more than patterns, come with the audit work.

Precision comes first: prices, sizes, dates, model numbers, quantities and bar codes stay. Not found, therefore: numbers
in words (幺三八…), addresses such as "me at example dot com", handles without a word that announces them, all but the
first number after such a word where only the word tells, and whatever somebody hides on purpose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from shopwright.text.language import identify
from shopwright.text.pii_handles import emails, handles
from shopwright.text.pii_numbers import cards, network_addresses, papers
from shopwright.text.pii_orders import orders
from shopwright.text.pii_phones import phones
from shopwright.text.pii_view import MARKS, EntityType, Span, blot, view_of

__all__ = ["Entity", "EntityType", "Masked", "find", "mask"]

# In order of precedence: what an earlier one finds, a later one does not see.
_RECOGNISERS = (emails, orders, cards, phones, network_addresses, handles, papers)
_ROUNDS = 8  # an entity found late may have hidden another; one round more is the rule, this many bound hostile text

_DIGIT = re.compile("[0-9０-９@＠]")
_SIGNS = re.compile(
    r"[@＠]|[0-9０-９](?:[^0-9０-９\w]{0,5}[0-9０-９a-fA-F]){3}|"
    r"[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Za-zＡ-Ｚａ-ｚ]"
)
_ORDER = re.compile("单|order|tracking|waybill|consignment|awb", re.IGNORECASE)
_LATIN_NAME = re.compile("[A-Za-zＡ-Ｚａ-ｚ](?:[-_－＿\u2010-\u2015\u2212]?[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]){5}")
_WECHAT = re.compile("[微薇威].?信|[vｖ]信|[vwｖｗ][xｘ]|[加+＋].?[vｖ]|wechat|weixin|ｗ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entity:
    """One piece of personal data; `start` and `end` count code points of the text it was found in.

    >>> text = "电话１３８００１３８０００"
    >>> text[find(text)[0].start :]
    '１３８００１３８０００'
    """

    type: EntityType
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without its personal data, and where they were in the text as it came in.

    >>> mask("明天再来").entities
    ()
    """

    text: str
    entities: tuple[Entity, ...]


def find(text: str) -> list[Entity]:
    """Return the personal data of `text`, sorted, without overlaps; never raises.

    Takes time linear in the length of the text, and about a microsecond for a review that can hold none.

    >>> find("花了13800元，电话13800138000")
    [Entity(type='PHONE', start=11, end=22)]
    """
    return _search(text) if _may_hold(text) else []


def mask(text: str) -> Masked:
    """Return `text` with each piece of personal data replaced by a mark; masking twice is masking once.

    The mark is in Chinese where the text is (`identify`), else in English. Never raises.

    >>> mask("加微信 xiaomei_2020").text, mask("Call 212-555-0100").text
    ('加微信 [微信]', 'Call [PHONE]')
    """
    entities = find(text)
    if not entities:
        return Masked(text, ())
    chinese = identify(text) == "zh"
    parts: list[str] = []
    position = 0
    for entity in entities:
        parts += text[position : entity.start], f"[{MARKS[entity.type] if chinese else entity.type}]"
        position = entity.end
    return Masked("".join([*parts, text[position:]]), tuple(entities))


def _may_hold(text: str) -> bool:
    """Whether a closer look is worth it: false only if no recogniser can find anything."""
    if _DIGIT.search(text) and (_SIGNS.search(text) or _ORDER.search(text)):
        return True
    return _LATIN_NAME.search(text) is not None and _WECHAT.search(text) is not None


def _search(text: str) -> list[Entity]:
    """`find` without the quick way out."""
    view = view_of(text)
    found: list[Span] = []
    for _ in range(_ROUNDS):
        before = len(found)
        for recognise in _RECOGNISERS:
            if spans := _disjoint(recognise(view)):
                view = blot(view, spans)
                found += spans
        if len(found) == before:
            break
    return sorted((Entity(*span) for span in found), key=lambda entity: entity.start)


def _disjoint(spans: Iterator[Span]) -> list[Span]:
    """Of spans in order of precedence, those that overlap no earlier one, sorted by place."""
    kept: list[Span] = []
    taken: set[int] = set()
    for span in spans:
        if taken.isdisjoint(range(span[1], span[2])):
            taken.update(range(span[1], span[2]))
            kept.append(span)
    return sorted(kept, key=lambda span: span[1])
