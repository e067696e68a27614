"""How many independent origins stand behind a claim."""

import pytest

from rashomon.comparing.claims import AGREED
from rashomon.comparing.comparison import Origin, StoryActor
from rashomon.comparing.origins import origins_of, standing_of
from rashomon.comparing.speaking import Speakers
from rashomon.comparing.versions import Articles
from rashomon.comparing.voices import Voice
from rashomon.comparing.weighing import lacks_evidence

NAMES = {"a": "Courier", "b": "Lantern", "c": "Press"}
TEXTS = {r: Origin(kind="outlet", name=n, reports=(r,), why="") for r, n in NAMES.items()}
HASHES = {"a": "1", "b": "2", "c": "3"}
APART = Articles({report: (report,) for report in NAMES})


def actor(identity, name, kind="person", *, role=None, named=True):
    return StoryActor(id=identity, name=name, kind=kind, mentions=(), role=role, named=named)


def origins(*voices, actors=(), texts=TEXTS, disputed=False):
    return origins_of(
        voices,
        texts=texts,
        actors=Speakers(actors),
        names=NAMES,
        articles=APART,
        disputed=disputed,
    )


def standing(found, *, texts=HASHES, conflicting=False):
    return standing_of(found, texts=texts, conflicting=conflicting, articles=APART)


def own(report, words="", *, within=(), beside=(), declared=(), acting=()):
    return Voice(
        report=report,
        speaker=None,
        credited=False,
        words=words,
        within=within,
        beside=beside,
        declared=declared,
        acting=acting,
    )


def says(report, speaker, *via, words="", told_apart=True):
    return Voice(
        report=report, speaker=speaker, credited=True, via=via, words=words, told_apart=told_apart
    )


@pytest.mark.parametrize("made", ["agreed", "one-origin", "disputed", "sole"])
def test_what_several_would_make_lacks_evidence_below_the_bar_and_nothing_else_does(made):
    assert lacks_evidence(made, AGREED - 0.01) == (made in ("agreed", "one-origin"))
    assert not lacks_evidence(made, AGREED)


def test_two_outlets_in_their_own_words_are_two():
    found = origins(own("a"), own("b"))
    assert [o.name for o in found] == ["Courier", "Lantern"]
    assert standing(found) == "agreed"


def test_one_spokesman_in_three_outlets_is_one():
    found = origins(
        says("a", "x"),
        says("b", "x"),
        says("c", "x", "n"),
        actors=[actor("x", "Jon Vik"), actor("n", "Northern Wire", "organization")],
    )
    (origin,) = found
    assert origin.reports == ("a", "b", "c")
    assert origin.credited == "one-source"
    assert "Northern Wire" in origin.why
    assert standing(found) == "one-origin"


def test_agency_copy_is_one_and_says_why():
    copy = Origin(kind="agency", name="Press", reports=("b", "c"), why="93 % the same text.")
    found = origins(own("b"), own("c"), texts={**TEXTS, "b": copy, "c": copy})
    assert [(o.kind, o.name, o.why) for o in found] == [("agency", "Press", "93 % the same text.")]


def test_a_spokesman_and_his_ministry_are_one():
    found = origins(
        says("a", "x"),
        says("b", "m"),
        actors=[
            actor("x", "Jon Vik", role="Transport Ministry spokesman"),
            actor("m", "Transport Ministry", "organization"),
        ],
    )
    assert [o.name for o in found] == ["Transport Ministry"]


@pytest.mark.parametrize(
    ("role", "count"), [("Nordline director", 1), ("Nordline's chief executive", 1), ("sailor", 2)]
)
def test_a_company_and_who_is_at_its_head_are_one(role, count):
    found = origins(
        says("a", "x"),
        says("b", "n"),
        actors=[actor("x", "Jon Vik", role=role), actor("n", "Nordline", "organization")],
    )
    assert len(found) == count


def test_a_spokesman_speaks_for_the_body_that_is_named_in_most_words():
    speakers = Speakers(
        [
            actor("x", "Jon Vik", role="spokesman for the Ministry of Defence"),
            actor("short", "Ministry", "organization"),
            actor("m", "Ministry of Defence", "organization"),
            actor("other", "Ministry of Health", "organization"),
            actor("y", "Ada Holm", role="minister"),
            actor("z", "a Ministry of Health workers union spokesman", "group", named=False),
            actor("w", "workers of the Ministry of Health", "group", named=False),
        ]
    )
    union = speakers.body_of(speakers["z"])
    assert union is not None and union.id == "other"
    assert speakers.body_of(speakers["w"]) is None
    body = speakers.body_of(speakers["x"])
    assert body is not None and body.id == "m"
    assert speakers.body_of(speakers["y"]) is None


def test_a_state_and_its_ministry_of_defence_are_one():
    found = origins(
        says("a", "p"),
        says("b", "u"),
        actors=[
            actor("p", "Pentagon", "organization"),
            actor("u", "U.S. side", "group", named=False),
        ],
    )
    assert len(found) == 1
    assert found[0].reports == ("a", "b")


def test_two_speakers_in_copies_of_one_text_are_one_and_neither_speaks_for_the_other():
    copy = Origin(kind="outlet", name="Press", reports=("b", "c"), why="They share 93 %.")
    (origin,) = origins(
        says("b", "o"),
        says("c", "u"),
        actors=[
            actor("o", "a military official of Berrow", named=False),
            actor("u", "United States", "place"),
        ],
        texts={**TEXTS, "b": copy, "c": copy},
    )
    assert "speak for" not in origin.why
    assert "United States and a military official of Berrow" in origin.why
    assert origin.why.endswith("They share 93 %.")


def test_unnamed_sources_of_one_description_are_not_counted_twice():
    found = origins(
        says("a", "o1"),
        says("b", "o2"),
        actors=[actor("o1", "officials", named=False), actor("o2", "officials", named=False)],
    )
    assert len(found) == 1
    assert "it may be one source" in found[0].why


def test_a_headline_that_drops_its_source_is_no_second_origin():
    found = origins(own("a"), says("a", "x"), actors=[actor("x", "Jon Vik")])
    assert [o.name for o in found] == ["Jon Vik"]


def test_what_one_report_of_an_outlet_credits_and_another_asserts_is_the_outlets():
    outlet = Origin(kind="outlet", name="Courier", reports=("a", "b"), why="One outlet's reports.")
    (origin,) = origins(
        own("a"), says("b", "x"), actors=[VIK], texts={**TEXTS, "a": outlet, "b": outlet}
    )
    assert (origin.kind, origin.name, origin.reports) == ("outlet", "Courier", ("a", "b"))
    assert origin.why == (
        "Courier asserts it in its own words. Lantern credits it to Jon Vik. One outlet's reports."
    )


def test_a_copy_that_lost_the_credit_has_it_from_who_is_credited():
    copy = Origin(kind="agency", name="Northern Wire", reports=("a", "b"), why="One copy.")
    (origin,) = origins(
        own("a"), says("b", "x"), actors=[VIK], texts={**TEXTS, "a": copy, "b": copy}
    )
    assert origin.name == "Jon Vik"
    assert "Courier carries it without the credit." in origin.why


def test_the_same_text_twice_is_one_report():
    found = origins(own("a"), own("b"))
    assert standing(found, texts={"a": "1", "b": "1"}) == "sole"


def test_conflict_is_disputed_whatever_the_origins():
    found = origins(own("a"), own("b"))
    assert standing(found, conflicting=True) == "disputed"


ALIKE = "The harbour was dredged for eleven weeks before the first ship could pass on Sunday."


def test_what_two_outlets_tell_in_the_same_words_is_one_origin():
    (origin,) = origins(own("a", ALIKE), own("b", f"{ALIKE[:-1]}, and nobody was told."))
    assert origin.reports == ("a", "b")
    assert origin.name == "Courier or Lantern"
    assert origin.why == "Courier and Lantern tell it in the same words."


def test_what_two_outlets_tell_in_words_of_their_own_is_two():
    other = "Ships could not pass until Sunday, after eleven weeks of dredging the harbour."
    assert len(origins(own("a", ALIKE), own("b", other))) == 2


def test_words_that_a_speaker_is_credited_with_elsewhere_are_the_speakers():
    (origin,) = origins(
        own("a", ALIKE), says("b", "x", words=ALIKE), actors=[actor("x", "Jon Vik")]
    )
    assert (origin.kind, origin.name) == ("speaker", "Jon Vik")
    assert origin.why == "Lantern credits it to Jon Vik. Courier carries it without the credit."


def test_two_to_whom_the_same_words_are_credited_did_not_say_it_independently():
    (origin,) = origins(
        says("a", "y", words=ALIKE),
        says("b", "x", words=ALIKE),
        actors=[actor("x", "Jon Vik"), actor("y", "Ida Krogh")],
    )
    assert origin.name == "Ida Krogh or Jon Vik"
    assert origin.why.endswith("credit it to Ida Krogh and Jon Vik, in the same words.")


def test_sources_that_were_not_made_out_may_be_one():
    (origin,) = origins(says("a", None), says("b", None))
    assert origin.why.endswith("they may be one.")
    assert origin.credited == "not-made-out"


def test_words_that_only_point_to_somebody_make_no_second_origin():
    known, called = actor("x", "Lena Brandt"), actor("y", "actress", named=False)
    found = origins(says("a", "x"), says("b", "y", told_apart=False), actors=[known, called])
    (origin,) = found
    assert (origin.name, origin.reports) == ("Lena Brandt", ("a", "b"))
    assert origin.credited is None
    assert "Lantern credits it to “actress”" in origin.why
    assert standing(found) == "one-origin"


def test_a_source_that_was_not_made_out_is_no_second_origin_beside_a_speaker():
    found = origins(says("a", "x"), says("b", None), actors=[actor("x", "Lena Brandt")])
    assert [o.name for o in found] == ["Lena Brandt"]
    assert "not told clearly" in found[0].why


def test_two_who_are_only_described_are_two_where_no_word_points_to_somebody_known():
    described = [actor("x", "rescuer", named=False), actor("y", "fisherman", named=False)]
    assert len(origins(says("a", "x"), says("b", "y"), actors=described)) == 2


def test_who_is_only_pointed_to_stays_apart_from_an_outlet_of_its_own_words():
    called = actor("y", "actress", named=False)
    found = origins(own("a"), says("b", "y", told_apart=False), actors=[called])
    assert [o.name for o in found] == ["Courier", "actress"]


VIK, KROGH = actor("x", "Jon Vik"), actor("y", "Ida Krogh")


def test_who_credits_it_in_the_very_sentence_is_no_second_origin():
    (origin,) = origins(own("a", within=("x",)), says("b", "x"), actors=[VIK])
    assert origin.why == "Courier and Lantern credit it to Jon Vik."
    assert origin.credited == "one-source"


def test_two_who_credit_one_speaker_within_their_sentences_know_it_from_that_one():
    (origin,) = origins(own("a", within=("x",)), own("b", within=("x",)), actors=[VIK])
    assert origin.why == "Courier and Lantern credit it to Jon Vik."


def test_reports_of_one_copy_need_no_speaker_of_a_part_to_be_one():
    copy = Origin(kind="agency", name="Press", reports=("b", "c"), why="One copy.")
    found = origins(
        own("b", within=("x",)),
        own("c", within=("x",)),
        actors=[VIK],
        texts={**TEXTS, "b": copy, "c": copy},
    )
    assert [(one.kind, one.name) for one in found] == [("agency", "Press")]


def test_who_is_credited_within_may_be_whom_another_only_points_to():
    pointed = actor("y", "officials", "group", named=False)
    (origin,) = origins(
        own("a", within=("x",)), says("b", "y", told_apart=False), actors=[VIK, pointed]
    )
    assert origin.name == "Jon Vik"
    assert "“officials”: this may be the same source" in origin.why


def test_who_is_named_in_one_report_and_only_described_in_another_is_the_same():
    (origin,) = origins(says("a", "x"), says("b", "x", told_apart=False), actors=[VIK])
    assert origin.why == "Courier and Lantern credit it to Jon Vik."
    assert origin.credited == "one-source"


def test_who_tells_it_beside_words_of_its_source_is_no_second_origin():
    found = origins(own("a", beside=("x", "y")), says("b", "x"), actors=[VIK, KROGH])
    (origin,) = found
    assert origin.why == (
        "Lantern credits it to Jon Vik. Courier tells it next to what it has from that source."
    )
    assert origin.credited is None
    assert standing(found) == "one-origin"


def test_a_speaker_beside_it_to_whom_nobody_credits_it_is_no_origin():
    found = origins(own("a", beside=("x",)), own("b", beside=("x",)), actors=[VIK])
    assert [o.name for o in found] == ["Courier", "Lantern"]


def test_what_a_report_asserts_in_its_headline_too_is_not_known_from_its_speaker_alone():
    found = origins(own("a", beside=("x",)), own("b"), says("b", "x"), actors=[VIK])
    assert [o.name for o in found] == ["Courier", "Jon Vik"]


NORDLINE = actor("n", "Nordline", "organization")


def test_what_both_tell_as_somebodys_announcement_is_known_from_that_one():
    (origin,) = origins(own("a", declared=("n",)), own("b", declared=("n",)), actors=[NORDLINE])
    assert (origin.kind, origin.name) == ("speaker", "Nordline")
    assert origin.why == "Courier and Lantern tell it as what Nordline made known."


def test_an_announcement_is_the_origin_of_what_another_credits_to_who_made_it():
    (origin,) = origins(says("a", "n"), own("b", declared=("n",)), actors=[NORDLINE])
    assert origin.why == (
        "Courier credits it to Nordline. Lantern tells it as what Nordline made known."
    )


def test_who_is_quoted_beside_it_is_its_origin_where_another_tells_it_as_an_announcement():
    (origin,) = origins(own("a", declared=("n",)), own("b", beside=("n",)), actors=[NORDLINE])
    assert origin.why == (
        "Courier tells it as what Nordline made known."
        " Lantern tells it next to what it has from that source."
    )


def test_what_one_alone_tells_as_an_announcement_is_not_the_others_origin():
    found = origins(own("a", declared=("n",)), own("b"), actors=[NORDLINE])
    assert [one.name for one in found] == ["Courier", "Lantern"]


def test_what_is_credited_to_the_outlet_that_asserts_it_is_that_outlets():
    (origin,) = origins(
        own("a"), says("b", "n"), actors=[actor("n", "The Courier", "organization")]
    )
    assert (origin.kind, origin.name, origin.reports) == ("outlet", "Courier", ("a", "b"))
    assert origin.why == ("Courier asserts it in its own words. Lantern credits it to The Courier.")


def test_what_is_credited_to_an_outlet_is_known_from_whom_its_report_credits():
    courier = actor("n", "The Courier", "organization")
    (origin,) = origins(says("a", "x"), says("b", "n"), actors=[VIK, courier])
    assert origin.reports == ("a", "b")
    assert origin.why == (
        "Courier and Lantern credit it to Jon Vik and The Courier:"
        " the one has it from the other's report."
    )


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [
        (actor("x", "Jon Vik"), actor("y", "John Vik"), 1),
        (actor("x", "Jon Vik"), actor("y", "Ida Vik"), 2),
        (actor("x", "Jon Vik"), actor("y", "Jon Holm"), 2),
        (actor("x", "Vikstore"), actor("y", "Vikstore", "organization"), 1),
        (actor("x", "Jon Halvorsen"), actor("y", "Halvorsen"), 1),
        (actor("x", "Jon Halvorsen"), actor("y", "Halvorson"), 1),
        (actor("x", "Jon Halvorsen"), actor("y", "Jon"), 2),
        (
            actor("x", "Nordline", "organization"),
            actor("y", "Nordline Ltd.", "organization"),
            1,
        ),
        (
            actor("x", "Nordline Group", "organization"),
            actor("y", "Nordline ASA", "organization"),
            1,
        ),
    ],
)
def test_speakers_of_nearly_one_name_who_tell_the_same_are_one(one, other, count):
    assert len(origins(says("a", "x"), says("b", "y"), actors=[one, other])) == count


def test_by_their_names_they_are_one_is_told():
    found = origins(says("a", "x"), says("b", "y"), actors=[VIK, actor("y", "John Vik")])
    assert found[0].why == (
        "Courier and Lantern credit it to John Vik and Jon Vik: by their names they are one."
    )


@pytest.mark.parametrize(
    ("described", "count"),
    [
        (actor("y", "Senator Vik's office", "group", named=False), 1),
        (actor("y", "Ida Krogh", role="adviser to Mr. Vik"), 1),
        (actor("y", "Ida Krogh", role="wife of Mr. Vik"), 2),
        (actor("y", "an aide to Ms. Holm", named=False), 2),
    ],
)
def test_a_person_and_who_works_for_that_person_are_one(described, count):
    found = origins(says("a", "x"), says("b", "y"), actors=[VIK, described])
    assert len(found) == count


FAMILY = actor("x", "Jon Vik's family", "group", named=False)


@pytest.mark.parametrize(
    ("other", "count"),
    [
        (actor("y", "his sons Per and Ole", "group"), 1),
        (actor("y", "Vik's widow", named=False), 1),
        (actor("y", "Ida Krogh", role="his sister"), 1),
        (actor("y", "Ida Krogh", role="harbour master"), 2),
        (actor("y", "Captain Holm's widow", named=False), 2),
        (actor("y", "his lawyer", named=False), 2),
    ],
)
def test_a_family_and_those_who_are_of_it_are_one(other, count):
    found = origins(says("a", "x"), says("b", "y"), actors=[FAMILY, other])
    assert len(found) == count
    if count == 1:
        assert found[0].name == "Jon Vik's family"
        assert found[0].why.endswith("they are of one family.")


def test_one_of_those_whom_a_credit_lists_is_no_second_origin():
    listed = actor("y", "the mayor and Captain Jon Vik", "group")
    (origin,) = origins(says("a", "x"), says("b", "y"), actors=[VIK, listed])
    assert origin.why.endswith("Jon Vik is among them.")


def test_who_is_quoted_beside_it_under_another_name_is_its_origin():
    quoted = actor("y", "his children", "group", named=False)
    (origin,) = origins(own("a", beside=("x",)), says("b", "y"), actors=[FAMILY, quoted])
    assert origin.reports == ("a", "b")
    assert "Courier tells it next to what it has from that source." in origin.why


@pytest.mark.parametrize(
    ("role", "count"),
    [("Nordline's product manager", 1), ("former president of Nordline", 2)],
)
def test_who_speaks_for_a_company_holds_an_office_in_it_now(role, count):
    actors = [actor("x", "Jon Vik", role=role), actor("n", "Nordline", "organization")]
    assert len(origins(says("a", "x"), says("b", "n"), actors=actors)) == count


def test_one_words_credited_to_a_person_and_to_a_body_are_one_origin():
    (origin,) = origins(
        says("a", "x", words=ALIKE),
        says("b", "n", words=ALIKE),
        actors=[VIK, actor("n", "Harbour Office", "organization")],
    )
    assert origin.name == "Harbour Office or Jon Vik"
    assert origin.why.endswith("credit it to Harbour Office and Jon Vik, in the same words.")


@pytest.mark.parametrize(
    ("role", "count"),
    [("police spokesman", 1), ("Eastmere police chief", 1), ("fire chief", 2), ("police widow", 2)],
)
def test_the_police_and_who_serves_in_it_are_one(role, count):
    police = actor("p", "police", "group", named=False)
    found = origins(
        says("a", "x"), says("b", "p"), actors=[actor("x", "Jon Vik", role=role), police]
    )
    assert len(found) == count
    if count == 1:
        assert found[0].name == "police"
        assert found[0].why.endswith(": they speak for the police.")


def test_police_and_investigators_without_a_name_are_not_told_apart():
    local, law, iraqi, syrian = (
        actor(key, name, "group", named=False)
        for key, name in (
            ("l", "local authorities"),
            ("w", "law enforcement"),
            ("i", "Iraqi police"),
            ("s", "Syrian police"),
        )
    )
    (origin,) = origins(says("a", "l"), says("b", "w"), actors=[local, law])
    assert origin.why.endswith("nothing tells these investigators apart.")
    assert len(origins(says("a", "i"), says("b", "s"), actors=[iraqi, syrian])) == 2


def test_what_one_tells_of_a_deed_that_another_credits_to_its_doer_has_him_as_origin():
    (origin,) = origins(own("a", acting=("x",)), says("b", "x"), actors=[VIK])
    assert origin.why == "Lantern credits it to Jon Vik. Courier tells of Jon Vik's own deed."
    assert len(origins(own("a", acting=("x",)), says("b", "y"), actors=[VIK, KROGH])) == 2


FIRE = actor("fire", "Oakmoor Fire Service", "organization")
GREY = actor("grey", "Lena Grey")
FIRM = actor("firm", "Nordline", "organization")
HEAD = actor("head", "Ole Berg", role="chief executive of Nordline")


def knows(report, informants, **kept):
    return Voice(report=report, speaker=None, credited=False, informants=informants, **kept)


def test_what_two_tell_beside_the_words_of_one_informant_is_likely_his():
    found = origins(
        knows("a", ("fire",), beside=("fire",)),
        knows("b", ("fire",), beside=("fire",)),
        actors=[FIRE],
    )
    assert standing(found) == "one-origin"
    assert [(o.name, o.reports, o.likely) for o in found] == [
        ("Oakmoor Fire Service", ("a", "b"), True)
    ]
    assert found[0].why == (
        "Courier and Lantern assert it and quote Oakmoor Fire Service on the matter:"
        " this is likely the source."
    )


def test_reports_that_contradict_each_other_have_no_likely_source():
    voices = [knows(report, ("fire",), beside=("fire",)) for report in ("a", "b")]
    found = origins(*voices, actors=[FIRE], disputed=True)
    assert [o.reports for o in found] == [("a",), ("b",)]


def test_an_informant_whom_one_quotes_elsewhere_is_the_source_of_what_concerns_it():
    def told(**begins):
        return origins(
            knows("a", ("firm",), beside=("firm",), **begins),
            knows("b", ("head",), **begins),
            actors=[FIRM, HEAD],
        )

    assert standing(told()) == "agreed"
    assert standing(told(leading=("firm",))) == "one-origin"


def test_what_a_body_does_is_known_from_it_where_both_quote_it():
    found = origins(
        knows("a", ("firm",), acting=("firm",)),
        knows("b", ("head",), beside=("head",)),
        actors=[FIRM, HEAD],
    )
    assert [o.name for o in found] == ["Nordline"]


def test_police_are_the_likely_source_of_who_quotes_them_under_any_of_their_names():
    force = actor("force", "Oakmoor Police", "organization")
    officers = actor("officers", "police", "group", named=False)
    found = origins(says("a", "force"), knows("b", ("officers",)), actors=[force, officers])
    assert standing(found) == "one-origin"
    assert found[0].name == "Oakmoor Police"


@pytest.mark.parametrize(
    ("left", "right"),
    [("the Arden police", "the Belmar police"), ("Iraqi police", "Syrian police")],
)
def test_police_of_two_places_are_two_likely_sources(left, right):
    one = actor("one", left, "group", named=False)
    other = actor("other", right, "group", named=False)
    found = origins(
        knows("a", ("one",), beside=("one",)),
        knows("b", ("other",), beside=("other",)),
        actors=[one, other],
    )
    assert standing(found) == "agreed"


def test_what_police_did_is_not_likely_from_a_firm_that_is_quoted_beside_it():
    told = "The captain was questioned by police."
    found = origins(
        knows("a", ("firm",), beside=("firm",), words=told),
        knows("b", ("firm",), beside=("firm",), words=told),
        actors=[FIRM],
    )
    assert standing(found) == "agreed"


def test_who_shares_another_informant_does_not_join_a_likely_source():
    found = origins(
        knows("a", ("fire", "firm"), beside=("fire", "firm")),
        knows("b", ("fire",), beside=("fire",)),
        knows("c", ("firm",), beside=("firm",)),
        actors=[FIRE, FIRM],
    )
    assert all("Oakmoor Fire Service" not in one.why or "c" not in one.reports for one in found)
    assert len(found) == 2


def test_a_person_who_is_quoted_elsewhere_is_no_likely_source():
    found = origins(knows("a", ("grey",), beside=("grey",)), knows("b", ("grey",)), actors=[GREY])
    assert standing(found) == "agreed"


def test_what_is_credited_to_a_mere_source_has_him_as_likely_source_of_who_quotes_him_elsewhere():
    found = origins(says("a", "grey"), knows("b", ("grey",)), actors=[GREY])
    assert standing(found) == "one-origin"
    assert found[0].why == (
        "Courier credits it to Lena Grey. Lantern asserts it and quotes Lena Grey on the matter:"
        " this is likely the source."
    )


def test_who_asked_is_the_likely_source_of_a_poll_that_both_tell_of():
    college = actor("college", "Eastmere College", "organization")
    found = origins(
        knows("a", ("college",), beside=("college",), words="41 percent of those polled say so"),
        knows(
            "b", ("college",), words="41 percent want it, more than those polled in 1998", past=True
        ),
        actors=[college],
    )
    assert [o.name for o in found] == ["Eastmere College"]


@pytest.mark.parametrize(
    "told", ["polls closed at 8", "polling stations were empty", "they went to the polls"]
)
def test_an_election_is_no_poll(told):
    college = actor("college", "Eastmere College", "organization")
    found = origins(
        knows("a", ("college",), beside=("college",), words=told),
        knows("b", ("college",), words=told, past=True),
        actors=[college],
    )
    assert standing(found) == "agreed"


def test_an_office_is_one_by_what_it_is_for():
    full = actor("full", "Department of Ports and Fisheries", "organization")
    short = actor("short", "Ports and Fisheries Norway", "organization")
    other = actor("other", "Department of Ports and Railways", "organization")
    assert standing(origins(says("a", "full"), says("b", "short"), actors=[full, short])) == (
        "one-origin"
    )
    assert standing(origins(says("a", "full"), says("b", "other"), actors=[full, other])) == (
        "agreed"
    )


def test_what_a_body_announced_in_one_report_and_did_in_another_is_known_from_it():
    found = origins(own("a", declared=("firm",)), own("b", acting=("firm",)), actors=[FIRM])
    assert found[0].why == (
        "Courier tells it as what Nordline made known. Lantern tells of Nordline's own deed."
    )
    apart = origins(own("a", declared=("grey",)), own("b", acting=("grey",)), actors=[GREY])
    assert standing(apart) == "agreed"


@pytest.mark.parametrize("others", ["local authorities", "state troopers", "the sheriff's office"])
def test_police_in_a_list_are_police_by_any_word_for_them(others):
    listed = actor("listed", "police authorities and Nordline", "group")
    local = actor("local", others, "group", named=False)
    found = origins(says("a", "listed"), says("b", "local"), actors=[listed, local])
    assert standing(found) == "one-origin"


def test_police_and_rescuers_who_tell_one_thing_are_two():
    police = actor("police", "police", "group", named=False)
    crews = actor("crews", "fire crews", "group", named=False)
    assert standing(origins(says("a", "police"), says("b", "crews"), actors=[police, crews])) == (
        "agreed"
    )


def test_background_of_a_year_before_has_no_likely_source():
    found = origins(
        knows("a", ("fire",), beside=("fire",), past=True),
        knows("b", ("fire",), beside=("fire",)),
        actors=[FIRE],
    )
    assert standing(found) == "agreed"


def test_who_is_named_in_the_passages_is_the_likely_source_of_two_quoted_as_near():
    rival = actor("rival", "Zephyr", "organization")
    both = ("firm", "rival")
    found = origins(
        knows("a", both, beside=both, words="Nordline offers 40 million"),
        knows("b", both, beside=both, words="the bid of Nordline is worth 40 million"),
        actors=[FIRM, rival],
    )
    assert [o.name for o in found] == ["Nordline"]


def test_who_is_of_a_body_does_not_speak_for_it():
    workers = actor("workers", "former Nordline workers", "group", named=False)
    officials = actor("officials", "Nordline officials", "group", named=False)
    assert standing(origins(says("a", "firm"), says("b", "workers"), actors=[FIRM, workers])) == (
        "agreed"
    )
    found = origins(says("a", "firm"), says("b", "officials"), actors=[FIRM, officials])
    assert standing(found) == "one-origin"


def test_a_hospital_without_a_name_may_be_the_one_that_another_report_names():
    named = actor("named", "Eastmere General Hospital", "organization")
    plain = actor("plain", "the hospital", "organization", named=False)
    found = origins(
        knows("a", ("named",), beside=("named",)),
        knows("b", ("plain",), beside=("plain",)),
        actors=[named, plain],
    )
    assert [o.name for o in found] == ["Eastmere General Hospital"]
