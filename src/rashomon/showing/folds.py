"""Why several reports count as one origin: one plain sentence a fold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

import msgspec

from rashomon.comparing.comparison import Origin
from rashomon.naming import count, listing
from rashomon.showing.lookup import Lookup
from rashomon.showing.wording import ORIGINS


class _Reason(NamedTuple):
    """Why reports have one origin: the `whole` sentence, or on whom the claim rests.

    The latter is told once for several claims: "3 claims rest on ... alone, in A and B."
    """

    whole: str = ""
    rests_on: str = ""
    because: str = ""


class _Behind(msgspec.Struct):
    """How many claims of which reports one reason folds."""

    claims: int
    reports: set[str]


def folds(lookup: Lookup) -> tuple[str, ...]:
    """Gives the reason for each fold: first over whole reports, then those of single claims.

    A credit that one report alone gives folds nothing: it stands in the lineage, where its words
    are, too.
    An origin that stands behind several claims of the same reports is told once, with how many;
    of a claim that is left open it is not said.
    """
    lineage = lookup.comparison.lineage
    credited = Counter(one.target for one in lineage if one.kind == "credits")
    sentences = [_sentence(one.why) for one in lineage if one.kind == "copies"]
    for target in credited:
        origins = {one.origin for one in lineage if (one.kind, one.target) == ("credits", target)}
        if len(origins) > 1 or target in lookup.reports:
            verb = "credits" if len(origins) == 1 else "credit"
            told = f"{_names(lookup, origins)} {verb} {lookup.report_name(target)}"
            # Why a text is taken for a copy may say so already.
            if not any(told in sentence for sentence in sentences):
                sentences.append(_sentence(told))
    behind: dict[_Reason, _Behind] = {}
    # A claim that repeats another is shown with it, and not counted.
    claimed = (claim for claim in lookup.comparison.claims if not (claim.open or claim.repeats))
    for origin in chain.from_iterable(claim.origins for claim in claimed):
        if len(set(origin.reports)) > 1:
            why = _why(lookup, origin)
            found = behind.setdefault(why, _Behind(claims=0, reports=set()))
            found.claims += 1
            found.reports.update(origin.reports)
    for why, found in sorted(behind.items(), key=lambda item: -item[1].claims):
        claims = count(found.claims, "claim")
        if why.whole:
            sentences.append(_sentence(f"{claims}: {why.whole}"))
        else:
            rests = "rests" if found.claims == 1 else "rest"
            told = f"{claims} {rests} on {why.rests_on}, in {_names(lookup, found.reports)}"
            sentences.append(_sentence(f"{told}{why.because and f': {why.because}'}"))
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _why(lookup: Lookup, origin: Origin) -> _Reason:
    """Gives why reports have one origin: the same for all claims of one speaker."""
    match origin.credited:
        case "one-source":
            return _Reason(rests_on=f"{origin.name} alone")
        case "not-named":
            because = "unnamed, they may be one source"
            return _Reason(rests_on=f"“{origin.name}”", because=because)
        case "not-made-out":
            return _Reason(rests_on=origin.name)
    names = _names(lookup, origin.reports)
    return _Reason(origin.why or f"{names} rest on {origin.name} ({ORIGINS[origin.kind]})")


def _names(lookup: Lookup, reports: Iterable[str]) -> str:
    return listing([source.name for source in lookup.in_order(reports)])


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    return text if text[-1] in ".!?" else f"{text}."
