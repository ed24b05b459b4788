"""Our own layout: sheets made by hand, with Chinese or English headers."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest

from shopwright.errors import MissingColumnError, UsageError
from shopwright.shop import Customer, Document, Order, OrderItem, Product, Review, Variant
from shopwright.shop.database import Shop

Put = Callable[..., Any]


def test_products_with_chinese_headers(put: Put, shop: Shop) -> None:
    sheet = "货号,商品名称,类目,品牌,售价,库存,商品属性\nA1, 保温杯 ,厨房,一壶,¥89,1 200,材质:不锈钢；容量：500ml\nA2,茶叶,,,,,\n"
    done = put("products", sheet.replace("1 200", '"1,200"'))
    assert (done.source, done.new) == ("shopwright", 2)
    assert shop.get(Product, "A1") == Product(
        "A1", "保温杯", "厨房", "一壶", None, {"材质": "不锈钢", "容量": "500ml"}, Decimal("89.00"), "CNY", 1200
    )
    assert shop.get(Product, "A2") == Product("A2", "茶叶")


def test_customers_and_faqs(put: Put, shop: Shop) -> None:
    put("customers", "客户编号,姓名,手机,注册时间\nc1,王小芳,'13800138000,2026-03-01 08:00\n", timezone="Asia/Shanghai")
    assert shop.get(Customer, "c1") == Customer("c1", "王小芳", "13800138000", created=datetime(2026, 3, 1, tzinfo=UTC))
    first = put("policies", "类型,问题,答案\n常见问题,何时发货？,当天。\n政策,退货,七天。\n")
    assert {(d.kind, d.title, d.text) for d in shop.all(Document)} == {
        ("faq", "何时发货？", "当天。"),
        ("policy", "退货", "七天。"),
    }
    second = put("policies", "类型,问题,答案\n常见问题,何时发货？,两天内。\n政策,退货,七天。\n")
    assert (first.new, second.new, second.changed, second.unchanged) == (2, 0, 1, 1)
    put("policies", "question,answer\nHow?,So.\n")
    assert [found.kind for found in shop.all(Document, title="How?")] == ["faq"]


def test_reviews_without_ids_get_theirs_from_what_they_say(put: Put, shop: Shop) -> None:
    sheet = "评论,评分,日期,商品\n很好,5,2026-03-01,保温杯\n很好,5,2026-03-01,保温杯\n,1,2026-03-02,保温杯\n"
    assert put("reviews", sheet).new == 3
    assert sorted(review.text for review in shop.all(Review)) == ["", "很好", "很好"]
    again = put("reviews", sheet + "新的,4,2026-03-03,保温杯\n")
    assert (again.new, again.unchanged) == (1, 3)


def test_reviews_find_their_product(put: Put, shop: Shop) -> None:
    shop.save([Product("p1", "保温杯", variants=(Variant("p1-red"),)), Product("p2", "茶"), Product("p3", "茶")])
    put("reviews", "id,评论,商品,货号\n1,好,保温杯,\n2,好,茶,\n3,好,,p1-red\n4,好,勺子,p9\n")
    assert [review.product_id for review in shop.all(Review)] == ["p1", None, "p1", "p9"]
    assert shop.get(Product, "p9") == Product("p9", "勺子")


def test_orders_bring_along_whom_they_need(put: Put, shop: Shop) -> None:
    items = '[{""title"":""茶"",""quantity"":2,""price"":""9.90"",""product_id"":""p7""}]'
    done = put("orders", f'订单号,客户,状态,下单时间,合计,items\no1,c9,已发货,2026-03-01,"19.80","{items}"\n')
    assert done.made == {"customers": 1, "products": 1}
    assert shop.get(Order, "o1") == Order(
        "o1",
        "c9",
        "shipped",
        datetime(2026, 3, 1, tzinfo=UTC),
        total=Decimal("19.80"),
        items=(OrderItem("茶", 2, Decimal("9.90"), "p7"),),
    )
    assert shop.get(Product, "p7") == Product("p7", "茶")


def test_what_map_names_wins(put: Put, shop: Shop) -> None:
    put("products", "id,title,品名\n1,old,new\n", mapping={"title": "品名"})
    assert shop.get(Product, "1") == Product("1", "new")
    with pytest.raises(UsageError, match="names no field"):
        put("products", "id,title\n1,x\n", mapping={"colour": "title"})
    with pytest.raises(MissingColumnError, match="no column 颜色"):
        put("products", "id,title\n1,x\n", mapping={"brand": "颜色"})


def test_map_reaches_into_a_platforms_file(put: Put, shop: Shop) -> None:
    put("products", "Handle,Title,Vendor,Variant Price,Maker\na,A,V,1,M\n", mapping={"brand": "Maker"})
    found = shop.get(Product, "a")
    assert found is not None
    assert found.brand == "M"


def test_a_source_can_be_forced(put: Put, shop: Shop) -> None:
    assert put("products", "Handle,Title\na,A\n", source="shopify").source == "shopify"
    with pytest.raises(UsageError, match="--source jd has no layout for customers: use one of shopwright"):
        put("customers", "id\n1\n", source="jd")


@pytest.mark.parametrize(
    ("kind", "sheet", "missing"),
    [("products", "id,colour\n1,x\n", "title"), ("customers", "name\nx\n", "id"), ("orders", "x\n1\n", "id")],
)
def test_a_file_without_what_it_needs_is_refused(put: Put, kind: str, sheet: str, missing: str) -> None:
    with pytest.raises(MissingColumnError, match=f"no column for {missing}"):
        put(kind, sheet)


def test_a_bad_row_never_stops_an_import(put: Put, shop: Shop) -> None:
    rows = [
        '{"id": "1", "title": "ok"}',
        "nonsense",
        '{"id": "2"}',
        '{"id": "3", "title": "x", "price": "viel"}',
        '{"id": "1", "title": "twice"}',
        '{"id": "4", "title": "x", "variants": "no"}',
        '{"id": "5", "title": "x", "variants": [{"id": "a", "colour": 1}]}',
        '{"id": "6", "title": "x", "attributes": [1]}',
        '{"id": "7", "title": "x", "price": "1.23456"}',
        '{"id": "8", "title": ["x"]}',
        '{"title": "no id"}',
        f'{{"id": "{"9" * 300}", "title": "x"}}',
        '{"id": "end", "title": "ok"}',
    ]
    done = put("products", "\n".join(rows), "in.jsonl")
    assert (done.new, done.rejected) == (2, 11)
    assert [product.id for product in shop.all(Product)] == ["1", "end"]
    reasons = {row.number: row.reason for row in done.refused}
    for number, reason in [
        (2, "no JSON"),
        (3, "no title"),
        (4, "price: 'viel' is no amount"),
        (5, "the id '1' stands in row 1 already"),
        (6, "variants: 'no' is no JSON list"),
        (7, "variants have no 'colour'"),
        (8, "attributes: "),
        (9, "more than 4 decimals"),
        (10, "title: a list where text should be"),
        (11, "no id"),
        (12, "longer than 255 characters"),
    ]:
        assert reason in reasons[number]


def test_hostile_cells_are_rejected_one_by_one(put: Put, shop: Shop) -> None:
    deep = "[" * 60 + "]" * 60
    done = put(
        "products",
        "\n".join(
            [
                '{"id": "a", "title": "x", "attributes": {"a": ' + deep + "}}",
                '{"id": "b", "title": "x", "stock": 99999999999999999999}',
                '{"id": "c", "title": "x\\u0000"}',
                '{"id": "d", "title": "x", "price": "%s"}' % ("9" * 400),
                '{"id": "e", "title": "x", "currency": "%s"}' % ("C" * 300),
            ]
        ),
        "in.jsonl",
    )
    assert done.rejected >= 4
    assert done.new + done.rejected == 5


def test_dates_of_reviews_keep_their_day(put: Put, shop: Shop) -> None:
    put("reviews", "id,评论,日期,评分\n1,好,2026年3月1日,五星\n")
    assert shop.get(Review, "1") == Review("1", "好", 5.0, date(2026, 3, 1))
