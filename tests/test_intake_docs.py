"""The docs list every code of the intake, once and in one table."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
DOCS = {path.name: path.read_text(encoding="utf-8") for path in (ROOT / "docs").glob("*.md")}
SOURCES = (ROOT / "src" / "rashomon" / "intake").rglob("*.py")


def rows(page):
    return re.findall(r"^\| (R1\d\d) \|", DOCS[page], re.MULTILINE)


def test_the_table_lists_the_codes_that_intake_gives_and_no_others():
    given = {
        code
        for path in SOURCES
        for code in re.findall(r'"(R1\d\d)"', path.read_text(encoding="utf-8"))
    }
    assert rows("intake.md") == sorted(given)


def test_there_is_no_second_table_of_them():
    assert [page for page in DOCS if rows(page)] == ["intake.md"]


def test_no_page_names_a_code_that_the_table_lacks():
    known = set(rows("intake.md"))
    for page, text in DOCS.items():
        assert set(re.findall(r"\bR1\d\d\b", text)) <= known, page
