"""Writes a torch module as an int8 ONNX file (dynamic quantization, one scale per channel).

Its word embeddings go to `words.bin` beside it, which all models share (`training.words`).

python -m training.export build/matching/vectors.pt
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import Literal

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.encoder import WIDTH, Encoder
from training.fusing import fuse
from training.words import share, write_words

MODELS = Path(__file__).parents[1] / "src/rashomon/models"


def export(
    module: nn.Module,
    example: dict[str, Tensor],
    *,
    outputs: tuple[str, ...],
    out: Path,
    batch: bool = False,
    words: Literal["shared", "own"] = "shared",
) -> None:
    """Writes `module` to `out` as int8, with word embeddings of its own or those all models share.

    `example` holds the arguments by name, each [batch, length]; the length varies at run time,
    the batch only where `batch` is set. Activations are scaled per tensor, so texts of unequal
    length in one batch would disturb each other: run them alone.
    """
    module.eval()
    axes = {0: "batch", 1: "length"} if batch else {1: "length"}
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        torch.onnx.export(
            module,
            tuple(example.values()),
            str(plain),
            input_names=list(example),
            output_names=list(outputs),
            dynamic_axes=dict.fromkeys(example, axes),
            opset_version=17,
            dynamo=False,
        )
        quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)
        out.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            ready,
            out,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )
    model = onnx.load(out)
    fuse(model)
    if words == "shared":
        share(model)
        write_words(out.parent)
    out.write_bytes(model.SerializeToString())


def agreement(module: nn.Module, path: Path, example: dict[str, Tensor]) -> float:
    """Gives the correlation of the first output of the module and of the written file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = module(*example.values())
    expected = expected[0] if isinstance(expected, tuple) else expected
    found = session.run(None, {name: value.numpy() for name, value in example.items()})[0]
    return float(np.corrcoef(expected.numpy().ravel(), found.ravel())[0, 1])


class Vectors(nn.Module):
    """One vector and one log weight a wordpiece, from `training.vectors.Meeting`."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=0.0)
        self.weight = nn.Linear(WIDTH, 1)

    def forward(self, ids: Tensor) -> tuple[Tensor, Tensor]:
        pieces = self.encoder(ids, torch.ones_like(ids))
        # Not a matrix product, so that it is not made int8.
        weights = (pieces * self.weight.weight[0]).sum(-1) + self.weight.bias
        return pieces, weights


def write_vectors(weights: dict[str, Tensor], out: Path) -> None:
    """Writes the vectors model from the state of `training.vectors.Meeting`."""
    module = Vectors()
    kept = {k: v for k, v in weights.items() if k.startswith(("encoder.", "weight."))}
    module.load_state_dict(kept)
    example = {"ids": _sample()}
    export(module, example, outputs=("pieces", "weights"), out=out)
    size, likeness = out.stat().st_size / 1e6, agreement(module, out, example)
    print(f"{out.name}: {size:.1f} MB, correlation with the torch module {likeness:.4f}")


def _sample() -> Tensor:
    return torch.randint(1000, 30000, (1, 48), generator=torch.Generator().manual_seed(0))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("weights", type=Path)
    parser.add_argument("--out", type=Path, default=MODELS / "vectors.onnx")
    given = parser.parse_args()
    write_vectors(torch.load(given.weights), given.out)


if __name__ == "__main__":
    main()
