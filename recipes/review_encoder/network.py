"""The encoder with its two sentiment heads, and the batches that feed it."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel

LONGEST = 128
ATTENTION = "eager"
"""Reviews are short: the backward pass of the fused kernel costs a processor more than it saves."""


class Row(NamedTuple):
    """One review ready to batch; a target of -1 says nothing is known."""

    ids: list[int]
    positive: float = -1.0
    verdict: float = -1.0
    verdict_weight: float = 1.0


class SentimentEncoder(nn.Module):
    """BERT, pooled three ways ([CLS], mean, max), and two logits: positive given a verdict, and verdict at all."""

    def __init__(self, encoder: BertModel, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(dropout)
        self.heads = nn.Linear(3 * encoder.config.hidden_size, 2)

    def forward(self, ids: Tensor, attention: Tensor) -> tuple[Tensor, Tensor]:
        """Token ids and mask [rows, tokens] to logits [rows, 2] and the mean vector [rows, width]."""
        return self.read(self.encoder(ids, attention_mask=attention).last_hidden_state, attention)

    def read(self, hidden: Tensor, attention: Tensor) -> tuple[Tensor, Tensor]:
        """The same from hidden states [rows, tokens, width] that were computed elsewhere."""
        mask = attention.unsqueeze(-1).to(hidden.dtype)
        mean = (hidden * mask).sum(1) / mask.sum(1)
        largest = (hidden - (1 - mask) * 1e4).amax(1)
        pooled = torch.cat([hidden[:, 0], mean, largest], dim=1)
        return self.heads(self.dropout(pooled)), mean


def from_pretrained(folder: Path, dropout: float = 0.1) -> SentimentEncoder:
    """The pre-trained encoder under fresh heads."""
    config = BertConfig.from_pretrained(folder)
    config.hidden_dropout_prob = dropout
    made = BertModel.from_pretrained(folder, config=config, add_pooling_layer=False, attn_implementation=ATTENTION)
    return SentimentEncoder(made, dropout)


def shorten(ids: list[int], longest: int = LONGEST) -> list[int]:
    """The head and the tail of a text that is too long: verdicts stand at either end."""
    if len(ids) <= longest:
        return ids
    head = longest // 2
    return ids[:head] + ids[-(longest - head) :]


def length_batches(lengths: Sequence[int], budget: int, generator: random.Random) -> Iterator[list[int]]:
    """Row indices in batches of like length, `budget` padded tokens at the most, in random order."""
    order = sorted(range(len(lengths)), key=lambda index: (lengths[index] // 4, generator.random()))
    groups: list[list[int]] = [[]]
    for index in order:
        width = -(-lengths[index] // 8) * 8
        if groups[-1] and (len(groups[-1]) + 1) * width > budget:
            groups.append([])
        groups[-1].append(index)
    generator.shuffle(groups)
    yield from groups


def pad(rows: Sequence[list[int]]) -> tuple[Tensor, Tensor]:
    """Token ids and attention mask, both [rows, longest row rounded up to 8]."""
    width = -(-max(map(len, rows)) // 8) * 8
    ids = torch.zeros(len(rows), width, dtype=torch.long)
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row)
    return ids, (ids != 0).long()


@dataclass
class Average:
    """Exponential moving average of a model's weights (Polyak averaging), which generalises better than the last."""

    model: nn.Module
    decay: float

    def __post_init__(self) -> None:
        self.weights = {name: value.detach().clone() for name, value in self.model.state_dict().items()}
        self.steps = 0

    @torch.no_grad()
    def update(self) -> None:
        """Fold the current weights in; early steps count more, so the start is forgotten."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in self.model.state_dict().items():
            if value.dtype.is_floating_point:
                self.weights[name].lerp_(value, 1 - decay)
            else:
                self.weights[name].copy_(value)


@torch.no_grad()
def predict(model: SentimentEncoder, rows: Sequence[list[int]], budget: int = 8192) -> Tensor:
    """Logits [rows, 2] in input order."""
    model.eval()
    logits = torch.zeros(len(rows), 2)
    for group in length_batches([len(row) for row in rows], budget, random.Random(0)):
        logits[group] = model(*pad([rows[index] for index in group]))[0].float()
    return logits
