"""The embedded encoder: order, batching, bounds and errors."""

import shutil
from pathlib import Path

import pytest

from shopwright.errors import ModelError
from shopwright.lm import encoder as module
from shopwright.lm.encoder import ASSET, EmbeddedEncoder


@pytest.fixture(scope="module")
def encoder() -> EmbeddedEncoder:
    return EmbeddedEncoder(threads=2)


def test_order_is_kept_across_windows_and_lengths(encoder: EmbeddedEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW", 64)
    texts = [("很好" if n % 2 else "太差了，退货") + "，" * (n % 90) for n in range(300)]
    together = [encoding.positive for encoding in encoder.encode(texts)]
    alone = [next(iter(encoder.encode([text]))).positive for text in texts[:20]]
    assert len(together) == 300
    assert all(abs(one - other) < 0.05 for one, other in zip(together, alone, strict=False))


def test_it_reads_ahead_one_window_and_no_more(encoder: EmbeddedEncoder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "WINDOW", 8)
    taken = 0

    def endless():
        nonlocal taken
        while True:
            taken += 1
            yield "好"

    next(encoder.encode(endless()))
    assert taken == 8


def test_a_huge_text_is_read_at_both_ends(encoder: EmbeddedEncoder) -> None:
    huge = "太差了，非常失望，要求退货。" * 100_000
    [encoding] = encoder.encode([huge])
    assert encoding.positive < 0.5


def test_nothing_in_nothing_out(encoder: EmbeddedEncoder) -> None:
    assert list(encoder.encode([])) == []


@pytest.mark.parametrize("missing", ["model.onnx", "tokenizer.json", "config.json"])
def test_a_folder_without_a_whole_model_is_refused(tmp_path: Path, missing: str) -> None:
    folder = tmp_path / "asset"
    shutil.copytree(ASSET, folder)
    (folder / missing).unlink()
    with pytest.raises(ModelError, match="recipe"):
        EmbeddedEncoder(folder)


def test_a_damaged_graph_is_refused_in_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "asset"
    shutil.copytree(ASSET, folder)
    (folder / "model.onnx").write_bytes(b"not a graph")
    with pytest.raises(ModelError) as caught:
        EmbeddedEncoder(folder)
    assert "\n" not in str(caught.value)
