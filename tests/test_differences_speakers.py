"""Whether two sources, each of another report, can be one."""

import pytest

from rashomon.comparing.differences.names import same_speaker
from rashomon.reading.reading import Actor


def actor(name, kind="organization"):
    return Actor(id=name, name=name, kind=kind, mentions=())


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        (actor("Kremlin"), actor("Russia", "place"), True),
        (actor("Moscow", "place"), actor("Kremlin"), True),
        (actor("Pentagon"), actor("White House"), False),
        (actor("Kremlin"), actor("Ukraine", "place"), False),
        (actor("Paris", "person"), actor("France", "place"), False),
    ],
)
def test_a_country_is_the_same_as_who_speaks_for_it(left, right, one):
    assert same_speaker(left, right) is one
    assert same_speaker(right, left) is one
