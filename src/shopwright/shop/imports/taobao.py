"""The sheets of the seller centre of Taobao and Tmall."""

from __future__ import annotations

from shopwright.shop.imports.layouts import Layout, specs

__all__ = ["TAOBAO"]

_PRODUCTS = specs("""
    id: 宝贝ID | 宝贝id | 商品ID | 商品id | 数字ID
    title: 宝贝标题 | 商品标题 | 宝贝名称 | 商品名称
    category: 宝贝类目 | 类目 | 商品类目
    brand: 品牌
    description: 宝贝描述 | 商品描述
    attributes: 宝贝属性 | 商品属性
    price: 一口价 | 宝贝价格 | 价格
    stock: 宝贝数量 | 库存 | 库存数量 | 数量
    sku: 商家编码
    variant_sku: SKU商家编码 | SKU编码 | SKUID
    variant_price: SKU价格
    variant_stock: SKU库存
    option_pairs: SKU属性 | 销售属性 | 颜色尺码 | SKU名称 | 规格
""")
_ORDERS = specs("""
    id: 订单编号 | 主订单编号
    status: 订单状态
    placed: 订单创建时间 | 创建时间
    total: 总金额 | 订单金额 | 买家应付货款 | 买家实际支付金额
    customer: 买家会员名 | 买家昵称
    customer_name: 买家会员名 | 买家昵称
    recipient: 收货人姓名 | 收货人
    phone: 联系手机 | 收货人手机 | 联系电话
    address: 收货地址
    note: 买家留言
    item_title: 宝贝标题 | 标题 | 商品标题
    item_quantity: 购买数量 | 宝贝总数量 | 商品数量
    item_price: 价格 | 商品价格
    item_total: 总金额
    item_code: 外部系统编号 | 商家编码 | 商品ID
    item_attributes: 商品属性 | 销售属性
    paid: 买家实际支付金额 | 实付金额
    paid_at: 订单付款时间 | 付款时间
    payment_reference: 支付单号 | 支付流水号 | 支付宝交易号
    carrier: 物流公司
    tracking: 物流单号 | 运单号
    shipped: 发货时间 | 确认发货时间
    delivered: 确认收货时间
    refunded: 退款金额
""")

TAOBAO = (
    Layout(
        "taobao",
        "products",
        _PRODUCTS,
        marks=(
            ("宝贝ID",),
            ("宝贝标题", "商家编码"),
            ("宝贝标题", "一口价"),
            ("商品ID", "商家编码"),
            ("商品ID", "一口价"),
        ),
        zone="Asia/Shanghai",
        grouping="adjacent",
    ),
    Layout(
        "taobao",
        "orders",
        _ORDERS,
        marks=(
            ("订单编号", "买家会员名"),
            ("订单编号", "买家昵称", "订单创建时间"),
            ("订单编号", "宝贝标题"),
            ("主订单编号", "商品标题"),
            ("订单编号", "外部系统编号"),
        ),
        zone="Asia/Shanghai",
        grouping="adjacent",
    ),
)
"""Ids come as `="123…"` or with an apostrophe, so that Excel keeps their digits."""
