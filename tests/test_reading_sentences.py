"""The sentences of a report, as they are read."""

from rashomon.reading import read
from rashomon.report import Report, Zone, fingerprint

BUTTON, WORDS = "Continue reading the main story", "There were lorries on every road."


def test_a_button_that_runs_into_a_sentence_is_apart_from_it():
    text = f"{BUTTON} {WORDS}"
    zones = (
        Zone(kind="boilerplate", start=0, end=len(BUTTON) + 1),
        Zone(kind="body", start=len(BUTTON) + 1, end=len(text)),
    )
    report = Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=zones)
    assert [report.show(one) for one in read(report).sentences] == [BUTTON, WORDS]


def test_a_mark_that_stands_apart_belongs_to_no_sentence():
    text = "He will go on. ' Later in the day she said no.\nThey 'all' agreed. 'So be it.'"
    report = Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=())
    assert [report.show(one) for one in read(report).sentences] == [
        "He will go on.",
        "Later in the day she said no.",
        "They 'all' agreed.",
        "'So be it.'",
    ]


def test_the_days_of_a_month_cut_short_stand_in_its_sentence():
    text = "It was conducted Jan. 20-26 by phone. They met in Dec. Nobody came."
    report = Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=())
    assert [report.show(one) for one in read(report).sentences] == [
        "It was conducted Jan. 20-26 by phone.",
        "They met in Dec.",
        "Nobody came.",
    ]


def test_sentences_part_at_a_quotation_mark_without_its_space():
    text = 'It was "a new way."Later she left. He agreed."We will see. It is late," he said.'
    report = Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=())
    assert [report.show(one) for one in read(report).sentences] == [
        'It was "a new way."',
        "Later she left.",
        "He agreed.",
        '"We will see.',
        'It is late," he said.',
    ]
