"""What findings are told in: names of reports and people, marks, and what was left out."""

from __future__ import annotations

import pytest
import showing_example as example
from hand_made import report_of
from msgspec.structs import replace
from test_showing_noise import alone, printed

from rashomon.comparing.comparison import (
    Claim,
    Difference,
    Lineage,
    Passage,
    Side,
    StoryActor,
    StoryStatement,
)
from rashomon.report import Span, Zone
from rashomon.showing.changes import mark_changes
from rashomon.showing.explaining import explained, explained_beside_words
from rashomon.showing.folds import folds
from rashomon.showing.lookup import Lookup
from rashomon.showing.markdown import render_markdown
from rashomon.showing.outlets import order_words, sources
from rashomon.showing.people import name_and_role, shown_aliases, shown_name, shown_role
from rashomon.showing.quoting import balanced, whole_sentences, with_beginning
from rashomon.showing.view import build_view
from rashomon.showing.words import Piece, Words, in_sentence, words


@pytest.fixture(scope="module")
def comparison():
    return example.comparison()


def difference(reports, explanation, said=("12", "dozens")):
    sides = tuple(
        Side(report=one.id, start=one.text.index(word), end=one.text.index(word) + len(word))
        for one, word in zip(reports, said, strict=True)
    )
    return Difference(
        id="d", type="number", claim="c", sides=sides, explanation=explanation, confidence=0.9
    )


def of_one_outlet(comparison):
    reports = [
        replace(report_of("a", "It hurt 12 people.", outlet="Herald"), published="2021-01-01"),
        replace(report_of("b", "It hurt dozens.", outlet="Herald"), published="2021-01-02"),
    ]
    return reports, Lookup(alone(comparison, *reports))


def test_reports_of_one_outlet_are_told_apart_in_explanations(comparison):
    reports, lookup = of_one_outlet(comparison)
    told = difference(reports, 'One report quotes "12", the other "dozens", without more.')
    assert explained(lookup, told) == ('Herald (1) quotes "12", Herald (2) "dozens", without more.')
    unknown = difference(reports, "These are versions of one article.")
    assert explained(lookup, unknown) == "These are versions of one article."


def test_beside_its_words_an_explanation_does_not_repeat_them(comparison):
    reports, lookup = of_one_outlet(comparison)
    said = difference(reports, 'One report says "12", the other "dozens".')
    assert explained_beside_words(lookup, said) == ""
    asserted = 'One report asserts it itself: "It hurt 12 people", the other credits it to Ann Lee.'
    assert explained_beside_words(lookup, difference(reports, asserted)) == (
        "Herald (1) asserts it itself, Herald (2) credits it to Ann Lee."
    )


def test_letters_are_explained(comparison):
    reports, _ = of_one_outlet(comparison)
    by_time = order_words(tuple(sources(reports).values()))
    assert by_time == "Letters go by time of publication, the earliest first."
    undated = [replace(one, published=None) for one in reports]
    assert "no time is given" in order_words(tuple(sources(undated).values()))
    mixed = order_words(tuple(sources([reports[0], undated[1]]).values()))
    assert mixed.endswith("those without a time last.")
    assert order_words(tuple(sources(reports[:1]).values())) == ""
    assert by_time in printed(alone(comparison, *reports))


def test_names_and_roles_stand_alone():
    assert shown_name("Andrei Kelin, ") == "Andrei Kelin"
    assert shown_role("its foreign minister") == "foreign minister"
    assert shown_role("His son") is None
    assert shown_role("her stepfather") is None
    assert shown_role(None) is None
    actor = StoryActor(
        id="a",
        name="Julian Castro",
        kind="person",
        role="mayor of Tessaly",
        mentions=(),
        aliases=(". Castro", "Mr. Castro", "the Tessaly mayor", "Joaquin"),
    )
    assert name_and_role(actor) == ("Julian Castro", "mayor of Tessaly")
    longer = replace(actor, name="Julian Castro, its mayor,", role=None)
    assert name_and_role(longer) == ("Julian Castro", "mayor")
    assert shown_aliases(actor) == ("the Tessaly mayor", "Joaquin")


def test_dropped_words_are_shown_as_any_reader_knows_them():
    whole = report_of("a", "The economy failed, he says, in all of the North.")
    short = report_of("b", "The economy failed in the North.")
    _, other = mark_changes([words(each, Span(0, len(each.text))) for each in (whole, short)])
    assert "".join(piece.text for piece in other.shown) == (
        "The economy failed […] in […] the North."
    )
    assert other.text == short.text


@pytest.mark.parametrize(
    ("cut", "shown"),
    [
        ("He said: “It failed.", "He said: “It failed.”"),
        ("It failed,” he said.", "“It failed,” he said."),
        ('It "failed", she wrote: "Go.', 'It "failed", she wrote: "Go."'),
        ("He called it “dead”.", "He called it “dead”."),
        ('Then came "@Okafor is gone".', 'Then came "@Okafor is gone".'),
        ("”I fail,” she says.", "”I fail,” she says."),
    ],
)
def test_a_quotation_that_is_cut_has_both_its_marks(cut, shown):
    made = balanced(words(report_of("a", cut), Span(0, len(cut))))
    assert "".join(piece.text for piece in made.shown) == shown
    assert made.text == cut


def begun(text, part, limit=100):
    report = report_of("a", text)
    start = text.index(part)
    cut = in_sentence(report, words(report, Span(start, start + len(part))))
    return with_beginning(report, cut, limit=limit)


def test_a_headline_and_the_text_it_runs_into_are_whole():
    text = "Boats burn in harbour Karin Holm saw it."
    end = text.index(" Karin")
    zones = (Zone(kind="title", start=0, end=end), Zone(kind="lead", start=end + 1, end=len(text)))
    report = replace(report_of("a", text), zones=zones)
    for span in (Span(0, end), Span(end + 1, len(text))):
        cut = in_sentence(report, words(report, span))
        assert not cut.before
        assert not cut.after


def test_a_part_of_a_sentence_is_shown_with_whom_it_is_about():
    text = "It rained. The aide, who was caught on tape, left."
    found = begun(text, "who was caught on tape")
    assert (found.text, found.core) == (
        "The aide, who was caught on tape",
        "who was caught on tape",
    )
    assert not found.before
    assert begun(text, "who was caught on tape", limit=20).before
    assert begun("“It failed,” said the aide, who left.", "who left").text == "who left"


def test_words_of_several_reports_are_under_the_letters_of_all(comparison):
    reports = [
        report_of(name, "It hurt 12 people.", outlet=name) for name in ("Herald", "Post", "Star")
    ]
    passages = tuple(Passage(report=one.id, start=0, end=len(one.text)) for one in reports)
    claim = Claim(
        id="c", gist="", standing="one-origin", passages=passages, origins=(), confidence=0.9
    )
    page = printed(alone(comparison, *reports, claims=(claim,)))
    assert "  A B C It hurt 12 people." in page


def test_a_quotation_that_only_begins_is_left_out(comparison):
    text = 'It warned them: "'
    report = report_of("a", text + 'Go."', outlet="Herald")
    passage = Passage(report="a", start=0, end=len(text))
    cut = Lookup(alone(comparison, report)).cut(passage, limit=200)
    assert cut.words[0].text == "It warned them:"


def test_what_was_told_to_the_reports_own_outlet_came_through_nobody(comparison):
    text = "Ann Lee told Lantern News that it failed."
    report = report_of("a", text, outlet="lanternnews.com")
    actors = tuple(
        StoryActor(id=name, name=name, kind=kind, mentions=())
        for name, kind in (("Ann Lee", "person"), ("Lantern News", "organization"))
    )
    statement = StoryStatement(
        id="s",
        report="a",
        speaker="Ann Lee",
        manner="indirect",
        act="speech",
        content=(Span(text.index("it"), len(text) - 1),),
        confidence=0.9,
        via=("Lantern News",),
    )
    own = Lookup(alone(comparison, report, actors=actors, statements=(statement,)))
    other = Lookup(alone(comparison, replace(report, outlet="Herald"), actors=actors))
    assert own.statement_cut(statement, limit=200).said.chain is None
    assert other.statement_cut(statement, limit=200).said.chain == "via Lantern News"


def test_credits_at_the_head_name_each_source_once(comparison):
    reports = [report_of(name, f"It failed, {name}.", outlet=name) for name in ("Herald", "Post")]
    lineage = tuple(
        Lineage(
            origin=one.id,
            target="MNA",
            kind="credits",
            passages=(),
            why=f"{one.id} cites MNA: “it failed”.",
        )
        for one in reports
    )
    assert folds(Lookup(alone(comparison, *reports, lineage=lineage))) == (
        "Herald and Post credit MNA.",
    )
    assert folds(Lookup(alone(comparison, *reports, lineage=lineage[:1]))) == ()


def test_a_source_that_differs_is_shown_in_its_sentence(comparison):
    reports = [
        report_of("a", "It rained. He said it failed.", outlet="Herald"),
        report_of("b", "It failed at once.", outlet="Post"),
    ]
    told = difference(reports, "Herald credits it to Lee, Post asserts it itself.", ("He", "at"))
    told = replace(told, type="attribution")
    ((row,),) = (
        group.rows
        for group in build_view(alone(comparison, *reports, differences=(told,))).differences
    )
    assert row.sides[0].words.text == "He said it failed."
    assert [piece.text for piece in row.sides[0].words.pieces if piece.mark] == ["He"]


def test_agreement_of_outlets_is_not_called_independent(comparison):
    markdown = " ".join(render_markdown(comparison).split())
    for shown in (" ".join(printed(comparison).split()), markdown):
        assert "no common source is in sight" in shown
        assert "that is no proof that they know it independently" in shown
        assert "repetition, not confirmation" in shown


@pytest.mark.parametrize(
    ("text", "opens", "closes"),
    [
        ("He said: “It failed.", "", "”"),
        ('won it," he said', '"', ""),
        ('"They came," he said. "We ran.', "", '"'),
        ('The 6" pipe burst on Monday.', "", ""),
        ('He said:"Go" now', "", ""),
        ("“First, boats.\n\n“Second, ropes.”", "", ""),
    ],
)
def test_only_a_quotation_that_is_cut_gets_its_other_mark(text, opens, closes):
    words = balanced(Words(report="r", start=0, end=len(text), pieces=(Piece(text),)))
    assert (words.opens, words.closes) == (opens, closes)


def test_a_sentence_ends_at_a_quotation_mark_that_has_lost_its_space():
    text = 'He wants a “new way” unless it ends."We will see. It rains.'
    start = text.index("unless")
    assert whole_sentences(text, Span(start, start + 6)).end == text.index('"We')
