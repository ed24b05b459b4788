"""Our own layout: a column a field, by the fields' names or by usual Chinese and English headers."""

from __future__ import annotations

from collections.abc import Mapping

from shopwright.shop.exports.encoding import field_names
from shopwright.shop.files.fields import REVIEW_FIELDS
from shopwright.shop.files.headers import FieldSpec
from shopwright.shop.imports.layouts import Layout, specs
from shopwright.shop.kinds import RECORDS, RecordKind

__all__ = ["OWN", "is_export"]

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
