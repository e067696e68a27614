"""Examples for the description of the API: of the example story that is installed with it."""

from __future__ import annotations

from typing import Any

_STORY = {
    "id": "s86f7e437fa",
    "title": "Ferry hits pier in fog",
    "first": "2025-03-04",
    "last": "2025-03-05",
    "size": 3,
    "outlets": ["Coastal Press", "Daily Lantern", "Harbour Courier"],
    "changed": "2025-03-05T09:12:44Z",
    "figures": {
        "at": "2025-03-05T09:12:51Z",
        "compared": 3,
        "origins": 2,
        "agreed": 5,
        "one-origin": 4,
        "disputed": 2,
        "sole": 6,
    },
    "current": True,
}
STORIES: dict[str, Any] = {"items": [_STORY], "next": "WyIyMDI1LTAzLTA1IiwgInM4NmY3ZTQzN2ZhIl0"}
REPORTS: dict[str, Any] = {
    "items": [
        {
            "id": "coastal_press",
            "version": 1,
            "outlet": "Coastal Press",
            "title": "Ferry hits pier in fog",
            "published": "2025-03-04",
        }
    ]
}
FINDS: dict[str, Any] = {
    "items": [
        {
            "kind": "statement",
            "id": "coastal_press:210-262",
            "story": "s86f7e437fa",
            "text": "the ferry came in too fast",
            "report": "coastal_press",
            "outlet": "Coastal Press",
            "published": "2025-03-04",
            "speaker": "Ingrid Lindqvist",
        }
    ]
}
SPEAKERS: dict[str, Any] = {
    "items": [{"name": "Ingrid Lindqvist", "statements": 4, "reports": 3, "stories": 1}]
}
JOB: dict[str, Any] = {
    "id": "mXv0Zl3qS5oT1b2c",
    "kind": "add",
    "what": "https://herald.example/ferry",
    "by": "anna",
    "asked": "2025-03-05T09:12:40Z",
    "state": "done",
    "stage": "done",
    "done": 1,
    "total": 1,
    "result": {
        "added": [{"id": "ferry", "what": "new", "story": "s86f7e437fa", "title": "Ferry"}],
        "failed": [],
    },
    "ended": "2025-03-05T09:12:44Z",
}
CHANGES: dict[str, Any] = {
    "items": [
        {
            "id": 17,
            "at": "2025-03-05T09:12:44Z",
            "kind": "grown",
            "story": "s86f7e437fa",
            "reports": ["harbour_courier"],
            "why": "ferry, pier, fog",
            "title": "Ferry hits pier in fog",
        }
    ]
}
SENT: dict[str, Any] = {
    "an address": {"value": {"address": "https://herald.example/ferry"}},
    "a text": {
        "value": {
            "text": "The ferry hit the pier in fog, the harbour office said.",
            "title": "Ferry hits pier",
            "outlet": "Herald",
            "published": "2025-03-04",
        }
    },
}
JUDGED: dict[str, Any] = {
    "these are one claim": {
        "value": {"said": "same", "story": "s86f7e437fa", "one": "c1", "other": "c4"}
    },
    "another speaker": {
        "value": {
            "said": "wrong",
            "story": "s86f7e437fa",
            "statement": "coastal_press:210-262",
            "instead": "Ingrid Lindqvist",
        }
    },
    "two stories are one": {
        "value": {"said": "merge", "story": "s86f7e437fa", "other": "s0123456789"}
    },
}
