"""All figures with their floors.

    python -m evaluation --shared ../shared            every figure, on all its data
    python -m evaluation --shared ../shared --sample   what CI checks: whole stories, samples else
    python -m evaluation --update                      raise the floors of the measured figures

A floor is the figure once reached, less what one flipped item moves. Floors rise with the
figures. `--update` refuses to lower one; that takes `--allow-lower`, and a word in CHANGELOG.md.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from evaluation import (
    disputes,
    names,
    origins,
    pages,
    quantities,
    reuse,
    sorting,
    statements,
    stories,
    times,
    twins,
)
from evaluation.annotated import READERS
from evaluation.files import SHARED
from rashomon.naming import count

FLOORS = Path(__file__).parent / "floors.json"
SLACK = {"whole": 0.005, "sample": 0.01}

Figures = dict[str, float]


def measure(shared: Path, *, sample: bool) -> Figures:
    """Gives every figure, 0 to 1, by name. Names of a sample say how large it is."""
    figures = _stories(shared, "stories")
    figures.update(_twins(shared, seeds=(101,) if sample else (101, 102, 103)))
    if not sample:
        figures.update(_disputes(shared))
        figures.update(origins.measure(shared))
        figures.update(_stories(shared, READERS))
    figures.update(_statements(shared, limit=12 if sample else None))
    for name in names.SETS:
        found = names.measure(shared, name, limit=25 if sample else None)
        figures[_named(f"names {name} F1", 25 if sample else None)] = found["f1"] / 100
    held_out = times.score(times.read_rows(shared, held_out=True))
    figures["times relaxed F1"] = held_out["relaxed F1"]
    figures["times value F1"] = held_out["value F1"]
    counted = quantities.score(quantities.read_gold(shared, "check"))
    figures["quantities value and bound F1"] = counted["value + bound F1"]
    figures["quantities of what"] = counted["of"]
    shared_text = reuse.measure(shared)
    for kind in reuse.BARRED:
        figures[f"reuse {kind} F1"] = shared_text[kind].f1
    for name, value in pages.figures(pages.measure(shared)).items():
        figures[f"pages {name}"] = value
    for name, value in sorting.measure(shared).items():
        figures[f"sorting {name} B-cubed F1"] = value
    return {name: round(value, 4) for name, value in figures.items()}


def _named(name: str, limit: int | None) -> str:
    return f"{name} (first {limit})" if limit else name


def _stories(shared: Path, chosen: str) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        found = stories.measure(shared, chosen, Path(folder))
    return {
        f"{chosen} statements F1": found["statements"]["f1"],
        f"{chosen} speaker": found["speaker_accuracy"],
        f"{chosen} manner": found["manner_accuracy"],
        f"{chosen} links F1": found["links"]["f1"],
        f"{chosen} links precision": found["links"]["p"],
        f"{chosen} differences F1": found["differences_core"]["f1"],
        f"{chosen} differences precision": found["differences_core"]["p"],
    }


def _disputes(shared: Path) -> Figures:
    shown = disputes.shown_in(shared)
    judged, without = disputes.judge(shown, disputes.load_verdicts())
    right = sum(verdict.dispute for _, verdict in judged)
    return {
        "disputed claims that are": right / len(judged) if judged else 1.0,
        "disputed claims with a verdict": 1 - len(without) / len(shown) if shown else 1.0,
    }


def _twins(shared: Path, *, seeds: tuple[int, ...]) -> Figures:
    edits = hits = alarms = clean = 0.0
    for seed in seeds:
        with tempfile.TemporaryDirectory() as folder:
            found = twins.measure(shared, "stories_wikinews", Path(folder), seed=seed)
        edits += found["edits"]
        hits += found["recall"] * found["edits"]
        alarms += found["false_alarms"]
        clean += found["false_alarms_on_identical_copies"]
    name = f"twins ({count(len(seeds), 'seed')})"
    return {
        f"{name} edits found": hits / edits,
        f"{name} edits without false alarm": 1 - alarms / edits,
        f"{name} no alarm on identical copies": float(clean == 0),
    }


def _statements(shared: Path, *, limit: int | None) -> Figures:
    found = statements.headline(statements.measure(shared, limit=limit))
    return {_named(f"PolNeAR {key} F1", limit): value / 100 for key, value in found.items()}


def below(figures: Mapping[str, float], floors: Mapping[str, float]) -> list[str]:
    """Gives one line for each figure under its floor, and for each that has none."""
    lines = []
    for name, value in figures.items():
        if name not in floors:
            lines.append(f"{name}: {value:.3f} has no floor; set it with --update")
        elif value < floors[name]:
            lines.append(f"{name}: {value:.3f} is below its floor of {floors[name]:.3f}")
    return lines


def raised(
    figures: Mapping[str, float], floors: Mapping[str, float], *, slack: float, allow_lower: bool
) -> Figures:
    """Gives the floors after a measurement.

    A floor falls only where that is allowed and the figure is below it.
    """
    new = dict(floors)
    for name, value in figures.items():
        floor = round(max(0.0, value - slack), 3) if value < 1 else 1.0
        before = floors.get(name, -1.0)
        if floor > before or (allow_lower and value < before):
            new[name] = floor
    return dict(sorted(new.items()))


def main() -> int:
    """Prints the figures; 1 where one is below its floor."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--sample", action="store_true")
    parser.add_argument("--update", action="store_true")
    parser.add_argument("--allow-lower", action="store_true")
    arguments = parser.parse_args()
    figures = measure(arguments.shared, sample=arguments.sample)
    floors = json.loads(FLOORS.read_text()) if FLOORS.exists() else {}
    for name, value in figures.items():
        print(f"{name:50} {value:.3f}   floor {floors.get(name, float('nan')):.3f}")
    if arguments.update:
        slack = SLACK["sample" if arguments.sample else "whole"]
        new = raised(figures, floors, slack=slack, allow_lower=arguments.allow_lower)
        FLOORS.write_text(json.dumps(new, indent=1) + "\n")
        return 0
    failures = below(figures, floors)
    print(*failures, sep="\n", file=sys.stderr)
    return int(bool(failures))


if __name__ == "__main__":
    sys.exit(main())
