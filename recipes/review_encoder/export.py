"""Write encoder, heads, n-gram half and calibration as one int8 ONNX graph.

The graph is written node by node with ONNX Runtime's fused operators (Attention, SkipLayerNormalization, BiasGelu), since
the exporters leave each of them in a dozen pieces, which cost a third of the speed.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
import onnx
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper
from onnxruntime import InferenceSession
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import BertConfig

Weights = dict[str, NDArray[Any]]
Feed = dict[str, NDArray[Any]]
FUSED = "com.microsoft"


@dataclass
class Graph:
    """Nodes and constants of a graph under construction."""

    nodes: list[onnx.NodeProto] = field(default_factory=list)
    constants: list[onnx.TensorProto] = field(default_factory=list)

    def constant(self, name: str, value: NDArray[Any]) -> str:
        """Add a constant; returns its name."""
        self.constants.append(numpy_helper.from_array(np.asarray(value, order="C"), name))
        return name

    def add(self, operator: str, inputs: list[str], output: str, domain: str = "", **attributes: Any) -> str:
        """Add a node with one output; returns the output's name."""
        self.nodes.append(helper.make_node(operator, inputs, [output], name=output, domain=domain, **attributes))
        return output

    def linear(self, source: str, name: str, weight: NDArray[Any], output: str) -> str:
        """source [.., in] times a PyTorch weight [out, in], without bias."""
        return self.add("MatMul", [source, self.constant(name, weight.T)], output)


def build(weights: Weights, config: BertConfig, wide: Weights) -> onnx.ModelProto:
    """The float graph: ids, attention [rows, tokens] and ngrams [rows, n] to positive, verdict [rows], embedding."""
    graph = Graph()
    hidden = _embed(graph, weights, config)
    for layer in range(config.num_hidden_layers):
        hidden = _layer(graph, weights, config, layer, hidden)
    _heads(graph, weights, hidden, wide)
    ids = helper.make_tensor_value_info("ids", TensorProto.INT64, ["rows", "tokens"])
    attention = helper.make_tensor_value_info("attention", TensorProto.INT32, ["rows", "tokens"])
    ngrams = helper.make_tensor_value_info("ngrams", TensorProto.INT32, ["rows", "n"])
    outputs = [helper.make_tensor_value_info(name, TensorProto.FLOAT, ["rows"]) for name in ("positive", "verdict")]
    outputs.append(helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["rows", config.hidden_size]))
    made = helper.make_graph(graph.nodes, "review_encoder", [ids, attention, ngrams], outputs, graph.constants)
    opsets = [helper.make_opsetid("", 18), helper.make_opsetid(FUSED, 1)]
    return helper.make_model(made, opset_imports=opsets, ir_version=10)


def _embed(graph: Graph, weights: Weights, config: BertConfig) -> str:
    """Word vectors as int8 with a scale a row, plus positions (token type 0 folded in)."""
    words = weights["encoder.embeddings.word_embeddings.weight"]
    scale = np.abs(words).max(1, keepdims=True).clip(1e-8) / 127
    positions = weights["encoder.embeddings.position_embeddings.weight"]
    positions = positions + weights["encoder.embeddings.token_type_embeddings.weight"][0]
    table = graph.constant("words", np.round(words / scale).astype(np.int8))
    picked = graph.add("Cast", [graph.add("Gather", [table, "ids"], "words_int8")], "words_float", to=TensorProto.FLOAT)
    scales = graph.add("Gather", [graph.constant("word_scales", scale.astype(np.float32)), "ids"], "word_scale")
    vectors = graph.add("Mul", [picked, scales], "word_vectors")
    tokens = graph.add("Shape", ["ids"], "token_count", start=1)
    bounds = [graph.constant("first", np.array([0])), tokens, graph.constant("axis_0", np.array([0]))]
    placed = graph.add("Slice", [graph.constant("positions", positions), *bounds], "position_vectors")
    total = graph.add("Add", [vectors, placed], "embedded")
    return _norm(graph, weights, config, "encoder.embeddings.LayerNorm", [total], "embedding_norm")


def _norm(graph: Graph, weights: Weights, config: BertConfig, name: str, inputs: list[str], output: str) -> str:
    gain = graph.constant(f"{name}.weight", weights[f"{name}.weight"])
    shift = graph.constant(f"{name}.bias", weights[f"{name}.bias"])
    if len(inputs) == 1:
        epsilon = config.layer_norm_eps
        return graph.add("LayerNormalization", [inputs[0], gain, shift], output, epsilon=epsilon, axis=-1)
    value, residual, bias = inputs
    return graph.add(
        "SkipLayerNormalization", [value, residual, gain, shift, bias], output, FUSED, epsilon=config.layer_norm_eps
    )


def _layer(graph: Graph, weights: Weights, config: BertConfig, index: int, hidden: str) -> str:
    name = f"encoder.encoder.layer.{index}"
    parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
    joined = graph.constant(f"{name}.qkv", np.concatenate([weights[f"{part}.weight"].T for part in parts], axis=1))
    biases = graph.constant(f"{name}.qkv_bias", np.concatenate([weights[f"{part}.bias"] for part in parts]))
    heads = config.num_attention_heads
    mixed = graph.add("Attention", [hidden, joined, biases, "attention"], f"{name}.mixed", FUSED, num_heads=heads)
    output = f"{name}.attention.output"
    projected = graph.linear(mixed, f"{output}.weight", weights[f"{output}.dense.weight"], f"{name}.projected")
    bias = graph.constant(f"{output}.bias", weights[f"{output}.dense.bias"])
    hidden = _norm(graph, weights, config, f"{output}.LayerNorm", [projected, hidden, bias], f"{name}.attended")
    wide = graph.linear(hidden, f"{name}.up", weights[f"{name}.intermediate.dense.weight"], f"{name}.widened")
    bias = graph.constant(f"{name}.up_bias", weights[f"{name}.intermediate.dense.bias"])
    active = graph.add("BiasGelu", [wide, bias], f"{name}.active", FUSED)
    down = graph.linear(active, f"{name}.down", weights[f"{name}.output.dense.weight"], f"{name}.narrowed")
    bias = graph.constant(f"{name}.down_bias", weights[f"{name}.output.dense.bias"])
    return _norm(graph, weights, config, f"{name}.output.LayerNorm", [down, hidden, bias], f"{name}.done")


def _heads(graph: Graph, weights: Weights, hidden: str, wide: Weights) -> None:
    """Pool three ways, add the n-gram logit, and calibrate: probabilities leave the graph."""
    mask = graph.add("Cast", ["attention"], "mask_float", to=TensorProto.FLOAT)
    mask = graph.add("Unsqueeze", [mask, graph.constant("last", np.array([-1]))], "mask")
    tokens = graph.constant("axis_1", np.array([1]))
    count = graph.add("ReduceSum", [mask, tokens], "count", keepdims=0)
    total = graph.add("ReduceSum", [graph.add("Mul", [hidden, mask], "kept"), tokens], "total", keepdims=0)
    mean = graph.add("Div", [total, count], "embedding")
    away = graph.add("Sub", [graph.constant("one", np.float32(1)), mask], "padding")
    away = graph.add("Mul", [away, graph.constant("far", np.float32(1e4))], "penalty")
    largest = graph.add("ReduceMax", [graph.add("Sub", [hidden, away], "penalised"), tokens], "largest", keepdims=0)
    zero = graph.constant("zero", np.array(0))
    first = graph.add("Gather", [hidden, zero], "first_vector", axis=1)
    pooled = graph.add("Concat", [first, mean, largest], "pooled", axis=1)
    head = graph.constant("heads.weight", weights["heads.weight"])
    logits = graph.add("Gemm", [pooled, head, graph.constant("heads.bias", weights["heads.bias"])], "logits", transB=1)
    deep = graph.add("Gather", [logits, zero], "deep", axis=1)
    said = graph.add("Gather", [logits, graph.constant("index_1", np.array(1))], "said", axis=1)
    blended = graph.add("Mul", [deep, graph.constant("deep_share", wide["deep_share"])], "deep_part")
    blended = graph.add(
        "Add",
        [
            blended,
            graph.add("Mul", [_ngrams(graph, wide), graph.constant("wide_share", wide["wide_share"])], "wide_part"),
        ],
        "blend",
    )
    blended = graph.add("Add", [blended, graph.constant("offset", wide["offset"])], "polarity")
    graph.add("Sigmoid", [blended], "positive")
    said = graph.add("Mul", [said, graph.constant("verdict_scale", wide["verdict_scale"])], "verdict_scaled")
    graph.add(
        "Sigmoid",
        [graph.add("Add", [said, graph.constant("verdict_offset", wide["verdict_offset"])], "verdict_logit")],
        "verdict",
    )


def _ngrams(graph: Graph, wide: Weights) -> str:
    """The linear model over TF-IDF n-grams: sum of weight x idf over the text's n-grams, by the norm of their idf."""
    parts = []
    for name in ("weights", "squares"):
        scale = np.float32(np.abs(wide[name]).max() / 127)
        table = graph.constant(f"ngram_{name}", np.round(wide[name] / scale).astype(np.int8))
        picked = graph.add("Gather", [table, "ngrams"], f"ngram_{name}_int8")
        picked = graph.add("Cast", [picked], f"ngram_{name}_float", to=TensorProto.FLOAT)
        total = graph.add("ReduceSum", [picked, "axis_1"], f"ngram_{name}_sum", keepdims=0)
        parts.append(graph.add("Mul", [total, graph.constant(f"ngram_{name}_scale", scale)], f"ngram_{name}_total"))
    least = graph.add("Max", [parts[1], "one"], "ngram_square_norm")
    norm = graph.add("Sqrt", [least], "ngram_norm")
    score = graph.add("Div", [parts[0], norm], "ngram_score")
    return graph.add("Add", [score, graph.constant("ngram_bias", wide["bias"])], "wide")


def quantise(model: onnx.ModelProto, path: Path, samples: Sequence[Feed]) -> None:
    """Int8 for attention and feed-forward, a weight scale a column; heads stay float.

    Activation scales are fixed from `samples`: with scales taken from each batch, as dynamic quantisation does, a
    review's probability would depend on the reviews that happen to be read beside it.
    """
    with TemporaryDirectory() as folder:
        source, dynamic = Path(folder) / "float.onnx", Path(folder) / "dynamic.onnx"
        onnx.save(model, source)
        logging.getLogger().setLevel(logging.ERROR)
        quantize_dynamic(
            source,
            dynamic,
            op_types_to_quantize=["MatMul", "Attention"],
            nodes_to_exclude=["logits", "logits_MatMul"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"DefaultTensorType": TensorProto.FLOAT},
        )
        made = onnx.load(dynamic)
    scaled = [node for node in made.graph.node if node.op_type == "DynamicQuantizeLinear"]
    ranges = _ranges(model, [node.input[0] for node in scaled], samples)
    for node in scaled:
        values, scale, zero = node.output
        low, high = ranges[node.input[0]]
        step = (high - low) / 255
        made.graph.initializer.append(numpy_helper.from_array(np.array(step, np.float32), scale))
        made.graph.initializer.append(numpy_helper.from_array(np.array(round(-low / step), np.uint8), zero))
        node.CopyFrom(helper.make_node("QuantizeLinear", [node.input[0], scale, zero], [values], name=node.name))
    onnx.save(made, path)


def _ranges(model: onnx.ModelProto, names: list[str], samples: Sequence[Feed]) -> dict[str, tuple[float, float]]:
    """The range of each activation over real tokens, without the one in a hundred thousand that would stretch it."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in set(names))
    session = InferenceSession(watched.SerializeToString(), providers=["CPUExecutionProvider"])
    seen: dict[str, list[NDArray[np.float32]]] = {name: [] for name in names}
    for sample in samples:
        for name, values in zip(seen, session.run(list(seen), sample), strict=True):
            seen[name].append(values[sample["attention"] > 0].ravel())
    bounds = {name: np.quantile(np.concatenate(parts), [1e-5, 1 - 1e-5]) for name, parts in seen.items()}
    return {name: (min(0.0, float(low)), max(0.0, float(high))) for name, (low, high) in bounds.items()}
