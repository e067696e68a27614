"""Windows over a long text, and the best tag sequence, held against slow and plain versions."""

import itertools

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.reading.encoding import quote_states, windows
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


def test_quotation_marks_inside_others_are_words_of_the_quotation():
    text = "“A ‘b’,” he said.\n“Open to the end"
    outer, told, opened = "21111112", "0" * len(" he said.\n"), "2" + "1" * len("Open to the end")
    assert "".join(map(str, quote_states(text))) == outer + told + opened


def test_straight_single_marks_are_quotation_marks_where_they_cannot_be_apostrophes():
    assert states_of("he's 'calm, isn't he'") == "00000" + "2" + "1" * 14 + "2"
    assert "1" not in states_of("the skippers' boats, rock 'n' roll and 'em")


def test_one_pair_of_marks_may_hold_several_paragraphs():
    text = "She wrote: “I left.\nIt was late.\nGoodbye!”\nIt rained."
    inside = states_of(text).split("2")
    assert set(inside[1].replace("0", "")) == {"1"}
    assert len(inside[1]) == len("I left.\nIt was late.\nGoodbye!")
    assert set(inside[2]) == {"0"}


def test_a_quotation_goes_on_to_the_mark_that_closes_it():
    text = "“I left.\nIt was late.” It rained."
    assert states_of(text) == "2" + "1" * 7 + "0" + "1" * 12 + "2" + "0" * 11
    text = '"I left.\nIt was late. " \n"We know," he said.'
    assert states_of(text) == "2" + "1" * 7 + "0" + "1" * 13 + "2002" + "1" * 8 + "2" + "0" * 9


def test_a_mark_that_closes_a_word_and_was_not_opened_quotes_nothing():
    text = 'I left." It rained on the quay. "We know," he said.'
    assert set(states_of(text)[:33].replace("2", "")) == {"0"}
    assert states_of(text)[33:41] == "1" * 8
    assert "1" not in states_of('He is 6 ft 2" tall.')


def test_wires_write_quotation_marks_with_two_signs():
    assert states_of("``We won,'' he said.") == "22" + "1" * 7 + "22" + "0" * 9
    assert states_of("``So.\nIt is.''\nHe") == "22" + "111" + "0" + "1" * 6 + "22" + "000"


def test_a_mark_that_was_forgotten_does_not_quote_the_rest():
    text = "She said: “I left.\nIt rained.\n“We know,” he said."
    assert states_of(text)[19:30] == "0" * 11


def test_a_single_mark_goes_on_where_the_next_paragraph_opens_it_anew():
    text = "'I left.\n'It was late.'\nIt rained."
    assert states_of(text) == "0" + "1" * 7 + "02" + "1" * 12 + "2" + "0" * 11


def states_of(text):
    return "".join(map(str, quote_states(text)))
