"""Masked language modelling over the training side of every review set (Devlin et al. 2019; 20 % of the tokens masked).

Hidden matrices are trained with Muon (Jordan et al. 2024), its updates scaled to the size of AdamW's (Liu et al. 2025),
the rest with AdamW; the learning rate warms up, stays, and decays over the last third. The budget is wall-clock minutes, so the recipe fits the machine that it finds; a checkpoint
every few minutes lets it resume.
"""

from __future__ import annotations

import json
import math
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from network import ATTENTION, length_batches, pad
from reopen import reopen
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertForMaskedLM

MASKED = 0.2
POSITIONS = 192


@dataclass(frozen=True)
class PretrainArguments:
    """What decides a pre-training run; saved beside its checkpoint."""

    minutes: float = 90.0
    """Wall-clock budget, resumed time included."""
    batch_tokens: int = 4096
    """Padded tokens a step."""
    learning_rate: float = 2e-3
    """Peak rate of both optimizers."""
    weight_decay: float = 0.05
    longest: int = 128
    """Longer texts are cropped to a random window of this many tokens."""
    english_share: float = 0.4
    """Share of the English texts that each pass reads."""
    seed: int = 1


def configuration(vocabulary: int) -> BertConfig:
    """Width 256, four layers: 3.2 M parameters beside the embeddings."""
    return BertConfig(
        vocab_size=vocabulary,
        hidden_size=256,
        num_hidden_layers=4,
        num_attention_heads=4,
        intermediate_size=1024,
        max_position_embeddings=POSITIONS,
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
        pad_token_id=0,
        attn_implementation=ATTENTION,
    )


def precision() -> torch.dtype:
    """bfloat16 where the processor multiplies it natively, else float32, which emulation would only slow down."""
    if torch.cuda.is_available():
        return torch.bfloat16
    flags = Path("/proc/cpuinfo")
    native = flags.exists() and any(name in flags.read_text() for name in ("avx512_bf16", "amx_bf16"))
    return torch.bfloat16 if native else torch.float32


def mask(
    ids: Tensor, vocabulary: int, generator: torch.Generator, share: float = MASKED
) -> tuple[Tensor, Tensor, Tensor]:
    """Masked ids, the flat positions to predict and their true ids; 80 % [MASK], 10 % random, 10 % kept."""
    chance = torch.rand(ids.shape, generator=generator)
    chosen = (chance < share) & (ids > 4)
    replaced = ids.clone()
    replaced[chosen & (chance < share * 0.8)] = 4
    random_ids = torch.randint(5, vocabulary, ids.shape, generator=generator)
    swap = chosen & (chance >= share * 0.8) & (chance < share * 0.9)
    replaced[swap] = random_ids[swap]
    positions = chosen.flatten().nonzero().squeeze(1)
    return replaced, positions, ids.flatten()[positions]


def optimizers(model: nn.Module, rate: float, weight_decay: float) -> list[torch.optim.Optimizer]:
    """Muon for the matrices inside the layers, AdamW for embeddings, norms and biases."""
    inside = [p for n, p in model.named_parameters() if "encoder.layer" in n and p.ndim == 2]
    names = {id(p) for p in inside}
    rest = [p for p in model.parameters() if id(p) not in names]
    return [
        torch.optim.Muon(inside, lr=rate, weight_decay=weight_decay, adjust_lr_fn="match_rms_adamw"),
        torch.optim.AdamW(rest, lr=rate, weight_decay=0.01, betas=(0.9, 0.98), fused=True),
    ]


def descend(model: nn.Module, optims: Sequence[torch.optim.Optimizer], loss: Tensor, rate: float) -> None:
    """One step of every optimizer at `rate`, along the gradient of `loss`, its norm clipped to 1."""
    loss.backward()
    nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for optimizer in optims:
        for group in optimizer.param_groups:
            group["lr"] = rate
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)


def schedule(progress: float) -> float:
    """Warm-up over 2 % of the budget, constant, linear decay over the last third."""
    if progress < 0.02:
        return progress / 0.02
    return min(1.0, max(0.0, (1 - progress) / 0.33)) if progress > 0.67 else 1.0


def pretrain(
    texts: dict[str, list[str]], tokenizer: Tokenizer, run: Path, arguments: PretrainArguments, start: Path | None
) -> None:
    """Train for the budget and leave a Transformers model in `run`; resumes from `run/checkpoint.pt`.

    `start` is an exported graph over the same vocabulary whose encoder is trained further.
    """
    torch.manual_seed(arguments.seed)
    generator, noise = random.Random(arguments.seed), torch.Generator().manual_seed(arguments.seed)
    vocabulary = tokenizer.get_vocab_size()
    model = _model(vocabulary, start)
    optims = optimizers(model, arguments.learning_rate, arguments.weight_decay)
    rows = {language: [tokenizer.encode(text).ids for text in group] for language, group in texts.items()}
    step, spent, dtype = 0, 0.0, precision()
    (run / "pretrain.json").write_text(json.dumps(asdict(arguments), indent=2))
    checkpoint = run / "checkpoint.pt"
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True)
        model.load_state_dict(state["model"])
        for optimizer, saved in zip(optims, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        step, spent = state["step"], state["spent"]
        generator.seed(step)
        noise.manual_seed(step)
    started, saved_at, losses = time.monotonic() - spent, time.monotonic(), []
    budget = arguments.minutes * 60
    while (spent := time.monotonic() - started) < budget:
        kept = rows["zh"] + generator.sample(rows["en"], int(len(rows["en"]) * arguments.english_share))
        kept = [_crop(row, arguments.longest, generator) for row in kept]
        for group in length_batches([len(row) for row in kept], arguments.batch_tokens, generator):
            spent = time.monotonic() - started
            if spent >= budget:
                break
            ids, attention = pad([kept[index] for index in group])
            masked, positions, targets = mask(ids, vocabulary, noise)
            with torch.autocast("cpu", dtype, enabled=dtype is torch.bfloat16):
                hidden = model.bert(masked, attention_mask=attention).last_hidden_state
                loss = nn.functional.cross_entropy(model.cls(hidden.flatten(0, 1)[positions]).float(), targets)
            descend(model, optims, loss, arguments.learning_rate * schedule(spent / budget))
            losses.append(loss.item())
            step += 1
            if step % 50 == 0:
                mean = sum(losses[-50:]) / len(losses[-50:])
                print(json.dumps({"step": step, "minutes": round(spent / 60, 2), "loss": round(mean, 4)}), flush=True)
            if time.monotonic() - saved_at > 180:
                _save(checkpoint, model, optims, step, spent)
                saved_at = time.monotonic()
    _save(checkpoint, model, optims, step, budget)
    model.save_pretrained(run / "model")
    if losses:
        last = losses[-200:]
        print(json.dumps({"step": step, "perplexity": round(math.exp(sum(last) / len(last)), 2)}))


def _model(vocabulary: int, start: Path | None) -> BertForMaskedLM:
    """A fresh network, or the encoder of an exported graph under a fresh language head."""
    model = BertForMaskedLM(configuration(vocabulary))
    if start:
        known = reopen(start, model.config)
        model.bert.load_state_dict(
            {n.removeprefix("encoder."): v for n, v in known.items() if n.startswith("encoder.")}
        )
    return model


def _crop(row: list[int], longest: int, generator: random.Random) -> list[int]:
    if len(row) <= longest:
        return row
    start = generator.randrange(1, len(row) - longest + 2)
    return [row[0], *row[start : start + longest - 2], row[-1]]


def _save(path: Path, model: nn.Module, optims: list[torch.optim.Optimizer], step: int, spent: float) -> None:
    partial = path.with_suffix(".partial")
    state = {
        "model": model.state_dict(),
        "optimizers": [optimizer.state_dict() for optimizer in optims],
        "step": step,
        "spent": spent,
    }
    torch.save(state, partial)
    partial.replace(path)
