"""What a reader is spared: the same words twice, weak findings, and cuts that leave riddles."""

from __future__ import annotations

import io

import msgspec
import pytest
import showing_example as example
from rich.console import Console

from rashomon.comparing.comparison import (
    Claim,
    Difference,
    Origin,
    Passage,
    Side,
    StoryActor,
    StoryStatement,
)
from rashomon.reading.reading import Note
from rashomon.report import Report, Span, Zone, fingerprint
from rashomon.showing.folds import folds
from rashomon.showing.html import render_html
from rashomon.showing.lookup import Lookup
from rashomon.showing.markdown import render_markdown
from rashomon.showing.terminal import print_comparison
from rashomon.showing.view import build_view
from rashomon.showing.wording import APART
from rashomon.showing.words import in_sentence, words

replace = msgspec.structs.replace


@pytest.fixture
def comparison():
    return example.comparison()


def printed(comparison):
    out = io.StringIO()
    print_comparison(comparison, console=Console(file=out, width=160))
    return out.getvalue()


def report(text, identity="r", **fields):
    return Report(
        id=identity,
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(Zone(kind="body", start=0, end=len(text)),),
        **fields,
    )


def statement(one, words, identity, manner="indirect", speaker=None):
    start = one.text.index(words)
    return StoryStatement(
        id=identity,
        report=one.id,
        manner=manner,
        act="speech",
        content=(Span(start, start + len(words)),),
        confidence=0.9,
        speaker=speaker,
    )


def alone(comparison, *reports, **fields):
    """A comparison of other reports in which nothing else was found."""
    return replace(
        comparison,
        reports=reports,
        **{
            "claims": (), "differences": (), "statements": (), "lineage": (), "timeline": (),
            "relations": (), "framing": (), "coverage": {}, "notes": (), "actors": (),
        } | fields,
    )  # fmt: skip


def test_weak_differences_are_counted_and_folded(comparison):
    group = build_view(comparison).differences[0]
    words = group.rows[0].explanation
    weak = tuple(replace(one, confidence=0.3) for one in comparison.differences)
    found = replace(comparison, differences=weak)
    assert not any(group.firm for group in build_view(found).differences)
    assert words in printed(comparison) and words not in printed(found)
    assert "Too weak to rely on: " in printed(found)
    assert words not in render_markdown(found)
    assert "too weak to rely on" in render_html(found)


def test_weak_claims_stand_last(comparison):
    agreed = [claim for claim in comparison.claims if claim.standing == "agreed"]
    first = build_view(comparison).agreed[0].id
    claims = tuple(
        replace(claim, confidence=0.4) if claim.id == first else claim
        for claim in comparison.claims
    )
    rows = build_view(replace(comparison, claims=claims)).agreed
    assert len(agreed) > 1 and rows[-1].id == first and rows[-1].weak


def test_two_statements_of_one_sentence_are_shown_once(comparison):
    text = 'Ann Lee called it a "triumph" and said that the port would open again on Friday.'
    one = report(text)
    actor = StoryActor(id="a", name="Ann Lee", kind="person", mentions=())
    both = (
        replace(
            statement(one, "triumph", "s1", manner="mixed", speaker="a"),
            cue=Span(8, 14),
            source=Span(0, 7),
        ),
        replace(
            statement(one, "that the port would open again on Friday", "s2", speaker="a"),
            source=Span(0, 7),
        ),
    )
    (speaker,) = build_view(alone(comparison, one, actors=(actor,), statements=both)).speakers
    shown = [cut for each in (*speaker.quoted, *speaker.paraphrased) for cut in each.cuts]
    assert [cut.words[0].text for cut in shown] == [text] and speaker.heard


def test_a_paraphrase_of_one_word_is_not_shown(comparison):
    one = report("The court heard that rain fell.")
    told = (statement(one, "The", "s1"),)
    assert build_view(alone(comparison, one, statements=told)).speakers == ()


def test_words_in_the_middle_of_a_sentence_say_so():
    one = report("He spun off in practice - an error he admitted. “No,” he said, adding little.")
    for words_, before in (("an error he admitted.", True), ("he said, adding", True)):
        start = one.text.index(words_)
        shown = in_sentence(one, words(one, Span(start, start + len(words_))))
        assert shown.before is before
    assert not in_sentence(one, words(one, Span(0, 20))).before


def test_one_speaker_behind_claims_of_several_reports_is_told_once(comparison):
    reports = [report(f"Text {name}.", name, outlet=name) for name in ("Herald", "Post", "Star")]

    def claim(number, *names, name="Ann Lee", why, credited, left_open=False):
        origin = Origin(kind="speaker", name=name, reports=names, why=why, credited=credited)
        passages = tuple(Passage(report=name, start=0, end=4) for name in names)
        return Claim(
            id=f"c{number}", gist="Text", standing="one-origin", passages=passages,
            origins=(origin,), confidence=0.9, open=left_open,
        )  # fmt: skip

    claims = (
        claim(1, "Herald", "Post", why="Both credit it to her.", credited="one-source"),
        claim(2, "Post", "Star", why="Both credit it to her, through Coast Radio.",
              credited="one-source"),
        claim(3, "Post", "Star", name="aides", why="Both credit it to “aides”, not named.",
              credited="not-named"),
        claim(4, "Herald", "Star", why="The Herald credits it to her, the Star carries it.",
              credited=None),
        claim(5, "Herald", "Star", why="Both credit it to her.", credited="one-source",
              left_open=True),
    )  # fmt: skip
    assert folds(Lookup(alone(comparison, *reports, claims=claims))) == (
        "2 claims rest on Ann Lee alone, in Herald, Post and Star.",
        "1 claim rests on “aides”, in Post and Star: unnamed, they may be one source.",
        "1 claim: The Herald credits it to her, the Star carries it.",
    )


def test_reports_that_share_nothing_are_told_so_once(comparison):
    reports = [report(f"Text {name}.", name, outlet=name) for name in ("Herald", "Post")]
    notes = tuple(
        Note(code="R303", message=f"{one.id} shares no assertion.", report=one.id)
        for one in reports
    )
    found = alone(comparison, *reports, notes=notes)
    (row,) = build_view(found).notes
    assert row.told == APART
    for page in (printed(found), render_markdown(found), render_html(found)):
        assert " ".join(page.split()).index(APART) < " ".join(page.split()).index("Herald")
    (row, _) = build_view(alone(comparison, *reports, notes=(notes[0], notes[0]))).notes
    assert row.told == "Herald shares no assertion."


def test_a_time_that_is_not_given_is_said_once_a_report(comparison):
    plain = tuple(replace(one, published=None) for one in comparison.reports)
    found = replace(comparison, reports=plain)
    assert printed(found).count("time not given") == len(plain)
    assert render_markdown(found).count("time not given") == len(plain)


def test_a_value_beside_the_passage_is_shown_with_it(comparison):
    left = report("The 48-page charge says that they spent it on trips. It was read out.", "A")
    right = report("“They spent it on trips,” the 47-page charge says. It was read out.", "B")
    claim = Claim(
        id="c1", gist="they spent it on trips", standing="disputed", confidence=0.9,
        passages=(Passage(report="A", start=24, end=52), Passage(report="B", start=1, end=23)),
        origins=tuple(Origin(kind="outlet", name=n, reports=(n,), why="") for n in "AB"),
    )  # fmt: skip
    sides = tuple(
        Side(report=one.id, start=one.text.index(value), end=one.text.index(value) + 2)
        for one, value in ((left, "48"), (right, "47"))
    )
    told = Difference(
        id="d1", type="number", subtype="conflict", claim="c1", sides=sides,
        explanation='A says "48", B "47".', confidence=0.9,
    )  # fmt: skip
    (row,) = build_view(
        alone(comparison, left, right, claims=(claim,), differences=(told,))
    ).disputed
    assert row.values == ("48", "47")
    shown = [cut.words[0].text for cell in row.cells for cut in cell.cuts]
    assert shown == [
        "The 48-page charge says that they spent it on trips.",
        "“They spent it on trips,” the 47-page charge says.",
    ]


def test_values_that_one_origin_gives_both_are_told_against_each_other(comparison):
    row = build_view(comparison).disputed[0]
    both = replace(row.cells[0], values=("295", "298"))
    assert replace(row, cells=(both,)).values == ("295", "298")
    other = replace(row.cells[0], values=("300",))
    assert replace(row, cells=(both, other)).values == ("295", "300")
