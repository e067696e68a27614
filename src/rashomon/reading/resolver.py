"""Whom a source means.

A source is resolved by what it is: a name, a pronoun, a role ("the minister"), a body
("Pentagon officials"), a document ("her letter"), or nothing, where a quotation goes on from the
sentence before. What can't be told stays open; an unnamed source is an actor of its own and never
a named one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec.structs

from rashomon.reading.actors import bare_name
from rashomon.reading.antecedents import Anaphor, Chosen, Fit, Scene, rank
from rashomon.reading.descriptions import (
    AGED,
    GATHERINGS,
    INDEFINITE,
    body_head,
    description_of,
    fits_body,
    fits_group,
    fits_person,
    fuller_body,
    group_head,
    holder_before,
    named_below,
    names_others,
    person_head,
    share_of,
)
from rashomon.reading.documents import (
    earlier_owner,
    later_owner,
    named_before_document,
    owner_of_document,
    writers_of,
)
from rashomon.reading.drafts import Draft
from rashomon.reading.genders import FEMALE, MALE, role_gender
from rashomon.reading.heads import named_right_before, without_examples
from rashomon.reading.named_sources import mentioned_in, named_in
from rashomon.reading.pronouns import (
    PRONOUNS,
    RELATIVE,
    SELF,
    SOME,
    he_or_she,
    it_or_they,
    named_before_who,
    speaking,
)
from rashomon.reading.reading import Actor, ActorKind
from rashomon.reading.roles import head_noun, is_plural, is_role_noun
from rashomon.reading.speaker_confidence import (
    How,
    Meant,
    describe_speaker,
    speaker_confidence,
)
from rashomon.reading.unnamed import add_actor, brought_in, described_before, named_so
from rashomon.reading.unsaid import is_forged
from rashomon.report import Report, Span

SURE_OF_SEVERAL = 0.68
"""Probability from which the ranker's choice for "it" or "they" is taken, else it stays open.

Both often mean what is no candidate, since no name was found for it."""
SURE_OF_ONE = 0.5  # the same for "he" and "she"
SURE_OF_OWNER = 0.8  # probability from which "her lawyer" is told of as Karin Holm's
OPEN = Meant(actor=None, how="open")


class Resolver:
    """Resolves the sources of one report, in the order of its text."""

    def __init__(self, report: Report, sentences: Sequence[Span], actors: Sequence[Actor]) -> None:
        self.report = report
        self.scene = Scene(report, sentences, actors)
        self.said: list[tuple[tuple[Span, ...], str]] = []
        self._chance = 1.0
        self._content: tuple[Span, ...] = ()

    @property
    def actors(self) -> dict[str, Actor]:
        """Gives the actors by their ids, with the unnamed sources found so far."""
        return self.scene.actors

    def note(self, draft: Draft, speaker: str) -> None:
        """Keeps in mind who said what, for the sources after it."""
        if draft.source is not None and draft.within is None:
            self.scene.spoken.append((draft.source.start, speaker))
        self.said.append((draft.content, speaker))

    def speaker_of(self, source: Span) -> str | None:
        """Gives the id of the actor that a source span means, None where it stays open."""
        return self.meant(source).actor

    def meant_in(self, draft: Draft) -> Meant:
        """Gives the actor that a statement's own source means, and how that was told."""
        if is_forged(self.report.text, draft.source, draft.content):
            return OPEN
        self._content = draft.content
        meant = self.meant(draft.source) if draft.source else OPEN
        self._content = ()
        return meant

    def meant(self, source: Span) -> Meant:
        """Gives the actor that a source span means, and how that was told."""
        self._chance = 1.0
        source = without_examples(self.report.text, source)
        words = self.report.show(source).strip(" ,\n\"“”'").lower().split()
        if not words:
            return OPEN
        if words[0] in RELATIVE:
            return Meant(actor=self._antecedent_before(source), how="who", chance=self._chance)
        if len(words) == 1 and words[0] in PRONOUNS:
            found = self._pronoun(words[0], source)
            how: How = "he or she" if words[0] in MALE | FEMALE else "body"
            how = "I" if words[0] in SELF else how
            return Meant(actor=found, how=how, chance=self._chance)
        steps: tuple[tuple[How, Callable[[Span], str | None]], ...] = (
            ("beside a name", self._beside_name),
            ("name", self._named),
            ("document", self._document),
            ("person", self._person),
            ("body", self._organization_again),
            ("group", self._group_again),
            ("description", self._unnamed),
        )
        for way, step in steps:
            actor = step(source)
            if actor is not None:
                return Meant(actor=actor, how=way, chance=self._chance)
            self._chance = 1.0
        return OPEN

    def described(self, source: Span) -> Meant:
        """Gives the actor that a source only describes, where whom it takes up is not sure."""
        one_word_more = len(self.report.show(source).split()) > 1
        actor = self._unnamed(source) if one_word_more else None
        return Meant(actor=actor, how="description") if actor else OPEN

    def confidence(self, draft: Draft, meant: Meant) -> float:
        """Gives how likely the speaker is right; `training.speakers` looks on here."""
        source = self.report.show(draft.source) if draft.source else ""
        return speaker_confidence(describe_speaker(draft, meant, source))

    def _beside_name(self, source: Span) -> str | None:
        return named_right_before(self.report.text, source, self.actors.values())

    def _named(self, source: Span) -> str | None:
        return named_in(self.scene, source)

    def _document(self, source: Span) -> str | None:
        """Gives whose words a document holds: "the minister's letter", then "the letter"."""
        named = named_before_document(self.report, source, mentioned_in(self.scene, source))
        if named is not None:
            return named
        owner = owner_of_document(self.report, source)
        if owner is not None and owner != source:
            return self.speaker_of(owner)
        return (
            earlier_owner(self.scene, source)
            or self._writer(source)
            or later_owner(self.scene, source)
        )

    def _writer(self, source: Span) -> str | None:
        """Gives who sent or wrote "the letter", or said something else in it, in a sentence before.

        Also in its own sentence: "The board sent the mayor a letter saying that ...".
        """
        start = self.scene.sentence_start(source.start)
        for subject, sentence in writers_of(self.scene, source):
            if subject is not None:
                return self.speaker_of(subject)
            heard = [i for place, i in self.scene.spoken if sentence.start <= place < sentence.end]
            if heard and sentence.start < start:
                return heard[-1]
        return None

    def _person(self, source: Span) -> str | None:
        """Gives the person whom a description takes up: "the minister"."""
        text = self.report.show(source).strip()
        near = [a for a in self.scene.near(source.start) if a.kind == "person" and a.named]
        if AGED.fullmatch(text):
            return self._rank("he or she", source, [(a, Fit()) for a in near])
        head = person_head(text)
        if head is None:
            return None
        found = None
        if not INDEFINITE.match(text):
            shown = role_gender(text)
            fitting = [
                (a, fits_person(self.scene, text, head, a))
                for a in near
                if not (shown and self.scene.genders.get(a.id, shown) != shown)
            ]
            found = self._rank("person", source, fitting)
        if found is None:
            self._chance = 1.0
            found = named_below(self.scene, source, head) or holder_before(self.scene, source, head)
        return found

    def _organization_again(self, source: Span) -> str | None:
        """Gives the body or state that a description takes up: "the agency", "the country"."""
        noun = body_head(self.report.show(source))
        if noun is None:
            return None
        fitting = [
            (actor, fit)
            for actor in self.scene.near(source.start)
            if (actor.named or noun in GATHERINGS)
            and (fit := fits_body(self.report, noun, actor)) is not None
        ]
        return self._rank("body", source, fitting)

    def _group_again(self, source: Span) -> str | None:
        """Gives the people without names whom a plural takes up: "the scholars"."""
        text = self.report.show(source)
        head = group_head(text)
        if head is None:
            return None
        heard = {identity for place, identity in self.scene.spoken if place < source.start}
        near = [
            (actor, fits_group(text, head, actor))
            for actor in self.scene.near(source.start)
            if actor.kind in ("group", "organization") and not names_others(text, actor)
        ]
        fitting = [(a, f) for a, f in near if f.role or (a.kind == "group" and a.id in heard)]
        found = self._rank("group", source, fitting)
        if found is None:
            return None
        known = self.actors[found]
        if known.named:
            return found
        aliases = {*known.aliases, bare_name(text)} - {known.name}
        self.actors[found] = msgspec.structs.replace(
            known,
            aliases=tuple(sorted(aliases)),
            mentions=tuple(sorted({*known.mentions, source})),
        )
        return found

    def _rank(
        self, kind: Anaphor, source: Span, candidates: Sequence[tuple[Actor, Fit]]
    ) -> str | None:
        if not candidates:
            return None
        chosen = self.ranked(kind, source, candidates)
        self._chance = chosen.probability
        return chosen.actor

    def ranked(
        self, kind: Anaphor, source: Span, candidates: Sequence[tuple[Actor, Fit]]
    ) -> Chosen:
        """Gives the likeliest candidate; `training.speakers` looks on here."""
        return rank(self.scene, kind, source.start, candidates)

    def _unnamed(self, source: Span) -> str | None:
        """Gives an actor for a source without a name: "Pentagon officials", "a witness"."""
        asked = share_of(self.report, source)
        if asked is not None and asked != source:
            return self._unnamed(asked)
        name = description_of(self.report, source, mentioned_in(self.scene, source))
        if not name:
            return None
        name = self._owned(source, name)
        first, _, last = name.rpartition(" ")
        if is_plural(last):
            name = f"{fuller_body(self.scene, first)} {last}".strip()
        body = named_so(self.scene, name)
        if body is not None:
            return body
        head = head_noun(name) or ""
        plural = is_plural(head) or not is_role_noun(head)
        kind: ActorKind = "group" if plural else "person"
        shown = bare_name(self.report.show(source))
        again = described_before(self.scene, source, name)
        if again is not None:
            return add_actor(self.scene, again.name, again.kind, source, known_as=again.id)
        return add_actor(self.scene, name, kind, source, alias=shown)

    def _owned(self, source: Span, name: str) -> str:
        """Gives a description with its owner's name where that is sure: "her lawyer"."""
        owner, _, what = self.report.show(source).partition(" ")
        if owner.lower() not in ("his", "her") or not name.endswith(what):
            return name
        before = self._chance
        pronoun = Span(source.start, source.start + len(owner))
        found = self._he_or_she(owner.lower(), pronoun)
        sure = self._chance >= SURE_OF_OWNER and not brought_in(self.scene, source)
        self._chance = before
        return f"{self.actors[found].name}'s {what}" if found and sure else name

    def _pronoun(self, word: str, source: Span) -> str | None:
        if word in SELF:
            return speaking(self.report.text, self.said, source)
        if word in MALE | FEMALE:
            found = self._he_or_she(word, source)
            return found if self._chance >= SURE_OF_ONE else None
        if word in SOME:
            return None
        kind, fitting = it_or_they(self.scene, word, source, self._content)
        found = self._rank(kind, source, fitting)
        return found if self._chance >= SURE_OF_SEVERAL else None

    def _he_or_she(self, word: str, source: Span) -> str | None:
        return self._rank("he or she", source, he_or_she(self.scene, word, source, self._content))

    def _antecedent_before(self, source: Span) -> str | None:
        actor, phrase = named_before_who(self.scene, source)
        return self.speaker_of(phrase) if phrase is not None else actor
