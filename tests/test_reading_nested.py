"""Statements inside statements, and statements strung together, from hand-made tags."""

from rashomon.reading.attribution import draft_statements
from rashomon.reading.speakers import resolve_speakers
from tests.test_reading_speakers import Marked


def told(marked):
    """(speaker, content, chain) of each statement, in the order of the text."""
    example = Marked(marked)
    resolved = example.resolve()
    names = {actor.id: actor.name for actor in resolved.actors}
    return [
        (
            names.get(s.speaker),
            " ".join(example.text[c.start : c.end] for c in s.content),
            tuple(names[v] for v in s.via),
        )
        for s in resolved.statements
    ]


def test_a_statement_inside_a_statement_has_its_teller_as_its_chain():
    found = told(
        "[s Mayor {p:Lena Brandt}] [c said] [t that {p:Per Nygaard} had warned that the crane "
        "would fall]."
    )
    assert ("Per Nygaard", "the crane would fall", ("Lena Brandt",)) in found
    assert found[0][0] == "Lena Brandt"
    assert found[0][2] == ()


def test_what_somebody_owns_says_nothing_but_whom_somebody_has_does():
    spokesman = told(
        "[s {p:Lena Brandt}] [c said] [t that the mayor’s spokesman claimed that the crane fell]."
    )
    repeated = told(
        "[s {p:Lena Brandt}] [c demanded] [t the mayor’s repeated claims that the crane fell "
        "be looked into]."
    )
    assert [speaker for speaker, _, _ in spokesman] == ["Lena Brandt", "mayor's spokesman"]
    assert [speaker for speaker, _, _ in repeated] == ["Lena Brandt"]


def test_who_only_passes_words_on_is_their_chain_and_no_speaker():
    found = told(
        "[t Mayor {p:Lena Brandt} said that the bridge was closed to all], "
        "[s {o:Reuters}] [c reported]."
    )
    assert found == [("Lena Brandt", "the bridge was closed to all", ("Reuters",))]
    found = told(
        "[t The mayor said the bridge was closed to all], [c according to] [s the {o:BBC}]."
    )
    assert [(content, via) for _, content, via in found] == [
        ("the bridge was closed to all", ("BBC",))
    ]


def test_whom_it_was_told_is_no_part_of_what_was_said():
    assert told(
        "[s {p:Lena Brandt}] [c told] [t {o:Reuters}] [t that the bridge was closed to all]."
    ) == [("Lena Brandt", "that the bridge was closed to all", ("Reuters",))]


def test_in_quoted_words_he_is_another_than_the_speaker():
    found = told(
        "{p:Jon Vik} left. “[t He says the crane was safe],” [s {p:Lena Brandt}] [c said]."
    )
    assert ("Jon Vik", "the crane was safe", ("Lena Brandt",)) in found


def test_what_nobody_said_is_no_statement_inside():
    assert len(told("[s {p:Lena Brandt}] [c said] [t that nobody said the crane was safe].")) == 1
    assert len(told("[s {p:Lena Brandt}] [c said] [t she did not say it was safe at all].")) == 1


def test_a_second_verb_of_the_same_speaker_brings_in_a_second_statement():
    found = told(
        "[s {p:Lena Brandt}] [c said] [t the crane was old and denied that she had been asleep]."
    )
    assert [(speaker, content) for speaker, content, _ in found] == [
        ("Lena Brandt", "the crane was old"),
        ("Lena Brandt", "she had been asleep"),
    ]


def test_a_verb_inside_quotation_marks_is_the_speakers_own_telling():
    found = told("[s {p:Lena Brandt}] [c said] [t “the crane was old and warned nobody of it”].")
    assert len(found) == 1


def test_drafts_are_the_same_whatever_is_read_before():
    example = Marked("[s {p:Lena Brandt}] [c said] [t that {p:Per Nygaard} admitted he was late].")
    drafts = draft_statements(example.report, example.sentences, list(example.attributions()))
    again = draft_statements(example.report, example.sentences, list(example.attributions()))
    assert drafts == again
    assert resolve_speakers(example.report, example.sentences, [], drafts).statements
