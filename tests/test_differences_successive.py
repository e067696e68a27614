"""Dates that keep step with the days on which their reports were published."""

import pytest
from hand_made import report_of

from rashomon.comparing.differences.sentence import pair_of, read_sentences
from rashomon.comparing.differences.successive import of_one_day
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Reading
from rashomon.report import Span


def dated(text: str, published: str | None):
    """The only sentence of a report published on a day."""
    report = report_of("a", text, published=published)
    plain = Reading(
        report=report,
        sentences=(Span(0, len(text)),),
        actors=(),
        statements=(),
        times=(),
        quantities=(),
    )
    return read_sentences(plain)[0]


def rival_dates(left: str, right: str, kind: str = "date") -> PairDifference:
    return PairDifference(
        type=kind,
        subtype="conflict",
        left_sentence=0,
        right_sentence=0,
        left=Span(0, 2),
        right=Span(0, 2),
        explanation="",
        confidence=0.8,
        left_value=left,
        right_value=right,
    )


@pytest.mark.parametrize(
    ("left", "right", "published", "pressed"),
    [
        ("2014-04-26", "2014-04-27", ("2014-04-27", "2014-04-28"), True),
        ("2014-04-26T20:00", "2014-04-27", ("2014-04-27T08:00", "2014-04-28"), True),
        ("2014-04-26", "2014-04-27", ("2014-04-28", "2014-04-28"), False),
        ("2014-04-26", "2014-04-28", ("2014-04-27", "2014-04-28"), False),
        ("2014-04-26", "2014-04-27", (None, "2014-04-28"), False),
        ("2014-04", "2014-05", ("2014-04-27", "2014-04-28"), False),
    ],
)
def test_a_contradiction_is_less_sure_where_each_tells_of_its_day(left, right, published, pressed):
    pair = pair_of(
        dated("The rebels rebuffed it.", published[0]),
        dated("The mayor displayed them.", published[1]),
        twins=False,
        likeness=0.9,
    )
    found = rival_dates(left, right)
    assert (of_one_day(pair, found).confidence < 0.5) is pressed
    figure = rival_dates(left, right, kind="number")
    assert of_one_day(pair, figure) == figure
