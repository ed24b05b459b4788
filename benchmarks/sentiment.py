"""Review sentiment on validation rows that no training saw, beside the peers a user would otherwise install.

`python benchmarks/sentiment.py [--data FOLDER]` prints, for the very same rows: accuracy of the embedded encoder, of a
TF-IDF + linear SVM and of SnowNLP, McNemar's test, calibration error, three-class figures, and reviews a second.
"""

from __future__ import annotations

import argparse
import csv
import io
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import f1_score
from sklearn.svm import LinearSVC

from shopwright.lm.encoder import EmbeddedEncoder
from shopwright.settings import settings
from shopwright.text.language import identify

sys.path.insert(0, str(Path(__file__).parents[1] / "recipes" / "review_encoder"))
from sources import Example, load

Flags = NDArray[np.bool_]
THREE_CLASS = ("acos_restaurant_zh", "absa_zh", "womens_clothing", "absa_en", "acos_laptop_en")


def mcnemar(ours: Flags, theirs: Flags) -> float:
    """Two-sided exact p-value over the rows that only one of the two gets right (McNemar 1947)."""
    only_ours, only_theirs = int((ours & ~theirs).sum()), int((theirs & ~ours).sum())
    return float(binomtest(only_ours, only_ours + only_theirs).pvalue)


def calibration_error(positive: NDArray[np.float64], truth: Flags, bins: int = 15) -> float:
    """Expected calibration error over equal-width bins of P(positive) (Naeini et al. 2015)."""
    which = np.minimum((positive * bins).astype(int), bins - 1)
    gaps = [abs(positive[which == b].mean() - truth[which == b].mean()) * (which == b).mean() for b in set(which)]
    return float(sum(gaps))


def rate(run: Callable[[Sequence[str]], object], texts: Sequence[str], rounds: int = 5) -> float:
    """Median texts a second over several rounds, after a warm-up."""
    run(texts[:200])
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        run(texts)
        seconds.append(time.perf_counter() - started)
    return len(texts) / statistics.median(seconds)


def main() -> None:
    """Print every figure that README publishes about review sentiment."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=settings().data)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if options.data is None:
        parser.error("name the data folder with --data or SHOPWRIGHT_DATA")
    encoder = EmbeddedEncoder()
    machine = _linear_svm(
        load(options.data, "train", ["online_shopping"]) + load(options.data, "dev", ["online_shopping"])
    )
    _online_shopping(encoder, machine, options.data, options.rounds)
    _sample(encoder, machine)
    for name in ("eprstmt_dev", "womens_clothing"):
        _two_class(encoder, [e for e in load(options.data, "validation", [name]) if e.label != "neutral"], name)
    for name in THREE_CLASS:
        _three_class(encoder, [e for e in load(options.data, "validation", [name]) if e.label], name)


def _linear_svm(learnt: list[Example]) -> Callable[[Sequence[str]], Flags]:
    """The peer with the best name for its price: TF-IDF over 1 to 4 characters under a linear SVM."""
    vectorizer = TfidfVectorizer(analyzer="char", ngram_range=(1, 4), sublinear_tf=True, min_df=2)
    machine = LinearSVC().fit(
        vectorizer.fit_transform([e.text for e in learnt]), [e.label == "positive" for e in learnt]
    )
    return lambda batch: np.asarray(machine.predict(vectorizer.transform(batch)), bool)


def _online_shopping(
    encoder: EmbeddedEncoder, linear: Callable[[Sequence[str]], Flags], data: Path, rounds: int
) -> None:
    rows = load(data, "validation", ["online_shopping"])
    texts, truth = [row.text for row in rows], np.array([row.label == "positive" for row in rows])

    def ours(batch: Sequence[str]) -> NDArray[np.float64]:
        return np.array([encoding.positive for encoding in encoder.encode(batch)])

    positive = ours(texts)
    right, linear_right = (positive >= 0.5) == truth, linear(texts) == truth
    print(f"online_shopping: {len(rows)} validation rows")
    print(f"  shopwright  accuracy {right.mean():.4f}  {rate(ours, texts, rounds):.0f} reviews/s")
    print(f"  linear SVM  accuracy {linear_right.mean():.4f}  {rate(linear, texts, rounds):.0f} reviews/s (one thread)")
    print(f"  McNemar     p = {mcnemar(right, linear_right):.2g}")
    print(f"  calibration expected error {calibration_error(positive, truth):.4f} over 15 bins")
    accuracy = np.mean(_snownlp_peer(texts) == truth)
    print(
        f"  SnowNLP     accuracy {accuracy:.4f}  {rate(_snownlp_peer, texts[:300], 3):.0f} reviews/s (300 of the rows)"
    )


def _snownlp_peer(batch: Sequence[str]) -> Flags:
    from snownlp import SnowNLP

    return np.array([SnowNLP(text).sentiments >= 0.5 for text in batch])


def _sample(encoder: EmbeddedEncoder, linear: Callable[[Sequence[str]], Flags]) -> None:
    """The sample of the demo, written for the project: stories that seldom say good or bad. Truth is their stars."""
    text = files("shopwright").joinpath("assets/sample/reviews.csv").read_text(encoding="utf-8")
    rows = [row for row in csv.DictReader(io.StringIO(text)) if row["评分"] != "3"]
    truth = np.array([int(row["评分"]) > 3 for row in rows])
    chinese = np.array([identify(row["评论"]) == "zh" for row in rows])
    texts = np.array([row["评论"] for row in rows])
    right = np.array([encoding.positive >= 0.5 for encoding in encoder.encode(texts)]) == truth
    print(f"sample: {chinese.sum()} Chinese and {(~chinese).sum()} other reviews with stars other than three")
    print(f"  shopwright  accuracy Chinese {right[chinese].mean():.4f}, other {right[~chinese].mean():.4f}")
    print(f"  of {truth.sum()} with four and five stars {(truth & ~right).sum()} are read as blame, ", end="")
    print(f"of {(~truth).sum()} with one and two {(~truth & ~right).sum()} as praise")
    for name, peer in (("linear SVM ", linear), ("SnowNLP    ", _snownlp_peer)):
        print(f"  {name} accuracy Chinese {np.mean(peer(texts[chinese]) == truth[chinese]):.4f}")


def _two_class(encoder: EmbeddedEncoder, rows: list[Example], name: str) -> None:
    truth = np.array([row.label == "positive" for row in rows])
    positive = np.array([encoding.positive for encoding in encoder.encode(row.text for row in rows)])
    accuracy, error = np.mean((positive >= 0.5) == truth), calibration_error(positive, truth)
    macro = f1_score(truth, positive >= 0.5, average="macro")
    print(f"{name}: {len(rows)} rows, accuracy {accuracy:.4f}, macro-F1 {macro:.4f}, calibration error {error:.4f}")


def _three_class(encoder: EmbeddedEncoder, rows: list[Example], name: str) -> None:
    truth = [row.label for row in rows]
    guess = [
        "neutral" if e.verdict < encoder.card.verdict_threshold else "positive" if e.positive >= 0.5 else "negative"
        for e in encoder.encode(row.text for row in rows)
    ]
    by_class = f1_score(truth, guess, average=None, labels=["positive", "neutral", "negative"])
    shown = " ".join(
        f"{label} {value:.3f}" for label, value in zip(("positive", "neutral", "negative"), by_class, strict=True)
    )
    accuracy = np.mean(np.array(truth) == np.array(guess))
    print(
        f"{name}: {len(rows)} rows, three classes: accuracy {accuracy:.4f}, macro-F1 {by_class.mean():.4f} (F1 {shown})"
    )


if __name__ == "__main__":
    main()
