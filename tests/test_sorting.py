"""Sorting: which reports tell of one event, whatever the order in which they come."""

import msgspec
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.intake import report_from_text
from rashomon.sorting import Change, Neighbours, Sketch, Sorter, group, sketch_of
from rashomon.sorting.likeness import Likeness
from rashomon.sorting.shelf import shelf_of
from rashomon.sorting.words import number_of, words_from

# Words alone decide, so that a test shows what it rests on.
WORDS_ALONE = Likeness(weights=(20.0, 0.0, 0.0, 0.0, 0.0, 0.0), bias=-8.0, together=0.5)


def sketch(report, words, *, day=None):
    weighed = words_from(dict.fromkeys(words.split(), 1.0))
    return Sketch(
        report=report,
        lead=weighed,
        body=weighed,
        written=" ".join(sorted(words.title().split(), key=lambda word: number_of(word.lower()))),
        vector=np.zeros(4, dtype=np.float32),
        day=day,
    )


FLOOD = [
    sketch("a", "flood tamsin harbour dam"),
    sketch("b", "flood tamsin harbour mayor"),
    sketch("c", "flood tamsin dam mayor"),
]
VOTE = [sketch("x", "vote council budget mayor"), sketch("y", "vote council budget tax")]


def sorter(**options):
    return Sorter(model=WORDS_ALONE, **options)


def test_reports_of_one_event_are_one_story():
    desk = sorter()
    desk.add([*FLOOD, *VOTE])
    assert sorted(desk.stories().values()) == [("a", "b", "c"), ("x", "y")]


@given(st.permutations([*FLOOD, *VOTE]), st.integers(1, 5))
@settings(max_examples=40)
def test_the_order_and_the_batches_of_arrival_do_not_matter(arriving, size):
    desk = sorter()
    for start in range(0, len(arriving), size):
        desk.add(arriving[start : start + size])
    assert sorted(desk.stories().values()) == [("a", "b", "c"), ("x", "y")]


def test_a_story_keeps_its_id_when_it_grows():
    desk = sorter()
    (opened,) = desk.add(FLOOD[:1])
    (grown,) = desk.add(FLOOD[1:2])
    assert (opened.kind, grown.kind) == ("opened", "grown")
    assert opened.story == grown.story == desk.story_of("b")
    assert "Flood" in grown.why


def test_a_report_between_two_stories_can_merge_them():
    desk = sorter()
    one = sketch("1", "flood tamsin harbour dam rain road")
    two = sketch("2", "flood tamsin bridge school rescue boat")
    desk.add([one, two])
    assert len(desk.stories()) == 2
    between = sketch("3", "flood tamsin harbour dam bridge school")
    more = sketch("4", "flood tamsin dam rain bridge rescue")
    changes = desk.add([between, more])
    assert len(desk.stories()) == 1
    assert {change.kind for change in changes} == {"merged", "grown"}


def test_a_persons_word_goes_first():
    desk = sorter(joined=[("x", "a")], apart=[("b", "a")])
    desk.add([*FLOOD, *VOTE])
    assert desk.story_of("a") == desk.story_of("y") != desk.story_of("b")


def test_a_large_story_grows_and_obeys_people():
    rain = [sketch(f"r{n:02}", "flood tamsin harbour dam") for n in range(60)]
    desk = sorter()
    for one in rain:
        desk.add([one])
    (grown,) = desk.add([sketch("new", "flood tamsin harbour rain")])
    assert (grown.kind, len(desk.stories()), grown.story) == ("grown", 1, desk.story_of("r00"))
    parted = sorter(apart=[("r01", "r02")])
    parted.restore([(one, "s") for one in rain])
    parted.add(rain[:1])
    assert parted.story_of("r01") != parted.story_of("r02")


def test_stories_that_a_person_joined_stay_joined_where_one_is_large():
    desk = sorter(joined=[("r50", "x")])
    for number in range(60):
        desk.add([sketch(f"r{number:02}", "flood tamsin harbour dam")])
    (grown,) = desk.add(VOTE[:1])
    assert desk.story_of("x") == grown.story == desk.story_of("r50")


def test_stories_are_taken_up_again_as_they_were():
    first = sorter()
    first.add([*FLOOD, *VOTE])
    second = sorter()
    second.restore([(s, first.story_of(s.report)) for s in [*FLOOD, *VOTE]])
    assert second.stories() == first.stories()
    (change,) = second.add([sketch("d", "flood tamsin harbour dam mayor")])
    assert change == Change(kind="grown", story=first.story_of("a"), reports=("d",), why=change.why)


def test_what_is_forgotten_draws_nothing_more():
    desk = sorter()
    desk.add([*FLOOD[:2], *VOTE])
    story = desk.story_of("a")
    desk.forget(["a", "x", "y"])
    assert desk.stories() == {story: ("b",)}
    desk.add([FLOOD[2], sketch("z", "vote council budget mayor")])
    assert (desk.story_of("c"), len(desk.stories())) == (story, 2)


def test_what_people_joined_stays_joined_when_the_one_between_is_forgotten():
    desk = sorter(joined=[("a", "b"), ("a", "x")])
    desk.add([FLOOD[0], FLOOD[1], VOTE[0]])
    desk.forget(["a"])
    desk.add([FLOOD[2], VOTE[1]])
    assert list(desk.stories().values()) == [("b", "c", "x", "y")]
    desk.add([FLOOD[0]])
    assert list(desk.stories().values()) == [("a", "b", "c", "x", "y")]


def test_a_changed_report_is_sorted_anew():
    desk = sorter()
    desk.add([*FLOOD, *VOTE])
    desk.add([sketch("c", "vote council budget tax")])
    assert sorted(desk.stories().values()) == [("a", "b"), ("c", "x", "y")]


PAIRS = st.dictionaries(
    st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")).filter(lambda p: p[0] < p[1]),
    st.floats(0, 1),
)


def rows(edges):
    """The same on both sides."""
    found = {}
    for (one, two), value in edges.items():
        found.setdefault(one, {})[two] = value
        found.setdefault(two, {})[one] = value
    return found


@given(PAIRS, st.floats(0.1, 0.9))
def test_groups_part_the_reports(edges, together):
    found = group("abcdef", rows(edges), together=together)
    assert sorted(report for reports in found for report in reports) == list("abcdef")


@given(PAIRS, st.sets(st.sampled_from([("a", "b"), ("c", "d"), ("a", "f")])))
def test_what_is_to_stay_apart_stays_apart(edges, apart):
    found = group("abcdef", rows(edges), together=0.2, apart=apart)
    assert not any(set(pair) <= set(reports) for pair in apart for reports in found)


@given(PAIRS)
def test_what_people_want_together_is_together_where_nothing_forbids_it(edges):
    joined, apart = [("a", "d"), ("d", "f")], [("a", "b"), ("c", "d")]
    found = group("abcdef", rows(edges), together=0.2, joined=joined, apart=apart)
    assert any(set("adf") <= set(reports) for reports in found)
    assert not any(set(pair) <= set(reports) for pair in apart for reports in found)


def test_a_group_is_joined_by_its_mean_likeness():
    edges = {("a", "b"): 0.9, ("b", "c"): 0.6, ("a", "c"): 0.1}
    assert group("abc", rows(edges), together=0.5) == [("a", "b"), ("c",)]
    assert group("abc", rows(edges), together=0.3) == [("a", "b", "c")]


def weight(found, stem):
    return found.lead.weights[found.lead.numbers == number_of(stem)].sum()


@pytest.mark.parametrize("published", ["2016-12-11", "2016-12-11T10:00:00Z"])
def test_a_sketch_knows_the_day_and_the_rare_words(published):
    report = report_from_text(
        "The dam of Tamsin broke on Sunday.", title="Dam breaks", published=published
    )
    found = sketch_of(report)
    assert found.day == 736309
    assert weight(found, "tamsin") > weight(found, "brok") > weight(found, "the") == 0
    place = found.lead.numbers.tolist().index(number_of("tamsin"))
    assert found.written.split(" ")[place] == "Tamsin"


def candidates(held, one):
    return [held.shelf.reports[place] for place in held.candidates(one)]


def test_a_report_is_held_against_those_that_share_most_with_it():
    held = Neighbours()
    for number in range(200):
        held.add(sketch(f"near{number}", "flood tamsin harbour dam"))
        held.add(sketch(f"far{number}", f"flood tamsin bridge{number} school{number}"))
    found = candidates(held, sketch("new", "flood tamsin harbour dam"))
    assert len(found) == 160
    assert all(report.startswith("near") for report in found)


def test_what_is_dropped_is_found_no_more_and_the_rest_still_is():
    held = Neighbours()
    for one in [*FLOOD, *VOTE]:
        held.add(one)
    held.drop("a")
    held.add(sketch("d", "flood harbour boat rain"))
    assert (len(held), "a" in held) == (5, False)
    found = candidates(held, sketch("new", "flood tamsin harbour dam"))
    assert sorted(found) == ["b", "c", "d"]


def test_a_report_that_was_restored_and_is_taken_anew_leaves_no_likeness_behind():
    desk = sorter()
    desk.restore((one, "s1") for one in FLOOD)
    assert {other for other, _ in desk.likest("a", least=0.3)} == {"b", "c"}
    desk.add([sketch("c", "vote council budget tax")])
    assert {other for other, _ in desk.likest("a", least=0.3)} == {"b"}
    desk.forget(["b"])
    assert desk.likest("a", least=0.0) == []


@pytest.mark.parametrize("count", [4, 40, 250])
def test_a_shelf_gives_back_what_was_put_there_and_the_cosine_of_words(count):
    # Each shares half of its words with the next.
    half = count // 2
    words = [
        sketch(f"r{n}", " ".join(f"w{n * half + k}" for k in range(2 * half))) for n in range(3)
    ]
    shelf = shelf_of(words)
    for place, one in enumerate(words):
        found = shelf.at(place)
        assert (found.report, found.written, found.day) == (one.report, one.written, None)
        assert found.body.numbers.tolist() == one.body.numbers.tolist()
        assert found.body.weights.tolist() == one.body.weights.tolist()
    cosines = shelf.body.products(words[0].body, np.array([2, 0, 1]))
    assert cosines == pytest.approx([0, 1, 0.5], abs=1e-6)


def test_of_a_text_with_more_words_than_a_shelf_has_room_for_the_heaviest_count():
    heavy = {f"heavy{n}": 2.0 for n in range(250)}
    many = words_from({**heavy, **{f"light{n}": 1.0 for n in range(50)}})
    one = msgspec.structs.replace(sketch("a", "flood"), body=many)
    found = shelf_of([one]).at(0).body
    assert len(found.numbers) == 256
    assert {number_of(word) for word in heavy} <= set(found.numbers.tolist())
    assert sorted(found.numbers.tolist()) == found.numbers.tolist()
