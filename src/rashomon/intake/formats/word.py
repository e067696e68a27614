"""Word documents (.docx, Office Open XML)."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.exceptions import OpcError
from lxml import etree

from rashomon.errors import IntakeError
from rashomon.intake.article import Article
from rashomon.intake.formats.prose import Prose, clean
from rashomon.intake.formats.xml_documents import name_of
from rashomon.intake.limits import FREE_EXPANSION
from rashomon.intake.metadata import Metadata
from rashomon.report import ZoneKind

READER = f"python-docx {docx.__version__}"
_MAIN = "word/document.xml"
# Parts of a paragraph that are no running text: deletions, old places of moved text, the second
# copy of a text box, notes' marks, comments' marks, field codes.
_UNSEEN = frozenset(("del", "moveFrom", "Fallback", "instrText", "footnoteReference", "pPr", "rPr"))
_BREAKS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_VALUE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}val"
_FAULTS = (
    zipfile.BadZipFile, OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError,
    OSError, EOFError, NotImplementedError, RuntimeError, IndexError, struct.error, zlib.error,
)  # fmt: skip


def read(data: bytes, name: str) -> Iterator[Article]:
    """Gives the text of a Word document as its last reader left it: changes are taken as accepted.

    Headers, footers, notes and comments are left out. `extra` keeps what the document says of its
    making; its author is who typed it, not who signs the report.

    Raises IntakeError: R131 where it declares entities, R132 where it holds no text, R139 where it
    unpacks to too much, R140 where it is encrypted, R148 where it is broken.
    """
    _check(data)
    try:
        document = docx.Document(io.BytesIO(data))
        prose, title = _prose(document)
    except _FAULTS as error:
        reason = clean(str(error))[:120]
        raise IntakeError("R148", f"this Word file is broken ({reason}); save it again") from None
    if not any(map(str.isalnum, prose.text)):
        raise IntakeError("R132", "there is no text in this Word file")
    known = Metadata(title=title, extra=_properties(document))
    yield Article(text=prose.text, reader=READER, known=known, zones=prose.zones)


def _check(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            infos = package.infolist()
            head = _head(package)
    except _FAULTS as error:
        reason = clean(str(error))[:120]
        raise IntakeError("R148", f"this Word file is broken ({reason}); save it again") from None
    if all(info.filename != _MAIN for info in infos):
        raise IntakeError("R132", "this Office file is no Word document; give its text instead")
    if b"<!DOCTYPE" in head:
        # Office Open XML has none, and entities come in no other way.
        raise IntakeError("R131", "it declares XML entities, which are not read; save it again")
    if any(info.flag_bits & 1 for info in infos):
        raise IntakeError("R140", "it is encrypted; save it without a password")
    if sum(info.file_size for info in infos) > max(FREE_EXPANSION, 20 * len(data)):
        raise IntakeError("R139", "it unpacks to far more than a document holds; save it as .txt")
    if any(info.file_size > FREE_EXPANSION for info in infos if info.filename.endswith(".xml")):
        raise IntakeError("R139", "its text is larger than 50 MB; save it in parts")


def _head(package: zipfile.ZipFile) -> bytes:
    if _MAIN not in package.namelist() or package.getinfo(_MAIN).flag_bits & 1:
        return b""
    with package.open(_MAIN) as file:
        return file.read(1 << 16)


def _prose(document: Document) -> tuple[Prose, str | None]:
    """Gives the text of the body, and the title where a paragraph has that style."""
    prose = Prose()
    title = None
    styles = {style.style_id: (style.name or "").lower() for style in document.styles}
    for paragraph in document.element.body.iter("{*}p"):
        if name_of(paragraph) != "p" or _is_copy(paragraph):
            continue
        words = _words(paragraph)
        kind = _kind(styles.get(_style(paragraph), ""))
        if kind == "title" and title is None and not prose.text:
            title = clean(words) or None
        prose.add(words, kind)
    return prose, title


def _is_copy(paragraph: etree._Element) -> bool:
    return any(name_of(above) in _UNSEEN for above in paragraph.iterancestors())


def _style(paragraph: etree._Element) -> str:
    style = paragraph.find("{*}pPr/{*}pStyle")
    return style.get(_VALUE, "") if style is not None else ""


def _kind(style: str) -> ZoneKind | None:
    if style.startswith(("title", "heading")):
        return "title"
    return "caption" if style.startswith("caption") else None


def _words(paragraph: etree._Element) -> str:
    """Gives the words of a paragraph, without those of paragraphs in it (text boxes)."""
    pieces: list[str] = []
    pending = [*reversed(paragraph)]
    while pending:
        node = pending.pop()
        name = name_of(node)
        if name in _UNSEEN or name in ("p", ""):
            continue
        if name == "t":
            pieces.append(node.text or "")
        elif name in _BREAKS:
            pieces.append(_BREAKS[name])
        else:
            pending.extend(reversed(node))
    return "".join(pieces)


def _properties(document: Document) -> dict[str, str]:
    try:
        core = document.core_properties
        said = {
            "documentTitle": core.title,
            "documentAuthor": core.author,
            "documentCreated": core.created and core.created.isoformat(),
            "documentModified": core.modified and core.modified.isoformat(),
        }
    except _FAULTS:
        return {}
    return {key: clean(str(value)) for key, value in said.items() if value}
