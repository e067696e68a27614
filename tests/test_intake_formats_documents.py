"""PDF, Word, mail, Markdown and tables."""

import csv
import datetime
import io
import sys
import zipfile

import docx
import pytest

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Unread
from rashomon.intake.contents import articles_in
from rashomon.intake.formats import mail, markdown, pdf, tables, word
from rashomon.intake.formats.pdf_layout import HYPHEN, Line, paragraphs


def only(parts):
    (part,) = parts
    return part


def shown(article, kind):
    return [article.text[zone.start : zone.end] for zone in article.zones if zone.kind == kind]


def refused(parts):
    with pytest.raises(IntakeError) as caught:
        list(parts)
    return caught.value.code


# PDF.


def made_pdf(*pages, info=b""):
    """Makes a PDF of lines (x, y, size, words); the smallest file that readers accept."""
    objects = [b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    kids = []
    for lines in pages:
        marks = b"".join(
            b"BT /F1 %d Tf %d %d Td (%s) Tj ET\n" % (size, x, y, words.encode("cp1252"))
            for x, y, size, words in lines
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(marks), marks))
        objects.append(
            b"<< /Type /Page /Parent 999 0 R /MediaBox [0 0 612 792] /Contents %d 0 R"
            b" /Resources << /Font << /F1 1 0 R >> >> >>" % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    count = len(objects)
    objects = [part.replace(b"999 0 R", b"%d 0 R" % (count + 1)) for part in objects]
    objects.append(b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids)))
    objects.append(b"<< /Type /Catalog /Pages %d 0 R >>" % (count + 1))
    objects.append(b"<< %s >>" % info)
    data, offsets = b"%PDF-1.4\n", []
    for number, part in enumerate(objects, start=1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    data += b"trailer << /Size %d /Root %d 0 R /Info %d 0 R >>\n" % (
        len(objects) + 1, count + 2, count + 3,
    )  # fmt: skip
    return data + b"startxref\n%d\n%%%%EOF" % start


def page(number, *lines):
    head = (72, 760, 9, f"The Harbour News   {number} March")
    return [head, *lines, (300, 40, 9, f"Page {number} of 2")]


NEWSPAPER = made_pdf(
    page(
        1,
        (72, 700, 20, "Harbour shut after storm"),
        (72, 670, 11, "PORTMOUTH - The harbour was shut on Tuesday for an inspec-"),
        (72, 656, 11, "tion of its old walls. The director said the long-"),
        (72, 642, 11, "standing plan was under way. Nobody was hurt, he said."),
        (90, 628, 11, "A second paragraph begins here with an indent and goes on"),
        (72, 614, 11, "until the foot of the page, where the sentence"),
    ),
    page(
        2,
        (72, 700, 11, "ends, as the long-standing custom is. Then come the last"),
        (72, 686, 11, "words."),
        (72, 650, 11, "A third paragraph stands below a gap."),
    ),
    info=b"/Title (Microsoft Word - x) /Author (typist)",
)


def test_a_pdf_gives_paragraphs_without_running_heads_and_parted_words():
    article = only(pdf.read(NEWSPAPER, "a.pdf"))
    assert article.text.split("\n\n") == [
        "Harbour shut after storm",
        "PORTMOUTH - The harbour was shut on Tuesday for an inspection of its old walls. The "
        "director said the long-standing plan was under way. Nobody was hurt, he said.",
        "A second paragraph begins here with an indent and goes on until the foot of the page, "
        "where the sentence ends, as the long-standing custom is. Then come the last words.",
        "A third paragraph stands below a gap.",
    ]


def test_the_largest_line_of_a_pdf_is_its_title():
    article = only(pdf.read(NEWSPAPER, "a.pdf"))
    assert article.known.title == "Harbour shut after storm"
    assert shown(article, "title") == ["Harbour shut after storm"]
    assert article.known.extra["documentAuthor"] == "typist"
    assert article.known.authors == ()


def line(text, top, *, left=72.0, right=500.0, size=10.0, page=0):
    return Line(
        text=text, page=page, left=left, right=right, top=top, bottom=top, size=size
    )  # fmt: skip


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("the exam", "ple was", "the example was"),
        ("an Anglo", "American pact", "an Anglo-American pact"),
        ("from 2019", "2020 on", "from 2019-2020 on"),
        ("a well", "known man, as well-known as", "a well-known man, as well-known as"),
    ],
)
def test_words_parted_at_line_ends_are_joined_as_they_are_written(first, second, expected):
    lines = [line(f"{first}{HYPHEN}{second}", 700)]
    assert next(paragraphs(lines))[0] == expected
    lines = [line(f"{first}-", 700), line(second, 688)]
    assert next(paragraphs(lines))[0] == expected


def test_columns_do_not_break_a_sentence():
    lines = [
        line("The harbour was shut on", 100, right=290),
        line("Tuesday and the", 88, right=290),
        line("ferries stayed there.", 700, left=320, right=540),
    ]
    assert [words for words, _ in paragraphs(lines)] == [
        "The harbour was shut on Tuesday and the ferries stayed there."
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (made_pdf([]), "R145"),
        (b"%PDF-1.4\n", "R148"),
        (NEWSPAPER[:200], "R148"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 100, "R148"),
        (NEWSPAPER.replace(b"/Info", b"/Encrypt << /Filter /Standard /V 1 >> /Info"), "R140"),
    ],
)
def test_broken_and_empty_pdfs_are_told(data, code):
    assert refused(pdf.read(data, "a.pdf")) == code


# Word.


def made_docx(build):
    document = docx.Document()
    build(document)
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def report(document):
    document.core_properties.author = "typist"
    document.sections[0].header.paragraphs[0].text = "RUNNING HEAD"
    document.add_heading("Harbour shut", 0)
    document.add_paragraph("The harbour was ").add_run("shut").bold = True
    document.add_heading("No ferry", 2)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "ferries", "12"
    document.add_paragraph("Boats on Monday.", style="Caption")
    document.add_paragraph("Nobody was hurt.")


def test_a_word_file_gives_its_body_in_order_with_its_zones():
    article = only(word.read(made_docx(report), "a.docx"))
    assert article.text.split("\n\n") == [
        "Harbour shut", "The harbour was shut", "No ferry", "ferries", "12", "Boats on Monday.",
        "Nobody was hurt.",
    ]  # fmt: skip
    assert article.known.title == "Harbour shut"
    assert shown(article, "title") == ["Harbour shut", "No ferry"]
    assert shown(article, "caption") == ["Boats on Monday."]
    assert article.known.extra["documentAuthor"] == "typist"
    assert article.known.authors == ()


def changed(data, change):
    """Gives a Word file whose main part was changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w") as new:
        for info in old.infolist():
            content = old.read(info)
            new.writestr(info, change(content) if info.filename == "word/document.xml" else content)
    return buffer.getvalue()


def test_tracked_changes_are_read_as_accepted():
    run = b"<w:r><w:t>Nobody was hurt.</w:t></w:r>"
    tracked = (
        b'<w:ins w:id="1" w:author="x"><w:r><w:t>Two people were hurt.</w:t></w:r></w:ins>'
        b'<w:del w:id="2" w:author="x"><w:r><w:delText>Nobody was hurt.</w:delText></w:r></w:del>'
    )
    data = changed(made_docx(report), lambda content: content.replace(run, tracked))
    assert only(word.read(data, "a.docx")).text.endswith("\n\nTwo people were hurt.")


def test_a_word_file_is_known_whatever_its_name():
    for name in ("a.docx", "a.zip", "a", "a.pdf"):
        ((_, article),) = articles_in(made_docx(report), name)
        assert article.reader.startswith("python-docx")


def test_word_bombs_and_broken_files_are_refused():
    whole = made_docx(report)
    bomb = changed(whole, lambda content: content + b" " * 60_000_000)
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(bomb)) as old:
        content = old.read("word/document.xml")
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", content)
    assert refused(word.read(buffer.getvalue(), "a.docx")) == "R139"
    assert refused(word.read(whole[:2000], "a.docx")) == "R148"
    assert refused(word.read(changed(whole, lambda content: content[:200]), "a.docx")) == "R148"
    assert refused(word.read(made_docx(lambda document: None), "a.docx")) == "R132"
    sheet = io.BytesIO()
    with zipfile.ZipFile(sheet, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    assert refused(word.read(sheet.getvalue(), "a.docx")) == "R132"


@pytest.mark.parametrize("place", range(45, 400, 25))
def test_no_damaged_byte_of_a_word_file_goes_uncoded(place):
    data = bytearray(made_docx(report))
    data[data.index(b"word/document.xml") + place] ^= 0xFF
    assert refused(word.read(bytes(data), "a.docx")) == "R148"


def test_entities_in_a_word_file_are_not_read():
    def attack(content):
        end = content.index(b"?>") + 2
        doctype = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        return content[:end] + doctype + content[end:].replace(b"Nobody was", b"&x; was")

    assert refused(word.read(changed(made_docx(report), attack), "a.docx")) == "R131"


# Mail.

HEADERS = """From: "Harbour Press Office" <press@harbour.example>
Subject: =?utf-8?q?Caf=C3=A9?= and harbour shut
Date: Tue, 05 Mar 2024 10:00:00 +0100
Message-ID: <1@harbour.example>
MIME-Version: 1.0
"""


def made_mail(rest):
    return (HEADERS + rest).encode()


def test_a_plain_mail_gives_its_text_sender_subject_and_date():
    data = made_mail(
        "Content-Type: text/plain; charset=utf-8\n\nThe harbour is shut.\n\nNo ferry.\n"
    )
    article = only(mail.read(data, "a.eml"))
    assert article.text == "The harbour is shut.\n\nNo ferry."
    known = article.known
    assert (known.title, known.outlet) == ("Café and harbour shut", "Harbour Press Office")
    assert known.published == "2024-03-05T10:00:00+01:00"
    assert known.extra["messageId"] == "<1@harbour.example>"


def test_plain_text_goes_before_html_and_html_is_read_where_there_is_none():
    def alternative(*parts):
        body = "".join(f"--B\nContent-Type: {kind}\n\n{text}\n" for kind, text in parts)
        return made_mail(f"Content-Type: multipart/alternative; boundary=B\n\n{body}--B--\n")

    html = ("text/html", "<p>The <b>harbour</b>.</p><p>No ferry.</p>")
    assert only(mail.read(alternative(html), "a")).text == "The harbour.\n\nNo ferry."
    assert only(mail.read(alternative(("text/plain", "Plain."), html), "a")).text == "Plain."
    assert only(mail.read(alternative(("text/plain", " "), html), "a")).text.startswith("The")


def test_lines_that_the_format_wraps_are_joined():
    data = made_mail(
        "Content-Type: text/plain; format=flowed\n\nThe harbour \nis shut.\nNo ferry.\n"
    )
    assert only(mail.read(data, "a.eml")).text == "The harbour is shut.\nNo ferry."


def test_attachments_are_read_by_their_kind_and_pictures_are_not():
    body = (
        "--B\nContent-Type: text/plain\n\nSee below.\n"
        "--B\nContent-Type: application/octet-stream\n"
        'Content-Disposition: attachment; filename="release.txt"\n\nThe harbour is shut.\n'
        "--B\nContent-Type: image/png\nContent-Disposition: attachment; filename=a.png\n\nxx\n"
        "--B\nContent-Type: message/rfc822\n\n"
        "Subject: Inner\nFrom: a@b.example\n\nNo ferry left.\n--B--\n"
    )
    data = made_mail(f"Content-Type: multipart/mixed; boundary=B\n\n{body}")
    found = dict(articles_in(data, "a.eml"))
    assert [*found] == ["a.eml", "a.eml:release.txt", "a.eml:attachment 4"]
    assert found["a.eml:release.txt"].known.outlet == "Harbour Press Office"
    inner = found["a.eml:attachment 4"]
    assert (inner.text, inner.known.title) == ("No ferry left.", "Inner")
    assert inner.known.published is None


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain; charset=none-such",
        "Content-Type: text/plain; charset=\xff",
        "Content-Type: text/plain; " + "a*0=b; " * 20_000,
        "Content-Transfer-Encoding: base99",
        "X-Long: " + "a,\n " * 100_000,
        "Subject: " + "=?utf-8?q?" * 20_000,
        "Date: Tue, 05 Mar 9999 99:99:99",
        f"Date: Tue, 05 Mar {'9' * 30} 10:00:00 +0000",
    ],
)  # fmt: skip
def test_no_header_breaks_a_mail(header):
    data = f"{header}\n\nThe harbour is shut.\n".encode()
    assert only(mail.read(data, "a.eml")).text == "The harbour is shut."


def test_invalid_bytes_and_nuls_in_a_mail_do_no_harm():
    data = made_mail("Content-Type: text/plain; charset=utf-8\n\nThe harb\xffour\0 is shut.\n")
    assert "is shut." in only(mail.read(data, "a.eml")).text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"Subject: x\n\n", "R132"),
        (b"", "R132"),
        (b"\n--x" * 20_000, "R139"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n)
         for n in range(3000)), "R139"),
    ],
)  # fmt: skip
def test_mails_without_text_or_with_too_many_parts_are_told(data, code):
    assert refused(mail.read(data, "a.eml")) == code


# Markdown.


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


# Tables.


def made_csv(*rows, **options):
    buffer = io.StringIO()
    csv.writer(buffer, **options).writerows(rows)
    return buffer.getvalue().encode()


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_csv_gives_a_report_a_row_and_keeps_other_columns(delimiter, end):
    data = made_csv(
        ["id", "Title", "text", "desk"],
        ["a", "It's, \"shut\"; 'so'", "The harbour, it's said;\nis shut | off.\t.", "ports"],
        ["b", "x" * 10, "“Quoted,” she said, “and' on.”", ""],
        delimiter=delimiter,
        lineterminator=end,
    )
    first, second = tables.read_csv(data, "a.csv")
    assert first.text.replace("\r\n", "\n") == "The harbour, it's said;\nis shut | off.\t."
    assert (first.known.id, first.known.title) == ("a", "It's, \"shut\"; 'so'")
    assert first.known.extra == {"desk": "ports"}
    assert (first.reader, second.known.extra) == ("CSV", {})


def test_a_row_without_text_costs_only_itself():
    first, second = tables.read_csv(made_csv(["id", "text"], ["a", " "], ["b", "x"], []), "a.csv")
    assert isinstance(first, Unread)
    assert first.error.code == "R144"
    assert second.text == "x"


def test_a_long_report_fits_in_a_cell_and_the_limit_of_csv_is_as_before():
    before = csv.field_size_limit()
    article = only(tables.read_csv(made_csv(["text"], ["word " * 100_000]), "a.csv"))
    assert len(article.text) == 500_000
    assert csv.field_size_limit() == before


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"id,title\na,b\n", "R143"),
        (b"", "R143"),
        (b'text\n"' + b"x" * 20_000_001, "R130"),
        (b"text\na\0b\n", "R105"),
    ],
)
def test_tables_that_hold_no_reports_are_told(data, code):
    assert refused(tables.read_csv(data, "a.csv")) == code


def test_csv_in_another_encoding_is_read_and_said():
    (article,) = tables.read_csv("text\n“Café” shut\n".encode("cp1252"), "a.csv")
    assert article.text == "“Café” shut"
    assert [code for code, _ in article.notes] == ["R123"]


def made_parquet(rows):
    pyarrow = pytest.importorskip("pyarrow")
    from pyarrow import parquet

    buffer = io.BytesIO()
    parquet.write_table(pyarrow.Table.from_pylist(rows), buffer)
    return buffer.getvalue()


def test_parquet_gives_a_report_a_row():
    when = datetime.datetime(2024, 3, 5, 10, tzinfo=datetime.UTC)
    data = made_parquet(
        [
            {"text": "The harbour is shut.", "published": when, "authors": ["Ann"], "n": 1},
            {"text": None, "published": None, "authors": None, "n": 2},
        ]
    )
    (_, article), (_, error) = articles_in(data, "a.parquet")
    assert isinstance(article, Article)
    assert (article.text, article.reader) == ("The harbour is shut.", "Parquet")
    assert article.known.published == "2024-03-05T10:00:00Z"
    assert (article.known.authors, article.known.extra) == (("Ann",), {"n": 1})
    assert error.code == "R144"


def test_parquet_that_is_broken_or_without_text_is_told():
    data = made_parquet([{"text": "The harbour is shut." * 20}])
    assert refused(tables.read_parquet(data[:100], "a")) == "R148"
    assert refused(tables.read_parquet(b"PAR1" + bytes(500) + b"PAR1", "a")) == "R148"
    assert refused(tables.read_parquet(made_parquet([{"words": "x"}]), "a")) == "R143"


def test_parquet_without_its_extra_names_it(monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(IntakeError, match=r"rashomon\[parquet\]") as caught:
        list(tables.read_parquet(b"PAR1", "a"))
    assert caught.value.code == "R142"
