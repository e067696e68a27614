"""Datelines: places, date and agency with which a report begins."""

import pytest

from rashomon.intake.datelines import parse_dateline
from rashomon.intake.dates import edtf_date, published_time


@pytest.mark.parametrize(
    ("line", "places", "date", "agency", "words"),
    [
        ("Lima (AFP) - The mayor", ["Lima"], None, "AFP", "Lima (AFP) -"),
        (
            "LIMA/QUITO, Dec. 3 (Xinhua) -- Two",
            ["Lima", "Quito"],
            "XXXX-12-03",
            "Xinhua",
            "LIMA/QUITO, Dec. 3 (Xinhua) --",
        ),
        (
            "LEEDS, May 9 (Thomson Reuters Foundation) - A",
            ["Leeds"],
            "XXXX-05-09",
            "Thomson Reuters Foundation",
            "LEEDS, May 9 (Thomson Reuters Foundation) -",
        ),
        ("HERAT, Afghanistan — Five", ["Herat, Afghanistan"], None, None, "HERAT, Afghanistan —"),
        ("BOISE, Idaho (AP) _ Two", ["Boise, Idaho"], None, "AP", "BOISE, Idaho (AP) _"),
        ("(CNN) -- The singer", [], None, "CNN", "(CNN) --"),
        ("(CNN)The singer", [], None, "CNN", "(CNN)"),
        ("(Reuters) - Shares", [], None, "Reuters", "(Reuters) -"),
        ("(AP) OSLO, Norway - The", ["Oslo, Norway"], None, "AP", "(AP) OSLO, Norway -"),
        ("OSLO—The crown", ["Oslo"], None, None, "OSLO—"),
        ("DOHA, 28th November 2012: A", ["Doha"], "2012-11-28", None, "DOHA, 28th November 2012:"),
        (
            "New Delhi, Jan 12 (PTI) The court",
            ["New Delhi"],
            "XXXX-01-12",
            "PTI",
            "New Delhi, Jan 12 (PTI)",
        ),
        ("NEW DELHI: The court", ["New Delhi"], None, None, "NEW DELHI:"),
        ("Paris — The strike", ["Paris"], None, None, "Paris —"),
        ("McALLEN, Texas (AP) — A", ["McAllen, Texas"], None, "AP", "McALLEN, Texas (AP) —"),
        (
            "PORT-AU-PRINCE, Haiti — A",
            ["Port-au-Prince, Haiti"],
            None,
            None,
            "PORT-AU-PRINCE, Haiti —",
        ),
    ],
)
def test_the_forms_of_the_style_books(line, places, date, agency, words):
    dateline = parse_dateline(line, offset=10)
    assert list(dateline.places) == places
    assert (dateline.date, dateline.agency) == (date, agency)
    assert line[dateline.start - 10 : dateline.end - 10] == words


@pytest.mark.parametrize(
    "line",
    [
        "The mayor said on Monday - after a long night - that she would stay.",
        "Mary -- who had waited -- left.",
        "WATCH: The moment the bridge fell",
        "UPDATE 2:52 p.m. -- More reports came in.",
        "ANNA BELL, HOST: Good morning.",
        "ANNA BELL: Good morning.",
        "Sen. Ann Poe (R-Ohio) - the author of the bill - left.",
        "FILE - In this May 3 photo, a man waves.",
        '"We" - he paused - "won."',
        "London is calling.",
        "",
        "-- (",
    ],
)
def test_other_beginnings_are_no_dateline(line):
    assert parse_dateline(line) is None


@pytest.mark.parametrize(
    ("words", "date"),
    [
        ("Dec. 13", "XXXX-12-13"),
        ("13 December 2016", "2016-12-13"),
        ("Sept 1st, 2001", "2001-09-01"),
        ("2016-12-13", "2016-12-13"),
        ("Feb. 29", "XXXX-02-29"),
        ("Feb. 29, 2015", None),
        ("May 45", None),
        ("Monday", None),
    ],
)
def test_dates_become_edtf(words, date):
    assert edtf_date(words) == date


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("2016-12-12", "2016-12-12"),
        ("2016-12", "2016-12"),
        ("2016", "2016"),
        ("XXXX-12-12", "XXXX-12-12"),
        ("2016-12-12T08:30:00Z", "2016-12-12T08:30:00Z"),
        ("Mon, 12 Dec 2016 08:30:00 GMT", "2016-12-12T08:30:00Z"),
        ("Dec. 12, 2016", "2016-12-12"),
        ("Dec. 12", None),
        ("2016-13", None),
        ("2016-02-30", None),
        ("yesterday", None),
    ],
)
def test_publication_times_are_taken_as_far_as_they_are_fixed(words, time):
    assert published_time(words) == time
