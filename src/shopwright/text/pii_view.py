"""What the recognisers of personal data look at: the text with one way to write a digit, and what surrounds a number.

The view has as many code points as the text, so that offsets agree. What is settled already (entities found, marks that
an earlier masking left) is blotted out with `BLOT`; no pattern reads across it or depends on its length, which is why
masking a masked text changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

__all__ = ["BLOT", "MARKS", "NOT_AMOUNT", "EntityType", "Span", "blot", "is_date", "is_product_code", "view_of"]

EntityType = Literal[
    "PHONE",
    "ID_CARD",
    "BANK_CARD",
    "EMAIL",
    "WECHAT",
    "QQ",
    "ADDRESS",
    "PERSON",
    "ORDER_ID",
    "PLATE",
    "PASSPORT",
    "IP",
    "TRACKING_NO",
]
Span = tuple[EntityType, int, int]

BLOT = "\ufdd0"  # a noncharacter: it means nothing in any text
MARKS: dict[EntityType, str] = {
    "PHONE": "电话",
    "ID_CARD": "身份证",
    "BANK_CARD": "银行卡",
    "EMAIL": "邮箱",
    "WECHAT": "微信",
    "QQ": "QQ",
    "ADDRESS": "地址",
    "PERSON": "姓名",
    "ORDER_ID": "订单号",
    "PLATE": "车牌",
    "PASSPORT": "护照",
    "IP": "IP",
    "TRACKING_NO": "快递单号",
}
_MARK = re.compile(r"\[(?:" + "|".join([*MARKS, *MARKS.values()]) + r")\]")

_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}  # full-width forms
_PLAIN |= dict.fromkeys([0x3000, 0xA0, *range(0x2000, 0x200E), 0x202F, 0x2060, 0xFEFF, 0xFE0F, 0x20E3], ord(" "))
_PLAIN |= dict.fromkeys([*range(0x2010, 0x2016), 0x2212, 0xFE63], ord("-"))

# What follows an amount and never a number that names somebody; no measure word that is a surname too (张, 万).
NOT_AMOUNT = (
    r"(?! ?(?:元|块|[¥$€£%％‰]|美元|美金|个(?!人)|件|条|颗|粒|小时|分钟|公里|千米|毫米|厘米|毫安|毫升|公斤|像素|"
    r"(?:mah|km|cm|mm|kg|ml|gb|mb|dpi|rpm|units?|pcs|pieces|people|steps|hours?|seconds?)(?![a-z])))"
)
_PRODUCT_CODE = re.compile(
    r"(?:货号|型号|编号|编码|条码|条形码|款号|色号|序列号|批号|批次|商品号|"
    r"(?<![a-z])(?:sku|spu|item|model|serial|s/n|sn|isbn|ean|upc|imei|batch|lot|part|version|ref))(?: ?(?:no\.?|number|code|id))?[ :#=是为的]{0,3}$",
    re.IGNORECASE,
)
_DATE = re.compile(r"(?:19|20)[0-9]{2}([-./]?)(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12][0-9]|3[01])(?![0-9])")


def view_of(text: str) -> str:
    """Return `text` with full-width signs, odd spaces and dashes as ASCII and marks blotted out; as long as `text`.

    >>> view_of("电话：１３８　００１３")
    '电话:138 0013'
    """
    view = text if text.isascii() else text.translate(_PLAIN)
    return _MARK.sub(lambda mark: BLOT * len(mark[0]), view) if "[" in view else view


def blot(view: str, spans: Iterable[Span]) -> str:
    """Return `view` with the sorted, disjoint `spans` blotted out; as long as `view`."""
    parts: list[str] = []
    position = 0
    for _, start, end in spans:
        parts += view[position:start], BLOT * (end - start)
        position = end
    return "".join([*parts, view[position:]])


def is_date(number: str) -> bool:
    """Whether `number` reads as a date, year first, with or without signs between.

    >>> is_date("20260301"), is_date("2026-03-01 12"), is_date("20261301")
    (True, True, False)
    """
    return _DATE.match(number) is not None


def is_product_code(view: str, start: int) -> bool:
    """Whether the words right before `start` say that a product's number follows.

    >>> is_product_code("SKU: 4000", 5), is_product_code("call 4000", 5)
    (True, False)
    """
    return _PRODUCT_CODE.search(view[max(0, start - 24) : start]) is not None
