"""The commands by which people judge findings: judge, judgements."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Literal, TypeVar

import click

from rashomon.cli_library import library_option, read_reports
from rashomon.cli_output import Output, output_options, write_listing
from rashomon.cli_reports import Pace, coded_errors, pace_options

if TYPE_CHECKING:
    from rashomon.comparing.comparison import Comparison
    from rashomon.judgement import Judgement, Kept
    from rashomon.library import Library

_Command = TypeVar("_Command", bound=Callable[..., None])


def _login() -> str | None:
    """Gives the name of who is logged in, None where the system has none."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return None


def _judging_options(command: _Command) -> Callable[..., None]:
    """Adds what every judgement takes; opens the library and gives it as `library`."""

    @library_option
    @click.option(
        "--by",
        metavar="NAME",
        default=_login,
        required=True,
        help="Who judges; else the name of who is logged in.",
    )
    @output_options
    @coded_errors
    @wraps(command)
    def with_library(*, place: str | None, output: Output, **rest: object) -> None:
        from rashomon.library import open_library

        with open_library(place, new=False) as library:
            command(library=library, output=output, **rest)

    return with_library


@click.group()
def judge() -> None:
    """Say what is right: of claims, speakers and stories. It goes before what the machine finds.

    What was said is kept with who and when, holds whatever comes later, and can be taken back.
    """


@judge.command()
@click.argument("story", metavar="STORY")
@click.argument("claim", metavar="CLAIM")
@click.argument("other", metavar="[CLAIM]", required=False)
@pace_options
@_judging_options
def same(
    *, library: Library, story: str, claim: str, other: str | None, by: str, pace: Pace,
    output: Output,
) -> None:  # fmt: skip
    """Say that two claims of a story are one, or that one claim is right as it stands.

    CLAIM is an id of `rashomon show --json`, or a passage as REPORT:START-END.
    """
    from rashomon.comparing.judging import judge_claims

    found = _compared(library, story, output, pace)
    _keep(library, judge_claims(found, claim, other, same=True, by=by), output)


@judge.command()
@click.argument("story", metavar="STORY")
@click.argument("claim", metavar="CLAIM")
@click.argument("other", metavar="CLAIM")
@pace_options
@_judging_options
def apart(
    *, library: Library, story: str, claim: str, other: str, by: str, pace: Pace, output: Output
) -> None:
    """Say that two claims are not one, or that a passage is not of its claim.

    CLAIM is an id of `rashomon show --json`, or a passage as REPORT:START-END.
    """
    from rashomon.comparing.judging import judge_claims

    found = _compared(library, story, output, pace)
    _keep(library, judge_claims(found, claim, other, same=False, by=by), output)


@judge.command()
@click.argument("story", metavar="STORY")
@click.argument("statement", metavar="STATEMENT")
@click.argument("said", metavar="right|wrong", type=click.Choice(["right", "wrong"]))
@click.option("--is", "instead", metavar="NAME", help="Who says it, where the speaker is wrong.")
@pace_options
@_judging_options
def speaker(
    *, library: Library, story: str, statement: str, said: Literal["right", "wrong"],
    instead: str | None, by: str, pace: Pace, output: Output,
) -> None:  # fmt: skip
    """Say that the speaker of a statement is right, or wrong.

    STATEMENT is an id of `rashomon show --json`: REPORT:START-END.
    """
    from rashomon.comparing.judging import judge_speaker

    if instead is not None and said == "right":
        raise click.UsageError("--is goes with `wrong`.")
    found = _compared(library, story, output, pace)
    judged = judge_speaker(found, statement, right=said == "right", instead=instead, by=by)
    _keep(library, judged, output)


@judge.command()
@click.argument("story", metavar="STORY")
@click.argument("other", metavar="STORY")
@_judging_options
def merge(*, library: Library, story: str, other: str, by: str, output: Output) -> None:
    """Say that two stories are one."""
    from rashomon.library import merge_stories

    _keep(library, merge_stories(library, story, other, by=by), output)


@judge.command()
@click.argument("story", metavar="STORY")
@click.argument("reports", metavar="REPORT...", nargs=-1, required=True)
@_judging_options
def split(*, library: Library, story: str, reports: Sequence[str], by: str, output: Output) -> None:
    """Say that reports are not of the story of the others."""
    from rashomon.library import split_story

    _keep(library, split_story(library, story, reports, by=by), output)


@judge.command()
@click.argument("number", metavar="ID", type=int)
@_judging_options
def undo(*, library: Library, number: int, by: str, output: Output) -> None:
    """Take a judgement back. ID is one of `rashomon judgements`; it stays there, marked."""
    from rashomon.library import undo as take_back

    _list([take_back(library, number, by=by)], output)


@click.command()
@click.option("--story", metavar="STORY", help="Only those on the reports of this story.")
@click.option(
    "--examples", is_flag=True, help="As examples to train with: pairs of texts with a label."
)
@library_option
@output_options
@coded_errors
def judgements(*, story: str | None, examples: bool, place: str | None, output: Output) -> None:
    """List what people said, oldest first, with what was taken back."""
    from rashomon.library import export_judgements, open_library
    from rashomon.library import judgements as listed

    if examples and story:
        raise click.UsageError("--examples gives all of them: leave --story out.")
    with open_library(place, new=False) as library:
        if not examples:
            _list(listed(library, story=story), output)
            return
        found = export_judgements(library)
    from rashomon.showing.listing import Listing

    columns = {"kind": str, "label": str, "one": str, "other": str, "speaker": str, "by": str}
    rows = [
        {
            "kind": example.kind,
            "label": "yes" if example.label else "no",
            "one": example.one.text,
            "other": example.other.text if example.other else None,
            "speaker": example.speaker,
            "by": example.by,
        }
        for example in found
    ]
    write_listing(Listing(records=found, columns=columns, rows=rows, empty=_NOTHING), output)


_NOTHING = "Nobody has judged anything yet: see `rashomon judge --help`."


def _compared(library: Library, story: str, output: Output, pace: Pace) -> Comparison:
    from rashomon.library import comparison_of

    return comparison_of(library, story, read=lambda found: read_reports(found, output, pace))


def _keep(library: Library, judgement: Judgement, output: Output) -> None:
    from rashomon.library import judge as keep

    _list([keep(library, judgement)], output)


def _list(found: Sequence[Kept], output: Output) -> None:
    from rashomon.showing.listing import Listing

    columns: dict[str, type] = {"id": int, "said": str, "of": str, "by": str, "at": str}
    columns |= {"speaker": str, "instead": str, "undone_by": str, "undone_at": str}
    rows = []
    for kept in found:
        judged = [one.text or one.report for one in (*kept.one, *kept.other)]
        rows.append({name: getattr(kept, name, " | ".join(judged)) for name in columns})
    write_listing(Listing(records=found, columns=columns, rows=rows, empty=_NOTHING), output)
