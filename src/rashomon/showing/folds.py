"""Why several reports count as one origin: one plain sentence a fold."""

from __future__ import annotations

from collections import Counter

import msgspec

from rashomon.comparing.comparison import Origin
from rashomon.comparing.origins import NOT_MADE_OUT
from rashomon.naming import listing
from rashomon.showing.lookup import Lookup
from rashomon.showing.wording import ORIGINS, count

# What several claims share, told once for all of them: "3 claims rest on ... alone, in A and B."
_RESTS = "rests:"
_NOT_NAMED = ", not named: they can't be told apart."


class _Behind(msgspec.Struct):
    """How many claims of which reports one reason folds."""

    claims: int
    reports: set[str]


def folds(lookup: Lookup) -> tuple[str, ...]:
    """Gives the reason for each fold: first over whole reports, then those of single claims.

    A credit that one report alone gives folds nothing: it stands in the lineage.
    An origin that stands behind several claims of the same reports is told once, with how many.
    """
    lineage = lookup.comparison.lineage
    credited = Counter(one.target for one in lineage if one.kind == "credits")
    sentences = [
        _sentence(one.why)
        for one in sorted(lineage, key=lambda one: one.kind != "copies")
        if one.kind == "copies"
        or (one.kind == "credits" and (credited[one.target] > 1 or one.target in lookup.reports))
    ]
    behind: dict[str, _Behind] = {}
    for claim in lookup.comparison.claims:
        for origin in claim.origins:
            if len(set(origin.reports)) > 1:
                why = _why(lookup, origin)
                found = behind.setdefault(why, _Behind(claims=0, reports=set()))
                found.claims += 1
                found.reports.update(origin.reports)
    for why, found in sorted(behind.items(), key=lambda item: -item[1].claims):
        claims = f"{count(found.claims, 'claim')}"
        if why.startswith(_RESTS):
            rests = "rests" if found.claims == 1 else "rest"
            names = listing([source.name for source in lookup.in_order(found.reports)])
            source, _, reason = why.removeprefix(_RESTS).partition(":")
            told = f"{claims} {rests}{source}, in {names}{reason and f':{reason}'}"
            sentences.append(_sentence(told))
        else:
            sentences.append(_sentence(f"{claims}: {why}"))
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _why(lookup: Lookup, origin: Origin) -> str:
    """Gives why reports have one origin: the same words for all claims of one speaker."""
    names = listing([source.name for source in lookup.in_order(origin.reports)])
    if origin.kind != "speaker":
        return origin.why or f"{names} rest on {origin.name} ({ORIGINS[origin.kind]})"
    if origin.name == NOT_MADE_OUT:
        return f"{_RESTS} on a source that could not be made out"
    credit = f" credit it to {origin.name}"
    if not origin.why or origin.why.partition(", through ")[0].rstrip(".").endswith(credit):
        return f"{_RESTS} on {origin.name} alone"
    if origin.why.endswith(_NOT_NAMED):
        return f"{_RESTS} on “{origin.name}”: not named, they can't be told apart"
    return origin.why


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    return text if text[-1] in ".!?" else f"{text}."
