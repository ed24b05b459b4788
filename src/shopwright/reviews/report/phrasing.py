"""Puts values into words: numbers, dates and names as the report's language writes them, each value escaped."""

from __future__ import annotations

from datetime import date, datetime

from markupsafe import Markup, escape

from shopwright.reviews.report.charts import Period
from shopwright.reviews.report.counts import Interval
from shopwright.reviews.report.wording import WORDING, ReportLanguage

__all__ = ["Phrasing", "harmless"]

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip

_CONTROLS = [*range(0x09), 0x0B, 0x0C, *range(0x0E, 0x20), *range(0x7F, 0xA0)]
_BIDI = [0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
_UNUSABLE = [*range(0xD800, 0xE000), 0xFFFE, 0xFFFF]
_HARMLESS = (
    dict.fromkeys([*_CONTROLS, *_BIDI]) | dict.fromkeys([0x2028, 0x2029], "\n") | dict.fromkeys(_UNUSABLE, "\ufffd")
)


def harmless(text: str) -> str:
    """The text without control and bidirectional formatting characters, encodable as UTF-8; it is not escaped.

    Mixed directions are left to `<bdi>` and `dir="auto"`, which no text can break out of.

    >>> harmless("a\\u202eb\\x00c\\ud800")
    'abc\\ufffd'
    """
    return text.translate(_HARMLESS)


class Phrasing:
    """The words of one language.

    >>> str(Phrasing("en").reviews(1200)), str(Phrasing("zh").day(date(2026, 6, 4)))
    ('1,200 reviews', '2026年6月4日')
    """

    def __init__(self, language: ReportLanguage) -> None:
        self.language = language
        self._words = WORDING[language]

    def say(self, key: str, **values: object) -> Markup:
        """The words under that key with the values put in, escaped unless they are Markup already."""
        return escape(self._words[key]).format(**values)

    def number(self, n: int) -> str:
        """Grouped by thousands."""
        return f"{n:,}"

    def reviews(self, n: int) -> Markup:
        """So many reviews."""
        return self.say("reviews_one" if n == 1 else "reviews_many", n=self.number(n))

    def share(self, share: float) -> str:
        """Whole percent; never 0 % or 100 % unless it is exactly that."""
        percent = round(100 * share)
        if percent == 0 and share > 0:
            return "<1%"
        return ">99%" if percent == 100 and share < 1 else f"{percent}%"

    def interval(self, interval: Interval) -> str:
        """From one whole percent to the other."""
        low, high = f"{100 * interval.low:.0f}", f"{100 * interval.high:.0f}"
        return f"{low}%–{high}%" if self.language == "zh" else f"{low}–{high}%"

    def name(self, name: str) -> Markup:
        """A name from the data, set apart from the direction of the text around it."""
        return Markup("<bdi>{}</bdi>").format(name)

    def day(self, day: date) -> str:
        """A date in full."""
        if self.language == "zh":
            return f"{day.year}年{day.month}月{day.day}日"
        return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"

    def moment(self, when: datetime) -> str:
        """A date with the time of day, and the offset from UTC where it is known."""
        offset = when.strftime("%z")
        zone = f" (UTC{offset[:3]}:{offset[3:5]})" if offset else ""
        return f"{self.day(when)} {when:%H:%M}{zone}"

    def period(self, period: Period, per_year: int) -> Markup:
        """A month, quarter or year with its year."""
        if per_year == 12:
            return self.say("month", year=period.year, month=period.part, name=_MONTHS[period.part - 1])
        return self.say("quarter" if per_year == 4 else "year", year=period.year, quarter=period.part)

    def tick(self, period: Period, per_year: int) -> Markup:
        """A period as it is written beneath a chart."""
        if per_year == 12:
            return self.say("tick_month", month=period.part, name=_MONTHS[period.part - 1][:3])
        return self.say("tick_quarter", quarter=period.part) if per_year == 4 else self.say("year", year=period.year)

    def rating(self, rating: float) -> Markup:
        """So many stars, in words."""
        return self.say("stars", n=f"{rating:g}")
