"""The float weights of an exported graph, so that training can go on from the encoder that ships."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor
from transformers import BertConfig


def reopen(graph: Path, config: BertConfig) -> dict[str, Tensor]:
    """A state dict of SentimentEncoder: what `export` wrote, to within one step of its 8 bits."""
    constants = {item.name: numpy_helper.to_array(item) for item in onnx.load(graph).graph.initializer}

    def matrix(name: str) -> np.ndarray:
        steps = constants[f"{name}_quantized"].astype(np.float32) - constants[f"{name}_zero_point"].astype(np.float32)
        return (steps * constants[f"{name}_scale"]).T

    words = "encoder.embeddings.word_embeddings.weight"
    weights = {name: value for name, value in constants.items() if name.endswith((".weight", ".bias"))}
    weights[words] = constants["words"].astype(np.float32) * constants["word_scales"]
    weights["encoder.embeddings.position_embeddings.weight"] = constants["positions"]
    types = np.zeros((config.type_vocab_size, config.hidden_size), np.float32)  # folded into the positions
    weights["encoder.embeddings.token_type_embeddings.weight"] = types
    weights["heads.weight"] = constants["heads.weight_Transposed"].T
    for layer in range(config.num_hidden_layers):
        name = f"encoder.encoder.layer.{layer}"
        joined = zip(np.split(matrix(f"{name}.qkv"), 3), np.split(constants[f"{name}.qkv_bias"], 3), strict=True)
        for part, (weight, bias) in zip(("query", "key", "value"), joined, strict=True):
            weights[f"{name}.attention.self.{part}.weight"] = weight
            weights[f"{name}.attention.self.{part}.bias"] = bias
        output = f"{name}.attention.output"
        weights[f"{output}.dense.weight"] = matrix(f"{output}.weight")
        weights[f"{output}.dense.bias"] = weights.pop(f"{output}.bias")
        for part, at in (("up", "intermediate.dense"), ("down", "output.dense")):
            weights[f"{name}.{at}.weight"] = matrix(f"{name}.{part}")
            weights[f"{name}.{at}.bias"] = constants[f"{name}.{part}_bias"]
    return {name: torch.tensor(np.ascontiguousarray(value)) for name, value in weights.items()}
