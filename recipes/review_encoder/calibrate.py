"""Choose, on the dev split, how both halves are blended and where neutral begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from linear import blend
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sources import Example


@dataclass(frozen=True)
class Calibration:
    """Constants of the graph, and the P(verdict) under which a text is neutral."""

    constants: dict[str, np.float32]
    verdict_threshold: float


def calibrate(dev: Sequence[Example], logits: NDArray[Any], wide: NDArray[Any]) -> Calibration:
    """From logits [texts, 2] of the encoder and scores [texts] of the linear half."""
    label = np.array([example.label for example in dev])
    said = label != "neutral"
    constants = blend(logits[said, 0], wide[said], label[said] == "positive")
    open_ended = np.array([not example.binary for example in dev])
    model = LogisticRegression(C=1e4).fit(logits[open_ended, 1:], said[open_ended])
    constants["verdict_scale"] = np.float32(model.coef_[0, 0])
    constants["verdict_offset"] = np.float32(model.intercept_[0])
    verdict = model.predict_proba(logits[open_ended, 1:])[:, 1]
    polarity = constants["deep_share"] * logits[:, 0] + constants["wide_share"] * wide + constants["offset"]
    guess = np.where(polarity[open_ended] >= 0, "positive", "negative")
    candidates = np.arange(0.2, 0.8, 0.01)
    scores = [
        f1_score(label[open_ended], np.where(verdict < bound, "neutral", guess), average="macro")
        for bound in candidates
    ]
    return Calibration(constants, float(candidates[int(np.argmax(scores))]))
