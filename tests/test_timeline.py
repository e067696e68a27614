"""What happened when, and dates that one report lends another."""

from __future__ import annotations

import pytest
from hand_made import reading_of, report_of, spans_of

from rashomon.comparing.clauses import clause_around
from rashomon.comparing.comparison import Claim, Passage
from rashomon.comparing.timeline import (
    borrowed_published,
    build_timeline,
    fix_years,
    sorting_key,
)
from rashomon.report import Span


def reading(identity, text, published=None):
    return reading_of(report_of(identity, text, outlet=identity, published=published))


def shown(readings, claims=()):
    texts = {r.report.id: r.report.text for r in readings}
    return [
        (entry.when, [texts[p.report][p.start : p.end] for p in entry.passages])
        for entry in build_timeline(readings, claims)
    ]


def test_entries_are_in_the_order_of_time_with_the_clause_that_tells():
    text = (
        "The dam broke on Sunday after engineers had warned of cracks in March 2021."
        " It was built in 1968."
    )
    assert shown([reading("a", text, "2024-05-14")]) == [
        ("1968", ["It was built in 1968."]),
        ("2021-03", ["after engineers had warned of cracks in March 2021."]),
        ("2024-05-12", ["The dam broke on Sunday"]),
    ]


def test_durations_and_vague_times_are_left_out():
    text = "The strike lasted three days. It is currently suspended. It began recently."
    assert shown([reading("a", text, "2024-05-14")]) == []


def test_passages_of_one_claim_on_one_day_are_one_entry():
    texts = {"a": "The dam broke on Sunday.", "b": "On May 12 the old dam gave way."}
    readings = [reading(name, text, "2024-05-14") for name, text in texts.items()]
    claim = Claim(
        id="c",
        gist="",
        standing="agreed",
        origins=(),
        confidence=1.0,
        passages=tuple(Passage(report=n, start=0, end=len(t)) for n, t in texts.items()),
    )
    (entry,) = build_timeline(readings, [claim])
    assert (entry.when, entry.claim, len(entry.passages)) == ("2024-05-12", "c", 2)
    assert len(build_timeline(readings, [])) == 2


@pytest.mark.parametrize(
    "values",
    [
        ["198X", "1999", "2015", "2015-09", "2016-03-01", "2016-03-01T10:00", "XXXX-12-13"],
        ["../2010-01-01", "2016-12-10/2016-12-11", "2016-12-11", "2016-12-12"],
        ["2016-33", "2016-21", "2016-04-02", "2016-35"],
    ],
)
def test_order_of_edtf_values(values):
    keys = [sorting_key(value) for value in values]
    assert keys == sorted(keys)
    assert len(set(keys)) == len(keys)


def test_a_report_without_a_date_borrows_the_others():
    undated = reading("a", "The dam broke on Sunday. It had held since March.")
    dated = reading("b", "The old dam gave way.", "2024-05-14")
    assert borrowed_published([undated, dated]) == {"a": ("2024-05-13", "2024-05-15")}
    fixed, same = fix_years([undated, dated])
    assert [time.value for time in fixed.times] == ["2024-05-12", "2024-03"]
    assert fixed.report == undated.report
    assert same == dated


def test_a_date_that_depends_on_the_unknown_day_stays_open():
    undated = reading("a", "The dam broke yesterday.")
    fixed, _ = fix_years([undated, reading("b", "It gave way.", "2024-05-14")])
    assert [time.value for time in fixed.times] == ["XXXX-XX-XX"]


def test_a_day_without_a_year_takes_the_nearest_year():
    undated = reading("a", "The dam broke on Dec. 31.", "XXXX-12-31")
    assert borrowed_published([undated, reading("b", "Gone.", "2025-01-02")]) == {
        "a": ("2024-12-31",)
    }


def test_nobody_has_a_date():
    readings = [reading("a", "It broke on Sunday."), reading("b", "Gone.")]
    assert borrowed_published(readings) == {}
    assert fix_years(readings) == tuple(readings)


def test_a_short_clause_takes_the_one_before_it():
    text = "The station has been closed, but since May 2020."
    (inner,) = spans_of(text, "May 2020")
    clause = clause_around(text, Span(0, len(text)), inner)
    assert text[clause.start : clause.end] == text


@pytest.mark.parametrize(
    "text",
    [
        "Mr Reed has returned to his 2008 theme of change.",
        "Both sides await the release of the October unemployment rate.",
        "Old colleagues from the 1970s declined to comment.",
        "He recalled the bitter infighting of the 1980s.",
        "The app shows stickers themed around winter sports.",
        "Deaths were higher than at any time since 2008.",
        "The index has fallen 5 percent since March 2.",
        "Sales were higher than in 2012.",
        "She is a presidential hopeful of the 2016 contest.",
        'She said: "Today I am happy."',
        'The bird said: "I usually sleep at 7 p.m."',
        "My bed time is usually 7:45, she wrote.",
        "The kicker tied the game in the third quarter, after a touchdown.",
        "Fans were told to stay away from Tuesday's match.",
        "Troops moved closer ahead of Sunday's vote.",
        "Hundreds slept late after their New Year's Eve parties.",
        "Nearly everybody is interested in the 2020 elections.",
        "What a night! — Jo Ott (@jott) December 27, 2016",
        "Copyright © 1998-2016, Radio Foo.",
        "There was plenty of food, 2016 caps and music.",
    ],
)
def test_a_time_of_which_no_event_is_told_is_left_out(text):
    assert shown([reading("a", text, "2017-02-06")]) == []


@pytest.mark.parametrize(
    ("text", "when", "told"),
    [
        (
            "The cross honours the pontiff's 1998 visit to the nearby city of Brescia.",
            "1998",
            "1998 visit to the nearby city of Brescia.",
        ),
        (
            "He was shot during a 2012 confrontation in Sanford.",
            "2012",
            "He was shot during a 2012 confrontation in Sanford.",
        ),
        (
            "The fastest since at least 1588, when the office was founded by a pope.",
            "1588",
            "1588, when the office was founded by a pope.",
        ),
        (
            "The port had been quiet until March 2011, when seven people were wounded.",
            "2011-03",
            "The port had been quiet until March 2011, when seven people were wounded.",
        ),
        (
            "She condemned Friday's attack on the old mosque in Oslo.",
            "2017-02-03",
            "Friday's attack on the old mosque in Oslo.",
        ),
        (
            "He campaigns for the Feb. 28 election against a former judge that few expect to win.",
            "2017-02-28",
            "the Feb. 28 election against a former judge",
        ),
        (
            "The lawyer at Friday's hearing denied everything.",
            "2017-02-03",
            "The lawyer at Friday's hearing denied everything.",
        ),
        (
            "She said that Friday's attack had killed ten people.",
            "2017-02-03",
            "that Friday's attack had killed ten people.",
        ),
        (
            "He told it in a Feb. 1 interview with the paper.",
            "2017-02-01",
            "He told it in a Feb. 1 interview with the paper.",
        ),
        (
            "He has spent a hundred days there since he took office in January 2009.",
            "2009-01",
            "since he took office in January 2009.",
        ),
        (
            "Money came in soon after her one rival, a former judge, left the race in May 2016.",
            "2016-05",
            "after her one rival, a former judge, left the race in May 2016.",
        ),
        (
            "He was freed five days after they were seized, the channel said on Friday.",
            "2017-02-03",
            "He was freed five days after they were seized, the channel said on Friday.",
        ),
        (
            "The town has been quiet since March 2015.",
            "2015-03",
            "The town has been quiet since March 2015.",
        ),
    ],
)
def test_a_time_beside_a_noun_dates_what_happened(text, when, told):
    assert shown([reading("a", text, "2017-02-06")]) == [(when, [told])]


def test_each_of_two_times_dates_its_own_part_of_a_clause():
    text = "Mr Zane tried on Thursday to sell the gun he had used to kill a boy in 2012."
    assert shown([reading("a", text, "2017-02-06")]) == [
        ("2012", ["to sell the gun he had used to kill a boy in 2012."]),
        ("2017-02-02", [text]),
    ]


def test_an_aside_keeps_its_date_and_its_noun():
    text = "Mr Ulm, who had backed the old governor in 2015, gave the club a sum on Friday."
    assert shown([reading("a", text, "2017-02-06")]) == [
        ("2015", ["Mr Ulm, who had backed the old governor in 2015"]),
        ("2017-02-03", [text]),
    ]


def test_what_was_round_days_ago_has_an_approximate_date():
    text = "Russia signed the deal 10 days ago. Rebels met 3 days ago."
    assert [when for when, _ in shown([reading("a", text, "2014-04-28")])] == [
        "2014-04-18~",
        "2014-04-25",
    ]


def test_what_a_clause_reports_belongs_to_it():
    text = "The office said last week that it would send aid, six months after it had stopped."
    ((_, told),) = shown([reading("a", text, "2014-04-28")])
    assert told == [text]


def test_a_clause_without_a_verb_takes_the_next():
    text = "On Friday a man of forty years who had fled from prison was found."
    assert shown([reading("a", text, "2014-04-28")]) == [("2014-04-25", [text])]


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("She sat on the committee between 2010 and 2012.", ["2010/2012"]),
        ("He was governor from May 5 to May 9.", ["2014-05-05/2014-05-09"]),
        ("He was known to police in the 1960s and 1970s.", ["196X/197X"]),
        ("He met them in 2010 and in 2012.", ["2010", "2012"]),
    ],
)
def test_from_one_time_to_another_is_one_stretch(text, when):
    assert [at for at, _ in shown([reading("a", text, "2014-05-10")])] == when


def test_an_old_picture_tells_no_event():
    text = "FILE - In this Sept. 30, 2016, file photo, the singer poses in Paris."
    assert shown([reading("a", text, "2017-12-27")]) == []


def test_who_did_it_is_named_with_the_clause():
    text = "It has been a headache for Mr. Penn, who was born in 1950 and who lives in Rome."
    ((_, told),) = shown([reading("a", text, "2017-12-27")])
    assert told[0].startswith("Mr. Penn, who was born in 1950")


def test_after_an_aside_the_subject_is_shown():
    text = "Glitz, 68, whose real name is Gabb, was filmed at his home on Sunday, in a hat."
    assert shown([reading("a", text, "2012-10-28")]) == [("2012-10-28", [text])]
