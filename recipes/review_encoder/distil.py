"""The last stage: the fine-tuned encoder goes on as the student of itself and of the linear half.

Every text of the training sides, labelled or not, is read once with some of its tokens masked: the same pass predicts the
masked tokens and the verdict, so that the encoder keeps learning the language while masking keeps it from learning the
reviews by heart. Labels are softened by the linear half's out-of-fold scores (Hinton et al. 2015); texts without a label
get the blend of both. The last part of the budget reads clean text.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import linear
import numpy as np
import torch
from finetune import loss, report
from network import Average, Row, SentimentEncoder, length_batches, pad, predict
from numpy.typing import NDArray
from pretrain import descend, mask, optimizers, precision
from sources import SOURCES, Example
from tokenizers import Tokenizer
from torch import nn
from transformers import BertForMaskedLM


@dataclass(frozen=True)
class DistilArguments:
    """What decides the last stage; saved beside its weights."""

    minutes: float = 59.0
    """Wall-clock budget."""
    clean: float = 0.2
    """Share of the budget, at its end, without masks."""
    masked: float = 0.15
    """Share of the tokens that are masked before that."""
    language_weight: float = 0.2
    """Weight of the masked tokens' loss beside the verdict's."""
    linear_weight: float = 0.2
    """Share of the linear half's opinion in a labelled review's target."""
    learning_rate: float = 6e-4
    """Peak rate of both optimizers; 3 % warm-up, then linear decay to zero."""
    batch_tokens: int = 4096
    weight_decay: float = 0.03
    average: float = 0.998
    """Decay of the weight average that is kept."""
    english_share: float = 0.35
    """Share of the English texts that each pass reads."""
    seed: int = 2


def targets(
    examples: Sequence[Example],
    ids: Sequence[list[int]],
    teacher: SentimentEncoder,
    half: linear.LinearHalf,
    opinion: NDArray[np.float32],
    blend: dict[str, np.float32],
    arguments: DistilArguments,
) -> list[Row]:
    """One row an example; `opinion` holds the out-of-fold scores of those with a verdict, in their order."""
    silent = [index for index, example in enumerate(examples) if example.label is None]
    logits = predict(teacher, [ids[index] for index in silent]).numpy()
    scores = half.score([examples[index].text for index in silent])
    polarity = blend["deep_share"] * logits[:, 0] + blend["wide_share"] * scores + blend["offset"]
    guessed = {index: (_sigmoid(polarity[place]), _sigmoid(logits[place, 1])) for place, index in enumerate(silent)}
    linear_says = iter(_sigmoid(1.8 * score) for score in opinion)
    rows = []
    for index, example in enumerate(examples):
        if example.label is None:
            rows.append(Row(ids[index], *guessed[index], 0.5))
        elif example.label == "neutral":
            rows.append(Row(ids[index], -1.0, 0.0))
        else:
            hard = float(example.label == "positive")
            soft = (1 - arguments.linear_weight) * hard + arguments.linear_weight * next(linear_says)
            rows.append(Row(ids[index], soft, 1.0, 0.2 if example.binary else 1.0))
    return rows


def distil(
    examples: Sequence[Example],
    rows: Sequence[Row],
    dev: Sequence[Example],
    student: SentimentEncoder,
    tokenizer: Tokenizer,
    run: Path,
    arguments: DistilArguments,
) -> None:
    """Train `student` for the budget and leave the averaged weights in `run/distilled.pt`."""
    torch.manual_seed(arguments.seed)
    generator, noise = random.Random(arguments.seed), torch.Generator().manual_seed(arguments.seed)
    language = BertForMaskedLM.from_pretrained(run / "model")
    language.bert = student.encoder
    language.tie_weights()
    whole = nn.ModuleDict({"student": student, "words": language.cls})
    optims = optimizers(whole, arguments.learning_rate, arguments.weight_decay)
    average, dtype = Average(student, arguments.average), precision()
    chinese = [index for index, example in enumerate(examples) if SOURCES[example.source].language == "zh"]
    english = sorted(set(range(len(examples))) - set(chinese))
    started, step, passes, budget = time.monotonic(), 0, 0, arguments.minutes * 60
    while (progress := (time.monotonic() - started) / budget) < 1:
        student.train()
        chosen = chinese + generator.sample(english, int(len(english) * arguments.english_share))
        for group in length_batches([len(rows[index].ids) for index in chosen], arguments.batch_tokens, generator):
            progress = (time.monotonic() - started) / budget
            if progress >= 1:
                break
            rate = arguments.learning_rate * min(progress / 0.03, (1 - progress) / 0.97)
            batch = [rows[chosen[index]] for index in group]
            ids, attention = pad([row.ids for row in batch])
            masking = progress < 1 - arguments.clean
            seen, positions, truth = mask(ids, language.config.vocab_size, noise, arguments.masked if masking else 0.0)
            with torch.autocast("cpu", dtype, enabled=dtype is torch.bfloat16):
                hidden = student.encoder(seen, attention_mask=attention).last_hidden_state
                logits, _ = student.read(hidden, attention)
                value = loss(logits.float(), batch, 0.02)
                if len(positions):
                    words = language.cls(hidden.flatten(0, 1)[positions]).float()
                    value = value + arguments.language_weight * nn.functional.cross_entropy(words, truth)
            descend(whole, optims, value, rate)
            average.update()
            step += 1
            if step % 100 == 0:
                print(
                    json.dumps({"step": step, "progress": round(progress, 3), "loss": round(value.item(), 4)}),
                    flush=True,
                )
        passes += 1
        report(student, average, dev, tokenizer, passes, time.monotonic() - started)
        torch.save(average.weights, run / "distilled.pt")


def _sigmoid(value: float) -> float:
    return float(1 / (1 + np.exp(-value)))
