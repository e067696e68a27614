"""Who copies whom, who credits whom, and which prose has one origin."""

from __future__ import annotations

from itertools import combinations

import msgspec
import pytest
from hand_made import reading_of, report_of

from rashomon.comparing.comparison import Claim, Passage, StoryActor, StoryStatement
from rashomon.comparing.credits import credits_of
from rashomon.comparing.lineage import find_lineage, find_same_source, text_origins
from rashomon.comparing.outlets import credits_in, same_outlet, usual_name
from rashomon.comparing.reuse import shared_text
from rashomon.report import Span

COPY = (
    "A cargo ship with 21 sailors on board broke its moorings in heavy wind on Tuesday night and"
    " drifted for two hours before tugs could bring it back into the harbour.\n"
    "Nobody was hurt, but the quay wall was damaged over a length of forty metres and the ferry"
    " line to the islands will stay closed until divers have looked at the ground."
)
OWN = (
    "Islanders were cut off from the mainland after a freighter tore loose in the storm.\n"
    "Shops on the main island opened late because the morning delivery did not arrive, and pupils"
    " had the day off while the port counted its losses and waited for calmer water."
)


def lineage_of(*readings):
    shared = {
        (one.report.id, other.report.id): shared_text(one.report.text, other.report.text)
        for one, other in combinations(readings, 2)
    }
    return find_lineage(readings, shared)


def reading(identity, text, **fields):
    return reading_of(report_of(identity, text, **fields))


def test_the_later_report_copies_the_earlier_one():
    early = reading("a", COPY, outlet="Harbour Post", published="2024-03-05")
    late = reading("b", f"{COPY}\nThe port is busy.", outlet="Coast News", published="2024-03-06")
    (copies,) = lineage_of(early, late)
    assert (copies.origin, copies.target, copies.kind) == ("b", "a", "copies")
    assert copies.share is not None and copies.share > 0.95
    assert "Harbour Post was published first" in copies.why
    for passage in copies.passages:
        assert {side.report for side in passage} == {"a", "b"}


def test_without_dates_the_direction_is_unknown_and_the_order_is_by_name():
    one, other = reading("x", COPY, outlet="Zeta"), reading("y", COPY + " End.", outlet="Alpha")
    (copies,) = lineage_of(one, other)
    assert (copies.origin, copies.target) == ("y", "x")
    assert "direction unknown" in copies.why
    assert lineage_of(other, one) == (copies,) or lineage_of(other, one)[0].origin == "y"


def test_who_credits_the_other_is_the_one_who_copies():
    agency = reading("a", COPY, outlet="Reuters", published="2024-03-06")
    client = reading(
        "b",
        f"(Reuters) - {COPY}",
        outlet="Daily Star",
        published="2024-03-05",
        agencies=["Reuters"],
        zones={"(Reuters) - ": "dateline"},
    )
    found = lineage_of(agency, client)
    copies = next(one for one in found if one.kind == "copies")
    credit = next(one for one in found if one.kind == "credits")
    assert (copies.origin, copies.target) == ("b", "a")
    assert (credit.origin, credit.target) == ("b", "a")
    assert "dateline" in credit.why


def test_the_same_quotation_is_no_copy():
    quote = (
        "“We have never seen a storm like this one in forty years on this coast, and we will need"
        " weeks until every buoy, every lamp and every chain is back where it belongs,”"
    )
    one = reading("a", f"{quote} the harbour master said.\n{OWN}", outlet="A")
    other = reading("b", f"{quote} according to the head of the port.\n{COPY}", outlet="B")
    assert lineage_of(one, other) == ()


def test_credits_of_outlets_that_are_no_report_of_the_story_are_kept_by_name():
    text = f"{OWN}\n“It was loud,” the mate told the Island Herald.\nTass news agency quoted him."
    found = lineage_of(reading("a", text, outlet="A"), reading("b", COPY, outlet="B"))
    assert [(one.origin, one.kind, one.target) for one in found] == [
        ("a", "credits", "Island Herald"),
        ("a", "credits", "Tass"),
    ]
    (passage,) = found[0].passages
    assert text[passage[0].start : passage[0].end] == "Island Herald"


def test_a_report_that_names_its_own_outlet_credits_nobody():
    text = f"{OWN}\nThe harbour master told the Island Herald that it was loud."
    assert (
        lineage_of(
            reading("a", text, outlet="www.islandherald.com"), reading("b", COPY, outlet="B")
        )
        == ()
    )


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("He told the Associated Press that it was over.", ["AP"]),
        ("According to the Boston Herald, nobody came.", ["Boston Herald"]),
        ("The Hill reported that nobody came.", ["The Hill"]),
        ("In an interview with Sky News he denied it.", ["Sky News"]),
        ("He told The Daily Beast in an email.", ["The Daily Beast"]),
        ("He told the Daily Harbour Gazette that it was over.", ["Daily Harbour Gazette"]),
        ("She had told the Newsnight editor to drop it.", []),
        ("He told the weekly Der Spiegel that it was over.", ["Der Spiegel"]),
        ("She told a Sunday Times reporter to drop it.", ["Sunday Times"]),
        ("Protesters gathered outside the BBC on Sunday.", []),
        ("He sued the Daily Mirror for damages.", []),
        ("It happened five Times in a row.", []),
    ],
)
def test_only_crediting_phrases_are_credits(text, names):
    assert [credit.name for credit in credits_in(text, Span(0, len(text)))] == names


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("BBC News", "www.bbc.com", True),
        ("The New York Times", "nytimes.com", True),
        ("NYT", "New York Times", True),
        ("Agence France-Presse", "AFP", True),
        ("The Guardian", "https://www.theguardian.com/world", True),
        ("Daily Star", "Daily Mail", False),
        ("Times of India", "The Times", False),
    ],
)
def test_names_of_one_outlet(one, other, same):
    assert same_outlet(one, other) is same
    assert same_outlet(other, one) is same


def test_usual_names():
    assert usual_name("the Associated Press") == "AP"
    assert usual_name("The Island Herald") == "Island Herald"


def test_reports_that_carry_one_text_have_one_origin():
    readings = [
        reading(
            "a",
            f"PORT (AP) — {COPY}",
            outlet="A",
            agencies=["AP"],
            zones={"PORT (AP) — ": "dateline"},
        ),
        reading("b", f"{COPY} More follows.", outlet="B"),
        reading("c", OWN, outlet="C"),
    ]
    origins = text_origins(readings, lineage_of(*readings))
    assert origins["a"] is origins["b"]
    assert (origins["a"].kind, origins["a"].name, origins["a"].reports) == (
        "agency",
        "AP",
        ("a", "b"),
    )
    assert "share running text" in origins["a"].why
    assert (origins["c"].kind, origins["c"].name) == ("outlet", "C")


def test_an_agency_in_the_dateline_is_the_origin_of_a_report_that_stands_alone():
    alone = reading(
        "a", f"PORT (AP) — {COPY}", outlet="A", agencies=["AP"], zones={"PORT (AP) — ": "dateline"}
    )
    helped = reading(
        "b",
        f"{OWN}\nThe Associated Press contributed to this report.",
        outlet="B",
        agencies=["AP"],
        zones={"The Associated Press contributed to this report.": "boilerplate"},
    )
    origins = text_origins([alone, helped], [])
    assert (origins["a"].kind, origins["a"].name) == ("agency", "AP")
    assert (origins["b"].kind, origins["b"].name) == ("outlet", "B")


def test_two_reports_on_one_named_speaker_are_on_the_same_source():
    reports = [report_of("a", COPY, outlet="A"), report_of("b", OWN, outlet="B")]
    statements = [
        StoryStatement(
            id=f"s{r.id}",
            report=r.id,
            manner="indirect",
            act="speech",
            content=(Span(0, 10),),
            confidence=1.0,
            speaker="p",
        )
        for r in reports
    ]
    claim = Claim(
        id="c",
        gist="",
        standing="one-origin",
        origins=(),
        confidence=1.0,
        passages=tuple(
            Passage(report=r.id, start=0, end=10, statement=f"s{r.id}") for r in reports
        ),
    )
    named = StoryActor(id="p", name="Ana Ruiz", kind="person", mentions=())
    (found,) = find_same_source([claim], statements, {"p": named}, reports)
    assert (found.origin, found.target, found.kind) == ("a", "b", "same-source")
    assert "Ana Ruiz" in found.why
    unnamed = StoryActor(id="p", name="an official", kind="person", mentions=(), named=False)
    assert find_same_source([claim], statements, {"p": unnamed}, reports) == ()
    left_open = msgspec.structs.replace(claim, open=True)
    assert find_same_source([left_open], statements, {"p": named}, reports) == ()


def test_reports_of_one_outlet_are_told_apart_where_a_reason_names_them():
    first = reading("one", COPY, outlet="Herald", published="2020-05-01")
    second = reading("two", f"{COPY}\nMore is expected.", outlet="Herald", published="2020-05-02")
    (copy,) = lineage_of(first, second)
    assert copy.why.startswith("100 % of Herald (1)'s own prose stands word for word in ")
    origins = text_origins([first, second], [])
    assert origins["one"].why == "Herald (1) and Herald (2) are reports of one outlet."


def test_a_report_without_an_outlet_is_called_by_its_file():
    report = msgspec.structs.replace(reading("r1a2b", COPY).report, path="desk/harbour.txt")
    assert text_origins([reading_of(report)], [])["r1a2b"].name == "harbour"


def test_the_body_before_which_somebody_spoke_is_no_source_of_the_report():
    text = 'Ann Lee told the Assembly of Tamsin: "We close the port." Bo Ek told Coast Radio: "No."'
    told = reading_of(
        report_of("one", text),
        actors={
            "Ann Lee": "person",
            "Bo Ek": "person",
            "Assembly of Tamsin": "organization",
            "Coast Radio": "organization",
        },
        statements=[("Ann Lee", "We close the port."), ("Bo Ek", "No.")],
    )
    through = {"Ann Lee": "Assembly of Tamsin", "Bo Ek": "Coast Radio"}
    names = {actor.id: actor.name for actor in told.actors}
    ids = {name: identity for identity, name in names.items()}
    statements = tuple(
        msgspec.structs.replace(one, via=(ids[through[names[one.speaker]]],))
        for one in told.statements
    )
    told = msgspec.structs.replace(told, statements=statements)
    assert [name for name, _, _ in credits_of(told)] == ["Coast Radio"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Women who spoke to it are part of what is told about it.
        (
            "Sky News dropped its film. Women who spoke to Sky News were not heard. Sky News denied"
            " that. The head of Sky News left.",
            [],
        ),
        (
            "Sky News dropped its film. He told Sky News so. Sky News is sorry. So Sky News.",
            ["Sky News"],
        ),
        ("Jon Vik spoke to Sky News on Monday.", ["Sky News"]),
        ("“Simply no,” Vik tells the Harbour Post Blog.", []),
    ],
)
def test_an_outlet_that_a_report_is_about_is_not_cited_by_who_spoke_to_it(text, names):
    assert [name for name, _, _ in credits_of(reading("one", text))] == names


def test_the_words_that_show_a_credit_stay_in_their_sentence():
    text = "Smoke rose. Ann Lee, speaking on Coast Radio with Rep. Ek. The tide turned at noon."
    (credit,) = credits_of(reading("one", text))
    assert credit[2] == "cites Coast Radio: “Ann Lee, speaking on Coast Radio with Rep. Ek”"


def test_the_words_that_show_a_credit_say_where_they_are_cut():
    text = "Nobody in the two villages heard it, Ann Lee told Coast Radio when she came home."
    (credit,) = credits_of(reading("one", text))
    assert (
        credit[2]
        == "cites Coast Radio: “… villages heard it, Ann Lee told Coast Radio when she came home”"
    )
