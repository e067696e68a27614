"""Matching: which sentences of two reports share a specific assertion."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.comparing.features import Side, features
from rashomon.comparing.matching import SHOWN, SURE, match, matched_sentences
from rashomon.comparing.pair import Link
from rashomon.comparing.scoring import Forest, Relations, Scorer
from rashomon.comparing.vectors import lay_out, stem, stretches, views, word_spans
from rashomon.reading.reading import Reading
from rashomon.report import Report, Span, Zone, ZoneKind, fingerprint

HARBOUR = (
    ("title", "Ferry with 40 aboard runs aground off Lindholm"),
    ("lead", "A ferry carrying 40 people ran aground near Lindholm harbour on Tuesday night."),
    ("body", '"Nobody was hurt and everybody is ashore," harbour master Ida Krogh said.'),
    ("body", "The company that owns the ferry was founded in 1921."),
)
COAST = (
    ("title", "Passengers brought ashore after ferry grounding"),
    ("lead", "Forty people were on board when a ferry ran aground off Lindholm late on Tuesday."),
    ("body", "Harbour master Ida Krogh said that no one had been hurt."),
    ("body", "Ticket prices on the route rise every spring."),
)


def reading(*parts: tuple[ZoneKind, str]) -> Reading:
    """A reading whose parts are one paragraph and one sentence each."""
    spans: list[Span] = []
    text = ""
    for _, words in parts:
        start = len(text) + 2 * bool(text)
        text = f"{text}\n\n{words}" if text else words
        spans.append(Span(start, len(text)))
    zones = tuple(
        Zone(kind=kind, start=span.start, end=span.end)
        for (kind, _), span in zip(parts, spans, strict=True)
    )
    return made(text, spans, zones)


def made(text: str, sentences: list[Span], zones: tuple[Zone, ...]) -> Reading:
    report = Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=zones)
    return Reading(
        report=report,
        sentences=tuple(sentences),
        actors=(),
        statements=(),
        times=(),
        quantities=(),
    )


def test_long_reports_taken_in_parts_give_what_they_give_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    one, two = reading(*HARBOUR), reading(*COAST)
    at_once = match(one, two)
    monkeypatch.setattr("rashomon.comparing.features._MOST_AT_ONCE", 200)
    in_parts = match(one, two)
    assert [(a.left, a.right, a.relation) for a in in_parts] == [
        (a.left, a.right, a.relation) for a in at_once
    ]
    assert [a.probability for a in in_parts] == pytest.approx(
        [a.probability for a in at_once], abs=0.001
    )
    assert at_once


def pairs(links: tuple[Link, ...], *, least: float = SHOWN) -> set[tuple[int, int]]:
    return {(link.left, link.right) for link in links if link.probability >= least}


def test_the_same_assertion_in_other_words_is_linked_and_background_is_not() -> None:
    found = pairs(match(reading(*HARBOUR), reading(*COAST)))
    assert {(1, 1), (2, 2)} <= found
    assert not any(left == 3 or right == 3 for left, right in found)


def test_order_of_the_reports_does_not_matter() -> None:
    one, two = reading(*HARBOUR), reading(*COAST)
    mirrored = {
        (link.right, link.left, link.relation, link.probability) for link in match(two, one)
    }
    assert mirrored == {
        (link.left, link.right, link.relation, link.probability) for link in match(one, two)
    }


def test_a_report_against_itself_links_each_sentence_to_its_twin_alone() -> None:
    links = match(reading(*HARBOUR), reading(*HARBOUR))
    assert [(link.left, link.right) for link in links] == [(i, i) for i in range(4)]
    assert all(link.relation == "same" and link.probability == 1.0 for link in links)


def test_identical_sentences_are_sure_whatever_surrounds_them() -> None:
    other = (COAST[0], HARBOUR[1], COAST[3])
    links = {(link.left, link.right): link for link in match(reading(*HARBOUR), reading(*other))}
    assert links[1, 1].relation == "same"
    assert links[1, 1].probability >= SURE


def test_a_dateline_before_a_sentence_is_not_compared() -> None:
    slug = "LINDHOLM (AP) - "
    text = slug + HARBOUR[1][1]
    zones = (
        Zone(kind="dateline", start=0, end=len(slug) - 1),
        Zone(kind="lead", start=len(slug), end=len(text)),
    )
    dated = made(text, [Span(0, len(text))], zones)
    assert matched_sentences(dated) == {0: Span(len(slug), len(text))}
    (link,) = match(dated, reading(HARBOUR[1]))
    assert link.relation == "same"
    assert link.probability >= SURE


@pytest.mark.parametrize("kind", ["caption", "credit", "byline", "boilerplate", "dateline"])
def test_furniture_is_not_matched(kind: ZoneKind) -> None:
    furniture = reading((kind, HARBOUR[1][1]), HARBOUR[3])
    assert pairs(match(furniture, reading(*HARBOUR)), least=SURE) == {(1, 3)}


def test_a_report_without_sentences_links_to_nothing() -> None:
    assert match(reading(), reading(*HARBOUR)) == ()


SENTENCES = st.lists(st.text(alphabet="abc 1,.\"'“é\u200b", min_size=1, max_size=30), max_size=4)


@settings(max_examples=25)
@given(SENTENCES, SENTENCES)
def test_any_text_gives_ordered_links_inside_the_reports(one: list[str], two: list[str]) -> None:
    left = reading(*[("body", words) for words in one])
    right = reading(*[("body", words) for words in two])
    links = match(left, right)
    places = [(link.left, link.right) for link in links]
    assert places == sorted(set(places))
    for link in links:
        assert link.left < len(one)
        assert link.right < len(two)
        assert 0.0 < link.probability <= 1.0


def side(*parts: tuple[str, str]) -> Side:
    return Side(
        sentences=views(tuple(words for _, words in parts)),
        title=tuple(kind == "title" for kind, _ in parts),
    )


def test_features_are_symmetric() -> None:
    forth = features(side(*HARBOUR), side(*COAST), idf={})
    back = features(side(*COAST), side(*HARBOUR), idf={})
    assert list(forth) == list(back)
    for name, matrix in forth.items():
        assert matrix.shape == (4, 4)
        np.testing.assert_allclose(matrix, back[name].T, atol=1e-6, err_msg=name)


def test_figures_in_words_and_digits_meet() -> None:
    one = side(("body", "It sank 12 boats."), ("body", "Rain fell."))
    two = side(("body", "Twelve boats were sunk."), ("body", "Nine sank."))
    shared = features(one, two, idf={})["figures_shared"]
    assert shared[0, 0] > 0
    assert shared[0, 1] == shared[1, 0] == 0


def test_a_name_is_a_word_with_a_capital_inside_a_sentence() -> None:
    one = side(("body", "Police met Ida Krogh."))
    two = side(("body", "Today Krogh met police."))
    assert features(one, two, idf={})["names_shared"][0, 0] == pytest.approx(np.log1p(1))


def test_words_and_stems() -> None:
    text = "The minister's 1,200 U.S. ships didn’t sink."
    words = [text[span.start : span.end] for span in word_spans(text)]
    assert words == ["The", "minister", "1,200", "U.S.", "ships", "didn", "sink"]
    assert stem("Shootings") == stem("shooting") == stem("shoots")


def test_sentences_are_read_in_stretches_of_limited_length() -> None:
    short, long = lay_out("Rain fell."), lay_out("rain " * 150)
    assert stretches([short, short, long, short]) == [[0, 1], [2], [3]]
    assert len(lay_out("rain " * 900).ids) < 160


FOREST = Forest(
    roots=(0, 5),
    feature=(0, -1, 1, -1, -1, -1),
    threshold=(0.5, 0.0, 2.0, 0.0, 0.0, 0.0),
    low=(1, 0, 3, 0, 0, 0),
    high=(2, 0, 4, 0, 0, 0),
    value=(0.0, -40.0, 0.0, -1.0, 39.0, 1.0),
    base=0.0,
)
ROWS = np.array([[0.5, 9.0], [0.6, 2.0], [0.6, 2.1]])


def test_trees_add_up_the_leaves_that_a_row_reaches() -> None:
    np.testing.assert_allclose(FOREST.log_odds(ROWS), [-39.0, 0.0, 40.0])


def test_a_scorer_averages_regression_and_trees_and_then_calibrates() -> None:
    scorer = Scorer(features=("a", "b"), weights=(0.0, 0.0), bias=0.0, forest=FOREST)
    np.testing.assert_allclose(scorer.probability(ROWS), [0.25, 0.5, 0.75])
    calibrated = Scorer(
        features=("a", "b"),
        weights=(0.0, 0.0),
        bias=0.0,
        forest=FOREST,
        scored=(0.0, 0.5, 1.0),
        measured=(0.0, 0.2, 1.0),
    )
    np.testing.assert_allclose(calibrated.probability(ROWS), [0.1, 0.2, 0.6])


def test_the_likeliest_relation_is_chosen() -> None:
    relations = Relations(
        features=("a",), names=("same", "partial"), weights=((1.0,), (-1.0,)), bias=(0.0, 0.5)
    )
    assert relations.choose(np.array([[1.0], [0.2]])) == ["same", "partial"]


def walked(forest, row):
    """The log odds of one row, each tree walked node by node."""
    total = 0.0
    for root in forest.roots:
        node = root
        while forest.feature[node] >= 0:
            below = row[forest.feature[node]] <= forest.threshold[node]
            node = (forest.low if below else forest.high)[node]
        total += forest.value[node]
    return forest.base + total


def test_a_forest_gives_what_its_trees_give_one_by_one():
    # One deep tree that leans to the right, one of two leaves, and one that is a leaf.
    forest = Forest(
        roots=(0, 7, 10),
        feature=(0, -1, 1, -1, 0, -1, -1, 1, -1, -1, -1),
        threshold=(0.5, 0, 0.25, 0, 0.75, 0, 0, 0.5, 0, 0, 0),
        low=(1, 0, 3, 0, 5, 0, 0, 8, 0, 0, 0),
        high=(2, 0, 4, 0, 6, 0, 0, 9, 0, 0, 0),
        value=(0, 1.0, 0, 2.0, 0, 4.0, 8.0, 0, 16.0, 32.0, 64.0),
        base=-1.5,
    )
    rows = np.array([[a, b] for a in (0.0, 0.5, 0.6, 0.75, 1.0) for b in (0.0, 0.25, 0.5, 0.9)])
    assert forest.log_odds(rows).tolist() == [walked(forest, row) for row in rows]
    assert forest.log_odds(rows[:0]).tolist() == []
    many = np.repeat(rows, 60, axis=0)
    assert forest.log_odds(many).tolist() == np.repeat(forest.log_odds(rows), 60).tolist()
