"""The public review sets that the encoder learns from, cut into train, dev and validation once for all sets.

A text's side depends on the text alone (a hash of its letters and digits), so a text that stands in two sets can never
stand on two sides. `validation` is read by benchmarks only; `dev` blends and calibrates.
"""

from __future__ import annotations

import csv
import hashlib
import json
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Split = Literal["train", "dev", "validation"]
Verdict = Literal["positive", "neutral", "negative"]

VALIDATION_PERCENT = 10
DEV_PERCENT = 5


@dataclass(frozen=True)
class Example:
    """One review with its verdict; `label` is None where the set states none, `binary` where it never says neutral."""

    source: str
    text: str
    label: Verdict | None
    binary: bool
    group: str = ""


@dataclass(frozen=True)
class Source:
    """A published set: its file below the data folder, where it is published, under which licence."""

    file: str
    language: Literal["zh", "en"]
    origin: str
    licence: str
    read: Callable[[Path], Iterator[tuple[str, Verdict | None, str]]]
    binary: bool = False
    labels: str = ""
    """A second file, where the labels stand in one of their own."""

    @property
    def files(self) -> tuple[str, ...]:
        """Every file of the set."""
        return (self.file, self.labels) if self.labels else (self.file,)


def _online_shopping(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    for row in _csv(path):
        yield row["review"], _verdict({row["label"]}), row["cat"]


def _womens_clothing(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    """Four and five stars are praise, one and two blame, three neither."""
    for row in _csv(path):
        rating = int(row["rating"])
        text = f"{row['title']}. {row['review']}" if row["title"] else row["review"]
        yield text, "positive" if rating > 3 else "negative" if rating < 3 else "neutral", row["department"]


def _labelled(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    for row in _jsonl(path):
        yield row["text"], _verdict({row["label"]}), ""


def _unlabelled(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    for row in _jsonl(path):
        yield row["text"], None, ""


def _aspects(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    """Aspect-level rows, one a mention; a text's verdict is that of its mentions where they agree."""
    mentions: dict[str, set[str]] = {}
    domains: dict[str, str] = {}
    for row in _jsonl(path):
        mentions.setdefault(row["text"], set()).add(row["polarity"])
        domains[row["text"]] = row["domain"]
    for text, polarities in mentions.items():
        yield text, _verdict(polarities), domains[text]


def _quads(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    """Opinion quads; a text without any opinion gives no verdict, so it counts as neutral."""
    for row in _jsonl(path):
        polarities = {quad["polarity"] for quad in row["quads"]}
        yield row["text"], _verdict(polarities or {"neutral"}), ""


def _zhijiang(path: Path) -> Iterator[tuple[str, Verdict | None, str]]:
    labels: dict[str, set[str]] = {}
    for row in _csv(path.with_name("zhijiang_labels.csv")):
        labels.setdefault(row["id"], set()).add(row["polarity"])
    for row in _csv(path):
        yield row["review"], _verdict(labels.get(row["id"], set())), ""


def _verdict(polarities: set[str]) -> Verdict | None:
    """The one polarity that all opinions share; None where they differ or there is none."""
    if len(polarities) != 1:
        return None
    match next(iter(polarities)):
        case "positive":
            return "positive"
        case "neutral":
            return "neutral"
        case "negative":
            return "negative"
        case other:
            raise ValueError(f"unknown polarity {other!r}")


def _csv(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as handle:
        yield from csv.DictReader(handle)


def _jsonl(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as handle:
        for line in handle:
            yield json.loads(line)


SOURCES: dict[str, Source] = {
    "online_shopping": Source(
        "reviews/online_shopping.csv", "zh", "SophonPlus/ChineseNlpCorpus", "none stated", _online_shopping, binary=True
    ),
    "eprstmt_train": Source(
        "reviews/eprstmt_train.jsonl", "zh", "CLUEbenchmark/FewCLUE", "none stated", _labelled, binary=True
    ),
    "eprstmt_dev": Source(
        "reviews/eprstmt_dev.jsonl", "zh", "CLUEbenchmark/FewCLUE", "none stated", _labelled, binary=True
    ),
    "eprstmt_unlabeled": Source(
        "reviews/eprstmt_unlabeled.jsonl", "zh", "CLUEbenchmark/FewCLUE", "none stated", _unlabelled
    ),
    "absa_zh": Source("reviews/absa_zh.jsonl", "zh", "yangheng95/ABSADatasets", "MIT", _aspects),
    "acos_restaurant_zh": Source(
        "reviews/acos_restaurant_zh.jsonl", "zh", "yangheng95/ABSADatasets", "MIT (collection)", _quads
    ),
    "zhijiang": Source(
        "reviews/zhijiang_reviews.csv",
        "zh",
        "xmxoxo/Text-Opinion-Mining",
        "none stated (competition)",
        _zhijiang,
        labels="reviews/zhijiang_labels.csv",
    ),
    "womens_clothing": Source(
        "reviews/womens_clothing.csv", "en", "MichalSzopinski00/The-Best-Classifier", "none stated", _womens_clothing
    ),
    "absa_en": Source(
        "reviews/absa_en.jsonl", "en", "yangheng95/ABSADatasets", "MIT (collection); SemEval-2014 terms", _aspects
    ),
    "acos_laptop_en": Source("reviews/acos_laptop_en.jsonl", "en", "NUSTM/ACOS", "none stated", _quads),
}


def text_key(text: str) -> str:
    """The letters and digits of a text, folded: what two copies of one review share."""
    folded = unicodedata.normalize("NFKC", text).lower()
    return "".join(character for character in folded if character.isalnum())


def side(text: str, reserved: frozenset[str] = frozenset()) -> Split:
    """The split of a text; `reserved` keys are always validation."""
    key = text_key(text)
    if key in reserved:
        return "validation"
    bucket = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4], "big") % 100
    if bucket < VALIDATION_PERCENT:
        return "validation"
    return "dev" if bucket < VALIDATION_PERCENT + DEV_PERCENT else "train"


def reserved_keys(data: Path) -> frozenset[str]:
    """Keys of the small development set that is measured whole."""
    source = SOURCES["eprstmt_dev"]
    return frozenset(text_key(text) for text, _, _ in source.read(data / source.file))


def load(data: Path, split: Split, names: list[str] | None = None) -> list[Example]:
    """Rows of one split, first occurrence of each text per set, in file order."""
    reserved = reserved_keys(data)
    examples: list[Example] = []
    for name in names or SOURCES:
        source = SOURCES[name]
        seen: set[str] = set()
        for text, label, group in source.read(data / source.file):
            key = text_key(text)
            if not text.strip() or key in seen or side(text, reserved) != split:
                continue
            seen.add(key)
            examples.append(Example(name, text.strip(), label, source.binary, group))
    return examples
