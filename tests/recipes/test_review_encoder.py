"""The recipe of the embedded encoder, whole but tiny: sets in, a graph out that the runtime reads."""

import csv
import json
import subprocess
import sys
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from transformers import BertConfig, BertModel

from shopwright.lm.encoder import EmbeddedEncoder

RECIPE = Path(__file__).parents[2] / "recipes" / "review_encoder"
sys.path.insert(0, str(RECIPE))
import export  # noqa: E402
from network import SentimentEncoder, pad, shorten  # noqa: E402
from reopen import reopen  # noqa: E402
from sources import SOURCES, load, side, text_key  # noqa: E402

PRAISE = ["杯子很好看", "质量不错", "物流很快", "味道香甜", "做工精细", "老公很喜欢", "值得购买", "音质清晰"]
BLAME = ["杯子漏水", "质量太差", "物流太慢", "味道发酸", "做工粗糙", "老公不喜欢", "浪费钱", "噪音很大"]
NEUTRAL = ["还没用", "今天刚到", "给朋友带的", "在楼下取的"]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every source file, with sentences of two short clauses."""
    folder = tmp_path_factory.mktemp("data")
    (folder / "reviews").mkdir()
    pairs = [
        (f"{a}，{b}{n}次", label)
        for n in range(6)
        for group, label in ((PRAISE, "positive"), (BLAME, "negative"))
        for a in group
        for b in group
    ]
    with (folder / "reviews/online_shopping.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["cat", "label", "review"])
        writer.writerows(["日用", label, text] for text, label in pairs)
    english = [
        ("Lovely colour, fits well, wash number {}", 5),
        ("Broke at once, never again, day {}", 1),
        ("It is a shirt, size {}", 3),
    ]
    with (folder / "reviews/womens_clothing.csv").open("w", encoding="utf-8", newline="") as handle:
        writer = csv.writer(handle)
        writer.writerow(["title", "review", "rating", "department"])
        writer.writerows(["", text.format(n), rating, "Tops"] for n in range(60) for text, rating in english)
    with (folder / "reviews/zhijiang_reviews.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([["id", "review"], ["1", "面霜很滋润"]])
    with (folder / "reviews/zhijiang_labels.csv").open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle).writerows([["id", "polarity"], ["1", "positive"]])
    lines = {
        "eprstmt_train": [{"text": "耳机好用", "label": "positive"}],
        "eprstmt_dev": [{"text": "耳机坏了", "label": "negative"}],
        "eprstmt_unlabeled": [{"text": "耳机是黑色的"}],
        "absa_zh": [
            {"text": f"{text}{n}", "polarity": "neutral", "domain": "phone"} for n in range(40) for text in NEUTRAL
        ],
        "acos_restaurant_zh": [{"text": f"{text}，{n}人", "quads": []} for n in range(40) for text in NEUTRAL],
        "absa_en": [{"text": "the menu is long", "polarity": "neutral", "domain": "restaurant"}],
        "acos_laptop_en": [{"text": "it is a laptop", "quads": [{"polarity": "neutral"}]}],
    }
    for name, rows in lines.items():
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
        (folder / f"reviews/{name}.jsonl").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def asset(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the recipe exports after a few steps."""
    run, made = tmp_path_factory.mktemp("run"), tmp_path_factory.mktemp("asset")
    command = [
        sys.executable,
        RECIPE,
        "all",
        "--data",
        data,
        "--run",
        run,
        "--asset",
        made,
        "--minutes",
        "0.05",
        "--distil-minutes",
        "0.05",
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return made


def test_the_exported_graph_runs_and_has_learnt(asset: Path) -> None:
    good, bad = EmbeddedEncoder(asset, threads=1).encode(["杯子很好看，味道香甜", "杯子漏水，质量太差"])
    assert good.positive > 0.5 > bad.positive


def test_no_text_stands_on_two_sides(data: Path) -> None:
    sides = {split: {text_key(e.text) for e in load(data, split)} for split in ("train", "dev", "validation")}
    assert sides["train"]
    assert sides["dev"]
    assert not sides["train"] & sides["validation"]
    assert not sides["train"] & sides["dev"]
    assert not sides["dev"] & sides["validation"]
    assert side("很 好！") == side("很好")


def test_the_measured_set_is_never_trained_on(data: Path) -> None:
    texts = {e.text for split in ("train", "dev") for e in load(data, split)}
    assert "耳机坏了" not in texts


def test_every_source_names_its_origin_and_licence() -> None:
    assert all(source.origin and source.licence for source in SOURCES.values())


@pytest.mark.parametrize("page", ["README.md", "README.zh-CN.md", "src/shopwright/assets/review_encoder/CARD.md"])
def test_every_origin_stands_in_the_card_and_in_readme(page: str) -> None:
    text = (RECIPE.parents[1] / page).read_text(encoding="utf-8")
    assert not [source.origin for source in SOURCES.values() if source.origin not in text]


def test_long_texts_keep_their_head_and_tail() -> None:
    assert shorten(list(range(10)), 4) == [0, 1, 8, 9]
    assert shorten([1, 2], 4) == [1, 2]


@pytest.fixture
def network() -> SentimentEncoder:
    torch.manual_seed(0)
    config = BertConfig(vocab_size=50, hidden_size=32, num_hidden_layers=2, num_attention_heads=2, intermediate_size=64)
    return SentimentEncoder(BertModel(config, add_pooling_layer=False)).eval()


@pytest.fixture
def wide() -> dict[str, np.ndarray]:
    """The n-gram half and the calibration, at random."""
    table = np.random.default_rng(0).normal(size=64).astype(np.float32)
    table[0] = 0
    constants = {
        "bias": 0.1,
        "deep_share": 0.7,
        "wide_share": 0.3,
        "offset": 0.05,
        "verdict_scale": 1.5,
        "verdict_offset": -0.2,
    }
    return {"weights": table, "squares": table**2} | {name: np.float32(value) for name, value in constants.items()}


def build(network: SentimentEncoder, wide: dict[str, np.ndarray]) -> onnx.ModelProto:
    weights = {name: value.numpy() for name, value in network.state_dict().items()}
    return export.build(weights, network.encoder.config, wide)


def test_the_graph_computes_what_the_network_does(network: SentimentEncoder, wide: dict[str, np.ndarray]) -> None:
    session = onnxruntime.InferenceSession(build(network, wide).SerializeToString(), providers=["CPUExecutionProvider"])
    ids, attention = pad([[2, 7, 8, 9, 3], [2, 5, 3]])
    ngrams = np.array([[4, 5, 6], [7, 0, 0]], np.int32)
    positive, verdict, embedding = session.run(
        None, {"ids": ids.numpy(), "attention": attention.int().numpy(), "ngrams": ngrams}
    )
    with torch.no_grad():
        logits, mean = network(ids, attention)
    table = wide["weights"]
    sums = [(table[row[row > 0]].sum(), max(1.0, (table[row[row > 0]] ** 2).sum()) ** 0.5) for row in ngrams]
    scores = np.array([total / norm + 0.1 for total, norm in sums])
    expected = 1 / (1 + np.exp(-(0.7 * logits[:, 0].numpy() + 0.3 * scores + 0.05)))
    np.testing.assert_allclose(positive, expected, atol=0.01)  # the tables are int8
    np.testing.assert_allclose(verdict, torch.sigmoid(1.5 * logits[:, 1] - 0.2).numpy(), atol=0.005)
    np.testing.assert_allclose(embedding, mean.numpy(), atol=0.05)


def test_training_goes_on_from_an_exported_graph(
    network: SentimentEncoder, wide: dict[str, np.ndarray], tmp_path: Path
) -> None:
    ids, attention = pad([[2, 7, 8, 9, 3], [2, 5, 3]])
    sample = {"ids": ids.numpy(), "attention": attention.int().numpy(), "ngrams": np.array([[4], [7]], np.int32)}
    export.quantise(build(network, wide), tmp_path / "model.onnx", [sample])
    again = SentimentEncoder(BertModel(network.encoder.config, add_pooling_layer=False)).eval()
    again.load_state_dict(reopen(tmp_path / "model.onnx", network.encoder.config))
    with torch.no_grad():
        expected, (logits, _) = network(ids, attention)[0], again(ids, attention)
    np.testing.assert_allclose(logits, expected, atol=0.02)
