"""What two reports have to do with each other is found once, and kept while they stay the same."""

import msgspec
import pytest

from rashomon.comparing import compare, compare_knowing
from rashomon.comparing import pairs as room
from rashomon.comparing.pair import Link, PairFindings
from rashomon.comparing.vectors import views
from rashomon.intake import report_from_text
from rashomon.reading import read

FIRE = "A warehouse burned down in the port of Eastmere on Tuesday night. It was built in 1987."
TOLD = {
    "Courier": f'{FIRE} "We lost the roof within ten minutes," fire chief Marta Vale said.',
    "Lantern": f"{FIRE}\n\nSome 20 firefighters were injured, fire chief Marta Vale said.",
    "Press": "At least 14 firefighters were hurt when a warehouse burned down in the port of "
    "Eastmere on Tuesday. The warehouse was built in 1978.",
    "Echo": "Striker Ola Berg scored twice. The club won the cup in extra time.",
}


def reading(name, *, said=None, published="2025-03-05"):
    return read(report_from_text(said or TOLD[name], outlet=name, published=published, id=name))


@pytest.fixture
def readings():
    return [reading(name) for name in TOLD]


@pytest.fixture
def held_against(monkeypatch):
    """The pairs of outlets whose sentences are matched while the test runs."""
    seen = []
    matched = room.match

    def noted(left, right, *, look_again):
        seen.append({left.report.outlet, right.report.outlet})
        return matched(left, right, look_again=look_again)

    monkeypatch.setattr(room, "match", noted)
    return seen


def test_a_story_that_gains_a_report_compares_only_what_is_new(readings, held_against):
    before = compare_knowing({}, readings[:2])
    held_against.clear()
    after = compare_knowing(before.pairs, readings[:3])
    assert sorted(map(sorted, held_against)) == [["Courier", "Press"], ["Lantern", "Press"]]
    assert after.comparison == compare(readings[:3])
    assert before.pairs.items() <= after.pairs.items()


def test_what_is_known_of_all_pairs_is_the_whole_work(readings, held_against):
    known = compare_knowing({}, readings).pairs
    held_against.clear()
    found = compare_knowing(known, readings)
    assert held_against == []
    assert found.pairs == known
    assert len(known) == 6
    assert found.comparison == compare(readings[::-1])


def test_links_in_doubt_are_looked_at_again_in_stories_of_few_reports(monkeypatch):
    looked = []

    def match(left, right, *, look_again):
        looked.append(look_again)
        return ()

    monkeypatch.setattr(room, "match", match)
    said = "A warehouse burned down in the port of Eastmere on Tuesday night, pier {}."
    readings = [reading(f"Outlet {n}", said=said.format(n)) for n in range(9)]
    few = compare_knowing({}, readings[:8])
    assert looked == [True] * 28
    looked.clear()
    # What was found with a second look stays so when a ninth report comes.
    compare_knowing(few.pairs, readings)
    assert looked == [False] * 8


@pytest.mark.parametrize(
    "changed",
    [
        {"said": TOLD["Press"].replace("14", "17")},
        {"published": "2025-03-09"},
    ],
)
def test_findings_of_a_report_that_changed_are_passed_over(readings, changed):
    known = compare_knowing({}, readings[:3]).pairs
    changing = [*readings[:2], reading("Press", **changed)]
    assert compare_knowing(known, changing).comparison == compare(changing)


def test_findings_rest_on_what_a_person_corrected_in_a_reading(readings):
    known = compare_knowing({}, readings[:3]).pairs
    one = readings[0]
    unsaid = msgspec.structs.replace(one, statements=())
    corrected = [unsaid, *readings[1:3]]
    assert compare_knowing(known, corrected).comparison == compare(corrected)
    assert compare(corrected) != compare(readings[:3])


def test_kept_findings_come_back_from_their_bytes(readings):
    known = compare_knowing({}, readings[:3]).pairs
    kept = [msgspec.msgpack.encode(one) for one in known.values()]
    back = [msgspec.msgpack.decode(one, type=PairFindings) for one in kept]
    assert back == list(known.values())


def test_more_reports_than_are_held_at_one_time_give_the_same(readings, monkeypatch):
    expected = compare(readings)
    monkeypatch.setattr(room, "HELD", 2)
    monkeypatch.setattr(room, "_GROUP", 1)
    assert compare(readings) == expected


def test_what_a_large_story_needed_is_not_held_when_it_is_done(readings, monkeypatch):
    found = compare(readings)
    assert views.cache_info().currsize >= len(readings)
    monkeypatch.setattr(room, "STILL_HELD", len(readings) - 1)
    assert compare(readings) == found
    assert views.cache_info().currsize == 0


def test_borrowed_dates_change_only_the_times_of_sentences():
    undated = [
        reading("Courier", published=None),
        reading("Press", said=TOLD["Press"].replace("Tuesday", "March 4"), published=None),
        reading("Lantern"),
    ]
    fresh = [compare([undated[k], undated[2]]).differences for k in (0, 1)]
    assert any(fresh)
    together = compare(undated).differences
    for expected in fresh:
        told = {(d.type, d.sides) for d in together}
        assert {(d.type, d.sides) for d in expected} <= told


def test_sentences_that_only_further_reports_bring_together_do_not_differ(monkeypatch):
    """The Courier and the Press are linked weakly, all others surely with both."""

    def match(left, right, *, look_again):
        chance = 0.32 if {left.report.outlet, right.report.outlet} == {"Courier", "Press"} else 1.0
        return (Link(left=0, right=0, relation="same", probability=chance),)

    monkeypatch.setattr(room, "match", match)
    named = ("Courier", "Press", "Lantern", "Echo", "Herald", "Post")
    courier, press, *others = (
        reading(name, said=f"A total of {count} firefighters were hurt in the port of Eastmere.")
        for count, name in enumerate(named, start=12)
    )
    assert not compare([courier, press]).differences
    together = compare([courier, press, *others])
    claimed = max(len({p.report for p in claim.passages}) for claim in together.claims)
    told = {frozenset(side.report for side in one.sides) for one in together.differences}
    assert claimed == len(named)
    assert frozenset({"Courier", "Press"}) not in told
    assert frozenset({"Lantern", "Press"}) in told


def test_versions_of_one_article_are_told_by_the_two_alone():
    """A third report at their address, of another outlet, leaves the two what they are."""
    address = "https://news.example/fire"

    def told(*named):
        readings = [
            read(
                report_from_text(
                    said, outlet=outlet, published=day, id=name, url=address, title="Fire"
                )
            )
            for name, outlet, day, said in named
        ]
        comparison = compare(readings)
        return {
            (one.type, one.subtype, one.explanation)
            for one in comparison.differences
            if {side.report for side in one.sides} == {"first", "second"}
        }

    first = ("first", None, "2025-03-05", FIRE)
    second = ("second", "Courier", "2025-03-06", FIRE.replace("1987", "1978"))
    third = ("third", "Lantern", "2025-03-06", FIRE.replace("warehouse", "hangar"))
    assert told(first, second)
    assert told(first, second) == told(first, second, third)
