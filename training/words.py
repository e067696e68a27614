"""One file of word embeddings for all shipped models.

All begin with MiniLM's embeddings of 30,522 wordpieces, half of each model's int8 weights. They
are kept once, in `words.bin`, which a model names as its external data (an ONNX file may keep a
tensor in a file beside it); onnxruntime finds it there. `training.export` does this; for a file
that holds its own embeddings:

    python -m training.words src/rashomon/models/reader.onnx
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, external_data_helper, numpy_helper
from safetensors.torch import load_file
from torch import Tensor

from training.encoder import WIDTH, pretrained_folder

WORDS = "words.bin"
_TENSOR = "words.weight"
# Steps that stand side by side are written as one byte, the number of their combination.
_TOGETHER = 3


def quantized() -> tuple[np.ndarray, np.float32, np.uint8]:
    """Gives MiniLM's word embeddings as onnxruntime makes them int8: values, scale, zero point."""
    weights = load_file(str(pretrained_folder() / "model.safetensors"))
    known = next(name for name in weights if name.endswith("word_embeddings.weight"))
    plain = weights[known].numpy()
    scale = np.float32((plain.max() - plain.min()) / np.float32(255))
    zero = np.uint8(np.round(-plain.min() / scale))
    return np.clip(np.round(plain / scale) + zero, 0, 255).astype(np.uint8), scale, zero


def shared_words() -> Tensor:
    """Gives the embeddings that all models share, as floats."""
    values, scale, zero = quantized()
    return torch.from_numpy((values.astype(np.float32) - zero) * scale)


def share(model: onnx.ModelProto) -> float:
    """Takes the word embeddings out of an int8 model, which from then on reads `words.bin`.

    A model that has learned on differs from MiniLM by a step of its scale here and there; these
    steps stay in the model, a third of the bytes, and nothing is lost. Gives the share of its
    numbers that moved. Raises ValueError where they moved too far for that.
    """
    stored = {row.name: row for row in model.graph.initializer}
    name = next(name for name in stored if name.endswith(f"{_TENSOR}_quantized"))
    values, _, zero = quantized()
    own_zero = numpy_helper.to_array(stored[name.replace("quantized", "zero_point")])
    own = numpy_helper.to_array(stored[name]).astype(np.int16) - np.int16(own_zero)
    moved = own - (values.astype(np.int16) - np.int16(zero))
    tensor = stored[name]
    tensor.Clear()
    tensor.name, tensor.data_type = name, TensorProto.UINT8
    tensor.dims.extend(values.shape)
    tensor.raw_data = b""
    external_data_helper.set_external_data(tensor, WORDS, offset=0, length=values.size)
    if moved.any():
        _move(model.graph, name, moved.astype(np.float32) - np.float32(zero))
    return float((moved != 0).mean())


def _move(graph: onnx.GraphProto, words: str, added: np.ndarray) -> None:
    """Adds what a model's embeddings have beside the shared ones, before they are scaled."""
    gather = next(node for node in graph.node if words in node.input)
    (scaled,) = (node for node in graph.node if gather.output[0] in node.input)
    ids, read, scale, whole = gather.input[1], gather.output[0], scaled.input[1], scaled.output[0]
    combinations, numbers = np.unique(added.reshape(-1, _TOGETHER), axis=0, return_inverse=True)
    if len(combinations) > 256:
        raise ValueError(f"{words}: these embeddings are too far from MiniLM's")
    constants = {
        "moved.numbers": numbers.reshape(len(added), -1).astype(np.uint8),
        "moved.combinations": combinations,
        "moved.shape": np.array([0, 0, WIDTH], dtype=np.int64),
    }
    graph.initializer.extend(numpy_helper.from_array(v, k) for k, v in constants.items())
    node = onnx.helper.make_node
    nodes = [
        node("Gather", ["moved.numbers", ids], ["moved.bytes"]),
        node("Cast", ["moved.bytes"], ["moved.rows"], to=TensorProto.INT32),
        node("Gather", ["moved.combinations", "moved.rows"], ["moved.apart"]),
        node("Reshape", ["moved.apart", "moved.shape"], ["moved.added"]),
        node("Cast", [read], ["moved.shared"], to=TensorProto.FLOAT),
        node("Add", ["moved.shared", "moved.added"], ["moved.own"]),
        node("Mul", ["moved.own", scale], [whole]),
    ]
    place = list(graph.node).index(scaled)
    graph.node.remove(scaled)
    graph.initializer.remove(next(one for one in graph.initializer if one.name == scaled.input[2]))
    for number, one in enumerate(nodes):
        graph.node.insert(place + number, one)


def write_words(folder: Path) -> None:
    """Writes `words.bin`: one unsigned byte for each of the 384 numbers of a wordpiece."""
    (folder / WORDS).write_bytes(quantized()[0].tobytes())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("models", type=Path, nargs="+")
    for path in parser.parse_args().models:
        model = onnx.load(path, load_external_data=False)
        moved = share(model)
        path.write_bytes(model.SerializeToString())
        write_words(path.parent)
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB, {moved:.1%} of its words moved")


if __name__ == "__main__":
    main()
