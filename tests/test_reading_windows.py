"""Windows over a long text, and the best tag sequence, held against slow and plain versions."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.tagging import viterbi
from rashomon.reading.windows import windows


@given(
    count=st.integers(0, 3000),
    size=st.integers(20, 200),
    overlap=st.integers(1, 10),
    sentences=st.sets(st.integers(0, 3000)),
)
def test_windows_cover_a_text_and_each_word_counts_once(count, size, overlap, sentences):
    found = windows(count, sentences=sorted(sentences), size=size, overlap=overlap)
    assert all(0 < window.end - window.start <= size for window in found)
    assert all(window.start <= window.first <= window.last <= window.end for window in found)
    counted = [place for window in found for place in range(window.first, window.last)]
    assert counted == list(range(count))


def test_windows_begin_and_part_where_a_sentence_does():
    first, second = windows(150, sentences=[0, 64, 81, 110], size=100, overlap=40)
    assert (second.start, second.end) == (64, 150)
    assert first.last == second.first == 81


def test_windows_do_without_sentences():
    first, second = windows(150, sentences=[0], size=100, overlap=40)
    assert second.start == 60
    assert first.last == second.first == 80


def allowed(path, breaks):
    for place, tag in enumerate(path):
        inside = tag and tag % 2 == 0
        if inside and (place == 0 or place in breaks or path[place - 1] not in (tag, tag - 1)):
            return False
    return True


@settings(max_examples=40)
@given(
    scores=st.lists(st.lists(st.integers(-9, 0), min_size=5, max_size=5), min_size=1, max_size=5),
    breaks=st.sets(st.integers(1, 4)),
)
def test_the_best_sequence_is_the_best_of_all_that_are_allowed(scores, breaks):
    array = np.array(scores, dtype=np.float32)
    rows = range(len(scores))
    best = max(
        sum(scores[row][tag] for row, tag in zip(rows, path, strict=True))
        for path in itertools.product(range(5), repeat=len(scores))
        if allowed(path, breaks)
    )
    found = viterbi(array, breaks=sorted(breaks)).tolist()
    assert allowed(found, breaks)
    assert sum(scores[row][tag] for row, tag in zip(rows, found, strict=True)) == best
