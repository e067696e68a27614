"""Whose words they are, from hand-made tags."""

import pytest

from rashomon.reading.attribution import draft_statements
from rashomon.reading.drafts import trimmed
from rashomon.reading.gathering import find_actors
from rashomon.reading.genders import genders_of, role_gender
from rashomon.reading.linking import Attribution
from rashomon.reading.roles import KIN
from rashomon.reading.sentences import split_sentences
from rashomon.reading.speakers import resolve_speakers
from rashomon.reading.tagging import Name, Segment
from rashomon.report import Report, Span, fingerprint

KINDS = {"p": "person", "o": "organization", "l": "place"}
ROLES = {"s": "source", "c": "cue", "t": "content"}


class Marked:
    """A report in which names are {p:..}, {o:..}, {l:..} and tags [s ..], [c ..], [t ..].

    [t ..] is content. Each [t] belongs with the tags of its own sentence.
    """

    def __init__(self, marked):
        self.names, self.segments, plain, open_tags = [], [], [], []
        i = 0
        while i < len(marked):
            if marked[i] in "{[":
                open_tags.append((marked[i + 1], len(plain)))
                i += 3
                continue
            if marked[i] in "}]":
                kind, start = open_tags.pop()
                span = Span(start, len(plain))
                if kind in KINDS:
                    self.names.append(Name(kind=KINDS[kind], span=span, probability=1.0))
                else:
                    self.segments.append(
                        Segment(role=ROLES[kind], first=0, last=0, span=span, probability=1.0)
                    )
                i += 1
                continue
            plain.append(marked[i])
            i += 1
        self.text = "".join(plain)
        self.report = Report(
            id="r", text=self.text, sha256=fingerprint(self.text), language="en", zones=()
        )
        self.sentences = split_sentences(self.text)

    def attributions(self):
        for sentence in self.sentences:
            inside = [s for s in self.segments if sentence.covers(s.span)]
            content = tuple(s for s in inside if s.role == "content")
            if content:
                yield Attribution(
                    content=content,
                    cue=next((s for s in inside if s.role == "cue"), None),
                    source=next((s for s in inside if s.role == "source"), None),
                    link_probability=1.0,
                )

    def resolve(self):
        names = sorted(self.names, key=lambda n: n.span)
        drafts = draft_statements(
            self.report,
            self.sentences,
            list(self.attributions()),
            names=names,
        )
        actors = find_actors(self.report, names)
        return resolve_speakers(self.report, self.sentences, actors, drafts)

    def speakers(self):
        resolved = self.resolve()
        known = {actor.id: actor for actor in resolved.actors}
        return [known[s.speaker].name if s.speaker else None for s in resolved.statements]

    def chains(self):
        resolved = self.resolve()
        known = {actor.id: actor for actor in resolved.actors}
        return [tuple(known[v].name for v in s.via) for s in resolved.statements]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ("[s Mayor {p:Lena Brandt}] [c said] [t she was glad].", ["Lena Brandt"]),
        ("{p:Lena Brandt} spoke. [t “It is over,”] [s she] [c said].", ["Lena Brandt"]),
        (
            "Transport minister {p:Per Nygaard} came. [s The minister] [c said] [t he would go].",
            ["Per Nygaard"],
        ),
        ("[s {o:Nordline} officials] [c denied] [t any fault].", ["Nordline officials"]),
        ("[s A senior official] [c said] [t it was late].", ["senior official"]),
        ("[c According to] [s {o:Nordline}], [t all is well].", ["Nordline"]),
        ("[s Her lawyer] [c said] [t she would appeal].", ["Her lawyer"]),
    ],
)
def test_speaker(text, speakers):
    assert Marked(text).speakers() == speakers


def test_a_quotation_goes_on_in_a_sentence_without_cue():
    marked = Marked(
        "[t “We came too late,”] [s {p:Lena Brandt}] [c said]. “And we will not come again soon.”"
    )
    assert marked.speakers() == ["Lena Brandt", "Lena Brandt"]
    assert marked.resolve().statements[1].manner == "direct"


def test_an_unnamed_source_is_never_a_named_person():
    marked = Marked(
        "Police spokesman {p:Jon Vik} was there. [s A police officer] [c said] [t it was dark]."
    )
    assert marked.speakers() == ["police officer"]
    unnamed = [a for a in marked.resolve().actors if not a.named]
    assert [a.name for a in unnamed] == ["police officer"]


def test_a_pronoun_without_anybody_before_it_stays_open():
    assert Marked("[s He] [c said] [t it was late].").speakers() == [None]


def test_a_first_name_tells_whom_she_may_mean():
    marked = Marked(
        "{p:Paula Berg} runs the docks. When {p:Mark Holm} left, [s she] [c said] [t all is well]."
    )
    assert marked.speakers() == ["Paula Berg"]


def test_she_is_not_a_man():
    marked = Marked(
        "Spokeswoman {p:Ada Berg} came with chairman {p:Jon Vik}. [s She] [c said] [t all is well]."
    )
    assert marked.speakers() == ["Ada Berg"]


@pytest.mark.parametrize(
    ("before", "gender"),
    [
        ("Spokesman {p:Kim Berg} came.", "m"),
        ("Sir {p:Kim Berg} came.", "m"),
        ("{p:Kim Berg}, a German spokesperson, came.", None),
        ("{p:Kim Berg}, a person of few words, came.", None),
        ("{p:Kim Berg}, the widow of a policeman, came.", "f"),
        ("{p:Kim Lord} came.", None),
        ("{p:Lady Berg} came.", "f"),
        ("Baroness {p:Berg} came.", "f"),
        ("{p:Duke Berg} came.", "m"),
        ("Left by her Father\n\n{p:Kim Berg} came.", None),
        ("{p:Kim Berg}, a mum of two, came.", "f"),
    ],
)
def test_gender_is_told_by_whole_words_and_by_titles_before_a_name(before, gender):
    marked = Marked(before)
    (actor,) = find_actors(marked.report, marked.names)
    assert genders_of(marked.report, marked.sentences, [actor]).get(actor.id) == gender


@pytest.mark.parametrize("kin", sorted(KIN - {"cousin"}))
def test_words_for_kin_tell_man_or_woman(kin):
    assert role_gender(f"the harbour master's {kin}") in ("m", "f")


def test_how_sure_a_speaker_is_goes_by_who_is_quoted_not_by_who_quotes():
    """The agency is surely the agency; whom it quotes is only described."""
    quoted = Marked(
        "[s {o:Northern Wire}] [c quoted] a tall fisherman as saying [t the boat had sunk]."
    )
    told = Marked("[s A tall fisherman] [c said] [t the boat had sunk].")
    agency = Marked("[s {o:Northern Wire}] [c said] [t the boat had sunk].")
    by_agency, plainly, itself = (
        marked.resolve().statements[0].speaker_confidence for marked in (quoted, told, agency)
    )
    assert quoted.speakers() == ["tall fisherman"]
    # The statements differ in their cues, and so a little in how sure they are themselves.
    assert by_agency == pytest.approx(plainly, abs=0.02)
    assert itself > plainly + 0.1


def test_initials_name_a_person_only_where_they_open_a_turn():
    text = "{p:Karin Holm} met us. [s KH][c :] [t I was late]"
    assert Marked(text).speakers() == ["Karin Holm"]
    assert Marked("{p:Karin Holm} met us. [s KH] [c said] [t it was late].").speakers() == ["KH"]


def test_a_place_takes_no_turns():
    turns = "Is {}:Bergen}} as dry as {}:Oslo}}?\n\nBergen: Sun.\n\nOslo: Rain.\n\nBergen: Fog."
    assert Marked(turns.format("{l", "{l")).resolve().statements == ()
    assert len(Marked(turns.format("{p", "{p")).resolve().statements) == 3


def test_an_agency_that_quotes_somebody_is_the_chain():
    marked = Marked(
        "{p:Per Nygaard}, a government spokesman, was there.\n\n"
        "[t “We knew,”] {o:Northern Wire} news agency [c quoted] [s the spokesman] as saying."
    )
    assert marked.speakers() == ["Per Nygaard"]
    assert marked.chains()[0][0].startswith("Northern Wire")


def test_told_an_outlet():
    marked = Marked("[t “We knew,”] [s {p:Per Nygaard}] [c told] {o:Channel Nine} on Monday.")
    assert marked.speakers() == ["Per Nygaard"]
    assert marked.chains() == [("Channel Nine",)]


def test_two_bodies_that_speak_together_are_a_group():
    marked = Marked("[s {o:Nordline} and {o:Sudline}] [c said] [t they would merge].")
    (actor,) = [a for a in marked.resolve().actors if a.kind == "group"]
    assert actor.name == "Nordline and Sudline"


def test_outer_marks_and_commas_are_no_content():
    text = "“We knew,” she said."
    assert trimmed(text, Span(0, 10)) == Span(1, 8)
    assert trimmed("“ ”", Span(0, 3)) is None


@pytest.mark.parametrize(
    ("text", "manner"),
    [
        ("[s She] [c said] [t “we knew”].", "direct"),
        ("[s She] [c said] [t they knew].", "indirect"),
        ("[s She] [c said] [t they “knew everything” by noon].", "mixed"),
    ],
)
def test_manner(text, manner):
    assert Marked(text).resolve().statements[0].manner == manner


@pytest.mark.parametrize(
    ("cue", "act"), [("said", "speech"), ("wrote", "writing"), ("hoped", "thought")]
)
def test_act(cue, act):
    assert Marked(f"[s She] [c {cue}] [t it was so].").resolve().statements[0].act == act


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        # several side by side, with or without names
        (
            "[s Ferry owners and Mayor {p:Jon Vik}] [c said] [t it was late].",
            ["Ferry owners and Mayor Jon Vik"],
        ),
        (
            "[s Oslo's mayor, the city's {o:Chamber of Trade} and {o:Nordline}] [c said] [t no].",
            ["Oslo's mayor, the city's Chamber of Trade and Nordline"],
        ),
        # one, and who she is
        (
            "[s {p:Ada Berg}, the sister of {p:Kim Berg} and an owner of {o:Nordline},] [c said] "
            "[t it was late].",
            ["Ada Berg"],
        ),
        ("[s {p:Jon Vik}, head of {o:Fish and Game},] [c said] [t it was late].", ["Jon Vik"]),
        # places and examples are not who speaks
        (
            "[s Rebel leaders in {l:Bergen}, {p:Voss} and {l:Oslo}] [c said] [t it was late].",
            ["Rebel leaders in Bergen, Voss and Oslo"],
        ),
        (
            "[s Third Judge In {o:High Court}] [c Calls For] [t Calm].",
            ["Third Judge In High Court"],
        ),
        ("[s Owners, including {p:Jon Vik},] [c said] [t it was late].", ["Owners"]),
        ("[s Some, such as {p:Jon Vik},] [c said] [t it was late].", ["Jon Vik"]),
        # what stands before its bearer, or before what is named after him
        ("[s {p:House} Speaker {p:Jon Vik}] [c said] [t it was late].", ["Jon Vik"]),
        ("[s The {p:Vik} administration] [c said] [t it was late].", ["Vik administration"]),
        ("[s A man with Ayatollah {p:Dag Holm}] [c said] [t no].", ["man with Ayatollah Dag Holm"]),
    ],
)
def test_which_name_heads_a_source(text, speakers):
    assert Marked(text).speakers() == speakers


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("[s Protesters] [c said] [t he must go]. [s They] [c argued] [t that he was late].", 1),
        ("[s {o:Nordline}] [c said] [t it was late]. [s It] [c added] [t that it was sorry].", 1),
        ("[s A ferry source] [c said] [t it was late]. [s The source] [c blamed] [t the crew].", 1),
        ("{o:Nordline}, [s which] [c said] [t it was late], has won.", 0),
    ],
)
def test_who_was_heard_or_named_right_before_is_taken_up(text, speaker):
    assert Marked(text).speakers()[speaker] in ("Protesters", "Nordline", "ferry source")


def test_residents_who_speak_are_those_residents():
    marked = Marked("She met residents [s who] [c told] her [t that the ferry was late].")
    assert marked.speakers() == ["residents"]


def test_an_age_takes_up_the_person_told_of():
    marked = Marked("{p:Jon Vik} won. [t “I am glad,”] [s the 24-year-old] [c said].")
    assert marked.speakers() == ["Jon Vik"]


def test_the_president_is_not_the_vice_president():
    marked = Marked(
        "President {p:Jon Vik} came with Vice President {p:Ada Berg}. "
        "[s The president] [c said] [t it was late]."
    )
    assert marked.speakers() == ["Jon Vik"]


def test_a_headline_that_names_only_an_office_means_who_holds_it():
    marked = Marked(
        "[s Norway PM] [c warns] [t of storms]\n\nPrime Minister {p:Ada Berg} [c warned] of storms."
    )
    assert marked.speakers() == ["Ada Berg"]


@pytest.mark.parametrize(
    "text",
    [
        "[s The owner] [c was told] [t that the bridge was closed].",
        "[s {p:Jon Vik}] [c is believed] [t to have left].",
        "She met [s {p:Jon Vik}], a man [c said] [t to be ill].",
        "[s {p:Jon Vik}] goes and it [c is rumoured] [t that Nordline may follow].",
        "He backed [s a measure] [c criticised] [t as far too late].",
        "After [s {p:Jon Vik}]'s visit, the owners left at once, [c accusing] [t him of delay].",
    ],
)
def test_who_is_told_or_talked_of_does_not_speak(text):
    assert Marked(text).speakers() == [None]


def test_a_body_that_sits_to_hear_is_no_chain():
    marked = Marked("[t “We knew,”] [s {p:Per Nygaard}] [c told] {o:Senate Committee} on Monday.")
    assert marked.chains() == [()]


def test_quoted_by_names_the_chain_and_not_the_speaker():
    marked = Marked("[s Police] [c were quoted] by {o:Northern Wire} as saying [t it was dark].")
    assert marked.speakers() == ["Police"]
    assert marked.chains() == [("Northern Wire",)]


def test_a_capital_that_speaks_has_its_country_s_name_beside_its_own():
    marked = Marked("[s {l:Oslo}] [c said] [t it was late].")
    (actor,) = marked.resolve().actors
    assert (actor.name, actor.aliases) == ("Oslo", ("Norway",))


def test_a_complaint_is_its_owner_s():
    marked = Marked("[s {p:Jon Vik}'s chief] complaint [c was] [t that it was late].")
    assert marked.speakers() == ["Jon Vik"]


def test_it_and_they_stay_open_where_the_ranker_is_not_sure():
    marked = Marked(
        "{o:Nordline} met {o:Sudline} and {o:Westline}. The weather was fine. All went well. "
        "[s They] [c said] [t it was late]."
    )
    assert marked.speakers() == [None]


def test_an_administration_without_a_name_of_its_own_is_taken_up():
    marked = Marked(
        "[s The {p:Vik} administration] [c said] [t no]. [s The administration] [c added] [t why]."
    )
    assert marked.speakers() == ["Vik administration", "Vik administration"]


def test_a_description_whose_bearer_is_not_sure_is_kept_as_it_stands():
    marked = Marked(
        "{o:Nordline Group} won. {o:Sudline Group} lost. {o:Westline Group} closed.\n\n"
        "It rained. It snowed. [s The group] [c said] [t it was late]."
    )
    assert marked.speakers() == ["group"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "They met {p:Jon Vik}, [s who former mayor {p:Ada Berg}] [c said] [t was asleep].",
            "Ada Berg",
        ),
        ("[s The news agency] {o:Nordwire} [c reported] [t that the quay burned].", "Nordwire"),
        (
            "Eide mayor {p:Ada Berg} came. [s The 37-year] old Eide mayor [c told] [t her story].",
            "Ada Berg",
        ),
        (
            "[s A sailor, who had come by bus,] [c said] [t the quay burned].",
            "sailor",
        ),
        (
            "[s A sailor, who gave only his first name, Ole,] [c said] [t the quay burned].",
            "sailor, Ole",
        ),
        (
            "[s {p:Jon Vik}, Norway’s envoy to the trade and fishing board,] [c said] [t no].",
            "Jon Vik",
        ),
        ("In the face of [s international] [c calls for] [t a new quay], work began.", None),
        ("[s The guild,] [c believed] [t to have some 400 members].", None),
        ("[s {p:Jon Vik}] [c was accused of] [t selling the quay].", None),
        (
            "{p:Jon Vik} sued the council, [s which includes ten women,] [c said] [t it was late].",
            None,
        ),
    ],
)
def test_a_source_is_who_speaks_and_what_names_him(text, speaker):
    assert Marked(text).speakers() == [speaker]


def test_critics_of_one_paragraph_are_not_those_of_the_next():
    marked = Marked(
        "[s Critics] [c say] [t the mayor sleeps]. [s Critics] [c add] [t she snores].\n"
        "[s Critics] [c say] [t the owners steal]."
    )
    first, second, third = (s.speaker for s in marked.resolve().statements)
    assert first == second != third
    assert marked.speakers() == ["Critics"] * 3


def test_a_colleague_of_one_brought_in_is_not_of_him_named_before():
    marked = Marked("{p:Jon Vik} came. [t A young reporter was held], [s his colleagues] [c said].")
    assert marked.speakers() == ["his colleagues"]


def test_words_end_before_a_word_that_leads_on():
    marked = Marked("[s {p:Jon Vik}] [c said] [t he was tired, but] went on.")
    (statement,) = marked.resolve().statements
    assert [marked.report.show(piece) for piece in statement.content] == ["he was tired"]


@pytest.mark.parametrize(
    ("text", "hers"),
    [
        (
            "[s {p:Karin Holm}] [c said] [t no]. [s The finance minister] [c left] [t it there].",
            True,
        ),
        ("{p:Karin Holm} slept. [t “No,”] [s the finance minister] [c said].", True),
        ("{p:Karin Holm} met {p:Ida Vik}. [t “No,”] [s the finance minister] [c said].", False),
        ("Mayor {p:Karin Holm} slept. [t “No,”] [s the finance minister] [c said].", False),
        ("{p:Karin Holm} slept. [t “No,”] [s the king] [c said].", False),
        ("{p:Karin Holm} slept. [t “No,”] [s the judge] [c said].", False),
        ("{p:Karin Holm} slept. [t “No,”] [s the minister in Bergen] [c said].", False),
        (
            "[s Police] [c said] [t no]. {p:Karin Holm} hid. [t “No,”] [s the mayor] [c said].",
            False,
        ),
    ],
)
def test_an_office_is_whose_role_is_not_told_of_yet(text, hers):
    assert (Marked(text).speakers()[-1] == "Karin Holm") == hers
