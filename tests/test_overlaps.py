"""Which claims repeat others, so that the first line counts each stretch of a story once."""

from types import MappingProxyType

from rashomon.comparing.claims import Places
from rashomon.comparing.comparison import Claim, Passage
from rashomon.comparing.notes import story_notes
from rashomon.comparing.overlaps import mark_repeats, summed_up


def claim(identity, *places, standing="agreed", confidence=0.8, left_open=False):
    passages = tuple(Passage(report=p[0], start=int(p[1:]), end=int(p[1:]) + 1) for p in places)
    return Claim(
        id=identity,
        gist="",
        standing=standing,
        passages=passages,
        origins=(),
        confidence=confidence,
        open=left_open,
    )


def repeats(*claims, texts=MappingProxyType({}), **options):
    marked = mark_repeats(claims, texts=texts, **options)
    return {one.id: one.repeats for one in marked if one.repeats}


def test_a_claim_repeats_a_surer_one_that_has_half_of_its_passages():
    sure = claim("sure", "A1", "B1", "C1", confidence=0.9)
    assert repeats(claim("like", "A1", "B1", "B7"), sure) == {"like": "sure"}
    assert repeats(claim("half", "A1", "B7"), sure) == {"half": "sure"}
    assert repeats(claim("third", "A1", "B7", "C7"), sure) == {}


def test_it_repeats_a_claim_that_is_shown_not_one_that_is_folded_itself():
    first = claim("first", "A1", "B1", confidence=0.9)
    second = claim("second", "B1", "C1", confidence=0.8)
    third = claim("third", "C1", "D1", confidence=0.7)
    assert repeats(third, second, first) == {"second": "first"}


def test_another_standing_disputes_and_single_reports_are_never_folded():
    sure = claim("sure", "A1", "B1", confidence=0.9)
    for standing in ("one-origin", "disputed", "sole"):
        assert repeats(sure, claim("other", "A1", "B1", standing=standing)) == {}
    disputes = [claim(name, "A1", "B1", standing="disputed") for name in ("d1", "d2")]
    assert repeats(*disputes) == {}


def spanning(identity, confidence, *passages, texts, left_open=False):
    """A claim of passages told by their words."""
    spans = []
    for report, words in passages:
        start = texts[report].index(words)
        spans.append(Passage(report=report, start=start, end=start + len(words)))
    return Claim(
        id=identity,
        gist="",
        standing="agreed",
        passages=tuple(spans),
        origins=(),
        confidence=confidence,
        open=left_open,
    )


def test_a_claim_that_tells_another_fact_of_a_shared_sentence_is_shown():
    sentence = (
        "The ferry Albatross ran aground near Lunby, and its owner has sold three sister ships."
    )
    texts = {
        "A": sentence,
        "B": "The Albatross ran aground off Lunby on Monday. The owner sold three sister ships in "
        "May. The ferry ran aground in fog.",
    }
    surer = spanning(
        "surer", 0.97, ("A", sentence), ("B", "The Albatross ran aground off Lunby"), texts=texts
    )
    ships = ("A", sentence), ("B", "The owner sold three sister ships in May.")
    aground = ("A", sentence), ("B", "The ferry ran aground in fog.")
    assert repeats(surer, spanning("ships", 0.9, *ships, texts=texts), texts=texts) == {}
    again = spanning("again", 0.9, *aground, texts=texts)
    assert repeats(surer, again, texts=texts) == {"again": "surer"}
    unsure = spanning("unsure", 0.5, *ships, texts=texts, left_open=True)
    assert repeats(surer, unsure, texts=texts) == {"unsure": "surer"}


def test_what_is_left_open_repeats_any_surer_claim_but_none_repeats_it():
    unsure = claim("unsure", "A1", "B7", left_open=True, confidence=0.5)
    for shown in ({}, {"standing": "one-origin"}, {"left_open": True}):
        sure = claim("sure", "A1", "B1", **shown, confidence=0.9)
        assert repeats(sure, unsure) == {"unsure": "sure"}
    single = claim("single", "A1", standing="sole", left_open=True, confidence=0.5)
    assert repeats(single, claim("sure", "A1", "B1", confidence=0.9)) == {}


def test_claims_that_stand_apart_take_part_in_nothing():
    update, other = claim("update", "A1", "B1"), claim("other", "A1", "B1", confidence=0.7)
    assert repeats(update, other, apart={"update"}) == {}


def test_the_order_of_claims_makes_no_difference():
    claims = [claim(name, "A1", "B1") for name in ("one", "two", "three")]
    expected = {"three": "one", "two": "one"}
    assert repeats(*claims) == repeats(*reversed(claims)) == expected


def test_the_summary_counts_each_standing_once():
    claims = mark_repeats(
        [claim("one", "A1", "B1"), claim("two", "A1", "B1"), claim("C", "C1")], texts={}
    )
    sole = claim("alone", "A9", standing="sole", confidence=1.0)
    found = summed_up([*claims, sole], reports=3, origins=2)
    assert (found.agreed, found.one_origin, found.disputed, found.sole) == (2, 0, 0, 1)
    assert (found.reports, found.origins) == (3, 2)


def test_the_notes_count_what_is_left_open_once():
    open_ones = [claim(name, "A1", "B1", left_open=True) for name in ("one", "two")]
    single = claim("single", "A9", standing="sole", left_open=True)
    claims = mark_repeats([*open_ones, single], texts={})
    names = {"A": "Herald", "B": "Post"}
    found = story_notes([], claims, places=Places([]), pairs=[], hidden=0, names=names)
    assert [(note.code, "1 claim:" in note.message) for note in found] == [
        ("R309", True),
        ("R311", True),
    ]
