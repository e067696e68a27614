"""Which of two reports was published first is told only where their dates tell it."""

import pytest

from rashomon.comparing.published import published_before


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2016-12-11", "2016-12-12"),
        ("2016-12-11", "2016-12-12T08:00:00Z"),
        ("2016-12-11T08:00:00Z", "2016-12-11T09:30:00Z"),
        ("2016-12-12T01:00:00Z", "2016-12-11T23:00:00-05:00"),
        ("2016-12-12T01:00:00+05:00", "2016-12-11T23:00:00Z"),
    ],
)
def test_one_is_before_the_other(one, other):
    assert published_before(one, other) is True
    assert published_before(other, one) is False


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (None, "2016-12-11"),
        ("2016-12", "2016-12-11"),
        ("2016", "2017-12-11"),
        ("2016-12-11", "2016-12-11T23:00:00Z"),
        ("2016-12-11", "2016-12-11"),
        ("XXXX-12-11", "2016-12-12"),
        ("2016-12-XX", "2016-12-12"),
        ("2016-12-11~", "2016-12-12"),
        ("2016-12-11/2016-12-14", "2016-12-12"),
    ],
)
def test_dates_that_do_not_tell(one, other):
    assert published_before(one, other) is None
    assert published_before(other, one) is None
