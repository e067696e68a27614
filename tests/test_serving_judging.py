"""Judging on the pages: one click says it, one takes it back; both are shown apart."""

import re
import time

import pytest
from serving_site import DAM, HERE, fill, report, served, story_of, token_in

from rashomon.library import list_stories, open_library

SAME = "The dam of Tamsin broke on Sunday, the harbour office of Tamsin said on Monday."


@pytest.fixture(scope="module")
def editor(tmp_path_factory):
    place = str(tmp_path_factory.mktemp("desk") / "desk.sqlite")
    reports = (
        report("Herald", DAM, title="Dam breaks in Tamsin"),
        report("Post", DAM.replace("12 people", "15 people"), title="Tamsin dam breaks"),
        report("Gazette", f"{SAME} It rained.", title="Dam of Tamsin broke"),
    )
    fill(place, reports)
    with served(place) as client:
        client.place = place
        yield client


def at_rest(client, story, seconds=60):
    """A story's page once nothing of it is being made."""
    for _ in range(seconds * 5):
        page = client.get(f"/stories/{story}/")
        if page.status_code == 200 and "being compared anew" not in page.text:
            return page
        time.sleep(0.2)
    raise AssertionError(page.text)


def click(client, story, button, **fields):
    page = at_rest(client, story)
    sent = {"token": token_in(page), "judgement": button, **fields}
    return client.post(f"/stories/{story}/judgements", data=sent, headers={"origin": HERE})


def buttons(page, said):
    return re.findall(rf'value="({said} [^"]+)"', page.text)


def undo(client, story):
    page = at_rest(client, story)
    place = re.search(r'action="(/judgements/\d+/undo)"', page.text)[1]
    sent = client.post(place, data={"token": token_in(page)}, headers={"origin": HERE})
    assert sent.status_code == 303
    return at_rest(client, story)


def test_a_wrong_speaker_is_corrected_and_the_correction_taken_back(editor):
    story = story_of(editor.place, 3)
    button = buttons(at_rest(editor, story), "wrong")[0]
    done = click(editor, story, button)
    assert (done.status_code, done.headers["location"]) == (303, "./#people")
    page = at_rest(editor, story)
    assert "What people said" in page.text
    assert "the speaker is wrong" in page.text
    assert click(editor, story, button, instead="Ann Lee").status_code == 303
    page = at_rest(editor, story)
    assert page.text.count("Ann Lee") > 1
    page = undo(editor, story)
    assert "taken back by local" in page.text
    undo(editor, story)


def test_passages_are_said_to_be_one_claim_or_none(editor):
    story = story_of(editor.place, 3)
    button = buttons(at_rest(editor, story), "same")[0]
    click(editor, story, button)
    page = at_rest(editor, story)
    assert "confirmed by a person" in page.text
    page = undo(editor, story)
    assert "confirmed by a person" not in page.text
    claim = buttons(page, "apart")[0].split(" ", 1)[1]
    chosen = editor.get(f"/stories/{story}/claims/{claim}")
    assert "Not this claim" in chosen.text
    passage = re.search(r'value="(apart [^"]+ \| [^"]+)"', chosen.text)[1]
    click(editor, story, passage)
    page = at_rest(editor, story)
    assert "not one claim" in page.text
    assert f'value="apart {claim}"' not in page.text
    undo(editor, story)


def test_a_report_is_put_out_of_a_story_and_back(editor):
    story = story_of(editor.place, 3)
    done = click(editor, story, "split Gazette")
    assert done.status_code == 303
    other = done.headers["location"].split("/")[2]
    assert other != story
    with open_library(editor.place) as library:
        assert sorted(len(one.reports) for one in list_stories(library)) == [1, 2]
    rest = story_of(editor.place, 2)
    merged = click(editor, rest, "merge", other=story_of(editor.place, 1))
    assert merged.status_code == 303
    assert story_of(editor.place, 3)


def test_what_is_no_judgement_is_refused(editor):
    story = story_of(editor.place, 3)
    assert click(editor, story, "nonsense").status_code == 422
    assert click(editor, story, "same none").status_code == 422
    assert click(editor, story, "split none").status_code == 422
    assert click(editor, story, "merge", other="none").status_code == 404
