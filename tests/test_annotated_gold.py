"""The stories annotated for this project: whole, apart from each other, and of their texts."""

from __future__ import annotations

import itertools
import json
from pathlib import Path
from typing import get_args

import pytest

from evaluation.annotated import (
    Use,
    annotated_stories,
    annotated_texts,
    digest,
    linked_folders,
    story_folders,
    text_of,
    training_folders,
    write_folders,
)
from evaluation.files import SHARED

STORIES = tuple(annotated_stories())


def test_every_link_joins_sentences_of_two_reports_of_its_story():
    for story in STORIES:
        known = {
            f"{article.id}:{number}"
            for article in story.reports
            for number in range(len(article.sentences))
        }
        for link in story.links:
            assert {link.a, link.b} <= known, (story.story, link)
            assert link.a[0] < link.b[0], (story.story, link)


def test_no_text_stands_in_two_stories_of_different_use():
    used = {
        use: {article.digest for story in STORIES if story.use == use for article in story.reports}
        for use in get_args(Use)
    }
    assert all(used.values())
    for one, other in itertools.combinations(used.values(), 2):
        assert not one & other


def test_stories_have_names_of_their_own():
    names = [story.story for story in STORIES]
    assert len(set(names)) == len(names)


def test_a_title_stands_before_the_text_where_it_is_not_its_first_line():
    record = {"title": " A dam broke ", "text": "It rained.\n"}
    assert text_of(record, titled=True) == "A dam broke\n\nIt rained."
    assert text_of(record, titled=False) == "It rained."


@pytest.fixture(scope="module")
def shared() -> Path:
    if not SHARED.is_dir():
        pytest.skip("the data is not here")
    return SHARED


def test_offsets_count_in_the_texts_as_they_lie(shared: Path):
    for story, texts in annotated_texts(shared):
        spans = {article.id: article.sentences for article in story.reports}
        for said in story.statements:
            text = texts[said.sentence[0]]
            start, end = spans[said.sentence[0]][int(said.sentence[2:])]
            for first, last in said.content:
                assert start <= first < last <= end, (story.story, said)
                assert text[first:last].strip()
        for link in story.links:
            for one in link.differences:
                for ref, (first, last) in ((link.a, one.a), (link.b, one.b)):
                    start, end = spans[ref[0]][int(ref[2:])]
                    assert start <= first < last <= end, (story.story, link)


def test_no_measured_text_is_trained_on_or_the_other_way_round(shared: Path):
    def texts(folders: list[Path]) -> set[str]:
        return {
            digest(report["text"])
            for folder in folders
            for report in json.loads((folder / "story.json").read_text())["reports"]
        }

    trained = texts([*training_folders(shared), *linked_folders(shared)])
    assert trained
    assert not trained & texts(story_folders(shared / "data/stories"))
    assert not trained & texts(story_folders(write_folders(shared, "measure")))


def test_linked_stories_are_near_stories_for_training_alone(shared: Path):
    trained = {folder.name for folder in training_folders(shared)}
    linked = [json.loads((one / "story.json").read_text()) for one in linked_folders(shared)]
    near = {name for story in linked for name in story["near"]}
    assert near
    assert near <= trained
