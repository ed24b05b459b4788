"""Fine-tuning for sentiment: one encoder, two logits, every labelled review set at once."""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from network import Average, Row, SentimentEncoder, from_pretrained, length_batches, pad, predict, shorten
from pretrain import descend, optimizers, precision
from sources import Example
from tokenizers import Tokenizer
from torch import Tensor, nn


@dataclass(frozen=True)
class FinetuneArguments:
    """What decides a fine-tuning run; saved beside its weights."""

    epochs: int = 2
    decay_epochs: int = 3
    """Epochs after which the rate would reach zero: the next stage goes on from here, so it does not."""
    learning_rate: float = 4e-4
    """Peak rate of both optimizers; 6 % warm-up, then linear decay."""
    batch_tokens: int = 4096
    weight_decay: float = 0.02
    dropout: float = 0.1
    smoothing: float = 0.03
    """Label smoothing of the polarity (the sets hold a few per cent of wrong labels)."""
    average: float = 0.998
    """Decay of the weight average that is kept."""
    binary_verdict_weight: float = 0.2
    """Weight of rows whose set never says neutral in the verdict's loss."""
    english_positive_share: float = 0.4
    """Share of the clothing reviews with praise that each epoch reads: nine in ten are praise."""
    seed: int = 1


def rows(examples: Sequence[Example], tokenizer: Tokenizer, arguments: FinetuneArguments) -> list[Row]:
    """Labelled examples as rows with their targets."""
    made = []
    encodings = tokenizer.encode_batch([example.text for example in examples])
    for example, encoding in zip(examples, encodings, strict=True):
        if example.label is None:
            continue
        positive = -1.0 if example.label == "neutral" else float(example.label == "positive")
        weight = arguments.binary_verdict_weight if example.binary else 1.0
        made.append(Row(shorten(encoding.ids), positive, float(example.label != "neutral"), weight))
    return made


def loss(logits: Tensor, batch: Sequence[Row], smoothing: float) -> Tensor:
    """Cross-entropy of the polarity on rows with a verdict plus that of the verdict on all, means over rows."""
    positive = torch.tensor([row.positive for row in batch])
    verdict = torch.tensor([row.verdict for row in batch])
    weight = torch.tensor([row.verdict_weight for row in batch])
    said = (positive >= 0).float()
    soft = positive.clamp(min=0) * (1 - 2 * smoothing) + smoothing
    entropy = nn.functional.binary_cross_entropy_with_logits
    polarity = entropy(logits[:, 0], soft, weight=said, reduction="sum")
    passed = entropy(logits[:, 1], verdict, weight=weight, reduction="sum")
    return (polarity + 0.5 * passed) / len(batch)


def finetune(
    train: Sequence[Example],
    dev: Sequence[Example],
    tokenizer: Tokenizer,
    pretrained: Path,
    run: Path,
    arguments: FinetuneArguments,
) -> SentimentEncoder:
    """Train, print the dev accuracy after every epoch, and leave the averaged weights in `run/finetuned.pt`."""
    torch.manual_seed(arguments.seed)
    generator = random.Random(arguments.seed)
    model = from_pretrained(pretrained, arguments.dropout)
    optims = optimizers(model, arguments.learning_rate, arguments.weight_decay)
    praise = [e for e in train if e.source == "womens_clothing" and e.label == "positive"]
    fixed = rows(
        [e for e in train if not (e.source == "womens_clothing" and e.label == "positive")], tokenizer, arguments
    )
    drawn = rows(praise, tokenizer, arguments)
    share = int(len(drawn) * arguments.english_positive_share)
    per_epoch = sum(
        1 for _ in length_batches([len(r.ids) for r in fixed + drawn[:share]], arguments.batch_tokens, generator)
    )
    total, step, dtype = per_epoch * arguments.decay_epochs, 0, precision()
    average, started = Average(model, arguments.average), time.monotonic()
    for epoch in range(arguments.epochs):
        model.train()
        data = fixed + generator.sample(drawn, share)
        for group in length_batches([len(row.ids) for row in data], arguments.batch_tokens, generator):
            batch = [data[index] for index in group]
            progress = step / total
            rate = arguments.learning_rate * min(progress / 0.06, max(0.0, (1 - progress) / 0.94))
            with torch.autocast("cpu", dtype, enabled=dtype is torch.bfloat16):
                logits, _ = model(*pad([row.ids for row in batch]))
            value = loss(logits.float(), batch, arguments.smoothing)
            descend(model, optims, value, rate)
            average.update()
            step += 1
            if step % 100 == 0:
                print(json.dumps({"step": step, "of": total, "loss": round(value.item(), 4)}), flush=True)
        report(model, average, dev, tokenizer, epoch, time.monotonic() - started)
        torch.save(average.weights, run / "finetuned.pt")
    model.load_state_dict(average.weights)
    return model


def report(
    model: SentimentEncoder, average: Average, dev: Sequence[Example], tokenizer: Tokenizer, epoch: int, spent: float
) -> None:
    kept = {name: value.clone() for name, value in model.state_dict().items()}
    shopping = [example for example in dev if example.source == "online_shopping"]
    truth = torch.tensor([example.label == "positive" for example in shopping])
    encoded = [shorten(e.ids) for e in tokenizer.encode_batch([example.text for example in shopping])]
    line = {"epoch": epoch + 1, "minutes": round(spent / 60, 1)}
    line["last"] = round(((predict(model, encoded)[:, 0] > 0) == truth).float().mean().item(), 4)
    model.load_state_dict(average.weights)
    line["averaged"] = round(((predict(model, encoded)[:, 0] > 0) == truth).float().mean().item(), 4)
    model.load_state_dict(kept)
    print(json.dumps(line), flush=True)
