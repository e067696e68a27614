"""What one report says, as findings that are spans over its text."""

from __future__ import annotations

from typing import Literal

import msgspec
import msgspec.structs

from rashomon.report import Report, Span

ActorKind = Literal["person", "organization", "place", "group"]
Act = Literal["speech", "writing", "thought"]
Manner = Literal["direct", "indirect", "mixed"]
TimeKind = Literal["date", "time", "duration", "set"]
Bound = Literal["exact", "at least", "at most", "about", "more than", "fewer than"]


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A person, organization, place or group that the report mentions.

    `name` is the fullest proper name the report gives; for an unnamed source ("a senior
    official") it is that description and `named` is False. `aliases` are its other names,
    `role` the description that the report gives ("Kremlin spokesman").
    """

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    aliases: tuple[str, ...] = ()
    role: str | None = None
    named: bool = True


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """Words or thoughts that the report credits to somebody.

    `content` excludes the outer quotation marks and may be in pieces. `speaker` is an actor's
    id, `via` the chain of actors it came through, outermost first. `confidence` is how likely
    the statement is one that an annotator marks, `speaker_confidence` how likely its speaker is
    the one that the annotator names, both 0 to 1.
    """

    id: str
    manner: Manner
    act: Act
    content: tuple[Span, ...]
    confidence: float
    source: Span | None = None
    cue: Span | None = None
    speaker: str | None = None
    speaker_confidence: float | None = None
    via: tuple[str, ...] = ()


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A time expression and its value in EDTF, "XXXX-12-13" where the year is unknown."""

    start: int
    end: int
    value: str
    kind: TimeKind


class Quantity(msgspec.Struct, frozen=True, kw_only=True):
    """A figure: its value (or range), bound, unit, and the words that say what is counted."""

    start: int
    end: int
    value: float
    bound: Bound
    low: float | None = None
    high: float | None = None
    unit: str | None = None
    of: str | None = None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    """What could not be read or decided, with a coded reason."""

    code: str
    message: str
    report: str | None = None


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """One report, read."""

    report: Report
    sentences: tuple[Span, ...]
    actors: tuple[Actor, ...]
    statements: tuple[Statement, ...]
    times: tuple[Time, ...]
    quantities: tuple[Quantity, ...]
    notes: tuple[Note, ...] = ()

    def of(self, report: Report) -> Reading:
        """Gives this reading as that of a report with the same text, under an id of its own."""
        notes = tuple(
            msgspec.structs.replace(note, report=report.id) if note.report else note
            for note in self.notes
        )
        return msgspec.structs.replace(self, report=report, notes=notes)

    def actor(self, identity: str) -> Actor:
        """Gives the actor with this id. Raises KeyError where there is none."""
        for actor in self.actors:
            if actor.id == identity:
                return actor
        raise KeyError(identity)
