"""What differs between linked sentences of two reports, on invented sentences."""

from __future__ import annotations

import math

import numpy as np
import pytest
from differing import Said, between, link, only, reading
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.comparing.differences import differences_between
from rashomon.comparing.differences.judging import Scorer
from rashomon.comparing.pair import Link, LinkRelation, PairDifference
from rashomon.reading.reading import Reading


class TestRetouchedSentence:
    """One sentence is the other with a word changed; no link is needed to see it."""

    def changed(self, old: str, new: str, sentence: str) -> tuple[PairDifference, ...]:
        before = "The harbour opened in the morning as usual."
        return between(
            f"{before} {sentence}", f"{before} {sentence.replace(old, new, 1)}", links=()
        )

    def test_a_figure(self) -> None:
        found = only(
            self.changed("112", "117", "The ferry carried 112 passengers and a crew of nine."),
            "number",
        )
        assert found.subtype == "conflict"
        assert (found.left_value, found.right_value) == ("112", "117")
        assert '"112"' in found.explanation
        assert '"117"' in found.explanation
        assert found.confidence > 0.9

    def test_a_weekday(self) -> None:
        found = self.changed("Monday", "Thursday", "The council is to meet on Monday in the hall.")
        assert only(found, "date").subtype == "conflict"

    def test_a_day_of_the_month_is_a_date_and_no_figure(self) -> None:
        found = self.changed("June 11", "June 14", "The court is to rule on June 11 in Lisbon.")
        assert only(found, "date").left_value == "2024-06-11"

    def test_a_count_of_years_is_a_figure(self) -> None:
        found = self.changed("19 years", "20 years", "The bridge was built 19 years ago by hand.")
        assert only(found, "number").subtype == "conflict"

    @pytest.mark.parametrize("new", ["Hendriksson", "Hendrikson", "Henrikssen"])
    def test_a_letter_of_a_name(self, new: str) -> None:
        found = self.changed("Henriksen", new, "Mayor Olav Henriksen said the dam would hold.")
        assert only(found, "name").right_value is not None

    def test_one_length_in_two_units_is_the_same(self) -> None:
        sentence = "Officers chased the driver for 30 miles on Monday before he stopped."
        assert self.changed("30 miles", "48km", sentence) == ()
        assert [one.type for one in self.changed("30 miles", "60km", sentence)] == ["number"]

    def test_a_word_inside_a_quotation(self) -> None:
        found = self.changed(
            "must", "should", "“We must rebuild the quay before winter comes,” the mayor wrote."
        )
        quote = only(found, "quote")
        assert quote.subtype == "altered"
        assert "“must”" in quote.explanation
        assert "“should”" in quote.explanation

    def test_words_left_out_of_a_quotation(self) -> None:
        found = self.changed(
            ", and soon", "", "“We will rebuild the quay, and soon,” the mayor wrote on a board."
        )
        assert only(found, "quote").subtype == "trimmed"

    def test_a_negation(self) -> None:
        found = self.changed("was", "was not", "The captain was warned about the sandbank twice.")
        assert only(found, "fact").subtype == "polarity"

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("twice", "twice, and the owner does not know by whom"),
            ("twice", "twice, nobody told the crew"),
            ("warned about the sandbank twice", "warned, which no one had asked for"),
        ],
    )
    def test_a_clause_with_a_negation_denies_nothing(self, left: str, right: str) -> None:
        sentence = "The captain of the ferry Aldina was warned about the sandbank twice."
        found = self.changed(left, right, sentence)
        assert [one for one in found if one.type == "fact"] == []

    def test_a_numeral_in_a_circle_is_no_figure(self) -> None:
        sentence = "The port has ❶ {} docks and ❷ 14 cranes on its quay."
        found = between(sentence.format(11), sentence.format(12), links=())
        assert only(found, "number").left_value == "11"

    def test_a_figure_exchanged_for_another_of_its_sentence(self) -> None:
        sentence = "The port ranks at No. {}, the docks at No. 14 and the mill at No. 15."
        found = only(between(sentence.format(11), sentence.format(15), links=()), "number")
        assert (found.left_value, found.right_value) == ("11", "15")

    def test_a_figure_that_both_have_is_not_exchanged(self) -> None:
        found = between(
            "Lunby scored late on Monday night, and the hosts beat visiting Varnholm 91-73.",
            "Lunby scored late on Monday night, and beat visiting Varnholm (7-2) 91-73.",
            links=(),
        )
        assert [one for one in found if one.type == "number"] == []

    def test_decimals_are_no_figure(self) -> None:
        sentence = "The ministers agreed on a loan of {} over the weekend, the union said."
        found = between(
            sentence.format("110bn (Kr472.72bn)"), sentence.format("110bn ($158bn)"), links=()
        )
        assert {one.left_value for one in found if one.type == "number"} <= {"472"}

    def test_a_bound(self) -> None:
        found = self.changed("60", "more than 60", "The storm damaged 60 houses along the shore.")
        number = only(found, "number")
        assert number.subtype == "bound"
        assert '"more than 60"' in number.explanation

    def test_marks_and_case_are_no_difference(self) -> None:
        assert (
            between(
                '"We will not leave," the mayor wrote. The U.N. agreed.',
                "“We will not leave”, the Mayor wrote. The UN agreed.",
                links=(),
            )
            == ()
        )

    def test_an_equal_sentence_elsewhere_is_not_compared(self) -> None:
        text = "At least 40 houses burned. The fire took 43 houses, the mayor wrote."
        links = [Link(left=0, right=1, relation="partial", probability=0.9)]
        assert between(text, f"{text} Rain is expected.", links) == ()


class TestFacts:
    def test_a_conflict_of_the_link(self) -> None:
        found = between(
            "The chairman will stand again.",
            "The party expects a new chairman.",
            link("conflict", 0.9),
        )
        assert only(found, "fact").subtype == "conflict"

    def test_an_unsure_conflict_stays_unsaid(self) -> None:
        found = between(
            "The chairman will stand again.",
            "The party expects a new chairman.",
            link("conflict", 0.4),
        )
        assert found == ()


def test_an_initial_in_a_middle_of_a_name_is_no_other_name() -> None:
    found = between(
        "The harbour master Ann Kelly closed the eastern gate on Monday.",
        "The harbour master Ann T. Kelly closed the eastern gate on Monday night.",
        link("same"),
    )
    assert "name" not in {one.type for one in found}


def test_two_people_with_one_name_in_like_spelling_are_two() -> None:
    found = between(
        "Kunder Pelan, a baker, left the old town on Monday.",
        "The police said that the baker Loran Kundar had urged others to leave the old town.",
        link("same"),
    )
    assert "name" not in {one.type for one in found}


def test_what_comes_each_year_is_no_count_of_one_event() -> None:
    found = between(
        "At least 50 people were killed on the roads of Varn on Monday.",
        "An estimated 8,000 people are killed on its roads each year.",
    )
    assert "number" not in {one.type for one in found}


def test_laps_since_and_laps_to_go_are_no_two_figures_for_one_thing() -> None:
    left = "One lap later the Norwegian pitted and Holm inherited the lead."
    found = between(left, "Holm inherited the lead with eight laps to go as the Norwegian pitted.")
    assert "number" not in {one.type for one in found}


def test_words_for_protests_count_no_people() -> None:
    found = between("The protest went on in the old town.", "The protests went on in the old town.")
    assert "number" not in {one.type for one in found}


def test_two_quotations_with_few_words_in_common_are_two() -> None:
    found = between(
        "“Tell me who you are,” the mayor said at the gate.",
        "Standing there the mayor shouted at them: “I have a right to know who is here.”",
        link("same"),
    )
    assert "quote" not in {one.type for one in found}


def test_quotations_with_nothing_in_common_are_two() -> None:
    found = between(
        reading(
            "Ann Kelly said it was “imperative” to sail.",
            Said(content="it was “imperative” to sail", source="Ann Kelly", speaker="Ann Kelly"),
        ),
        reading(
            "Ann Kelly said the captain was a “sane, competent person” on board.",
            Said(
                content="the captain was a “sane, competent person” on board",
                source="Ann Kelly",
                speaker="Ann Kelly",
            ),
            name="b",
        ),
        link("same"),
    )
    assert "quote" not in {one.type for one in found}


def paraphrased_of(speaker: str) -> set[str]:
    """Gives what differs where Ann Kelly is quoted and `speaker` is told to have said the like."""
    found = between(
        reading(
            "“The bridge must stay closed until its cables are mended,” Ann Kelly said.",
            Said(
                content="The bridge must stay closed until its cables are mended,",
                source="Ann Kelly",
                speaker="Ann Kelly",
                manner="direct",
            ),
        ),
        reading(
            f"{speaker} said the bridge had to stay closed while its cables were checked.",
            Said(
                content="the bridge had to stay closed while its cables were checked",
                source=speaker,
                speaker=speaker,
            ),
            name="b",
        ),
        link("same"),
    )
    return {one.type for one in found}


def test_an_utterance_and_its_paraphrase() -> None:
    assert "quote" in paraphrased_of("Ann Kelly")


def test_words_of_two_people_are_no_one_utterance() -> None:
    assert "quote" not in paraphrased_of("Carl Meyer")


def test_a_title_in_marks_is_no_utterance() -> None:
    found = between(
        "The director of “Salt Winter” was hurt on its set in May.",
        "The director was hurt in May on the set of “Salt Winter: The Return,” police said.",
        link("same"),
    )
    assert "quote" not in {one.type for one in found}


def test_a_scorer_weighs_features_and_what_words_mean() -> None:
    scorer = Scorer(weights={"share": 2.0}, bias=-1.0, meaning=(1.0, -3.0))
    meaning = np.array([0.5, 0.25], dtype=np.float32)
    assert scorer.probability({"share": 0.5}) == 0.5
    assert scorer.probability({"share": 0.5}, meaning) == pytest.approx(1 / (1 + math.exp(0.25)))


def test_outlets_are_named_where_known() -> None:
    left = reading("The flood killed 276 people.", outlet="The Quay")
    right = reading("More than 200 people were killed.", name="b", outlet="Harbour Post")
    assert only(between(left, right), "number").explanation in {
        'The Quay says "276", Harbour Post "More than 200".',
        'Harbour Post says "More than 200", The Quay "276".',
    }


def test_a_weak_link_makes_a_weak_difference() -> None:
    left, right = "The flood killed 276 people.", "More than 200 people were killed."
    confidences = [
        only(between(left, right, link(probability=probability)), "number").confidence
        for probability in (0.2, 0.5, 0.9)
    ]
    assert confidences == sorted(confidences)
    assert confidences[0] < 0.3 < confidences[2]


SENTENCES = [
    "The flood killed 276 people.",
    "More than 200 people were killed in the flood on Tuesday.",
    "“We must rebuild the quay before winter,” Ada Quist said.",
    "“We should rebuild the quay before winter,” Ada Qvist said.",
    "The town fell to terrorists on Wednesday.",
    "Militants took the town on Thursday.",
    "The captain was not warned about the sandbank.",
    "The captain was warned about the sandbank.",
    "About 40 houses burned.",
]
texts = st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6).map(" ".join)


@st.composite
def linked_texts(draw: st.DrawFn) -> tuple[Reading, Reading, tuple[Link, ...]]:
    left, right = reading(draw(texts)), reading(draw(texts), name="b")
    pairs = st.tuples(
        st.integers(0, len(left.sentences) - 1), st.integers(0, len(right.sentences) - 1)
    )
    relations: st.SearchStrategy[LinkRelation] = st.sampled_from(["same", "partial", "conflict"])
    links = [
        Link(left=i, right=j, relation=draw(relations), probability=0.9)
        for i, j in sorted(draw(st.sets(pairs, max_size=6)))
    ]
    return left, right, tuple(links)


@settings(max_examples=60)
@given(linked_texts())
def test_swapping_the_reports_swaps_the_sides(
    case: tuple[Reading, Reading, tuple[Link, ...]],
) -> None:
    left, right, links = case
    swapped = [
        Link(left=one.right, right=one.left, relation=one.relation, probability=one.probability)
        for one in links
    ]
    there = {_sides(one) for one in differences_between(left, right, links)}
    back = {_sides(one, mirrored=True) for one in differences_between(right, left, swapped)}
    assert there == back


def _sides(found: PairDifference, *, mirrored: bool = False) -> tuple[object, ...]:
    sides = [
        (found.left_sentence, found.left, found.left_value),
        (found.right_sentence, found.right, found.right_value),
    ]
    if mirrored:
        sides.reverse()
    return (*sides, found.type, found.subtype, found.explanation, found.confidence)


@settings(max_examples=60)
@given(linked_texts())
def test_sides_lie_in_their_sentences(case: tuple[Reading, Reading, tuple[Link, ...]]) -> None:
    left, right, links = case
    for found in differences_between(left, right, links):
        assert left.sentences[found.left_sentence].covers(found.left)
        assert right.sentences[found.right_sentence].covers(found.right)
        assert found.left.start < found.left.end
        assert found.right.start < found.right.end
        assert 0 < found.confidence <= 1


@settings(max_examples=40)
@given(texts, st.data())
def test_a_report_against_itself_has_no_difference(text: str, data: st.DataObject) -> None:
    one, other = reading(text), reading(text, name="b")
    places = st.integers(0, len(one.sentences) - 1)
    links = [
        Link(left=i, right=j, relation="partial", probability=0.9)
        for i, j in data.draw(st.sets(st.tuples(places, places), max_size=8))
    ]
    assert differences_between(one, other, links) == ()
