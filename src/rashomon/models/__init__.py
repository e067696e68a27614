"""The shipped models: their files, and one loaded copy of each.

Everything is loaded at first use and then kept. A missing file raises `RashomonError` R901.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import onnxruntime
from tokenizers import Tokenizer

from rashomon.errors import RashomonError

# More threads than this don't make a sentence faster; reports run side by side instead.
_most_threads = 2
# The fused form of "add, then normalize" is the slower one of the two on a CPU.
_SLOWER = ["SkipLayerNormFusion"]

CLS, SEP = 101, 102
"""The wordpieces with which every model's input begins and ends."""


def model_path(name: str) -> Path:
    """Gives the path of a shipped file, for example `reader.onnx`.

    Raises RashomonError R901 where the installation lacks it.
    """
    path = Path(__file__).parent / name
    if not path.is_file():
        raise RashomonError("R901", f"The model file {name} is missing: install rashomon again.")
    return path


@lru_cache(maxsize=4)
def session(name: str) -> onnxruntime.InferenceSession:
    """Gives the ONNX session of a model: "reader", "vectors", "together", "sketches".

    Raises RashomonError R901 where the installation lacks a file of it.
    """
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = min(_most_threads, _cores())
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Spinning threads would take the cores from other work between two sentences.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    path = model_path(f"{name}.onnx")
    model_path("words.bin")  # word embeddings, which each model reads from beside itself
    return onnxruntime.InferenceSession(
        str(path), options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOWER
    )


def use_one_thread() -> None:
    """Gives models that load after this one thread: for processes that run side by side."""
    global _most_threads
    _most_threads = 1


def _cores() -> int:
    """Gives how many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """Gives the wordpiece tokenizer of all models, without truncation or padding."""
    loaded: Tokenizer = Tokenizer.from_file(str(model_path("tokenizer.json")))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded
