"""The report as Markdown, and as a notebook shows it."""

from __future__ import annotations

import html
import re

import msgspec
import pytest
import showing_example as example
from markdown_it import MarkdownIt

from rashomon.showing.html import render_html
from rashomon.showing.markdown import escape, render_markdown
from rashomon.showing.notebook import mimebundle


@pytest.fixture(scope="module")
def comparison():
    return example.comparison()


def rendered(text):
    return MarkdownIt("gfm-like", {"linkify": False}).render(text)


def test_it_begins_with_the_first_line(comparison):
    assert render_markdown(comparison).startswith("# 3 reports, 2 origins: 2 agreed, 1 disputed")


def test_a_dispute_is_a_table_of_origins(comparison):
    page = rendered(render_markdown(comparison))
    assert "<th>MNA (agency)</th>" in page
    assert "killing <strong>at least 12</strong> people" in page
    assert "<strong>Fourteen</strong> people died" in page


def test_an_update_is_an_arrow(comparison):
    text = render_markdown(comparison)
    assert "### 30 → 41" in text
    assert "| → Michael Oren of the coast guard put the number of people treated at **41**" in text


def test_paraphrases_are_never_in_quotation_marks(comparison):
    text = render_markdown(comparison)
    assert "“We must change our rules, and we will **do it before the summer**,”" in text
    assert "“new rules by the summer" not in text


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "# heading",
        "- list",
        "12. list",
        "[link](javascript:alert(1))",
        "![image](http://example.org/x.png)",
        "a | b | c",
        "`code` *bold* __bold__ ~~cut~~",
        "http://example.org www.example.org me@example.org",
        "&amp; &lt;",
        "===",
        "\\",
        "> quoted",
        "line\n\n# next",
    ],
)
def test_escaped_text_is_shown_as_it_is(words):
    shown = rendered(f"- {escape(words)}")
    inner = re.fullmatch(r"<ul>\s*<li>(.*)</li>\s*</ul>\s*", shown, re.S)
    assert inner is not None
    assert html.unescape(inner.group(1)) == words.replace("\n", " ")


def test_hostile_outlets_stay_in_their_cell(comparison):
    first, *rest = comparison.reports
    words = "</td><script>alert(1)</script> | x"
    attacked = msgspec.structs.replace(first, outlet=words)
    page = rendered(render_markdown(msgspec.structs.replace(comparison, reports=(attacked, *rest))))
    assert "<script>" not in page
    assert html.escape("</td><script>alert(1)</script> | x") in page


def test_a_notebook_shows_the_page_in_a_frame_and_the_text(comparison):
    bundle = mimebundle(comparison)
    document = re.search(r'srcdoc="([^"]*)"', bundle["text/html"]).group(1)
    assert html.unescape(document) == render_html(comparison)
    assert "allow-same-origin" not in bundle["text/html"]
    assert bundle["text/plain"].startswith("3 reports, 2 origins")


def test_what_may_be_the_same_has_a_section_of_its_own(comparison):
    claims = tuple(msgspec.structs.replace(one, open=one.id == "c4") for one in comparison.claims)
    page = rendered(render_markdown(msgspec.structs.replace(comparison, claims=claims)))
    before, left_open = page.split("<h2>Left open")
    assert "<h2>Agreed" in before
    assert "the ferry's pumps did not work" in left_open.partition("<h2>")[0]
    assert "the ferry's pumps did not work" not in before.partition("<h2>Agreed")[2]
