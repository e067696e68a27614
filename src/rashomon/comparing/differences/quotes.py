"""One utterance in two forms: words altered, words left out, or put into the reporter's own.

Utterances are taken to be one where the two sentences are linked and the same speaker stands
behind both, or where the words themselves say so. Quotations that are equal word for word are no
difference, whatever their marks and the words around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import chain

import numpy as np

from rashomon.comparing.comparison import DifferenceSubtype
from rashomon.comparing.differences.alignment import Change, Word, similarity
from rashomon.comparing.differences.finding import (
    difference,
    in_words,
    outlets_of,
    pressed,
    shortened,
)
from rashomon.comparing.differences.judging import Candidate, judged
from rashomon.comparing.differences.meaning import Matrix, Weights, nearness
from rashomon.comparing.differences.names import same_speaker
from rashomon.comparing.differences.sentence import (
    ReadSentence,
    SentencePair,
    is_name,
    telling_rarities,
)
from rashomon.comparing.differences.utterances import (
    Utterance,
    changed,
    is_slight,
    own_words,
    telling,
    utterances_of,
)
from rashomon.comparing.differences.words import MODALS, is_negation, stem
from rashomon.comparing.pair import PairDifference
from rashomon.report import Span

# Share of telling words from which two stretches of one speaker's words answer to each other.
_LIKE = 0.3
# Two quotations with less of their telling words in common are of two utterances.
_ONE_QUOTATION = 0.25
# Share of what an utterance says that the other must say, too: with less in common hardly any two
# are one utterance. What lies above is judged.
_MEANT_ALIKE = 0.2
# Names aside, a paraphrase says more than this share of what is quoted, or the reverse.
_BEYOND_NAMES = 0.3
# From here on one utterance mostly says what the other does.
_SAME_MEANING = 0.45
# So many words in one order are hardly chance.
_LONG_RUN = 8
# Quotations told to be of two speakers are of one utterance only where they say so themselves.
_ONE_SPEAKER = 0.6
# So many telling words that two quotations have are hardly chance.
_QUOTED_TOO = 3
# So many telling words of a part that is quoted, and so much of it, stand in the other quotation.
_PARTLY, _IN_PART = 2, 0.5


def quote_differences(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds the utterances that the two sentences give in different words."""
    if pair.twins:
        yield from _retouched(pair)
    elif pair.left.quoted or pair.right.quoted:
        yield from (_weighed(pair, one) for one in judged(quote_candidates(pair)))


def _retouched(pair: SentencePair) -> Iterator[PairDifference]:
    """Finds what was changed inside quotations of a sentence that stands in both reports."""
    for left in pair.left.quoted:
        for right in pair.right.quoted:
            inside = [
                change
                for change in pair.changes
                if _touches(pair.left, change.left_from, change.left_to, left)
                and _touches(pair.right, change.right_from, change.right_to, right)
            ]
            ours = Utterance(left, own_words(pair.left, left), True)
            theirs = Utterance(right, own_words(pair.right, right), True)
            if inside and changed(pair, ours, theirs):
                yield _weighed(pair, _quote(pair, ours, theirs, certainty=0.97))


def _weighed(pair: SentencePair, found: PairDifference) -> PairDifference:
    """Gives a difference of quotations, less sure where one has only a small word more.

    So is a paraphrase that has hardly more in common with the quotation than names, or whose
    report quotes the same words in another sentence.
    """
    left, right = (
        Utterance(span, own_words(sentence, span), True)
        for sentence, span in ((pair.left, found.left), (pair.right, found.right))
    )
    if found.subtype == "paraphrased":
        beyond = max(_meant_alike(pair, left, right, names=False))
        elsewhere = _quoted_elsewhere(pair.left, left, pair.right) or _quoted_elsewhere(
            pair.right, right, pair.left
        )
        return pressed(found) if elsewhere or beyond < _BEYOND_NAMES else found
    slight = all(is_slight(left, right, change) for change in changed(pair, left, right))
    return pressed(found) if slight else found


def _quoted_elsewhere(sentence: ReadSentence, utterance: Utterance, other: ReadSentence) -> bool:
    """Says whether words that a sentence quotes are quoted somewhere in the other's report."""
    if not sentence.is_quoted(utterance.span):
        return False
    words = telling(utterance)
    return any(
        len(words & quoted) >= _QUOTED_TOO
        and len(words & quoted) >= _ONE_SPEAKER * min(len(words), len(quoted))
        for quoted in other.report.quotations
    )


def _touches(sentence: ReadSentence, first: int, end: int, quote: Span) -> bool:
    """Says whether a stretch of words, or the gap where it is missing, lies in a quotation."""
    if first < end:
        return quote.covers(sentence.span_of(first, end))
    before = first > 0 and quote.covers(sentence.span_of(first - 1, first))
    after = first < len(sentence.words) and quote.covers(sentence.span_of(first, first + 1))
    return before or after


def quote_candidates(pair: SentencePair) -> Iterator[Candidate]:
    """Gives the best match of utterances in two sentences of different wording, if any."""
    ours, theirs = utterances_of(pair.left), utterances_of(pair.right)
    quotations = [[one.forms for one in side if one.quoted] for side in (ours, theirs)]
    if [*chain(*quotations[0])] == [*chain(*quotations[1])]:
        return
    equal = [forms for forms in quotations[0] if forms in quotations[1]]
    matches = [
        (_likeness(left, right), left, right)
        for left in ours
        for right in theirs
        if (left.quoted or right.quoted) and left.forms not in equal and right.forms not in equal
        if not (_quoted_within(right, theirs, left) or _quoted_within(left, ours, right))
    ]
    if not matches:
        return
    likeness, left, right = max(
        matches, key=lambda match: match[0] + max(_meant_alike(pair, match[1], match[2]))
    )
    if _given_whole(left, right, pair):
        return
    meant = _meant_alike(pair, left, right)
    if max(likeness == 1, *meant) < _MEANT_ALIKE:
        return
    if left.quoted and right.quoted and not _may_be_one(pair, left, right, likeness):
        return
    if likeness < 1 and _of_two_people(pair, left, right):
        return
    share = min(
        sum(map(len, side)) / max(1, len(sentence.words))
        for side, sentence in zip(quotations, (pair.left, pair.right), strict=True)
    )
    yield Candidate(
        question="utterance",
        features={
            **_credit(pair),
            **_wording(left, right, likeness),
            "meant alike": max(meant),
            "meant alike in both": min(meant),
            "meant little": max(0.0, _SAME_MEANING - max(meant)),
            "shorter share quoted": share,
            "another is equal": float(bool(equal)),
            "same assertion": float(pair.relation == "same"),
            "headline": float(0 in (pair.left.index, pair.right.index)),
        },
        difference=_quote(pair, left, right, certainty=1.0),
    )


def _quoted_within(told: Utterance, beside: Sequence[Utterance], quotation: Utterance) -> bool:
    """Says whether what is told also quotes, in part, what another sentence quotes.

    Then the two quotations are compared, and not the words around one of them.
    """
    return not told.quoted and any(
        one.quoted
        and told.span.covers(one.span)
        and len(telling(one) & telling(quotation)) >= _PARTLY
        and _likeness(one, quotation) >= _IN_PART
        for one in beside
    )


def _may_be_one(pair: SentencePair, left: Utterance, right: Utterance, likeness: float) -> bool:
    """Says whether two quotations may be of one utterance, and differ.

    They have more in common than names. With little in common they are not where there are two
    speakers, or where one of them denies something.
    """
    if likeness < _ONE_QUOTATION or not changed(pair, left, right):
        return False
    common = telling(left) & telling(right)
    names = _names(pair.left, left) & _names(pair.right, right)
    if likeness < 1 and common and common <= names:
        return False
    opposed = _denies(left) != _denies(right) or _of_two_speakers(pair, left, right)
    return likeness >= _ONE_SPEAKER or not opposed


def _denies(utterance: Utterance) -> bool:
    return any(is_negation(form) for form in utterance.forms)


def _names(sentence: ReadSentence, utterance: Utterance) -> set[str]:
    """Gives the stems of the words with a capital; of the first only where it is a name."""
    return {
        stem(word.form)
        for place, word in enumerate(utterance.words)
        if sentence.text[word.start].isupper() and (place or is_name(sentence, word))
    }


def _credit(pair: SentencePair) -> dict[str, float]:
    """Describes to whom the words of two sentences are credited."""
    speakers = _speakers(pair)
    return {
        "both credited": float(bool(pair.left.statements and pair.right.statements)),
        "same speaker": float(speakers == "same"),
        "other speaker": float(speakers == "other"),
    }


def _wording(left: Utterance, right: Utterance, likeness: float) -> dict[str, float]:
    """Describes the words of two utterances and what they have in common."""
    lengths = sorted((len(left.words), len(right.words)))
    run = _longest_run(left.forms, right.forms)
    both = float(left.quoted and right.quoted)
    return {
        "likeness": likeness,
        "likeness of quotations": likeness * both,
        "two quotations": both,
        "alike": float(likeness >= _LIKE),
        "length": min(lengths[1], 30) / 30,
        "shorter length": min(lengths[0], 15) / 15,
        "longest run": min(run, _LONG_RUN) / _LONG_RUN,
        "telling words in common": min(len(telling(left) & telling(right)), 5) / 5,
    }


def _longest_run(left: Sequence[str], right: Sequence[str]) -> int:
    """Gives how many words stand one after the other in both, at most."""
    return SequenceMatcher(None, left, right, autojunk=False).find_longest_match().size


def _speakers(pair: SentencePair) -> str:
    ours, theirs = pair.left.speakers.values(), pair.right.speakers.values()
    if not ours or not theirs:
        return "unknown"
    same = any(same_speaker(left, right) for left in ours for right in theirs)
    return "same" if same else "other"


def _of_two_people(pair: SentencePair, left: Utterance, right: Utterance) -> bool:
    """Says whether two utterances are credited to two who are named, and are not one."""
    speakers = (*pair.left.speakers_in(left.span), *pair.right.speakers_in(right.span))
    return all(speaker.named for speaker in speakers) and _of_two_speakers(pair, left, right)


def _of_two_speakers(pair: SentencePair, left: Utterance, right: Utterance) -> bool:
    """Says whether two utterances are credited to two who are not one, as far as can be told."""
    ours, theirs = pair.left.speakers_in(left.span), pair.right.speakers_in(right.span)
    one = any(same_speaker(speaker, other) for speaker in ours for other in theirs)
    return bool(ours and theirs) and not one


def _likeness(left: Utterance, right: Utterance) -> float:
    """Gives the share of the shorter utterance's telling words that stand in the other."""
    ours, theirs = telling(left), telling(right)
    if not ours or not theirs:
        return similarity(left.forms, right.forms)
    return len(ours & theirs) / min(len(ours), len(theirs))


def _meant_alike(
    pair: SentencePair, left: Utterance, right: Utterance, *, names: bool = True
) -> tuple[float, float]:
    """Gives for each of two utterances the share of what it says that the other says, too.

    Each word counts by how rare it is and by how near its nearest in the other utterance is;
    without `names` those that are names don't count.
    """
    rows, columns = pair.left.inside(left.span), pair.right.inside(right.span)
    near = nearness(pair)[np.ix_(rows, columns)]
    ours, theirs = telling_rarities(pair.left)[rows], telling_rarities(pair.right)[columns]
    if not names:
        ours = np.where([is_name(pair.left, pair.left.words[k]) for k in rows], 0.0, ours)
        theirs = np.where([is_name(pair.right, pair.right.words[k]) for k in columns], 0.0, theirs)
    return _covered(ours, near), _covered(theirs, near.T)


def _covered(weights: Weights, near: Matrix) -> float:
    total = sum(weights.tolist())
    return float(near.max(axis=1) @ weights) / total if total and near.size else 0.0


def _given_whole(left: Utterance, right: Utterance, pair: SentencePair) -> bool:
    """Says whether both reports give the words in full, though cut into other sentences."""
    if not (left.quoted and right.quoted):
        return False
    ours, theirs = _running(left), _running(right)
    return (ours in theirs or ours in pair.right.report.running) and (
        theirs in ours or theirs in pair.left.report.running
    )


def _running(utterance: Utterance) -> str:
    return f" {' '.join(word.form for word in utterance.words)} "


def _quote(
    pair: SentencePair, left: Utterance, right: Utterance, *, certainty: float
) -> PairDifference:
    found = changed(pair, left, right)
    subtype = _subtype(left, right, found)
    ours, theirs = outlets_of(pair)
    quoted, told = in_words(pair.left, left.span), in_words(pair.right, right.span)
    if subtype == "paraphrased":
        verbs = [("quotes" if side.quoted else "paraphrases") for side in (left, right)]
        explanation = f"{ours} {verbs[0]} {quoted}, {theirs} {verbs[1]} {told}."
    else:
        what = _what_changed(pair, left, right, found)
        explanation = f"{ours} quotes {quoted}, {theirs} {told}{what}."
    return difference(
        pair,
        "quote",
        left.span,
        right.span,
        subtype=subtype,
        certainty=certainty,
        explanation=explanation,
    )


def _subtype(left: Utterance, right: Utterance, found: Sequence[Change]) -> DifferenceSubtype:
    if not (left.quoted and right.quoted):
        return "paraphrased"
    ours = any(change.left_from < change.left_to for change in found)
    theirs = any(change.right_from < change.right_to for change in found)
    return "altered" if ours and theirs else "trimmed"


def _what_changed(
    pair: SentencePair, left: Utterance, right: Utterance, found: Sequence[Change]
) -> str:
    """Names the change that weighs most: a negation, a modal or a figure before other words."""
    if len(found) > 3 or not found:
        return ""

    def weight(change: Change) -> tuple[bool, int]:
        words = {
            *left.forms[change.left_from : change.left_to],
            *right.forms[change.right_from : change.right_to],
        }
        heavy = any(w in MODALS or is_negation(w) or w[0].isdigit() for w in words)
        return heavy, len(words)

    first = max(found, key=weight)
    ours = _stretch(pair.left, left.words[first.left_from : first.left_to])
    theirs = _stretch(pair.right, right.words[first.right_from : first.right_to])
    if ours and theirs:
        return f": {ours} against {theirs}"
    return f", without {ours}" if ours else f", with {theirs}"


def _stretch(sentence: ReadSentence, words: Sequence[Word]) -> str:
    """Gives neighbouring words as they stand in the report, in marks; "" for none."""
    return f"“{shortened(sentence, Span(words[0].start, words[-1].end))}”" if words else ""
