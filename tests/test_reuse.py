"""Shared running text of two texts."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from rashomon.comparing.reuse import shared_text, shared_text_of

COPY = (
    "The harbour bridge was closed to traffic on Tuesday night after engineers found cracks in"
    " two of its main cables, the port authority said in a short statement."
)
OTHER = (
    "Local fishermen have asked for compensation since the spring, and the council will vote on"
    " their request next week."
)


def words_of(left: str, right: str) -> list[tuple[str, str]]:
    return [
        (left[p.left.start : p.left.end], right[p.right.start : p.right.end])
        for p in shared_text(left, right)
    ]


def test_a_copied_sentence_is_found_at_its_exact_characters():
    left = f"Bridge shut\n\n{COPY}\n\n{OTHER}"
    right = f"Something quite different opens this account. {COPY} It ends here."
    (found,) = words_of(left, right)
    assert found == (COPY.rstrip("."), COPY.rstrip("."))


def test_retouched_copy_is_one_passage():
    retouched = COPY.replace("traffic", "all vehicles").replace("two", "2")
    ((left, right),) = words_of(f"{COPY} {OTHER}", f"Update: {retouched}")
    assert left.startswith("The harbour bridge")
    assert right.endswith("statement")


def test_line_breaks_case_and_apostrophes_do_not_matter():
    left = "The mayor’s office didn’t say when the new tram line through the old town would open."
    right = left.replace("’", "'").replace(" ", "\n", 4).upper()
    ((_, found),) = words_of(left, right)
    assert found == right.rstrip(".")


def test_the_same_words_in_another_order_are_found():
    shuffled = (
        "In a short statement the port authority said the harbour bridge was closed on Tuesday"
        " night to traffic after cracks in two main cables of it were found by engineers."
    )
    ((left, right),) = words_of(f"{OTHER} {COPY}", f"{shuffled} Nobody was hurt.")
    assert "cracks" in left and "cracks" in right
    assert "fishermen" not in left


def test_two_accounts_of_one_event_share_no_running_text():
    left = (
        "A ferry with 80 people on board ran aground near the northern cape on Friday morning."
        " Rescuers took off all passengers by helicopter, and three of them were treated for"
        " shock. The cause is unknown."
    )
    right = (
        "Helicopters lifted dozens of travellers to safety after their ship hit rocks in fog."
        " Hospital staff said three passengers had suffered from shock. An inquiry was opened on"
        " Friday into how the ferry left its course."
    )
    assert shared_text(left, right) == ()


def test_short_phrases_are_no_shared_text():
    assert (
        shared_text("He spoke in the United States of America.", "The United States of America")
        == ()
    )


def test_many_texts_give_what_each_pair_gives():
    texts = [COPY, OTHER, f"{OTHER} {COPY}", "Nothing of all this.", COPY]
    found = shared_text_of(texts)
    assert set(found) == {(0, 2), (0, 4), (1, 2), (2, 4)}
    for (first, second), passages in found.items():
        assert passages == shared_text(texts[first], texts[second])


def test_a_text_that_repeats_itself_stays_cheap():
    left, right = "spam ham eggs and toast " * 20_000, "spam ham eggs and toast " * 19_000
    began = time.process_time()
    assert shared_text(left, right) == ()  # what is said so often says little
    assert time.process_time() - began < 10


def test_empty_texts():
    assert shared_text("", "") == ()
    assert shared_text_of([]) == {}


VOCABULARY = [*COPY.split(), *OTHER.split()[:6]]
TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=60).map(" ".join)


@given(TEXTS, TEXTS, st.integers(0, len(COPY)))
def test_exchanging_the_texts_exchanges_the_sides(left, right, cut):
    left, right = f"{COPY} {left}", f"{right} {COPY[cut:]} {COPY}"
    there = {(p.left, p.right) for p in shared_text(left, right)}
    back = {(p.right, p.left) for p in shared_text(right, left)}
    assert there == back
    for one, two in there:
        assert 0 <= one.start < one.end <= len(left)
        assert 0 <= two.start < two.end <= len(right)
