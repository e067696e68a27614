"""Whether what is called agreed has two independent origins, and what is folded has one.

    python -m evaluation.origins --shared ../shared

Compares the stories that `evaluation/origins.json` has verdicts on end to end, and holds each
claim of several reports against the verdict on its passages: what, as far as the texts show, is
the origin of each report's passage (as a desk editor would say, reading the whole reports), and
which words a right reason for one origin has. Claims are met again by their passages, so that a
verdict outlives changes of a few letters. Claims that repeat others, and those left open, are not
counted, as in the figures that a reader sees. Verdicts marked `blind` were given before anybody
had seen what the rules in force say of them. All verdicts are those of language models, reading.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec

from evaluation.annotated import training_folders
from evaluation.files import SHARED
from evaluation.stories import compare_story
from rashomon.comparing.comparison import Comparison, Standing

VERDICTS = Path(__file__).parent / "origins.json"
SAME_PASSAGES = 0.5
"""Least share of the letters of a claim's and a verdict's passages that both have."""

Place = tuple[str, int, int]
"""A report's name in the story ("A"), start and end."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What a reader says of passages that are shown as one claim.

    `origins` gives the origin of each report's passages, by the report's name; empty where the
    passages are not one assertion. A fold's reason is right if it has one of `reasons`.
    """

    story: str
    passages: tuple[Place, ...]
    origins: dict[str, str]
    why: str
    reasons: tuple[str, ...] = ()
    blind: bool = False


class Folded(msgspec.Struct, frozen=True, kw_only=True):
    """An origin as shown: the names of its reports, and why they are one."""

    reports: tuple[str, ...]
    why: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A claim of several reports as shown."""

    story: str
    standing: Standing
    gist: str
    passages: tuple[Place, ...]
    origins: tuple[Folded, ...]


class Score(msgspec.Struct, kw_only=True):
    """How many claims and folds were judged, and how many of them are right."""

    agreed: int = 0
    independent: int = 0
    folds: int = 0
    folded_rightly: int = 0
    reasoned: int = 0
    one_origin: int = 0
    no_assertion: int = 0

    def figures(self) -> dict[str, float]:
        """Gives the shares, 0 to 1, by name."""
        return {
            "agreed claims of two origins": self.independent / self.agreed if self.agreed else 1.0,
            "folds that are one origin": self.folded_rightly / self.folds if self.folds else 1.0,
            "folds whose reason is right": self.reasoned / self.folds if self.folds else 1.0,
        }


def shown_in(story: str, comparison: Comparison) -> Iterator[Shown]:
    """Gives the claims of a comparison that are counted as made by several reports."""
    names = {report.id: Path(report.path or report.id).stem for report in comparison.reports}
    for claim in comparison.claims:
        if claim.open or claim.repeats or claim.standing == "sole":
            continue
        yield Shown(
            story=story,
            standing=claim.standing,
            gist=claim.gist,
            passages=tuple((names[p.report], p.start, p.end) for p in claim.passages),
            origins=tuple(
                Folded(reports=tuple(sorted(names[r] for r in origin.reports)), why=origin.why)
                for origin in claim.origins
            ),
        )


def verdict_on(claim: Shown, verdicts: Sequence[Verdict]) -> Verdict | None:
    """Gives the verdict on a claim's passages: the one that shares most of their letters."""
    found = [
        (_in_common(claim.passages, one.passages), one)
        for one in verdicts
        if one.story == claim.story
    ]
    share, best = max(found, key=lambda pair: pair[0], default=(0.0, None))
    return best if share >= SAME_PASSAGES else None


def _in_common(one: Sequence[Place], other: Sequence[Place]) -> float:
    """Gives the share of two sets of passages that both have; 0 if one's report lacks a passage."""
    left, right = _letters(one), _letters(other)
    if {report for report, _ in left} != {report for report, _ in right}:
        return 0.0
    return len(left & right) / len(left | right)


def _letters(passages: Sequence[Place]) -> set[tuple[str, int]]:
    return {(report, place) for report, start, end in passages for place in range(start, end)}


def faults_of(claim: Shown, verdict: Verdict) -> list[str]:
    """Gives what is wrong with the origins of a claim: nothing, where all is right."""
    if not verdict.origins:
        return []
    faults = []
    if claim.standing == "agreed" and not _independent(claim, verdict.origins):
        faults.append("NOT INDEPENDENT")
    for fold in claim.origins:
        if len(fold.reports) > 1:
            if len({verdict.origins[report] for report in fold.reports}) > 1:
                faults.append(f"NOT ONE: {''.join(fold.reports)}: {fold.why}")
            elif not any(reason in fold.why for reason in verdict.reasons):
                faults.append(f"WRONG REASON: {''.join(fold.reports)}: {fold.why}")
    return faults


def _independent(claim: Shown, origins: Mapping[str, str]) -> bool:
    """Says whether two of the origins shown have a report each with an origin of its own."""
    held = [{origins[report] for report in fold.reports} for fold in claim.origins]
    return any(len(one | other) > 1 for k, one in enumerate(held) for other in held[:k])


def score(judged: Sequence[tuple[Shown, Verdict]]) -> Score:
    """Counts the claims that have a verdict."""
    total = Score()
    for claim, verdict in judged:
        if not verdict.origins:
            total.no_assertion += 1
            continue
        faults = faults_of(claim, verdict)
        if claim.standing == "agreed":
            total.agreed += 1
            total.independent += "NOT INDEPENDENT" not in faults
        several = len(set(verdict.origins.values())) > 1
        total.one_origin += several and claim.standing == "one-origin"
        folds = sum(len(fold.reports) > 1 for fold in claim.origins)
        wrong = sum(fault.startswith("NOT ONE") for fault in faults)
        total.folds += folds
        total.folded_rightly += folds - wrong
        total.reasoned += folds - sum(fault != "NOT INDEPENDENT" for fault in faults)
    return total


def load_verdicts() -> tuple[Verdict, ...]:
    """Gives the verdicts on file."""
    return msgspec.json.decode(VERDICTS.read_bytes(), type=tuple[Verdict, ...])


def judged_in(
    shared: Path, verdicts: Sequence[Verdict], *, kept: Path | None = None
) -> tuple[list[tuple[Shown, Verdict]], int]:
    """Compares the stories that have verdicts; gives the claims with theirs, and how many lack one.

    Comparisons that lie in the folder `kept` are taken from there.
    """
    wanted = {verdict.story for verdict in verdicts}
    judged: list[tuple[Shown, Verdict]] = []
    without = 0
    for folder in training_folders(shared):
        if folder.name not in wanted:
            continue
        there = kept / f"{folder.name}.json" if kept else None
        made = there.read_bytes() if there and there.exists() else compare_story(folder)
        for claim in shown_in(folder.name, msgspec.json.decode(made, type=Comparison)):
            verdict = verdict_on(claim, verdicts)
            if verdict is None:
                without += 1
            else:
                judged.append((claim, verdict))
    return judged, without


def measure(shared: Path) -> dict[str, float]:
    """Gives the figures that have a floor."""
    judged, _ = judged_in(shared, load_verdicts())
    return score(judged).figures()


def main() -> int:
    """Prints what is wrong with the claims that have a verdict, and the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--kept", type=Path, help="folder of comparisons made before")
    arguments = parser.parse_args()
    verdicts = load_verdicts()
    judged, without = judged_in(arguments.shared, verdicts, kept=arguments.kept)
    for claim, verdict in judged:
        for fault in faults_of(claim, verdict):
            print(f"{claim.story}: {claim.gist[:60]!r}: {fault}\n    {verdict.why}")
    for name, blind in (("blind", True), ("seen", False)):
        _print(name, score([pair for pair in judged if pair[1].blind == blind]))
    _print("all", score(judged))
    print(f"{without} claims of these stories have no verdict")
    return 0


def _print(name: str, found: Score) -> None:
    print(
        f"{name}: {found.independent} of {found.agreed} agreed claims have two origins; "
        f"{found.folded_rightly} of {found.folds} folds are one, {found.reasoned} for the reason "
        f"told; {found.one_origin} of several origins are folded to one; "
        f"{found.no_assertion} claims are no one assertion"
    )


if __name__ == "__main__":
    sys.exit(main())
