"""A shop on each kind of database, and records with something in every field."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest

from shopwright.shop import (
    Conversation,
    Customer,
    Document,
    Draft,
    Job,
    Message,
    Order,
    OrderItem,
    Payment,
    Product,
    Return,
    Review,
    Shipment,
    Variant,
)
from shopwright.shop.database import Record, Shop

NOON = datetime(2026, 3, 1, 12, 30, 15, 123456, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    with Shop.open(database_url, timeout=10) as opened:
        yield opened


@pytest.fixture
def records() -> list[Record]:
    """One record of every kind with every field filled, and one with as few as may be; referring before referred to."""
    return [
        Order(
            id="o1",
            customer_id="c-1001",
            status="shipped",
            placed=NOON,
            total=Decimal("188.8001"),
            recipient="王小芳",
            phone="138 0013 8000",
            address="杭州市西湖区文三路 90 号 3 幢 201 室",
            note="放门口，打我电话 13800138000",
            items=(
                OrderItem("保温杯", 2, Decimal("89.00"), "p1", "red", {"颜色": "红", "刻字": "王小芳"}),
                OrderItem("赠品", 1, Decimal("0"), None),
            ),
            payments=(Payment("1", Decimal("188.8001"), "paid", "alipay", "2026030122001", NOON),),
            shipments=(Shipment("1", "顺丰", "SF1234567890123", "delivered", NOON, NOON + timedelta(days=1)),),
            returns=(Return("1", "approved", 0, 1, "漏水，王小芳", Decimal("89.00"), NOON, NOON),),
        ),
        Order(id="o2"),
        Product(
            id="p1",
            title="保温杯 🫖",
            category="厨房",
            brand="一壶",
            description="保温 12 小时",
            attributes={"材质": "不锈钢", "容量": 0.5, "防漏": True, "层": 2, "颜色": ["红", "蓝"], "a": "z", "A": "y"},
            price=Decimal("89.00"),
            stock=5,
            variants=(Variant("red", {"颜色": "红"}, Decimal("89.5"), 3), Variant("blue", {"颜色": "蓝"})),
        ),
        Product(id="p2", title=""),
        Customer(
            id="c-1001",
            name="王小芳",
            phone="13800138000",
            email="Xiaofang.Wang@example.com",
            address="杭州市西湖区文三路 90 号 3 幢 201 室",
            contacts={"wechat": "xiaofang_w88", "qq": "2233445566"},
            notes="爱喝茶",
            created=datetime(2025, 1, 1, tzinfo=UTC),
        ),
        Customer(id="c-1002"),
        Review(
            "r1",
            "王小芳说：很好用！电话 13800138000",
            4.5,
            date(2026, 3, 9),
            "保温杯",
            "王小芳",
            "厨房",
            "zh",
            "p1",
            "c-1001",
        ),
        Review("r2", ""),
        Document("d1", "policy", "退货政策", "七天无理由退货。", "售后", "zh", NOON, NOON, NOON + timedelta(days=365)),
        Document("d2", "faq", "何时发货？", "当天。"),
        Conversation(
            "v1",
            "c-1001",
            "web",
            "handed_over",
            NOON,
            {"flow": "return", "slots": {"order": "o1"}},
            (Message("customer", "我是王小芳", NOON, {}), Message("assistant", "您好", NOON, {"citations": ["d1"]})),
        ),
        Conversation("v2"),
        Draft(
            "f1", "p1", "approved", "zh", "一杯到底", ("不锈钢", "不漏"), "…", ({"text": "不锈钢"},), ({},), "m", NOON
        ),
        Draft("f2"),
        Job(
            "j1", "reviews", "failed", {"input": "a.csv", "n": [1, None]}, 0.25, {"rows": 3}, "broken", NOON, NOON, NOON
        ),
        Job("j2", "mail", payload={"to": "c-1001", "text": "尊敬的王小芳：您的包裹 SF1234567890123 已发出"}),
    ]
