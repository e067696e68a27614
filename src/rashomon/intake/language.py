"""The language of a report's text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

_SAMPLE = 4000
_FEWEST_WORDS = 6
_CONFIDENT = 0.8
_WORD = re.compile(r"[^\W\d_]+(?:[’'][^\W\d_]+)?")
# Words that hold English sentences together and are rare in the other languages' spelling.
_ENGLISH = frozenset(
    """
    a about after against all also an and are as at be because been before but by could did for
    from had has have he her his how if in into is it its more not of on or other out over said
    says she should since some than that the their them then there these they this those to under
    up was we were what when where which while who will with would you
    """.split()
)
_ENGLISH_SHARE = 0.2


def language_of(text: str) -> str:
    """Gives the ISO 639-1 code of the language of `text`, "und" where it can't be told.

    Plain English is told by its function words; py3langid's model, which takes seconds to load,
    is asked only where they leave doubt. Texts of a few words are "und".
    """
    words = [word.casefold() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _FEWEST_WORDS:
        return "und"
    if len(set(words) & _ENGLISH) >= 3 and _english_share(words) >= _ENGLISH_SHARE:
        return "en"
    code, confidence = _identifier().classify(text[:_SAMPLE])
    return str(code) if confidence >= _CONFIDENT and len(code) == 2 else "und"


def _english_share(words: list[str]) -> float:
    return sum(word in _ENGLISH for word in words) / len(words)


@lru_cache(maxsize=1)
def _identifier() -> Any:  # noqa: ANN401 - py3langid ships no types
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
