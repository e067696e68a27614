"""The first input: AFP and Xinhua on Palmyra, December 2016, end to end from the command line.

What a careful reader sees there is what these tests look for, in the JSON that users get.
"""

import json
import subprocess
import sys

import pytest


@pytest.fixture(scope="module")
def story(shared, tmp_path_factory):
    folder = tmp_path_factory.mktemp("palmyra")
    records = json.loads((shared / "data/stories/palmyra/story.json").read_text())["reports"]
    for record in records:
        (folder / f"{record['id']}.txt").write_text(record["text"], newline="")
    # AFP's file has no date at all: the comparison fixes its days from Xinhua's.
    (folder / "B.json").write_text(json.dumps({"published": records[1]["published"]}))
    done = subprocess.run(
        [sys.executable, "-m", "rashomon", "compare", folder / "A.txt", folder / "B.txt", "--json"],
        capture_output=True,
        check=True,
    )
    return Story(json.loads(done.stdout))


class Story:
    """A comparison, with what the tests ask of it."""

    def __init__(self, data):
        self.data = data
        self.texts = {r["id"]: r["text"] for r in data["reports"]}
        self.actors = {a["id"]: a for a in data["actors"]}
        by_path = {r["path"][-5:]: r["id"] for r in data["reports"]}
        self.afp, self.xinhua = by_path["A.txt"], by_path["B.txt"]

    def words(self, side):
        return self.texts[side["report"]][side["start"] : side["end"]]

    def statement(self, report, words):
        found = [
            s
            for s in self.data["statements"]
            if s["report"] == report
            and words in " ".join(self.texts[report][c["start"] : c["end"]] for c in s["content"])
        ]
        assert found, f"no statement with {words!r}"
        return found[0]

    def speaker(self, statement):
        return self.actors[statement["speaker"]]["name"] if statement.get("speaker") else None

    def via(self, statement):
        return [self.actors[a]["name"] for a in statement["via"]]

    def claims(self, words, *, report=None):
        return [
            c
            for c in self.data["claims"]
            if any(words in self.words(p) and report in (None, p["report"]) for p in c["passages"])
        ]

    def together(self, first, second):
        """Claims with a passage of AFP that has `first` and one of Xinhua that has `second`."""
        mine = self.claims(first, report=self.afp)
        return [c for c in mine if c in self.claims(second, report=self.xinhua)]

    def differences(self, kind):
        return [d for d in self.data["differences"] if d["type"] == kind]

    def difference(self, kind, first, second):
        """Differences of a type whose sides, in either order, have these words."""
        return [
            d
            for d in self.differences(kind)
            if any(first in self.words(s) and s["report"] == self.afp for s in d["sides"])
            and any(second in self.words(s) and s["report"] == self.xinhua for s in d["sides"])
        ]


@pytest.mark.parametrize(
    ("report", "words", "manner"),
    [
        ("afp", "We regret that we have yet", "direct"),
        ("afp", "We also regret that there still is", "direct"),
        ("afp", "had been flooding into Syria", "indirect"),
        ("xinhua", "This cooperation was likely to enable us", "direct"),
    ],
)
def test_peskov_speaks(story, report, words, manner):
    statement = story.statement(getattr(story, report), words)
    assert story.speaker(statement) in ("Dmitry Peskov", "Dimitry Peskov")
    assert statement["manner"] == manner


def test_tass_and_afp_stand_between(story):
    through_tass = story.statement(story.xinhua, "This cooperation was likely")
    through_afp = story.statement(story.xinhua, "must change its focus")
    assert [name.split()[0] for name in story.via(through_tass)] == ["Tass"]
    assert story.via(through_afp) == ["AFP"]


def test_the_minister_is_lavrov(story):
    assert story.speaker(story.statement(story.xinhua, "dead-end position")) == "Sergei Lavrov"


def test_one_peskov_in_two_spellings(story):
    people = [a for a in story.data["actors"] if "Peskov" in a["name"]]
    assert len(people) == 1
    assert story.difference("name", "Dmitry Peskov", "Dimitry Peskov")


def test_lavrovs_quotation_is_one_claim_of_one_origin(story):
    (claim,) = story.together("it is all orchestrated", "it is all orchestrated")
    assert claim["standing"] == "one-origin"


def test_an_altered_quotation(story):
    assert story.together("must change their focus", "must change its focus")
    (difference,) = story.difference("quote", "their", "its")
    assert difference["subtype"] == "altered"


def test_one_utterance_in_two_wordings(story):
    assert story.together("could allow us to avoid such attacks", "was likely to enable us")
    assert story.difference("quote", "could allow us to avoid", "was likely to enable us")


@pytest.mark.parametrize(
    ("afp", "xinhua"),
    [
        ("the singular gain against (IS)", '"singular gain" against IS'),
        ("recaptured the UNESCO world heritage site", "driven out by the Syrian army this March"),
        ("bombing campaign in Syria", "military intervention started in September 2015"),
    ],
)
def test_both_report(story, afp, xinhua):
    assert story.together(afp, xinhua)


@pytest.mark.parametrize(
    ("report", "words"),
    [("afp", "300,000"), ("afp", "60 overnight strikes"), ("xinhua", "vetoed by Russia and China")],
)
def test_only_one_report_carries(story, report, words):
    claims = story.claims(words, report=getattr(story, report))
    assert claims
    assert {c["standing"] for c in claims} == {"sole"}


def test_a_caption_is_no_second_source(story):
    (claim,) = story.claims("60 overnight strikes")
    (passage,) = claim["passages"]
    assert passage["start"] > story.texts[story.afp].index("Moscow (AFP)")


def test_jihadists_are_militants(story):
    labels = [{story.words(side) for side in d["sides"]} for d in story.differences("label")]
    assert any(
        any("jihadist" in words for words in pair) and any("militant" in words for words in pair)
        for pair in labels
    )


def test_xinhua_credits_afp_and_tass(story):
    credited = {
        line["to"]
        for line in story.data["lineage"]
        if line["kind"] == "credits" and line["from"] == story.xinhua
    }
    assert story.afp in credited or "AFP" in credited
    assert any("tass" in name.lower() for name in credited)


@pytest.mark.parametrize(
    "when",
    [
        "2011-03",
        "2015",
        "2015-09",
        "2016-03",
        "2016-12-08",  # the Thursday before
        "2016-12-11",  # the Sunday
        "2016-12-12",  # the Monday
    ],
)
def test_timeline(story, when):
    assert when in [entry["when"] for entry in story.data["timeline"]]


def test_timeline_is_in_order(story):
    starts = [entry["when"].split("/")[0] for entry in story.data["timeline"]]
    assert starts == sorted(starts, key=lambda when: when.replace("X", "0"))


def test_russia_and_the_united_states_accuse_each_other(story):
    accusations = {
        (story.actors[r["source"]]["name"], story.actors[r["target"]]["name"])
        for r in story.data["relations"]
        if r["event"] == "ACCUSE"
    }
    american = {"United States", "U.S.", "Washington"}
    assert any(a == "Russia" and b in american for a, b in accusations)
    assert any(a in american and b == "Russia" for a, b in accusations)


def test_every_span_shows_words_of_its_report(story):
    for claim in story.data["claims"]:
        shown = [story.words(p) for p in claim["passages"]]
        assert claim["gist"] in shown
        assert all(words.strip() == words and words for words in shown)
