"""The commands by which people judge, from outside."""

import json

import pytest
from click.testing import CliRunner

from rashomon.cli import main

TEXTS = {
    "Herald": "The dam of Tamsin broke on Sunday. Schools in Berrow stay shut.",
    "Post": 'The dam of Tamsin broke. "The harbour stays closed to ships," said Jane Doe, the '
    "mayor. Pupils were given a long weekend everywhere.",
    "Echo": "The dam of Tamsin broke on Sunday. It snowed in Berrow.",
}


def run(*arguments):
    found = CliRunner().invoke(main, arguments)
    assert found.exception is None or isinstance(found.exception, SystemExit), found.exception
    return found


def data(*arguments):
    found = run(*arguments, "--json")
    assert found.exit_code == 0, found.stderr
    return json.loads(found.stdout)


@pytest.fixture
def desk(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("RASHOMON_LIBRARY", str(tmp_path / "desk.sqlite"))
    records = [
        {
            "id": n,
            "outlet": n,
            "title": "Dam of Tamsin breaks",
            "published": "2016-12-11",
            "text": t,
        }
        for n, t in TEXTS.items()
    ]  # fmt: skip
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, records)))
    run("add", "in.jsonl", "-q")
    (story,) = data("stories")
    return story["id"]


def claim(story, words):
    return next(c["id"] for c in data("show", story)["claims"] if words in c["gist"])


def test_claims_are_joined_listed_and_parted_again(desk):
    one, other = claim(desk, "Schools"), claim(desk, "Pupils")
    (kept,) = data("judge", "same", desk, one, other, "--by", "Ann")
    assert (kept["id"], kept["said"], kept["by"]) == (1, "same", "Ann")
    shown = data("show", desk)
    joined = next(c for c in shown["claims"] if "Schools" in c["gist"])
    assert (joined["standing"], len(joined["passages"])) == ("agreed", 2)
    assert shown["judgements"] == [kept]
    assert data("judgements") == [kept]
    (back,) = data("judge", "undo", "1", "--by", "Bob")
    assert back["undone_by"] == "Bob"
    assert data("show", desk)["judgements"] == []
    assert "Bob" in run("judgements", "--csv").stdout


def test_a_speaker_is_corrected(desk):
    (statement,) = data("show", desk)["statements"]
    data("judge", "speaker", desk, statement["id"], "wrong", "--is", "John Roe")
    shown = data("show", desk)
    names = {actor["id"]: actor["name"] for actor in shown["actors"]}
    assert names[shown["statements"][0]["speaker"]] == "John Roe"
    assert run("judge", "speaker", desk, statement["id"], "right", "--is", "X").exit_code == 2


def test_stories_are_split_and_merged(desk):
    data("judge", "split", desk, "Echo")
    one, other = data("stories")
    assert sorted(len(story["reports"]) for story in (one, other)) == [1, 2]
    data("judge", "merge", one["id"], other["id"])
    assert len(data("stories")) == 1


def test_judgements_are_given_as_examples_to_train_with(desk):
    one, other = claim(desk, "Schools"), claim(desk, "Pupils")
    (statement,) = data("show", desk)["statements"]
    (kept,) = data("judge", "same", desk, one, other)
    passages = ["{report}:{start}-{end}".format(**kept[side][0]) for side in ("one", "other")]
    data("judge", "apart", desk, *passages)  # the claims are one now, with an id of its own
    run("judge", "speaker", desk, statement["id"], "wrong", "--is", "John Roe")
    run("judge", "split", desk, "Echo")
    lines = run("judgements", "--examples", "--jsonl").stdout.splitlines()
    found = [json.loads(line) for line in lines]
    told = [(e["kind"], e["label"], e.get("speaker")) for e in found]
    assert told == [
        ("claim", False, None),
        ("speaker", False, "Jane Doe"),
        ("speaker", True, "John Roe"),
        ("story", False, None),
        ("story", False, None),
    ]
    texts = {found[0]["one"]["text"], found[0]["other"]["text"]}
    assert texts == {"Schools in Berrow stay shut.", "Pupils were given a long weekend everywhere."}
    assert found[1]["context"] == TEXTS["Post"]
    assert found[3]["one"]["text"].startswith("Dam of Tamsin breaks\nThe dam")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("same", "s0", "c1"), "R505"),
        (("same", "STORY", "c0", "c1"), "R508"),
        (("split", "STORY", "Nobody"), "R508"),
        (("merge", "STORY", "STORY"), "R508"),
        (("undo", "7"), "R509"),
    ],
)
def test_what_can_not_be_judged_is_told(desk, arguments, code):
    failed = run("judge", *(desk if a == "STORY" else a for a in arguments))
    assert (failed.exit_code, failed.stderr[:14]) == (1, f"rashomon: {code}")
    assert "Nobody has judged" in run("judgements").stdout
