"""A frozen table of authored sentences: what must be masked, and look-alikes that must not be.

All personal data are invented; checksums hold where a recogniser asks for them. The sentences were written before the
recognisers and are not edited to suit them. A row is a sentence and its entities in order, as type and text.
"""

from __future__ import annotations

import pytest

from shopwright.text.pii import find

Row = tuple[str, tuple[tuple[str, str], ...]]

PERSONAL: list[Row] = [
    ("有问题打我电话13800138000,随时都在", (("PHONE", "13800138000"),)),
    ("尾货清仓，联系１３８ ００１３ ８０００ 王姐", (("PHONE", "１３８ ００１３ ８０００"),)),
    ("卖家留的号码是 139-0000-1234，打不通", (("PHONE", "139-0000-1234"),)),
    ("海外的朋友打+86 138 0013 8001就行", (("PHONE", "+86 138 0013 8001"),)),
    ("快递员8615912340000一直关机", (("PHONE", "8615912340000"),)),
    ("收件人写错了，应该是小李18600001111，不是我", (("PHONE", "18600001111"),)),
    ("1 3 7 0 0 0 0 2 2 2 2 要货的找我", (("PHONE", "1 3 7 0 0 0 0 2 2 2 2"),)),
    ("手机/微信同号17700003333", (("PHONE", "17700003333"),)),
    ("售后座机010-62510000没人接", (("PHONE", "010-62510000"),)),
    ("杭州店(0571)88880000，态度差", (("PHONE", "(0571)88880000"),)),
    ("深圳仓库0755-8255 1234转801才有人理", (("PHONE", "0755-8255 1234转801"),)),
    ("客服电话400-820-0000打了三天", (("PHONE", "400-820-0000"),)),
    ("店里电话：82550000，周末休息", (("PHONE", "82550000"),)),
    ("Please call me at 555-0123 before noon", (("PHONE", "555-0123"),)),
    ("My phone number is (212) 555-0123, thanks", (("PHONE", "(212) 555-0123"),)),
    ("Reach the seller on +44 20 7946 0958 if it leaks", (("PHONE", "+44 20 7946 0958"),)),
    ("Text me 415-555-0132 for a refund", (("PHONE", "415-555-0132"),)),
    ("WhatsApp: +1 (312) 555 0147", (("PHONE", "+1 (312) 555 0147"),)),
    ("UK buyers, ring 020 7946 0123 after six", (("PHONE", "020 7946 0123"),)),
    ("发票发到 shop_test@example.com 谢谢", (("EMAIL", "shop_test@example.com"),)),
    ("邮箱是xiaomei.88＠example.cn，尽快回复", (("EMAIL", "xiaomei.88＠example.cn"),)),
    ("Contact jane.doe+returns@mail.example.co.uk.", (("EMAIL", "jane.doe+returns@mail.example.co.uk"),)),
    ("给100200300@qq.com发了三封邮件", (("EMAIL", "100200300@qq.com"),)),
    ("清关要身份证110101199003070011，传给客服了", (("ID_CARD", "110101199003070011"),)),
    ("身份证号码：31011520000101333x", (("ID_CARD", "31011520000101333x"),)),
    ("实名信息 330102 19950808 0087 填错了", (("ID_CARD", "330102 19950808 0087"),)),
    ("我的证件 110101200102030061 已经上传", (("ID_CARD", "110101200102030061"),)),
    ("退款退到6222021234567890128可以吗", (("BANK_CARD", "6222021234567890128"),)),
    ("卡号 6217 0012 3456 7893 建行", (("BANK_CARD", "6217 0012 3456 7893"),)),
    ("I was charged twice on card 4000-0012-3456-7899", (("BANK_CARD", "4000-0012-3456-7899"),)),
    ("They kept my Mastercard 5200001234567894 on file", (("BANK_CARD", "5200001234567894"),)),
    ("Amex 3700 001234 56784 was declined", (("BANK_CARD", "3700 001234 56784"),)),
    ("登录IP是203.0.113.195，不是我本人", (("IP", "203.0.113.195"),)),
    ("Someone logged in from 198.51.100.23 yesterday", (("IP", "198.51.100.23"),)),
    ("The camera keeps calling 2001:db8:0:1:1:1:1:1 at night", (("IP", "2001:db8:0:1:1:1:1:1"),)),
    ("加微信 xiaomei_2020 返现5元", (("WECHAT", "xiaomei_2020"),)),
    ("好评加vx：shop8888888领红包", (("WECHAT", "shop8888888"),)),
    ("薇信号: lilidianpu 备注好评", (("WECHAT", "lilidianpu"),)),
    ("加V abc-13579 有优惠", (("WECHAT", "abc-13579"),)),
    ("My WeChat ID is tea_lover88, add me", (("WECHAT", "tea_lover88"),)),
    ("返现联系QQ100200300，秒回", (("QQ", "100200300"),)),
    ("扣扣：1234500000 备注买家", (("QQ", "1234500000"),)),
    ("进群领券，QQ群号 700800900", (("QQ", "700800900"),)),
    ("订单号：202603018888123456一直不发货", (("ORDER_ID", "202603018888123456"),)),
    ("订单编号TB20260301000123催了好几次", (("ORDER_ID", "TB20260301000123"),)),
    ("Order no. 8830012 never arrived", (("ORDER_ID", "8830012"),)),
    ("My order #112-0001234-0005678 is missing a lid", (("ORDER_ID", "112-0001234-0005678"),)),
    ("单号 3300112233445566，帮忙查一下", (("ORDER_ID", "3300112233445566"),)),
    ("快递SF1234567890123停在中转站五天了", (("TRACKING_NO", "SF1234567890123"),)),
    ("圆通单号YT8800112233445不更新", (("TRACKING_NO", "YT8800112233445"),)),
    ("快递单号：773000111222333", (("TRACKING_NO", "773000111222333"),)),
    ("Tracking number 1Z999AA10123456784 says delivered", (("TRACKING_NO", "1Z999AA10123456784"),)),
    ("EMS RR123456785CN 卡在海关", (("TRACKING_NO", "RR123456785CN"),)),
    ("送货车京A12345乱停", (("PLATE", "京A12345"),)),
    ("师傅开的粤B·D12345新能源，很准时", (("PLATE", "粤B·D12345"),)),
    ("车牌沪C·8K001的司机态度很好", (("PLATE", "沪C·8K001"),)),
    ("护照号E12340000填不进去", (("PASSPORT", "E12340000"),)),
    ("They asked for my passport no. 500010002 to verify age", (("PASSPORT", "500010002"),)),
    (
        "张姐 13912340000 邮箱 z_test@example.org 订单号 88001122334455",
        (("PHONE", "13912340000"), ("EMAIL", "z_test@example.org"), ("ORDER_ID", "88001122334455")),
    ),
    ("电话：13800138000、13800138002都可以", (("PHONE", "13800138000"), ("PHONE", "13800138002"))),
    ("👍👍 手机号😂13600001234", (("PHONE", "13600001234"),)),
    ("Call 212-555-0100 or email me@example.net", (("PHONE", "212-555-0100"), ("EMAIL", "me@example.net"))),
]

HARMLESS: list[str] = [
    "花了13800元，值不值？",
    "身高180体重75，买180/95A正合适",
    "iPhone 15 Pro Max 256G 国行",
    "RTX4090配i9-14900K，跑分38000多",
    "2026-03-01 12:30下单，2026-03-03就到了",
    "20260301买的，到20260415就坏了",
    "买了3件，每件99.9元，一共299.7",
    "ISBN 978-7-111-12345-6 正版",
    "条码6901234567892扫得出来",
    "圆周率3.14159265358979323846印在杯子上",
    "货号13800138000的那款断码了",
    "保质期至2027.12.31，批号2025110312",
    "固件升级到1.0.3.12就好了",
    "微信支付很方便，付款秒到",
    "微信8.0.50版本打不开小程序",
    "QQ糖50000颗也吃不腻",
    "QQ音乐会员送了一年",
    "这裤子加V领上衣很搭",
    "订单2件都收到了，满意",
    "订单20260301才发货，太慢",
    "快递3天就到，顺丰给力",
    "电池5000毫安，充电120W，续航20000秒不止",
    "新R7000P跑游戏一点不卡",
    "给老婆买的黑A字裙，S码偏大",
    "护照夹很薄，能放6本护照",
    "手机用了10个月，电话从没断过",
    "电话手表16800毫安时是虚标吧",
    "比例16:9，分辨率3840×2160@60Hz",
    "性价比100%，五星好评666666",
    "打电话2026-03-01没人接",
    "13-14岁的孩子穿160-170码",
    "@小红 你看这个，9.9@包邮",
    "SKU 4000001234567899缺货",
    "净含量500ml*12瓶，1箱15.8kg",
    "转速12000-18000-20000三档",
    "群里88888个人都说好",
    "This costs $1,299.99 and weighs 12.5 kg",
    "Model number 555-0123 fits perfectly",
    "Version 10.0.19.45 fixed the bug",
    "I ordered 100000 units for the office",
    "Size 10-12, 32x34 waist, 5'11\" and 180 lbs",
    "The phone lasted 2020 to 2024, 4 years",
    "Great tracking on this mouse, 25600 DPI",
    "ISBN 9780306406157, second edition",
    "Bought 2025/12/25 10:30, arrived 2026/01/02",
    "My wechat is working wonderfully on this phone",
    "Serial 350000000000006 is printed on the box",
    "In order 1 to 5: battery, screen, 108MP camera",
    "MAC 00:1a:2b:3c:4d:5e shows in the router",
    "Part 020-1234-AB does not fit; call support instead",
    "Passport holder fits 4 cards and 2 passports",
    "Lasted 1234567890 seconds? No, 3 weeks.",
    "12:30:45 on the timer, then it stopped",
    "Email support never answered, 2@$5 was the deal",
    "C++ std::array<int, 100000> is on page 1234",
    "颜色#138001，色号#FF8800很正",
    "3D打印精度0.05mm，层高0.1-0.3",
    "京东A级自营，买了A4纸12345张",
    "",
    "很好！！！",
    "😂😂😂",
    "Love it.",
]


def test_the_table_is_as_large_as_promised() -> None:
    assert len(PERSONAL) >= 60
    assert len(HARMLESS) >= 60


@pytest.mark.parametrize(("text", "expected"), PERSONAL)
def test_personal_data_is_found_in_full(text: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert tuple((e.type, text[e.start : e.end]) for e in find(text)) == expected


@pytest.mark.parametrize("text", HARMLESS)
def test_look_alikes_are_left_alone(text: str) -> None:
    assert [(e.type, text[e.start : e.end]) for e in find(text)] == []
