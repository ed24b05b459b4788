"""The headers under which shops keep their reviews."""

from __future__ import annotations

from shopwright.shop.files.headers import FieldSpec

__all__ = ["REVIEW_FIELDS"]


def _spec(name: str, synonyms: str) -> FieldSpec:
    return FieldSpec(name, tuple(synonyms.split()))


REVIEW_FIELDS: tuple[FieldSpec, ...] = (
    _spec(
        "text",
        "review review_text review_content review_body 评论 评论内容 评价 评价内容 评论文本 评论正文 初评 初次评价 "
        "首次评价 买家评价 买家评论 用户评论 用户评价 商品评价 商品评论 内容 正文 文本 反馈 comment comments "
        "comment_text content body feedback message sentence reviews",
    ),
    _spec("id", "review_id comment_id 评论id 评价id 评论编号 评价编号 编号 序号"),
    _spec(
        "rating",
        "star stars star_rating review_rating overall score 评分 星级 打分 分数 评价星级 评论星级 评价分数 "
        "商品评分 用户评分 评星 得分",
    ),
    _spec(
        "date",
        "review_date review_time created_at created create_time created_time comment_time time datetime timestamp "
        "评论时间 评价时间 评论日期 评价日期 初评时间 创建时间 发布时间 时间 日期",
    ),
    _spec(
        "product",
        "product_name product_title item item_name goods goods_name sku_name 商品 商品名称 商品名 商品标题 产品 "
        "产品名称 宝贝 宝贝名称 宝贝标题 货品 product_id item_id asin sku 商品id 商品编号 货号",
    ),
    _spec(
        "customer",
        "customer_name customer_id buyer buyer_name user user_name user_id nickname author reviewer reviewer_name "
        "顾客 客户 买家 买家昵称 用户 用户名 用户昵称 会员 会员名 昵称 评论者 评论人",
    ),
    _spec("category", "cat product_category department 类目 商品类目 分类 商品分类 品类 类别"),
    _spec("language", "lang locale 语言 语种"),
)
