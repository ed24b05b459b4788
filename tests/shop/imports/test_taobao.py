"""The sheets of the seller centre of Taobao and Tmall."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest

from shopwright.shop import Customer, Order, OrderItem, Payment, Product, Shipment, Variant
from shopwright.shop.database import Shop

Put = Callable[..., Any]

ORDERS = '''\
订单编号,买家会员名,买家应付货款,总金额,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,联系手机,订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,发货时间
"=""2026030100000012345""",小芳爱喝茶,178.00,186.00,186.00,卖家已发货，等待买家确认,请放门口,王小芳,浙江省 杭州市 西湖区 文三路90号,'13800138000,2026-03-01 12:30:15,2026-03-01 12:31:00,保温杯 500ml,1,No:SF1234567890123,顺丰速运,,2,2026-03-02 09:00:00
'2026030100000012346,大明,9.90,9.90,0.00,等待买家付款,,李大明,北京市 朝阳区,,2026-03-01 13:00:00,,茶叶,1,,,,1,
"=""2026030100000012347""",大明,9.90,9.90,9.90,交易关闭,,李大明,北京市 朝阳区,,2026-03-01 13:05:00,2026-03-01 13:06:00,茶叶,1,,,,1,
'''
LINES = """\
订单编号,标题,价格,购买数量,外部系统编号,商品属性,订单状态
2026030100000012345,保温杯,89.00,1,CUP-R,颜色分类：红;容量：500ml,买家已付款，等待卖家发货
2026030100000012345,茶叶,10.00,2,,,买家已付款，等待卖家发货
"""
PRODUCTS = """\
宝贝ID,宝贝标题,宝贝类目,一口价,宝贝数量,商家编码,SKU属性,SKU商家编码,SKU价格,SKU库存
600000000001,保温杯 <b>500ml</b>,厨房/杯,¥89.00,7,CUP,颜色:红;尺码:L,CUP-R,89.00,3
,,,,,,颜色:蓝;尺码:L,CUP-B,99.00,4
600000000002,茶叶,食品,￥9.90,100,TEA,,,,
"""


def test_orders(put: Put, shop: Shop) -> None:
    done = put("orders", ORDERS.encode("gb18030"))
    assert (done.source, done.new, done.rejected, done.made) == ("taobao", 3, 0, {"customers": 2})
    assert shop.get(Order, "2026030100000012345") == Order(
        id="2026030100000012345",
        customer_id="小芳爱喝茶",
        status="shipped",
        placed=datetime(2026, 3, 1, 4, 30, 15, tzinfo=UTC),
        total=Decimal("186.00"),
        recipient="王小芳",
        phone="13800138000",
        address="浙江省 杭州市 西湖区 文三路90号",
        note="请放门口",
        items=(OrderItem("保温杯 500ml", 2, Decimal("93.00")),),
        payments=(Payment("1", Decimal("186.00"), time=datetime(2026, 3, 1, 4, 31, tzinfo=UTC)),),
        shipments=(Shipment("1", "顺丰速运", "SF1234567890123", shipped=datetime(2026, 3, 2, 1, tzinfo=UTC)),),
    )
    unpaid, closed = shop.get(Order, "2026030100000012346"), shop.get(Order, "2026030100000012347")
    assert unpaid is not None
    assert closed is not None
    assert (unpaid.status, unpaid.payments, unpaid.shipments) == ("placed", (), ())
    assert (closed.status, len(closed.payments)) == ("cancelled", 1)
    assert shop.get(Customer, "大明") == Customer("大明", name="大明")


def test_the_lines_of_orders_lie_over_the_orders(put: Put, shop: Shop) -> None:
    put("products", PRODUCTS)
    put("orders", ORDERS)
    done = put("orders", LINES)
    assert (done.source, done.new, done.changed) == ("taobao", 0, 1)
    order = shop.get(Order, "2026030100000012345")
    assert order is not None
    assert (order.status, order.recipient, order.total) == ("paid", "王小芳", Decimal("186.00"))
    assert order.items == (
        OrderItem("保温杯", 1, Decimal("89.00"), "600000000001", "CUP-R", {"颜色分类": "红", "容量": "500ml"}),
        OrderItem("茶叶", 2, Decimal("10.00")),
    )
    put("orders", ORDERS.replace("卖家已发货，等待买家确认", "交易成功"))
    again = shop.get(Order, "2026030100000012345")
    assert again is not None
    assert (again.status, again.items) == ("completed", order.items)


def test_products_with_merged_cells(put: Put, shop: Shop) -> None:
    done = put("products", PRODUCTS)
    assert (done.source, done.new, done.rejected) == ("taobao", 2, 0)
    assert shop.get(Product, "600000000001") == Product(
        id="600000000001",
        title="保温杯 500ml",
        category="厨房/杯",
        price=Decimal("89.00"),
        variants=(
            Variant("CUP-R", {"颜色": "红", "尺码": "L"}, Decimal("89.00"), 3),
            Variant("CUP-B", {"颜色": "蓝", "尺码": "L"}, Decimal("99.00"), 4),
        ),
    )
    tea = shop.get(Product, "600000000002")
    assert tea is not None
    assert (tea.price, tea.variants) == (Decimal("9.90"), (Variant("TEA", {}, Decimal("9.90"), 100),))


@pytest.mark.parametrize(("kind", "text"), [("products", PRODUCTS), ("orders", ORDERS)])
def test_a_second_import_changes_nothing(put: Put, kind: str, text: str) -> None:
    first, second = put(kind, text), put(kind, text)
    assert (second.new, second.changed, second.unchanged) == (0, 0, first.new)


def test_a_workbook_that_shortened_its_ids_is_told(put: Put, xlsx: Callable[..., bytes]) -> None:
    book = xlsx(
        [["订单编号", "买家会员名", "宝贝标题", "总金额"], [2026030100000012345.0, "a", "茶", 9.9], [7, "b", "茶", 9.9]]
    )
    done = put("orders", book, "in.xlsx")
    assert (done.new, done.rejected) == (1, 1)
    assert "export it as text" in done.refused[0].reason


@pytest.fixture
def xlsx() -> Callable[..., bytes]:
    from openpyxl import Workbook

    def make(rows: list[list[object]]) -> bytes:
        book, out = Workbook(), BytesIO()
        assert book.active is not None
        for row in rows:
            book.active.append(row)
        book.save(out)
        return out.getvalue()

    return make
