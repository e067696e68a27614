"""The wire formats of the IPTC: NITF, NewsML-G2 and ninjs. The items are made up."""

import json

import pytest
from intake_parts import only, shown

from rashomon.errors import IntakeError
from rashomon.intake.article import Unread
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import newsml, ninjs, nitf
from rashomon.intake.reports import report_of

NITF = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf xml:lang="en-US"><head><title>Slug</title>
<docdata management-status="{status}"><correction info="Corrects the name of the ship"/>
<evloc city="Portmouth" iso-cc="GB"/><doc-id regsrc="EP" id-string="ep-1"/>
<urgency ed-urg="3"/><date.issue norm="20240305T101500Z"/><date.release norm="20240306T060000Z"/>
<doc.copyright year="2024" holder="Example Press"/><du-key version="3" key="harbour"/>
<ed-msg info="Adds the director"/></docdata></head>
<body><body.head><hedline><hl1>Harbour shut</hl1><hl2>Storm sinks a ferry</hl2></hedline>
<byline>By <person>Ann Ryder</person><byttl>Staff Writer</byttl></byline>
<distributor>Example Press</distributor>
<dateline><location>PORTMOUTH</location>, March 5 (EP)</dateline>
<rights><rights.limitations>Not in Sealand</rights.limitations></rights></body.head>
<body.content><block><p>The harbour was shut on <em>Tuesday</em> after the storm.</p>
<media media-type="image"><media-reference source="a.jpg">no words</media-reference>
<media-caption>Boats on Monday.</media-caption></media><hl2>No ferry</hl2>
<p>&#8220;Nobody was hurt,&#8221; the director said.</p></block></body.content>
<body.end><tagline>With Bo Lind</tagline></body.end></body></nitf>"""


# NITF.


def test_nitf_gives_the_text_as_the_wire_runs_it_with_its_zones():
    article = only(nitf.read(NITF.format(status="usable").encode(), "a.xml"))
    assert article.text == (
        "By Ann Ryder Staff Writer\n\n"
        "PORTMOUTH, March 5 (EP) — The harbour was shut on Tuesday after the storm.\n\n"
        "Boats on Monday.\n\nNo ferry\n\n“Nobody was hurt,” the director said."
    )
    assert shown(article, "byline") == ["By Ann Ryder Staff Writer"]
    assert shown(article, "caption") == ["Boats on Monday."]
    assert shown(article, "title") == ["No ferry"]


def test_nitf_keeps_what_the_document_says_of_itself():
    known = only(nitf.read(NITF.format(status="usable").encode(), "a.xml")).known
    assert (known.title, known.outlet) == ("Harbour shut", "Example Press")
    assert (known.published, known.language) == ("2024-03-06T06:00:00Z", "en")
    assert known.authors == ("Ann Ryder",)
    extra = known.extra
    assert extra["headlines"][1] == {"level": 2, "value": "Storm sinks a ferry"}
    assert extra["edNote"] == ["Adds the director"]
    assert extra["located"] == ["PORTMOUTH", "Portmouth, GB"]
    assert (extra["version"], extra["urgency"], extra["docId"]) == ("3", "3", "ep-1")
    assert extra["usageTerms"] == ["Not in Sealand"]
    assert extra["correction"] == "Corrects the name of the ship"
    assert extra["infoSources"] == [{"name": "Example Press", "role": "distributor"}]


@pytest.mark.parametrize(
    ("status", "code"), [("canceled", "R134"), ("withheld", "R134"), ("embargoed", "R135")]
)
def test_nitf_that_is_not_to_be_used_yet_is_told(status, code):
    article = only(nitf.read(NITF.format(status=status).encode(), "a.xml"))
    assert [note for note, _ in article.notes] == [code]


def test_the_dateline_of_nitf_is_that_of_the_report():
    article = only(nitf.read(NITF.format(status="usable").encode(), "a.xml"))
    report = report_of(article, path="a.xml")
    assert report.dateline.places == ("Portmouth",)
    assert [report.text[zone.start : zone.end] for zone in report.zones if zone.kind == "lead"] == [
        "The harbour was shut on Tuesday after the storm."
    ]


def test_a_dateline_that_the_text_repeats_is_not_put_twice():
    data = NITF.format(status="usable").replace("<p>The harbour", "<p>PORTMOUTH (EP) - The harbour")
    article = only(nitf.read(data.encode(), "a.xml"))
    assert article.text.count("PORTMOUTH") == 1


BODY = "<body><body.content><p>{}</p></body.content></body></nitf>"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ("<nitf>" + BODY.format(" "), "R132"),
        ("<nitf><p>", "R130"),
        ("<nitf>" + "<block>" * 100_000, "R130"),
        ("<nitf>" + BODY.format("x &rsquo; y"), "R130"),
        ("<nitf>" + BODY.format("x \x00 y"), "R130"),
        ('<!DOCTYPE nitf [<!ENTITY a "b">]><nitf>' + BODY.format("x &a; y"), "R131"),
        ('<!DOCTYPE nitf [<!ENTITY a SYSTEM "/etc/passwd">]><nitf>' + BODY.format("&a;"), "R131"),
        (
            '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">'
            + "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9)).replace(
                "&a0;", "&a;"
            )
            + ']><nitf id="&a8;">'
            + BODY.format("x"),
            "R131",
        ),
        ("<nitf>" + BODY.format("<p>a</p>" * 250_000), "R139"),
    ],
)
def test_nitf_that_is_broken_or_built_to_do_damage_is_refused(data, code):
    with pytest.raises(IntakeError) as caught:
        list(nitf.read(data.encode(), "a.xml"))
    assert caught.value.code == code


def test_invalid_bytes_are_told():
    with pytest.raises(IntakeError) as caught:
        list(nitf.read(b"<nitf>\xff\xfe</nitf>", "a.xml"))
    assert caught.value.code == "R130"


# NewsML-G2.

ITEM = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" version="2"
 standard="NewsML-G2" xml:lang="en-GB"><rightsInfo><copyrightHolder literal="EP Ltd"/>
<copyrightNotice>(c) EP</copyrightNotice><usageTerms>Not in Sealand</usageTerms></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><provider uri="http://ep.example/"><name>Example Press
</name></provider><versionCreated>2024-03-05T10:00:00+00:00</versionCreated>
<firstCreated>2024-03-05T08:00:00Z</firstCreated>{meta}<edNote>Adds the director</edNote>
</itemMeta><contentMeta><urgency>3</urgency><located qcode="geo:1"><name>Portmouth</name>
<broader qcode="cntry:GB"><name>Britain</name></broader></located>
<infoSource qcode="is:LP" role="isrol:source"><name>Lake Press</name></infoSource>
<by>By Ann Ryder and Bo Lind</by><dateline>PORTMOUTH, Tuesday (EP)</dateline>
<slugline>HARBOUR</slugline><headline>Harbour shut</headline></contentMeta>
<contentSet>{content}</contentSet></newsItem>"""
XHTML = """<inlineXML contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml">
<head><title>no</title></head><body><p>The harbour was shut on Tuesday.</p></body></html>
</inlineXML>"""


def item(guid="urn:ep:1", meta="", content=XHTML):
    return ITEM.format(guid=guid, meta=meta, content=content)


def test_newsml_gives_the_text_and_the_metadata():
    article = only(newsml.read(item().encode(), "a.xml"))
    assert article.text == "PORTMOUTH, Tuesday (EP) — The harbour was shut on Tuesday."
    known = article.known
    assert (known.title, known.outlet, known.language) == ("Harbour shut", "Example Press", "en")
    assert known.authors == ("Ann Ryder", "Bo Lind")
    assert known.published == "2024-03-05T10:00:00Z"
    assert known.extra["infoSources"] == [{"name": "Lake Press", "role": "source"}]
    assert known.extra["located"] == ["Portmouth, Britain"]
    assert known.extra["edNote"] == ["Adds the director"]
    assert known.extra["usageTerms"] == ["Not in Sealand"]
    assert (known.extra["version"], known.extra["slugline"]) == ("2", "HARBOUR")
    assert article.notes == ()


def test_an_embargo_and_a_status_are_told():
    meta = (
        "<embargoed>2024-03-06T06:00:00Z</embargoed>"
        '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/>'
    )
    article = only(newsml.read(item(meta=meta).encode(), "a.xml"))
    assert [code for code, _ in article.notes] == ["R134", "R135"]
    assert article.known.extra["embargoed"] == "2024-03-06T06:00:00Z"


def test_nitf_in_newsml_is_read_and_fills_gaps():
    inner = NITF.format(status="usable").partition("<nitf")[2]
    content = (
        f'<inlineXML contenttype="application/nitf+xml"><nitf xmlns="urn:x"{inner}</inlineXML>'
    )
    article = only(newsml.read(item(content=content).encode(), "a.xml"))
    assert "Nobody was hurt" in article.text
    assert article.known.extra["infoSources"] == [{"name": "Lake Press", "role": "source"}]
    assert article.known.extra["correction"] == "Corrects the name of the ship"


def test_plain_text_and_escaped_html_in_newsml_are_read():
    plain = "<inlineData contenttype='text/plain'>The harbour is shut.\n\nNo ferry.</inlineData>"
    html = "<inlineData contenttype='text/html'>&lt;p&gt;The harbour&lt;/p&gt;</inlineData>"
    assert "\n\nNo ferry." in only(newsml.read(item(content=plain).encode(), "a")).text
    assert only(newsml.read(item(content=html).encode(), "a")).text.endswith("— The harbour")


def test_a_news_message_gives_its_items_and_a_picture_costs_only_itself():
    picture = item("urn:ep:2", content="<remoteContent href='a.jpg'/>").replace(
        "ninat:text", "ninat:picture"
    )
    message = (
        '<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header/><itemSet>'
        f'<packageItem guid="urn:ep:p"/>{item()}{picture}{item("urn:ep:3")}</itemSet></newsMessage>'
    )
    parts = [*newsml.read(message.encode(), "a.xml")]
    assert [part.name for part in parts] == ["urn:ep:1", "urn:ep:2", "urn:ep:3"]
    assert isinstance(parts[1], Unread)
    assert parts[1].error.code == "R132"
    assert "picture" in parts[1].error.message


@pytest.mark.parametrize("root", ["packageItem", "newsMessage"])
def test_a_package_alone_is_told(root):
    ((_, error),) = articles_in(
        f'<{root} xmlns="http://iptc.org/std/nar/2006-10-01/"/>'.encode(), "a"
    )
    assert error.code == "R132"


def test_namespace_prefixes_do_not_matter():
    data = '<?xml version="1.0"?><n:newsItem xmlns:n="http://iptc.org/std/nar/2006-10-01/"><n:contentSet>'
    data += "<n:inlineData>The harbour is shut.</n:inlineData></n:contentSet></n:newsItem>"
    ((_, article),) = articles_in(data.encode(), "a.xml")
    assert article.text == "The harbour is shut."


# ninjs.

PLAIN = "PORTMOUTH (EP) - The harbour was shut on Tuesday. No ferry left."
HTML = "<p>PORTMOUTH (EP) - The harbour was shut on Tuesday.</p><p>No <b>ferry</b> left.</p>"
FIRST = {
    "uri": "urn:ep:1",
    "type": "text",
    "version": "2",
    "versioncreated": "2024-03-05T10:00:00Z",
    "pubstatus": "usable",
    "usageterms": "Not in Sealand",
    "ednote": "Adds the director",
    "byline": "Ann Ryder and Bo Lind",
    "located": "Portmouth",
    "infosource": [{"name": "Lake Press"}],
    "headline": "Harbour shut",
    "body_text": PLAIN,
    "body_xhtml": HTML,
}
SECOND = {
    "uri": "urn:ep:1",
    "versioncreated": "2024-03-05T10:00:00Z",
    "version": "2",
    "usageterms": "Not in Sealand",
    "ednote": "Adds the director",
    "by": "Ann Ryder and Bo Lind",
    "located": "Portmouth",
    "infosources": [{"name": "Lake Press"}],
    "headlines": [{"role": "sub", "value": "Storm"}, {"role": "main", "value": "Harbour shut"}],
    "bodies": [
        {"role": "main", "contenttype": "text/plain", "value": PLAIN},
        {"role": "rich", "contenttype": "application/xhtml+xml", "value": HTML},
    ],
}
THIRD = {
    **{field: SECOND[field] for field in ("uri", "version", "by", "located", "headlines")},
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2024-03-05T10:00:00Z",
    "usageTerms": "Not in Sealand",
    "edNote": "Adds the director",
    "infoSources": [{"name": "Lake Press"}],
    "bodies": [
        {"role": "main", "contentType": "text/plain", "value": PLAIN},
        {"role": "rich", "contentType": "text/html", "value": HTML},
    ],
}


@pytest.mark.parametrize("record", [FIRST, SECOND, THIRD])
def test_each_version_of_ninjs_gives_the_same(record):
    ((_, article),) = articles_in(json.dumps(record).encode(), "a.json")
    assert article.reader == "ninjs"
    assert article.text == "PORTMOUTH (EP) - The harbour was shut on Tuesday.\n\nNo ferry left."
    assert (article.known.title, article.known.published) == (
        "Harbour shut",
        "2024-03-05T10:00:00Z",
    )
    assert article.known.authors == ("Ann Ryder", "Bo Lind")
    extra = article.known.extra
    assert (extra["version"], extra["located"]) == ("2", "Portmouth")
    assert (extra["usageTerms"], extra["edNote"]) == ("Not in Sealand", "Adds the director")
    assert extra["infoSources"] == [{"name": "Lake Press"}]


def test_ninjs_may_come_one_a_line_and_hold_nitf():
    body = {"contentType": "text/vnd.IPTC.NITF", "value": NITF.format(status="usable")}
    lines = [json.dumps({**THIRD, "bodies": [body]}), json.dumps(FIRST)]
    found = [article for _, article in articles_in("\n".join(lines).encode(), "a.jsonl")]
    assert "“Nobody was hurt,”" in found[0].text
    assert found[1].text.endswith("No ferry left.")


def test_the_status_and_embargo_of_ninjs_are_told():
    record = {**THIRD, "pubStatus": "withheld", "embargoed": "2024-03-06T06:00:00Z"}
    article = only(ninjs.read_item(record, ""))
    assert [code for code, _ in article.notes] == ["R134", "R135"]


def test_texts_associated_with_an_item_are_read_and_pictures_are_not():
    picture = {"uri": "urn:ep:9", "type": "picture", "headline": "Boats"}
    parts = {"uri": "urn:ep:8", "type": "composite", "headline": "All of it"}
    found = [*ninjs.read_item({**parts, "associations": {"a": FIRST, "b": picture}}, "")]
    assert [part.name for part in found] == ["association 1"]
    listed = [*ninjs.read_item({**parts, "associations": [SECOND, SECOND]}, "4")]
    assert [part.name for part in listed] == ["4.1", "4.2"]


def test_an_item_without_text_is_told():
    record = {"uri": "urn:ep:9", "type": "picture", "headline": "Boats", "pubStatus": "usable"}
    ((_, error),) = articles_in(json.dumps(record).encode(), "a.json")
    assert error.code == "R132"
    assert "picture" in error.message


@pytest.mark.parametrize(
    "record",
    [
        {"uri": "x", "text": "The harbour is shut.", "headline": "a", "located": "b"},
        {"uri": "x", "title": "t", "url": "u"},
        {"uri": 5, "bodies": []},
    ],
)
def test_other_records_are_not_taken_for_ninjs(record):
    assert not ninjs.is_ninjs(record)


@pytest.mark.parametrize(
    "wrong",
    [
        {"bodies": "x"},
        {"bodies": [1, {"value": 2}]},
        {"headlines": {"a": 1}},
        {"byline": 5},
        {"language": 7},
        {"versionCreated": "9999-99-99"},
        {"copyrightHolder": {"name": "x"}},
        {"associations": [None, 3]},
        {"title": ["x"]},
    ],
)
def test_fields_of_the_wrong_kind_do_no_harm(wrong):
    article = only(ninjs.read_item({**FIRST, **wrong}, ""))
    assert "No ferry left." in article.text
