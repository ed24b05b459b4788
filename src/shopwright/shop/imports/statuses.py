"""How far an order is, in the words of the platforms, and in ours."""

from __future__ import annotations

import re
import unicodedata

from shopwright.shop.imports.values import shown

__all__ = ["ORDER_STATUSES", "order_status"]

ORDER_STATUSES: dict[str, str] = {
    "placed": "placed pending pending_payment on_hold checkout_draft draft open unpaid awaiting_payment 等待买家付款 "
    "等待付款 待付款 未付款 待支付 未支付 新订单 已下单",
    "paid": "paid processing awaiting_shipment unfulfilled 买家已付款等待卖家发货 买家已付款 等待卖家发货 卖家部分发货 "
    "已付款 已支付 待发货 等待发货 等待出库 待出库 商品出库 等待打印 部分发货 暂停 处理中",
    "shipped": "shipped fulfilled in_transit delivered 卖家已发货等待买家确认 卖家已发货 等待买家确认收货 已发货 已出库 "
    "等待确认收货 等待收货 待收货 待确认收货 配送中 运输中 已送达 已签收",
    "completed": "completed complete done 交易成功 交易完成 已完成 完成 订单完成 已收货 已评价",
    "cancelled": "cancelled canceled refunded failed voided expired trash 交易关闭 已取消 取消 订单取消 已关闭 关闭 "
    "删除 已退款 退款成功 付款以后用户退款成功交易自动关闭 付款以前卖家或买家主动关闭交易",
}
"""Ours, and what is recognised as such; case, spaces and punctuation do not matter."""


def _normal(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


_OURS = {_normal(theirs): ours for ours, words in ORDER_STATUSES.items() for theirs in (ours, *words.split())}


def order_status(text: str | None) -> str | None:
    """Our word for a platform's; None where nothing is said, ValueError for a word that is not known.

    >>> order_status("卖家已发货，等待买家确认"), order_status("wc-processing")
    ('shipped', 'paid')
    """
    if not text:
        return None
    if len(text) > 80:
        raise ValueError(f"{shown(text)} is no status that is known")
    known = _OURS.get(_normal(text.removeprefix("wc-")))
    if known is None and "(删除)" in unicodedata.normalize("NFKC", text):
        return "cancelled"  # JD strikes an order out so, whatever it was before
    if known is None and (found := re.fullmatch(r"(.*)\((.*)\)", unicodedata.normalize("NFKC", text).strip())):
        known = _OURS.get(_normal(found[2])) or _OURS.get(_normal(found[1]))  # 等待出库(已取消)
    if known is None:
        raise ValueError(f"{shown(text)} is no status that is known")
    return known
