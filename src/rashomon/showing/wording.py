"""The words in which findings are told, the same in every form of the report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rashomon.comparing.comparison import (
    Difference,
    DifferenceType,
    LineageKind,
    OriginKind,
    Shown,
    Summary,
)
from rashomon.naming import count
from rashomon.reading.reading import Act, Manner
from rashomon.showing.model import ClaimRow

STANDINGS: dict[Shown, str] = {
    "agreed": "agreed",
    "disputed": "disputed",
    "one-origin": "from one origin",
    "sole": "carried by one report",
    "open": "left open",
}
ORIGINS: dict[OriginKind, str] = {
    "speaker": "speaker",
    "agency": "agency",
    "outlet": "its own words",
    "document": "document",
}
AGREED_MEANS = (
    "Two or more origins: no common source is in sight, and no conflict was found. "
    "Where only outlets stand behind a claim, that is no proof that they know it independently."
)
ONE_ORIGIN_MEANS = "Several reports, but one source behind them: repetition, not confirmation."
OPEN_MEANS = "Several reports may assert the same here: there is not enough evidence to say so."
_KINDS = {
    ("number", None): "other figure",
    ("number", "precision"): "one figure is more exact",
    ("number", "rounding"): "rounded",
    ("number", "bound"): "a limit against a figure",
    ("number", "scope"): "not the same thing counted",
    ("number", "update"): "figure changed over time",
    ("number", "conflict"): "figures contradict each other",
    ("date", None): "other date",
    ("date", "precision"): "one date is more exact",
    ("date", "update"): "date changed over time",
    ("date", "conflict"): "dates contradict each other",
    ("name", None): "other name or spelling",
    ("place", None): "other place",
    ("quote", None): "other words quoted",
    ("quote", "altered"): "quotation altered",
    ("quote", "trimmed"): "quotation trimmed",
    ("quote", "paraphrased"): "quoted in one, paraphrased in another",
    ("quote", "translated"): "translated in other words",
    ("attribution", None): "credited otherwise",
    ("attribution", "other-speaker"): "credited to another speaker",
    ("attribution", "unattributed"): "credited in one, plainly stated in another",
    ("attribution", "other-chain"): "came through another chain",
    ("label", None): "other word for the same",
    ("fact", None): "other fact",
    ("fact", "polarity"): "one says yes, another no",
    ("fact", "conflict"): "facts contradict each other",
}
# In the order in which they are shown; quotations stand with their speakers.
DIFFERENCES: dict[DifferenceType, str] = {
    "number": "Figures",
    "date": "Dates",
    "place": "Places",
    "fact": "Facts",
    "name": "Names",
    "label": "Words chosen",
    "attribution": "Attribution",
    "quote": "Quotations",
}
_MANNERS: dict[Manner, str] = {
    "direct": "quoted",
    "indirect": "paraphrased",
    "mixed": "partly quoted",
}
_LINEAGES: dict[LineageKind, str] = {
    "copies": "shares running text with",
    "credits": "credits",
    "same-source": "rests on the same source as",
}
APART = "No assertion was found that two of the reports make: they may be about different stories."
UNDATED = "time not given"
UNKNOWN = "Speaker not told"
_LIKELY = 0.75
_POSSIBLE = 0.5
_CONFIDENCE = ((0.9, "very likely"), (_LIKELY, "likely"), (_POSSIBLE, "possible"), (0.0, "weak"))


def head(summary: Summary) -> str:
    """Gives "3 reports, 2 origins"."""
    return f"{count(summary.reports, 'report')}, {count(summary.origins, 'origin')}"


def tail(numbers: Mapping[Shown, int]) -> tuple[tuple[int, str, Shown], ...]:
    """Gives the figures of the first line in order, each with its words and standing.

    What is left open is not found: the notes count it.
    """
    return tuple(
        (numbers.get(one, 0), words, one) for one, words in STANDINGS.items() if one != "open"
    )


def doubt_words(row: ClaimRow) -> str:
    """Gives the line that tells the doubts of a claim that has some."""
    return f"Perhaps a contradiction, too unsure to call it disputed: {' '.join(row.doubts)}"


def kind_words(difference: Difference) -> str:
    """Gives the kind of a difference in words."""
    named = _KINDS.get((difference.type, difference.subtype))
    return named or f"{difference.type} ({difference.subtype})"


def manner_words(manner: Manner, act: Act) -> str:
    """Gives how somebody's words are given: "quoted", "paraphrased", "thought" ..."""
    if act == "thought":
        return "thought, as reported"
    return _MANNERS[manner]


def confidence_words(confidence: float) -> str:
    """Gives a confidence as a word with the number behind it: "likely (0.82)"."""
    for floor, word in _CONFIDENCE:
        if confidence >= floor:
            return f"{word} ({confidence:.2f})"
    return f"weak ({confidence:.2f})"


def is_unsure(confidence: float) -> bool:
    """Says whether a confidence is below "likely"."""
    return confidence < _LIKELY


def is_weak(confidence: float) -> bool:
    """Says whether a finding is more likely wrong than right: it is folded, or left out."""
    return confidence < _POSSIBLE


def repeats_words(folded: Sequence[ClaimRow]) -> str:
    """Gives how many claims are folded under one that is made of the same passages.

    Those that are left open are counted apart: nothing says that they assert the same.
    """
    unsure = sum(row.standing == "open" for row in folded)
    told = [count(len(folded) - unsure, "similar claim")] if unsure < len(folded) else []
    told += [f"{count(unsure, 'claim')} left open"] if unsure else []
    return f"{' and '.join(told)} from the same passages"


def sure(row: ClaimRow) -> str:
    """Gives how sure a claim is, in words: a person's confirmation, else the confidence."""
    return "confirmed by a person" if row.confirmed else row.confidence


def lineage_words(kind: LineageKind) -> str:
    """Gives what one report has to do with another or an agency, as a verb."""
    return _LINEAGES[kind]


def event_words(event: str) -> str:
    """Gives a PLOVER event type in lower case."""
    return event.replace("_", " ").lower()
