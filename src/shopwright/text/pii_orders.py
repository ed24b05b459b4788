"""Numbers of orders and parcels: announced by a word, or with a carrier's prefix."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopwright.text.pii_view import NOT_AMOUNT, Span, is_date

__all__ = ["orders"]

_I = re.IGNORECASE
_WORDS = ("单号", "订单", "快递号", "运单", "order", "tracking", "waybill", "consignment", "awb")
_JOINT = r"(?:码| ?id)?(?: ?(?:is|was|是|为))?[ :#=(\[【]{0,4}"
_NUMBER = r"(?P<number>[A-Z0-9](?:-?[A-Z0-9]){3,39})(?![A-Z0-9])"
_CARRIER = "顺丰|圆通|中通|韵达|申通|极兔|邮政|EMS|京东|德邦|百世|菜鸟|DHL|UPS|FedEx|USPS"
_ANNOUNCED = re.compile(
    r"(?:(?P<order>订单(?:编号|号码|号| ?id| ?no\.?)|(?<![a-z])order ?(?:no\.?|number|num\.?|id|ref(?:erence)?|#))"
    rf"|(?P<parcel>(?:快递|物流|快件|包裹|运|面|{_CARRIER})(?:快递|物流|速递|速运)?的?单号|快递号|运单编?号|"
    r"(?<![a-z])(?:tracking|waybill|consignment|awb) ?(?:no\.?|number|num\.?|id|code|#)?)"
    rf"|(?P<either>单号)){_JOINT}{_NUMBER}",
    _I,
)
_BARE = re.compile(
    rf"(?:订单[ :#]{{0,3}}|(?<![a-z])order[ :#]{{1,3}})(?P<number>[A-Z]{{0,4}}[0-9]{{8,25}})(?![A-Z0-9]){NOT_AMOUNT}",
    _I,
)
_ANNOUNCED_AFTER = re.compile(
    r"(?<![0-9A-Za-z])(?P<number>[A-Z]{0,4}[0-9]{8,25}) ?(?:是|为)(?:我|这个|本|该|此)?的?订单", _I
)
_LONG = re.compile(r"[0-9]{7}|1Z", _I)
_MOBILE = re.compile(r"1[3-9][0-9]{9}")
_AMAZON = re.compile(r"(?<![0-9A-Za-z-])[0-9]{3}-[0-9]{7}-[0-9]{7}(?![0-9A-Za-z-])")
_PREFIXED = re.compile(
    r"(?<![0-9A-Za-z])(?:(?:SF|YT|JD[A-Z]{0,2}|JT|ZTO|STO|YD|DPK)[0-9]{12,15}|1Z(?=[A-Z]*[0-9])[0-9A-Z]{16})(?![0-9A-Za-z])",
    _I,
)
_BY_CARRIER = re.compile(
    rf"(?:{_CARRIER})(?:快递|速运|物流|速递)?[ :]{{0,2}}(?P<number>[0-9]{{12,15}})(?![0-9A-Z]){NOT_AMOUNT}", _I
)
_POSTAL = re.compile(r"(?<![0-9A-Za-z])[A-Z]{2}(?P<digits>[0-9]{9})[A-Z]{2}(?![0-9A-Za-z])")


def orders(view: str) -> Iterator[Span]:
    """Yield the order and tracking numbers of `view`, possibly overlapping.

    >>> list(orders("订单号:20260001, 快递单号:773000111222333"))
    [('ORDER_ID', 4, 12), ('TRACKING_NO', 19, 34)]
    """
    words = view.lower()
    if any(word in words for word in _WORDS):
        yield from _announced(view)
    if _LONG.search(view):
        yield from _recognised_by_form(view)


def _announced(view: str) -> Iterator[Span]:
    """The numbers that a word such as 订单号 or "tracking number" announces."""
    for match in _ANNOUNCED.finditer(view):
        number = match["number"]
        needed = 4 if match["order"] else 8 if match["parcel"] else 6
        if sum(map(str.isdigit, number)) >= needed and not (is_date(number) and len(number) <= 10):
            is_order = match["order"] or (match["either"] and not _PREFIXED.fullmatch(number))
            yield "ORDER_ID" if is_order else "TRACKING_NO", match.start("number"), match.end("number")
    for pattern in _BARE, _ANNOUNCED_AFTER:
        for match in pattern.finditer(view):
            number = match["number"]
            if not _MOBILE.fullmatch(number) and not (is_date(number) and len(number) == 8):
                yield "ORDER_ID", match.start("number"), match.end("number")


def _recognised_by_form(view: str) -> Iterator[Span]:
    """The numbers that a carrier's prefix or name, a check digit or a form of their own gives away."""
    for match in _PREFIXED.finditer(view):
        yield "TRACKING_NO", match.start(), match.end()
    for match in _BY_CARRIER.finditer(view):
        yield "TRACKING_NO", match.start("number"), match.end("number")
    for match in _POSTAL.finditer(view):
        if _is_postal(match["digits"]):
            yield "TRACKING_NO", match.start(), match.end()
    for match in _AMAZON.finditer(view):
        yield "ORDER_ID", match.start(), match.end()


def _is_postal(digits: str) -> bool:
    """Whether the last of nine `digits` is the check digit of a parcel number (UPU standard S10)."""
    total = sum(int(digit) * weight for digit, weight in zip(digits, (8, 6, 4, 2, 3, 5, 9, 7), strict=False))
    return int(digits[8]) == {10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11)
