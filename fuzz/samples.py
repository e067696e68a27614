"""Small sound inputs of each kind, from which damaged ones are made. All words are invented."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import tarfile
import zipfile

WORDS = (
    "The harbour of Tamsin was closed on Monday after a spill of oil, its mayor said. “We will "
    "open it when the water is clean,” Ana Ruiz told reporters. More than 200 boats wait outside."
)
TEXT = f"Harbour of Tamsin closed\n\nTAMSIN, March 4 (AFP) — {WORDS}\n\n{WORDS}\n"
HTML = f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Harbour -
Herald</title><link rel="canonical" href="https://herald.example/harbour"><meta
property="og:site_name"
content="Herald"><meta property="article:published_time" content="2019-03-04T10:00:00Z">
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle",
"headline":"Harbour","datePublished":"2019-03-04","author":[{{"@type":"Person","name":"Ana Ruiz"}}],
"isBasedOn":"https://post.example/a","correction":"A date was wrong"}}</script></head><body>
<nav><a href="/">Home</a></nav><article><h1>Harbour of Tamsin closed</h1><p class="byline">By Ana
Ruiz</p><figure><img src="a.jpg"><figcaption>The harbour</figcaption></figure><p>{WORDS}</p>
<blockquote><p>{WORDS}</p></blockquote><ul><li>One</li><li>Two</li></ul><p>{WORDS}</p></article>
<footer>© Herald</footer></body></html>"""
RSS = f"""<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Herald</title><language>en</language><item><title>Harbour</title><guid>1</guid>
<link>https://herald.example/harbour</link><pubDate>Mon, 04 Mar 2019 10:00:00 GMT</pubDate>
<dc:creator>Ana Ruiz</dc:creator><source url="https://post.example/rss">Post</source>
<description>{WORDS}</description><content:encoded><![CDATA[<p>{WORDS}</p>]]></content:encoded>
</item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Herald</title><entry><id>1</id>
<title type="html">Harbour &amp;amp; oil</title><link href="https://herald.example/a"/>
<updated>2019-03-04T10:00:00Z</updated><author><name>Ana Ruiz</name></author>
<source><title>Post</title></source><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">
<p>{WORDS}</p></div></content></entry></feed>"""
OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Feeds</title></head><body>
<outline text="News"><outline type="rss" text="Herald" xmlUrl="https://herald.example/rss"/>
</outline></body></opml>"""
NITF = f"""<?xml version="1.0"?><nitf version="-//IPTC//DTD NITF 3.6//EN"><head><title>Harbour
</title><docdata management-status="usable"><doc-id id-string="1" regsrc="MNA"/><date.issue
norm="20190304T100000Z"/><ed-msg info="adds mayor"/><du-key key="harbour" version="2"/></docdata>
</head><body><body.head><hedline><hl1>Harbour</hl1></hedline><byline>By <person>Ana Ruiz</person>
</byline><dateline><location>Tamsin</location></dateline></body.head><body.content><p>{WORDS}</p>
<media><media-caption>The harbour</media-caption></media><p>{WORDS}</p></body.content></body>
</nitf>"""
NEWSML = f"""<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:1"
version="2" standard="NewsML-G2" xml:lang="en"><itemMeta><itemClass qcode="ninat:text"/><provider
literal="MNA"/><versionCreated>2019-03-04T10:00:00Z</versionCreated><pubStatus qcode="stat:usable"/>
<edNote>adds mayor</edNote></itemMeta><contentMeta><headline>Harbour</headline><by>Ana Ruiz</by>
<located literal="Tamsin"/><infoSource literal="Post"/></contentMeta><contentSet><inlineXML
contenttype="application/xhtml+xml"><html xmlns="http://www.w3.org/1999/xhtml"><body><p>{WORDS}</p>
</body></html></inlineXML></contentSet></newsItem>"""
MAIL = f"""From: Herald <desk@herald.example>
To: reader@post.example
Subject: =?utf-8?q?Harbour_of_Tamsin?=
Date: Mon, 04 Mar 2019 10:00:00 +0000
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b1"

--b1
Content-Type: text/plain; charset=utf-8; format=flowed
Content-Transfer-Encoding: quoted-printable

{WORDS}=20
--b1
Content-Type: text/html; charset=iso-8859-1
Content-Disposition: attachment; filename="a.html"
Content-Transfer-Encoding: base64

PGh0bWw+PHA+VGhlIGhhcmJvdXIgb2YgVGFtc2luIHdhcyBjbG9zZWQgb24gTW9uZGF5LjwvcD48L2h0bWw+
--b1--
"""
MARKDOWN = f"""---
title: Harbour of Tamsin closed
outlet: Herald
published: 2019-03-04
authors: [Ana Ruiz]
---
# Harbour of Tamsin closed

{WORDS}

> {WORDS}

1. One
2. *Two* [three](https://herald.example)

| a | b |
|---|---|
| 1 | 2 |
"""
_RECORD = {
    "id": "a",
    "text": TEXT,
    "outlet": "Herald",
    "url": "https://herald.example/harbour",
    "title": "Harbour of Tamsin closed",
    "published": "2019-03-04",
    "authors": ["Ana Ruiz"],
    "language": "en",
    "desk": {"beat": [1, 2.5, None, True]},
}
_NINJS = {
    "uri": "urn:1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "versionCreated": "2019-03-04T10:00:00Z",
    "headlines": [{"role": "main", "value": "Harbour"}],
    "bodies": [{"contentType": "application/xhtml+xml", "value": f"<p>{WORDS}</p>"}],
    "infoSources": [{"name": "Post"}],
    "associations": [{"uri": "urn:2", "bodies": [{"value": WORDS}]}],
    "located": "Tamsin",
}
_NINJS_1 = {"uri": "urn:1", "body_xhtml": f"<p>{WORDS}</p>", "headline": "Harbour", "byline": "A B"}
_JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "Herald",
    "items": [{"id": "1", "url": "https://herald.example/a", "content_html": f"<p>{WORDS}</p>"}],
}
CSV = f"""id,outlet,title,published,text
1,Herald,Harbour,2019-03-04,"{WORDS}"
2,Post,Port,,"x ""y\""\"
"""


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False).encode()


def _warc() -> bytes:
    http = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + HTML.encode()
    head = (
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        b"WARC-Target-URI: https://herald.example/harbour\r\nWARC-Date: 2019-03-04T10:00:00Z\r\n"
        b"Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n"
    )
    return head % len(http) + http + b"\r\n\r\n"


def _zip(files: dict[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name, (2019, 3, 4, 10, 0, 0)), content, method)
    return out.getvalue()


def _tar(files: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


_WORD_PARTS = {
    "[Content_Types].xml": b"""<?xml version="1.0"?><Types
xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels"
ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override
PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.\
wordprocessingml.document.main+xml"/></Types>""",
    "_rels/.rels": b"""<?xml version="1.0"?><Relationships
xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
Target="word/document.xml"/></Relationships>""",
    "word/document.xml": f"""<?xml version="1.0"?><w:document
xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{WORDS}
</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p></w:body></w:document>""".encode(),
}


def word_file(document: bytes | None = None) -> bytes:
    """Gives a Word file, with other XML for its document where some is given."""
    parts = dict(_WORD_PARTS)
    if document is not None:
        parts["word/document.xml"] = document
    return _zip(parts)


def _pdf() -> bytes:
    page = f"BT /F1 12 Tf 72 720 Td ({WORDS[:80]}) Tj 0 -14 Td (It was said on Mon-) Tj ET".encode(
        "latin-1", "replace"
    )
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(page), page),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    return out + b"trailer<</Size 6/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start


def _parquet() -> bytes:
    import pyarrow
    import pyarrow.parquet

    out = io.BytesIO()
    table = pyarrow.table({"text": [TEXT, WORDS], "outlet": ["Herald", None], "n": [1, 2]})
    pyarrow.parquet.write_table(table, out)
    return out.getvalue()


_FILES = {"a/one.txt": TEXT.encode(), "two.html": HTML.encode(), "r.jsonl": _json(_RECORD)}


def samples() -> dict[str, list[bytes]]:
    """Gives sound inputs by the name of their reader, as `rashomon.intake.kinds` has it."""
    archive = _tar(_FILES)
    return {
        "plain:read": [TEXT.encode(), TEXT.encode("utf-16"), MARKDOWN.encode(), WORDS.encode()],
        "html:read": [HTML.encode(), f"<p>{WORDS}</p>".encode()],
        "records:read_json": [_json(_RECORD), _json([_RECORD, _NINJS]), _json(_NINJS_1)],
        "records:read_lines": [b"\n".join([_json(_RECORD), _json(_NINJS), _json({"html": HTML})])],
        "feeds:read_json_feed": [_json(_JSON_FEED)],
        "feeds:read": [RSS.encode(), ATOM.encode()],
        "opml:read": [OPML.encode()],
        "newsml:read": [NEWSML.encode()],
        "nitf:read": [NITF.encode()],
        "mail:read": [MAIL.encode(), MAIL.replace("\n", "\r\n").encode()],
        "markdown:read": [MARKDOWN.encode()],
        "tables:read_csv": [CSV.encode(), CSV.replace(",", "\t").encode()],
        "tables:read_parquet": [_parquet()],
        "word:read": [word_file()],
        "pdf:read": [_pdf()],
        "warc:read": [_warc() * 2, gzip.compress(_warc(), mtime=0) * 2],
        "archives:read_zip": [_zip(_FILES), _zip(_FILES, zipfile.ZIP_DEFLATED)],
        "archives:read_tar": [archive],
        "archives:read_gzip": [
            gzip.compress(TEXT.encode(), mtime=0),
            gzip.compress(archive, 1, mtime=0),
        ],
        "archives:read_bzip2": [bz2.compress(TEXT.encode())],
        "archives:read_xz": [lzma.compress(TEXT.encode())],
    }
