"""The embedded review encoder: one int8 graph that reads token ids and n-grams and gives calibrated probabilities."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from shopwright.errors import ModelError
from shopwright.settings import settings
from shopwright.text.ngrams import hashed_ngrams

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

__all__ = ["EmbeddedEncoder", "EncoderCard", "Encoding", "feed"]

ASSET = Path(__file__).parents[1] / "assets" / "review_encoder"
WINDOW = 1024
"""Texts sorted by length together; also the most that are held in memory."""
TEXT_LIMIT = 4096
"""Characters read at either end of a text: no review is longer, and a hostile one shall not fill the memory."""
BATCH_TOKENS = 1024
"""Padded tokens of one call of the graph: larger ones fall out of the processor's cache."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """What the graph says of one text."""

    positive: float
    """P(positive | the text passes a verdict)."""
    verdict: float
    """P(the text passes a verdict at all)."""


@dataclass(frozen=True)
class EncoderCard:
    """The numbers that inference shares with training; `config.json` beside the graph."""

    name: str
    longest: int
    """Most tokens of a text; longer ones keep their head and their tail."""
    ngram_buckets: int
    ngram_longest: int
    verdict_threshold: float
    """A text with a lower P(verdict) is neutral."""


class EmbeddedEncoder:
    """The shipped encoder, or another folder that the recipe exported.

    Raises ModelError when the folder does not hold a whole model.

    >>> [encoding] = EmbeddedEncoder().encode(["质量很好，下次还买"])
    >>> encoding.positive > 0.5
    True
    """

    def __init__(self, folder: Path = ASSET, *, threads: int | None = None) -> None:
        self.folder = folder
        self.threads = threads or settings().threads or os.cpu_count() or 1
        self.card, self._tokenizer, self._session = _load(folder)

    @property
    def fingerprint(self) -> str:
        """Name and SHA-256 of the weights: another model gives other readings."""
        with (self.folder / "model.onnx").open("rb") as stream:
            return f"{self.card.name} {hashlib.file_digest(stream, 'sha256').hexdigest()}"

    def encode(self, texts: Iterable[str]) -> Iterator[Encoding]:
        """One encoding a text, in order; reads ahead one window of texts, never the whole input."""
        iterator = iter(texts)
        with ThreadPoolExecutor(self.threads) as pool:
            while window := list(islice(iterator, WINDOW)):
                yield from self._window(window, pool)

    def _window(self, texts: Sequence[str], pool: ThreadPoolExecutor) -> list[Encoding]:
        texts = [text if len(text) <= 2 * TEXT_LIMIT else text[:TEXT_LIMIT] + text[-TEXT_LIMIT:] for text in texts]
        rows = [self._shorten(encoding.ids) for encoding in self._tokenizer.encode_batch(texts)]
        order = sorted(range(len(rows)), key=lambda index: len(rows[index]))
        groups = _groups(order, [len(row) for row in rows])

        def run(group: list[int]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
            return self._run([rows[index] for index in group], [texts[index] for index in group])

        made: list[Encoding | None] = [None] * len(texts)
        for group, (positive, verdict) in zip(groups, pool.map(run, groups), strict=True):
            for place, index in enumerate(group):
                made[index] = Encoding(float(positive[place]), float(verdict[place]))
        return [encoding for encoding in made if encoding is not None]

    def _run(self, rows: list[list[int]], texts: list[str]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        positive, verdict = self._session.run(["positive", "verdict"], feed(rows, texts, self.card))
        return positive, verdict

    def _shorten(self, ids: list[int]) -> list[int]:
        if len(ids) <= self.card.longest:
            return ids
        head = self.card.longest // 2
        return ids[:head] + ids[head - self.card.longest :]


def feed(rows: Sequence[list[int]], texts: Sequence[str], card: EncoderCard) -> dict[str, NDArray[Any]]:
    """The graph's inputs for token ids and their texts: ids, attention [rows, tokens] and ngrams [rows, n], 0-padded."""
    ids = np.zeros((len(rows), max(map(len, rows))), np.int64)
    attention = np.zeros(ids.shape, np.int32)
    for place, row in enumerate(rows):
        ids[place, : len(row)] = row
        attention[place, : len(row)] = 1
    found = hashed_ngrams(texts, buckets=card.ngram_buckets, longest=card.ngram_longest)
    ngrams = np.zeros((len(rows), max(1, *map(len, found))), np.int32)
    for place, part in enumerate(found):
        ngrams[place, : len(part)] = part
    return {"ids": ids, "attention": attention, "ngrams": ngrams}


def _groups(order: list[int], lengths: list[int]) -> list[list[int]]:
    """Consecutive indices whose padded size stays within BATCH_TOKENS; longest groups first, so threads end together."""
    groups: list[list[int]] = [[]]
    for index in order:
        if groups[-1] and (len(groups[-1]) + 1) * lengths[index] > BATCH_TOKENS:
            groups.append([])
        groups[-1].append(index)
    return groups[::-1]


def _load(folder: Path) -> tuple[EncoderCard, Tokenizer, InferenceSession]:
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.log_severity_level = 3
    try:
        card: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        return EncoderCard(**card), tokenizer, session
    except Exception as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise ModelError(
            f"no review encoder in {folder} ({reason})", hint="reinstall shopwright, or export one with its recipe"
        ) from error
