"""Lists for people: days in words, no column that says nothing, short words whole."""

from __future__ import annotations

import io

from rich.console import Console

from rashomon.showing.listing import Listing, listing_bytes, print_listing

COLUMNS = {"id": str, "last": str, "reports": int, "links": str, "title": str}
ROWS = [
    {
        "id": f"s123456789{number}",
        "last": last,
        "reports": number,
        "links": None,
        "title": "Harbour of Tamsin closed after a spill of oil that nobody saw",
    }
    for number, last in enumerate(("2019-03-04T05:06:07Z", "2019-03", "no time"), start=1)
]


def listing(**fields):
    return Listing(records=[], columns=COLUMNS, rows=ROWS, empty="Nothing.", **fields)


def printed(found, width=60):
    out = io.StringIO()
    print_listing(found, console=Console(file=out, width=width))
    return out.getvalue()


def test_times_are_days_in_words_and_ids_stay_whole():
    shown = printed(listing())
    assert "4 Mar 2019" in shown and "Mar 2019" in shown and "no time" in shown
    assert "2019-03-04" not in shown
    assert all(row["id"] in shown for row in ROWS)


def test_a_column_that_says_nothing_is_left_out():
    assert "links" not in printed(listing())
    assert "links" in listing_bytes(listing(), "csv").decode()


def test_people_see_the_columns_that_are_named_for_them():
    head = printed(listing(first=("id", "title"))).splitlines()[0]
    assert head.split() == ["id", "title"]
    assert printed(listing(first=("id",))).count("s123456789") == len(ROWS)


def test_an_empty_list_says_so():
    assert printed(Listing(records=[], columns=COLUMNS, rows=[], empty="Nothing.")) == "Nothing.\n"
