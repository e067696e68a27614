"""Time expressions: what is found, and what it resolves to."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times, resolve_times
from rashomon.report import Dateline, Report, fingerprint

TUESDAY = "2016-12-13"


def report(text, *, published=TUESDAY, dateline=None):
    return Report(
        id="a",
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(),
        published=published,
        dateline=dateline,
    )


def read(text, **about):
    subject = report(text, **about)
    times = find_times(subject, split_sentences(text))
    return [(text[time.start : time.end], time.value, time.kind) for time in times]


def values(text, **about):
    return [value for _, value, _ in read(text, **about)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The dam broke on 13 December 2016.", "2016-12-13"),
        ("The dam broke on Dec. 5, 2016, at last.", "2016-12-05"),
        ("The dam broke on the 3rd of May 2014.", "2014-05-03"),
        ("The dam broke on 12/25/2015.", "2015-12-25"),
        ("The fair ran from May 5-8, 2014.", "2014-05-05/2014-05-08"),
        ("The dam broke in September 2015.", "2015-09"),
        ("The dam broke in 1987.", "1987"),
        ("Sales fell in the third quarter of 2015.", "2015-35"),
        ("It was built in the summer of 2014.", "2014-22"),
        ("It was built in mid-2015.", "2015"),
        ("It was built in the 1990s.", "199X"),
        ("It was built in the '80s.", "198X"),
        ("It was built in the 19th century.", "18XX"),
        ("He ruled from 2001-2009.", "2001/2009"),
        ("Sales fell in 1989's third quarter.", "1989-35"),
        ("Sales fell in the final quarter of 2009.", "2009-36"),
        ("Sales fell in the 1990 first half.", "1990-40"),
    ],
)
def test_full_dates_need_no_context(text, value):
    assert values(text, published=None) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The minister resigned on Monday.", "2016-12-12"),
        ("The minister resigned on Tuesday.", "2016-12-13"),
        ("The minister resigned on Wednesday.", "2016-12-07"),
        ("The minister will resign on Wednesday.", "2016-12-14"),
        ("The minister resigned last Tuesday.", "2016-12-06"),
        ("The minister will resign next Tuesday.", "2016-12-20"),
        ("The dam broke on Tuesday, December 6.", "2016-12-06"),
        ("The dam broke in July of last year.", "2015-07"),
        ("The minister resigned yesterday.", "2016-12-12"),
        ("The minister resigned two days ago.", "2016-12-11"),
        ("The minister resigned last week.", "2016-12-05/2016-12-11"),
        ("The minister will resign next week.", "2016-12-19/2016-12-25"),
        ("The minister resigned over the weekend.", "2016-12-10/2016-12-11"),
        ("The minister resigned last month.", "2016-11"),
        ("The minister resigned this March.", "2016-03"),
        ("The minister resigned in March.", "2016-03"),
        ("The minister resigned in December.", "2016-12"),
        ("The minister will resign in March.", "2017-03"),
        ("The minister resigned last year.", "2015"),
        ("The minister resigned two years ago.", "2014"),
        ("The minister resigned on Dec. 9.", "2016-12-09"),
        ("The minister will resign on Jan. 9.", "2017-01-09"),
        ("The minister resigned on Halloween.", "2016-10-31"),
        ("The minister resigned on Thanksgiving.", "2016-11-24"),
        ("The minister resigned on Labor Day.", "2016-09-05"),
        ("The minister resigned on Good Friday.", "2016-03-25"),
        ("The minister resigned a decade ago.", "2006"),
        ("The minister resigned half a century ago.", "1966"),
        ("The minister resigned in the second half of last year.", "2015-41"),
        ("The minister resigned in the week of March 7.", "2016-03-07/2016-03-13"),
        ("The minister resigned at the end of the month.", "2016-12"),
        ("The bank collapsed four years ago this month.", "2012-12"),
        ("The bank collapsed a year ago today.", "2015-12-13"),
        ("The minister resigned earlier in the week.", "2016-12-12/2016-12-18"),
    ],
)
def test_relative_dates_follow_the_tense_and_the_date_of_the_report(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Talks are set to resume on Friday.", "2016-12-16"),
        ("The army planned a parade on Friday.", "2016-12-16"),
        ("The army will be led on Friday by her.", "2016-12-16"),
        ("The offer stands until Friday.", "2016-12-16"),
        ("He is flying to Oslo on Friday.", "2016-12-16"),
        ("They spoke ahead of Friday's vote.", "2016-12-16"),
        ("He had been due to speak on Friday.", "2016-12-09"),
        ("She could not be reached on Friday.", "2016-12-09"),
        ("He refused to speak on Friday.", "2016-12-09"),
        ("They would challenge Friday's ruling, he said.", "2016-12-16"),
        ("They seek ways to challenge Friday's ruling.", "2016-12-09"),
        ("It has been calm since Friday.", "2016-12-09"),
        ("Until Friday, nobody had called.", "2016-12-09"),
        ("She died on Friday.", "2016-12-09"),
        ("A lawyer for two men jailed on Friday said so.", "2016-12-09"),
        ("On Friday the president laid out what will change.", "2016-12-09"),
        ("The shift on Friday, calling for talks to be held, was sudden.", "2016-12-09"),
        ("They hope to win a closely fought vote on Friday.", "2016-12-16"),
        ("The change is effective Friday.", "2016-12-16"),
        ("The cure proved effective in a trial on Friday.", "2016-12-09"),
        ("A rally set for Friday has moved indoors.", "2016-12-16"),
        ("The judge set the sentencing for Friday.", "2016-12-16"),
        ("The judge had set the sentencing for Friday.", "2016-12-09"),
        ("She will be in the series, which starts on Friday.", "2016-12-16"),
        ("Neither of them could be reached on Friday.", "2016-12-09"),
    ],
)
def test_the_verb_tells_whether_a_weekday_is_past_or_to_come(text, value):
    assert values(text) == [value]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The first quarter of 2016 was good. It beat a year earlier.", "2015-33"),
        ("The nine months to May 2016 were good. They beat a year earlier.", "2015"),
        ("Sales rose in 1999. They were poor a year earlier.", "1998"),
        ("Sales rose in 1999. They were poor the year before.", "1998"),
        ("It will end on 20 December 2016. They met later in the day.", "XXXX-XX-XX"),
        ("He said on 11 February 1999 that he would resign Feb. 28.", "1999-02-28"),
        ("He wed in April 1943. He sailed to Italy the next year.", "1944"),
        ("He wed in April 1943. He will sail to Italy the next year.", "2017"),
        ("It will end on 20 December 2016. They met three days later.", "XXXX-XX-XX"),
        ("Sales rose in June 1999. They fell that year.", "1999"),
        ("Sales rose in June 1999. They fell the following month.", "1999-07"),
        ("Sales rose on 3 May 1999. They fell the following day.", "1999-05-04"),
        ("Sales rose on 3 May 1999. They fell the next day.", "1999-05-04"),
        ("It burned on 3 May 1999. It was calm that night.", "1999-05-03"),
        ("It burned on 3 May 1999. It was calm the previous night.", "1999-05-02"),
        ("Sales rose in the second quarter, more than in the same quarter last year.", "2015-34"),
        ("Sales rose in the third quarter. In the 2014 period they fell.", "2014-35"),
        ("It will report on the third quarter. Sales rose in the quarter.", "2016-35"),
    ],
)
def test_what_is_counted_from_the_time_mentioned_last(text, value):
    assert values(text)[-1] == value


def test_a_year_said_once_holds_for_both_ends():
    assert values("It ran from Oct. 17 to Nov. 2, 2014.") == ["2014-10-17", "2014-11-02"]
    assert values("It ran between May and June 2014.") == ["2014-05", "2014-06"]


def test_a_quarter_is_told_by_the_day_it_ended_on():
    assert values("Sales rose in the quarter ended July 31.") == ["2016-34", "2016-07-31"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It ended on Monday.", "XXXX-XX-XX"),
        ("It ended on Dec. 13.", "XXXX-12-13"),
        ("It ended in March.", "XXXX-03"),
        ("It ended last year.", "XXXX"),
        ("It ended last month.", "XXXX-XX"),
        ("It ended four years ago this month.", "XXXX-XX"),
        ("It ended over the weekend.", "XXXX-XX-XX"),
        ("It ended on Monday at 10 p.m.", "XXXX-XX-XXT22:00"),
    ],
)
def test_what_is_not_known_stays_open(text, value):
    assert values(text, published=None) == [value]


def test_a_dateline_without_a_year_gives_what_needs_no_year():
    dateline = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-12-13")
    text = "Oslo woke on Monday to news that broke yesterday, as it had last month and in 2014."
    assert values(text, published=None, dateline=dateline) == [
        "XXXX-XX-XX",
        "XXXX-12-12",
        "XXXX-11",
        "2014",
    ]


def test_the_day_before_the_first_of_march_is_open_without_a_year():
    dateline = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-03-01")
    assert values("It ended yesterday.", published=None, dateline=dateline) == ["XXXX-XX-XX"]


def test_a_dateline_shortly_before_publication_is_the_day_of_writing():
    dateline = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-12-12")
    assert values("It ended today.", published=TUESDAY, dateline=dateline) == ["2016-12-12"]
    old = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-05-12")
    assert values("It ended today.", published=TUESDAY, dateline=old) == ["2016-12-13"]


def test_a_year_of_publication_completes_the_dateline():
    dateline = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-12-12")
    assert values("It ended today.", published="2016", dateline=dateline) == ["2016-12-12"]
    assert values("It ended today.", published="2017-01", dateline=dateline) == ["2016-12-12"]
    leap = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-02-29")
    assert values("It ended today.", published="2015-03-01", dateline=leap) == ["2015-03-01"]


def test_without_any_date_a_full_one_at_the_beginning_lends_its_year():
    text = "The dam broke on 11 December 2016. On Monday and on Dec. 10 it rained, as in March."
    assert values(text, published=None) == ["2016-12-11", "XXXX-XX-XX", "2016-12-10", "2016-03"]
    dateline = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-01-03")
    assert values(text, published=None, dateline=dateline)[1] == "2017-01-02"


@pytest.mark.parametrize(
    "text",
    [
        "It rained. It snowed. It blew. It froze. He was born on 5 May 1945. He left in March.",
        "He was born on 5 May 1945. He wed in 1969. He left in March.",
        "The next one will be on 5 May 2045. He left in March.",
    ],
)
def test_a_date_that_may_be_long_past_or_to_come_lends_none(text):
    assert values(text, published=None)[-1] == "XXXX-03"


def test_the_day_after_an_open_day_is_open():
    dateline = Dateline(places=("Oslo",), start=0, end=4, date="XXXX-12-13")
    text = "It began on Monday. Later in the day it ended."
    assert values(text, published=None, dateline=dateline) == ["XXXX-XX-XX", "XXXX-XX-XX"]
    assert values(text) == ["2016-12-12", "2016-12-12"]


def test_a_borrowed_date_resolves_what_was_open():
    text = "It ended on Monday, after eight months."
    subject = report(text, published=None)
    sentences = split_sentences(text)
    times = resolve_times(subject, sentences, published="2016-12-13T08:00:00Z")
    assert [time.value for time in times] == ["2016-12-12", "P8M"]


@pytest.mark.parametrize(
    ("text", "span", "value"),
    [
        ("Shots rang out on Sunday night.", "Sunday night", "2016-12-11"),
        ("Shots rang out in the early hours of Sunday.", "the early hours of Sunday", "2016-12-11"),
        ("Shots rang out on Friday at noon.", "Friday at noon", "2016-12-09T12:00"),
        ("Shots rang out at 9:30 a.m. EST Monday.", "9:30 a.m. EST Monday", "2016-12-12T09:30"),
        ("Shots rang out this morning.", "this morning", "2016-12-13"),
        ("Shots rang out at 1745 hrs.", "1745 hrs", "2016-12-13T17:45"),
        ("Shots rang out at 1200 GMT.", "1200 GMT", "2016-12-13T12:00"),
        ("Shots rang out at 0900 hours.", "0900 hours", "2016-12-13T09:00"),
        ("Shots rang out at five o'clock.", "five o'clock", "2016-12-13"),
    ],
)
def test_times_of_day_keep_their_day(text, span, value):
    assert read(text) == [(span, value, "time")]


def test_a_time_in_brackets_is_on_the_day_behind_them():
    found = values("Shots rang out (0500 GMT) Thursday.")
    assert found == ["2016-12-08T05:00", "2016-12-08"]


def test_between_two_days_of_a_month_is_one_stretch():
    assert read("Voters were asked between Jan. 20 and 26.") == [
        ("Jan. 20 and 26", "2017-01-20/2017-01-26", "date")
    ]
    assert values("It rained on Dec. 4 and 26 people died.") == ["2016-12-04"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The army led an uprising against the king in February.", "2016-02"),
        ("The army led an uprising against the king in March.", "2016-03"),
        ("He argued that the choice in February is clear.", "2017-02"),
    ],
)
def test_a_month_is_on_the_side_of_the_verb_that_tells_what_was_done(text, value):
    assert values(text) == [value]


def test_the_crash_of_a_street_has_its_year():
    assert values("They recalled the 1929 Wall Street crash.") == ["1929"]


def test_late_on_a_day_is_that_day():
    assert read("It ended late on Thursday.") == [("late on Thursday", "2016-12-08", "date")]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("after an eight-month absence", "P8M"),
        ("over the past two years", "P2Y"),
        ("a two-and-a-half-hour flight", "PT2H30M"),
        ("for half an hour", "PT30M"),
        ("for several decades", "PX0Y"),
        ("for years", "PXY"),
        ("a week-long strike", "P1W"),
        ("for 2 1/2 years", "P2Y6M"),
        ("for six straight days", "P6D"),
        ("over the last month", "P1M"),
    ],
)
def test_durations(text, value):
    assert [(found, kind) for _, found, kind in read(text)] == [(value, "duration")]


def test_sets():
    found = read(
        "They met every day, every evening, then annually, then each July, later on Mondays."
    )
    assert [(value, kind) for _, value, kind in found] == [
        ("P1D", "set"),
        ("P1D", "set"),
        ("P1Y", "set"),
        ("XXXX-07", "set"),
        ("P1W", "set"),
    ]


def test_vague_times_are_marked_as_vague():
    assert values("He recently left and now lives in Rome.") == ["../2016-12-13", "2016-12-13~"]


@pytest.mark.parametrize(
    "text",
    [
        "She may march on, he said.",
        "A 69-year-old man sat there.",
        "He is 69 years old.",
        "He was in his 30s, or his mid-30s.",
        "Three-quarters of it was gone.",
        "On 3/4/2016?".replace("2016", "16"),
        "He read USA Today.",
        "He watched 60 Minutes on television.",
        "The crash is called Black Monday.",
        "It blew at 80 miles an hour.",
        "It was named album of the year.",
        "It soon became a riot, and he was soon freed.",
        "She worked in the last week of the race.",
        "He told the Daily Echo, and the daily La Costa.",
        "A Sunday newspaper asked.",
        "He regrets it to this day.",
        "Prices soared for summer visitors.",
        "Write to Radio Foo, 2025 M St. NW, Springfield.",
    ],
)
def test_what_only_looks_like_a_time_is_left_alone(text):
    assert read(text) == []


def test_impossible_days_are_no_dates():
    assert values("It ended on Feb. 30, 2015.") == ["2015"]


EDTF = re.compile(
    r"(\.\./)?[\dX]{4}(-[\dX]{2}(-[\dX]{2}(T\d\d:\d\d)?)?)?~?(/(\.\.|[\dX]{4}(-[\dX]{2}){0,2}))?"
    r"|P(T?[\dX]+(\.\d+)?[YMWDHS])+"
)
WORDS = st.sampled_from(
    "Monday May March Dec. 13 31 2016 1990s the last next this early of a few two and half year "
    "years week hours ago later at 10 p.m. noon , - . ' s 12/25/2015 2016-02-30 25:00 24:61 "
    "quarter first 0/0/2016 99999999999999 every Sunday night summer century weekend T in \n "
    "trillion thousand hundred ½ 1/0 Christmas Thanksgiving now soon fiscal".split(" ")
)


@settings(max_examples=300)
@given(
    st.one_of(st.text(), st.lists(WORDS, max_size=25).map(" ".join)),
    st.sampled_from([None, TUESDAY, "2016-12", "2016", "XXXX-12-13", "0001-01-01", "9999-12-31"]),
)
def test_any_text_gives_ordered_spans_with_edtf_values(text, published):
    times = find_times(report(text, published=published), split_sentences(text))
    ends = [0]
    for time in times:
        assert ends[-1] <= time.start < time.end <= len(text)
        assert not text[time.start].isspace()
        assert EDTF.fullmatch(time.value), time.value
        ends.append(time.end)


@pytest.mark.parametrize(
    "text",
    [
        "A court banned the April 6 movement.",
        "Members of the 1922 committee met.",
        "It has status under the Vienna Document 2011 of the organisation.",
        'The show "Saturday Night Live" asked for him.',
        "The Sunday Times had asked for it.",
        "He wrote in the Mail on Sunday.",
        "She was on CBS This Morning as Woman of the Year.",
        "It is not sustainable at this day and age.",
        "It costs more beyond the year it takes to build.",
        "Some of them are in their 70s and 80s.",
    ],
)
def test_names_and_idioms_are_no_dates(text):
    assert values(text) == []


def test_a_body_named_after_a_day_is_no_date_elsewhere():
    text = "The April 6 movement met. Charges against April 6 were read. It met on April 6."
    assert values(text) == ["2016-04-06"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("The alliance called on Egyptians to march on Wednesday.", "2016-12-14"),
        ("He called for Wednesday's vote to be shelved.", "2016-12-14"),
        ("She urged him to resign in an interview on Wednesday.", "2016-12-07"),
        ("They look to the next contests, in Utah and Idaho on Wednesday.", "2016-12-14"),
        ("It would be the worst since the clashes in January.", "2016-01"),
        ("The film was dropped in January.", "2016-01"),
        ("The summit was set for January.", "2017-01"),
        ("The index closed higher the Friday before the sanctions.", "XXXX-XX-XX"),
    ],
)
def test_the_side_of_the_report_is_told_by_the_words_around(text, value):
    assert values(text) == [value]


def test_last_week_is_the_one_that_ends_on_a_sunday():
    assert values("It was found last week.", published="2016-12-11") == ["2016-12-05/2016-12-11"]
    assert values("It was found last week.") == ["2016-12-05/2016-12-11"]


def test_a_bare_time_of_day_is_on_the_day_just_mentioned_or_the_reports():
    assert values("It rose on Friday. It fell at 9:34 a.m.")[-1] == "2016-12-09T09:34"
    later = "It rose on Friday. It sank. It lay. It stood. It fell at 9:34 a.m."
    assert values(later)[-1] == "2016-12-13T09:34"
    assert values("It rose on Friday. It should be here at 9 a.m.")[-1] == "2016-12-13T09:00"


def test_today_in_a_quotation_is_not_the_day_told():
    text = 'They met on Friday. "We began an effort today," she said. He was seen the day before.'
    assert values(text, published="2016-12-10")[-1] == "2016-12-08"


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("He announced plans Wednesday to close it.", "2016-12-07"),
        ("She became a contender this weekend.", "2016-12-10/2016-12-11"),
        ("She will run this weekend.", "2016-12-17/2016-12-18"),
        ("The race is this weekend.", "2016-12-17/2016-12-18"),
    ],
)
def test_plans_that_were_announced_and_weekends_that_were(text, value):
    assert values(text) == [value]


def test_a_bare_time_of_day_of_the_past_is_not_on_a_day_to_come():
    text = "The window was extended until Dec. 29. The rocket was fired at 9:51 a.m."
    assert values(text)[-1] == "2016-12-13T09:51"
