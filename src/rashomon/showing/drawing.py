"""Where things stand in the two drawings: who rests on whom, and which report gives which date.

Only positions and words; the renderer writes them as SVG. Units are those of the drawing's own
view box. Each drawing has a table beside it that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from rashomon.comparing.comparison import LineageKind
from rashomon.showing.model import LineageRow, TimelineRow
from rashomon.showing.outlets import Source
from rashomon.showing.safe import shorten, visible

_BOX_WIDTH = 210
_BOX_HEIGHT = 34
_ROW = 58
_GAP = 220
_MARGIN = 8
_BEND = 70
_LETTERS = 28
_LANE = 34
_LETTER = 7.5
_DATE_ROW = 26
_LANE_HEAD = 30


class Box(msgspec.Struct, frozen=True, kw_only=True):
    """A report or a source."""

    name: str
    label: str
    x: float
    y: float
    report: bool


class Edge(msgspec.Struct, frozen=True, kw_only=True):
    """A line from one that rests on another, as an SVG path; `label` stands at (x, y)."""

    path: str
    kind: LineageKind
    told: str
    label: str
    x: float
    y: float


class LineageDrawing(msgspec.Struct, frozen=True, kw_only=True):
    """Sources on the left, reports on the right, a line for each who rests on whom."""

    width: float
    height: float
    box_width: float
    box_height: float
    boxes: tuple[Box, ...]
    edges: tuple[Edge, ...]


class Dot(msgspec.Struct, frozen=True, kw_only=True):
    """A report gives a date."""

    x: float
    y: float


class TimelineDrawing(msgspec.Struct, frozen=True, kw_only=True):
    """Dates from top to bottom, one lane a report; dates end at `label`."""

    width: float
    height: float
    label: float
    lanes: tuple[tuple[str, float], ...]
    dates: tuple[tuple[str, float], ...]
    dots: tuple[Dot, ...]


def draw_lineage(rows: Sequence[LineageRow], sources: Sequence[Source]) -> LineageDrawing | None:
    """Gives the drawing of who rests on whom, or None where there is nothing to draw."""
    if not rows:
        return None
    reports = [source.name for source in sources]
    ends = [name for row in rows for name in (row.origin, row.target)]
    outside = [name for name in dict.fromkeys(ends) if name not in reports]
    left = _MARGIN
    right = left + _BOX_WIDTH + _GAP if outside else left
    boxes = {
        **_column(reports, right, report=True),
        **_column(outside, left, report=False),
    }
    rows_high = max(len(reports), len(outside))
    return LineageDrawing(
        width=right + _BOX_WIDTH + 1.4 * _BEND + _MARGIN,
        height=rows_high * _ROW,
        box_width=_BOX_WIDTH,
        box_height=_BOX_HEIGHT,
        boxes=tuple(boxes.values()),
        edges=tuple(_edge(row, boxes[row.origin], boxes[row.target]) for row in rows),
    )


def draw_timeline(rows: Sequence[TimelineRow], sources: Sequence[Source]) -> TimelineDrawing | None:
    """Gives the drawing of which report gives which date, or None where there is none."""
    if not rows:
        return None
    left = 2 * _MARGIN + _LETTER * max(len(row.when) for row in rows)
    lanes = {source.report: left + _LANE * (place + 0.5) for place, source in enumerate(sources)}
    dates = [(row.when, _LANE_HEAD + _DATE_ROW * (place + 0.5)) for place, row in enumerate(rows)]
    dots: list[Dot] = []
    for row, (_, y) in zip(rows, dates, strict=True):
        given = {source for cut in row.cuts for source in (cut.source.report,)}
        dots.extend(Dot(x=x, y=y) for report, x in lanes.items() if report in given)
    return TimelineDrawing(
        width=left + _LANE * len(sources) + _MARGIN,
        height=_LANE_HEAD + _DATE_ROW * len(rows) + _MARGIN,
        label=left - _MARGIN,
        lanes=tuple((source.key, lanes[source.report]) for source in sources),
        dates=tuple(dates),
        dots=tuple(dots),
    )


def _column(names: Sequence[str], x: float, *, report: bool) -> dict[str, Box]:
    return {
        name: Box(
            name=name,
            label=shorten(visible(name), _LETTERS),
            x=x,
            y=_ROW * place + (_ROW - _BOX_HEIGHT) / 2,
            report=report,
        )
        for place, name in enumerate(names)
    }


def _edge(row: LineageRow, origin: Box, target: Box) -> Edge:
    start_y = origin.y + _BOX_HEIGHT / 2
    end_y = target.y + _BOX_HEIGHT / 2
    if origin.report == target.report:
        # Two in one column: a bow at its right side.
        x = origin.x + _BOX_WIDTH
        bend = x + _BEND * (1.2 if row.kind == "copies" else 0.8)
        path = f"M{x} {start_y} C{bend} {start_y} {bend} {end_y} {x} {end_y}"
        place = (x + _BEND, (start_y + end_y) / 2)
    else:
        start_x = origin.x if origin.report else origin.x + _BOX_WIDTH
        end_x = target.x + _BOX_WIDTH if origin.report else target.x
        middle = (start_x + end_x) / 2
        path = f"M{start_x} {start_y} C{middle} {start_y} {middle} {end_y} {end_x} {end_y}"
        place = (middle, (start_y + end_y) / 2)
    return Edge(
        path=path,
        kind=row.kind,
        told=f"{row.origin} {row.told} {row.target}",
        label=row.share or "",
        x=place[0],
        y=place[1],
    )
