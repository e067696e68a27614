"""Who said what in the terminal: each speaker with the words that the reports give."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text

from rashomon.naming import count, listing
from rashomon.showing.model import Speaker, Utterance
from rashomon.showing.page import QUIET, Page, byline, manner
from rashomon.showing.safe import visible
from rashomon.showing.wording import UNKNOWN

_QUOTES_AT_FIRST = 6
_PARAPHRASES_AT_FIRST = 3
_CUTS_AT_FIRST = 5
_NOTES_AT_FIRST = 2
_SPEAKERS_AT_FIRST = 12
_NAMES_AT_FIRST = 16


def print_speakers(page: Page, speakers: Sequence[Speaker]) -> None:
    """Prints who said what: those who are quoted with their words, the others by name."""
    if not speakers:
        return
    page.heading("Who said what")
    heard = [speaker for speaker in speakers if speaker.heard]
    others = [speaker for speaker in speakers if not speaker.heard]
    for speaker in heard[:_SPEAKERS_AT_FIRST]:
        role = f", {speaker.role}" if speaker.role else ""
        names = f" (also {listing(speaker.aliases)})" if speaker.aliases else ""
        page.line(Text.assemble((visible(speaker.name), "bold"), (visible(role + names), QUIET)))
        for utterance in speaker.shared:
            _utterance(page, utterance)
        _some(page, speaker.quoted, _QUOTES_AT_FIRST, "quotation")
        _some(page, speaker.paraphrased, _PARAPHRASES_AT_FIRST, "paraphrase")
    _more_speakers(page, heard[_SPEAKERS_AT_FIRST:], "quoted")
    _more_speakers(page, others, "paraphrased")


def _more_speakers(page: Page, several: Sequence[Speaker], how: str) -> None:
    unknown = sum(
        len(one.shared) + len(one.quoted) + len(one.paraphrased)
        for one in several
        if one.name == UNKNOWN
    )
    several = [speaker for speaker in several if speaker.name != UNKNOWN]
    if several:
        names = list({speaker.name.casefold(): speaker.name for speaker in several}.values())
        # Who has a name goes before "officials" and other sources without one.
        names.sort(key=lambda name: not name[:1].isupper())
        if len(names) > _NAMES_AT_FIRST:
            names = [*names[:_NAMES_AT_FIRST], count(len(names) - _NAMES_AT_FIRST, "other")]
        page.line(f"{count(len(several), 'more speaker')}, {how} by one report: {listing(names)}")
    if unknown:
        page.line(f"{count(unknown, 'statement')}, {how}, whose speaker is not told")


def _some(page: Page, utterances: Sequence[Utterance], limit: int, thing: str) -> None:
    for utterance in utterances[:limit]:
        _utterance(page, utterance)
    if len(utterances) > limit:
        page.line(f"and {count(len(utterances) - limit, 'more ' + thing)}", indent=4, style=QUIET)


def _utterance(page: Page, utterance: Utterance) -> None:
    for position, cut in enumerate(utterance.cuts[:_CUTS_AT_FIRST]):
        page.line(page.cut_words(cut), indent=4 if position else 2)
        source = byline(cut).append(" · ", style=QUIET).append_text(manner(cut))
        page.line(source, indent=6 if position else 4)
    if len(utterance.cuts) > _CUTS_AT_FIRST:
        more = count(len(utterance.cuts) - _CUTS_AT_FIRST, "more cut")
        page.line(f"and {more}", indent=4, style=QUIET)
    for note in utterance.notes[:_NOTES_AT_FIRST]:
        page.line(note, indent=4, style="italic")
    if len(utterance.notes) > _NOTES_AT_FIRST:
        more = count(len(utterance.notes) - _NOTES_AT_FIRST, "more difference")
        page.line(f"and {more}", indent=4, style=QUIET)
