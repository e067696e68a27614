"""Headlines that run into the text of their report, as texts have them that lost line breaks."""

import pytest

from rashomon.intake import report_from_text
from rashomon.reading import read

BELOW = (
    "was seen near the quay before it burned, police said on Friday. Nobody was hurt. "
    "The harbour master, Karin Holm, said the boats would be replaced before the summer. "
    "She told owners to keep away from the quay until Monday. The fire began at night, and "
    "firefighters came from three towns. It took them four hours to put it out."
)
HEADLINE = "Boats burn in north harbour"


@pytest.mark.parametrize(
    "opening",
    [
        "A man ",
        "The 37-year-old owner ",
        "BERGEN, Norway (AP) -- Karin Holm ",
        "(CNN) — Karin Holm ",
        "More than one boat ",
        "While it rained, a man ",
    ],
)
def test_a_headline_ends_where_a_report_plainly_begins(opening):
    report = report_from_text(f"{HEADLINE} {opening}{BELOW}")
    assert report.title == HEADLINE
    assert report.zones[0].kind == "title"
    first, second = read(report).sentences[:2]
    assert report.show(first) == HEADLINE
    assert report.show(second).endswith("police said on Friday.")


def test_a_headline_that_is_given_twice_is_no_part_of_the_text():
    report = report_from_text(f"{HEADLINE} {HEADLINE} Karin Holm {BELOW}")
    assert report.title == HEADLINE
    assert [report.show(zone) for zone in report.zones][:2] == [HEADLINE, HEADLINE]
    assert report.show(report.zones[2]).startswith("Karin Holm was seen")


@pytest.mark.parametrize(
    "text",
    [
        f"A man who reads The Daily Paper {BELOW}",
        f"BERGEN, Norway (AP) -- A man {BELOW}",
        f"Karin Holm of the board of The Hague Ferry Company {BELOW}",
        f"Who burned the boats in the harbour? The owner {BELOW}",
        f"{HEADLINE} Karin Holm {BELOW}",
        f"{HEADLINE} A man was seen.",
    ],
)
def test_a_sentence_is_no_headline(text):
    report = report_from_text(text)
    assert report.title is None
    assert "title" not in {zone.kind for zone in report.zones}


def test_a_link_that_runs_into_a_paragraph_ends_where_the_report_goes_on():
    link = "RELATED: Ten boats that burned in other harbours"
    text = f"A man {BELOW} {link} “We lost all of it,” said Karin Holm."
    report = report_from_text(text)
    [notice] = [zone for zone in report.zones if zone.kind == "boilerplate"]
    assert report.show(notice) == link
    [last] = [s for s in read(report).sentences if "lost" in report.show(s)]
    assert report.show(last) == "“We lost all of it,” said Karin Holm."


def test_two_links_are_two_and_the_last_takes_its_sentence():
    links = "SEE ALSO: Ten boats that burned READ MORE: The harbour Holm built was shut."
    report = report_from_text(f"A man {BELOW} {links} It rained.")
    notices = [report.show(zone) for zone in report.zones if zone.kind == "boilerplate"]
    assert notices == [
        "SEE ALSO: Ten boats that burned",
        "READ MORE: The harbour Holm built was shut.",
    ]


def test_notices_that_close_a_paragraph_are_no_part_of_the_report():
    notices = "Read more here. Copyright 2014 The Associated Press."
    report = report_from_text(f"A man {BELOW} {notices}")
    assert report.show(report.zones[-1]) == notices
    assert report.zones[-1].kind == "boilerplate"
    assert report.agencies == ("AP",)
    assert report.show(report.zones[-2]).endswith("put it out.")
