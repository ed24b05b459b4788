"""Our own layout: a column a field, by the fields' names or by usual Chinese and English headers."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from shopwright.shop.database.columns import Column, Count, Day, Json, Key, Moment, Money, Real
from shopwright.shop.database.rows import Part, kind_of
from shopwright.shop.exports.encoding import field_names, unkept
from shopwright.shop.files.fields import REVIEW_FIELDS
from shopwright.shop.files.headers import FieldSpec
from shopwright.shop.files.parsing import parse_date, parse_rating
from shopwright.shop.files.scalars import as_text, is_missing
from shopwright.shop.imports import values
from shopwright.shop.imports.given import Given
from shopwright.shop.imports.layouts import Layout, specs
from shopwright.shop.imports.rowcells import Cells
from shopwright.shop.imports.statuses import order_status
from shopwright.shop.kinds import RECORDS, RecordKind

__all__ = ["OWN", "is_export", "own_record"]

_PRODUCTS = specs("""
    id: product_id | 商品id | 商品编号 | 产品id | 产品编号 | 商品编码 | 货号 | 编号 | 编码 | sku
    title: name | product_name | product_title | product | 标题 | 商品标题 | 商品名称 | 商品名 | 产品名称 | 名称 | 商品 | 品名
    category: product_category | cat | 类目 | 商品类目 | 分类 | 商品分类 | 品类
    brand: vendor | 品牌 | 商品品牌
    description: desc | body | detail | 描述 | 商品描述 | 详情 | 商品详情 | 简介
    attributes: attribute | properties | specs | 属性 | 商品属性 | 参数 | 规格参数
    price: unit_price | sale_price | 价格 | 单价 | 售价 | 销售价 | 一口价
    currency: 币种 | 货币
    stock: inventory | quantity | qty | 库存 | 库存数量 | 数量
    variants: skus | 变体 | 规格列表
""")
_CUSTOMERS = specs("""
    id: customer_id | user_id | 客户id | 客户编号 | 顾客id | 会员id | 会员号 | 用户id | 编号
    name: customer_name | customer | 姓名 | 客户姓名 | 客户名称 | 客户 | 顾客 | 会员名 | 昵称
    phone: mobile | telephone | tel | 电话 | 手机 | 手机号 | 手机号码 | 联系电话
    email: mail | email_address | 邮箱 | 电子邮箱 | 邮件
    address: 地址 | 收货地址 | 联系地址
    contacts: 联系方式 | 其他联系方式
    notes: note | remark | 备注 | 客户备注
    created: created_at | registered | 注册时间 | 创建时间 | 加入时间
""")
_ORDERS = specs("""
    id: order_id | order_number | order_no | order | 订单编号 | 订单号 | 订单id | 单号
    customer_id: customer | 客户id | 客户编号 | 会员id | 用户id | 客户 | 会员名
    status: order_status | 状态 | 订单状态
    placed: placed_at | created_at | created | order_date | date | 下单时间 | 订单创建时间 | 创建时间 | 下单日期
    currency: 币种 | 货币
    total: total_amount | amount | 总金额 | 订单金额 | 应付金额 | 合计 | 金额
    recipient: receiver | ship_to | 收货人 | 收货人姓名 | 收件人
    phone: mobile | recipient_phone | 电话 | 手机 | 联系电话 | 收货电话
    address: shipping_address | 地址 | 收货地址
    note: buyer_note | remark | 买家留言 | 留言 | 备注
    items: lines | line_items | 商品 | 商品明细 | 明细
    payments: 付款 | 支付
    shipments: 物流 | 发货
    returns: 退货 | 退款 | 售后
""")
_POLICIES = specs("""
    id: document_id | policy_id | faq_id | 编号
    kind: type | 种类 | 类型
    title: question | name | heading | 标题 | 问题 | 名称
    text: answer | content | body | policy | 内容 | 正文 | 答案 | 回答 | 政策
    category: 分类 | 类目 | 类别
    language: lang | 语言
    updated: updated_at | 更新时间
    valid_from: effective | starts | 生效时间 | 开始时间
    valid_until: expires | ends | 失效时间 | 结束时间
""")
_KINDS = {"政策": "policy", "规则": "policy", "常见问题": "faq", "问答": "faq", "FAQ": "faq", "Policy": "policy"}
_LINKS = specs("""
    product_id: item_id | goods_id | asin | sku | 商品id | 商品编号 | 宝贝id | 货号
    customer_id: user_id | buyer_id | 客户id | 会员id | 用户id
""")


def _reviews() -> tuple[FieldSpec, ...]:
    """As `shopwright reviews` reads them, with what names a product or a customer by id apart."""
    ids = {header for spec in _LINKS for header in (spec.name, *spec.synonyms)}
    labels = (FieldSpec(spec.name, tuple(h for h in spec.synonyms if h not in ids)) for spec in REVIEW_FIELDS)
    return (*_LINKS, *labels)


OWN: dict[RecordKind, Layout] = {
    "products": Layout("shopwright", "products", _PRODUCTS),
    "reviews": Layout("shopwright", "reviews", _reviews()),
    "orders": Layout("shopwright", "orders", _ORDERS),
    "customers": Layout("shopwright", "customers", _CUSTOMERS),
    "policies": Layout("shopwright", "policies", _POLICIES),
}
"""The layout of what `shopwright export` writes, and of sheets made by hand."""


def is_export(kind: RecordKind, columns: Mapping[str, str]) -> bool:
    """Whether the columns of a file are all fields of the record under their own names, as an export has them."""
    return all(columns.get(name) == name for name in field_names(RECORDS[kind]))


def own_record(kind: RecordKind, cells: Cells, *, flat: bool, exact: bool, seen: dict[str, int]) -> Given:
    """What a row says of a record; ValueError with the reason where it says nothing usable.

    `flat`: whether cells are text, where an empty cell is null and `""` the empty text. `exact`: whether the file is as
    we export it, so that spaces count. `seen` counts the rows of this file that have no id and the same content.
    """
    record_type = RECORDS[kind]
    table = kind_of(record_type).table
    parts = {part.field: part for part in kind_of(record_type).parts}
    found: dict[str, Any] = {}
    for field, column in cells.columns.items():
        raw = cells.raw(field)
        try:
            if field in parts:
                found[field] = _parts(parts[field], raw)
            else:
                found[field] = _value(table.columns[field].type, raw, cells, field, flat=flat, exact=exact)
        except ValueError as error:
            raise ValueError(f"{column}: {error}") from None
    found = {name: value for name, value in found.items() if value is not None or _nullable(kind, name)}
    id = found.pop("id", None) or _made_id(kind, found, seen)
    defaults = {"kind": _usual_kind(cells)} if kind == "policies" else {}
    return Given(record_type, id, found, (cells.row,), whole=True, defaults=defaults, needs=_needs(found))


def _usual_kind(cells: Cells) -> str:
    """Of a table that does not say: a question with its answer is an FAQ."""
    headers = {cells.columns[field].casefold() for field in ("title", "text") if field in cells.columns}
    return "faq" if headers & {"question", "answer", "问题", "答案", "回答"} else "policy"


def _nullable(kind: RecordKind, field: str) -> bool:
    """Whether null is a value; else an empty cell says nothing."""
    column = kind_of(RECORDS[kind]).table.columns.get(field)
    return column is None or bool(column.nullable)


def _value(column: Any, raw: Any, cells: Cells, field: str, *, flat: bool, exact: bool) -> Any:
    """The cell as the field's type; None for nothing."""
    if isinstance(column, Moment):
        return values.moment(raw, cells.zone)
    if (read := _READERS.get(type(column))) is not None:
        return read(raw)
    if field in ("status", "kind"):
        word = values.words(raw)
        return order_status(word) if field == "status" else _KINDS.get(word or "", word)
    protected = isinstance(column, Key) or field == "phone"  # an apostrophe keeps the first zero or plus
    text = _text(raw, protected=protected, exact=exact or (field == "text" and raw != ""))
    if field == "text" and raw == "" and not exact:
        return ""  # empty text is text; of an export it is null, which no text is
    return unkept(text) if text and flat else text or (None if flat else text)


def _text(raw: Any, *, protected: bool, exact: bool) -> str | None:
    """Text, or an id; unless `exact`, without spaces around it."""
    if not exact:
        return values.key(raw) if protected else values.words(raw)
    text = as_text(raw)
    if text is None and not is_missing(raw):
        raise ValueError(f"a {type(raw).__name__} where text should be")
    return text


def _json(raw: Any) -> Any:
    try:
        return json.loads(raw) if isinstance(raw, str) else raw
    except (ValueError, RecursionError):
        return None


def _mapping(raw: Any) -> dict[str, Any]:
    """A JSON object, or `材质:棉;颜色:红`."""
    if raw is None or raw == "":
        return {}
    if isinstance(found := _json(raw), Mapping):
        return dict(found)
    parts = [re.split("[:：]", part, maxsplit=1) for part in re.split("[;；\n]", str(raw)) if part.strip()]
    if not isinstance(raw, str) or any(len(part) < 2 for part in parts):
        raise ValueError(f"{values.shown(str(raw))} is neither a JSON object nor of the form 材质:棉;颜色:红")
    return {name.strip(): value.strip() for name, value in parts}


_READERS: Mapping[type, Callable[[Any], Any]] = {
    Money: values.amount,
    Count: values.count,
    Day: parse_date,
    Real: parse_rating,
    Json: _mapping,
}


def _parts(part: Part, raw: Any) -> list[dict[str, Any]]:
    """The things of a JSON list of objects, their fields as the export wrote them."""
    if raw is None or raw == "":
        return []
    found = _json(raw)
    if not isinstance(found, list) or not all(isinstance(thing, Mapping) for thing in found):
        raise ValueError(f"{values.shown(str(raw))} is no JSON list of objects")
    return [_thing(part, thing) for thing in found]


def _thing(part: Part, thing: Mapping[str, Any]) -> dict[str, Any]:
    made = {}
    for name, value in thing.items():
        if name not in field_names(part.type):
            raise ValueError(f"{part.field} have no {values.shown(name)}")
        column = part.table.columns[name].type
        assert isinstance(column, Column)
        try:
            plain = str(value) if isinstance(column, Money) and isinstance(value, int | float) else value
            made[name] = None if value is None else column.from_json(plain)
        except (ValueError, TypeError):
            raise ValueError(f"{name} {values.shown(str(value))} cannot be read") from None
    return made


def _made_id(kind: RecordKind, found: Mapping[str, Any], seen: dict[str, int]) -> str:
    """An id of what the row says; the same content a second time in a file is a second record."""
    names = {"reviews": ("text", "product", "date", "customer"), "policies": ("kind", "title")}.get(kind)
    if names is None:
        raise ValueError("no id")
    content = json.dumps([str(found.get(name)) for name in names], ensure_ascii=False)
    digest = hashlib.sha256(content.encode()).hexdigest()[:20]
    seen[digest] = seen.get(digest, 0) + 1
    return f"{kind[0]}-{digest}" + (f"-{seen[digest]}" if seen[digest] > 1 else "")


def _needs(found: Mapping[str, Any]) -> tuple[Given, ...]:
    """The records referred to, as far as this one knows them."""
    from shopwright.shop.records import Customer, Product

    needs = []
    if customer := found.get("customer_id"):
        needs.append(Given(Customer, customer, {"name": found.get("customer")}))
    if product := found.get("product_id"):
        needs.append(Given(Product, product, {"title": found.get("product") or product}))
    for item in found.get("items", ()):
        if item.get("product_id"):
            needs.append(Given(Product, item["product_id"], {"title": item.get("title") or ""}))
    return tuple(needs)
