"""Hashed n-grams: the sparse features of the linear half of the embedded models."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

__all__ = ["hashed_ngrams", "units"]

_UNIT = re.compile(r"[a-z]+|\S")
_MULTIPLIER = np.uint64(0x9E3779B97F4A7C15)


def units(text: str) -> list[str]:
    """What n-grams are made of: an English word, or any other single character, folded (NFKC, lower case).

    >>> units("很 Nice！")
    ['很', 'nice', '!']
    """
    return _UNIT.findall(unicodedata.normalize("NFKC", text).lower())


def hashed_ngrams(texts: Sequence[str], *, buckets: int, longest: int = 4) -> list[NDArray[np.int32]]:
    """The distinct n-grams (1 to `longest` units) of each text as sorted bucket numbers in [1, buckets); 0 pads.

    Chinese gives character n-grams, English word n-grams. Hashing follows Weinberger et al. 2009, without the sign.

    >>> [len(row) for row in hashed_ngrams(["好", "好用", ""], buckets=1 << 20)]
    [1, 3, 0]
    """
    rows = [units(text) for text in texts]
    lengths = np.array([len(row) for row in rows], dtype=np.int64)
    flat = np.fromiter((crc32(unit.encode()) for row in rows for unit in row), np.uint64, int(lengths.sum()))
    owner = np.repeat(np.arange(len(rows)), lengths)
    hashes, owners, running = [], [], np.zeros_like(flat)
    for size in range(1, longest + 1):
        count = len(flat) - size + 1
        if count <= 0:
            break
        running = _mix(running[:count] * _MULTIPLIER + flat[size - 1 :] + np.uint64(size))
        inside = owner[:count] == owner[size - 1 :]
        hashes.append(running[inside] % np.uint64(buckets - 1) + np.uint64(1))
        owners.append(owner[:count][inside])
    if not hashes:
        return [np.empty(0, np.int32) for _ in rows]
    keys = np.unique(np.concatenate(owners).astype(np.uint64) * np.uint64(buckets) + np.concatenate(hashes))
    cuts = np.searchsorted(keys, np.arange(1, len(rows), dtype=np.uint64) * np.uint64(buckets))
    return [part.astype(np.int32) for part in np.split(keys % np.uint64(buckets), cuts)]


def _mix(values: NDArray[np.uint64]) -> NDArray[np.uint64]:
    """Spread the bits of 64-bit integers (the finaliser of SplitMix64, Steele et al. 2014)."""
    values = (values ^ (values >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    values = (values ^ (values >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    return values ^ (values >> np.uint64(31))
