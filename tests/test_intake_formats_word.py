"""Word files."""

import io
import zipfile

import docx
import pytest
from intake_parts import only, refused, shown

from rashomon.intake.contents import articles_in
from rashomon.intake.formats import word


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
