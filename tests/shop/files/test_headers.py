"""Finding the column of each field."""

from __future__ import annotations

import pytest

from shopwright.errors import InputError, MissingColumnError, UsageError
from shopwright.shop.files import REVIEW_FIELDS, parse_mapping, resolve


def found(*columns: str, **mapping: str) -> dict[str, str]:
    return resolve(columns, REVIEW_FIELDS, mapping, required=["text"], source="a.csv")


def test_taobao_headers() -> None:
    columns = ("评论ID", "宝贝名称", "买家昵称", "评价内容", "星级", "评论时间", "类目")
    assert found(*columns) == {
        "text": "评价内容",
        "id": "评论ID",
        "rating": "星级",
        "date": "评论时间",
        "product": "宝贝名称",
        "customer": "买家昵称",
        "category": "类目",
    }


@pytest.mark.parametrize(
    "header", ["Review Text", "REVIEW_TEXT", "review-text", "ｒｅｖｉｅｗ＿ｔｅｘｔ", "\ufeffreview_text "]
)
def test_case_spaces_and_width_do_not_matter(header: str) -> None:
    assert found(header) == {"text": header}


def test_a_column_called_like_the_field_wins() -> None:
    assert found("评论", "text") == {"text": "text"}
    assert found("评论", "TEXT") == {"text": "TEXT"}
    assert found("内容", "评论内容") == {"text": "评论内容"}


def test_a_mapping_wins_over_everything() -> None:
    assert found("text", "备注", text="备注") == {"text": "备注"}
    assert found("text", " 备 注", product="备注") == {"text": "text", "product": " 备 注"}
    assert found("text", "评论", product="text") == {"text": "评论", "product": "text"}


def test_a_mapped_field_that_nobody_knows() -> None:
    with pytest.raises(UsageError, match="the fields are text, id, rating"):
        found("text", txt="text")


def test_a_mapped_column_that_is_not_there() -> None:
    with pytest.raises(MissingColumnError, match="did you mean 评论内容") as caught:
        found("编号", "评论内容", text="评论容")
    assert "It has 编号, 评论内容" in str(caught.value)


def test_a_required_column_that_is_not_there() -> None:
    with pytest.raises(MissingColumnError) as caught:
        found("编号", "标题")
    for words in ("a.csv", "looked for text, review", "编号, 标题", "--text-column"):
        assert words in str(caught.value)
    with pytest.raises(MissingColumnError, match="no columns"):
        found()
    with pytest.raises(MissingColumnError, match="--map rating=COLUMN"):
        resolve(["text"], REVIEW_FIELDS, required=["rating"])


def test_many_long_columns_stay_readable() -> None:
    with pytest.raises(MissingColumnError) as caught:
        found(*(f"c{n}" + "x" * 999 for n in range(999)))
    assert len(str(caught.value)) < 3000


def test_duplicates_matter_only_where_they_are_needed() -> None:
    assert found("text", "备注", "备注")["text"] == "text"
    assert found("text", "星级", "星级")["rating"] == "星级"
    with pytest.raises(InputError, match="2 columns called 评论"):
        found("评论", "id", "评论")


def test_mapping_pairs() -> None:
    assert parse_mapping(["text = 评论=内容", "id=编号"]) == {"text": "评论=内容", "id": "编号"}
    for pair in ("text", "text=", "=评论", ""):
        with pytest.raises(UsageError, match="is no pair"):
            parse_mapping([pair])
    with pytest.raises(UsageError, match="two columns for text"):
        parse_mapping(["text=a", "text=b"])


def test_every_synonym_belongs_to_one_field() -> None:
    names = [name for spec in REVIEW_FIELDS for name in (spec.name, *spec.synonyms)]
    assert len(names) == len(set(names))
