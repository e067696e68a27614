"""Past events known by their date and party."""

from rashomon.comparing.dated import dated_sentences, with_dated_events
from rashomon.comparing.pair import Link
from rashomon.reading.reading import Reading
from rashomon.reading.sentences import split_sentences
from rashomon.reading.times import find_times
from rashomon.report import Report, fingerprint


def reading(text, published="2025-03-04"):
    report = Report(
        id=text[:20],
        text=text,
        sha256=fingerprint(text),
        language="en",
        zones=(),
        published=published,
    )
    sentences = split_sentences(text)
    return Reading(
        report=report,
        sentences=sentences,
        actors=(),
        statements=(),
        times=find_times(report, sentences),
        quantities=(),
    )


def joined(one, other, links=()):
    return with_dated_events(dated_sentences(reading(one)), dated_sentences(reading(other)), links)


def dated(one, other, links=()):
    return [(link.left, link.right) for link in joined(one, other, links)]


CAMPAIGN = "It rained. Norway has run a fishing ban in the north since September 2021."
MEASURE = "Oslo's measure for the coast began in September 2021. Nobody liked it."


def test_same_month_and_same_country_under_another_name():
    assert dated(CAMPAIGN, MEASURE) == [(1, 0)]


def test_another_month_is_another_event():
    assert dated(CAMPAIGN, MEASURE.replace("September", "October")) == []


def test_another_country_is_another_event():
    assert dated(CAMPAIGN, MEASURE.replace("Oslo", "Lima")) == []


def test_a_year_alone_is_too_little():
    assert (
        dated(CAMPAIGN.replace("September 2021", "2021"), MEASURE.replace("September ", "")) == []
    )


def test_the_month_of_the_reports_is_when_everything_happens():
    now = "Norway voted on March 3.", "Oslo was calm on March 3."
    assert dated(*now) == []


def test_a_date_given_twice_tells_nothing():
    twice = CAMPAIGN + " In September 2021 Norway was cold."
    assert dated(twice, MEASURE) == []


def test_a_sure_link_stays_as_it_is():
    sure = Link(left=1, right=0, relation="same", probability=0.9)
    assert joined(CAMPAIGN, MEASURE, (sure,)) == (sure,)
