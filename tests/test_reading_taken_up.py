"""Whom documents, pronouns and descriptions take up, from hand-made tags."""

import pytest

from rashomon.reading.gathering import find_actors
from rashomon.reading.given_names import may_be_one
from rashomon.reading.linking import Attribution
from rashomon.reading.roles import roles_of
from rashomon.reading.sources import source_of
from rashomon.reading.tagging import Name, Segment
from rashomon.report import Report, Span
from tests.test_reading_actors import actors_of
from tests.test_reading_speakers import Marked


@pytest.mark.parametrize(
    "text",
    [
        "A study by the {o:Holm Institute} came out. [c According to] [s the study], [t it rains].",
        "A report was read. [s {o:Holm Institute} research] [c says] [t the quay sinks].",
        "[s A report] [c says] [t the quay sinks]. A report by the {o:Holm Institute} has figures.",
        "[s A survey conducted by the {o:Holm Institute}] [c found] [t that few walk].",
        "It rained. A paper released by the {o:Holm Institute} has it. "
        "[t The quay sinks], [s the report] [c said].",
        "The {o:Holm Institute} sent a letter. [s The letter] [c said] [t that few walk].",
    ],
)
def test_what_a_body_found_out_is_said_by_it(text):
    assert Marked(text).speakers() == ["Holm Institute"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s A survey of {o:Nordline} staff] [c found] [t that few walk].", "staff"),
        ("[s Tuesday's report] [c said] [t the quay sinks].", "Tuesday's report"),
        ("[s This morning's report] [c said] [t the quay sinks].", "This morning's report"),
        ("{o:Nordline} rejects report. [s The report] [c said] [t the quay sinks].", "report"),
    ],
)
def test_whom_a_study_asks_and_when_it_came_is_not_who_made_it(text, speaker):
    assert Marked(text).speakers() != ["Nordline"]
    assert speaker in Marked(text).speakers()[0]


def test_a_surname_that_ends_in_day_is_no_time():
    marked = Marked("[s {p:Per Halliday}'s report] [c said] [t the quay sinks].")
    assert marked.speakers() == ["Per Halliday"]


def test_he_is_not_whom_his_own_words_name():
    marked = Marked(
        "{p:Per Nygaard} was met by {p:Jon Vik} at the quay. "
        "[t “I have no time for Jon {p:Vik},”] [s he] [c said]."
    )
    assert marked.speakers() == ["Per Nygaard"]


def test_she_may_name_herself_before_the_cue():
    marked = Marked("{p:Karin Holm} met the board. [t {p:Holm} had won], [s she] [c said].")
    assert marked.speakers() == ["Karin Holm"]


def test_who_stands_after_a_preposition_is_seldom_who_goes_on():
    marked = Marked(
        "{p:Per Nygaard} learned to sail from men like {p:Dag Holm} and {p:Jon Vik}. "
        "[t “They were good,”] [s he] [c said]."
    )
    assert marked.speakers() == ["Per Nygaard"]


def test_an_answer_without_a_cue_is_of_who_speaks_before_and_after():
    asked = (
        "What came then?\n\n“Then we built it anew, all of it.”\n\nWhat now? He laughs. He sits."
    )
    text = f"[t “It sank,”] [s {{p:Per Nygaard}}] [c said].\n\n{asked}\n\n"
    after = Marked(f"{text}[t “It stands,”] [s {{p:Nygaard}}] [c said].")
    other = Marked(f"{text}[t “It stands,”] [s {{p:Karin Holm}}] [c said].")
    assert after.speakers() == ["Per Nygaard"] * 3
    assert other.speakers() == ["Per Nygaard", None, "Karin Holm"]
    inside = text.replace("\n\n“Then", "  “Then")
    assert Marked(f"{inside}[t “It stands,”] [s {{p:Nygaard}}] [c said].").speakers()[1] is None


def test_a_lawyer_is_told_of_as_hers_by_name_where_that_is_sure():
    marked = Marked("[s {p:Karin Holm}] [c said] [t it was late]. [s Her son] [c denied] [t that].")
    assert marked.speakers() == ["Karin Holm", "Karin Holm's son"]


@pytest.mark.parametrize("relation", ["uncle", "brother"])
def test_an_uncle_named_once_is_taken_up_by_that(relation):
    marked = Marked(
        f"The boy's {relation}, {{p:Per Nygaard}}, came. "
        f"[s The boy's {relation}] [c said] [t it was late]."
    )
    assert marked.speakers() == ["Per Nygaard"]


def test_an_office_in_a_heading_means_whom_the_sentences_below_name():
    marked = Marked(
        "It rained. It rained again. It went on. The quay sank.\n"
        "[s Norway's prime minister] [c praises] [t the quick work]\n"
        "[s Prime Minister {p:Karin Holm}] [c praised] [t the quick work] on Monday."
    )
    assert marked.speakers() == ["Karin Holm", "Karin Holm"]


def test_a_role_may_stand_before_a_name_in_commas():
    text = "Bergen's mayor, Karin Holm, came. Then the mayor, Dag Vik and others came."
    holm, vik = text.index("Karin"), text.index("Dag")
    assert roles_of(text, [Span(holm, holm + 10)]) == ("Bergen's mayor",)
    assert roles_of(text, [Span(vik, vik + 7)]) == ()


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (  # letters of its own tongue
            "The {o:Harbour Workers' Party} ({o:HAP}) met. [s {o:HAP}] [c said] [t it rained].",
            "Harbour Workers' Party",
        ),
        (
            "[s A spokeswoman for Mr. {p:Vik}] [c said] [t it rained].",
            "spokeswoman for Mr. Vik",
        ),
        (
            "[s Several who read the {o:Holm Institute} report] [c said] [t it rained].",
            "Several who read the Holm Institute report",
        ),
        (
            "[s Officials] [c said] [t it rained]. "
            "[s The officials in Bergen] [c said] [t it snowed].",
            "officials in Bergen",
        ),
    ],
)
def test_who_stands_beside_or_inside_a_source(text, speaker):
    assert Marked(text).speakers()[-1] == speaker


def test_a_council_is_not_the_union_it_belongs_to():
    actors = actors_of(
        "The United Nations met. The United Nations Security Council voted.",
        United_Nations="organization",
        United_Nations_Security_Council="organization",
    )
    assert len(actors) == 2


@pytest.mark.parametrize(("credited", "actors"), [((), 1), (("AP",), 2)])
def test_the_agency_of_a_dateline_is_no_abbreviation_of_where_it_is(credited, actors):
    report = Report(
        id="r",
        text="Security Council (AP) — It met.",
        sha256="",
        language="en",
        zones=(),
        agencies=credited,
    )
    spans = (Span(0, 16), Span(18, 20))
    names = [Name(kind="organization", span=span, probability=1.0) for span in spans]
    assert len(find_actors(report, names)) == actors


def test_according_to_names_what_follows_it():
    marked = Marked(
        "Beside {p:Jon Vik}, {p:Karin Holm} called it late, "
        "[c according to] a statement of the {o:Holm Institute}."
    )
    text = marked.text
    start = text.index("Karin")
    vik, cue = text.index("Jon Vik"), text.index("according")
    attribution = Attribution(
        content=(_segment("content", start, cue - 2),),
        cue=_segment("cue", cue, cue + len("according to")),
        source=_segment("source", vik, vik + len("Jon Vik")),
        link_probability=1.0,
    )
    found = source_of(text, attribution, [])
    assert found is not None
    assert text[found.start : found.end] == "a statement of the Holm Institute"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("[t It sank], [c according to] Gov. {p:Karin Holm}, who saw it.", "Gov. Karin Holm"),
        ("[t It sank], [c according to] {p:Jon F. Vik}.", "Jon F. Vik"),
        ("[t It sank], [c according to] the {o:U.S. Navy}. It rained.", "the U.S. Navy"),
        ("[t It sank], [c according to] the guards. {p:Jon Vik} came.", "the guards"),
        ("[s Cpl]. {p:Karin Holm} [c said] [t it sank].", "Cpl. Karin Holm"),
        ("[s Organizers of the rally] [c said] [t it rained].", "Organizers of the rally"),
        ("[s The guards already] [c said] [t it rained].", "The guards"),
    ],
)
def test_a_stop_inside_a_name_or_title_ends_no_source(text, source):
    marked = Marked(text)
    [statement] = marked.resolve().statements
    assert marked.report.show(statement.source) == source


def test_he_who_told_somebody_is_the_source_and_not_whom_he_told():
    text = "He also told Karin Holm that the quay sank."
    told, holm = text.index("told"), text.index("Karin")
    attribution = Attribution(
        content=(_segment("content", text.index("that"), len(text) - 1),),
        cue=_segment("cue", told - len("also "), told + len("told")),
        source=_segment("source", holm, holm + len("Karin Holm")),
        link_probability=1.0,
    )
    found = source_of(text, attribution, [])
    assert found is not None
    assert text[found.start : found.end] == "He"


def _segment(role, start, end):
    return Segment(role=role, first=0, last=0, span=Span(start, end), probability=1.0)


def test_an_apposition_ends_before_what_was_done_to_its_bearer():
    text = "Karin Holm, the mayor suspended by her party after the long voyage, came home."
    assert roles_of(text, [Span(0, 10)]) == ("mayor suspended by her party after the long voyage",)
    text = text.replace("voyage,", "and much-told voyage round the whole of the world")
    assert roles_of(text, [Span(0, 10)]) == ("mayor",)


def test_the_government_is_no_office_that_was_named():
    marked = Marked(
        "The {o:Budget Office} met. [s The government] [c rejected] [t what the office wrote]."
    )
    assert marked.speakers() == ["government"]


def test_a_role_with_two_fields_is_one_person_s():
    marked = Marked("[s Minister of mines and energy {p:Dag Vik}] [c said] [t it rained].")
    assert marked.speakers() == ["Dag Vik"]


def test_short_given_names():
    assert may_be_one("dave", "david")
    assert may_be_one("rob", "bob")
    assert not may_be_one("alexander", "alexandra")
    actors = actors_of("Dave Holm came. David Holm spoke.", Dave_Holm="person", David_Holm="person")
    assert len(actors) == 1


@pytest.mark.parametrize("maker", ["U.S. Navy", "Gov. Karin Holm", "Jon F. Vik"])
def test_a_stop_inside_a_name_does_not_cut_who_made_a_document(maker):
    text = f"[t It sank], [s the press release from {{o:{maker}}}] [c said]."
    assert Marked(text).speakers() == [maker]
