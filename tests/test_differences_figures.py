"""Figures and dates that differ between linked sentences, on invented ones."""

from __future__ import annotations

import pytest
from differing import between, link, only, placed, reading

from rashomon.comparing.differences import sentence_pairs
from rashomon.comparing.differences.dates import date_candidates


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
            ("Tuesday at 2 a.m.", "Tuesday night", ["precision"]),
            ("Tuesday at 11 a.m.", "Tuesday afternoon", []),
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
