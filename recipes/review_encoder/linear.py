"""The linear half: an SVM over TF-IDF n-grams, hashed, so that it ships as two int8 tables inside the graph."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold
from sklearn.svm import LinearSVC
from sources import Example

from shopwright.text.ngrams import hashed_ngrams

BUCKETS = 1 << 22
LONGEST = 4
LEAST = 2
LARGEST = "online_shopping"
OTHERS = 0.25
"""Weight of a review of any set but the largest. Unweighted, all sets together read the largest one worse by 0.5 %."""


@dataclass(frozen=True)
class LinearHalf:
    """weights: coefficient x idf, squares: idf squared, both [BUCKETS], zero for n-grams seen fewer than LEAST times."""

    weights: NDArray[np.float32]
    squares: NDArray[np.float32]
    bias: np.float32

    def score(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Signed distances [texts]: the formula that the graph computes."""
        scores = []
        for start in range(0, len(texts), 512):
            for row in hashed_ngrams(texts[start : start + 512], buckets=BUCKETS, longest=LONGEST):
                norm = np.sqrt(max(1.0, float(self.squares[row].sum())))
                scores.append(self.weights[row].sum() / norm + self.bias)
        return np.array(scores, np.float32)


def fit(examples: Sequence[Example], strength: float = 1.0) -> LinearHalf:
    """Fit on examples with a verdict."""
    texts = [example.text for example in examples]
    rows = [
        row
        for start in range(0, len(texts), 512)
        for row in hashed_ngrams(texts[start : start + 512], buckets=BUCKETS, longest=LONGEST)
    ]
    pointers = np.cumsum([0, *map(len, rows)])
    indices = np.concatenate(rows)
    counts = np.bincount(indices, minlength=BUCKETS)
    idf = np.where(counts >= LEAST, np.log((1 + len(texts)) / (1 + counts)) + 1, 0).astype(np.float32)
    values = idf[indices]
    norms = np.sqrt(np.maximum(1.0, np.add.reduceat(values**2, np.minimum(pointers[:-1], len(values) - 1))))
    values = values / np.repeat(norms, np.diff(pointers)).astype(np.float32)
    features = csr_matrix((values, indices, pointers), shape=(len(texts), BUCKETS))
    model = LinearSVC(C=strength).fit(features, positive(examples), sample_weight=_weights(examples))
    return LinearHalf((model.coef_[0] * idf).astype(np.float32), idf**2, np.float32(model.intercept_[0]))


def out_of_fold(examples: Sequence[Example], folds: int = 5) -> NDArray[np.float32]:
    """The score of each example by a fit on the folds that do not hold it: an opinion, not a memory."""
    scores = np.zeros(len(examples), np.float32)
    for learnt, held in KFold(folds, shuffle=True, random_state=0).split(examples):
        half = fit([examples[index] for index in learnt])
        scores[held] = half.score([examples[index].text for index in held])
    return scores


def positive(examples: Sequence[Example]) -> NDArray[np.bool_]:
    """Which of them are praise."""
    return np.array([example.label == "positive" for example in examples])


def _weights(examples: Sequence[Example]) -> NDArray[np.float64]:
    """Praise and blame weigh alike within a set: most sets are nine tenths praise."""
    counts = Counter((example.source, example.label) for example in examples)
    totals = Counter(example.source for example in examples)
    balanced = [totals[e.source] / (2 * counts[e.source, e.label]) for e in examples]
    return np.array(balanced) * [1.0 if example.source == LARGEST else OTHERS for example in examples]


def blend(deep: NDArray[Any], wide: NDArray[Any], truth: NDArray[np.bool_]) -> dict[str, np.float32]:
    """Shares of both halves and the offset, by logistic regression on rows that neither half was trained on (Platt 1999)."""
    model = LogisticRegression(C=1e4).fit(np.stack([deep, wide], 1), truth)
    share = model.coef_[0].astype(np.float32)
    return {"deep_share": share[0], "wide_share": share[1], "offset": np.float32(model.intercept_[0])}
