"""The sheets of the back office of JD."""

from __future__ import annotations

from shopwright.shop.imports.layouts import Layout, specs

__all__ = ["JD"]

_PRODUCTS = specs("""
    id: 商品编号 | 商品编码 | 商品ID | SPUID | SKU编码 | SKUID | SKU编号
    title: 商品名称 | 商品标题
    category: 三级类目 | 类目 | 商品类目 | 分类
    brand: 品牌 | 品牌名称
    description: 商品描述 | 广告词
    price: 京东价 | 价格
    stock: 可用库存 | 库存 | 库存数量 | 现货库存
    sku: SKU编码 | SKUID | SKU编号 | 商家SKU | 商家SKUID
    option_pairs: 销售属性 | SKU属性 | 规格
    option1: 颜色
    option2: 尺码
""")
_ORDERS = specs("""
    id: 订单号 | 订单编号
    status: 订单状态
    placed: 下单时间
    total: 应付金额 | 结算金额 | 订单金额 | 货款金额
    customer: 下单帐号 | 下单账号 | 用户账号
    customer_name: 下单帐号 | 下单账号 | 用户账号
    recipient: 收货人姓名 | 收货人 | 客户姓名
    phone: 联系电话 | 收货人电话 | 联系手机
    address: 客户地址 | 收货地址
    note: 订单备注 | 客户留言
    item_title: 商品名称
    item_quantity: 购买数量 | 订购数量 | 数量
    item_price: 京东价 | 商品单价
    item_total: 货款金额
    item_code: 商家SKU | 商家SKUID | SKU编码 | 商品编号 | 商品ID
    paid: 实付金额 | 应付金额 | 货款金额
    paid_at: 付款确认时间 | 付款时间
    payment_method: 支付方式
    carrier: 物流公司 | 承运商
    tracking: 运单号 | 物流单号
    shipped: 出库时间 | 发货时间
    delivered: 订单完成时间
    refunded: 退款金额
""")

JD = (
    Layout(
        "jd",
        "products",
        _PRODUCTS,
        marks=(("商品名称", "京东价"), ("SKU编码", "商品名称"), ("SKUID", "商品名称")),
        zone="Asia/Shanghai",
        grouping="adjacent",
    ),
    Layout(
        "jd",
        "orders",
        _ORDERS,
        marks=(
            ("订单号", "京东价"),
            ("订单号", "下单帐号"),
            ("订单号", "下单账号"),
            ("订单号", "货款金额"),
            ("订单号", "客户姓名", "客户地址"),
            ("订单号", "商品编号", "下单时间"),
        ),
        zone="Asia/Shanghai",
        grouping="adjacent",
    ),
)
"""An order has a row for each of its articles."""
