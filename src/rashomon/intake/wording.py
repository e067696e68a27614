"""Small measures of wording that the recognizers of zones share."""

from __future__ import annotations

import re

_FINAL = re.compile(r"[.!?…:;][\"”’'»)\]\s]*$")


# Written small inside a person's name: "Ludwig van Dahl", "Aya bint Omar al Harouni".
NAME_PARTICLES = frozenset(
    "abu al ben bin bint da de del den der di do dos du el ibn la le st ter van von".split()
)


def any_of(*patterns: str) -> re.Pattern[str]:
    """Compiles alternatives, whatever the case."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


def count_words(text: str) -> int:
    """Counts what spaces part."""
    return len(text.split())


def has_final_mark(text: str) -> bool:
    """Says whether `text` closes with a full stop or its like, perhaps inside quotation marks."""
    return bool(_FINAL.search(text[-12:]))


def ends_sentence(text: str) -> bool:
    """Says whether `text` closes as a sentence or a quotation does."""
    return has_final_mark(text) or text[-1:] in '"”'
