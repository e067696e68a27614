"""PDF: the running text of a document set in lines and pages. Pictures of text are not read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.formats.pdf_layout import HYPHEN, Line, headline, paragraphs, without_margins
from rashomon.intake.formats.prose import Prose, clean
from rashomon.intake.metadata import Metadata

READER = f"pypdfium2 {pypdfium2.PYPDFIUM_INFO}"
_MOST_PAGES = 500
_MOST_CHARACTERS = 2_000_000
_BREAK = "\r\n"


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the text of a PDF file: paragraphs rebuilt, hyphens at line ends and running heads out.

    The largest line of the first page, where it stands out, is the title. `extra` keeps what the
    file says of its making. Note R149 says where a very long file was cut short.

    Raises IntakeError: R140 where it is encrypted, R145 where it has no text, only pictures of it,
    R148 where it is broken.
    """
    document = _opened(data)
    try:
        pages, is_whole = _pages(document)
        known = {field: clean(value) for field, value in document.get_metadata_dict().items()}
    except (pypdfium2.PdfiumError, ValueError, AssertionError) as error:
        raise _broken(error) from None
    finally:
        document.close()
    lines = without_margins(pages)
    title = headline(lines)
    prose = Prose()
    for paragraph, is_title in paragraphs(lines, title):
        prose.add(paragraph, "title" if is_title else None)
    if not any(map(str.isalnum, prose.text)):
        raise IntakeError(
            "R145", "its pages are pictures without text; put it through text recognition (OCR)"
        )
    said = {
        "documentTitle": known.get("Title"),
        "documentAuthor": known.get("Author"),
        "documentCreated": known.get("CreationDate"),
        "documentModified": known.get("ModDate"),
    }
    notes = () if is_whole else (("R149", "it is very long: only its first part is read"),)
    yield Article(
        text=prose.text,
        reader=READER,
        known=Metadata(
            title=clean(" ".join(line.text for line in title)) or None,
            extra={field: value for field, value in said.items() if value},
        ),
        zones=prose.zones,
        notes=notes,
    )


def _opened(data: bytes) -> Any:  # noqa: ANN401 - pypdfium2 has no types
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if "password" in str(error).lower():
            raise IntakeError("R140", "it is encrypted; save it without a password") from None
        raise _broken(error) from None


def _broken(error: Exception) -> IntakeError:
    return IntakeError("R148", f"this PDF file is broken ({clean(str(error))[:100]}); get it again")


def _pages(document: Any) -> tuple[list[list[Line]], bool]:  # noqa: ANN401
    """Gives the lines of each page, and whether that is all of the document."""
    pages: list[list[Line]] = []
    characters = 0
    for number in range(min(len(document), _MOST_PAGES)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            # One page can't be read; the others can.
            continue
        text_page = page.get_textpage()
        characters += text_page.count_chars()
        pages.append([*_lines(text_page, number)] if characters <= _MOST_CHARACTERS else [])
        text_page.close()
        page.close()
        if characters > _MOST_CHARACTERS:
            return pages, False
    return pages, len(document) <= _MOST_PAGES


def _lines(text_page: Any, page: int) -> Iterator[Line]:  # noqa: ANN401
    """Gives the lines of a page with where they stand, in the order in which they are written."""
    text = text_page.get_text_range(errors="replace")
    start = 0
    for words in text.split(_BREAK):
        end = start + len(words)
        if words.strip():
            first = _box(text_page, start + len(words) - len(words.lstrip()))
            last = _box(text_page, start + len(words.rstrip()) - 1)
            yield Line(
                text=words.strip().replace("\x02", HYPHEN),
                page=page,
                left=first[0],
                right=last[2],
                top=first[1],
                bottom=last[1],
                size=round(first[3] - first[1], 1),
            )
        start = end + len(_BREAK)


def _box(text_page: Any, position: int) -> tuple[float, float, float, float]:  # noqa: ANN401
    """Gives the left, bottom, right and top of a character of the page's text, in points."""
    index = pdfium.FPDFText_GetCharIndexFromTextIndex(text_page, position)
    try:
        left, bottom, right, top = text_page.get_charbox(max(index, 0), loose=True)
    except pypdfium2.PdfiumError:
        return (0.0, 0.0, 0.0, 0.0)
    return left, bottom, right, top
