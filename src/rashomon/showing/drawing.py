"""The drawings of the report, as SVG made with drawsvg: who rests on whom, and when.

They are told apart by line, shape and letter, never by colour alone; colours come from the page's
style sheet, so that they follow dark mode and print. Beside each drawing stands a table that says
the same. Units are those of the drawing's own view box (CSS pixels at full size).
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence

import drawsvg

from rashomon.showing.model import LineageRow, TimelineRow
from rashomon.showing.outlets import Source
from rashomon.showing.safe import shorten, visible

SIZE = 13
LANE = 34
_BOX_WIDTH = 220
_BOX_HEIGHT = 34
_ROW = 56
_GAP = 210
_MARGIN = 8
_BEND = 46
_LETTERS = 28
_LETTER = 7.2
_DATE_ROW = 26
_LANE_HEAD = 30


def canvas(width: float, height: float, *, told: str, name: str) -> drawsvg.Drawing:
    """Gives an empty drawing that a screen reader names by `told`."""
    # drawsvg escapes text and titles, but writes attributes as they come.
    named = html.escape(visible(told))
    return drawsvg.Drawing(
        round(width), round(height), origin=(0, 0), class_=name, role="img", aria_label=named
    )


def svg(drawing: drawsvg.Drawing) -> str:
    """Gives a drawing as an SVG element to stand inside HTML."""
    return str(drawing.as_svg(header="", skip_js=True, skip_css=True))


def label(words: str, x: float, y: float, *, anchor: str = "start", name: str = "") -> drawsvg.Text:
    """Gives words in a drawing, at their vertical middle."""
    named = {"class_": name} if name else {}
    return drawsvg.Text(
        visible(words), SIZE, x, y, text_anchor=anchor, dominant_baseline="central", **named
    )


def lanes(
    drawing: drawsvg.Drawing, sources: Sequence[Source], *, left: float, top: float, bottom: float
) -> dict[str, float]:
    """Draws a line with a letter above it for each report; gives where, by the reports' ids."""
    places = {source.report: left + LANE * (n + 0.5) for n, source in enumerate(sources)}
    for source in sources:
        x = places[source.report]
        drawing.append(label(source.key, x, 12, anchor="middle", name="letter"))
        drawing.append(drawsvg.Line(x, top, x, bottom, class_="lane"))
    return places


def draw_lineage(rows: Sequence[LineageRow], sources: Sequence[Source]) -> str | None:
    """Gives the drawing of who rests on whom, or None where there is nothing to draw.

    Agencies and other sources stand on the left, reports on the right; a line leads from the one
    that rests on another to that other.
    """
    if not rows:
        return None
    reports = [source.name for source in sources]
    ends = [name for row in rows for name in (row.origin, row.target)]
    outside = [name for name in dict.fromkeys(ends) if name not in reports]
    right = _MARGIN + (_BOX_WIDTH + _GAP if outside else 0)
    places = {name: (right, _ROW * n) for n, name in enumerate(reports)}
    places |= {name: (_MARGIN, _ROW * n) for n, name in enumerate(outside)}
    bows = [
        abs(places[row.origin][1] - places[row.target][1]) / _ROW
        for row in rows
        if places[row.origin][0] == places[row.target][0]
    ]
    drawing = canvas(
        right + _BOX_WIDTH + _BEND * (max(bows, default=0) + 1) ** 0.5 + 4 * _MARGIN,
        _ROW * max(len(reports), len(outside)),
        told="Who rests on whom; the table says the same",
        name="lineage",
    )
    tip = drawsvg.Marker(
        0,
        -4,
        8,
        4,
        1.5,
        orient="auto-start-reverse",
        id="tip",
        refX=8,
        markerUnits="userSpaceOnUse",
    )
    tip.append(drawsvg.Lines(0, -4, 8, 0, 0, 4, close=True, class_="tip"))
    for row in rows:
        _edge(drawing, row, places, tip)
    keys = {source.name: source.key for source in sources}
    for name, (x, y) in places.items():
        _box(drawing, name, keys.get(name), x, y + (_ROW - _BOX_HEIGHT) / 2)
    return svg(drawing)


def _box(drawing: drawsvg.Drawing, name: str, key: str | None, x: float, y: float) -> None:
    group = drawsvg.Group()
    group.append_title(visible(name))
    kind = "box report" if key else "box"
    group.append(drawsvg.Rectangle(x, y, _BOX_WIDTH, _BOX_HEIGHT, rx=3, class_=kind))
    middle = y + _BOX_HEIGHT / 2
    if key:
        group.append(label(key, x + 14, middle, anchor="middle", name="letter"))
    shown = shorten(visible(name), _LETTERS - 2 * bool(key))
    centre = x + _BOX_WIDTH / 2 + (10 if key else 0)
    group.append(label(shown, centre, middle, anchor="middle"))
    drawing.append(group)


def _edge(
    drawing: drawsvg.Drawing,
    row: LineageRow,
    places: Mapping[str, tuple[float, float]],
    tip: drawsvg.Marker,
) -> None:
    (from_x, from_top), (to_x, to_top) = places[row.origin], places[row.target]
    start, end = from_top + _ROW / 2, to_top + _ROW / 2
    # Who rests on the same source as another does not rest on that other: no arrow.
    ends = {} if row.kind == "same-source" else {"marker_end": tip}
    if from_x == to_x:
        # Two in one column: a bow at its right side, the wider the further apart they are.
        x = from_x + _BOX_WIDTH
        bend = x + _BEND * (abs(start - end) / _ROW + (row.kind == "copies")) ** 0.5 * 1.3
        path = drawsvg.Path(class_=f"edge {row.kind}", **ends)
        path.M(x, start).C(bend, start, bend, end, x, end)
        place = (x + (bend - x) * 0.75, (start + end) / 2)
    else:
        leftwards = to_x < from_x
        start_x = from_x if leftwards else from_x + _BOX_WIDTH
        end_x = to_x + _BOX_WIDTH if leftwards else to_x
        middle = (start_x + end_x) / 2
        path = drawsvg.Path(class_=f"edge {row.kind}", **ends)
        path.M(start_x, start).C(middle, start, middle, end, end_x, end)
        place = (middle, (start + end) / 2)
    path.append_title(visible(f"{row.origin} {row.told} {row.target}"))
    drawing.append(path)
    if row.share:
        drawing.append(label(row.share, *place, anchor="middle", name="share"))


def draw_timeline(rows: Sequence[TimelineRow], sources: Sequence[Source]) -> str | None:
    """Gives the drawing of which report gives which date, or None where there is none.

    Dates from top to bottom, one lane a report, a dot where the report gives the date.
    """
    if not rows:
        return None
    left = 2 * _MARGIN + _LETTER * max(len(row.when) for row in rows)
    height = _LANE_HEAD + _DATE_ROW * len(rows) + _MARGIN
    drawing = canvas(
        left + LANE * len(sources) + _MARGIN,
        height,
        told="Which report gives which date; the table says the same",
        name="dates",
    )
    places = lanes(drawing, sources, left=left, top=_LANE_HEAD - 6, bottom=height)
    for n, row in enumerate(rows):
        y = _LANE_HEAD + _DATE_ROW * (n + 0.5)
        drawing.append(label(row.when, left - _MARGIN, y, anchor="end"))
        given = {cut.source.report for cut in row.cuts}
        given |= {echo.source.report for cut in row.cuts for echo in cut.also}
        for report, x in places.items():
            if report in given:
                drawing.append(drawsvg.Circle(x, y, 5, class_="dot"))
    return svg(drawing)
