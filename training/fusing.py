"""Joins the attention of an exported int8 model into one operator a layer.

The exporter writes attention as some forty small operators; onnxruntime has one that computes the
same to the bit from the int8 weights (`com.microsoft.QAttention`), and a window is read in about
nineteen twentieths of the time. Run it on a file that `training.export` wrote:

    python -m training.fusing src/rashomon/models/reader.onnx
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper

from training.encoder import HEADS, WIDTH

DOMAIN = "com.microsoft"


class Graph:
    """An ONNX graph with what makes and what uses each value."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.graph = model.graph
        self.maker = {name: node for node in self.graph.node for name in node.output}
        self.users = defaultdict(list)
        for node in self.graph.node:
            for name in node.input:
                self.users[name].append(node)
        self.constants = {constant.name: constant for constant in self.graph.initializer}

    def constant(self, name: str) -> np.ndarray:
        return numpy_helper.to_array(self.constants[name])

    def back(self, name: str, *kinds: str) -> onnx.NodeProto:
        """Gives the last of a chain of operators that leads to a value, through first inputs."""
        node = self.maker[name]
        for number, kind in enumerate(kinds):
            if number:
                node = self.maker[node.input[0]]
            if node.op_type != kind:
                raise ValueError(f"{node.name} is {node.op_type}, not {kind}: another export?")
        return node

    def forward(self, name: str, *kinds: str) -> onnx.NodeProto:
        """Gives the last of a chain of operators that a value leads to, each its only user."""
        for kind in kinds:
            (node,) = self.users[name]
            if node.op_type != kind:
                raise ValueError(f"{node.name} is {node.op_type}, not {kind}: another export?")
            name = node.output[0]
        return node

    def parted(self, node: onnx.NodeProto) -> tuple[str, str]:
        """Gives the constant input of an operator of two inputs, and the other one."""
        first, second = node.input
        return (first, second) if first in self.constants else (second, first)


def fuse(model: onnx.ModelProto) -> int:
    """Fuses each layer's attention in place; gives how many were fused.

    Raises ValueError where the graph is not as `training.export` writes it.
    """
    graph = Graph(model)
    layers = [node for node in model.graph.node if node.op_type == "Softmax"]
    for number, softmax in enumerate(layers):
        _fuse_layer(graph, softmax, f"attention{number}")
    _drop_unused(model.graph)
    if layers and not any(known.domain == DOMAIN for known in model.opset_import):
        model.opset_import.append(helper.make_opsetid(DOMAIN, 1))
    return len(layers)


def _fuse_layer(graph: Graph, softmax: onnx.NodeProto, name: str) -> None:
    scores = graph.back(softmax.input[0], "Add", "Div", "MatMul")
    mixed = graph.forward(softmax.output[0], "MatMul")
    last = graph.forward(mixed.output[0], "Transpose", "Reshape")
    sides = (scores.input[0], scores.input[1], mixed.input[1])
    weights, scales, zeros, biases = [], [], [], []
    for side in sides:
        added = graph.maker[graph.back(side, "Transpose", "Reshape").input[0]]
        bias, product = graph.parted(added)
        scaled = graph.maker[product]
        scale, input_scale = graph.parted(graph.maker[scaled.input[1]])
        times = graph.back(scaled.input[0], "Cast", "MatMulInteger")
        values, weight, input_zero, zero = times.input
        weights.append(graph.constant(weight))
        scales.append(graph.constant(scale))
        zeros.append(np.broadcast_to(graph.constant(zero), (WIDTH,)))
        biases.append(graph.constant(bias))
    stored = {
        "weight": np.concatenate(weights, axis=1),
        "bias": np.concatenate(biases),
        "scale": np.concatenate(scales),
        "zero": np.concatenate(zeros),
    }
    for part, array in stored.items():
        constant = numpy_helper.from_array(np.ascontiguousarray(array), f"{name}.{part}")
        graph.graph.initializer.append(constant)
    inputs = [values, f"{name}.weight", f"{name}.bias", input_scale, f"{name}.scale"]
    inputs += ["", input_zero, f"{name}.zero"]  # no mask: a text is run alone, without padding
    fused = helper.make_node(
        "QAttention", inputs, [last.output[0]], name=name, domain=DOMAIN, num_heads=HEADS
    )
    place = list(graph.graph.node).index(last)
    graph.graph.node.insert(place, fused)
    graph.graph.node.remove(last)


def _drop_unused(graph: onnx.GraphProto) -> None:
    dead = [True]
    while dead:
        used = {name for node in graph.node for name in node.input}
        used |= {output.name for output in graph.output}
        dead = [node for node in graph.node if used.isdisjoint(node.output)]
        for node in dead:
            graph.node.remove(node)
    for constant in [constant for constant in graph.initializer if constant.name not in used]:
        graph.initializer.remove(constant)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", type=Path)
    parser.add_argument("--out", type=Path, help="the model itself where it is not given")
    given = parser.parse_args()
    model = onnx.load(given.model, load_external_data=False)
    layers = fuse(model)
    out = given.out or given.model
    out.write_bytes(model.SerializeToString())
    onnx.checker.check_model(str(out))
    print(f"{given.model.name}: attention of {layers} layers fused")


if __name__ == "__main__":
    main()
