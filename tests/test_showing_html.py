"""The HTML report: one file, no network, and nothing in a report can act in it."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

import msgspec
import pytest
import showing_example as example

from rashomon.report import fingerprint
from rashomon.showing.annotations import web_annotations
from rashomon.showing.html import render_html

VOID = {"meta", "link", "br", "hr", "img", "input"}


class Page(HTMLParser):
    """The elements of a page; fails where they are not well nested."""

    def __init__(self, page):
        super().__init__()
        self.elements = []
        self.open = []
        self.texts = []
        self.feed(page)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append((self.open[-1] if self.open else "", data))

    def named(self, tag):
        return [attributes for name, attributes in self.elements if name == tag]

    def text(self):
        return "".join(text for tag, text in self.texts if tag not in ("script", "style"))


@pytest.fixture(scope="module")
def comparison():
    return example.comparison()


@pytest.fixture(scope="module")
def page(comparison):
    return render_html(comparison)


def attacked(comparison, words):
    """The comparison with `words` wherever a stranger could put them."""
    first, *rest = comparison.reports
    text = f"{first.text}\n{words}\n"
    report = msgspec.structs.replace(
        first,
        text=text,
        sha256=fingerprint(text),
        outlet=words,
        title=words,
        url=f"https://example.org/{words}",
        agencies=(words,),
        authors=(words,),
        published=words,
        language=words,
    )
    actors = [
        msgspec.structs.replace(actor, name=words, role=words, aliases=(words,))
        for actor in comparison.actors
    ]
    claim, *claims = comparison.claims
    origins = tuple(
        msgspec.structs.replace(origin, name=words, why=words) for origin in claim.origins
    )
    difference, *differences = comparison.differences
    line, *lineage = comparison.lineage
    note, *notes = comparison.notes
    replace = msgspec.structs.replace
    return replace(
        comparison,
        reports=(report, *rest),
        actors=tuple(actors),
        relations=tuple(replace(one, event=words) for one in comparison.relations),
        framing=tuple(
            replace(one, tone=words, labels=tuple(replace(each, text=words) for each in one.labels))
            for one in comparison.framing[:1]
        )
        + comparison.framing[1:],
        claims=(replace(claim, origins=origins), *claims),
        differences=(replace(difference, explanation=words), *differences),
        lineage=(replace(line, target=words, why=words), *lineage),
        timeline=(replace(comparison.timeline[0], when=words), *comparison.timeline[1:]),
        notes=(replace(note, code=words, message=words), *notes),
    )


def test_the_page_is_well_nested_and_has_one_of_each_id(page):
    parsed = Page(page)
    identities = [attributes["id"] for _, attributes in parsed.elements if "id" in attributes]
    assert len(identities) == len(set(identities))
    assert len(parsed.named("h1")) == len(parsed.named("main")) == len(parsed.named("nav")) == 1


def test_every_link_inside_the_page_lands(page):
    parsed = Page(page)
    identities = {attributes.get("id") for _, attributes in parsed.elements}
    targets = {link["href"][1:] for link in parsed.named("a") if link["href"].startswith("#")}
    assert targets <= identities
    assert "claim-c1" in targets


def test_the_page_reaches_nothing(page):
    parsed = Page(page)
    for tag, attributes in parsed.elements:
        assert "src" not in attributes
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)
        if tag == "link":
            assert attributes["href"] == "data:,"
    assert "@import" not in page
    assert "url(" not in re.search(r"<style>(.*?)</style>", page, re.S).group(1)


def test_the_policy_allows_our_style_and_script_alone(page):
    policy = next(
        meta["content"] for meta in Page(page).named("meta") if "http-equiv" in meta
    ).split("; ")
    style = re.search(r"<style>(.*?)</style>", page, re.S).group(1)
    script = re.search(r"<script>(.*?)</script>", page, re.S).group(1)

    def hashed(content):
        digest = hashlib.sha256(content.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"

    assert policy[0] == "default-src 'none'"
    assert f"script-src {hashed(script)}" in policy
    assert f"style-src {hashed(style)}" in policy
    assert "unsafe" not in str(policy)


def test_the_order_is_what_a_reader_needs(page):
    places = [
        page.index(f'id="{name}"')
        for name in (
            "disputed", "updated", "sole", "left-out", "quotes", "agreed", "one-origin",
            "differences", "side-by-side", "lineage", "timeline", "relations", "framing",
            "coverage", "notes",
        )
    ]  # fmt: skip
    assert places == sorted(places)


def test_sources_and_confidence_stand_with_each_finding(page):
    text = " ".join(Page(page).text().split())
    assert "3 reports, 2 origins: 2 agreed , 1 disputed" in text.replace("agreed,", "agreed ,")
    assert "likely (0.82)" in text
    assert "not confirmed by a person" not in text
    assert "nothing here is confirmed by a person yet" in text


def test_paraphrases_are_never_in_quotation_marks(page):
    text = Page(page).text()
    assert "“We must change our rules, and we will do it before the summer,”" in text
    quoted = re.findall(r"“([^”]*)”", text)
    assert not any("new rules by the summer" in words for words in quoted)
    for words in quoted:
        assert any(
            "".join(words.replace("[…] ", "").split(" […]")) in source
            for source in example.TEXTS.values()
        )


@pytest.mark.parametrize(
    "words",
    [
        "</script><script>alert(1)</script>",
        "--><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "' onmouseover='alert(1)",
        "</style><style>*{display:none}</style>",
        "<!--<script>",
        "{{ 7 * 7 }}{% raw %}",
        "&lt;b&gt; &#x202e;",
        "x" * 10_000,
        "\u202e\u2066\u200b\u200d\ufeff\x00\x1b[31m\ud800",
    ],
)
def test_hostile_text_is_only_text(comparison, page, words):
    parsed = Page(render_html(attacked(comparison, words)))
    assert len(parsed.named("script")) == 2
    assert len(parsed.named("style")) == 1
    for tag, attributes in parsed.elements:
        assert tag != "img"
        assert not any(name.startswith("on") for name in attributes)
        assert attributes.get("href", "#")[:8] in ("https://", "data:,") or attributes.get(
            "href", "#"
        ).startswith("#")
    assert "49" not in parsed.text().replace("2049", "")
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\ufeff\x00\x1b]", parsed.text())


def test_an_attack_reads_as_it_was_written(comparison):
    words = "</script><script>alert(1)</script>"
    assert words in Page(render_html(attacked(comparison, words))).text()


def test_annotations_are_in_the_page_and_point_at_the_words(comparison, page):
    data = re.search(r'<script type="application/ld\+json"[^>]*>(.*?)</script>', page, re.S)
    items = json.loads(data.group(1))["first"]["items"]
    assert items == web_annotations(comparison)["first"]["items"]
    texts = list(example.TEXTS.values())
    for item in items:
        for target in item["target"]:
            position, quote = target["selector"]
            exact = quote["exact"]
            assert any(text[position["start"] : position["end"]] == exact for text in texts)
            around = quote.get("prefix", "") + exact + quote.get("suffix", "")
            assert sum(text.count(around) for text in texts) >= 1
    assert items[0]["body"][0]["id"] == "#claim-c1"
    assert items[0]["target"][0]["scope"] == "https://courier.example/aldina-fire"


def test_an_empty_comparison_is_a_page():
    text = Page(render_html(example.bare())).text()
    assert "Nothing is disputed" in text
    assert "No claim was found that two origins make" in text
