"""Whom the sources of a text mean, with all that the resolver chose among."""

from __future__ import annotations

from rashomon.reading.antecedents import describe, rank
from rashomon.reading.attribution import draft_statements
from rashomon.reading.drafts import Draft
from rashomon.reading.gathering import find_actors
from rashomon.reading.linking import join
from rashomon.reading.resolver import Resolver
from rashomon.reading.sentences import split_sentences
from rashomon.reading.speaker_confidence import describe_speaker
from rashomon.reading.speakers import resolve_with
from rashomon.reading.tagging import tag
from rashomon.report import Report, Span


class Watched(Resolver):
    """A resolver that keeps what it chose among, and how sure it was of each speaker."""

    def __init__(self, *given) -> None:
        super().__init__(*given)
        self.seen = []
        self.weighed = []

    def ranked(self, kind, source, candidates):
        rows = describe(self.scene, source.start, candidates)
        self.seen.append((kind, source, rows, [actor for actor, _ in candidates]))
        return rank(self.scene, kind, source.start, candidates)

    def confidence(self, draft, meant):
        source = self.report.show(draft.source) if draft.source else ""
        self.weighed.append((draft, meant, describe_speaker(draft, meant, source)))
        return super().confidence(draft, meant)


def watched_over(report: Report) -> tuple[Watched, list[Draft], tuple[Span, ...]]:
    """Gives the resolver of a report after its work, the report's drafts and its sentences."""
    sentences = split_sentences(report.text)
    tagged = tag(report.text, sentences)
    drafts = draft_statements(
        report, sentences, join(report.text, sentences, tagged), names=tagged.names
    )
    watched = Watched(report, sentences, find_actors(report, tagged.names))
    resolve_with(watched, sentences, drafts)
    return watched, drafts, sentences
