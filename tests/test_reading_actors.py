"""Who is who in one report."""

import pytest

from rashomon.reading.actors import name_words
from rashomon.reading.gathering import find_actors
from rashomon.reading.roles import head_noun, is_role_noun, roles_of
from rashomon.reading.tagging import Name
from rashomon.report import Report, Span, fingerprint


def report(text):
    return Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=())


def names(text, **kinds):
    """Every occurrence of each given name, with its kind."""
    found = []
    for name, kind in kinds.items():
        name = name.replace("_", " ")
        start = text.find(name)
        while start >= 0:
            found.append(Name(kind=kind, span=Span(start, start + len(name)), probability=1.0))
            start = text.find(name, start + len(name))
    longest = [
        n for n in found if not any(o.span != n.span and o.span.covers(n.span) for o in found)
    ]
    return sorted(longest, key=lambda n: n.span)


def actors_of(text, **kinds):
    return find_actors(report(text), names(text, **kinds))


def test_surname_and_full_name_are_one_person():
    (actor,) = actors_of(
        "Holm resigned. Karin Holm, 51, gave no reason. Ms. Holm left.",
        Karin_Holm="person",
        Holm="person",
    )
    assert actor.name == "Karin Holm"
    assert actor.aliases == ("Holm",)
    assert len(actor.mentions) == 3


def test_two_people_of_one_surname_stay_two():
    found = actors_of("Karin Holm met Peter Holm.", Karin_Holm="person", Peter_Holm="person")
    assert {a.name for a in found} == {"Karin Holm", "Peter Holm"}


def test_middle_initial_is_no_other_person():
    (actor,) = actors_of(
        "Karin A. Holm spoke. Karin Holm left.",
        **{"Karin_A._Holm": "person", "Karin_Holm": "person"},
    )
    assert actor.name == "Karin A. Holm"


def test_abbreviation_in_parentheses_joins_its_name():
    (actor,) = actors_of(
        "The Harbour Safety Board (HSB) met. The HSB said no.",
        Harbour_Safety_Board="organization",
        HSB="organization",
    )
    assert actor.name == "Harbour Safety Board"
    assert actor.aliases == ("HSB",)


def test_initials_join_an_abbreviation_without_introduction():
    (actor,) = actors_of(
        "The Bureau of Marine Safety met. The BMS said no.",
        Bureau_of_Marine_Safety="organization",
        BMS="organization",
    )
    assert len(actor.mentions) == 2


def test_a_body_known_by_letters_is_named_where_it_is_spelled_out_as_an_adjective():
    northern, western = actors_of(
        "Northern Front (NF) fighters left. The NF had held Harl with Western Front men of the WA.",
        Northern_Front="other",
        Western_Front="other",
        NF="organization",
        WA="organization",
    )
    assert (northern.name, northern.aliases) == ("Northern Front", ("NF",))
    assert (western.name, western.aliases) == ("WA", ())


def test_a_surname_goes_without_its_article():
    (actor,) = actors_of(
        "Sami al-Harouni came. Harouni left.", **{"Sami_al-Harouni": "person"}, Harouni="person"
    )
    assert len(actor.mentions) == 2


def test_person_and_place_of_one_name_stay_apart():
    found = actors_of("Paris Lund flew home.", Paris_Lund="person") + actors_of(
        "Lund is a town.", Lund="place"
    )
    assert [a.kind for a in found] == ["person", "place"]


def test_mentions_are_what_the_text_shows():
    text = "Karin Holm's lawyer met Holm."
    (actor,) = actors_of(text, Karin_Holm="person", Holm="person")
    assert [text[m.start : m.end] for m in actor.mentions] == ["Karin Holm", "Holm"]


def test_possessives_titles_and_articles_do_not_count():
    assert name_words("the Red Cross’s") == ("red", "cross")
    assert name_words("Mr. Holm") == ("holm",)
    assert name_words("Sami Al-Harouni") == ("sami", "harouni")
    assert name_words("Abdel-Karim") == ("abdel-karim",)
    assert name_words("Sammy Holm Jr.") == ("sammy", "holm")


def test_role_before_a_name():
    text = "Later transport minister Per Nygaard spoke."
    start = text.index("Per")
    assert roles_of(text, [Span(start, start + 11)]) == ("transport minister",)


def test_role_in_apposition():
    text = "Adrian Galloway, a coast guard spokesman, said so."
    assert roles_of(text, [Span(0, 15)]) == ("coast guard spokesman",)


def test_a_verb_before_a_name_is_no_role():
    text = "The minister said Per Nygaard left."
    start = text.index("Per")
    assert roles_of(text, [Span(start, start + 11)]) == ()


def test_head_of_a_noun_phrase():
    assert head_noun("the spokesman for the coast guard") == "spokesman"
    assert head_noun("two people close to the investigation") == "people"
    assert head_noun("coast guard officials") == "officials"


def test_role_nouns_by_ending():
    assert is_role_noun("chairwoman")
    assert is_role_noun("seismologist")
    assert not is_role_noun("harbour")


def test_a_man_is_not_the_woman_of_his_surname():
    text = "The mayor's daughter Karin Holm danced. Mr. Holm was glad."
    found = actors_of(text, Karin_Holm="person", Holm="person")
    assert [actor.name for actor in found] == ["Karin Holm", "Holm"]


def test_an_office_is_not_a_relation_of_its_holder():
    text = "The mayor's daughter Karin Holm danced. President Holm was glad. Holm left."
    found = actors_of(text, Karin_Holm="person", Holm="person")
    assert [actor.name for actor in found] == ["Karin Holm", "Holm"]


def test_a_councillor_is_called_by_title_and_surname():
    (actor,) = actors_of(
        "Karin Holm came. Cllr Holm spoke.", **{"Karin_Holm": "person", "Cllr_Holm": "person"}
    )
    assert actor.name == "Karin Holm"


def test_a_newspaper_is_called_by_its_last_word():
    (actor,) = actors_of(
        "The Oslo Courier wrote so. According to the Courier, Holm left.",
        Oslo_Courier="organization",
        Courier="organization",
    )
    assert actor.name == "Oslo Courier"


def test_any_last_word_of_newspapers_names_one():
    (actor,) = actors_of(
        "The Oslo Sentinel wrote so. According to the Sentinel, Holm left.",
        Oslo_Sentinel="organization",
        Sentinel="organization",
    )
    assert actor.name == "Oslo Sentinel"


def test_two_bodies_in_one_name_are_not_the_first_of_them():
    found = actors_of(
        "The Harbour Board and Ferry Office met. The Harbour Board spoke.",
        Harbour_Board_and_Ferry_Office="organization",
        Harbour_Board="organization",
    )
    assert {a.name for a in found} == {"Harbour Board and Ferry Office", "Harbour Board"}


def test_a_board_is_not_called_by_its_last_word():
    found = actors_of(
        "The Harbour Board met. The Board spoke.",
        Harbour_Board="organization",
        Board="organization",
    )
    assert len(found) == 2


@pytest.mark.parametrize(
    "brought_in",
    [
        "Karin, the 33-year-old daughter of a sailor, wept.",
        "Karin, 19, wept.",
        "“No,” said Karin, a commander of the guard.",
        "“No,” said Karin, who declined to give her last name.",
        "A guard, who gave a first name, Karin, wept.",
    ],
)
def test_a_first_name_told_of_as_new_is_not_the_one_named_before(brought_in):
    found = actors_of(f"Karin Holm left. {brought_in}", Karin_Holm="person", Karin="person")
    assert [actor.name for actor in found] == ["Karin Holm", "Karin"]


def test_a_first_name_takes_up_the_one_named_before():
    (actor,) = actors_of("Karin Holm left. Karin wept.", Karin_Holm="person", Karin="person")
    assert actor.aliases == ("Karin",)


def test_an_office_beside_a_full_name_is_another_of_that_surname():
    text = "Michelle Holm said that President Holm slept. Mrs. Holm laughed. Mr. Holm did not."
    found = actors_of(text, Michelle_Holm="person", Holm="person")
    assert [(a.name, len(a.mentions)) for a in found] == [("Michelle Holm", 2), ("Holm", 2)]


def test_a_brigadier_is_called_by_his_rank():
    text = "Dag Holm inspected the fort. Brig Holm was content."
    (actor,) = actors_of(text, Dag_Holm="person", Brig_Holm="person")
    assert actor.name == "Dag Holm"


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Sharam spoke. Scharam left.", ["Ada Sharam"]),
        ("Ada Sharam spoke. Sharams left.", ["Ada Sharam", "Sharams"]),
        ("Ada Sharam spoke. Scharam left. Jon Scharam too.", ["Ada Sharam", "Jon Scharam"]),
    ],
)
def test_a_slip_of_one_letter_is_no_other_person(text, people):
    names = {name.replace(" ", "_"): "person" for name in (*people, "Scharam", "Sharams")}
    assert [actor.name for actor in actors_of(text, **names)] == people
