"""Which characters of a report stand inside quotation marks."""

import re

import msgspec
import pytest

from rashomon.reading.quotations import quote_states, quote_states_of, quoted_spans
from rashomon.report import Zone
from tests.hand_made import report_of


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


def test_a_mark_that_opens_anew_where_one_is_open_goes_on_with_the_quotation():
    """Each paragraph of a quotation is opened anew; here the line breaks were lost."""
    assert quoted('He said: "I left. "It was late." It rained.') == ["I left. ", "It was late."]
    assert quoted("He said: “I left. “It was late.” It rained.") == ["I left. ", "It was late."]


def test_a_forgotten_mark_does_not_turn_quotations_inside_out():
    text = 'It rose. "Prices fell. The two held an "impromptu" talk.'
    assert quoted(text) == ["Prices fell.", "impromptu"]


def test_a_pair_of_marks_inside_another_is_part_of_it():
    assert quoted('"It was a "kind," slow end," she said.') == ["It was a ", "kind,", " slow end,"]


def test_curly_marks_in_straight_ones_are_inside():
    text = '"He is on “Boat Talk” now. It is late.\n"So are we."'
    assert quoted(text) == ["He is on ", "Boat Talk", " now. It is late.", "So are we."]


def test_a_mark_with_its_space_on_the_wrong_side_closes():
    text = '"We can sail, "Holm said, "and we will." It rained.'
    assert quoted(text) == ["We can sail, ", "and we will."]


def test_a_mark_set_the_wrong_way_round_opens_where_the_next_one_closes():
    assert quoted("He told her: ”I will sail,” and left.") == ["I will sail,"]
    assert quoted("I will sail,” he said.") == []


def test_an_open_quotation_ends_with_its_sentence_where_line_breaks_were_lost():
    text = "It rained on the quay. " * 30 + "“We will sail. " + "Edited by Lena Brandt. Copyright."
    assert quoted(text) == ["We will sail."]
    assert quoted("“We will sail. It is late.\nIt rained.") == ["We will sail. It is late."]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('He said "yes" twice.', ["yes"]),
        ("“Never again,” she wrote, “not here.”", ["Never again,", "not here."]),
        ("The players' union and Anna's dog", []),
        ("Critics say 'enough is enough' today", ["enough is enough"]),
        ("“It goes on\nHere it ended.", ["It goes on"]),
        (
            "“It goes on.\nAnd on.\nHere it ends,” he said.",
            ["It goes on.", "And on.", "Here it ends,"],
        ),
        ("“It goes on.\n“And on,” he said.", ["It goes on.", "And on,"]),
        ("``We stay,'' he said. ``We don't go.''", ["We stay,", "We don't go."]),
        ("''We stay,'' he said.", ["We stay,"]),
        ('He wrote: " We stay. "\nShe left, a "pity," he said.', [" We stay. ", "pity,"]),
        ("'We stay.\n'We don't go.'\nShe left.", ["We stay.", "We don't go."]),
        ("“It was “kind” of him,” she said.", ["It was “kind” of him,"]),
        ("She called it 'a “kind” of boat' then.", ["a “kind” of boat"]),
    ],
)
def test_a_pair_of_marks_is_one_quotation_in_each_paragraph(text, told):
    report = report_of("a", text)
    assert [report.show(span) for span in quoted_spans(report)] == told


def test_a_quotation_ends_where_a_notice_runs_into_the_text():
    text = "He said: “We stay. RELATED: Ten boats It rained on the quay."
    start, end = text.index("RELATED"), text.index(" It rained")
    notice = Zone(kind="boilerplate", start=start, end=end)
    report = msgspec.structs.replace(report_of("a", text), zones=(notice,))
    assert [report.show(span) for span in quoted_spans(report)] == ["We stay."]
    states = quote_states_of(report)
    assert [k for k, state in enumerate(states) if state == 1] == list(range(10, 18))


def quoted(text):
    """Gives the stretches of a text that stand inside quotation marks."""
    inside = re.finditer("1+", states_of(text))
    return [text[found.start() : found.end()] for found in inside]


def states_of(text):
    return "".join(map(str, quote_states(text)))
