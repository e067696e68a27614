"""Scores the differences found between annotated stories.

    python -m evaluation.differences ../shared/data/stories
    python -m evaluation.differences ../shared/data/stories --read --match

Sentences are the annotators' own. Their statements, speakers and links are taken as well, so
that only the finding of differences is measured, but with `--read` what the shipped reader
finds, and with `--match` the links that are found. Figures are counted as
`../shared/score/comparison.py` counts them: a difference is a pair of sentences and a type, and
what only some annotators marked is neither rewarded nor punished.
"""

from __future__ import annotations

import argparse
import collections
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from evaluation.annotated import annotations_of, story_folders
from evaluation.figures import f1
from rashomon.comparing.differences import differences_between
from rashomon.comparing.matching import match
from rashomon.comparing.pair import Link, PairDifference
from rashomon.comparing.statements import surely_stated
from rashomon.comparing.timeline import borrowed_published, with_years
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.reading.quantities import find_quantities
from rashomon.reading.reading import Actor, Reading, Statement
from rashomon.reading.times import find_times
from rashomon.report import Report, Span

CORE = ("number", "date", "name", "place", "quote", "fact")
# The likeness that stands for the annotator's relation where no model has judged the pair.
LIKENESS = {"same": 0.98, "partial": 0.9, "conflict": 0.9}

Key = tuple[str, str, str]
"""Two sentences ("A:3", "B:5", in order) and a type."""
Stretches = tuple[Span, Span]
"""The words that an annotator marked, in the first sentence and in the second."""


class GoldStory(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated story: readings made from the annotation, and its links by report pair.

    `near` names other annotated stories with reports on the same events.
    """

    name: str
    near: tuple[str, ...]
    readings: dict[str, Reading]
    links: dict[tuple[str, str], tuple[Link, ...]]
    required: frozenset[Key]
    allowed: frozenset[Key]
    stretches: dict[Key, tuple[Stretches, ...]]


def load_stories(folders: Iterable[Path], *, shipped: bool = False) -> Iterator[GoldStory]:
    """Gives the annotated stories of these folders, one a story.

    With `shipped`, what is in the sentences was found by the shipped reader.
    """
    for folder in folders:
        annotations = annotations_of(folder)
        if annotations:
            raw = json.loads((folder / "story.json").read_text("utf-8"))
            yield _story(folder.name, raw, annotations, shipped=shipped)


def _story(
    name: str, raw: dict[str, Any], annotations: Sequence[dict[str, Any]], *, shipped: bool
) -> GoldStory:
    first = annotations[0]
    readings = {
        row["id"]: _found(row) if shipped else _annotated(row, first["statements"])
        for row in raw["reports"]
    }
    links: dict[tuple[str, str], list[Link]] = collections.defaultdict(list)
    for row in first["links"]:
        a, b = sorted((row["a"], row["b"]))
        links[a.split(":")[0], b.split(":")[0]].append(
            Link(
                left=int(a.split(":")[1]),
                right=int(b.split(":")[1]),
                relation=row["relation"],
                probability=LIKENESS[row["relation"]],
            )
        )
    marked = [
        {
            (*sorted((row["a"], row["b"])), difference["type"])
            for row in annotation["links"]
            for difference in row.get("differences", [])
        }
        for annotation in annotations
    ]
    return GoldStory(
        name=name,
        near=tuple(raw.get("near", ())),
        readings=readings,
        links={pair: tuple(found) for pair, found in links.items()},
        required=frozenset(set.intersection(*marked)),
        allowed=frozenset(set.union(*marked)),
        stretches=_stretches(readings, annotations),
    )


def _stretches(
    readings: dict[str, Reading], annotations: Sequence[dict[str, Any]]
) -> dict[Key, tuple[Stretches, ...]]:
    found: dict[Key, list[Stretches]] = collections.defaultdict(list)
    for row in itertools.chain.from_iterable(one["links"] for one in annotations):
        for difference in row.get("differences", []):
            spans = {}
            for side in ("a", "b"):
                report, number = row[side].split(":")
                reading = readings[report]
                sentence = reading.sentences[int(number)]
                spans[row[side]] = _find(reading.report.text, difference[side], sentence)
            a, b = sorted(spans)
            left, right = spans[a], spans[b]
            if left is not None and right is not None:
                found[a, b, difference["type"]].append((left, right))
    return {key: tuple(pairs) for key, pairs in found.items()}


def _found(row: dict[str, Any]) -> Reading:
    """Gives what a comparison takes from the shipped reader, in the annotators' sentences."""
    return msgspec.structs.replace(surely_stated(read(_report(row))), sentences=_sentences(row))


def _report(row: dict[str, Any]) -> Report:
    return report_from_text(
        row["text"], id=row["id"], outlet=row.get("outlet"), published=row.get("published")
    )


def _sentences(row: dict[str, Any]) -> tuple[Span, ...]:
    return tuple(Span(start, end) for start, end in row["sentences"])


def _annotated(row: dict[str, Any], statements: Sequence[dict[str, Any]]) -> Reading:
    report, sentences = _report(row), _sentences(row)
    mentions: dict[str, list[Span]] = collections.defaultdict(list)
    found: list[Statement] = []
    for number, statement in enumerate(s for s in statements if s["report"] == row["id"]):
        made = _statement(f"s{number}", statement, report.text, sentences)
        if made is not None:
            found.append(made)
            for actor in filter(None, (made.speaker, *made.via)):
                mentions[actor] += [made.source] if made.source and actor == made.speaker else []
    times = find_times(report, sentences)
    return Reading(
        report=report,
        sentences=sentences,
        actors=tuple(
            Actor(id=name, name=name, kind="person", mentions=tuple(spans))
            for name, spans in sorted(mentions.items())
        ),
        statements=tuple(found),
        times=times,
        quantities=find_quantities(report, sentences, times),
    )


def _statement(
    identity: str, row: dict[str, Any], text: str, sentences: Sequence[Span]
) -> Statement | None:
    sentence = sentences[int(row["sentence"].split(":")[1])]
    content = tuple(
        span for piece in row["content"] if (span := _find(text, piece, sentence)) is not None
    )
    if not content:
        return None
    speaker = row["speaker"] if row["speaker"] != "unknown" else None
    return Statement(
        id=identity,
        manner=row["manner"],
        act="speech",
        content=content,
        confidence=1.0,
        source=_find(text, row["source"], sentence) if row["source"] else None,
        speaker=speaker or row["source"],
        via=tuple(row.get("via") or ()),
    )


def _find(text: str, piece: str, sentence: Span) -> Span | None:
    start = text.find(piece, sentence.start)
    if start < 0:
        start = text.find(piece)
    return Span(start, start + len(piece)) if start >= 0 else None


def dated_together(story: GoldStory, a: str, b: str) -> tuple[Reading, Reading]:
    """Gives two readings, their years fixed by each other's dates, as a comparison does."""
    pair = story.readings[a], story.readings[b]
    borrowed = borrowed_published(pair)
    left, right = (with_years(one, borrowed.get(one.report.id, ())) for one in pair)
    return left, right


def with_found_links(story: GoldStory) -> GoldStory:
    """Gives the story with the links that are found, in place of the annotated ones."""
    pairs = itertools.combinations(sorted(story.readings), 2)
    links = {(a, b): match(story.readings[a], story.readings[b]) for a, b in pairs}
    return msgspec.structs.replace(story, links=links)


def found_in(story: GoldStory) -> dict[Key, list[PairDifference]]:
    """Gives the differences found in a story, by sentences and type."""
    found: dict[Key, list[PairDifference]] = collections.defaultdict(list)
    for a, b in itertools.combinations(sorted(story.readings), 2):
        left, right = dated_together(story, a, b)
        for difference in differences_between(left, right, story.links.get((a, b), ())):
            key = f"{a}:{difference.left_sentence}", f"{b}:{difference.right_sentence}"
            found[(*key, difference.type)].append(difference)
    return found


def score(stories: Sequence[GoldStory], *, floor: float = 0.0) -> dict[str, dict[str, float]]:
    """Gives precision, recall and F1 by type, and for the core types together.

    Differences with less confidence than `floor` don't count.
    """
    tally: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    for story in stories:
        seen = {
            key
            for key, found in found_in(story).items()
            if max(one.confidence for one in found) >= floor
        }
        for *_, kind in seen & story.required:
            tally[kind]["tp"] += 1
        for *_, kind in story.required - seen:
            tally[kind]["fn"] += 1
        for *_, kind in seen - story.allowed:
            tally[kind]["fp"] += 1
    for kind in CORE:
        tally["core"].update(tally[kind])
    return {kind: _figures(counts) for kind, counts in sorted(tally.items())}


def _figures(counts: collections.Counter[str]) -> dict[str, float]:
    tp, fp, fn = counts["tp"], counts["fp"], counts["fn"]
    precision = tp / (tp + fp) if tp + fp else 1.0
    recall = tp / (tp + fn) if tp + fn else 1.0
    figures = {"p": precision, "r": recall, "f1": f1(precision, recall)}
    return {**{name: round(value, 3) for name, value in figures.items()}, "n": tp + fn}


def _show(stories: Sequence[GoldStory], kind: str) -> None:
    for story in stories:
        found = found_in(story)
        for key in sorted(set(found) | story.allowed):
            if key[2] != kind:
                continue
            verdict = "ok " if key in found and key in story.allowed else ""
            print(f"[{verdict or ('WRONG' if key in found else 'MISSED')}] {story.name} {key}")
            for difference in found.get(key, ()):
                print(f"    {difference.confidence:.2f} {difference.explanation}")
            for place in key[:2]:
                report, index = place.split(":")
                reading = story.readings[report]
                print(
                    "   ", re.sub(r"\s+", " ", reading.report.show(reading.sentences[int(index)]))
                )


def main() -> None:
    """Prints the figures of a folder of annotated stories, or each finding of one type."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--read", action="store_true", help="use the shipped reader")
    parser.add_argument("--match", action="store_true", help="use the links that are found")
    parser.add_argument("--floor", type=float, default=0.0, help="lowest confidence counted")
    parser.add_argument("--show", help="list found and missed differences of this type")
    arguments = parser.parse_args()
    stories = list(load_stories(story_folders(arguments.folder), shipped=arguments.read))
    if arguments.match:
        stories = [with_found_links(story) for story in stories]
    if arguments.show:
        _show(stories, arguments.show)
    for kind, figures in score(stories, floor=arguments.floor).items():
        print(f"{kind:12}", *(f"{name} {value:<6}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
