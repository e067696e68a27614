"""Findings as W3C Web Annotations (JSON-LD), for tools that place notes on texts.

Follows the Web Annotation Data Model (W3C Recommendation, 23 February 2017): every target is a
report's text with a TextPositionSelector (code points, end exclusive) and a TextQuoteSelector, with
the words around it where the text has the same words more than once. The source of a target names
the text itself by its hash (RFC 6920), since offsets hold for that text and not for the web page it
came from; the page, where there is one, is the target's scope.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from rashomon.comparing.comparison import Comparison, Passage, ReportSpan, Side, StoryStatement
from rashomon.reading.reading import Reading, Statement
from rashomon.report import Report, Span
from rashomon.showing.lookup import Lookup
from rashomon.showing.outlets import web_address

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_AROUND = 32


def web_annotations(results: Comparison | Sequence[Reading]) -> dict[str, Any]:
    """Gives an AnnotationCollection: claims, statements and differences, each with its targets.

    A claim is a schema.org Claim under its permanent anchor, for example `#claim-c1`. Readings
    have statements alone.
    """
    if isinstance(results, Comparison):
        lookup = Lookup(results)
        items = [*_claims(lookup), *_statements(lookup), *_differences(lookup)]
    else:
        items = [item for reading in results for item in _reading(reading)]
    return {
        "@context": CONTEXT,
        "type": "AnnotationCollection",
        "label": "Findings of Rashomon; made by a machine, not confirmed by a person",
        "total": len(items),
        "first": {"type": "AnnotationPage", "startIndex": 0, "items": items},
    }


def to_jsonld(results: Comparison | Sequence[Reading]) -> bytes:
    """Gives the annotations as one JSON-LD document in ASCII."""
    return json.dumps(web_annotations(results), separators=(",", ":")).encode("ascii")


def to_script(comparison: Comparison) -> str:
    """Gives the annotations to stand inside an HTML script element, which nothing in them ends."""
    return to_jsonld(comparison).decode("ascii").replace("<", "\\u003c")


def _claims(lookup: Lookup) -> Iterable[dict[str, Any]]:
    for claim in lookup.comparison.claims:
        identity = f"#{lookup.anchors[claim.id]}"
        yield {
            "type": "Annotation",
            "motivation": "linking",
            "body": [
                {"id": identity, "type": "schema:Claim", "schema:text": claim.gist},
                _classified(claim.shown),
            ],
            "target": [_target(lookup.reports[p.report], p) for p in claim.passages],
        }


def _statements(lookup: Lookup) -> Iterable[dict[str, Any]]:
    for statement in lookup.comparison.statements:
        yield _statement(lookup.reports[statement.report], statement, lookup.names)


def _reading(reading: Reading) -> Iterable[dict[str, Any]]:
    names = {actor.id: actor.name for actor in reading.actors}
    for statement in reading.statements:
        yield _statement(reading.report, statement, names)


def _statement(
    report: Report, statement: Statement | StoryStatement, names: Mapping[str, str]
) -> dict[str, Any]:
    body = [_classified(f"{statement.act}, {statement.manner}")]
    if statement.speaker:
        name = names.get(statement.speaker, statement.speaker)
        body.insert(0, {"type": "TextualBody", "purpose": "identifying", "value": name})
    return {
        "type": "Annotation",
        "motivation": "identifying",
        "body": body,
        "target": [_target(report, piece) for piece in statement.content],
    }


def _differences(lookup: Lookup) -> Iterable[dict[str, Any]]:
    for one in lookup.comparison.differences:
        kind = f"{one.type}, {one.subtype}" if one.subtype else one.type
        told = {"type": "TextualBody", "purpose": "describing", "value": one.explanation}
        yield {
            "type": "Annotation",
            "motivation": "describing",
            "body": [told, _classified(kind)],
            "target": [_target(lookup.reports[side.report], side) for side in one.sides],
        }


def _classified(value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": "classifying", "value": value}


def _target(report: Report, spot: Passage | ReportSpan | Side | Span) -> dict[str, Any]:
    text, start, end = report.text, spot.start, spot.end
    quote = {"type": "TextQuoteSelector", "exact": text[start:end]}
    if text.find(text[start:end]) < start or text.find(text[start:end], start + 1) >= 0:
        quote["prefix"] = text[max(start - _AROUND, 0) : start]
        quote["suffix"] = text[end : end + _AROUND]
    digest = base64.urlsafe_b64encode(bytes.fromhex(report.sha256)).decode("ascii").rstrip("=")
    target: dict[str, Any] = {
        "source": f"ni:///sha-256;{digest}",
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            quote,
        ],
    }
    page = web_address(report.url)
    if page:
        target["scope"] = page
    return target
