"""The sheets of the back office of JD."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopwright.shop import Order, OrderItem, Payment, Product, Shipment, Variant
from shopwright.shop.database import Shop

Put = Callable[..., Any]

ORDERS = """\
订单号,商品编号,商品名称,购买数量,支付方式,下单时间,京东价,应付金额,订单状态,下单帐号,客户姓名,客户地址,联系电话,订单备注,付款确认时间,运单号,物流公司
280000000001,100001,保温杯 红,1,在线支付,2026-03-01 12:30:15,89.00,178.00,完成,jd_xiaofang,王小芳,浙江杭州市西湖区,138****8000,尽快,2026-03-01 12:31:00,JD0001,京东快递
280000000001,100002,保温杯 蓝,1,在线支付,2026-03-01 12:30:15,89.00,178.00,完成,jd_xiaofang,王小芳,浙江杭州市西湖区,138****8000,尽快,2026-03-01 12:31:00,JD0001,京东快递
280000000002,100001,保温杯 红,1,货到付款,2026-03-02 08:00:00,89.00,89.00,(删除)等待出库,jd_daming,李大明,北京,,,,,
280000000003,100001,保温杯 红,1,在线支付,2026-03-02 08:00:00,89.00,89.00,外星状态,jd_daming,李大明,北京,,,,,
"""
PRODUCTS = """\
商品编号,商品名称,类目,品牌,SKU编码,颜色,尺码,京东价,可用库存
1000,保温杯,厨具,一壶,100001,红,L,89.00,3
1000,保温杯,厨具,一壶,100002,蓝,L,¥99.00,4
2000,茶叶,食品,一壶,200001,,,9.90,10
"""


def test_orders(put: Put, shop: Shop) -> None:
    put("products", PRODUCTS)
    done = put("orders", ORDERS)
    assert (done.source, done.new, done.rejected, done.made) == ("jd", 2, 1, {"customers": 2})
    assert "'外星状态' is no status that is known" in done.refused[0].reason
    order = shop.get(Order, "280000000001")
    assert order == Order(
        id="280000000001",
        customer_id="jd_xiaofang",
        status="completed",
        placed=datetime(2026, 3, 1, 4, 30, 15, tzinfo=UTC),
        total=Decimal("178.00"),
        recipient="王小芳",
        phone="138****8000",
        address="浙江杭州市西湖区",
        note="尽快",
        items=(
            OrderItem("保温杯 红", 1, Decimal("89.00"), "1000", "100001"),
            OrderItem("保温杯 蓝", 1, Decimal("89.00"), "1000", "100002"),
        ),
        payments=(Payment("1", Decimal("178.00"), method="在线支付", time=datetime(2026, 3, 1, 4, 31, tzinfo=UTC)),),
        shipments=(Shipment("1", "京东快递", "JD0001", "delivered"),),
    )
    deleted = shop.get(Order, "280000000002")
    assert deleted is not None
    assert (deleted.status, deleted.payments) == ("cancelled", ())


def test_products(put: Put, shop: Shop) -> None:
    done = put("products", PRODUCTS)
    assert (done.source, done.new, done.rejected) == ("jd", 2, 0)
    assert shop.get(Product, "1000") == Product(
        id="1000",
        title="保温杯",
        category="厨具",
        brand="一壶",
        price=Decimal("89.00"),
        variants=(
            Variant("100001", {"颜色": "红", "尺码": "L"}, Decimal("89.00"), 3),
            Variant("100002", {"颜色": "蓝", "尺码": "L"}, Decimal("99.00"), 4),
        ),
    )


@pytest.mark.parametrize(("kind", "text"), [("products", PRODUCTS), ("orders", ORDERS)])
def test_a_second_import_changes_nothing(put: Put, kind: str, text: str) -> None:
    first, second = put(kind, text), put(kind, text)
    assert (second.new, second.changed, second.unchanged) == (0, 0, first.new)
