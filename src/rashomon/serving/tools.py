"""The buttons by which an editor judges a finding where it stands, with one click.

They belong to a form around the page, which holds the reader's token: so a page is the same for
all. Who may not judge does not see them, and is refused.
"""

from __future__ import annotations

from urllib.parse import quote

from markupsafe import Markup, escape

from rashomon.showing.model import ClaimRow, Cut

FORM = "judge"
"""The id of the form to which the buttons belong."""


def claim_tools(row: ClaimRow) -> Markup:
    """Gives the buttons of a claim: it is one, it is none, and what else can be said of it."""
    if len({(cut.source.report, cut.place) for cut in row.cuts}) < 2:
        return Markup("")
    address = f"claims/{quote(row.id, safe='')}"
    return Markup(' <span class="tools">{}{} <a href="{}">choose passages</a></span>').format(
        _button("same", row.id, "same claim", "These passages make one claim"),
        _button("apart", row.id, "not the same", "These passages do not make one claim"),
        address,
    )


def speaker_tools(cut: Cut) -> Markup:
    """Gives the buttons of an utterance: the speaker is right, or wrong."""
    if cut.statement is None or cut.said is None:
        return Markup("")
    right = Markup("")
    if cut.said.speaker:
        told = f"{cut.said.speaker} says this"
        right = _button("right", cut.statement, "right speaker", told)
    wrong = _button("wrong", cut.statement, "wrong speaker", "Somebody else says this")
    return Markup(' <span class="tools">{}{}</span>').format(right, wrong)


def _button(said: str, about: str, words: str, told: str) -> Markup:
    return Markup(
        '<button form="{}" name="judgement" value="{}" class="tool" title="{}">{}</button>'
    ).format(FORM, escape(f"{said} {about}"), told, words)
