"""Which differences between pairs of reports a story tells, and which claims they dispute."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import msgspec

from rashomon.comparing.claims import Node
from rashomon.comparing.comparison import Difference, Side
from rashomon.comparing.pair import PairDifference, PairFindings
from rashomon.comparing.pairs import Pair
from rashomon.comparing.versions import Articles, articles_of, as_update
from rashomon.reading.reading import Reading

# A difference below this is counted in the notes, not shown. From here on, what is found and what
# is missed are in balance on the training stories, read and linked by the shipped models.
DIFFERENCE_SHOWN = 0.2
# Figures are told when surer, for two figures are often of two things, and so is credit, which
# differs somehow in most pairs; of facts found outside retouched sentences none was right. Below
# .3 one quotation in three is right. Times and choices of words are rarely sure.
_SHOWN_FROM = {
    "number": 0.3,
    "quote": 0.3,
    "attribution": 0.3,
    "label": 0.25,
    "date": 0.15,
    "fact": 0.6,
}
# Conflicts that make a claim disputed, and from which confidence: a wrong "disputed" costs most.
_DISPUTES = {
    ("number", "conflict"): 0.6,
    ("date", "conflict"): 0.55,
    ("place", "conflict"): 0.55,
    ("fact", "conflict"): 0.6,
    ("fact", "polarity"): 0.6,
}


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """What a story tells of its differences.

    `hidden` counts those too unsure to show, `disputed` are the ids of claims on which the
    reports contradict each other.
    """

    differences: tuple[Difference, ...]
    hidden: int
    disputed: frozenset[str]


def told_differences(
    readings: Sequence[Reading],
    pairs: Mapping[Pair, PairFindings],
    *,
    claims_of: Mapping[Node, Sequence[str]],
    articles: Articles,
) -> Told:
    """Gives the differences between sentences of one claim; `claims_of` has each sentence's claims.

    What differs between versions of one article is an update.
    """
    shown: set[Difference] = set()
    hidden = 0
    disputed: set[str] = set()
    makers = _makers(readings, claims_of)
    for (i, j), findings in pairs.items():
        ids = (readings[i].report.id, readings[j].report.id)
        # Told by the two alone, so that a further report changes nothing between them.
        versions = bool(findings.differences) and articles_of(
            (readings[i].report, readings[j].report)
        ).are_one(ids)
        for plain in findings.differences:
            claim = _common_claim(claims_of, (i, plain.left_sentence), (j, plain.right_sentence))
            if claim is None:
                continue
            found = as_update(plain) if versions else plain
            if found.confidence < shown_from(found):
                hidden += 1
                continue
            shown.add(_difference(readings[i], readings[j], found, claim))
            # What an article has taken back since is no longer its word against another's.
            if _contradicts(found) and not any(
                articles.superseded(report, makers[claim]) for report in ids
            ):
                disputed.add(claim)
    return Told(
        differences=tuple(sorted(shown, key=_order)), hidden=hidden, disputed=frozenset(disputed)
    )


def _makers(
    readings: Sequence[Reading], claims_of: Mapping[Node, Sequence[str]]
) -> dict[str, set[str]]:
    """Gives the reports that make each claim."""
    makers: dict[str, set[str]] = {}
    for (place, _), claims in claims_of.items():
        for claim in claims:
            makers.setdefault(claim, set()).add(readings[place].report.id)
    return makers


def _common_claim(claims_of: Mapping[Node, Sequence[str]], left: Node, right: Node) -> str | None:
    theirs = claims_of.get(right, ())
    return next((claim for claim in claims_of.get(left, ()) if claim in theirs), None)


def _difference(left: Reading, right: Reading, found: PairDifference, claim: str) -> Difference:
    one, other = left.report, right.report
    sides = (
        Side(report=one.id, start=found.left.start, end=found.left.end, value=found.left_value),
        Side(
            report=other.id, start=found.right.start, end=found.right.end, value=found.right_value
        ),
    )
    seed = (
        f"{found.type}|{one.sha256}:{found.left.start}-{found.left.end}"
        f"|{other.sha256}:{found.right.start}-{found.right.end}"
    )
    return Difference(
        id="d" + hashlib.sha1(seed.encode()).hexdigest()[:10],
        type=found.type,
        subtype=found.subtype,
        claim=claim,
        sides=sides,
        explanation=found.explanation,
        confidence=found.confidence,
    )


def shown_from(found: PairDifference) -> float:
    """Gives the confidence from which a difference is told."""
    return _SHOWN_FROM.get(found.type, DIFFERENCE_SHOWN)


def _contradicts(found: PairDifference) -> bool:
    bar = _DISPUTES.get((found.type, found.subtype or ""))
    return bar is not None and not found.doubtful and found.confidence >= bar


def _order(difference: Difference) -> tuple[str, str, str]:
    return difference.claim, difference.type, difference.id
