"""How likely an attribution is one that a careful desk would list.

PolNeAR, on which the reader model was trained, also marks attitudes, plans and mere mentions.
A logistic regression (training/confidence.py) over what the model said and what the cue and the
content look like gives the probability that an annotator of news stories marks it as well.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from rashomon import models
from rashomon.reading.hearsay import BE, HEARSAY_ADVERBS, HELD
from rashomon.reading.linking import Attribution
from rashomon.reading.reading import Act, Manner
from rashomon.reading.reporting_words import ACTING, DECIDING, REPORTING
from rashomon.reading.roles import BODY_NOUNS, head_noun, is_role_noun
from rashomon.report import Report, Span

_WORD = re.compile(r"[A-Za-z’'-]+")
_PRONOUNS = frozenset("he she they it we i who you".split())
_HOW = frozenset("whether if how why what who which when where".split())
_MODALS = frozenset("can could would will may might should must".split())
# What records and pictures do as well as people: most often nobody's words.
_SHOWING = frozenset(
    """
    show shows showed shown reveal reveals revealed find finds found suggest suggests suggested
    indicate indicates indicated
    """.split()
)
_ACTS = ACTING | DECIDING
_FEW = 3  # words
_NEGATED = re.compile(r"\b(?:not|never|no)\b|n['’]t\b|declin|refus", re.IGNORECASE)
# A question that somebody was asked is not what he says.
_ASKED = re.compile(
    r"\b(?:when|if|is|are|was|were|be|been|being)\s+(?:\w+\s+){0,2}asked\b|\bAsked\b|,\s+asked\b"
)
_HELD = re.compile(
    rf"\b(?:{BE}\s+(?:\w+\s+)?(?:{HELD}|described|known|regarded)|"
    rf"(?:accused|suspected)\s+of|{'|'.join(sorted(HEARSAY_ADVERBS))})\b",
    re.IGNORECASE,
)
_TAKEN_UP = frozenset("it them that this those these their his her its the".split())
_PASSIVE = re.compile(r"\b(?:is|are|was|were|been|be)\s+\w+(?:ed|en)\b", re.IGNORECASE)

FEATURES = (
    "bias",
    "content",
    "cue",
    "source",
    "link",
    "no cue",
    "no source",
    "length",
    "one or two words",
    "three to five words",
    "direct",
    "mixed",
    "reporting cue",
    "writing",
    "thought",
    "pronoun",
    "name",
    "begins with to",
    "begins with that",
    "pieces",
    "ends a sentence",
    "headline",
    "has a verb form",
    "mean of content",
    "asks or tells how",
    "noun phrase alone",
    "reports a noun phrase",
    "reports what to do",
    "negated",
    "passive cue",
    "long cue",
    "modal cue",
    "pleads",
    "shows",
    "a thing shows",
    "an act",
    "a whole clause",
    "was asked",
    "credited to nobody",
    "takes up what was said",
)
_CLAUSE = re.compile(
    r"(?:that\s+)?(?:he|she|it|they|there|I|we|you|the|an?|this|these|his|her|its|their|"
    r"[A-Z][\w’'.-]+)\b.*?\b(?:is|are|was|were|had|has|have|will|would|can|could|should|must|may|"
    r"might|did|does|do|\w+ed)\b"
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|"
    r"did|not|n['’]t|\w{3,}ed|\w{3,}ing)\b"
)


def describe(
    report: Report, attribution: Attribution, content: Sequence[Span], manner: Manner, act: Act
) -> dict[str, float]:
    """Gives the figures by which an attribution is weighed: `FEATURES` and the cue's words."""
    cue = _words(report.show(attribution.cue.span)) if attribution.cue else []
    source = report.show(attribution.source.span) if attribution.source else ""
    words = [w for span in content for w in report.show(span).split()]
    shown = " ".join(words)
    first = words[0].lower() if words else ""
    after = report.text[content[-1].end : content[-1].end + 3].lstrip("”\"’' ")
    reporting = bool(REPORTING.intersection(cue))
    clause = bool(_VERB.search(shown))
    phrase = manner == "indirect" and not clause
    chances = [s.probability for s in attribution.content]
    figures = [
        1.0,
        _log_odds(min(chances)),
        _log_odds(attribution.cue.probability) if attribution.cue else 0.0,
        _log_odds(attribution.source.probability) if attribution.source else 0.0,
        _log_odds(attribution.link_probability),
        float(attribution.cue is None),
        float(attribution.source is None),
        math.log(len(words) + 1),
        float(len(words) <= 2),
        float(3 <= len(words) <= 5),
        float(manner == "direct"),
        float(manner == "mixed"),
        float(reporting),
        float(act == "writing"),
        float(act == "thought"),
        float(source.lower() in _PRONOUNS),
        float(any(w[:1].isupper() for w in source.split()[1:])),
        float(first == "to"),
        float(first == "that"),
        float(len(content) > 1),
        float(after[:1] in ("", ".", "!", "?", "\n") or shown[-1:] in ".!?"),
        float(report.zone_kind(content[0]) == "title"),
        float(clause),
        _log_odds(sum(chances) / len(chances)),
        float(first.strip(",") in _HOW),
        float(phrase and first != "to"),
        float(phrase and reporting),
        float(reporting and first == "to"),
        *_cue_figures(report, attribution, cue, source),
        float(bool(_ACTS.intersection(cue))),
        float(bool(_CLAUSE.match(shown))),
        float("asked" in cue and _was_asked(report, attribution)),
        float(not source and _credited_to_nobody(report, attribution)),
        float(len(words) <= _FEW and first in _TAKEN_UP),
    ]
    return dict(zip(FEATURES, figures, strict=True)) | {f"cue: {word}": 1.0 for word in cue}


def _was_asked(report: Report, attribution: Attribution) -> bool:
    """Says whether the cue tells of a question that the source was asked."""
    cue = attribution.cue
    if cue is None:
        return False
    return bool(_ASKED.search(report.text, max(0, cue.span.start - 25), cue.span.end))


def _credited_to_nobody(report: Report, attribution: Attribution) -> bool:
    """Says whether the cue passes on what is held by nobody in particular: "is said to"."""
    return attribution.cue is not None and bool(_HELD.search(report.show(attribution.cue.span)))


def _cue_figures(
    report: Report, attribution: Attribution, cue: Sequence[str], source: str
) -> list[float]:
    """Gives what the cue alone says: a denial to speak, a passive, records that show."""
    if attribution.cue is None:
        return [0.0] * 7
    span = attribution.cue.span
    shown = report.show(span)
    wider = report.text[max(0, span.start - 15) : span.end]
    showing = bool(_SHOWING.intersection(cue))
    return [
        float(bool(_NEGATED.search(wider))),
        float(bool(_PASSIVE.search(shown))),
        float(len(cue) > 2),
        float(bool(_MODALS.intersection(cue))),
        float(any(word.startswith("plead") for word in cue)),
        float(showing),
        float(showing and _is_thing(source)),
    ]


def _is_thing(source: str) -> bool:
    """Says whether a source is neither a name, a pronoun, a role nor a body: "the video"."""
    head = head_noun(source) or ""
    named = any(c.isupper() for c in source[1:])
    person = source.lower() in _PRONOUNS or is_role_noun(head)
    return bool(source) and not (named or person or head in BODY_NOUNS)


def _words(shown: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(shown)]


def _log_odds(probability: float) -> float:
    held = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    stored: dict[str, float] = json.loads(models.model_path("confidence.json").read_text())
    return stored


def confidence(figures: Mapping[str, float]) -> float:
    """Gives the probability, 0 to 1, for an attribution so described.

    A word of the cue that too few stories had weighs nothing.
    """
    weights = _weights()
    score = sum(weights.get(name, 0.0) * x for name, x in figures.items())
    return round(1 / (1 + math.exp(-score)), 3)
