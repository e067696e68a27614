"""The report as Markdown (CommonMark with GitHub's tables), to paste into a memo or an issue.

Every word from a report is escaped: it can not become a heading, a link or HTML.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from rashomon.comparing.comparison import Comparison
from rashomon.naming import listing
from rashomon.showing.model import (
    Cell,
    ClaimRow,
    Cut,
    DifferenceGroup,
    ReportRows,
    Speaker,
    Utterance,
    View,
)
from rashomon.showing.outlets import Source, order_words
from rashomon.showing.safe import visible
from rashomon.showing.view import build_view
from rashomon.showing.wording import (
    AGREED_MEANS,
    ONE_ORIGIN_MEANS,
    OPEN_MEANS,
    UNDATED,
    doubt_words,
    repeats_words,
    sure,
)
from rashomon.showing.words import Words

# Escaped only where Markdown would read them: sentences stay readable in the source.
_ACTIVE = re.compile(r"([\\`*_\[\]<>|~&#$^])|(?<=[A-Za-z])(:)(?=//)|(?<=www)(\.)|(@)")
_LIST_START = re.compile(r"^(\s*)([-+=]|\d{1,9}[.)])(?=\s|$)")


def render_markdown(comparison: Comparison, *, confirmed: Collection[str] = ()) -> str:
    """Gives the comparison as one Markdown document; `confirmed` as in `render_html`.

    Raises RashomonError R403 where a finding points outside its report.
    """
    view = build_view(comparison, confirmed=confirmed)
    lines = [
        *_first(view),
        *_claims("Disputed", view.disputed, none="Nothing is disputed."),
        *_claims("Changed over time", view.updated, arrow=True),
        *_rows("Carried by one report", view.only, "Only in"),
        *_rows("Left out", view.left_out, "Not in"),
        *_quotes(view.speakers),
        *_claims("Agreed", view.agreed, meaning=AGREED_MEANS),
        *_claims("From one origin", view.one_origin, meaning=ONE_ORIGIN_MEANS),
        *_claims("Left open", view.left_open, meaning=OPEN_MEANS),
        *_differences(view.differences),
        *_revised(view),
        *_lineage(view),
        *_timeline(view),
        *_relations(view),
        *_framing(view),
        *_coverage(view),
        *_notes(view),
    ]
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Gives text that Markdown shows as it is."""
    shown = _ACTIVE.sub(lambda found: f"\\{found.group()}", visible(text))
    return _LIST_START.sub(_escaped_start, shown)


def _escaped_start(found: re.Match[str]) -> str:
    """Escapes the last character of a list's number or bullet, so that no list begins."""
    space, mark = found.groups()
    return f"{space}{mark[:-1]}\\{mark[-1]}"


def _words(words: Words) -> str:
    parts = ["… " if words.before else ""]
    for piece in words.shown:
        shown = escape(piece.text)
        if piece.mark in ("value", "changed") and shown == shown.strip():
            parts.append(f"**{shown}**")
        else:
            parts.append(shown)
    parts.append(" …" if words.after else "")
    return "".join(parts)


def _cut(cut: Cut) -> str:
    """Very words of somebody in quotation marks, all else without."""
    opening, closing = ("“", "”") if cut.said and cut.said.verbatim else ("", "")
    return " … ".join(f"{opening}{_words(words)}{closing}" for words in cut.words)


def _by(cut: Cut, *, how: bool = False) -> str:
    said = cut.said
    parts = [escape(cut.source.signed)]
    if said and how:
        parts.append(said.how)
    elif said and said.speaker:
        parts.append(escape(said.speaker))
    if said and said.chain:
        parts.append(escape(said.chain))
    if cut.also:
        parts.append(f"same words: {_names([echo.source for echo in cut.also])}")
    return f"({'; '.join(parts)})"


def _names(sources: Iterable[Source]) -> str:
    return escape(listing([source.name for source in sources]))


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{' --- |' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _first(view: View) -> Iterator[str]:
    yield f"# {escape(view.first_line)}"
    yield ""
    if view.apart:
        yield f"**{view.apart}**"
        yield ""
    for fold in view.folds:
        yield f"- {escape(fold)}"
    yield ""
    yield from _table(
        ("", "Outlet", "Published", "Headline"),
        (
            (
                source.key,
                escape(source.name),
                escape(source.when or UNDATED),
                escape(source.title or ""),
            )
            for source in view.sources
        ),
    )
    if len(view.sources) > 1:
        yield order_words(view.sources)
    yield ""


def _claims(
    title: str,
    rows: Sequence[ClaimRow],
    *,
    none: str = "",
    meaning: str = "",
    arrow: bool = False,
) -> Iterator[str]:
    if not rows and not none:
        return
    yield f"## {title}"
    yield ""
    for words in (none if not rows else "", meaning):
        if words:
            yield words
            yield ""
    for row in rows:
        if len(row.values) > 1:
            yield f"### {escape((' → ' if arrow else ' against ').join(row.values))}"
            yield ""
        if row.kinds:
            yield f"**{listing(row.kinds).capitalize()}**, {sure(row)}"
            yield ""
        for explanation in row.explanations:
            yield escape(explanation)
            yield ""
        if row.doubts:
            yield escape(doubt_words(row))
            yield ""
        yield from _cells(row, arrow=arrow)


def _cells(row: ClaimRow, *, arrow: bool) -> Iterator[str]:
    shown = row.sides if row.kinds else row.cells
    cells = ["<br>".join(f"{_cut(cut)} {_by(cut)}" for cut in cell.cuts) for cell in shown]
    if arrow:
        cells = [f"→ {cell}" if position else cell for position, cell in enumerate(cells)]
    yield from _table([_head(cell) for cell in shown], [cells])
    left = [cell.origin for cell in row.cells if cell not in shown]
    if left:
        names = listing(list(dict.fromkeys(left)))
        yield f"Also told, without what differs, by {escape(names)}."
        yield ""
    if row.repeats:
        yield f"And {repeats_words(row.repeats)}."
        yield ""


def _head(cell: Cell) -> str:
    return f"{escape(cell.origin)} ({cell.kind})" if cell.kind else escape(cell.origin)


def _rows(title: str, groups: Sequence[ReportRows], verb: str) -> Iterator[str]:
    if not groups:
        return
    yield f"## {title}"
    yield ""
    for group in groups:
        yield f"### {verb} {escape(group.source.signed)}"
        yield ""
        for row in (*group.rows, *group.rest):
            said = row.gist.said
            whose = [escape(part) for part in (said.speaker, said.chain) if part] if said else []
            yield f"- {_cut(row.gist)}{f' ({listing(whose)})' if whose else ''}"
        yield ""


def _quotes(speakers: Sequence[Speaker]) -> Iterator[str]:
    if not speakers:
        return
    yield "## Who said what"
    yield ""
    for speaker in speakers:
        role = f", {escape(speaker.role)}" if speaker.role else ""
        yield f"### {escape(speaker.name)}{role}"
        yield ""
        for utterance in (*speaker.shared, *speaker.quoted, *speaker.paraphrased):
            yield from _utterance(utterance)
        yield ""


def _utterance(utterance: Utterance) -> Iterator[str]:
    for position, cut in enumerate(utterance.cuts):
        yield f"{'  ' if position else ''}- {_cut(cut)} {_by(cut, how=True)}"
    for note in utterance.notes:
        yield f"  - {escape(note)}"


def _differences(groups: Sequence[DifferenceGroup]) -> Iterator[str]:
    rows = [row for group in groups for row in group.firm]
    if not rows:
        return
    yield "## Other differences"
    yield ""
    yield from _table(
        ("Kind", "Words", "What differs"),
        (
            (
                f"{row.kind}{f' ×{row.times}' if row.times > 1 else ''}, {row.confidence}",
                "<br>".join(f"{_words(s.words)} ({escape(s.source.name)})" for s in row.sides),
                escape(row.explanation),
            )
            for row in rows
        ),
    )


def _revised(view: View) -> Iterator[str]:
    if not view.revised:
        return
    yield "## Changed since it was first seen"
    yield ""
    for row in view.revised:
        yield f"- {escape(row.head)}"
        for one in row.lines:
            was = f"{escape(one.was)} → " if one.was else ""
            yield f"  - {one.what}: {was}{escape(one.words)}"
    yield ""


def _lineage(view: View) -> Iterator[str]:
    if not view.lineage:
        return
    yield "## Who rests on whom"
    yield ""
    yield from _table(
        ("Report", "Does what", "With whom", "Share", "Why"),
        (
            (
                escape(row.origin),
                row.told,
                escape(row.target),
                row.share or "",
                escape("; ".join(row.why)),
            )
            for row in view.lineage
        ),
    )


def _timeline(view: View) -> Iterator[str]:
    if not view.timeline:
        return
    yield "## Timeline"
    yield ""
    yield from _table(
        ("When", "What the reports say"),
        (
            (escape(row.when), "<br>".join(f"{_cut(cut)} {_by(cut)}" for cut in row.cuts))
            for row in view.timeline
        ),
    )


def _relations(view: View) -> Iterator[str]:
    if not view.relations:
        return
    yield "## Who does what to whom"
    yield ""
    yield from _table(
        ("Who", "Does", "To whom", "Words"),
        (
            (
                escape(row.source),
                f"{escape(row.event)}, {row.confidence}",
                escape(row.target),
                "<br>".join(f"{_cut(cut)} {_by(cut)}" for cut in row.cuts),
            )
            for row in view.relations
        ),
    )


def _framing(view: View) -> Iterator[str]:
    if not view.framing:
        return
    yield "## What each calls the same"
    yield ""
    for row in view.framing:
        yield f"- {escape(row.actor)}"
        for called in row.called:
            labels = (f"{escape(w)} ×{n}" if n > 1 else escape(w) for w, n in called.labels)
            yield f"  - {escape(called.source.name)}: {', '.join(labels)}"
    yield ""


def _coverage(view: View) -> Iterator[str]:
    if not view.coverage:
        return
    yield "## Coverage"
    yield ""
    yield from _table(
        ("Claim", *(escape(source.name) for source in view.sources)),
        ((_cut(item.row.gist), *item.covers) for item in view.coverage),
    )


def _notes(view: View) -> Iterator[str]:
    if not view.notes:
        return
    yield "## What could not be decided"
    yield ""
    for note in view.notes:
        yield f"- {escape(note.code)} {escape(note.told)}"
