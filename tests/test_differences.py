"""What differs between linked sentences of two reports, on invented sentences."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from rashomon.comparing.differences import differences_between, sentence_pairs
from rashomon.comparing.differences.dates import date_candidates
from rashomon.comparing.differences.judging import Scorer
from rashomon.comparing.pair import Link, LinkRelation, PairDifference
from rashomon.comparing.telling import DIFFERENCE_SHOWN
from rashomon.reading.quantities import find_quantities
from rashomon.reading.reading import Actor, Manner, Reading, Statement
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Report, Span, fingerprint


@dataclass(frozen=True)
class Said:
    """A statement for a hand-built reading: its content, its source words, who that is."""

    content: str
    source: str
    speaker: str
    manner: Manner = "indirect"
    cue: str = "said"


def reading(
    text: str,
    *said: Said,
    name: str = "a",
    outlet: str | None = None,
    published: str | None = "2024-05-16",
) -> Reading:
    """Reads a text without the trained reader; statements are given."""
    report = Report(
        id=name,
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(),
        outlet=outlet,
        published=published,
    )
    sentences = split_sentences(text)
    times = find_times(report, sentences)
    return Reading(
        report=report,
        sentences=sentences,
        actors=tuple(
            Actor(id=speaker, name=speaker, kind="person", mentions=())
            for speaker in sorted({one.speaker for one in said})
        ),
        statements=tuple(
            Statement(
                id=f"s{number}",
                manner=one.manner,
                act="speech",
                content=(_span(text, one.content),),
                source=_span(text, one.source),
                cue=_span(text, one.cue),
                speaker=one.speaker,
                confidence=0.95,
            )
            for number, one in enumerate(said)
        ),
        times=times,
        quantities=find_quantities(report, sentences, times),
    )


def _span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def placed(text: str, place: str) -> Reading:
    """Reads a text in which a place is named once in its first sentence."""
    plain = reading(text)
    actor = Actor(id="p", name=place, kind="place", mentions=(_span(text, place),))
    return replace(plain, actors=(actor,))


def link(relation: LinkRelation = "partial", probability: float = 0.95) -> tuple[Link, ...]:
    return (Link(left=0, right=0, relation=relation, probability=probability),)


def between(
    left: str | Reading, right: str | Reading, links: Sequence[Link] | None = None
) -> tuple[PairDifference, ...]:
    ours = left if isinstance(left, Reading) else reading(left)
    theirs = right if isinstance(right, Reading) else reading(right, name="b")
    return differences_between(ours, theirs, link() if links is None else links)


def only(found: tuple[PairDifference, ...], kind: str) -> PairDifference:
    assert [one.type for one in found] == [kind]
    return found[0]


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


class TestNumbers:
    @pytest.mark.parametrize(
        ("left", "right", "subtype"),
        [
            ("The flood killed 276 people.", "More than 200 people were killed.", "precision"),
            ("The flood killed 60 people.", "More than 60 died in the flood.", "bound"),
            ("The flood killed 12 people.", "At least 12 people are dead.", "bound"),
            ("Ferry fire kills 50", "Scores of passengers died in the ferry fire.", "precision"),
            ("The ship cost $43,350.", "The ship cost $43,000, officials wrote.", "rounding"),
            ("The ship cost $500,000.", "The ship cost $1 million, officials wrote.", "conflict"),
            ("The flood killed 14 people.", "The flood has killed 19 people.", "conflict"),
            (
                "The storm pushed the raft about 1km along the coast.",
                "Along the coast for nearly a kilometre the raft was pushed by a storm.",
                "bound",
            ),
            (
                "Doctors told her friends that she had a 3 percent chance of survival.",
                "Her chances of survival were as little as three per cent, her friends wrote.",
                "bound",
            ),
            (
                "Tests show that fuel consumption was cut by more than a fifth.",
                "The car has a consumption of fuel that is lower by 20%, tests show.",
                "bound",
            ),
        ],
    )
    def test_kinds(self, left: str, right: str, subtype: str) -> None:
        assert only(between(left, right), "number").subtype == subtype

    def test_the_age_of_one_child(self) -> None:
        found = between(
            "Rescuers dug all night for the six-year-old who had fallen into the well.",
            "Into a well in the hills fell a boy, five years old, and rescuers went on digging.",
        )
        ages = [(one.subtype, one.doubtful) for one in found if one.type == "number"]
        assert ages == [("conflict", True)]

    def test_days_and_how_many(self) -> None:
        found = between(
            "The old bridge fell three days before the vote.",
            "Just days before voters went out, a bridge came down: it fell into the bay.",
        )
        assert only(found, "number").subtype == "precision"

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("The flood killed three people.", "Rising water killed 3 people."),
            ("The flood killed 14 people.", "Some 30 people were wounded in the flood."),
            ("The flood killed 14 people.", "The flood reached a height of 9 metres."),
            ("Anna Lind, 29, sang.", "The 21-year-old pianist sang with Anna Lind."),
        ],
    )
    def test_no_difference(self, left: str, right: str) -> None:
        assert "number" not in {one.type for one in between(left, right)}

    def test_a_crowd_of_one_evening_does_not_grow_overnight(self) -> None:
        first = reading("Some 150 protesters stood at the gate.", published="2025-03-04")
        later = reading(
            "More than 400 protesters stood at the gate.", name="b", published="2025-03-05"
        )
        assert only(between(first, later), "number").subtype == "conflict"

    def test_counts_in_two_countries_are_two_counts(self) -> None:
        left = "The storm killed 6 people in Haiti and 11 people in Cuba, officials said."
        right = "In Jamaica the storm has killed nine people, officials said."
        assert "number" not in {one.type for one in between(left, right)}

    def test_counts_in_two_towns_that_both_reports_name_are_two_counts(self) -> None:
        left = "The flood killed 14 people in Lindholm. Varnholm was cut off."
        right = "In Varnholm the flood has killed 19 people. Lindholm was under water."
        found = between(placed(left, "Lindholm"), placed(right, "Varnholm"))
        assert "number" not in {one.type for one in found}

    def test_counts_of_two_towns_of_which_each_report_knows_one_are_doubtful(self) -> None:
        places = (
            placed("The flood killed 14 people in Lindholm.", "Lindholm"),
            placed("In Varnholm the flood has killed 19 people.", "Varnholm"),
        )
        assert only(between(*places), "number").doubtful

    def test_counts_in_one_town_are_not(self) -> None:
        places = (
            placed("The flood killed 14 people in Lindholm.", "Lindholm"),
            placed("In Lindholm the flood has killed 19 people.", "Lindholm"),
        )
        found = only(between(*places), "number")
        assert (found.subtype, found.doubtful) == ("conflict", False)

    @pytest.mark.parametrize(("count", "subtype"), [("10", "precision"), ("40", "conflict")])
    def test_a_dozen_may_be_ten(self, count: str, subtype: str) -> None:
        left = f"In a village {count} people were killed by the flood."
        found = between(left, "The flood has killed a dozen people.")
        assert only(found, "number").subtype == subtype

    def test_a_later_larger_count_is_an_update(self) -> None:
        first = reading("The flood killed 14 people.", published="2024-05-16")
        later = reading("The flood has killed 19 people.", name="b", published="2024-05-18")
        assert only(between(first, later), "number").subtype == "update"


class TestDates:
    def test_other_day(self) -> None:
        found = between(
            "The minister resigned on Tuesday.", "The minister resigned from office on Wednesday."
        )
        assert only(found, "date").subtype == "conflict"

    def test_the_same_day_in_other_words(self) -> None:
        left = "The minister resigned on Tuesday."
        assert between(left, "She resigned from office on May 14, her staff wrote.") == ()

    def test_about_and_exactly(self) -> None:
        left = "The meteor was seen by hundreds over the bay at 5:52 p.m. on Tuesday."
        right = "Over the bay, hundreds saw a meteor fall at about 5:52 p.m. on May 14."
        assert only(between(left, right), "date").subtype == "precision"

    def test_rival_years_after_the_same_words(self) -> None:
        left = "The ship was built at a Dutch yard in 1996, the maritime agency wrote."
        right = "The ship was built at a Dutch yard in 1998 and inspected last month."
        assert only(between(left, right), "date").subtype == "conflict"

    @pytest.mark.parametrize(
        ("left", "right", "subtypes"),
        [
            ("Tuesday", "Wednesday", ["conflict"]),
            ("Tuesday", "Tuesday night", ["precision"]),
            ("Tuesday morning", "Tuesday evening", ["conflict"]),
            ("Tuesday", "Tuesday", []),
        ],
    )
    def test_days_of_reports_that_tell_no_date(
        self, left: str, right: str, subtypes: list[str]
    ) -> None:
        ours = reading(f"The minister, who was ill, resigned on {left}.", published=None)
        theirs = reading(
            f"A long illness made the minister give up: she resigned from office on {right}.",
            name="b",
            published=None,
        )
        pairs = sentence_pairs(ours, theirs, link())
        candidates = [one.difference for pair in pairs for one in date_candidates(pair)]
        assert [one.subtype for one in candidates] == subtypes

    def test_an_hour_of_two_undated_days(self) -> None:
        found = between(
            reading("The guards found the body at around 2am on Thursday.", published=None),
            reading("In its cell at 2am the body was found, say guards.", name="b", published=None),
        )
        assert only(found, "date").subtype == "precision"

    def test_two_days_that_both_sentences_tell_are_no_difference(self) -> None:
        left = "The minister announced on Tuesday that she would resign on Friday."
        right = "On Tuesday the minister announced to resign from office on Friday."
        assert between(left, right) == ()

    def test_a_report_that_is_as_exact_elsewhere_differs_in_nothing(self) -> None:
        right = "She had resigned from office in March 2012, her staff wrote."
        assert only(between("The minister resigned in 2012.", right), "date")
        left = "The minister resigned in 2012. Her letter of March 2012 was read out."
        assert between(left, right) == ()

    def test_an_hour_written_otherwise(self) -> None:
        before = "The harbour opened in the morning as usual."
        left = f"{before} The gunman gave himself up to police just after 6 p.m."
        assert between(left, left.replace("6 p.m.", "6:00 p.m."), links=()) == ()

    def test_days_of_different_events(self) -> None:
        left = "The minister resigned on Tuesday."
        assert between(left, "Voters will choose a successor in September.") == ()


class TestNames:
    def test_two_spellings(self) -> None:
        found = between("Dmitri Oranov won the race.", "The race was won by Dimitri Oranov.")
        name = only(found, "name")
        assert (name.left_value, name.right_value) == ("Dmitri Oranov", "Dimitri Oranov")

    def test_a_name_is_shown_without_the_office_before_it(self) -> None:
        found = between(
            "Dmitri Oranov won the race.", "The race was won by Harbour Spokesman Dimitri Oranov."
        )
        name = only(found, "name")
        assert (name.left_value, name.right_value) == ("Dmitri Oranov", "Dimitri Oranov")

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("Ann Oranov won the race.", "The race was won by Ann Marie Oranov."),
            ("Jo Oranov won the race.", "The race was won by Joanna Oranov."),
            ("Bashar Oranov won the race.", "The race was won by Bashar al-Oranov."),
            ("Dave Oranov won the race.", "The race was won by David Oranov."),
            ("Joe Oranov won the race.", "The race was won by Joseph R. Oranov Jr."),
            ("Omar Oranov won the race.", "The race was won by Omar Mir Seddik Oranov."),
            ("Ann Oranov won the race.", "The race was won by Ann Oranovo."),
            ("The race ended at Linden Theatre.", "At Linden Theater the race came to an end."),
        ],
    )
    def test_other_given_names(self, left: str, right: str) -> None:
        assert [one.type for one in between(left, right)] == ["name"]

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("The race was won by Chairman Oranov.", "Chairman Dmitri Oranov won the race."),
            ("Oranov won the race.", "The race was won by Dmitri Oranov."),
            ("Syria won the race.", "The race was won by the Syrian team."),
            ("Marta Oranov won the race.", "The race was won by Dmitri Oranov."),
            ("The Iran War shaped the race.", "The race was shaped by the Iraq War."),
            ("Fans Praise Late Goal.", "Fans Praise Very Late Goal, and a late goal it was."),
        ],
    )
    def test_no_difference(self, left: str, right: str) -> None:
        assert between(left, right) == ()


class TestPlaces:
    def test_another_country(self) -> None:
        found = between("The ship was seized in Cyprus.", "Police in Malta seized it in Malta.")
        assert only(found, "place").subtype == "conflict"

    def test_another_part(self) -> None:
        found = between("Fighting spread in eastern Mali.", "Fighting spread to northern Mali.")
        assert only(found, "place").left_value is None

    def test_parts_of_one_country_where_two_things_are_told(self) -> None:
        found = between("A quake hit southern Iran.", "Thousands died in a city of central Iran.")
        assert [one for one in found if one.type == "place"] == []

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("in the Mount Varn park", "in the Mt Varn park"),
            ("in the EU's ports", "in EU ports"),
            ("in Lindholm", "in Greece"),
        ],
    )
    def test_no_other_place_in_a_retouched_sentence(self, left: str, right: str) -> None:
        sentence = "The oil tanker was seized {} with a crew of twelve on board."
        readings = [
            placed(sentence.format(words), words.removeprefix("in ").removeprefix("the "))
            for words in (left, right)
        ]
        found = between(*readings, links=())
        assert [one for one in found if one.type == "place"] == []

    def test_a_capital_for_its_country_is_less_exact(self) -> None:
        sentence = "A bomb in a bank in {} at least three people, the police said on Monday."
        capital = placed(sentence.format("Athens left dead"), "Athens")
        found = between(capital, placed(sentence.format("Greece killed"), "Greece"), links=())
        assert [one.subtype for one in found if one.type == "place"] == ["precision"]

    def test_a_town_and_its_country(self) -> None:
        assert between("The ship was seized in Valletta.", "The ship was seized in Malta.") == ()

    def test_exchanged_in_a_retouched_sentence(self) -> None:
        sentence = "The oil tanker was seized in {} with a crew of twelve on board."
        found = between(sentence.format("Cyprus"), sentence.format("Malta"), links=())
        assert only(found, "place").subtype == "conflict"


class TestQuotes:
    mayor = "Ada Quist"

    def test_paraphrased(self) -> None:
        left = reading(
            '"We will rebuild the quay before the winter," Quist said.',
            Said("We will rebuild the quay before the winter", "Quist", self.mayor, "direct"),
        )
        right = reading(
            "Ada Quist said the quay would be rebuilt before winter came.",
            Said("the quay would be rebuilt before winter came", "Ada Quist", self.mayor),
            name="b",
        )
        quote = only(between(left, right), "quote")
        assert quote.subtype == "paraphrased"
        assert left.report.show(quote.left) == "We will rebuild the quay before the winter,"

    def test_equal_words_in_another_frame(self) -> None:
        left = reading(
            '"We will rebuild the quay," Quist said.',
            Said("We will rebuild the quay", "Quist", self.mayor, "direct"),
        )
        right = reading(
            "Speaking at the harbour, Ada Quist said: “We will rebuild the quay.”",
            Said("We will rebuild the quay", "Ada Quist", self.mayor, "direct"),
            name="b",
        )
        assert between(left, right) == ()


class TestAttribution:
    content = "the dam was unsafe for years"

    def test_other_speaker(self) -> None:
        left = reading(
            f"Ada Quist said {self.content}.", Said(self.content, "Ada Quist", "Ada Quist")
        )
        right = reading(
            f"According to Bo Lind, {self.content}.",
            Said(self.content, "Bo Lind", "Bo Lind", cue="According to"),
            name="b",
        )
        found = only(between(left, right, link("same")), "attribution")
        assert found.subtype == "other-speaker"
        assert "Ada Quist" in found.explanation
        assert "Bo Lind" in found.explanation

    def test_credited_and_asserted(self) -> None:
        left = reading(
            f"Engineers said {self.content}.", Said(self.content, "Engineers", "Engineers")
        )
        right = reading("For years the dam was unsafe, and nobody closed it.", name="b")
        found = only(between(left, right, link("same")), "attribution")
        assert found.subtype == "unattributed"
        assert left.report.show(found.left) == "Engineers"

    def test_a_source_that_closes_its_sentence_is_credited_with_all_of_it(self) -> None:
        left = reading(
            "The dam burst at night, drowning the lower town, engineers said.",
            Said("drowning the lower town", "engineers", "engineers"),
        )
        right = reading(
            "Engineers said the dam burst at night and drowned the lower town.",
            Said("the dam burst at night and drowned the lower town", "Engineers", "engineers"),
            name="b",
        )
        assert between(left, right, link("same")) == ()

    def test_a_closing_source_that_was_not_read(self) -> None:
        content = "The dam burst at night and drowned the lower town of Quist"
        right = reading(
            f"Engineers said {content[0].lower()}{content[1:]}.",
            Said(f"{content[0].lower()}{content[1:]}", "Engineers", "engineers"),
            name="b",
        )
        assert between(reading(f"{content}, the engineers said."), right, link("same")) == ()

    def test_one_speaker_under_two_names(self) -> None:
        left = reading(f"Quist said {self.content}.", Said(self.content, "Quist", "Quist"))
        right = reading(
            f"Mayor Ada Quist said on Friday that {self.content}.",
            Said(self.content, "Mayor Ada Quist", "Ada Quist"),
            name="b",
        )
        assert between(left, right, link("same")) == ()


class TestLabels:
    def test_a_telling_choice(self) -> None:
        found = between("Militants took the town.", "The town fell to terrorists.")
        label = only(found, "label")
        assert (label.left_value, label.right_value) == ("Militants", "terrorists")

    def test_a_few_words_in_quotation_marks(self) -> None:
        found = between("Militants took the town.", "The town fell to “terrorists”.")
        assert only(found, "label").right_value == "terrorists"

    def test_a_judging_modifier(self) -> None:
        found = between(
            "The singer spoke on Monday of the death of her cousin in Northport.",
            "The singer spoke on Monday of the tragic death of her cousin in the port.",
            link("same"),
        )
        assert "tragic death" in {one.right_value for one in found if one.type == "label"}

    def test_a_noun_is_shown_with_the_modifier_that_each_gives_it(self) -> None:
        found = between(
            "The singer spoke on Monday of the sudden death of her cousin in Northport.",
            "The singer spoke on Monday of the tragic death of her cousin in the port.",
            link("same"),
        )
        shown = {(one.left_value, one.right_value) for one in found if one.type == "label"}
        assert ("death", "tragic death") not in shown

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("Soldiers took the town.", "The town was taken by troops."),
            (
                "Militants took the town.",
                "“The town fell to terrorists before we knew of it,” she wrote.",
            ),
            ("Militants took the town.", "The town fell to militants."),
            ("He was charged with lying.", "The charge was that he lied."),
        ],
    )
    def test_no_telling_choice(self, left: str, right: str) -> None:
        assert [one for one in between(left, right) if one.confidence >= DIFFERENCE_SHOWN] == []

    @pytest.mark.parametrize(
        ("left", "right"),
        [
            (
                "Thieves robbed a jewelry shop in Paris on Monday.",
                "On Monday night a jewellery shop in Paris was robbed, said police.",
            ),
            ("The ruble lost a tenth on Monday.", "On Monday the rouble lost a tenth."),
            (
                "He was out on Monday with a sprained left knee, said the team.",
                "The team said on Monday that he was out with a sprained knee.",
            ),
            (
                "Woman succumbs to burns in a hospital in Northport on Monday.",
                "Woman in immolation succumbs to burns in a Northport hospital.",
            ),
            (
                "Police arrested the lineman for drunk driving on a freeway.",
                "The lineman was held by police on suspicion of drunken driving.",
            ),
            (
                "Monday: www.example.com/thugs-go-on-trial",
                "The gangsters go on trial on Monday in Northport, a court said.",
            ),
            (
                "The fire burned 86 square metres of the old barn in Northport.",
                "In Northport a fire burned an 86-sq-m part of the old barn.",
            ),
            ("The rebels took the harbour.", "The harbour was taken by the rebels."),
            ("Soldiers took the town.", "The town was taken by troops."),
        ],
        ids=["one root", "an address", "a unit", "a form", "usual words"],
    )
    def test_no_label(self, left: str, right: str) -> None:
        assert "label" not in {one.type for one in between(left, right)}


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
