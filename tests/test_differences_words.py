"""Names, places, quotations, credit and labels that differ, on invented sentences."""

from __future__ import annotations

import pytest
from differing import Said, between, link, only, placed, reading

from rashomon.comparing.telling import DIFFERENCE_SHOWN


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
        ids=[
            "spelt otherwise",
            "rouble",
            "left knee",
            "verb of a headline",
            "one root",
            "an address",
            "a unit",
            "a form",
            "usual words",
        ],
    )
    def test_no_label(self, left: str, right: str) -> None:
        assert "label" not in {one.type for one in between(left, right)}
