"""Telephone numbers: Chinese mobiles, landlines and hotlines, international and English-language ones."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopwright.text.pii_view import BLOT, NOT_AMOUNT, Span, is_date, is_product_code

__all__ = ["phones"]

_I = re.IGNORECASE
_SEVEN_DIGITS = re.compile(r"[0-9](?:[ .()-]{0,4}[0-9]){6}")  # no telephone number has fewer
_SEPARATOR = r"(?: ?[-.] ?| {0,2})"
_MOBILE = re.compile(
    # Letters may not touch the number, except those that announce it.
    r"(?:(?<![0-9a-z])|(?<=tel)|(?<=phone)|(?<=mobile)|(?<=vx)|(?<=wx)|(?<=wechat))(?<![0-9]\.)"
    r"(?:\(?(?:\+|00)? ?86\)?[ -]{0,2})?(?:"
    rf"1[3-9][0-9](?P<a>{_SEPARATOR})[0-9]{{4}}(?P=a)[0-9]{{4}}"
    rf"|1[3-9][0-9]{{2}}(?P<b>{_SEPARATOR})[0-9]{{3}}(?P=b)[0-9]{{4}}"
    rf"|1[3-9][0-9]{_SEPARATOR}[0-9]{{8}}"
    r"|1(?P<c> {1,2}|[-.])[3-9](?:(?P=c)[0-9]){9}"
    r")(?![0-9]|\.[0-9]|(?!vx|wx|wechat|qq)[a-z]| ?(?:元|[¥$€£%‰]|mah))",
    _I,
)
_LANDLINE = re.compile(
    r"(?<![0-9a-z.+])(?<![0-9]-)(?:\(0[1-9][0-9]{1,2}\) ?-?|0[1-9][0-9]{1,2}[ -] ?)[2-8][0-9]{2,3}[ -]?[0-9]{4}"
    rf"(?P<extension>(?:-|转| ?ext\.? ?)[0-9]{{1,5}})?(?![0-9a-z]|-[0-9a-z]|\.[0-9]){NOT_AMOUNT}",
    _I,
)
_HOTLINE = re.compile(
    rf"(?<![0-9a-z.+-])[48]00-(?:[0-9]{{3}}-[0-9]{{4}}|[0-9]{{4}}-[0-9]{{3}}|[0-9]{{7}})(?![0-9a-z-]){NOT_AMOUNT}", _I
)
_INTERNATIONAL = re.compile(r"(?<![0-9A-Za-z+])\+[1-9](?:[ .-]?\(?[0-9]\)?){6,14}(?![0-9])")
_NORTH_AMERICAN = re.compile(
    r"(?<![0-9a-z.+])(?<![0-9]-)(?:1[-. ])?(?:\([2-9][0-9]{2}\) ?|[2-9][0-9]{2}[-.])[2-9][0-9]{2}[-. ][0-9]{4}"
    rf"(?![0-9a-z]|-[0-9a-z]|\.[0-9]){NOT_AMOUNT}",
    _I,
)
_LATIN_WORDS = "call|phone|tel|telephone|mobile|cell|text|txt|whatsapp|fax|ring|dial|contact|reach"
_CHINESE_WORDS = "电话|座机|热线|致电|拨打|传真"
_WORDS = re.compile(f"{_CHINESE_WORDS}|手机|打给|联系|{_LATIN_WORDS}", _I)
_GAP = rf"[^0-9\n{BLOT}]{{0,16}}?"
_ANNOUNCED = re.compile(
    rf"(?:(?<![a-z])(?:{_LATIN_WORDS})(?![a-z])|{_CHINESE_WORDS}|手机|打给|联系){_GAP}"
    rf"(?<![0-9a-z.+])(?P<number>\(?[0-9][0-9() .-]{{5,16}}[0-9])(?![0-9a-z]|-[0-9a-z]|\.[0-9]){NOT_AMOUNT}",
    _I,
)
_YEARS = re.compile(r"(?:19|20)[0-9]{2} ?-? ?(?:19|20)[0-9]{2}(?![0-9])")
_LOCAL = re.compile(r"[2-9][0-9]{2}[-. ][0-9]{4}")
_ANNOUNCED_CHINESE = re.compile(
    rf"(?:{_CHINESE_WORDS})(?:号码|号)?[ :是为,]{{0,3}}"
    r"(?P<number>[2-8][0-9]{2,3}[ -]?[0-9]{4}|0[1-9][0-9]{8,10}|[48]00[0-9]{7})"
    rf"(?![0-9a-z]|-[0-9a-z]|\.[0-9]){NOT_AMOUNT}",
    _I,
)


def phones(view: str) -> Iterator[Span]:
    """Yield the telephone numbers of `view`, kind by kind, possibly overlapping.

    A number stands for itself where its form is precise: Chinese mobiles, area codes that exist, `+` and a country
    code, `(212) 555-0123`. Local and other forms need a word before them that announces a telephone.

    >>> list(phones("call 555-0123, size 555-0123"))
    [('PHONE', 5, 13)]
    """
    if _SEVEN_DIGITS.search(view):
        for start, end in _numbers(view):
            if not is_product_code(view, start):
                yield "PHONE", start, end


def _numbers(view: str) -> Iterator[tuple[int, int]]:
    """Where `view` holds telephone numbers, those that stand for themselves first."""
    yield from (match.span() for match in _MOBILE.finditer(view))
    if "+" in view:
        for match in _INTERNATIONAL.finditer(view):
            if length := _international_length(match[0]):
                yield match.start(), match.start() + length
    for match in _LANDLINE.finditer(view):
        if _is_valid(view[match.start() : max(match.start("extension"), 0) or match.end()], "CN"):
            yield match.span()
    if "00-" in view:
        yield from (match.span() for match in _HOTLINE.finditer(view))
    yield from (match.span() for match in _NORTH_AMERICAN.finditer(view) if _is_valid(match[0], "US"))
    if _WORDS.search(view):
        for pattern in _ANNOUNCED_CHINESE, _ANNOUNCED:
            yield from (match.span("number") for match in pattern.finditer(view) if _is_announced(match["number"]))


def _is_announced(number: str) -> bool:
    """Whether `number`, after a word such as "call" or "电话", is one to dial."""
    if is_date(number) or _YEARS.match(number):
        return False
    digits = sum(map(str.isdigit, number))
    if digits in {7, 8}:
        return _LOCAL.fullmatch(number) is not None or (
            number.replace("-", "").replace(" ", "").isdigit() and digits == 8
        )
    if number.startswith("0") and digits >= 10:
        return _is_possible(number, "GB") or _is_valid(number, "CN")
    return digits in {10, 11} and (_is_valid(number, "US") or number.startswith(("400", "800")))


def _international_length(number: str) -> int:
    """How much of `number`, which begins with `+`, is one telephone number; 0 for none of it.

    A number that is possible but not assigned (those kept for films, say) counts where signs group its digits.
    """
    end = len(number)
    for _ in range(4):
        grouped = any(sign in number[:end] for sign in " -.(")
        if _is_valid(number[:end]) or (grouped and _is_possible(number[:end])):
            return end
        end = max(number.rfind(" ", 0, end), number.rfind("-", 0, end))
        if end < 8:
            break
    return 0


def _is_valid(number: str, region: str | None = None) -> bool:
    """Whether the numbering plan assigns `number`."""
    import phonenumbers

    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False


def _is_possible(number: str, region: str | None = None) -> bool:
    """Whether `number` has a length that the numbering plan knows."""
    import phonenumbers

    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(number, region))
    except phonenumbers.NumberParseException:
        return False
