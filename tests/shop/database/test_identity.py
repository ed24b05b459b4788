"""What recognises a person in a text: in every spelling, and without taking common words for them."""

from decimal import Decimal

import pytest

from shopwright.shop import Customer, Order, Payment, Shipment
from shopwright.shop.database import Identity
from shopwright.shop.database.identity import Trait, TraitKind


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("phone", "13800138000", "电话13800138000，谢谢"),
        ("phone", "+86 138-0013-8000", "１３８００１３８０００"),
        ("phone", "13800138000", "+86 138 0013 8000"),
        ("phone", "(212) 555-0100", "call 212.555.0100"),
        ("name", "王小芳", "我是王 小芳"),
        ("name", "Anna Smith", "thanks, ANNA  smith!"),
        ("name", "Anna", "我是Anna的朋友"),
        ("e-mail", "A.b@Example.com", "写信到a.B@example.COM。"),
        ("address", "杭州市 文三路90号，3幢", "寄杭州市文三路 90 号 3 幢"),
        ("contact", "xiaofang_w88", "加微信xiaofang_w88"),
        ("id", "c-1001", "customer C-1001 called"),
        ("id", "c104", "顾客c104来过"),
        ("tracking number", "SF1234567890123", "单号sf1234567890123到了"),
    ],
)
def test_every_spelling_is_recognised_and_scrubbed(kind: TraitKind, value: str, text: str) -> None:
    trait = Trait(kind, value)
    assert trait.within(text, "text")
    scrubbed = Identity([trait]).scrub(text)
    assert not trait.within(scrubbed, "text")
    assert "[已删除]" in scrubbed or "[erased]" in scrubbed


@pytest.mark.parametrize(
    ("kind", "value", "text"),
    [
        ("phone", "13800138000", "订单 9138001380001"),
        ("phone", "12345", "价格 12345 元"),
        ("name", "李", "桃李满天下"),
        ("name", "Li", "Life is life, Li said"),
        ("name", "Anna", "Annabel and Hannah"),
        ("e-mail", "a@b.cn", "aa@b.cnx"),
        ("address", "北京", "北京烤鸭"),
        ("contact", "abcd", "abcd"[:3] + "e"),
        ("id", "17", "17 pieces"),
        ("id", "1", "1"),
        ("id", "c104", "abc1042 c1045"),
    ],
)
def test_common_words_are_not_taken_for_a_person(kind: TraitKind, value: str, text: str) -> None:
    assert not Trait(kind, value).within(text, "text")


def test_short_values_count_where_they_are_all_there_is() -> None:
    assert Trait("name", "李").within(" 李 ", "customer")
    assert Trait("id", "17").within("17", "customer_id")
    assert Trait("id", "17").within("17", "顾客编号")
    assert not Trait("id", "17").within("17", "product_id")
    assert not Trait("id", "100017").within("100017", "product_id")
    assert Identity([Trait("name", "李")]).vague == (Trait("name", "李"),)


def test_json_is_searched_and_scrubbed_to_its_last_key() -> None:
    identity = Identity([Trait("phone", "13800138000"), Trait("id", "17"), Trait("name", "李")])
    value = {"customer": "17", "n": 17, "deep": [{"13800138000": None}, {"tel": 13800138000}], "who": "李", "ok": True}
    assert identity.found(value, "payload") == {"phone", "id", "name"}
    scrubbed = identity.scrub(value)
    assert identity.found(scrubbed, "payload") == set()
    assert (scrubbed["n"], scrubbed["ok"]) == (17, True)


def test_a_name_that_may_be_a_word_is_no_proof() -> None:
    identity = Identity([Trait("name", "高兴"), Trait("phone", "13800138000")])
    assert not identity.strongly("很高兴", "text")
    assert identity.strongly("高兴", "to")
    assert identity.strongly("电话 13800138000", "text")


def test_orders_tell_more_of_a_person() -> None:
    order = Order(
        "o",
        recipient="王大明",
        phone="021-55501234",
        payments=(Payment("1", Decimal(1), reference="20260301"),),
        shipments=(Shipment("1", tracking_number="SF123456"),),
    )
    kinds = [trait.kind for trait in Identity.of(Customer("c1", name="王小芳"), [order]).traits]
    assert kinds == ["id", "name", "name", "phone", "payment reference", "tracking number"]
