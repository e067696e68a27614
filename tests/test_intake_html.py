"""Web pages: the article's own words, in order, and what the page says of it."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rashomon.errors import IntakeError
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import html
from rashomon.intake.reports import report_of

LEAD = "The harbour of Tamsin was closed on Monday after 300 tonnes of oil ran into the water."
SAID = "“We will not open before the water is clean,” harbour master Olga Reyes told reporters."
OWNER = "The owner of the tanker, a company based in Lima, declined to comment on the accident."
BEACH = "The oil reached the beach of the town in the evening, where two hotels were evacuated."
LAST = "Nobody knows when the harbour will open again, the mayor said at a meeting of the council."
STORY = (LEAD, SAID, OWNER, BEACH, LAST)


def paragraphs(*texts):
    return "".join(f"<p>{text}</p>" for text in texts or STORY)


def page(body, *, head="", linked=None):
    data = "" if linked is None else json.dumps(linked)
    script = f'<script type="application/ld+json">{data}</script>' if data else ""
    return (
        f"<!doctype html><html><head>{head}{script}</head><body><header><nav><a href=/>Home</a>"
        f"</nav></header><main><article>{body}</article></main>"
        "<footer><p>About us and our terms of use</p></footer></body></html>"
    )


def article(markup):
    data = markup if isinstance(markup, bytes) else markup.encode()
    (found,) = html.read(data, "page.html")
    return found


def lines(markup):
    return article(markup).text.split("\n\n")


def news(**fields):
    return {"@context": "https://schema.org", "@type": "NewsArticle", **fields}


def note_codes(markup):
    return [code for code, _ in article(markup).notes]


def test_the_text_is_that_of_the_article_alone():
    assert lines(page(paragraphs())) == list(STORY)


def test_captions_stand_where_the_page_shows_them_and_are_zones():
    caption = "Workers lay booms in the harbour of Tamsin"
    figure = f"<figure><img src=a.jpg><figcaption>{caption}</figcaption></figure>"
    found = article(page(paragraphs(LEAD, SAID) + figure + paragraphs(OWNER, BEACH, LAST)))
    assert found.text.split("\n\n") == [LEAD, SAID, caption, OWNER, BEACH, LAST]
    (zone,) = found.zones
    assert (zone.kind, found.text[zone.start : zone.end]) == ("caption", caption)
    assert ("caption", caption) in [
        (zone.kind, found.text[zone.start : zone.end]) for zone in report_of(found).zones
    ]


def test_block_quotations_lists_and_headings_are_kept_in_order():
    quoted = "We have waited for a new harbour for twenty years and we are still waiting today."
    body = (
        paragraphs(LEAD, SAID)
        + f"<h2>What is known</h2><blockquote><p>{quoted}</p></blockquote>"
        + "<ul><li>Three hundred tonnes of oil ran out of the tanker.</li>"
        + "<li>Two hotels on the beach were evacuated.</li></ul>"
        + paragraphs(OWNER, BEACH, LAST)
    )
    assert lines(page(body)) == [
        LEAD,
        SAID,
        "What is known",
        quoted,
        "Three hundred tonnes of oil ran out of the tanker.",
        "Two hotels on the beach were evacuated.",
        OWNER,
        BEACH,
        LAST,
    ]


def test_inline_markup_breaks_no_sentence():
    marked = LEAD.replace("Tamsin", "<a href=/t><b>Tam</b>sin</a><!-- x -->").replace(
        "oil", "o&shy;il"
    )
    assert lines(page(paragraphs(marked, *STORY[1:])))[0] == LEAD


def test_two_line_breaks_part_paragraphs():
    body = "<p>" + "<br><br>".join(STORY) + "</p>"
    assert lines(page(body)) == list(STORY)


def test_a_q_element_has_its_quotation_marks():
    body = paragraphs(LEAD, "She called it <q>a disaster</q> for the whole of the coast of Tamsin.")
    assert "She called it “a disaster” for the whole" in article(page(body + paragraphs())).text


def test_the_headline_is_kept_apart_and_the_standfirst_kept():
    standfirst = "Three hundred tonnes of oil ran into the sea and the mayor is angry about it"
    body = f"<h1>Harbour closed</h1><p class=deck>{standfirst}</p><div>12 May</div>{paragraphs()}"
    found = article(page(body))
    assert found.known.title == "Harbour closed"
    assert found.text.split("\n\n") == [standfirst, *STORY]


@pytest.mark.parametrize(
    "foreign",
    [
        "<blockquote class='twitter-tweet'><p>What a day it was in the harbour of Tamsin, my "
        "friends and all of you who were there.</p></blockquote>",
        "<p><a href=/x>The spills of the last ten years: a list of what happened when</a></p>",
        "<h3>Related stories</h3>",
        "<p>Sign up for our morning newsletter</p>",
        "<p>Advertisement</p>",
        "<p>Follow us on Facebook for more stories like this one</p>",
        "<div class='author-bio'>Ana Ruiz has written of the sea since 1999, for the Herald.</div>",
        "<p>Would you like to comment on this article? Sign up or sign in now.</p>",
        "<p hidden>This sentence is never shown to anyone who reads the page of the Herald.</p>",
    ],
)
def test_what_is_not_of_the_article_is_left_out(foreign):
    body = paragraphs(LEAD, SAID) + foreign + paragraphs(OWNER, BEACH, LAST)
    assert lines(page(body)) == list(STORY)


def test_what_stands_below_you_may_also_like_is_left_out():
    other = "A quite different report tells of a fire in a school that hurt nobody on Sunday night."
    body = paragraphs() + f"<div><h2>You may also like</h2>{paragraphs(*[other] * 3)}</div>"
    assert other not in article(page(body)).text


def test_a_sentence_that_names_an_author_stays_and_who_the_author_is_goes():
    linked = news(headline="Harbour closed", author={"name": "Ana Ruiz"})
    body = paragraphs() + paragraphs("Ana Ruiz is a reporter of the Herald and covers the sea.")
    assert lines(page(body, linked=linked)) == list(STORY)


def test_json_ld_says_who_wrote_what_when_and_on_what_it_rests():
    linked = {
        "@graph": [
            {"@type": "Person", "@id": "#ana", "name": "Ana Ruiz"},
            {"@type": "NewsMediaOrganization", "@id": "#us", "name": "The Tamsin Herald"},
            news(
                headline="Harbour &#8216;closed&#8217;",
                author=[{"@id": "#ana"}, {"@type": "Person", "name": "Tom Field"}],
                publisher={"@id": "#us"},
                datePublished="2019-03-04T08:30:00+0100",
                dateModified="2019-03-05",
                isBasedOn={"@type": "NewsArticle", "url": "https://agency.example/1"},
                citation=["https://port.example/report.pdf"],
                correction={"@type": "CorrectionComment", "text": "It was 300 tonnes, not 30."},
            ),
        ]
    }
    known = article(page(paragraphs(), linked=linked)).known
    assert known.title == "Harbour ‘closed’"
    assert known.authors == ("Ana Ruiz", "Tom Field")
    assert known.outlet == "The Tamsin Herald"
    assert known.published == "2019-03-04T08:30:00+01:00"
    assert known.extra == {
        "dateModified": "2019-03-05",
        "isBasedOn": ["https://agency.example/1"],
        "citation": ["https://port.example/report.pdf"],
        "correction": ["It was 300 tonnes, not 30."],
    }


def test_the_article_of_the_page_is_told_from_teasers_in_json_ld():
    linked = [
        news(headline="Fire in a school", author="Tom Field", datePublished="2001-01-01"),
        news(headline="Harbour closed", author="Ana Ruiz", datePublished="2019-03-04"),
    ]
    head = '<meta property="og:title" content="Harbour closed">'
    known = article(page(paragraphs(), head=head, linked=linked)).known
    assert (known.authors, known.published) == (("Ana Ruiz",), "2019-03-04")


def test_meta_elements_speak_where_there_is_no_json_ld():
    head = (
        '<meta property="og:title" content="Harbour closed - Coast | The Tamsin Herald">'
        '<meta property="og:site_name" content="The Tamsin Herald">'
        '<meta property="article:published_time" content="2019-03-04 08:30:00 +01:00">'
        '<meta name="author" content="By Ana Ruiz and Tom Field">'
        '<link rel="canonical" href="https://herald.example/2019/harbour-closed">'
    )
    known = article(page(f"<h1>Harbour closed</h1>{paragraphs()}", head=head)).known
    assert known.title == "Harbour closed"
    assert known.outlet == "The Tamsin Herald"
    assert known.published == "2019-03-04T08:30:00+01:00"
    assert known.authors == ("Ana Ruiz", "Tom Field")
    assert known.url == "https://herald.example/2019/harbour-closed"


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("Ana Ruiz, Tom Field and Olga Reyes", ("Ana Ruiz", "Tom Field", "Olga Reyes")),
        ("Associated Press in Lima", ("Associated Press in Lima",)),
        ("Ana Ruiz, Jr.", ("Ana Ruiz, Jr",)),
        ("https://herald.example/ana", ()),
        ("@anaruiz", ()),
    ],
)
def test_names_of_authors_are_parted(author, names):
    linked = news(headline="Harbour closed", author=author, datePublished="2019-03-04")
    assert article(page(paragraphs(), linked=linked)).known.authors == names


def test_a_byline_in_the_text_goes_before_the_name_of_the_house():
    linked = news(headline="H", author="The Herald", publisher={"name": "The Herald"})
    found = article(page(paragraphs("Ana Ruiz/Tom Field") + paragraphs(), linked=linked))
    assert found.known.authors == ("Ana Ruiz", "Tom Field")
    assert found.zones[0].kind == "byline"


def test_the_house_counts_as_author_where_no_one_else_is_named():
    linked = news(headline="H", author="The Herald", publisher={"name": "The Herald"})
    assert article(page(paragraphs(), linked=linked)).known.authors == ("The Herald",)


def test_a_date_in_the_year_9999_is_no_date():
    linked = news(headline="Harbour closed", datePublished="9999-12-31T00:00:00Z")
    assert article(page(paragraphs(), linked=linked)).known.published is None


def test_a_live_blog_is_told():
    assert "R124" in note_codes(page(paragraphs(), linked=news() | {"@type": "LiveBlogPosting"}))
    assert note_codes(page(paragraphs(), linked=news())) == []


def test_a_stub_before_a_paywall_is_told():
    wall = "<div class=wall>Subscribe now to continue reading this report of the Herald</div>"
    assert "R125" in note_codes(page(paragraphs(LEAD, SAID) + wall))
    assert "R125" in note_codes(page(paragraphs(), linked=news(isAccessibleForFree=False)))
    long = paragraphs(*[f"{text[:-1]}, {number}." for number in range(9) for text in STORY])
    assert note_codes(page(long, linked=news(isAccessibleForFree=False))) == []


def test_the_text_of_json_ld_stands_in_where_the_page_shows_a_stub():
    whole = [f"{text[:-1]}, and that was number {number}." for number in range(9) for text in STORY]
    found = article(page(paragraphs(whole[0]), linked=news(articleBody="\n".join(whole))))
    assert found.text.split("\n\n") == whole


@pytest.mark.parametrize("declared", ["utf-8", "iso-8859-1", "utf-16", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "utf-8-sig"])
def test_a_wrong_encoding_that_is_declared_does_no_harm(declared, encoding):
    markup = page(paragraphs(), head=f"<meta charset={declared}>")
    assert article(markup.encode(encoding)).text.split("\n\n")[1] == SAID


def test_nul_and_other_control_characters_are_taken_out():
    found = article(page(paragraphs(LEAD.replace("harbour", "har\0bour"), *STORY[1:])))
    assert found.text.startswith(LEAD[:30])


@pytest.mark.parametrize("markup", ["<html></html>", "<html><body><p>Hi</p></body></html>", "<p>"])
def test_a_page_without_an_article_is_refused(markup):
    with pytest.raises(IntakeError) as caught:
        article(markup)
    assert caught.value.code == "R104"


HOSTILE = {
    "deep": "<div>" * 100_000 + paragraphs() + "</div>" * 100_000,
    "deep after the text": paragraphs() + "<blockquote>" * 100_000,
    "wide": paragraphs() * 3_000,
    "long": f"<p>{LEAD * 20_000}</p>",
    "boxes": f"<div><h2>Related stories</h2>{paragraphs(LEAD)}" * 2_000,
    "name": f"{paragraphs()}<div class='{'aB' * 1_000_000}'>x</div>",
    "linked": paragraphs()
    + '<script type="application/ld+json">'
    + '{"a":' * 50_000
    + "1"
    + "}" * 50_000
    + "</script>",
    "quotation marks": paragraphs('"' * 200_000) + paragraphs(),
    "attributes": "<p " + 'a="b" ' * 100_000 + f">{LEAD}</p>" + paragraphs(),
    "entities": '<!DOCTYPE a [<!ENTITY b "&c;&c;"><!ENTITY c "&b;&b;">]>' + paragraphs("&b;"),
    "separators": f'<meta property="og:title" content="{"a - " * 100_000}">{paragraphs()}',
    "script in every field": page(
        paragraphs(),
        linked=news(
            headline="<script>alert(1)<\\/script>Harbour closed",
            author="<img src=x onerror=alert(1)>Ana Ruiz",
            datePublished=["<b>"],
            publisher=[[{"name": 3}]],
            wordCount="9" * 400,
            correction=[{"text": {"a": 1}}, 3],
            isBasedOn={"url": {"url": 1}},
        ),
    ),
}


@pytest.mark.parametrize("markup", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_pages_take_bounded_time(markup):
    began = time.process_time()
    outcomes = [found for _, found in articles_in(markup.encode(), "page.html")]
    assert time.process_time() - began < 10
    assert len(outcomes) == 1
    for outcome in outcomes:
        if isinstance(outcome, IntakeError):
            assert outcome.code in ("R104", "R106")
        else:
            assert "<script" not in repr(outcome.known)


MARKUP = st.sampled_from(
    [
        *(f"<p>{text}</p>" for text in STORY),
        "<div>",
        "</div>",
        "<ul><li>",
        "<blockquote>",
        "</blockquote>",
        "<br>",
        "<figure><figcaption>Booms on the water</figcaption></figure>",
        "<h2>Related</h2>",
        "<h1>Harbour closed</h1>",
        "<table><tr><td>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "&#0;&amp;&nbsp;",
        "<h1>Harbour\fclosed&#12;</h1>",
        "<a href=/>",
        "<meta property=og:title content='Harbour closed | Herald'>",
        '<script type="application/ld+json">{"@type": "NewsArticle", "author": [1]}</script>',
    ]
)


@given(st.lists(MARKUP | st.text(max_size=8), min_size=1, max_size=30).map("".join))
@settings(max_examples=60)
def test_any_markup_becomes_a_sound_article_or_a_coded_failure(markup):
    for _, outcome in articles_in(f"<html>{markup}".encode("utf-8", "replace"), "page.html"):
        if isinstance(outcome, IntakeError):
            assert outcome.code in ("R104", "R105", "R106", "R113")
            continue
        position = 0
        for zone in outcome.zones:
            assert position <= zone.start < zone.end <= len(outcome.text)
            position = zone.end
        assert outcome.text.strip()
