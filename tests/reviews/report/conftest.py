"""Makes summaries and pages out of few words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest

from shopwright.reviews.reading import Polarity, ReviewReading, Sentiment
from shopwright.reviews.report import ReviewSummary, render
from shopwright.shop.records import Review

SURE: dict[Polarity, float] = {"positive": 0.98, "neutral": 0.5, "negative": 0.03}


def add(summary: ReviewSummary, label: Polarity, text: str = "", language: str = "zh", **columns: Any) -> None:
    """Add one review, with a text of its own unless one is given."""
    number = summary.counts.n + 1
    positive = columns.pop("positive", SURE[label])
    text = text or "".join(chr(0x4E00 + (number * 7919 + at * at * 31) % 20000) for at in range(40))
    name = columns.pop("id", str(number))
    review = Review(id=name, text=text, **columns)
    summary.add(review, ReviewReading(name, text, language, Sentiment(label, positive)))


def page(summary: ReviewSummary, **changes: Any) -> str:
    """The report with plain settings."""
    settings: dict[str, Any] = {
        "language": "en",
        "source": "r.csv",
        "generated": datetime(2026, 7, 29, 9, 30, tzinfo=UTC),
        "model": "embedded",
        "rejected": 0,
    }
    return render(summary, **(settings | changes))


class Elements(HTMLParser):
    """Every element as (tag, attributes), all text outside <style>, and the ids."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.pieces: list[str] = []
        self.style = ""
        self._inside = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len({name for name, _ in attrs}) == len(attrs), f"an attribute twice in <{tag}>"
        self.elements.append((tag, dict(attrs)))
        self._inside = tag
        if tag in ("th", "td", "li", "dd"):
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag == "style":
            self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "style":
            self.style += data
        else:
            self.pieces.append(data)

    @property
    def text(self) -> str:
        return " ".join("".join(self.pieces).split())

    @property
    def ids(self) -> list[str]:
        return [attributes["id"] or "" for _, attributes in self.elements if "id" in attributes]


def full_summary() -> ReviewSummary:
    """Two products, two categories, three months, all stars; one clear loser."""
    summary = ReviewSummary()
    for at in range(60):
        bad = at % 2 == 1 and at % 20 != 1
        add(
            summary,
            "neutral" if at % 15 == 0 else "negative" if bad else "positive",
            rating=1.0 if bad else 5.0,
            date=date(2026, 4 + at % 3, 1 + at % 28),
            product="Kettle" if at % 2 else "Lamp",
            category="Kitchen" if at % 2 else "Light",
        )
    add(summary, "negative", rating=5.0, date=date(2026, 6, 1), product="Lamp", category="Light")
    return summary


@pytest.fixture
def full() -> ReviewSummary:
    """See `full_summary`."""
    return full_summary()


@pytest.fixture
def put() -> Callable[..., None]:
    """See `add`."""
    return add


@pytest.fixture
def draw() -> Callable[..., str]:
    """See `page`."""
    return page


@pytest.fixture
def parse() -> Callable[[str], Elements]:
    """See `Elements`."""
    return Elements
