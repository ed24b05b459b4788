"""Numbers known by a checksum or a form of their own: identity and bank cards, IP addresses, plates, passports."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopwright.text.pii_view import NOT_AMOUNT, Span, is_product_code

__all__ = ["cards", "network_addresses", "papers"]

_I = re.IGNORECASE
_START = r"(?<![0-9A-Za-z])(?<![0-9]\.)"
_END = r"(?![0-9A-Za-z]|\.[0-9])"
_LONG = re.compile(r"[0-9](?:[ -]?[0-9]){12}")
_ID_CARD = re.compile(
    rf"{_START}[1-8][0-9]{{5}}[ -]?(?:19|20)[0-9]{{2}}[ -]?(?:0[1-9]|1[0-2])[ -]?(?:0[1-9]|[12][0-9]|3[01])[ -]?"
    rf"[0-9]{{3}}[0-9X]{_END}",
    _I,
)
_BANK_CARD = re.compile(
    rf"{_START}(?:"
    r"[3-6][0-9]{3}(?P<sign>[ -]?)[0-9]{4}(?P=sign)[0-9]{4}(?P=sign)[0-9]{2,4}(?:(?P=sign)[0-9]{1,3})?"
    r"|3[47][0-9]{2}[ -][0-9]{6}[ -][0-9]{5}|62[0-9]{4}[ -][0-9]{10,13}"
    rf"){_END}"
)
_ISSUED = re.compile(  # prefixes and lengths that the schemes publish
    r"62[0-9]{14,17}"  # UnionPay
    r"|4[0-9]{15}"  # Visa
    r"|5[0-9]{15}"  # Mastercard, and Chinese debit cards of before UnionPay
    r"|3[47][0-9]{13}"  # American Express
    r"|35[0-9]{14}"  # JCB
    r"|3[068][0-9]{12}"  # Diners Club
    r"|6(?:011|5[0-9]{2})[0-9]{12}"  # Discover
)
_SAYS_ID_CARD = re.compile(r"身份证[^0-9\n]{0,8}$")
_SAYS_BANK_CARD = re.compile(r"(?:银行卡|储蓄卡|信用卡|借记卡|(?:bank|credit|debit) card)[^0-9\n]{0,8}$", _I)
_OCTET = r"(?:25[0-5]|2[0-4][0-9]|1?[0-9]{1,2})"
_IP4 = re.compile(rf"(?<![0-9A-Za-z.])(?:{_OCTET}\.){{3}}{_OCTET}(?![0-9A-Za-z]|\.[0-9])")
_IP6 = re.compile(
    r"(?<![0-9A-Za-z:.])(?=[0-9a-f:]{0,38}[0-9])[0-9a-f]{0,4}(?::[0-9a-f]{0,4}){3,7}(?![0-9A-Za-z:.])", _I
)
_SAYS_VERSION = re.compile(
    r"(?:(?<![a-z])(?:v|ver\.?|version|firmware|build|release|ios|android|driver)|固件|版本号?|升级到?|更新到?|系统|驱动)"
    r"[ :是为]{0,3}$",
    _I,
)
_SAYS_IP = re.compile(r"(?:(?<![a-z])ip|地址|服务器|登录|address|server|host|网关|路由)[^0-9\n]{0,8}$", _I)
_PLATE = re.compile(
    r"(?<![北南东天四银江香])(?P<province>[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼])"
    r"[A-HJ-NP-Z](?P<dot>[·•・.]?) ?"
    r"(?=[A-Z]{0,5}[0-9])(?:[A-HJ-NP-Z0-9]{5,6}|[A-HJ-NP-Z0-9]{4}[学警挂港澳使领])(?![A-Za-z0-9])",
    _I,
)
_PLATE_START = re.compile(r"[一-龥][A-Z]", _I)
_ALSO_WORDS = "新云黑青贵宁吉"  # "新R7000P" is a new laptop: these provinces need a dot or the word
_SAYS_PLATE = re.compile(r"(?:车牌|车号|号牌|牌照|plate)[^0-9\n]{0,8}$", _I)
_SAYS_PASSPORT = re.compile("护照|passport", _I)
_PASSPORT = re.compile(
    r"(?:护照|(?<![a-z])passport)(?:号码|编号|号| ?(?:no\.?|number|num\.?|#))?(?: ?(?:is|是|为))?[ :]{0,3}"
    rf"(?P<number>[A-Z]{{0,2}}[0-9]{{6,9}})(?![A-Z0-9]){NOT_AMOUNT}",
    _I,
)


def cards(view: str) -> Iterator[Span]:
    """Yield the identity cards (GB 11643) and bank cards (ISO/IEC 7812) of `view`.

    A checksum must hold, unless the word 身份证 or 银行卡 stands before the number.

    >>> list(cards("卡号 6217 0012 3456 7893")), list(cards("SKU 4000001234567899"))
    ([('BANK_CARD', 3, 22)], [])
    """
    if not _LONG.search(view):
        return
    for match in _ID_CARD.finditer(view):
        if _is_id_card(match[0]) or _before(_SAYS_ID_CARD, view, match):
            yield "ID_CARD", match.start(), match.end()
    for match in _BANK_CARD.finditer(view):
        if _before(_SAYS_BANK_CARD, view, match) or (
            _is_bank_card(match[0]) and not is_product_code(view, match.start())
        ):
            yield "BANK_CARD", match.start(), match.end()


def network_addresses(view: str) -> Iterator[Span]:
    """Yield the IP addresses of `view`; four small numbers without a word for it are a version.

    >>> list(network_addresses("IP 198.51.100.23")), list(network_addresses("固件1.0.3.12"))
    ([('IP', 3, 16)], [])
    """
    if view.count(".") < 3 and view.count(":") < 3:
        return
    for match in _IP4.finditer(view):
        telling = any(len(part) == 3 for part in match[0].split(".")) or _before(_SAYS_IP, view, match)
        if telling and not _before(_SAYS_VERSION, view, match):
            yield "IP", match.start(), match.end()
    for match in _IP6.finditer(view):
        if _is_ip6(match[0]):
            yield "IP", match.start(), match.end()


def papers(view: str) -> Iterator[Span]:
    """Yield the licence plates (GA 36) and, after a word for it, the passport numbers of `view`.

    >>> list(papers("京A12345")), list(papers("护照号E12340000"))
    ([('PLATE', 0, 7)], [('PASSPORT', 3, 12)])
    """
    for match in _PLATE.finditer(view) if _PLATE_START.search(view) else ():
        if match["province"] not in _ALSO_WORDS or match["dot"] or _before(_SAYS_PLATE, view, match):
            yield "PLATE", match.start(), match.end()
    for match in _PASSPORT.finditer(view) if _SAYS_PASSPORT.search(view) else ():
        yield "PASSPORT", match.start("number"), match.end("number")


def _before(words: re.Pattern[str], view: str, match: re.Match[str]) -> bool:
    """Whether `words` (anchored at their end) stand right before `match`."""
    return words.search(view[max(0, match.start() - 24) : match.start()]) is not None


def _is_id_card(number: str) -> bool:
    """Whether date and check digit hold; the place is not looked up, since the list lags behind new districts."""
    from stdnum.cn import ric
    from stdnum.exceptions import ValidationError

    compact = number.replace(" ", "").replace("-", "").upper()
    try:
        ric.get_birth_date(compact)
    except ValidationError:
        return False
    return bool(ric.calc_check_digit(compact) == compact[-1])


def _is_bank_card(number: str) -> bool:
    """Whether a scheme issues such numbers and the Luhn check digit holds."""
    compact = number.replace(" ", "").replace("-", "")
    if len(set(compact)) < 2 or not _ISSUED.fullmatch(compact):
        return False
    from stdnum import luhn

    return bool(luhn.is_valid(compact))


def _is_ip6(number: str) -> bool:
    """Whether `number` is an IPv6 address."""
    import ipaddress

    try:
        ipaddress.IPv6Address(number)
    except ValueError:
        return False
    return True
