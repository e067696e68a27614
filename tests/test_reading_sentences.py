"""The sentences of a report, as they are read."""

import pytest

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


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        pytest.param(
            "He will go on. ' Later in the day she said no.\nThey 'all' agreed. 'So be it.'",
            [
                "He will go on.",
                "Later in the day she said no.",
                "They 'all' agreed.",
                "'So be it.'",
            ],
            id="a mark that stands apart belongs to none",
        ),
        pytest.param(
            "It was conducted Jan. 20-26 by phone. They met in Dec. Nobody came.",
            ["It was conducted Jan. 20-26 by phone.", "They met in Dec.", "Nobody came."],
            id="the days of a month cut short stand in its own",
        ),
        pytest.param(
            'It was "a new way."Later she left. He agreed."We will see. It is late," he said.',
            [
                'It was "a new way."',
                "Later she left.",
                "He agreed.",
                '"We will see.',
                'It is late," he said.',
            ],
            id="they part at a quotation mark without its space",
        ),
    ],
)
def test_sentences(text, sentences):
    report = Report(id="r", text=text, sha256=fingerprint(text), language="en", zones=())
    assert [report.show(one) for one in read(report).sentences] == sentences
