"""Dates that look like rivals: in step with their reports, or told by the other beside another."""

import pytest
from hand_made import report_of
from msgspec.structs import replace

from rashomon.comparing.differences.rival_dates import weighed_dates
from rashomon.comparing.differences.sentence import pair_of, read_sentences
from rashomon.comparing.pair import PairDifference
from rashomon.reading.reading import Reading, Time
from rashomon.report import Span


def dated(text: str, published: str | None = None, **times: str):
    """The only sentence of a report, with the values of its times by their words."""
    report = report_of("a", text, published=published)
    plain = Reading(
        report=report,
        sentences=(Span(0, len(text)),),
        actors=(),
        statements=(),
        times=tuple(
            Time(
                start=text.index(words),
                end=text.index(words) + len(words),
                value=value,
                kind="date",
            )
            for words, value in times.items()
        ),
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
    assert (weighed_dates(pair, found).confidence < 0.5) is pressed
    figure = rival_dates(left, right, kind="number")
    assert weighed_dates(pair, figure) == figure


@pytest.mark.parametrize(
    ("earlier", "pressed"), [("2008", True), ("2008-04", True), ("2003", False), ("2009", False)]
)
def test_a_date_that_the_other_tells_beside_its_own_is_no_rival(earlier, pressed):
    pair = pair_of(
        dated("She was named editor in April.", April="2008-04"),
        dated("She came in May and became editor then.", May="2003-05", then=earlier),
        twins=False,
        likeness=0.9,
    )
    found = replace(rival_dates("2008-04", "2003-05"), right=Span(12, 15))
    assert (weighed_dates(pair, found).confidence < 0.5) is pressed
