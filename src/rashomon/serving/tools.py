"""The buttons by which an editor judges a finding where it stands, with one click.

They belong to a form around the page, which holds the reader's token: so a page is the same for
all. Who may not judge does not see them, and is refused.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from rashomon.showing.model import ClaimRow, Cut
from rashomon.showing.safe import shorten, visible

FORM = "judge"
"""The id of the form to which the buttons belong."""
_WORDS = 60  # characters of a finding in the name of its buttons


def claim_tools(row: ClaimRow) -> Markup:
    """Gives the buttons of a claim: it is one, it is none, and what else can be said of it."""
    if len({(cut.source.report, cut.place) for cut in row.cuts}) < 2:
        return Markup("")
    address = f"claims/{quote(row.id, safe='')}"
    words = shorten(row.gist.words[0].text, _WORDS)
    return Markup(
        ' <span class="tools">{}{} '
        '<a href="{}" aria-label="choose passages: {}">choose passages</a></span>'
    ).format(
        _button("same", row.id, "same claim", "These passages make one claim", words),
        _button("apart", row.id, "not the same", "These passages do not make one claim", words),
        address,
        visible(words),
    )


def speaker_tools(cut: Cut) -> Markup:
    """Gives the buttons of an utterance: the speaker is right, or wrong."""
    if cut.statement is None or cut.said is None:
        return Markup("")
    right = Markup("")
    words = f"{cut.source.key}, {shorten(cut.words[0].text, _WORDS)}" if cut.words else ""
    if cut.said.speaker:
        told = f"{cut.said.speaker} says this"
        right = _button("right", cut.statement, "right speaker", told, words)
    wrong = _button("wrong", cut.statement, "wrong speaker", "Somebody else says this", words)
    return Markup(' <span class="tools">{}{}</span>').format(right, wrong)


def _button(said: str, about: str, shown: str, told: str, of: str) -> Markup:
    """Gives a button that is named for what it judges, so that no two sound the same."""
    return Markup(
        '<button form="{}" name="judgement" value="{}" class="tool" title="{}" aria-label="{}">'
        "{}</button>"
    ).format(FORM, escape(f"{said} {about}"), told, visible(f"{shown}: {of}"), shown)
