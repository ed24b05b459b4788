"""E-mail addresses, and the WeChat and QQ handles that a word announces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from shopwright.text.pii_view import NOT_AMOUNT, Span, is_date

__all__ = ["emails", "handles"]

_I = re.IGNORECASE
# The look-behind lets a match begin only where a local part begins, which keeps the search linear.
_EMAIL = re.compile(
    r"(?<![A-Za-z0-9._%+-])[A-Za-z0-9_][A-Za-z0-9._%+-]{0,63}+@"
    r"(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.){1,6}[A-Za-z]{2,24}(?![A-Za-z0-9-])"
)
_WECHAT = re.compile(
    r"(?P<verb>加|添加|联系|\+)?(?:我的|我|店主|客服|卖家)?(?:一下|个)? ?"
    r"(?:微 ?信|(?<![a-z])(?:wechat|weixin)|(?<![a-z0-9])[vw]x|(?P<slang>薇 ?信|威信|v信)|(?<=加)v|(?<=加 )v|(?<=\+)v)"
    r"(?P<label> ?(?:号码|账号|帐号|号|(?<=[a-z ])id))?(?P<joint> ?(?:is|是|为|叫|吧|哦)?[ :]{0,3})"
    rf"(?P<name>[a-z](?:[-_]?[a-z0-9]){{5,19}}|[1-9][0-9]{{5,10}})(?![a-z0-9_-]){NOT_AMOUNT}",
    _I,
)
_SAYS_WECHAT = re.compile("信|[vw]x|w[ei]|[加+] ?v", _I)
_SAYS_QQ = re.compile("[q扣鹅]", _I)
_SOFTWARE = re.compile(r"iphone|ipad|android|ios|windows|win|mac|redmi|xiaomi1|huawei|mate|version|pay", _I)
_QQ = re.compile(
    r"(?:(?<![a-z0-9])qq|扣扣|企鹅|[加+] ?q|(?<![a-z0-9])q(?=号|群|:))(?P<label>群?(?:号码|账号|帐号|号)|群)?"
    rf"(?P<joint>(?:是|为| is)?[ :]{{0,3}})(?P<number>[1-9][0-9]{{4,10}})(?![a-z0-9@]|\.[0-9]){NOT_AMOUNT}",
    _I,
)


def emails(view: str) -> Iterator[Span]:
    """Yield the e-mail addresses of `view`.

    >>> list(emails("邮箱a_1@example.com。"))
    [('EMAIL', 2, 17)]
    """
    if "@" in view:
        for match in _EMAIL.finditer(view):
            yield "EMAIL", match.start(), match.end()


def handles(view: str) -> Iterator[Span]:
    """Yield the WeChat and QQ handles of `view`.

    >>> list(handles("加vx:shop_123 或QQ:100200300"))
    [('WECHAT', 4, 12), ('QQ', 17, 26)]
    """
    if _SAYS_WECHAT.search(view):
        for match in _WECHAT.finditer(view):
            if _is_wechat(match):
                yield "WECHAT", match.start("name"), match.end("name")
    if not _SAYS_QQ.search(view):
        return
    for match in _QQ.finditer(view):
        if match["label"] or ":" in match["joint"] or not is_date(match["number"]):
            yield "QQ", match.start("number"), match.end("number")


def _is_wechat(match: re.Match[str]) -> bool:
    """Whether what follows a word for WeChat is a name: asked for, labelled, or no word of any language."""
    name = match["name"]
    if is_date(name) or _SOFTWARE.match(name):
        return False
    unlike_a_word = any(sign.isdigit() or sign == "_" for sign in name)
    asked_for = match["verb"] or match["label"] or match["slang"] or ":" in match["joint"]
    return bool(unlike_a_word or (asked_for and "is" not in match["joint"]))
