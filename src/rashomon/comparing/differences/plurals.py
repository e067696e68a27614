"""One in one report, several in the other: "hit an officer", "hitting officers"."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from rashomon.comparing.differences.finding import difference
from rashomon.comparing.differences.sentence import ReadSentence, SentencePair
from rashomon.comparing.differences.words import FUNCTION_WORDS, stem
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

# Acts are compared by the verb's stem; verbs of one class are one act.
_CLASSES = (
    "hit slap punch kick beat strike struck push shove attack assault assaulting attacking",
    "kill murder shoot shot slay execute",
    "arrest detain jail hold held seize",
    "issue send sent receive get got",
)
_ACT = {stem(word): f"class {n}" for n, words in enumerate(_CLASSES) for word in words.split()}
# How far before a noun its verb stands: "punched and kicked two Israeli soldiers".
_REACH = 4
_CERTAINTY = 0.5
_TIME_UNITS = frozenset("second minute hour day night week month year decade time".split())


class Thing(msgspec.Struct, frozen=True):
    """A noun with the acts told before it; `several` says that it stands in the plural."""

    noun: str
    acts: frozenset[str]
    several: bool
    span: Span


def plural_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds what was done to one thing in one sentence, and to several in the other."""
    if pair.twins:
        return
    ours, theirs = _things(pair.left), _things(pair.right)
    for left in ours:
        for right in theirs:
            if left.noun != right.noun or left.several == right.several:
                continue
            if not left.acts & right.acts or _both(ours, left.noun) or _both(theirs, left.noun):
                continue
            yield difference(
                pair, "number", left.span, right.span, subtype="scope", certainty=_CERTAINTY
            )
            return


def _both(things: list[Thing], noun: str) -> bool:
    """Says whether a sentence tells of one and of several itself."""
    return len({thing.several for thing in things if thing.noun == noun}) > 1


def _things(sentence: ReadSentence) -> list[Thing]:
    found: list[Thing] = []
    for k, word in enumerate(sentence.words):
        if word.form in FUNCTION_WORDS or word.form[0].isdigit():
            continue
        several = word.form.endswith("s") and not word.form.endswith(("ss", "us", "is", "'s"))
        before = sentence.words[max(0, k - _REACH) : k]
        article = next((w for w in before[::-1][:3] if w.form in {"a", "an"}), None)
        if not several and article is None:
            continue
        acts = {_ACT.get(stem(w.form), stem(w.form)) for w in before if _tells(w.form)}
        start = word.start if several or article is None else article.start
        noun = word.form[:-1] if several else word.form
        if noun in _TIME_UNITS:
            continue
        found.append(Thing(noun, frozenset(acts), several, Span(start, word.end)))
    return found


def _tells(form: str) -> bool:
    return form not in FUNCTION_WORDS and not form[0].isdigit()
