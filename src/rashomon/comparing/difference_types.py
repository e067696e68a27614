"""In what two reports, or two versions of one, can differ."""

from __future__ import annotations

from typing import Literal

DifferenceType = Literal["number", "date", "name", "place", "quote", "attribution", "label", "fact"]
DifferenceSubtype = Literal[
    "precision",
    "rounding",
    "bound",
    "scope",
    "update",
    "conflict",
    "altered",
    "trimmed",
    "paraphrased",
    "translated",
    "other-speaker",
    "unattributed",
    "other-chain",
    "polarity",
]
CONFLICTS: frozenset[DifferenceSubtype] = frozenset({"conflict", "polarity"})
"""Subtypes of differences that can make a claim disputed."""
