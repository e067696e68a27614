"""Names that are one actor though they are not spelled alike, and names that only look alike."""

import pytest
from hand_made import cast_of, reading_of, report_of

from rashomon.reading.roles import role_before, roles_of
from rashomon.reading.tagging import Name
from rashomon.reading.whole_names import whole_names
from rashomon.report import Span
from tests.test_reading_actors import actors_of


def called(text, **kinds):
    """The names of the actors that a text is told to name."""
    return [actor.name for actor in actors_of(text, **kinds)]


def whole(text, **kinds):
    """The names as they are once made whole, given as the model cuts them."""
    cut = [
        Name(kind=kind, span=Span(text.index(name), text.index(name) + len(name)), probability=1.0)
        for name, kind in kinds.items()
    ]
    return [
        text[name.span.start : name.span.end]
        for name in whole_names(text, sorted(cut, key=lambda name: name.span))
    ]


@pytest.mark.parametrize("slip", ["Sorbov", "Sorvob", "Sorvovs"])
def test_a_letter_other_or_misplaced_is_no_other_person(slip):
    text = f"Agus Sorvov, a spokesman, spoke first. {slip} said the pier was shut."
    others = ["Sorvovs"] if slip == "Sorvovs" else []
    assert called(text, Agus_Sorvov="person", **{slip: "person"}) == ["Agus Sorvov", *others]


def test_short_surnames_of_nearly_the_same_letters_are_of_two_people():
    text = "Agus Lind spoke first. Lund said the pier was shut."
    assert called(text, Agus_Lind="person", Lund="person") == ["Agus Lind", "Lund"]


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("Ofer Sharam", "Ofer Scharam", 1),
        ("Ofer Sharam", "Dag Scharam", 2),
        ("Vyacheslav Holm", "Vyachislav Holm", 1),
        ("Karin Holm", "Carin Vik", 2),
    ],
)
def test_a_full_name_with_a_slip_is_one_where_the_other_name_is_the_same(one, other, names):
    kinds = {name.replace(" ", "_"): "person" for name in (one, other)}
    assert len(called(f"{one} left. {other} said so.", **kinds)) == names


def test_a_family_name_that_stands_first_is_taken_up_in_full():
    text = "Kim to speak. Kim Min-jae said the pier was shut. Kim left."
    assert called(text, Kim="person", **{"Kim_Min-jae": "person"}) == ["Kim Min-jae"]


def test_who_is_known_by_a_first_name_alone_has_no_surname_of_a_later_name():
    text = "Ahmed, the 33-year-old son of a baker, left. Ahmed Omar, a farmer, said so."
    assert called(text, Ahmed="person", Ahmed_Omar="person") == ["Ahmed", "Ahmed Omar"]


def test_a_legal_form_is_no_part_of_what_a_firm_is_called():
    text = "Nordline Ltd sold two ferries. Nordline said they were old. Nordline Inc. paid."
    kinds = {"Nordline_Ltd": "organization", "Nordline": "organization"}
    assert called(text, **kinds) == ["Nordline"]
    one = reading_of(report_of("a", "Nordline spoke."), actors={"Nordline": "organization"})
    other = reading_of(
        report_of("b", "Nordline Ltd spoke."), actors={"Nordline Ltd": "organization"}
    )
    assert len(cast_of(one, other).actors) == 1


def test_the_ministries_of_two_states_are_two():
    text = (
        "Ukraine’s Foreign Ministry spoke. The Foreign Ministry spoke again. "
        "Russia’s Foreign Ministry denied it. The Russian Foreign Ministry wrote a note."
    )
    ukraine, russia = actors_of(text, Foreign_Ministry="organization")
    assert (ukraine.name, len(ukraine.mentions)) == ("Ukraine’s Foreign Ministry", 2)
    assert {russia.name, *russia.aliases} == {
        "Russia’s Foreign Ministry",
        "Russian Foreign Ministry",
    }


@pytest.mark.parametrize(
    ("one", "other", "bodies"),
    [
        ("Ukraine’s Foreign Ministry", "Ukrainian Foreign Ministry", 1),
        ("Ukraine’s Foreign Ministry", "Russian Foreign Ministry", 2),
        ("Ukraine’s Foreign Ministry", "Foreign Ministry", 2),
        ("Foreign Ministry", "Foreign Ministry", 1),
    ],
)
def test_over_two_reports_a_ministry_is_that_of_its_state(one, other, bodies):
    told = [
        reading_of(report_of(letter, f"{name} spoke."), actors={name: "organization"})
        for letter, name in (("a", one), ("b", other))
    ]
    assert len(cast_of(*told).actors) == bodies


def test_a_name_is_not_cut_at_a_hyphen_before_a_syllable_written_small():
    text = "President Moon Jae-in met Trump-backed Holm-led teams."
    kinds = {"Moon Jae-": "person", "Trump-": "person", "Holm": "person"}
    assert whole(text, **kinds) == ["Moon Jae-in", "Trump-", "Holm"]


def test_a_name_that_ends_in_and_goes_on():
    text = "The Stone and Hill College poll is out, as Stone and the Hill College said."
    kinds = {"Stone and": "organization", "Hill College": "organization"}
    assert whole(text, **kinds) == ["Stone and Hill College"]


def test_a_mark_before_a_name_is_no_part_of_it():
    assert whole("Mr. Holm left.", **{". Holm": "person"}) == ["Holm"]


def test_letters_of_a_body_are_not_cut():
    assert whole("A C.I.A. spokesman left.", **{"C.I": "organization"}) == ["C.I.A."]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Dag Ruth Holm wrote. Dag Olav Holm read. Dag Holm left.", 2),
        ("Dag R. Holm wrote. Dag Olav Holm read.", 2),
        ("Dag R. Holm wrote. Dag Ruth Holm read.", 1),
    ],
)
def test_middle_names_tell_two_people_apart(text, names):
    kinds = dict.fromkeys(("Dag_Ruth_Holm", "Dag_Olav_Holm", "Dag_R._Holm", "Dag_Holm"), "person")
    assert len(called(text, **kinds)) == names


@pytest.mark.parametrize(
    "text",
    [
        "President Holm was glad, as his son Dag Holm Jr. said. President Holm left.",
        "Dag Holm Jr. hunts. President Holm does not. President Holm left.",
    ],
)
def test_a_president_is_not_the_son_who_has_his_name(text):
    found = actors_of(text, Holm="person", **{"Dag_Holm_Jr.": "person"})
    assert sorted(len(actor.mentions) for actor in found) == [1, 2]


def test_who_is_called_junior_once_may_be_called_by_his_office():
    text = "Representative Dag Holm Jr. left. Congressman Holm was glad."
    found = called(text, Holm="person", **{"Dag_Holm_Jr.": "person"})
    assert found == ["Dag Holm Jr."]


def test_a_priest_is_nobody_s_father():
    text = "Father Dag R. Holm signed. Mr. Vik read it. Father Holm was glad."
    assert called(text, **{"Dag_R._Holm": "person", "Holm": "person"}) == ["Dag R. Holm"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("President Holm spoke. His daughter Ada Holm smiled. Mr. Holm left.", 2),
        ("President Holm spoke. His daughters, Eva and Ada Holm, smiled. Mr. Holm left.", 2),
        ("Mary and Ada Holm smiled. President Holm left.", 2),
        ("Holm spoke. Ada Holm, the sister of a smith, smiled.", 2),
        ("Holm spoke. Ada Holm, the mayor, smiled.", 1),
        ("Her daughter Ada came. The daughter Ada Holm smiled.", 1),
        ("President Holm spoke. His sister-in-law Ada Holm smiled. Mr. Holm left.", 2),
    ],
)
def test_a_relation_is_not_who_is_called_by_the_surname(text, names):
    kinds = {"Ada_Holm": "person", "Holm": "person", "Ada": "person"}
    assert len(called(text, **kinds)) == names


def test_a_queen_is_not_who_has_her_first_name():
    text = "Ada Holm wrote of Queen Ada. Holm left."
    kinds = {"Ada_Holm": "person", "Queen_Ada": "person", "Holm": "person"}
    assert called(text, **kinds) == ["Ada Holm", "Queen Ada"]


def test_the_members_of_a_body_are_not_the_body():
    text = "House Budget Committee Republicans wrote. The House Budget Committee met."
    kinds = {
        "House_Budget_Committee_Republicans": "organization",
        "House_Budget_Committee": "organization",
    }
    assert len(called(text, **kinds)) == 2


def test_an_article_alone_is_no_name():
    assert called("The left.", The="organization") == []


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("He believed her daughter Ada", "her daughter"),
        ("Bergen defended their party's nominee Ada", "their party's nominee"),
        ("Later wrote Bergen correspondent Ada", "Bergen correspondent"),
        ("The woman he took hostage Ada", None),
        ("The '' pier spokesman Ada", "pier spokesman"),
    ],
)
def test_a_clause_or_a_mark_before_a_name_is_no_role(text, role):
    assert role_before(text, text.index("Ada")) == role


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("Ada, whose son was a sailor, left.", ()),
        ("Ada, the son of Mr. Holm, left.", ("son of Mr. Holm",)),
        ("Ada, the director of the C.I.A., left.", ("director of the C.I.A.",)),
        ("Ada, accusing the president of a lie, left.", ()),
        ("Ada, clearly the leader of all, left.", ()),
        ("Ada, a great-niece, left.", ("great-niece",)),
    ],
)
def test_what_is_told_of_another_is_no_role(text, roles):
    assert roles_of(text, [Span(0, 3)]) == roles
