"""Figures that several measurements have."""

from __future__ import annotations


def f1(precision: float, recall: float) -> float:
    """Gives the harmonic mean of precision and recall; 0 where both are."""
    total = precision + recall
    return 2 * precision * recall / total if total else 0.0
