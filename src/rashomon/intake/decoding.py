"""Bytes of a text file, decoded. The text is never altered: line ends stay, only a BOM goes."""

from __future__ import annotations

import codecs
from typing import NamedTuple

from rashomon.errors import IntakeError

# UTF-32 stands first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What English text in Windows-1252 holds beyond ASCII: marks, and letters of borrowed names.
_WESTERN = frozenset(
    "“”‘’–—…•€£¥¢©®™°·§«»½¼¾×\u00a0áàâäãåçéèêëíìîïñóòôöõøúùûüÁÀÂÄÅÇÉÈÍÑÓÖØÚÜßæÆœŒšž"
)
_CONTROLS = frozenset(range(32)) - {9, 10, 11, 12, 13, 26, 27}
_FEW_CONTROLS = 0.02
_SAMPLE = 1 << 16


class Decoded(NamedTuple):
    """A text, and the encoding it was in."""

    text: str
    encoding: str


def decode(data: bytes) -> Decoded:
    """Decodes the bytes of a text file.

    A byte order mark decides, then UTF-8 where the bytes are valid. English in Windows-1252 (and
    so Latin-1) is told by its few characters beyond ASCII; charset-normalizer tells the rest.

    Raises IntakeError: R105 where the bytes are no text, R101 where no encoding fits.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return Decoded(_strictly(data[len(mark) :], encoding), encoding)
    if 0 in data:
        encoding = _utf_16_without_mark(data)
        return Decoded(_strictly(data, encoding), encoding)
    if _share_of_controls(data[:_SAMPLE]) > _FEW_CONTROLS:
        raise _binary()
    try:
        return Decoded(data.decode(), "utf-8")
    except UnicodeDecodeError:
        return _decode_legacy(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError(
            "R101",
            f"could not decode it as {encoding.upper()} (byte {error.start}); save it as UTF-8",
        ) from None
    if "\0" in text:
        raise _binary()
    return text


def _binary() -> IntakeError:
    return IntakeError("R105", "this is a binary file, not text; save the report as plain text")


def _share_of_controls(data: bytes) -> float:
    return sum(byte in _CONTROLS for byte in data) / max(len(data), 1)


def _utf_16_without_mark(data: bytes) -> str:
    """Gives the byte order of UTF-16 whose characters are mostly Latin: every other byte is 0."""
    sample = data[:_SAMPLE]
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    half = len(sample) / 2
    if len(data) % 2 == 0 and max(low, high) > 0.7 * half and min(low, high) < 0.05 * half:
        return "utf-16-le" if high > low else "utf-16-be"
    raise _binary()


def _decode_legacy(data: bytes) -> Decoded:
    for encoding in ("windows-1252", "latin-1"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if all(char in _WESTERN for char in set(text) if char > "\x7f"):
            return Decoded(text, encoding)
    # Asked last, for short English texts with curly quotes look to it like other code pages.
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise IntakeError("R101", "could not decode it: no known encoding fits; save it as UTF-8")
    return Decoded(str(best), best.encoding.replace("_", "-"))
