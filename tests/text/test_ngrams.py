"""Hashed n-grams: what counts as a unit, and that batching changes nothing."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from shopwright.text.emoji import emoji_polarity, wordless
from shopwright.text.ngrams import hashed_ngrams, units

BUCKETS = 1 << 16


def test_english_words_and_other_characters_are_units() -> None:
    assert units("Runs SMALL，退货２件") == ["runs", "small", ",", "退", "货", "2", "件"]


def test_a_text_has_every_ngram_up_to_the_longest() -> None:
    [row] = hashed_ngrams(["一二三四五"], buckets=1 << 24)
    assert len(row) == 5 + 4 + 3 + 2


def test_order_matters_beyond_single_units() -> None:
    first, second = hashed_ngrams(["不好", "好不"], buckets=BUCKETS)
    assert len(np.intersect1d(first, second)) == 2


@given(st.lists(st.text(max_size=40), max_size=8))
def test_a_text_means_the_same_in_any_company(texts: list[str]) -> None:
    together = hashed_ngrams(texts, buckets=BUCKETS)
    assert len(together) == len(texts)
    for text, row in zip(texts, together, strict=True):
        [alone] = hashed_ngrams([text], buckets=BUCKETS)
        np.testing.assert_array_equal(row, alone)
        assert row.size == 0 or (row.min() >= 1 and row.max() < BUCKETS and np.all(np.diff(row) > 0))


def test_emoji_speak_only_where_no_word_does() -> None:
    assert wordless("👍👍！")
    assert not wordless("三个👍")
    assert emoji_polarity("👎") == 1 / 3
    assert emoji_polarity("🍎") is None
