"""Where several cuts of one utterance differ, word by word."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

import msgspec

from rashomon.showing.model import Cut, Echo
from rashomon.showing.words import Mark, Piece, Words, pieces

# Typography is no change of words.
_TYPOGRAPHY = str.maketrans("’‘“”„«»–—", '\'\'"""""--')
_TOKEN = re.compile(r"\w+(?:['’]\w+)*|[^\w\s]")
# Beyond this many words a word-by-word alignment costs more than it shows.
_TOKENS_AT_MOST = 600
# A text of which nearly every word stands in the longer one was cut from it.
_TRIMMED = 0.8


class _Changes(msgspec.Struct):
    """Tokens by index: of the left replaced or dropped, of the right new or after a drop."""

    replaced: set[int]
    lacking: set[int]
    right: set[int]
    dropped: set[int]


def mark_changes(cuts: Sequence[Words], *, alike: float = 0.5) -> list[Words]:
    """Marks, word by word, where cuts of one utterance differ; context is left out of it.

    The first is the base: in it a word is marked that another cut has replaced, or that most
    others lack; in every other cut a word that the base lacks, and a place where words of the
    base were dropped. A cut that
    shares less than `alike` of its words with the base, and is not cut from it, is left unmarked:
    it is another wording, not the same with changes.
    """
    if len(cuts) < 2:
        return list(cuts)
    base, *others = cuts
    base_tokens = _tokens(base)
    base_changed: set[int] = set()
    lacking: Counter[int] = Counter()
    aligned = 0
    marked = []
    for other in others:
        tokens = _tokens(other)
        changes = _changes(base_tokens, tokens, alike)
        if changes is None:
            marked.append(other)
            continue
        aligned += 1
        base_changed |= changes.replaced
        lacking.update(changes.lacking)
        marked.append(_mark(other, tokens, changes.right, changes.dropped))
    base_changed |= {token for token, times in lacking.items() if 2 * times > aligned}
    return [_mark(base, base_tokens, base_changed, set()), *marked]


def plain(text: str) -> str:
    """Gives text as it counts when words are compared: no case, no typography, single spaces."""
    return " ".join(text.casefold().translate(_TYPOGRAPHY).split())


def compared(texts: Iterable[str]) -> str:
    """Gives words in pieces as they are held against others: plain, without marks at their ends."""
    return plain(" ".join(texts)).strip(' .,"')


def with_echo(first: Cut, other: Cut) -> Cut:
    """Gives a cut with another report named that has the same words."""
    if other.source in first.sources:
        return first
    chain = other.said.chain if other.said else None
    echo = Echo(source=other.source, place=other.place, chain=chain)
    return msgspec.structs.replace(first, also=(*first.also, echo))


def _marks(stretch: Words) -> list[Mark]:
    return [piece.mark for piece in stretch.pieces for _ in piece.text]


def _tokens(stretch: Words) -> list[re.Match[str]]:
    marks = _marks(stretch)
    return [token for token in _TOKEN.finditer(stretch.text) if marks[token.start()] != "context"]


def _changes(
    left: Sequence[re.Match[str]], right: Sequence[re.Match[str]], alike: float
) -> _Changes | None:
    if max(len(left), len(right)) > _TOKENS_AT_MOST:
        return None
    matcher = SequenceMatcher(
        None,
        [plain(token.group()) for token in left],
        [plain(token.group()) for token in right],
        autojunk=False,
    )
    kept = sum(block.size for block in matcher.get_matching_blocks())
    trimmed = kept >= _TRIMMED * min(len(left), len(right))
    if not trimmed and 2 * kept < alike * (len(left) + len(right)):
        return None
    changes = _Changes(replaced=set(), lacking=set(), right=set(), dropped=set())
    for operation, left_from, left_to, right_from, right_to in matcher.get_opcodes():
        if operation == "equal":
            continue
        only_left = _worded(left, left_from, left_to)
        only_right = _worded(right, right_from, right_to)
        changes.right |= only_right
        if only_right:
            changes.replaced |= only_left
        elif only_left:
            changes.lacking |= only_left
            changes.dropped.add(right_to)
    return changes


def _worded(tokens: Sequence[re.Match[str]], start: int, end: int) -> set[int]:
    """Tokens start to end, if there is a word among them: a comma alone is no change."""
    if any(token.group()[0].isalnum() for token in tokens[start:end]):
        return set(range(start, end))
    return set()


def _mark(
    cut: Words, tokens: Sequence[re.Match[str]], changed: set[int], dropped: set[int]
) -> Words:
    marks = _marks(cut)
    for index in changed:
        joined = index - 1 in changed
        start = tokens[index - 1].end() if joined else tokens[index].start()
        for place in range(start, tokens[index].end()):
            if marks[place] == "":
                marks[place] = "changed"
    made = pieces(cut.text, marks)
    for index in sorted(dropped, reverse=True):
        place = tokens[index].start() if index < len(tokens) else _last_end(tokens)
        made = _with_gap(made, place)
    return msgspec.structs.replace(cut, pieces=made)


def _last_end(tokens: Sequence[re.Match[str]]) -> int:
    return tokens[-1].end() if tokens else 0


def _with_gap(made: tuple[Piece, ...], place: int) -> tuple[Piece, ...]:
    """Puts the mark for dropped words at an offset, dividing the piece that it falls in."""
    gap = Piece("", "dropped")
    position = 0
    for index, piece in enumerate(made):
        inside = place - position
        if inside <= len(piece.text):
            head, rest = piece.text[:inside], piece.text[inside:]
            parts = (Piece(head, piece.mark), gap, Piece(rest, piece.mark))
            kept = tuple(part for part in parts if part.text or part is gap)
            return (*made[:index], *kept, *made[index + 1 :])
        position += len(piece.text)
    return (*made, gap)
