"""The index of the docs names every page, and each link of the docs leads somewhere."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def links(page):
    return re.findall(r"\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8"))


def anchors(page):
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", head.lower()).replace(" ", "-") for head in heads}


def test_the_index_names_every_page():
    index = ROOT / "docs" / "README.md"
    named = {(index.parent / path).resolve() for path, _ in links(index)}
    assert {page.resolve() for page in PAGES} - named == {index.resolve()}


def test_each_link_leads_to_a_page_and_a_head_in_it():
    for page in PAGES:
        for path, anchor in links(page):
            target = (page.parent / path).resolve() if path else page
            assert target.exists(), (page.name, path)
            assert not anchor or anchor in anchors(target), (page.name, path, anchor)


def test_every_code_that_is_given_stands_in_a_table_of_the_docs():
    sources = (ROOT / "src" / "rashomon").rglob("*.py")
    code = re.compile(r'"(R[1-9]\d\d)"')
    given = {one for path in sources for one in code.findall(path.read_text(encoding="utf-8"))}
    rows = re.compile(r"^\| (R\d\d\d) \|", re.MULTILINE)
    told = {one for page in PAGES for one in rows.findall(page.read_text(encoding="utf-8"))}
    assert given - told == set()
    assert told - given == set()
