"""Windows over a long text, and the best tag sequence, held against slow and plain versions."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.encoding import windows
from rashomon.reading.tagging import viterbi


@given(count=st.integers(0, 3000), size=st.integers(20, 200), overlap=st.integers(1, 10))
def test_windows_cover_a_text_and_overlap(count, size, overlap):
    cuts = windows(count, size=size, overlap=overlap)
    assert all(0 < end - start <= size for start, end in cuts)
    assert set(range(count)) == {place for cut in cuts for place in range(*cut)}
    for before, after in itertools.pairwise(cuts):
        assert after[0] + overlap <= before[1]
    assert len(cuts) <= 1 + max(0, count - overlap) // (size - overlap)


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
