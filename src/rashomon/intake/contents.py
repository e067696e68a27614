"""What the bytes of an input hold, through archives in archives: articles and coded failures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import msgspec

from rashomon.errors import IntakeError, in_short
from rashomon.intake.article import Article, Member, Unread
from rashomon.intake.kinds import Kind, recognize
from rashomon.intake.limits import Budget, too_large
from rashomon.intake.opening import is_no_report

Contents = Iterator[tuple[str, "Article | IntakeError"]]


def articles_in(data: bytes, name: str, *, kind: Kind | None = None) -> Contents:
    """Gives the articles that an input holds, and an error for each part that can't be read.

    Each comes with its name: that of the input, and after a colon that of the part ("a.zip:b.txt").
    `kind` is recognized where it is not given. Raises nothing.
    """
    yield from _read(data, name, kind=kind, budget=Budget(packed=len(data)), depth=0)


def _read(data: bytes, name: str, *, kind: Kind | None, budget: Budget, depth: int) -> Contents:
    try:
        kind = kind or recognize(data, name)
        if len(data) > kind.largest:
            raise too_large(kind.largest)
        for part in kind.load_reader()(data, name):
            label = f"{name}:{part.name}" if part.name else name
            if isinstance(part, Article):
                yield label, part
            elif isinstance(part, Unread):
                yield label, part.error
            elif not is_no_report(part.name):
                budget.spend(len(part.data), depth=depth + 1)
                yield from _read_member(part, label, budget=budget, depth=depth + 1)
    except IntakeError as error:
        yield name, error
    except Exception as error:
        # Other people's parsers: whatever one trips over, the other inputs go through.
        yield name, _tripped(error)


def _read_member(member: Member, label: str, *, budget: Budget, depth: int) -> Contents:
    kind = recognize(member.data, f"{member.name}{member.ending}")
    for name, found in _read(member.data, label, kind=kind, budget=budget, depth=depth):
        if isinstance(found, Article):
            known = member.known.over(found.known)
            # The innermost member is the one that the reader was given.
            sha256 = found.sha256 or hashlib.sha256(member.data).hexdigest()
            retrieved = found.retrieved or member.retrieved
            yield (
                name,
                msgspec.structs.replace(found, known=known, sha256=sha256, retrieved=retrieved),
            )
        else:
            yield name, found


def _tripped(error: Exception) -> IntakeError:
    if isinstance(error, ImportError):
        reason = in_short(error)
        return IntakeError(
            "R902", f"what reads it is not installed whole ({reason}): install again"
        )
    message = f"it is damaged, or built to do damage ({in_short(error)}); mend the file"
    return IntakeError("R115", message)
