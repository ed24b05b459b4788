"""Train and export the embedded review encoder: `python recipes/review_encoder all`.

Stages, each of which can be run by its own name: vocabulary, pretrain (which resumes), finetune, distil, export. The data
folder is the argument --data or SHOPWRIGHT_DATA; `sources` prints where each file is published. On two cores the whole
recipe takes about three hours.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
import shutil
from pathlib import Path

import export
import linear
import numpy as np
import onnx
import torch
from calibrate import Calibration, calibrate
from distil import DistilArguments, distil, targets
from finetune import FinetuneArguments, finetune
from network import LONGEST, SentimentEncoder, from_pretrained, predict, shorten
from pretrain import PretrainArguments, pretrain
from sources import SOURCES, load, text_key
from tokenizers import Tokenizer
from transformers import BertConfig
from vocabulary import fit

from shopwright.lm.encoder import EncoderCard, feed
from shopwright.settings import settings

ASSET = Path(__file__).parents[2] / "src" / "shopwright" / "assets" / "review_encoder"


def main() -> None:
    """Run one stage, or all of them."""
    parser = argparse.ArgumentParser(prog="recipes/review_encoder", description=__doc__.splitlines()[0])
    parser.add_argument("stage", choices=["all", "sources", *STAGES])
    parser.add_argument("--data", type=Path, default=settings().data, help="folder of the public sets")
    parser.add_argument("--run", type=Path, default=Path("runs/review_encoder"), help="folder of this run")
    parser.add_argument("--minutes", type=float, default=PretrainArguments.minutes, help="budget of pretrain")
    parser.add_argument("--distil-minutes", type=float, default=DistilArguments.minutes, help="budget of distil")
    parser.add_argument("--start", type=Path, help="folder of an exported encoder whose training goes on")
    parser.add_argument("--asset", type=Path, default=ASSET, help="folder that export writes")
    options = parser.parse_args()
    if options.stage == "sources":
        for source in SOURCES.values():
            for file in source.files:
                print(f"{file}: {source.origin} on GitHub, licence {source.licence}")
        return
    if options.data is None:
        parser.error("name the data folder with --data or SHOPWRIGHT_DATA")
    options.run.mkdir(parents=True, exist_ok=True)
    for name, stage in STAGES.items():
        if options.stage in (name, "all"):
            stage(options)


def _vocabulary(options: argparse.Namespace) -> None:
    if options.start:
        shutil.copyfile(options.start / "tokenizer.json", options.run / "tokenizer.json")
    else:
        fit(example.text for example in load(options.data, "train")).save(str(options.run / "tokenizer.json"))


def _pretrain(options: argparse.Namespace) -> None:
    arguments = PretrainArguments(minutes=options.minutes)
    texts: dict[str, dict[str, str]] = {"zh": {}, "en": {}}
    for example in load(options.data, "train"):
        texts[SOURCES[example.source].language].setdefault(text_key(example.text), example.text)
    pretrain(
        {language: list(group.values()) for language, group in texts.items()},
        _tokenizer(options),
        options.run,
        arguments,
        options.start / "model.onnx" if options.start else None,
    )


def _finetune(options: argparse.Namespace) -> None:
    arguments = FinetuneArguments()
    (options.run / "finetune.json").write_text(json.dumps(dataclasses.asdict(arguments), indent=2))
    train, dev = load(options.data, "train"), load(options.data, "dev")
    finetune(train, dev, _tokenizer(options), options.run / "model", options.run, arguments)


def _distil(options: argparse.Namespace) -> None:
    arguments = DistilArguments(minutes=options.distil_minutes)
    (options.run / "distil.json").write_text(json.dumps(dataclasses.asdict(arguments), indent=2))
    tokenizer, half, model = _tokenizer(options), _linear(options), _model(options, "finetuned.pt")
    train = load(options.data, "train")
    ids = [shorten(encoding.ids) for encoding in tokenizer.encode_batch([example.text for example in train])]
    said = [example for example in train if example.label in ("positive", "negative")]
    opinion = linear.out_of_fold(said)
    blend = _calibration(options, model, half).constants
    rows = targets(train, ids, model, half, opinion, blend, arguments)
    distil(train, rows, load(options.data, "dev"), model, tokenizer, options.run, arguments)


def _export(options: argparse.Namespace) -> None:
    tokenizer, half, model = _tokenizer(options), _linear(options), _model(options, "distilled.pt")
    found = _calibration(options, model, half)
    dev = load(options.data, "dev")
    weights = {name: value.numpy() for name, value in model.state_dict().items()}
    wide = {"weights": half.weights, "squares": half.squares, "bias": half.bias, **found.constants}
    graph = export.build(weights, BertConfig.from_pretrained(options.run / "model"), wide)
    onnx.checker.check_model(graph)
    card = EncoderCard(
        name="shopwright-review-encoder-1",
        longest=LONGEST,
        ngram_buckets=linear.BUCKETS,
        ngram_longest=linear.LONGEST,
        verdict_threshold=round(found.verdict_threshold, 3),
    )
    options.asset.mkdir(parents=True, exist_ok=True)
    export.quantise(graph, options.asset / "model.onnx", _samples(tokenizer, [e.text for e in dev], card))
    shutil.copyfile(options.run / "tokenizer.json", options.asset / "tokenizer.json")
    (options.asset / "config.json").write_text(json.dumps(dataclasses.asdict(card), indent=2) + "\n")
    print(json.dumps({name: round(float(value), 4) for name, value in found.constants.items()}))


def _samples(tokenizer: Tokenizer, texts: list[str], card: EncoderCard, most: int = 512) -> list[export.Feed]:
    """Inputs by which activations are scaled: texts from all over the dev split, in batches of like length."""
    chosen = sorted(texts[:: max(1, len(texts) // most)], key=len)
    batches = [chosen[start : start + 16] for start in range(0, len(chosen), 16)]
    return [feed([shorten(e.ids) for e in tokenizer.encode_batch(batch)], batch, card) for batch in batches]


def _linear(options: argparse.Namespace) -> linear.LinearHalf:
    """The linear half, kept in the run folder since fitting takes minutes."""
    path = options.run / "linear.npz"
    if not path.exists():
        half = linear.fit([e for e in load(options.data, "train") if e.label in ("positive", "negative")])
        np.savez(path, weights=half.weights, squares=half.squares, bias=half.bias)
    saved = np.load(path)
    return linear.LinearHalf(saved["weights"], saved["squares"], saved["bias"])


def _model(options: argparse.Namespace, weights: str) -> SentimentEncoder:
    model = from_pretrained(options.run / "model")
    model.load_state_dict(torch.load(options.run / weights, weights_only=True))
    return model


def _calibration(options: argparse.Namespace, model: SentimentEncoder, half: linear.LinearHalf) -> Calibration:
    """How both halves are blended, measured on the dev split."""
    dev = [example for example in load(options.data, "dev") if example.label]
    encodings = _tokenizer(options).encode_batch([example.text for example in dev])
    logits = predict(model, [shorten(encoding.ids) for encoding in encodings]).numpy()
    return calibrate(dev, logits, half.score([example.text for example in dev]))


def _tokenizer(options: argparse.Namespace) -> Tokenizer:
    return Tokenizer.from_file(str(options.run / "tokenizer.json"))


STAGES = {
    "vocabulary": _vocabulary,
    "pretrain": _pretrain,
    "finetune": _finetune,
    "distil": _distil,
    "export": _export,
}


if __name__ == "__main__":
    main()
