"""Why several reports count as one origin: one plain sentence a fold."""

from __future__ import annotations

from collections import Counter

from rashomon.comparing.comparison import OriginKind
from rashomon.showing.lookup import Lookup
from rashomon.showing.wording import ORIGINS, count, listing

_Key = tuple[OriginKind, str, tuple[str, ...]]


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
    behind: Counter[_Key] = Counter()
    reasons: dict[_Key, str] = {}
    for claim in lookup.comparison.claims:
        for origin in claim.origins:
            if len(set(origin.reports)) < 2:
                continue
            key: _Key = (origin.kind, origin.name, tuple(sorted(set(origin.reports))))
            behind[key] += 1
            reasons.setdefault(key, origin.why)
    for same, times in behind.most_common():
        kind, name, reports = same
        names = listing([source.name for source in lookup.in_order(reports)])
        why = reasons[same] or f"{names} rest on {name} ({ORIGINS[kind]})"
        sentences.append(_sentence(f"{count(times, 'claim')}: {why}"))
    return tuple(dict.fromkeys(sentence for sentence in sentences if sentence))


def _sentence(text: str) -> str:
    text = " ".join(text.split())
    if not text:
        return ""
    return text if text[-1] in ".!?" else f"{text}."
