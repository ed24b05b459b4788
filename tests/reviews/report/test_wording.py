"""Both languages say the same."""

from datetime import UTC, date, datetime
from string import Formatter

import pytest

from shopwright.reviews.report.phrasing import Phrasing, harmless
from shopwright.reviews.report.wording import WORDING


def fields(text: str) -> set[str]:
    return {field for _, field, _, _ in Formatter().parse(text) if field}


def test_both_languages_have_the_same_keys():
    assert WORDING["zh"].keys() == WORDING["en"].keys()


def test_both_languages_have_words_of_their_own():
    for text in WORDING["en"].values():
        assert not any("\u4e00" <= letter <= "\u9fff" for letter in text), text


@pytest.mark.parametrize("key", sorted(WORDING["en"].keys() - {"month", "tick_month"}))
def test_both_languages_fill_in_the_same_values(key):
    assert fields(WORDING["zh"][key]) == fields(WORDING["en"][key])


def test_numbers_and_dates_are_written_as_the_language_does():
    zh, en = Phrasing("zh"), Phrasing("en")
    assert (zh.day(date(2026, 6, 4)), en.day(date(2026, 6, 4))) == ("2026年6月4日", "4 June 2026")
    assert en.moment(datetime(2026, 6, 4, 9, 5, tzinfo=UTC)) == "4 June 2026 09:05 (UTC+00:00)"
    assert [en.reviews(1), en.reviews(1234)] == ["1 review", "1,234 reviews"]
    assert [en.share(x) for x in (0, 0.001, 0.714, 0.999, 1)] == ["0%", "<1%", "71%", ">99%", "100%"]


def test_values_are_escaped_and_never_read_as_placeholders():
    said = Phrasing("en").say("title", source="<b>{share}{0.__class__}")
    assert said == "Customer review report: &lt;b&gt;{share}{0.__class__}"


def test_control_and_direction_characters_are_taken_out_but_emoji_and_lines_stay():
    assert harmless("a\x00\x1b\x85\u202e\u2066\u200fb\u2028c\nd👩‍👩‍👧") == "ab\nc\nd👩‍👩‍👧"
    assert harmless("\udc80\ufffe").encode() == "\ufffd\ufffd".encode()
