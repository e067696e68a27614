"""The HTTP API, from outside: the contract's JSON, pages of lists, tags, problems, changes."""

import json
import time

import pytest
from serving_site import HERE, served, story_of

from rashomon.library import comparison_of, open_library
from rashomon.library.paging import cursor_of
from rashomon.serving.api.describing import _schemas
from rashomon.showing.records import to_builtins

API = "/api/v1"


@pytest.fixture
def program(filled):
    with served(filled) as client:
        client.headers["accept"] = "application/json"
        yield client


@pytest.fixture(scope="module")
def editor(uncompared):
    """Another library, of which the story is not compared yet, to be changed."""
    with served(uncompared) as client:
        client.place = uncompared
        yield client


def test_stories_come_a_page_at_a_time(program):
    first = program.get(f"{API}/stories?limit=1").json()
    second = program.get(f"{API}/stories?limit=1&after={first['next']}").json()
    assert len(first["items"]) == len(second["items"]) == 1
    assert first["items"][0]["id"] != second["items"][0]["id"]
    assert "next" not in second
    compared = next(one for one in (*first["items"], *second["items"]) if one["size"] == 2)
    assert compared["current"]
    assert compared["figures"]["compared"] == 2


def test_a_comparison_is_the_contracts(program, filled):
    story = story_of(filled)
    with open_library(filled) as library:
        kept = comparison_of(library, story, read=list)
    found = program.get(f"{API}/stories/{story}/comparison")
    assert found.status_code == 200
    assert found.json() == json.loads(json.dumps(to_builtins(kept)))
    known = {"if-none-match": found.headers["etag"]}
    again = program.get(f"{API}/stories/{story}/comparison", headers=known)
    assert (again.status_code, again.content) == (304, b"")


def test_a_story_that_is_not_compared_gives_the_job(editor):
    address = f"{API}/stories/{story_of(editor.place)}/comparison"
    asked = editor.get(address)
    assert asked.status_code == 202
    assert asked.json()["kind"] == "compare"
    assert asked.headers["location"] == f"{API}/jobs/{asked.json()['id']}"
    wait_for(editor, asked.headers["location"])
    assert editor.get(address).json()["summary"]["reports"] == 2


def test_reports_readings_speakers_and_finds(program):
    assert len(program.get(f"{API}/reports").json()["items"]) == 3
    report = program.get(f"{API}/reports/Herald").json()
    assert report["versions"][0]["report"]["outlet"] == "Herald"
    assert program.get(f"{API}/readings/Herald").json()["report"]["id"] == "Herald"
    names = [one["name"] for one in program.get(f"{API}/speakers").json()["items"]]
    assert "Jane Doe" in names
    said = program.get(f"{API}/statements?speaker=Jane Doe").json()["items"]
    assert {one["report"] for one in said} == {"Herald", "Post"}
    finds = program.get(f"{API}/search?words=harbour&outlet=Post").json()["items"]
    assert {one["report"] for one in finds if "report" in one} == {"Post"}


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/stories/none", 404, "R505"),
        ("/stories/none/comparison", 404, "R505"),
        ("/reports/none", 404, "R521"),
        ("/jobs/none", 404, "R607"),
        ("/nothing", 404, "R628"),
        ("/stories?limit=0", 422, "R630"),
        ("/stories?after=nonsense", 400, "R520"),
        (f"/stories?after={cursor_of(1)}", 400, "R520"),
        ("/search?words=a%00b", 400, "R620"),
    ],
)
def test_errors_are_problem_details(program, path, status, code):
    found = program.get(API + path)
    assert found.status_code == status
    assert found.headers["content-type"] == "application/problem+json"
    assert found.json()["status"] == status
    assert found.json()["code"] == code


def test_a_text_is_added_and_sorted(editor):
    text = "The dam of Tamsin broke on Sunday. Nobody was hurt, said Mayor Jane Doe of Tamsin."
    sent = {"text": text, "title": "Dam of Tamsin breaks", "outlet": "Gazette"}
    asked = editor.post(f"{API}/reports", json={**sent, "published": "2016-12-12"})
    assert asked.status_code == 202
    job = wait_for(editor, asked.headers["location"])
    assert job["state"] == "done"
    assert job["result"]["added"][0]["story"] == story_of(editor.place, 3)


def test_a_file_is_added_by_a_harmless_name(editor):
    page = b"<html><title>Fire</title><body><p>A mill in Berrow burnt down, Rao said on Monday.</p>"
    files = {"file": ("../../etc/fire.html", page)}
    asked = editor.post(f"{API}/reports", files=files, data={"outlet": "Herald"})
    job = wait_for(editor, asked.headers["location"])
    assert job["state"] == "done", job
    report = editor.get(f"{API}/reports/{job['result']['added'][0]['id']}").json()
    assert report["versions"][0]["report"]["outlet"] == "Herald"
    assert [one["source"] for one in report["taken"]] == ["fire.html"]


def test_a_private_address_is_not_fetched(editor):
    asked = editor.post(f"{API}/reports", json={"address": "http://127.0.0.1:1/"})
    job = wait_for(editor, asked.headers["location"])
    assert (job["state"], job["code"]) == ("failed", "R152")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "R620"),
        (b"[]", "R630"),
        (b"{}", "R630"),
        (b'{"address": "file:///etc/passwd"}', "R150"),
        (b'{"address": "http://a.example", "text": "b"}', "R630"),
        (b'{"text": "a", "unknown": 1}', "R630"),
        (b'{"text": "a", "published": "yesterday"}', "R632"),
    ],
)
def test_what_does_not_do_is_refused(program, body, code):
    headers = {"content-type": "application/json"}
    found = program.post(f"{API}/reports", content=body, headers=headers)
    assert found.json()["code"] == code
    assert found.status_code in (400, 422)


def test_judgements_are_kept_and_taken_back(editor):
    story = story_of(editor.place, 3)
    asked = editor.get(f"{API}/stories/{story}/comparison")
    if asked.status_code == 202:
        wait_for(editor, asked.headers["location"])
    comparison = editor.get(f"{API}/stories/{story}/comparison").json()
    statement = next(one for one in comparison["statements"] if one.get("speaker"))
    said = {"said": "wrong", "story": story, "statement": statement["id"], "instead": "Ann Lee"}
    kept = editor.post(f"{API}/judgements", json=said)
    assert kept.status_code == 201
    assert kept.json()["by"] == "local"
    listed = editor.get(f"{API}/judgements?story={story}").json()["items"]
    assert [one["instead"] for one in listed] == ["Ann Lee"]
    speakers = editor.get(f"{API}/speakers").json()["items"]
    assert "Ann Lee" in [one["name"] for one in speakers]
    undone = editor.delete(f"{API}/judgements/{kept.json()['id']}")
    assert undone.json()["undone_by"] == "local"
    assert editor.delete(f"{API}/judgements/{kept.json()['id']}").status_code == 409
    missing = {**said, "statement": "none"}
    assert editor.post(f"{API}/judgements", json=missing).json()["code"] == "R508"


def test_changes_are_paged_and_told_in_order(program):
    found = program.get(f"{API}/changes?limit=2").json()
    later = program.get(f"{API}/changes?after={found['next']}").json()
    ids = [one["id"] for one in (*found["items"], *later["items"])]
    assert ids == sorted(ids)
    assert len(ids) >= 3
    assert found["items"][0]["kind"] == "opened"


def test_the_description_names_every_object_that_it_refers_to(program):
    described = program.get(f"{API}/openapi.json").json()
    text = json.dumps(described)
    named = {part.split('"', 1)[0] for part in text.split('"#/components/schemas/')[1:]}
    assert named <= set(described["components"]["schemas"])
    assert {"Comparison", "Problem"} <= named
    assert "HTTPValidationError" not in text
    assert "GET /api/v1/stories" in program.get("/api").text


def test_answers_fit_their_description(program, filled):
    jsonschema = pytest.importorskip("jsonschema")
    story = story_of(filled)
    schemas = _schemas()
    for path, name in (
        ("/stories", "StoryPage"),
        (f"/stories/{story}/comparison", "Comparison"),
        ("/reports/Herald", "KeptReport"),
        ("/readings/Herald", "Reading"),
        ("/changes", "ChangePage"),
        ("/nothing", "Problem"),
    ):
        schema = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": schemas}}
        jsonschema.validate(program.get(API + path).json(), schema)


def wait_for(client, address, seconds=60):
    for _ in range(seconds * 5):
        job = client.get(address, headers={"accept": "application/json"}).json()
        if job["state"] in ("done", "failed"):
            return job
        time.sleep(0.2)
    raise AssertionError(job)


def test_a_page_of_another_site_changes_nothing(program):
    sent = {"text": "The dam broke."}
    for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
        found = program.post(f"{API}/reports", json=sent, headers=headers)
        assert (found.status_code, found.json()["code"]) == (403, "R624")
    assert program.post(f"{API}/reports", json={}, headers={"origin": HERE}).status_code == 422
