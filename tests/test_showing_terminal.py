"""The report in a terminal."""

from __future__ import annotations

import io
import re

import msgspec
import pytest
import showing_example as example
from rich.console import Console
from test_showing_html import attacked
from test_showing_records import reading

from rashomon.report import fingerprint
from rashomon.showing.terminal import print_comparison, print_readings

ESCAPE = "\x1b"


def printed(comparison, *, width=100, terminal=False, **options):
    out = io.StringIO()
    console = Console(file=out, width=width, force_terminal=terminal, **options)
    print_comparison(comparison, console=console)
    return out.getvalue()


def flat(text):
    return " ".join(text.split())


@pytest.fixture(scope="module")
def comparison():
    return example.comparison()


def test_the_first_line_counts_origins(comparison):
    assert printed(comparison).startswith(
        "3 reports, 2 origins: 2 agreed, 1 disputed, 2 from one origin, 4 carried by one report"
    )


@pytest.mark.parametrize("width", [40, 80, 160])
def test_no_line_is_wider_than_the_terminal(comparison, width):
    lines = printed(comparison, width=width).splitlines()
    assert max(map(len, lines)) <= width


def test_narrow_and_wide_say_the_same(comparison):
    def words(width):
        return sorted(re.findall(r"\w+", printed(comparison, width=width)))

    assert words(80) == words(160) == words(400)


def test_colour_only_in_a_terminal(comparison):
    assert ESCAPE not in printed(comparison)
    assert ESCAPE in printed(comparison, terminal=True)
    assert "*at least 12*" in flat(printed(comparison))
    assert "*at least 12*" not in flat(printed(comparison, terminal=True))


def test_a_dispute_shows_each_origin_with_its_outlets_and_times(comparison):
    text = printed(comparison, width=80)
    dispute = flat(text[text.index("DISPUTED") : text.index("CHANGED OVER TIME")])
    assert "figures contradict each other" in dispute
    for shown in ("MNA (agency)", "Jon Lerche (speaker)", "Inland Tribune, 5 Mar 2024"):
        assert shown in dispute
    assert "same words: Vale Post (via MNA)" in flat(printed(comparison, width=160))


def test_an_update_is_an_arrow_and_no_dispute(comparison):
    text = printed(comparison, width=120)
    update = text[text.index("CHANGED OVER TIME") : text.index("CARRIED BY ONE REPORT")]
    assert "*30*" in update
    assert "→" in update
    assert "↓" in printed(comparison, width=40)
    assert "*30*" not in text[: text.index("CHANGED OVER TIME")]


def test_paraphrases_are_never_in_quotation_marks(comparison):
    text = flat(printed(comparison, width=200))
    assert "“We must change our rules, and we will *do it before the summer*,”" in text
    assert "“new rules by the summer" not in text
    assert "new rules by the summer" in text


def test_nothing_disputed_is_said(comparison):
    calm = msgspec.structs.replace(comparison, claims=comparison.claims[1:], differences=())
    assert "Nothing is disputed." in printed(calm)


def test_a_comparison_without_findings_prints():
    assert printed(example.bare()).startswith("3 reports, 3 origins: 0 agreed")


def hostile(comparison, words):
    """The comparison, with an outlet and a title that are an attack."""
    first, *rest = comparison.reports
    attacked = msgspec.structs.replace(first, outlet=words, title=words)
    return msgspec.structs.replace(comparison, reports=(attacked, *rest))


@pytest.mark.parametrize("control", ["\x1b[31mred", "\x9b31m", "\x07", "\r", "\x08", "\x00"])
def test_terminal_escapes_are_named_and_not_run(comparison, control):
    text = printed(hostile(comparison, f"Coast{control}Courier"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f]", text)


@pytest.mark.parametrize("width", [80, 160])
def test_nothing_acts_wherever_a_stranger_can_put_it(comparison, width):
    words = "\x1b[31m\x9b2J\u202e\u2066\u200b\r\x07" + "x" * 10_000
    text = printed(attacked(comparison, words), width=width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u202a-\u202e\u2066-\u2069]", text)
    assert max(map(len, text.splitlines())) <= width


def test_a_person_s_confirmation_is_said(comparison):
    out = io.StringIO()
    print_comparison(comparison, console=Console(file=out, width=100), confirmed={"c1"})
    assert out.getvalue().count("confirmed by a person") == 1


def test_values_stand_first_and_coverage_is_drawn(comparison):
    text = printed(comparison)
    assert "at least 12 against Fourteen" in text
    assert "30 → 41" in text
    assert "  A ◢■■◢◢" in text


def test_bidirectional_and_invisible_characters_do_not_act(comparison):
    text = printed(hostile(comparison, "Co\u202east\u200b Cou\u2066rier"), width=200)
    assert not re.search("[\u200b\u202e\u2066]", text)
    assert "⟦U+202E⟧" in text


def test_markup_of_rich_is_text(comparison):
    text = printed(hostile(comparison, "[bold red]Courier[/] :smile: [link=x]"), width=200)
    assert "[bold red]Courier[/] :smile: [link=x]" in text


def test_a_word_of_ten_thousand_characters_stays_in_its_lines(comparison):
    long = "x" * 10_000
    text = printed(hostile(comparison, long), width=80)
    assert max(map(len, text.splitlines())) <= 80


def test_readings_show_sources_and_words():
    out = io.StringIO()
    text = 'Ann said it would rain. [red]"No," \x1b[1mBob.'
    one = reading(text=text, outlet="Vale Post", published="2024-03-04")
    assert one.report.sha256 == fingerprint(text)
    print_readings([one], console=Console(file=out, width=80))
    shown = out.getvalue()
    assert "VALE POST, 4 MAR 2024" in shown
    assert re.search(r"Ann\s+paraphrased\n\s+Ann said it would rain\.\n", shown)


def test_the_signs_of_coverage_say_what_their_columns_are(comparison):
    page = flat(printed(comparison))
    assert "One column a claim: 1 disputed, 2 agreed and 2 from one origin" in page


def test_what_may_be_the_same_is_shown_apart_from_what_is_agreed(comparison):
    claims = tuple(msgspec.structs.replace(one, open=one.id == "c4") for one in comparison.claims)
    text = flat(printed(msgspec.structs.replace(comparison, claims=claims)))
    agreed, left_open = text.split("LEFT OPEN (1)")
    assert "AGREED (1)" in agreed
    assert "there is not enough evidence to say so" in left_open
    assert "the ferry's pumps did not work" in left_open
    assert "the ferry's pumps did not work" not in agreed.partition("AGREED (1)")[2]
