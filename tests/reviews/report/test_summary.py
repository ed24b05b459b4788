"""What a summary counts and keeps."""

from datetime import date

import pytest

from shopwright.reviews.report import ReviewSummary, report_language
from shopwright.reviews.report.quotes import QUOTE_LENGTH


def test_counts_equal_those_done_by_hand(put):
    summary = ReviewSummary()
    put(summary, "positive", product="Lamp", category="Light", date=date(2026, 1, 31), rating=5.0)
    put(summary, "positive", product="Lamp ", category="Light", date=date(2026, 2, 1), rating=4.5)
    put(summary, "negative", product="Kettle", language="en", date=date(2025, 12, 1), rating=4.0)
    put(summary, "neutral", product="  ", rating=3.0)
    put(summary, "negative", language="en")
    found = summary.as_dict()
    assert found["total"] == 5
    assert found["sentiment"] == {"n": 5, "positive": 2, "neutral": 1, "negative": 2}
    assert summary.counts.share == 0.5
    assert {name: of["n"] for name, of in found["languages"]["by_name"].items()} == {"zh": 3, "en": 2}
    assert found["products"]["by_name"] == {
        "Lamp": {"n": 2, "positive": 2, "neutral": 0, "negative": 0},
        "Kettle": {"n": 1, "positive": 0, "neutral": 0, "negative": 1},
    }
    assert list(found["months"]["by_name"]) == ["2026-01", "2026-02", "2025-12"]
    assert (found["first_date"], found["last_date"]) == ("2025-12-01", "2026-02-01")
    assert {stars: of["n"] for stars, of in found["ratings"].items()} == {"3": 1, "4": 1, "5": 2}
    assert found["rating_mean"] == pytest.approx(16.5 / 4)
    assert found["disagreements"] == 1


def test_nothing_grows_past_its_bound(put):
    summary = ReviewSummary(names=20)
    for at in range(600):
        put(
            summary,
            ("positive", "negative")[at % 2],
            product=f"p{at % 300}",
            category=f"c{at}",
            rating=1.0 + 4 * (at % 3),
        )
    assert len(summary.products) == 20
    assert len(summary.categories) == 20
    assert summary.products.total == 600
    assert len(summary.contradictions(1000)) <= 24
    assert len(summary.telling("negative", 1000)) <= 20 * 2 + 24
    assert max(len(summary.telling_of(f"p{at}")) for at in range(20)) <= 4


def test_reviews_whose_stars_contradict_their_words_are_set_apart(put):
    summary = ReviewSummary()
    put(summary, "negative", rating=5.0, product="Lamp")
    put(summary, "positive", rating=2.0, product="Lamp")
    put(summary, "neutral", rating=1.0, product="Lamp")
    assert summary.disagreements == 2
    assert {q.label for q in summary.contradictions(9)} == {"positive", "negative"}
    assert summary.telling("negative", 9) == summary.telling_of("Lamp") == []


def test_quotes_carry_the_masked_text_cut_to_a_bounded_length(put):
    summary = ReviewSummary()
    put(summary, "negative", text="退款！" * 1000, product="长" * 5000)
    [quote] = summary.telling("negative", 9)
    assert len(quote.text) == QUOTE_LENGTH
    assert quote.text.endswith("…")
    assert len(quote.product or "") <= 120


def test_the_same_text_is_quoted_once(put):
    summary = ReviewSummary()
    for at in range(50):
        put(summary, "positive", text=f"好评返现，加客服领红包，五星好评截图{at}", product=f"p{at}")
    assert len(summary.telling("positive", 6)) == 1


@pytest.mark.parametrize(
    ("languages", "expected"),
    [([], "zh"), (["zh", "zh", "en"], "zh"), (["en", "fr", "zh"], "en"), (["zh", "en"], "zh")],
)
def test_report_is_written_in_the_language_of_most_reviews(put, languages, expected):
    summary = ReviewSummary()
    for language in languages:
        put(summary, "positive", language=language)
    assert report_language(summary) == expected
