"""The annotated stories: statements, speakers, links and differences, end to end.

python -m evaluation.stories --shared ../shared --set stories --out build/stories
"""

from __future__ import annotations

import argparse
import functools
import importlib.util
import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from evaluation.annotated import story_folders, story_set
from evaluation.files import SHARED
from rashomon.comparing import compare
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.showing.records import to_json


def scorer(shared: Path, name: str) -> ModuleType:
    """Gives one of the shared scorers as a module. Raises FileNotFoundError where it is not."""
    path = shared / "score" / f"{name}.py"
    spec = importlib.util.spec_from_file_location(f"score_{name}", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@functools.cache
def compare_story(folder: Path) -> bytes:
    """Gives the comparison of one annotated story as JSON, its reports read as plain texts."""
    story = json.loads((folder / "story.json").read_text())
    readings = [
        read(
            report_from_text(
                record["text"],
                outlet=record.get("outlet"),
                published=record.get("published"),
                path=f"{record['id']}.txt",
            )
        )
        for record in story["reports"]
    ]
    return to_json(compare(readings))


def measure(shared: Path, chosen: str, out: Path) -> dict[str, Any]:
    """Compares every story of a set (`story_set`), keeps the results in `out`, and scores them."""
    out.mkdir(parents=True, exist_ok=True)
    folder = story_set(shared, chosen)
    for story in story_folders(folder):
        (out / f"{story.name}.json").write_bytes(compare_story(story))
    result: dict[str, Any] = scorer(shared, "comparison").score(str(folder), str(out))
    return result


def main() -> None:
    """Prints what the shared scorer says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--set", dest="chosen", default="stories")
    parser.add_argument("--out", type=Path, default=Path("build/stories"))
    arguments = parser.parse_args()
    json.dump(measure(arguments.shared, arguments.chosen, arguments.out), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
