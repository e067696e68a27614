"""Two small charts, as SVG made with drawsvg: what each report covers, and what it calls things.

As in `rashomon.showing.drawing`: shapes and letters, no colour alone, a table beside each.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

import drawsvg

from rashomon.showing.drawing import LANE, canvas, label, lanes, svg
from rashomon.showing.model import CoverageRow, FramingRow
from rashomon.showing.outlets import Source
from rashomon.showing.safe import shorten, visible
from rashomon.showing.wording import STANDINGS

_SQUARE = 16
_STEP = 19
_KEY = 30
_BAND = 18
_LABEL_LETTERS = 44
_LETTER = 7.0
_ROW = 24
_DOT = 4.5


def draw_coverage(rows: Sequence[CoverageRow], sources: Sequence[Source]) -> str | None:
    """Gives the matrix of claims (columns, as in the table) and reports, or None without claims.

    A full square: the report states the claim; a half one: it credits it to somebody; a dashed
    one: something in it comes near; an empty one: it leaves it out. What stands
    together in `rows` under one standing is one band.
    """
    if not rows:
        return None
    bands = [
        (STANDINGS[standing], len(list(together)))
        for standing, together in groupby(rows, key=lambda row: row.row.standing)
    ]
    end = _KEY + _STEP * len(rows)
    drawing = canvas(
        end + _LETTER * len(bands[-1][0]),
        _BAND + _STEP * len(sources) + 2,
        told="Which report carries which claim; the table says the same",
        name="covers",
    )
    x = float(_KEY)
    for words, number in bands:
        band = _STEP * number
        if x + band >= end or band > _LETTER * len(words):
            drawing.append(label(words, x, 7, name="band"))
        x += band
    for line, source in enumerate(sources):
        y = _BAND + _STEP * line + _SQUARE / 2
        drawing.append(label(source.key, 10, y, anchor="middle", name="letter"))
    for cover in ("absent", "unclear", "attributes", "states"):
        squares, halves = (drawsvg.Path(class_=name) for name in (f"square {cover}", "half"))
        for column, row in enumerate(rows):
            for line, covered in enumerate(row.covers):
                x, y = _KEY + _STEP * column, _BAND + _STEP * line
                if covered == cover:
                    squares.M(x, y).h(_SQUARE).v(_SQUARE).h(-_SQUARE).Z()
                    halves.M(x, y + _SQUARE).h(_SQUARE).v(-_SQUARE).Z()
        drawing.append(squares)
        if cover == "attributes":
            drawing.append(halves)
    return svg(drawing)


def draw_framing(row: FramingRow, sources: Sequence[Source]) -> str:
    """Gives the words that reports use for one actor: a dot where one does, its number in it."""
    words = list(dict.fromkeys(text.casefold() for one in row.called for text, _ in one.labels))
    shown = {text.casefold(): text for one in reversed(row.called) for text, _ in one.labels}
    longest = max(min(len(shown[one]), _LABEL_LETTERS) for one in words)
    left = _LETTER * longest + 20
    height = _ROW * (len(words) + 1)
    drawing = canvas(
        left + LANE * len(sources) + 4,
        height,
        told=f"What each report calls {row.actor}; the table says the same",
        name="called",
    )
    places = lanes(drawing, sources, left=left, top=_ROW, bottom=height)
    for line, one in enumerate(words):
        y = _ROW * (line + 1.5)
        drawing.append(
            label(shorten(visible(shown[one]), _LABEL_LETTERS), left - 12, y, anchor="end")
        )
        for called in row.called:
            number = sum(n for text, n in called.labels if text.casefold() == one)
            if number:
                x = places[called.source.report]
                drawing.append(drawsvg.Circle(x, y, _DOT + (5 if number > 1 else 0), class_="dot"))
            if number > 1:
                drawing.append(label(str(number), x, y, anchor="middle", name="count"))
    return svg(drawing)
