"""A claim's passages are as short as they can be while still asserting it."""

import pytest

from rashomon.comparing import compare
from rashomon.comparing.claims import Draft, Places
from rashomon.comparing.pair import Link, PairFindings
from rashomon.comparing.parts import without_joints
from rashomon.comparing.passages import Passages
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.report import Span

FERRY = "The ferry Marielle ran aground near Varnholm on Tuesday morning."
LONG = (
    "The ferry Marielle ran aground near Varnholm on Tuesday morning, and the opposition demanded"
    " that the minister of transport resigned over the cuts."
)
OTHER = "A crane ship from Eastmere will try to pull her free at high tide on Thursday."


def readings(*texts):
    return [
        read(report_from_text(text, outlet=name, published="2025-03-05", id=name))
        for name, text in zip("ABC", texts, strict=False)
    ]


def passages(comparison, report, *, shared):
    """The words of a report's passages in claims that it shares, or makes alone."""
    texts = {one.id: one.text for one in comparison.reports}
    return [
        texts[report][one.start : one.end]
        for claim in comparison.claims
        if (claim.standing != "sole") is shared
        for one in claim.passages
        if one.report == report
    ]


def test_a_sentence_stands_in_a_shared_claim_with_the_part_that_is_shared():
    found = compare(readings(f"{FERRY} It rained.", f"{LONG}\n\n{OTHER}"))
    assert passages(found, "B", shared=True) == [FERRY.rstrip(".")]
    assert passages(found, "A", shared=True) == [FERRY]


def test_what_is_left_of_a_sentence_is_claimed_by_its_report_alone():
    found = compare(readings(f"{FERRY} It rained.", f"{LONG}\n\n{OTHER}"))
    rest = "the opposition demanded that the minister of transport resigned over the cuts."
    assert passages(found, "B", shared=False) == [rest, OTHER]


def test_passages_are_the_same_in_any_order_of_reports():
    told = readings(f"{FERRY} It rained.", f"{LONG}\n\n{OTHER}", f"{OTHER} {FERRY}")
    assert compare(told).claims == compare(told[::-1]).claims


def test_a_sentence_tied_to_a_claim_by_its_speaker_alone_is_no_part_of_it():
    quote = '"The captain slowed down too late," coast guard spokeswoman Petra Lindqvist said.'
    other = (
        "With 214 passengers and 19 crew on board, the Marielle had nearly crossed from Eastmere"
        " when she hit the bank, coast guard spokeswoman Petra Lindqvist told the Courier."
    )
    found = compare(readings(f"{quote} It rained.", f"{quote}\n\n{other}"))
    shared = [claim for claim in found.claims if len({p.report for p in claim.passages}) > 1]
    assert shared
    for claim in shared:
        assert not any("Marielle" in words for words in passages_of(found, claim))


ENDORSED = (
    "Ann Lee, who began her walk in May, was backed by Bo Finch, the mayor of the port of Tamsin,"
    " as she spoke on Monday."
)


@pytest.mark.parametrize(
    ("part", "shown"),
    [
        ("Bo Finch, the mayor of the port of Tamsin", ENDORSED),
        ("was backed by Bo Finch", ENDORSED),
        ("Ann Lee, who began her walk in", "Ann Lee, who began her walk in May"),
    ],
)
def test_a_passage_has_a_subject_and_a_verb_and_its_clauses_whole(part, shown):
    told = readings(ENDORSED, "Bo Finch backs Ann Lee.")
    start = ENDORSED.index(part)
    tie = Link(
        left=0,
        right=0,
        relation="partial",
        probability=0.9,
        left_part=Span(start, start + len(part)),
    )
    draft = Draft(nodes=((0, 0), (1, 0)), confidence=0.9)
    passages = Passages(told, Places(told), {(0, 1): PairFindings(links=(tie,))}, {0: [0], 1: [1]})
    span = passages.of(draft)[0, 0].span
    assert ENDORSED[span.start : span.end] == shown


@pytest.mark.parametrize(
    ("part", "shared"),
    [("according to harbour master Petra Lindqvist", 0), ("The port will open in May", 1)],
)
def test_according_to_a_speaker_asserts_nothing_that_reports_could_share(part, shared):
    told = readings(
        "The port will open in May, according to harbour master Petra Lindqvist.",
        "Petra Lindqvist has overseen the plans for May.",
    )
    start = told[0].report.text.index(part)
    tie = Link(
        left=0,
        right=0,
        relation="partial",
        probability=0.9,
        left_part=Span(start, start + len(part)),
    )
    drafted = [Draft(nodes=((0, 0), (1, 0)), confidence=0.9)]
    found = Passages(told, Places(told), {(0, 1): PairFindings(links=(tie,))}, {0: [0], 1: [1]})
    assert len(found.asserting(drafted)) == shared


def passages_of(comparison, claim):
    texts = {one.id: one.text for one in comparison.reports}
    return [texts[one.report][one.start : one.end] for one in claim.passages]


@pytest.mark.parametrize(
    ("text", "part", "kept"),
    [
        ("He fell, and he died,", (7, 21), "he died"),
        ("He fell and died", (0, 7), "He fell"),
        ("It sank \u2014 nobody knows why.", (0, 10), "It sank"),
    ],
)
def test_a_part_is_shown_without_what_joins_it_to_the_rest(text, part, kept):
    span = without_joints(text, Span(*part))
    assert text[span.start : span.end] == kept
