"""What differs in two sentences is held against what the two reports say elsewhere."""

from __future__ import annotations

import pytest
from differing import Said, between, link, only, reading
from msgspec.structs import replace

from rashomon.comparing.pair import Link, PairDifference

CONTENT = "the dam was unsafe for years"
PLAIN = "For years the dam was unsafe, and nobody closed it."
EVEN = 0.5


def links(*places: tuple[int, int]) -> tuple[Link, ...]:
    return tuple(
        Link(left=left, right=right, relation="same", probability=0.95) for left, right in places
    )


def credit(found: tuple[PairDifference, ...]) -> PairDifference:
    (one,) = (one for one in found if one.type == "attribution")
    return one


class TestCreditElsewhere:
    engineers = reading(f"Engineers said {CONTENT}.", Said(CONTENT, "Engineers", "Engineers"))

    def test_two_reports_that_differ_in_it(self) -> None:
        plain = reading(PLAIN, name="b")
        assert credit(between(self.engineers, plain, link("same"))).confidence >= EVEN

    def test_a_headline_over_a_report_that_credits_it(self) -> None:
        told = f"{PLAIN} Inspectors said {CONTENT}."
        both = reading(told, Said(CONTENT, "Inspectors", "Inspectors"), name="b")
        found = between(self.engineers, both, links((0, 0), (0, 1)))
        of_the_first = [one for one in found if PLAIN.startswith(both.report.show(one.right)[:9])]
        (unattributed,) = (one for one in of_the_first if one.subtype == "unattributed")
        assert unattributed.confidence < EVEN

    def test_a_report_that_also_asserts_it(self) -> None:
        text = f"The dam was unsafe for years. Engineers said {CONTENT}."
        said = reading(text, Said(f"{CONTENT}.", "Engineers", "Engineers"))
        found = between(said, reading(PLAIN, name="b"), links((0, 0), (1, 0)))
        assert 0 < credit(found).confidence < EVEN

    def test_other_figures_are_of_another_thing(self) -> None:
        content = "46 people died when the ferry sank"
        said = reading(f"Doctors said {content}.", Said(content, "Doctors", "Doctors"))
        one, other = (
            credit(between(said, reading(f"The ferry sank and {many} people died.", name="b")))
            for many in ("46", "four")
        )
        assert one.confidence >= EVEN > other.confidence

    def test_a_source_that_is_not_named_may_be_the_other(self) -> None:
        text = f"Ada Quist said {CONTENT}. Nobody closed it."
        named = reading(text, Said(CONTENT, "Ada Quist", "Ada Quist"))
        warden = reading(
            f"According to the warden, {CONTENT}.",
            Said(CONTENT, "the warden", "warden", cue="According to"),
            name="b",
        )
        unnamed = replace(warden, actors=(replace(warden.actors[0], named=False),))
        sure, unsure = (credit(between(named, one, link("same"))) for one in (warden, unnamed))
        assert sure.confidence >= EVEN > unsure.confidence

    def test_what_the_one_credited_did_itself(self) -> None:
        content = "46 people died when the ferry sank"
        said = reading(f"The Navy said {content}.", Said(content, "The Navy", "Navy"))
        ferry, navy = (
            between(said, reading(text, name="b"), link("same"))
            for text in (
                "The ferry sank and 46 people died.",
                "The Navy told that the ferry sank and 46 people died.",
            )
        )
        assert credit(ferry).confidence >= EVEN > credit(navy).confidence

    def test_a_body_and_who_speaks_for_it(self) -> None:
        def told(role: str | None) -> float:
            text = f"Ada Quist said {CONTENT}. Nobody closed it."
            left = reading(text, Said(CONTENT, "Ada Quist", "Ada Quist"))
            spokeswoman = replace(left, actors=(replace(left.actors[0], role=role),))
            right = reading(
                f"According to Harbour Trust, {CONTENT}.",
                Said(CONTENT, "Harbour Trust", "Harbour Trust", cue="According to"),
                name="b",
            )
            return credit(between(spokeswoman, right, link("same"))).confidence

        assert told("mayor") >= EVEN > told("spokeswoman of Harbour Trust")

    def test_one_source_speaks_of_the_other(self) -> None:
        def told(content: str) -> float:
            left = reading(
                f"Ada Quist said {content}. Nobody closed it.",
                Said(content, "Ada Quist", "Ada Quist"),
            )
            right = reading(
                f"According to Bo Lind, {CONTENT}.",
                Said(CONTENT, "Bo Lind", "Bo Lind", cue="According to"),
                name="b",
            )
            return credit(between(left, right, link("same"))).confidence

        assert told(CONTENT) >= EVEN > told(f"{CONTENT} as Lind had found")


class TestQuotationsElsewhere:
    def test_words_quoted_in_the_next_sentence_were_not_left_out(self) -> None:
        one = "We have seen the old quay sink, we will build a new quay before winter."
        left = reading(f"“{one}” Quist said.", Said(one, "Quist", "Ada Quist", "direct"))
        first, second = "We have seen the old quay sink", "We will build a new quay before winter"
        right = reading(
            f"“{first},” Quist said. “{second}.”",
            Said(first, "Quist", "Ada Quist", "direct"),
            name="b",
        )
        found = between(left, right, links((0, 0), (0, 1)))
        assert "quote" not in {one.type for one in found}

    @pytest.mark.parametrize("quoted", [True, False])
    def test_a_report_that_quotes_the_words_elsewhere_does_not_paraphrase(self, quoted) -> None:
        words = "The bridge must stay closed until its rusty cables are mended"
        told = "the bridge had to stay closed while its cables were checked"
        left = reading(f"“{words},” Quist said.", Said(words, "Quist", "Ada Quist", "direct"))
        further = f"“{words},” she wrote." if quoted else "Nobody knows why it was built."
        right = reading(f"Quist said {told}. {further}", Said(told, "Quist", "Ada Quist"), name="b")
        (found,) = [one for one in between(left, right, link("same")) if one.type == "quote"]
        assert (found.confidence < 0.5) is quoted

    def test_a_number_in_words_and_a_small_word_alter_nothing(self) -> None:
        left = "“We will rebuild the quay from day one and all of it,” the mayor wrote."
        right = "“We will rebuild the quay from Day 1, and all of it,” the mayor wrote."
        assert between(left, right) == ()

    def test_a_reporter_may_put_words_in_brackets(self) -> None:
        left = "“We saw what his [the mayor's] plans did to the quay in winter,” she wrote."
        right = "“We saw what his plans did to the quay in winter,” she wrote."
        assert between(left, right) == ()

    def test_quotations_in_part_are_held_against_each_other(self) -> None:
        whole = "Quist was a splendid builder, speaker and campaigner."
        part = "a splendid builder, speaker, diarist and campaigner"
        left = reading(f"Bo Lind said: “{whole}”", Said(whole, "Bo Lind", "Bo Lind", "direct"))
        right = reading(
            f"Bo Lind said Ms Quist had been “{part}”.",
            Said(f"Ms Quist had been “{part}”", "Bo Lind", "Bo Lind", "mixed"),
            name="b",
        )
        assert only(between(left, right, link("same")), "quote").subtype == "altered"

    def test_names_in_common_make_no_utterance(self) -> None:
        found = between(
            "“Pixel Harbour Core also sharpens photos from afar,” the firm wrote.",
            "After weeks the firm promised: “Now all owners of an older camera may "
            "have Pixel Harbour Core switched on.”",
            link("same"),
        )
        assert "quote" not in {one.type for one in found}

    @pytest.mark.parametrize(("speaker", "told"), [("Ann Kelly", True), ("an aide", False)])
    def test_quotations_of_two_speakers_are_two(self, speaker: str, told: bool) -> None:
        ours = "Many museums have shown interest in owning and showing the old ship of mine"
        theirs = "We have shown no interest in owning the ship, and will not put it in museums"
        left = reading(f"“{ours},” Ann Kelly said.", Said(ours, "Ann Kelly", "Ann Kelly", "direct"))
        right = reading(
            f"“{theirs},” {speaker} said.", Said(theirs, speaker, speaker, "direct"), name="b"
        )
        found = between(left, right, link("same"))
        assert ("quote" in {one.type for one in found}) is told


class TestFiguresThatAreOne:
    @pytest.mark.parametrize(
        ("left", "right"),
        [
            ("About 800 pilgrims came to the town.", "To the town came 800 pilgrims."),
            ("Donors handed over 25 horses to the club.", "Donors gave the club 25 horses."),
            ("As many as 11 sailors drowned.", "From four to 11 sailors drowned in the storm."),
            (
                "Eight out of 10 voters said no. They were asked on Monday.",
                "In the poll 78% of voters said no.",
            ),
            (
                "Hundreds of pilgrims came to the town. Inns had beds for 800 pilgrims.",
                "To the town came 800 pilgrims.",
            ),
            (
                "A crowd of 90 pilgrims stood at the gate. In all 800 pilgrims came.",
                "At the gate stood 800 pilgrims in a crowd.",
            ),
        ],
    )
    def test_no_bound(self, left: str, right: str) -> None:
        told = [one for one in between(left, right) if one.confidence >= EVEN]
        assert "number" not in {one.type for one in told}
