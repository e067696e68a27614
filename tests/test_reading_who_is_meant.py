"""Whom a source means where its words could be read in two ways."""

import pytest

from rashomon.reading.linking import Attribution
from rashomon.reading.quotations import quote_states
from rashomon.reading.roles import head_noun
from rashomon.reading.sentence_before import without_sentence_before
from rashomon.reading.tagging import Segment
from rashomon.report import Span
from tests.test_reading_speakers import Marked


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“[t We dance],” [c said] [s pastor and celebrant Father {p:Dag Vik}].", "Dag Vik"),
        ("“[t We dance],” [c said] [s the actor and farmer {p:Dag Vik}].", "Dag Vik"),
        (
            "“[t We dance],” [c said] [s the mayor and Father {p:Dag Vik}].",
            "mayor and Father Dag Vik",
        ),
        (
            "“[t We dance],” [c said] [s the mayor and the farmer {p:Dag Vik}].",
            "mayor and the farmer Dag Vik",
        ),
    ],
)
def test_two_roles_before_one_name_are_one_man_s(text, speaker):
    assert Marked(text).speakers() == [speaker]


def test_a_post_is_not_of_the_place_where_it_is_posted():
    text = "[c According to] [s an {o:Instagram} post], [t it was late]."
    assert Marked(text).speakers() == ["Instagram post"]


def test_a_firm_is_taken_up_by_what_it_makes():
    text = "[s {o:Nordline}] [c said] [t it grows]. [s The chipmaker] [c said] [t it was late]."
    assert Marked(text).speakers() == ["Nordline", "Nordline"]


def test_two_bodies_with_articles_are_two():
    text = "[s The {o:Harbour Board} and the {o:White Tower}] [c said] [t it was late]."
    assert Marked(text).speakers() == ["Harbour Board and the White Tower"]


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("the work and pensions secretary", "secretary"),
        ("the research and development company", "company"),
        ("the minister and his wife", "minister"),
        ("doctors and nurses", "doctors"),
        ("the report and a letter to the mayor", "report"),
    ],
)
def test_the_head_of_two_nouns_before_one(phrase, head):
    assert head_noun(phrase) == head


def test_an_office_after_what_a_poll_found_is_that_of_who_spoke_before():
    text = (
        "[s {p:Karin Holm}] [c warned] [t of a hunt].\n\n"
        "[s A poll] [c found] [t most wanted a vote].\n\n"
        "[s The work and pensions secretary] [c said] [t it was late]."
    )
    assert Marked(text).speakers()[::2] == ["Karin Holm", "Karin Holm"]


def test_a_person_s_name_in_a_description_is_whole_and_has_no_title():
    text = (
        "[s {p:Karin Holm}] [c said] [t it was late]. "
        "[s Ms. {p:Holm}’s campaign] [c said] [t it was later]."
    )
    assert Marked(text).speakers() == ["Karin Holm", "Karin Holm's campaign"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("Older members, while fond of her,", "Older members"),
        ("A roster of", "roster"),
    ],
)
def test_a_description_ends_before_a_clause_and_a_preposition(source, name):
    assert Marked(f"[s {source}] [c fear] [t it was late].").speakers() == [name]


def said(text, *contents, cue, source):
    """What is credited to a source and what to none, after quotations that ended before."""

    def segment(role, words):
        start = text.index(words)
        span = Span(start, start + len(words))
        return Segment(role=role, first=0, last=0, span=span, probability=1.0)

    attribution = Attribution(
        content=tuple(segment("content", words) for words in contents),
        cue=segment("cue", cue),
        source=segment("source", source),
        link_probability=1.0,
    )
    found = without_sentence_before(text, quote_states(text), [attribution])
    return [
        (one.source is not None, [text[c.span.start : c.span.end] for c in one.content])
        for one in found
    ]


def test_a_quotation_before_according_to_is_not_of_who_is_named_there():
    text = "“We gather in joy.” According to the police, 900 came."
    one = said(text, "We gather in joy", cue="According to", source="the police")
    assert one == [(False, ["We gather in joy"])]


def test_a_quotation_before_a_sentence_with_words_of_its_own_is_not_of_who_says_those():
    text = "“We gather in joy.” Later 900 came, the police said."
    both = said(text, "We gather in joy", "Later 900 came", cue="said", source="the police")
    assert both == [(False, ["We gather in joy"]), (True, ["Later 900 came"])]


@pytest.mark.parametrize(
    "text", ["“We gather.” The police said.", "“We gather?” asked the police."]
)
def test_a_quotation_right_before_its_speaker_stays_his(text):
    cue = "said" if "said" in text else "asked"
    source = "The police" if "said" in text else "the police"
    assert said(text, "We gather", cue=cue, source=source) == [(True, ["We gather"])]


def test_he_with_others_is_he():
    text = (
        "[s {p:Dag Vik}] [c said] [t it was late]. "
        "[s He, along with several other members,] [c said] [t it was early]."
    )
    assert Marked(text).speakers() == ["Dag Vik", "Dag Vik"]


def test_a_body_described_by_its_name_is_that_body():
    text = (
        "{o:Harbour Master’s Office} staff wrote. "
        "[s The letter from the Harbour Master's Office] [c said] [t it was late]."
    )
    assert Marked(text).speakers() == ["Harbour Master’s Office"]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("[s Federal prosecutors in April] [c said] [t it was late].", "Federal prosecutors"),
        ("[s A panel in late 2001] [c found] [t it was late].", "A panel"),
        ("[s The state incorrectly] [c said] [t it was late].", "The state"),
        ("[s The family] [c said] [t it was late].", "The family"),
        ("[s Wi]bowo [c said] [t it was late].", "Wibowo"),
        ("[s {p:Dag Vik}, in particular,] [c said] [t it was late].", "Dag Vik"),
        ("[s BERGEN - The leaders] [c said] [t it was late].", "The leaders"),
        (
            "He held seven, [s four of whom are ill, the envoy] [c said] [t it was late].",
            "the envoy",
        ),
    ],
)
def test_a_source_is_who_speaks_and_no_more(text, source):
    marked = Marked(text)
    (said_by,) = [s.source for s in marked.resolve().statements]
    assert marked.text[said_by.start : said_by.end] == source
