"""From a platform's file into a shop, out of it in each format, and into another shop: equal."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from shopwright.shop import Customer, Order, Product
from shopwright.shop.database import Shop
from shopwright.shop.exports import export_records
from shopwright.shop.files import open_table
from shopwright.shop.imports import LAYOUTS, ImportOptions, import_table, open_reading
from shopwright.shop.kinds import RecordKind

Put = Callable[..., Any]
FILES = {
    ("shopify", "products"): "Handle,Title,Body (HTML),Option1 Name,Option1 Value,Variant SKU,Variant Price\n"
    "cup,=Cup,<p>a<br>b</p>,Colour,Red,C-R,89.00\ncup,,,,Blue,C-B,\n",
    (
        "shopify",
        "orders",
    ): "Name,Email,Financial Status,Paid at,Currency,Total,Created at,Lineitem quantity,Lineitem name,"
    "Lineitem price,Lineitem sku,Notes\n#1,A@x.org,paid,2026-03-01 12:30:15 -0500,USD,1.50,2026-03-01 12:30:15 -0500,1,"
    'Cup,1.50,C-R,"-1, please"\n',
    ("woocommerce", "products"): "ID,Type,SKU,Name,Regular price,Stock,Attribute 1 name,Attribute 1 value(s),Parent\n"
    '1,variable,,Cup,,,Colour,"Red, Blue",\n2,variation,W-R,Cup,9,,Colour,Red,id:1\n',
    ("woocommerce", "orders"): "Order Number,Order Status,Order Date,Email (Billing),Item Name,Item Cost,Quantity\n"
    "5,completed,2026-03-01 12:30,a@x.org,Cup,9,1\n",
    (
        "taobao",
        "products",
    ): "宝贝ID,宝贝标题,一口价,SKU属性,SKU商家编码,SKU库存\n600,杯,¥89,颜色:红,T-R,3\n,,,颜色:蓝,T-B,4\n",
    ("taobao", "orders"): "订单编号,买家会员名,宝贝标题,总金额,宝贝总数量,订单状态,订单创建时间,物流单号,物流公司\n"
    "'2026030100000012345,小芳,杯,10.00,3,卖家已发货，等待买家确认,2026-03-01 12:30:15,No:SF1,顺丰\n",
    (
        "jd",
        "products",
    ): "商品编号,商品名称,SKU编码,颜色,京东价,可用库存\n1000,杯,100001,红,89.00,3\n1000,杯,100002,蓝,99.00,0\n",
    ("jd", "orders"): "订单号,商品编号,商品名称,购买数量,京东价,应付金额,订单状态,下单帐号,下单时间\n"
    "28,100001,杯,1,89.00,89.00,完成,jd_a,2026-03-01 12:30:15\n",
}


def test_there_is_a_file_of_every_platforms_layout() -> None:
    assert FILES.keys() == {(layout.source, layout.kind) for layout in LAYOUTS if layout.source != "shopwright"}


@pytest.mark.parametrize("suffix", ["csv", "tsv", "jsonl", "parquet", "xlsx"])
@pytest.mark.parametrize("source", ["shopify", "woocommerce", "taobao", "jd"])
def test_import_export_import(put: Put, shop: Shop, tmp_path: Path, source: str, suffix: str) -> None:
    for kind in ("products", "orders"):
        done = put(kind, FILES[source, kind])
        assert (done.source, done.rejected) == (source, 0)
        assert done.new
    kinds: tuple[RecordKind, ...] = ("products", "customers", "orders")
    with Shop.open(f"sqlite:///{tmp_path}/other.db") as other:
        for each in kinds:
            export_records(shop, each, tmp_path / f"{each}.{suffix}")
            with open_table(tmp_path / f"{each}.{suffix}") as table:
                assert import_table(other, open_reading(table, each, ImportOptions())).rejected == 0
        for record_type in (Product, Customer, Order):
            assert list(other.all(record_type)) == list(shop.all(record_type)) != []
        assert any(item.product_id for order in other.all(Order) for item in order.items) == (
            source in ("shopify", "jd")
        )
