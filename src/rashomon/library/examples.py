"""People's judgements as examples to train and measure with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, select

from rashomon.judgement import Judged, Kept, Word, pairs_of, settle
from rashomon.library.kept import judgements_on
from rashomon.library.opening import Library
from rashomon.library.tables import reports, versions
from rashomon.library.texts import report_of_version


class Example(msgspec.Struct, frozen=True, kw_only=True):
    """Two passages of which somebody said that they make one claim or not (`label`), and so on.

    `claim`: `one` and `other` make the same claim. `speaker`: `speaker` says the passage `one`,
    which stands in `context`, the whole report. `story`: the reports `one` and `other`, given
    whole, their titles first, are of one story. `models` is the fingerprint of the models
    whose findings were judged.
    """

    kind: Literal["claim", "speaker", "story"]
    label: bool
    one: Judged
    other: Judged | None = None
    speaker: str | None = None
    context: str | None = None
    judgement: int
    by: str
    at: str
    models: str


def export_judgements(library: Library) -> list[Example]:
    """Gives the judgements that hold as examples, the oldest first.

    What was taken back, or overruled by a later judgement, is left out.
    """
    with library.reading() as connection:
        held = [kept for kept in judgements_on(connection) if kept.undone_at is None]
        return [
            *_on_pairs([kept for kept in held if kept.said in ("same", "apart")], "claim"),
            *_on_speakers(connection, [kept for kept in held if kept.said in ("right", "wrong")]),
            *(
                _with_texts(connection, example)
                for example in _on_pairs(
                    [kept for kept in held if kept.said in ("merge", "split")], "story"
                )
            ),
        ]


def _on_pairs(held: Sequence[Kept], kind: Literal["claim", "story"]) -> Iterator[Example]:
    def word(kept: Kept) -> Word[Judged]:
        together = kept.said in ("same", "merge")
        return Word(together=together, one=frozenset(kept.one), other=frozenset(kept.other))

    settled = settle(map(word, held))
    told = set()
    for kept in held:
        label = kept.said in ("same", "merge")
        for one, other in pairs_of(kept):
            pair = frozenset((one, other))
            holds = any(pair <= s for s in settled.together) if label else pair in settled.apart
            if holds and pair not in told:
                told.add(pair)
                yield _example(kept, kind=kind, label=label, one=one, other=other)


def _on_speakers(connection: Connection, held: Sequence[Kept]) -> Iterator[Example]:
    newest = {kept.one: kept for kept in held}
    for kept in newest.values():
        (one,) = kept.one
        query = select(versions.c.number).where(
            versions.c.report == one.report, versions.c.sha256 == one.sha256
        )
        context = report_of_version(
            connection, one.report, connection.execute(query).scalar_one()
        ).text
        said = [(kept.speaker, kept.said == "right"), (kept.instead, True)]
        for speaker, label in said:
            if speaker is not None:
                found = _example(kept, kind="speaker", label=label, one=one)
                yield replace(found, speaker=speaker, context=context)


def _example(
    kept: Kept,
    *,
    kind: Literal["claim", "speaker", "story"],
    label: bool,
    one: Judged,
    other: Judged | None = None,
) -> Example:
    return Example(
        kind=kind,
        label=label,
        one=one,
        other=other,
        judgement=kept.id,
        by=kept.by,
        at=kept.at,
        models=kept.models,
    )


def _with_texts(connection: Connection, example: Example) -> Example:
    one = _whole(connection, example.one.report)
    other = _whole(connection, example.other.report) if example.other else None
    return replace(example, one=one, other=other)


def _whole(connection: Connection, name: str) -> Judged:
    number = connection.execute(select(reports.c.version).where(reports.c.id == name)).scalar_one()
    report = report_of_version(connection, name, number)
    text = f"{report.title}\n{report.text}" if report.title else report.text
    return Judged(report=name, sha256=report.sha256, text=text)
