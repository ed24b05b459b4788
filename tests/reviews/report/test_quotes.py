"""Which reviews are quoted."""

import pytest

from shopwright.reviews.reading import Sentiment
from shopwright.reviews.report.quotes import Quote, Shelf, choose, near_copies, tellingness


def quote(text: str, score: float, product: str | None = None) -> Quote:
    return Quote("1", text, "zh", "negative", 0.9, score, product)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("物流很快，包装也好，下次还来！", "物流很快,包装也好 下次还来", True),
        ("The kettle leaks at the base after two days.", "the KETTLE leaks at the base after three days!!", True),
        ("物流很快，包装也好，下次还来！", "杯子漏水，客服不理人，要求退款。", False),
        ("👍👍👍👍", "👎👎👎👎", False),
        ("", "", True),
    ],
)
def test_near_copies_are_told_from_others(one, other, same):
    assert near_copies(one, other) is same


def test_shelf_keeps_the_best_and_never_more_than_its_size():
    shelf = Shelf(3)
    for at in range(500):
        shelf.offer(quote(f"{at * 7919:012b}", score=(at * 37 % 500) / 500 + 0.001))
        assert len(shelf) <= 3
    assert [q.score for q in shelf.best()] == sorted((q.score for q in shelf.best()), reverse=True)
    assert shelf.best()[0].score == pytest.approx(0.999)


def test_shelf_keeps_the_more_telling_of_two_near_copies():
    shelf = Shelf(3)
    shelf.offer(quote("物流很快，包装也好，下次还来", 0.5))
    shelf.offer(quote("物流很快，包装也好，下次还来！！", 0.8))
    shelf.offer(quote("物流很快，包装也好，下次还来。", 0.6))
    assert [q.score for q in shelf.best()] == [0.8]


def test_different_products_come_before_a_second_quote_of_one():
    quotes = [
        quote("杯子第一天就漏水了", 0.9, "cup"),
        quote("客服三天没有回复我", 0.8, "cup"),
        quote("味道刺鼻头晕", 0.3, "tea"),
    ]
    assert [q.product for q in choose(quotes, 2)] == ["cup", "tea"]
    assert len(choose(quotes, 3)) == 3


def test_near_copies_under_different_products_are_chosen_once():
    spam = "好评返现，截图找客服领红包五元"
    assert len(choose([quote(spam, 0.9, "a"), quote(spam + "！", 0.9, "b")], 6)) == 1


def test_sure_reviews_of_readable_length_tell_more_than_curt_endless_or_unsure_ones():
    readable = "杯子" * 30
    best = tellingness(Sentiment("negative", 0.02), readable, "zh")
    assert best > tellingness(Sentiment("negative", 0.02), "差", "zh")
    assert best > tellingness(Sentiment("negative", 0.02), readable * 30, "zh")
    assert best > tellingness(Sentiment("negative", 0.4), readable, "zh")
    assert tellingness(Sentiment("negative", 0.02), "", "zh") == 0
