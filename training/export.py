"""Writes a torch module as an int8 ONNX file (dynamic quantization, one scale per channel).

    python -m training.export vectors --out src/rashomon/models/vectors.onnx
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process
from torch import Tensor, nn

from training.encoder import Encoder


def export(
    module: nn.Module,
    example: dict[str, Tensor],
    *,
    outputs: tuple[str, ...],
    out: Path,
    batch: bool = False,
    leave: tuple[str, ...] = (),
) -> None:
    """Writes `module` to `out` as int8.

    `example` holds the arguments by name, each [batch, length]; the length varies at run time,
    the batch only where `batch` is set. Activations are scaled per tensor, so texts of unequal
    length in one batch would disturb each other: run them alone. Weights whose ONNX node name
    contains one of `leave` stay float32.
    """
    module.eval()
    axes = {1: torch.export.Dim("length", min=2, max=512)}
    if batch:
        axes[0] = torch.export.Dim("batch", min=1, max=64)
    with tempfile.TemporaryDirectory() as folder:
        plain, ready = Path(folder) / "plain.onnx", Path(folder) / "ready.onnx"
        dynamic = {name: {i: dim.__name__ for i, dim in axes.items()} for name in example}
        torch.onnx.export(
            module,
            tuple(example.values()),
            str(plain),
            input_names=list(example),
            output_names=list(outputs),
            dynamic_axes=dynamic,
            opset_version=17,
            dynamo=False,
        )
        fuse(plain, ready)
        out.parent.mkdir(parents=True, exist_ok=True)
        quantize_dynamic(
            ready,
            out,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
            nodes_to_exclude=[
                node for node in node_names(ready) if any(part in node for part in leave)
            ],
        )


def fuse(plain: Path, ready: Path) -> None:
    """Writes the graph with onnxruntime's basic simplifications done ahead."""
    quant_pre_process(str(plain), str(ready), skip_symbolic_shape=True)


def node_names(path: Path) -> list[str]:
    import onnx

    return [node.name for node in onnx.load(str(path), load_external_data=False).graph.node]


def difference(module: nn.Module, path: Path, example: dict[str, Tensor]) -> float:
    """Gives the correlation of the first output of the module and of the written file."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = module(*example.values())
    expected = expected[0] if isinstance(expected, tuple) else expected
    given = {name: value.numpy() for name, value in example.items()}
    found = session.run(None, given)[0]
    return float(np.corrcoef(expected.numpy().ravel(), found.ravel())[0, 1])


class Vectors(nn.Module):
    """One vector a wordpiece from the pretrained encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = Encoder(dropout=0.0)
        self.encoder.load_pretrained()

    def forward(self, ids: Tensor) -> Tensor:
        return self.encoder(ids, torch.ones_like(ids))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=["vectors"])
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    torch.manual_seed(0)
    example = {"ids": torch.randint(1000, 30000, (1, 24))}
    module = Vectors()
    export(module, example, outputs=("pieces",), out=arguments.out)
    print(f"{arguments.out}: {arguments.out.stat().st_size / 1e6:.1f} MB", end=", ")
    print(f"correlation with the torch module {difference(module, arguments.out, example):.4f}")


if __name__ == "__main__":
    main()
