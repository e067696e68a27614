"""What columns hold comes out as it went in."""

import msgspec
import pytest
from hand_made import report_of

from rashomon.comparing import compare
from rashomon.errors import RashomonError
from rashomon.library.packing import pack, pack_comparison, unpack_comparison
from rashomon.reading import read

TEXTS = (
    "The dam of Tamsin broke on Sunday. Forty houses were flooded.",
    "Forty houses were flooded when the dam of Tamsin broke on Sunday.",
    "A bakery in Hexley burned down on Friday. Nobody was hurt.",
)


@pytest.fixture(scope="module")
def comparison():
    return compare([read(report_of(f"r{n}", text)) for n, text in enumerate(TEXTS)])


def test_a_kept_comparison_comes_back_the_same_to_the_byte(comparison):
    back = unpack_comparison(pack_comparison(comparison))
    assert back == comparison
    assert msgspec.json.encode(back) == msgspec.json.encode(comparison)


def test_one_that_was_kept_whole_can_be_opened(comparison):
    assert unpack_comparison(pack(comparison)) == comparison


def test_what_reports_leave_out_takes_no_room(comparison):
    covers = [cover for told in comparison.coverage.values() for cover in told.values()]
    assert covers.count("absent") > len(covers) / 3
    assert len(pack_comparison(comparison)) < len(pack(comparison))


def test_a_damaged_one_is_told(comparison):
    with pytest.raises(RashomonError, match="R501"):
        unpack_comparison(pack_comparison(comparison)[:-9])
