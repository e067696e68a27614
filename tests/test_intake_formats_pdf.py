"""PDF files."""

import pytest
from intake_parts import only, refused, shown

from rashomon.intake.formats import pdf
from rashomon.intake.formats.pdf_layout import HYPHEN, Line, paragraphs


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
