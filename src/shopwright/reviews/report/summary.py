"""What a report needs to know about any number of reviews, gathered in one pass and bounded memory."""

from __future__ import annotations

from datetime import date
from math import floor
from typing import Any

from shopwright.reviews.reading import Polarity, ReviewReading
from shopwright.reviews.report.counts import Counts, Groups
from shopwright.reviews.report.quotes import QUOTE_LENGTH, Quote, Shelf, choose, tellingness
from shopwright.reviews.report.wording import ReportLanguage
from shopwright.shop.records import Review

__all__ = ["NAMES_KEPT", "ReviewSummary", "contradicts", "report_language"]

NAMES_KEPT = 10_000
"""Products, and categories, that are counted by name; the rest are counted together."""
MONTHS_KEPT, LANGUAGES_KEPT = 1_200, 50
NAME_LENGTH = 120
PER_PRODUCT, WITHOUT_PRODUCT, CONTRADICTIONS_KEPT = 2, 24, 24


def contradicts(rating: float, label: Polarity) -> bool:
    """Whether the stars say the opposite of the words: 4 and up with a negative text, 2 and down with a positive one.

    >>> contradicts(5, "negative"), contradicts(3, "negative")
    (True, False)
    """
    return (rating >= 4 and label == "negative") or (rating <= 2 and label == "positive")


class ReviewSummary:
    """Counts by sentiment, product, category, month, rating and language, and the reviews most worth quoting.

    Memory is bounded whatever is added: at most `names` products and as many categories, two quotes of a kind for each
    product. Review texts are taken from the reading, where personal data is masked; customers' names are not kept.

    >>> from shopwright.reviews.reading import Sentiment
    >>> summary = ReviewSummary()
    >>> summary.add(Review("1", "很好用", rating=5), ReviewReading("1", "很好用", "zh", Sentiment("positive", 0.98)))
    >>> summary.counts.positive, summary.rating_mean
    (1, 5.0)
    """

    def __init__(self, names: int = NAMES_KEPT) -> None:
        self.counts = Counts()
        self.languages = Groups(LANGUAGES_KEPT)
        self.products = Groups(names)
        self.categories = Groups(names)
        self.months = Groups(MONTHS_KEPT)
        """By ISO month, `2026-06`."""
        self.ratings: dict[int, Counts] = {stars: Counts() for stars in range(1, 6)}
        """By stars; half stars count as the next whole one."""
        self.first_date: date | None = None
        self.last_date: date | None = None
        self.disagreements = 0
        self._rating_sum = 0.0
        self._shelves: dict[tuple[str | None, Polarity], Shelf] = {}
        self._contradictions = Shelf(CONTRADICTIONS_KEPT)

    def add(self, review: Review, reading: ReviewReading) -> None:
        """Count one review and keep it if it is among the most telling; `reading` is what was read out of `review`."""
        label = reading.sentiment.label
        product = _name(review.product)
        self.counts.add(label)
        self.languages.add(reading.language[:16], label)
        own_row = product is not None and self.products.add(product, label)
        if category := _name(review.category):
            self.categories.add(category, label)
        if review.date is not None:
            self._add_date(review.date, label)
        if review.rating is not None:
            self._rating_sum += review.rating
            self.ratings[min(5, max(1, floor(review.rating + 0.5)))].add(label)
        self._keep(review, reading, product, own_row)

    def _add_date(self, day: date, label: Polarity) -> None:
        self.months.add(f"{day.year:04}-{day.month:02}", label)
        self.first_date = min(day, self.first_date or day)
        self.last_date = max(day, self.last_date or day)

    def _keep(self, review: Review, reading: ReviewReading, product: str | None, own_row: bool) -> None:
        """Put the review on the shelf that it belongs to, if that wants it."""
        label = reading.sentiment.label
        score = tellingness(reading.sentiment, reading.text, reading.language)
        if review.rating is not None and contradicts(review.rating, label):
            self.disagreements += 1
            shelf = self._contradictions
        elif label == "neutral":
            return
        else:
            shelf = self._shelf(product if own_row else None, label)
        if shelf.wants(score):
            shelf.offer(_quote(review, reading, product, score))

    def _shelf(self, product: str | None, label: Polarity) -> Shelf:
        key = (product, label)
        if key not in self._shelves:
            self._shelves[key] = Shelf(WITHOUT_PRODUCT if product is None else PER_PRODUCT)
        return self._shelves[key]

    @property
    def rating_mean(self) -> float | None:
        """The mean of the ratings as given, None without any."""
        rated = sum(counts.n for counts in self.ratings.values())
        return self._rating_sum / rated if rated else None

    def telling(self, label: Polarity, wanted: int) -> list[Quote]:
        """The most clearly positive or negative reviews, of different products where possible."""
        return choose((q for (_, of), shelf in self._shelves.items() if of == label for q in shelf.best()), wanted)

    def telling_of(self, product: str) -> list[Quote]:
        """The most telling reviews of one product, negative ones first."""
        shelves = (self._shelves.get((product, label)) for label in ("negative", "positive"))
        return [quote for shelf in shelves if shelf for quote in shelf.best()]

    def contradictions(self, wanted: int) -> list[Quote]:
        """Reviews whose stars contradict their words, the surest first."""
        return self._contradictions.best()[:wanted]

    def as_dict(self) -> dict[str, Any]:
        """All counts, ready for JSON; no texts."""
        return {
            "total": self.counts.n,
            "sentiment": self.counts.as_dict(),
            "languages": self.languages.as_dict(),
            "ratings": {str(stars): counts.as_dict() for stars, counts in self.ratings.items() if counts.n},
            "rating_mean": self.rating_mean,
            "first_date": self.first_date and self.first_date.isoformat(),
            "last_date": self.last_date and self.last_date.isoformat(),
            "products": self.products.as_dict(),
            "categories": self.categories.as_dict(),
            "months": self.months.as_dict(),
            "disagreements": self.disagreements,
        }


def report_language(summary: ReviewSummary) -> ReportLanguage:
    """The language that suits most reviews: Chinese if more of them are Chinese than English, or if there are none."""
    of = {"zh": 0, "en": 0}
    for language, counts in summary.languages.items():
        of["zh" if language.startswith("zh") else "en"] += counts.n
    return "zh" if of["zh"] >= of["en"] else "en"


def _name(raw: str | None) -> str | None:
    """A product or category as it is counted: spaces collapsed, cut to a bounded length; None for a blank one."""
    name = " ".join((raw or "").split())
    return (name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…") or None


def _quote(review: Review, reading: ReviewReading, product: str | None, score: float) -> Quote:
    text, sentiment = reading.text.strip(), reading.sentiment
    return Quote(
        id=review.id[:NAME_LENGTH],
        text=text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1] + "…",
        language=reading.language,
        label=sentiment.label,
        confidence=sentiment.positive if sentiment.label == "positive" else 1 - sentiment.positive,
        score=score,
        product=product,
        date=review.date,
        rating=review.rating,
    )
