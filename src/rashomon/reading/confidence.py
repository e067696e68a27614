"""How likely an attribution is one that a careful desk would list.

PolNeAR, on which the reader model was trained, also marks attitudes, plans and mere mentions.
A logistic regression (training/confidence.py) over what the model said and what the cue and the
content look like gives the probability that an annotator of news stories marks it as well.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Sequence
from functools import lru_cache

from rashomon import models
from rashomon.reading.linking import Attribution
from rashomon.reading.reading import Act, Manner
from rashomon.report import Report, Span

# Verbs and nouns of reporting, in the forms in which they stand in news. General, and long on
# purpose: the weight of "is in this list" is fitted.
_REPORTING = frozenset(
    """
    accuse accused accuses accusing acknowledge acknowledged acknowledges add added adding adds
    admit admits admitted admitting advise advised affirmed agree agreed alleged alleging allegedly
    announce announced announces announcing apologised apologized appealed argue argued argues
    arguing ask asked asking asks assert asserted asserting assured blame blamed blames blaming
    boast boasted call called calling calls cautioned charged cite cited citing claim claimed
    claiming claims comment commented complain complained concede conceded conclude concluded
    condemn condemned condemning confirm confirmed confirming confirms contend contended criticised
    criticized declare declared declares declaring declined demand demanded demanding denied denies
    denounced deny denying describe described describes describing disclosed dismissed disputed
    emphasised emphasized estimate estimated estimates explain explained explaining express
    expressed expressing indicate indicated indicating inform informed insist insisted insisting
    insists instructed joked lamented mention mentioned noted notes noting objected offered
    ordered plead pleaded point pointed praise praised predict predicted pledge pledged promise
    promised promising proposed protested quote quoted quoting reaffirmed recalled recommended
    refuse refused regretted rejected rejecting remark remarked remarks repeat repeated replied
    reply report reported reportedly reporting reports request requested responded responding
    retorted reveal revealed ruled said say saying says shouted showed shows signaled signalled
    speak speaking spoke stated statement states stress stressed suggest suggested suggesting
    suggests swore tell telling tells testified testify threatened told tweet tweeted tweets urge
    urged urges urging voiced vow vowed vowing warn warned warning warns welcomed wondered write
    writes writing wrote according
    """.split()
)
_WORD = re.compile(r"[A-Za-z’'-]+")
_PRONOUNS = frozenset("he she they it we i who you".split())
_ACTS: tuple[Act, ...] = ("speech", "writing", "thought")

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
)
_VERB = re.compile(
    r"\b(?:is|are|was|were|be|been|has|have|had|will|would|can|could|may|might|should|must|do|does|"
    r"did|not|n['’]t|\w{3,}ed|\w{3,}ing)\b"
)


def describe(
    report: Report, attribution: Attribution, content: Sequence[Span], manner: Manner, act: Act
) -> list[float]:
    """Gives the figures by which an attribution is weighed, in the order of `FEATURES`."""
    cue = (
        {w.lower() for w in _WORD.findall(report.show(attribution.cue.span))}
        if (attribution.cue)
        else set()
    )
    source = report.show(attribution.source.span) if attribution.source else ""
    words = [w for span in content for w in report.show(span).split()]
    shown = " ".join(words)
    after = report.text[content[-1].end : content[-1].end + 3].lstrip("”\"’' ")
    return [
        1.0,
        _log_odds(min(s.probability for s in attribution.content)),
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
        float(bool(cue & _REPORTING)),
        float(act == "writing"),
        float(act == "thought"),
        float(source.lower() in _PRONOUNS),
        float(any(w[:1].isupper() for w in source.split()[1:])),
        float(bool(words) and words[0].lower() == "to"),
        float(bool(words) and words[0].lower() == "that"),
        float(len(content) > 1),
        float(after[:1] in ("", ".", "!", "?", "\n") or shown[-1:] in ".!?"),
        float(report.zone_kind(content[0]) == "title"),
        float(bool(_VERB.search(shown))),
    ]


def _log_odds(probability: float) -> float:
    held = min(max(probability, 1e-3), 1 - 1e-3)
    return math.log(held / (1 - held))


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    stored: dict[str, float] = json.loads(models.model_path("confidence.json").read_text())
    return stored


def confidence(figures: Sequence[float]) -> float:
    """Gives the probability, 0 to 1, for an attribution so described."""
    weights = _weights()
    score = sum(weights[name] * x for name, x in zip(FEATURES, figures, strict=True))
    return round(1 / (1 + math.exp(-score)), 3)
