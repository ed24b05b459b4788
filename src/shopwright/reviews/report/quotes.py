"""The most telling reviews: the clearest ones, none a near-copy of another, different products first."""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import count

from shopwright.reviews.reading import Polarity, Sentiment

__all__ = ["QUOTE_LENGTH", "Quote", "Shelf", "choose", "near_copies", "tellingness"]

QUOTE_LENGTH = 400
"""Characters of a review that a report quotes at most."""
NEAR_COPY = 0.5
FULL_WEIGHT_FROM, FULL_WEIGHT_TO = 24, 160
"""A review of that many characters (of Chinese; four times as many of other scripts) is long enough to inform and
short enough to be read."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A review as a report quotes it; the text is masked and no longer than `QUOTE_LENGTH`."""

    id: str
    text: str
    language: str
    label: Polarity
    confidence: float
    """P(the label | the review passes a verdict); neutral reviews are not quoted."""
    score: float
    """How telling it is, in [0, 1]."""
    product: str | None = None
    date: date | None = None
    rating: float | None = None


def tellingness(sentiment: Sentiment, text: str, language: str) -> float:
    """How much a review is worth quoting, in [0, 1]: sure of its verdict, neither curt nor endless."""
    sureness = abs(2 * sentiment.positive - 1)
    size = len(text) / (1 if language.startswith("zh") else 4)
    return sureness * min(1.0, size / FULL_WEIGHT_FROM) * min(1.0, FULL_WEIGHT_TO / max(size, 1.0))


@lru_cache(maxsize=512)
def _grams(text: str) -> frozenset[str]:
    letters = "".join(filter(str.isalnum, text.casefold())) or text
    return frozenset(letters[at : at + 4] for at in range(max(1, len(letters) - 3)))


def near_copies(one: str, other: str) -> bool:
    """Whether two texts share half of their character 4-grams or more (Jaccard), case and punctuation aside.

    >>> near_copies("物流很快，包装也好，好评！", "物流很快,包装也好 好评")
    True
    """
    a, b = _grams(one), _grams(other)
    return len(a & b) >= NEAR_COPY * len(a | b)


class Shelf:
    """The `size` most telling quotes offered, near-copies of each other counted as one.

    A near-copy of a quote that has left the shelf is not recognised, as that quote is forgotten.
    """

    def __init__(self, size: int) -> None:
        self.size = size
        self._heap: list[tuple[float, int, Quote]] = []
        self._arrival = count(0, -1)

    def wants(self, score: float) -> bool:
        """Whether a quote of that score would find a place: ask before making one."""
        return score > 0 and (len(self._heap) < self.size or score > self._heap[0][0])

    def offer(self, quote: Quote) -> None:
        """Keep a quote if it is among the best; of near-copies the more telling stays."""
        if not self.wants(quote.score):
            return
        entry = (quote.score, next(self._arrival), quote)
        for at, (score, _, kept) in enumerate(self._heap):
            if near_copies(kept.text, quote.text):
                if quote.score > score:
                    self._heap[at] = entry
                    heapq.heapify(self._heap)
                return
        if len(self._heap) < self.size:
            heapq.heappush(self._heap, entry)
        else:
            heapq.heapreplace(self._heap, entry)

    def __len__(self) -> int:
        return len(self._heap)

    def best(self) -> list[Quote]:
        """The quotes kept, most telling first."""
        return [quote for _, _, quote in sorted(self._heap, key=lambda entry: entry[:2], reverse=True)]


def choose(quotes: Iterable[Quote], wanted: int) -> list[Quote]:
    """Up to `wanted` quotes, most telling first; a product comes a second time only after all came once."""
    ranked = heapq.nlargest(50 * wanted, quotes, key=lambda quote: quote.score)
    chosen: list[Quote] = []
    seen: dict[str | None, int] = {}
    for turn in range(wanted):
        before = len(chosen)
        for quote in ranked:
            if len(chosen) >= wanted:
                break
            if seen.get(quote.product, 0) <= turn and not any(near_copies(quote.text, c.text) for c in chosen):
                chosen.append(quote)
                seen[quote.product] = seen.get(quote.product, 0) + 1
        if len(chosen) == before:
            break
    return sorted(chosen, key=lambda quote: -quote.score)
