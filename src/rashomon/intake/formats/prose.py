"""A text put together paragraph by paragraph, with the zones that its source marks."""

from __future__ import annotations

import re

from rashomon.report import Zone, ZoneKind

_SPACE = re.compile(r"[^\S\n]+")
_BLANK = re.compile(r" ?\n(?: ?\n)+ ?")
_BREAK = re.compile(r" ?\n ?")
# What no text file holds: NULs, other controls, and halves of UTF-16 characters.
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def clean(words: str) -> str:
    """Gives words on one line, without controls and without space around them."""
    return " ".join(_CONTROLS.sub("", words).split())


class Prose:
    """Takes paragraphs and gives their text; blank lines part them. Offsets are code points.

    A `dateline` that the source keeps apart is put before the first words of the report, as
    wires run it, unless they begin with its place already.
    """

    def __init__(self, *, dateline: str | None = None) -> None:
        self._dateline = clean(dateline or "").rstrip(" -–—")
        self._paragraphs: list[str] = []
        self._zones: list[Zone] = []
        self._length = 0

    def add(self, words: str, kind: ZoneKind | None = None) -> None:
        """Adds a paragraph, or several where blank lines part them, as a zone of `kind`.

        Space is folded; single line breaks stay. Nothing is added where there are no words.
        """
        words = _SPACE.sub(" ", _CONTROLS.sub("", words.replace("\r\n", "\n").replace("\r", "\n")))
        for paragraph in _BLANK.split(words):
            self._add_one(_BREAK.sub("\n", paragraph.strip()), kind)

    def _add_one(self, paragraph: str, kind: ZoneKind | None) -> None:
        if not paragraph:
            return
        if kind is None:
            paragraph = self._after_dateline(paragraph)
        start = self._length + (2 if self._paragraphs else 0)
        self._paragraphs.append(paragraph)
        self._length = start + len(paragraph)
        if kind is not None:
            self._zones.append(Zone(kind=kind, start=start, end=self._length))

    def _after_dateline(self, paragraph: str) -> str:
        dateline, self._dateline = self._dateline, ""
        place = dateline.partition(",")[0].partition("(")[0].strip().casefold()
        if not dateline or paragraph.lstrip("( ").casefold().startswith(place):
            return paragraph
        return f"{dateline} — {paragraph}"

    @property
    def text(self) -> str:
        """The text so far."""
        return "\n\n".join(self._paragraphs)

    @property
    def zones(self) -> tuple[Zone, ...]:
        """The zones so far, in order."""
        return tuple(self._zones)
