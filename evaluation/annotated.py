"""The annotated stories: those beside the checkout, and those annotated for this project.

`gold/stories.jsonl.gz` holds stories whose reports lie in `../shared/data` (sorting, events). Eight
readers, language models each on its own, annotated them under `../shared/data/stories/GUIDE.md`;
it holds offsets alone, as the texts are their publishers'. Three were read twice: links agree at
F1 .93, statements at .94, differences at .78. Fourteen stories are kept for measuring, the rest is
for training. In `gold/links.jsonl.gz` links and their differences alone are marked, for training:
one reader marked links with a machine's guesses beside the texts, another settled what reader and
machine saw otherwise, a third marked differences. (Sixteen stories of `stories_train` were among
theirs, unknown to them: of the links of those they gave .97 and .88 are right and found, in what
differs they agree at F1 .80.) `near` names the other annotated stories with reports on the same
events, which must be held out with them. Here stories become folders of `story.json` and
`ann.*.json`, as the others are, so that one scorer and one way of training serve.

    python -m evaluation.annotated --shared ../shared
"""

from __future__ import annotations

import argparse
import atexit
import functools
import gzip
import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from evaluation.files import SHARED, read_records

GOLD = Path(__file__).parent / "gold"
SETS = (
    "sorting/stories_wikinews",
    "sorting/stories_fivew1h",
    "sorting/stories_basil",
    "events/ecbplus.topics1-35",
    "events/meantime_en",
    "attribution/polnear.train",
    "attribution/polnear.dev",
)
READERS = "readers"
"""The name under which their annotation stands: `ann.readers.json`."""

Use = Literal["train", "measure", "links"]
Stretch = tuple[int, int]


class Article(msgspec.Struct, frozen=True, kw_only=True):
    """A report of an annotated story: the record that has its text, and its sentences."""

    id: str
    outlet: str | None
    published: str | None
    record: str
    titled: bool
    """Whether the title stands before the text."""
    digest: str
    sentences: tuple[Stretch, ...]


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated statement: its sentence (`A:3`), and offsets into the report's text."""

    sentence: str
    content: tuple[Stretch, ...]
    source: Stretch | None
    cue: Stretch | None
    speaker: str
    manner: str
    via: tuple[str, ...]


class Differing(msgspec.Struct, frozen=True, kw_only=True):
    """An annotated difference: its type, and the words that differ in either report."""

    type: str
    a: Stretch
    b: Stretch


class Linked(msgspec.Struct, frozen=True, kw_only=True):
    """Two sentences of different reports that share an assertion."""

    a: str
    b: str
    relation: str
    differences: tuple[Differing, ...]


class AnnotatedStory(msgspec.Struct, frozen=True, kw_only=True):
    """A story as the readers annotated it."""

    story: str
    use: Use
    near: tuple[str, ...] = ()
    reports: tuple[Article, ...]
    statements: tuple[Said, ...]
    links: tuple[Linked, ...]


def annotated_stories() -> Iterator[AnnotatedStory]:
    """Gives the stories annotated for this project: whole ones, then those without statements."""
    for name in ("stories", "links"):
        with gzip.open(GOLD / f"{name}.jsonl.gz") as lines:
            for line in lines:
                yield msgspec.json.decode(line, type=AnnotatedStory)


def text_of(record: dict[str, Any], *, titled: bool) -> str:
    """Gives the text that the offsets count in."""
    text: str = record["text"].strip()
    return f"{(record.get('title') or '').strip()}\n\n{text}" if titled else text


def digest(text: str) -> str:
    """Gives what tells whether a text is the one that was annotated."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def annotated_texts(shared: Path) -> Iterator[tuple[AnnotatedStory, dict[str, str]]]:
    """Gives the stories annotated for this project, each with its reports' texts by their ids.

    Raises FileNotFoundError where the texts do not lie in `shared`, and ValueError where one of
    them is not what was annotated.
    """
    records = {
        record["id"]: record
        for name in SETS
        for record in read_records(shared / f"data/{name}.jsonl.gz")
    }
    for story in annotated_stories():
        texts = {}
        for article in story.reports:
            text = text_of(records[article.record], titled=article.titled)
            if digest(text) != article.digest:
                raise ValueError(f"{story.story}: the text of {article.record} is another one")
            texts[article.id] = text
        yield story, texts


@functools.cache
def write_folders(shared: Path, use: Use) -> Path:
    """Gives a folder that holds one folder a story, until the process ends.

    Raises as `annotated_texts`.
    """
    folder = Path(tempfile.mkdtemp(prefix=f"stories-{use}-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for story, texts in annotated_texts(shared):
        if story.use == use:
            _write(story, texts, folder / story.story)
    return folder


def _write(story: AnnotatedStory, texts: dict[str, str], folder: Path) -> None:
    def words(report: str, stretch: Stretch | None) -> str | None:
        return texts[report][slice(*stretch)] if stretch else None

    reports = [
        {
            "id": article.id,
            "outlet": article.outlet,
            "published": article.published,
            "text": texts[article.id],
            "sentences": article.sentences,
        }
        for article in story.reports
    ]
    statements = [
        {
            "report": said.sentence[0],
            "sentence": said.sentence,
            "content": [words(said.sentence[0], piece) for piece in said.content],
            "source": words(said.sentence[0], said.source),
            "speaker": said.speaker,
            "manner": said.manner,
            "via": said.via,
        }
        for said in story.statements
    ]
    links = [
        {
            "a": link.a,
            "b": link.b,
            "relation": link.relation,
            "differences": [
                {"type": one.type, "a": words(link.a[0], one.a), "b": words(link.b[0], one.b)}
                for one in link.differences
            ],
        }
        for link in story.links
    ]
    folder.mkdir(parents=True)
    whole = {"story": story.story, "near": story.near, "reports": reports}
    (folder / "story.json").write_text(json.dumps(whole))
    annotation = {"statements": statements, "links": links}
    (folder / f"ann.{READERS}.json").write_text(json.dumps(annotation))


def story_folders(folder: Path) -> list[Path]:
    """Gives the folders of annotated stories under `folder`, in order of name."""
    return sorted(path.parent for path in folder.glob("*/story.json"))


def near_of(folder: Path) -> tuple[str, ...]:
    """Gives the names of other annotated stories with reports on the events of one."""
    return tuple(json.loads((folder / "story.json").read_text("utf-8")).get("near", ()))


def annotations_of(folder: Path) -> list[dict[str, Any]]:
    """Gives what each annotator marked in a story, by the names of their files."""
    return [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("ann.*.json"))]


def story_set(shared: Path, chosen: str) -> Path:
    """Gives the folder of a set of annotated stories.

    `stories` and `stories_train` lie in `shared`; `readers` are those kept for measuring of the
    ones annotated for this project.
    """
    return write_folders(shared, "measure") if chosen == READERS else shared / "data" / chosen


def training_folders(shared: Path) -> list[Path]:
    """Gives the folders of all stories that are for training, in order of name."""
    sets = (shared / "data/stories_train", write_folders(shared, "train"))
    found = [story for folder in sets for story in story_folders(folder)]
    return sorted(found, key=lambda folder: folder.name)


def linked_folders(shared: Path) -> list[Path]:
    """Gives the folders of the stories for training without statements, in order of name."""
    return story_folders(write_folders(shared, "links"))


def main() -> None:
    """Prints what the sets hold."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=SHARED)
    arguments = parser.parse_args()
    print(f"{len(training_folders(arguments.shared))} stories for training")
    for use in get_args(Use):
        stories = [story for story in annotated_stories() if story.use == use]
        statements = sum(len(story.statements) for story in stories)
        links = [link for story in stories for link in story.links]
        differences = sum(len(link.differences) for link in links)
        print(
            f"{use}: {len(stories)} stories, {sum(len(s.reports) for s in stories)} reports, "
            f"{statements} statements, {len(links)} links, {differences} differences"
        )


if __name__ == "__main__":
    main()
