"""What must hold for any reports, tried on reports drawn from a pool of invented sentences."""

from itertools import combinations, permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rashomon.comparing import compare
from rashomon.errors import RashomonError
from rashomon.intake import report_from_text
from rashomon.reading import read
from rashomon.report import fingerprint

EXAMPLES = sorted((Path(__file__).parents[1] / "examples").glob("*.txt"))

SENTENCES = [
    "A warehouse burned down in the port of Eastmere on Tuesday night.",
    "At least 14 firefighters were hurt when a warehouse in Eastmere burned down on Tuesday.",
    "Some 20 firefighters were injured in the fire, fire chief Marta Vale said.",
    '"We lost the roof within ten minutes," fire chief Marta Vale told reporters.',
    '"We lost the whole roof in ten minutes," Vale said.',
    "Police spokesman Jon Vik denied that the alarm had failed.",
    "The alarm had not failed, according to the police.",
    "The warehouse was built in 1987 and belonged to Nordline.",
    "Nordline, which owned the warehouse, said it was built in 1978.",
    "Militants had threatened the port in March, the harbour ministry said.",
    "Rebels threatened to close the port last March.",
    "Three cranes and about 2,000 containers were destroyed.",
    "The mayor of Eastmere, Lena Brand, called the fire a catastrophe.",
    "Mayor Lena Brandt called on the government to help.",
    "It rained on Wednesday.",
]

slow = settings(max_examples=12, suppress_health_check=[HealthCheck.too_slow], derandomize=True)
texts = st.lists(st.sampled_from(SENTENCES), min_size=3, max_size=7, unique=True).map("\n\n".join)


def reading(text, name):
    return read(report_from_text(text, outlet=name, published="2025-03-05", id=name))


def differences(comparison, *only):
    """Differences by what they show, whatever ids the reports have."""
    text = {r.id: r.text for r in comparison.reports}
    found = set()
    for difference in comparison.differences:
        if only and not {s.report for s in difference.sides} <= set(only):
            continue
        sides = frozenset((text[s.report], s.start, s.end) for s in difference.sides)
        found.add((difference.type, difference.subtype, sides, difference.explanation))
    return found


def standings(comparison):
    text = {r.id: r.text for r in comparison.reports}
    return {
        (frozenset((text[p.report], p.start, p.end) for p in claim.passages), claim.standing)
        for claim in comparison.claims
    }


@slow
@given(st.lists(texts, min_size=3, max_size=3, unique=True))
def test_the_order_of_reports_does_not_matter(chosen):
    readings = [reading(text, f"Outlet {fingerprint(text)[:6]}") for text in chosen]
    first = compare(readings)
    for order in permutations(readings):
        assert compare(order) == first


@slow
@given(texts)
def test_a_report_against_itself_has_no_difference(text):
    comparison = compare([reading(text, "Courier"), reading(text, "Lantern")])
    assert not comparison.differences
    assert comparison.summary.agreed == comparison.summary.disputed == 0


@slow
@given(st.lists(texts, min_size=2, max_size=2, unique=True))
def test_the_same_report_twice_changes_no_standing(chosen):
    one, other = (reading(t, n) for t, n in zip(chosen, ("Courier", "Lantern"), strict=True))
    again = reading(chosen[0], "Courier (again)")
    before = {(p, s) for p, s in standings(compare([one, other]))}
    after = {(p, s) for p, s in standings(compare([one, other, again]))}
    assert before == after


@slow
@given(st.lists(texts, min_size=3, max_size=3, unique=True))
def test_a_further_report_changes_no_difference_between_two_others(chosen):
    one, other, third = (
        reading(t, n) for t, n in zip(chosen, ("Courier", "Lantern", "Press"), strict=True)
    )
    before = differences(compare([one, other]))
    after = differences(compare([one, other, third]), "Courier", "Lantern")
    assert before == after


@slow
@given(st.lists(texts, min_size=4, max_size=4, unique=True))
def test_every_two_reports_differ_in_the_same_in_any_company(chosen):
    names = ("Courier", "Lantern", "Press", "Echo")
    readings = [reading(t, n) for t, n in zip(chosen, names, strict=True)]
    together = compare(readings)
    for one, other in combinations(readings, 2):
        pair = one.report.id, other.report.id
        assert differences(together, *pair) == differences(compare([one, other]))


@slow
@given(st.lists(texts, min_size=2, max_size=2, unique=True))
def test_every_finding_shows_words_of_its_report(chosen):
    comparison = compare([reading(t, f"Outlet {n}") for n, t in enumerate(chosen)])
    text = {r.id: r.text for r in comparison.reports}
    for claim in comparison.claims:
        shown = {text[p.report][p.start : p.end] for p in claim.passages}
        assert claim.gist in shown
    for found in (*(p for c in comparison.claims for p in c.passages),):
        assert 0 <= found.start < found.end <= len(text[found.report])
    for difference in comparison.differences:
        for side in difference.sides:
            assert 0 <= side.start < side.end <= len(text[side.report])
        assert difference.claim in {c.id for c in comparison.claims}


def test_two_reports_with_nothing_in_common_are_not_one_story():
    one = reading("The harbour of Eastmere froze over in January. Ships waited for days.", "A")
    other = reading("Striker Ola Berg scored twice. The club won the cup in extra time.", "B")
    comparison = compare([one, other])
    assert {n.report for n in comparison.notes if n.code == "R303"} == {"A", "B"}


def test_one_report_is_not_a_comparison():
    with pytest.raises(RashomonError, match="R301"):
        compare([reading("The harbour froze over in January.", "A")])


def test_the_sample_reports_show_what_they_were_written_for():
    from rashomon.intake import load

    reports = load(EXAMPLES).reports
    comparison = compare([read(report) for report in reports])
    kinds = {d.type for d in comparison.differences}
    assert {"number", "quote", "name"} <= kinds
    assert comparison.summary.reports == 3
    assert comparison.summary.origins == 2
    assert {line.kind for line in comparison.lineage} >= {"copies", "credits"}
