"""How many reviews are positive, neutral and negative, in all and by name, in bounded memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from shopwright.reviews.reading import Polarity

__all__ = ["ENOUGH", "Counts", "Groups", "Interval", "wilson"]

ENOUGH = 5
"""Fewer verdicts than this are shown, but not judged."""


@dataclass(frozen=True, slots=True)
class Interval:
    """A range of shares, 0 <= low <= high <= 1."""

    low: float
    high: float


def wilson(successes: int, trials: int, confidence: float = 0.95) -> Interval:
    """The score interval of a share; `trials` must be positive.

    Wilson (1927), Probable inference, the law of succession, and statistical inference, JASA 22(158): 209-212.

    >>> wilson(0, 10)
    Interval(low=0.0, high=0.277...)
    """
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    share, slack = successes / trials, z * z / trials
    centre = (share + slack / 2) / (1 + slack)
    reach = z * sqrt(share * (1 - share) / trials + slack / (4 * trials)) / (1 + slack)
    low = 0.0 if successes == 0 else max(0.0, centre - reach)
    high = 1.0 if successes == trials else min(1.0, centre + reach)
    return Interval(low, high)


@dataclass(slots=True)
class Counts:
    """Reviews by sentiment; shares are of those that pass a verdict, positive or negative.

    >>> counts = Counts(positive=3, neutral=5, negative=1)
    >>> counts.n, counts.verdicts, counts.share
    (9, 4, 0.75)
    """

    positive: int = 0
    neutral: int = 0
    negative: int = 0

    def add(self, label: Polarity) -> None:
        """Count one review more."""
        if label == "positive":
            self.positive += 1
        elif label == "negative":
            self.negative += 1
        else:
            self.neutral += 1

    @property
    def n(self) -> int:
        """All reviews, neutral ones too."""
        return self.positive + self.neutral + self.negative

    @property
    def verdicts(self) -> int:
        """Reviews that are positive or negative."""
        return self.positive + self.negative

    @property
    def share(self) -> float | None:
        """Positive reviews among the verdicts; None where nobody passed one."""
        return self.positive / self.verdicts if self.verdicts else None

    def interval(self, confidence: float = 0.95) -> Interval | None:
        """The Wilson interval of `share`; None where nobody passed a verdict."""
        return wilson(self.positive, self.verdicts, confidence) if self.verdicts else None

    @property
    def enough(self) -> bool:
        """Whether there are verdicts enough to judge by."""
        return self.verdicts >= ENOUGH

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.positive + other.positive, self.neutral + other.neutral, self.negative + other.negative)

    def less(self, other: Counts) -> Counts:
        """Those of `self` that are not in `other`, which is a part of it."""
        return Counts(self.positive - other.positive, self.neutral - other.neutral, self.negative - other.negative)

    def as_dict(self) -> dict[str, int]:
        """`n` and the three counts."""
        return {"n": self.n, "positive": self.positive, "neutral": self.neutral, "negative": self.negative}


class Groups:
    """Counts by name for the first `bound` names met; later names are counted together as `other`.

    The first names, not the most frequent: a name that turns up late in a file with more names than the bound has no
    row of its own, however often it comes.
    """

    def __init__(self, bound: int) -> None:
        self.bound = bound
        self.other = Counts()
        self._by_name: dict[str, Counts] = {}

    def add(self, name: str, label: Polarity) -> bool:
        """Count a review under its name; False where it went to `other`."""
        counts = self._by_name.get(name)
        if counts is None:
            if len(self._by_name) >= self.bound:
                self.other.add(label)
                return False
            counts = self._by_name[name] = Counts()
        counts.add(label)
        return True

    def __len__(self) -> int:
        return len(self._by_name)

    def __getitem__(self, name: str) -> Counts:
        return self._by_name[name]

    def items(self) -> Iterator[tuple[str, Counts]]:
        """Names with their counts, in the order in which they were met."""
        yield from self._by_name.items()

    @property
    def total(self) -> int:
        """The reviews that bear a name, those under `other` too."""
        return sum(counts.n for counts in self._by_name.values()) + self.other.n

    def as_dict(self) -> dict[str, object]:
        """`by_name`, and `other` where the bound was reached."""
        named: dict[str, object] = {"by_name": {name: counts.as_dict() for name, counts in self._by_name.items()}}
        return named | ({"other": self.other.as_dict()} if self.other.n else {})
