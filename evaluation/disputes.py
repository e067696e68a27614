"""Whether what is shown as disputed is what a reader would call a dispute.

    python -m evaluation.disputes --shared ../shared

Compares all annotated stories end to end and lists every claim with the standing `disputed`.
`evaluation/disputes.json` holds a verdict for each, by the characters that contradict each
other: would a desk editor call it a dispute between the reports, and why. Ends with 1 where a
disputed claim has no verdict: then read it and write one. Verdicts on what is no longer shown
stay, so that they are not lost; those that say yes and are not shown are counted as missed.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from evaluation.annotated import story_folders, story_set
from evaluation.files import SHARED
from evaluation.stories import compare_story
from rashomon.comparing.comparison import CONFLICTS, Comparison, Difference

VERDICTS = Path(__file__).parent / "disputes.json"
SETS = ("stories", "stories_train")

Place = tuple[str, int, int]
"""A report's name in the story ("A"), start and end."""


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a reader says of two stretches of a story that are shown as contradicting."""

    story: str
    type: str
    sides: tuple[Place, Place]
    values: tuple[str, str]
    dispute: bool
    why: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A claim shown as disputed: the sides of each difference that makes it so."""

    story: str
    gist: str
    differences: tuple[tuple[Place, ...], ...]


def disputed_in(story: str, comparison: Comparison) -> Iterator[Shown]:
    """Gives the disputed claims of a comparison."""
    names = {report.id: Path(report.path or report.id).stem for report in comparison.reports}
    conflicts: dict[str, list[Difference]] = {}
    for difference in comparison.differences:
        if difference.subtype in CONFLICTS:
            conflicts.setdefault(difference.claim, []).append(difference)
    for claim in comparison.claims:
        if claim.standing == "disputed":
            yield Shown(
                story=story,
                gist=claim.gist,
                differences=tuple(
                    tuple(sorted((names[s.report], s.start, s.end) for s in difference.sides))
                    for difference in conflicts.get(claim.id, ())
                ),
            )


def judge(
    shown: Sequence[Shown], verdicts: Sequence[Verdict]
) -> tuple[list[tuple[Shown, Verdict]], list[Shown]]:
    """Gives the disputed claims with their verdict, and those that have none.

    A claim is a dispute where one of the differences that make it so was judged to be one.
    """
    known = {(one.story, tuple(sorted(one.sides))): one for one in verdicts}
    judged: list[tuple[Shown, Verdict]] = []
    open_ones: list[Shown] = []
    for claim in shown:
        found = [
            verdict
            for sides in claim.differences
            if (verdict := known.get((claim.story, sides))) is not None
        ]
        if found:
            judged.append((claim, max(found, key=lambda verdict: verdict.dispute)))
        else:
            open_ones.append(claim)
    return judged, open_ones


def load_verdicts() -> tuple[Verdict, ...]:
    """Gives the verdicts on file."""
    return msgspec.json.decode(VERDICTS.read_bytes(), type=tuple[Verdict, ...])


def shown_in(shared: Path) -> list[Shown]:
    """Compares all annotated stories and gives their disputed claims."""
    found: list[Shown] = []
    for name in SETS:
        for folder in story_folders(story_set(shared, name)):
            comparison = msgspec.json.decode(compare_story(folder), type=Comparison)
            found += disputed_in(folder.name, comparison)
    return found


def main() -> int:
    """Prints the verdict on each disputed claim; 1 where one has none."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    verdicts = load_verdicts()
    judged, open_ones = judge(shown_in(parser.parse_args().shared), verdicts)
    for claim, verdict in judged:
        mark = "dispute" if verdict.dispute else "NO DISPUTE"
        print(f"{mark}: {claim.story}: {' / '.join(verdict.values)}: {verdict.why}")
    right = sum(verdict.dispute for _, verdict in judged)
    shown = {verdict for _, verdict in judged}
    missed = [one for one in verdicts if one.dispute and one not in shown]
    print(f"{right} of {len(judged)} shown as disputed are; {len(missed)} judged ones not shown")
    for claim in open_ones:
        print(f"NO VERDICT: {claim.story}: {claim.differences}: {claim.gist[:80]}")
    return 1 if open_ones else 0


if __name__ == "__main__":
    sys.exit(main())
