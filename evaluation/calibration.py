"""Whether confidences mean what they say: of statements, and of their speakers.

Prints the expected calibration error (Naeini et al. 2015: ten bins of equal width, weighted by
their share) and how much is right at several thresholds, and draws the reliability curve.

    python -m evaluation.calibration --shared ../shared --set stories_train
    python -m evaluation.calibration --shared ../shared --svg docs/images/calibration.svg
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from evaluation.annotated import story_folders, story_set
from evaluation.files import SHARED
from evaluation.stories import scorer
from rashomon.comparing.statements import STATED
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Span

BINS = 10
MATCHED = 0.5  # likeness of two contents, as the shared scorer has it

Judged = list[tuple[float, bool]]
"""Confidences, and whether each was right."""


def calibration_error(chances: Sequence[float], right: Sequence[bool]) -> float:
    """Gives the expected calibration error, 0 to 1, over ten bins. 0 for nothing."""
    return sum(
        abs(sum(c for c, _ in held) - sum(r for _, r in held)) for held in _bins(chances, right)
    ) / max(1, len(chances))


def _bins(chances: Sequence[float], right: Sequence[bool]) -> list[list[tuple[float, bool]]]:
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, hit in zip(chances, right, strict=True):
        bins[min(BINS - 1, int(chance * BINS))].append((chance, bool(hit)))
    return bins


def judged(shared: Path, chosen: str) -> tuple[Judged, Judged]:
    """Gives statements and speakers of the annotated stories, each with what is true of it.

    A statement is right where an annotator marked one of its sentences; a speaker is right where
    the annotator names it so. Speakers of statements that nobody marked are not judged.
    """
    score = scorer(shared, "comparison")
    statements: Judged = []
    speakers: Judged = []
    for folder in story_folders(story_set(shared, chosen)):
        story = score.Story(str(folder))
        gold = story.gold_statements(story.annotations[0])
        for identity, record in story.reports.items():
            reading = read(report_from_text(record["text"], id=identity))
            own = [g for g in gold if g["report"] == identity]
            for statement in reading.statements:
                match = matching(reading, statement, own)
                statements.append((statement.confidence, match is not None))
                if match is None or statement.speaker is None:
                    continue
                if statement.confidence >= STATED and score.norm(match["speaker"]) != "unknown":
                    actor = reading.actor(statement.speaker)
                    named = any(
                        score.same_name(name, match["speaker"])
                        for name in (actor.name, *actor.aliases)
                    )
                    speakers.append((statement.speaker_confidence or 0.0, named))
    return statements, speakers


def matching(
    reading: Reading, statement: Statement, gold: Sequence[dict[str, Any]]
) -> dict[str, Any] | None:
    """Gives the annotated statement that one sentence of a found one overlaps by half."""
    text = reading.report.text
    for sentence in reading.sentences:
        mine = {i for i in characters(statement.content, sentence) if not text[i].isspace()}
        for one in gold:
            if mine and len(mine & one["chars"]) >= MATCHED * len(mine | one["chars"]):
                return one
    return None


def characters(content: Iterable[Span], sentence: Span) -> set[int]:
    """Gives where the characters stand that a sentence holds of a statement's content."""
    held = [common for span in content if (common := span.common(sentence)) is not None]
    return {place for span in held for place in range(span.start, span.end)}


def summary(found: Judged) -> dict[str, Any]:
    """Gives the calibration error, and precision and share kept at several thresholds."""
    chances, right = [c for c, _ in found], [r for _, r in found]
    rows = {}
    for threshold in (0.3, 0.45, 0.6, 0.75, 0.9):
        kept = [r for c, r in found if c >= threshold]
        rows[f"{threshold:.2f}"] = {
            "kept": round(len(kept) / max(1, len(found)), 3),
            "right": round(sum(kept) / max(1, len(kept)), 3),
        }
    return {
        "n": len(found),
        "right": round(sum(right) / max(1, len(right)), 3),
        "expected calibration error": round(calibration_error(chances, right), 3),
        "thresholds": rows,
    }


def draw(curves: dict[str, Judged], path: Path) -> None:
    """Writes the reliability curves as SVG. Needs matplotlib (the dev group)."""
    import matplotlib

    matplotlib.use("svg")
    import matplotlib.pyplot as plt

    plt.rcParams["svg.hashsalt"] = "rashomon"  # the same file from the same figures
    figure, axes = plt.subplots(figsize=(4.6, 4.2))
    axes.plot([0, 1], [0, 1], color="0.7", linewidth=1, label="perfect")
    for (name, found), mark in zip(curves.items(), "os", strict=False):
        bins = [b for b in _bins([c for c, _ in found], [r for _, r in found]) if len(b) >= 10]
        axes.plot(
            [sum(c for c, _ in b) / len(b) for b in bins],
            [sum(r for _, r in b) / len(b) for b in bins],
            marker=mark,
            label=f"{name} ({len(found)})",
        )
    axes.set(xlabel="confidence", ylabel="share that is right", xlim=(0, 1), ylim=(0, 1))
    axes.legend(loc="upper left", frameon=False)
    figure.tight_layout()
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    """Prints the figures, and draws the curves where a file is named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--set", dest="chosen", default="stories")
    parser.add_argument("--svg", type=Path)
    arguments = parser.parse_args()
    statements, speakers = judged(arguments.shared, arguments.chosen)
    print(json.dumps({"statements": summary(statements), "speakers": summary(speakers)}, indent=1))
    if arguments.svg:
        draw({"statements": statements, "speakers": speakers}, arguments.svg)


if __name__ == "__main__":
    main()
