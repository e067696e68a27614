"""Markdown."""

import pytest
from intake_parts import only, shown

from rashomon.intake.formats import markdown


def test_markdown_is_read_without_its_marks():
    source = (
        "---\noutlet: Harbour News\n---\n# Harbour *shut*\n\nThe **harbour** was [shut](http://x.y)"
        " on\nTuesday.\n\n![Boats on Monday](a.png)\n\n## No ferry\n\n> “Nobody was hurt.”\n\n"
        "- one `ferry`\n- ~~two~~\n\n1. first\n\n---\n\nA line  \nbroken.\n\n"
        "<div>In <b>HTML</b></div>\n"
    )
    article = only(markdown.read(source.encode(), "a.md"))
    assert article.text.split("\n\n") == [
        "Harbour shut", "The harbour was shut on Tuesday.", "Boats on Monday", "No ferry",
        "“Nobody was hurt.”", "one ferry", "two", "first", "A line\nbroken.", "In HTML",
    ]  # fmt: skip
    assert (article.known.title, article.known.outlet) == ("Harbour shut", "Harbour News")
    assert shown(article, "title") == ["Harbour shut", "No ferry"]
    assert shown(article, "caption") == ["Boats on Monday"]


def test_the_title_of_the_front_matter_goes_before_the_heading():
    article = only(markdown.read(b"---\ntitle: Known\n---\n# Other\n\nText.\n", "a.md"))
    assert article.known.title == "Known"


@pytest.mark.parametrize("marks", ["[", "*a ", "`", "> ", "- ", "![", "<a ", "_", '"', "\\", "|a"])
def test_endless_marks_end_soon_and_nothing_is_lost(marks):
    article = only(markdown.read((marks * 200_000 + " word").encode(), "a.md"))
    assert article.text.endswith("word")
    assert [code for code, _ in article.notes] == ["R149"]
