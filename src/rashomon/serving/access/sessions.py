"""Who asks: a session from a cookie, an account by a token, or whoever sits at this machine."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta

import msgspec
from msgspec.structs import replace
from sqlalchemy import ColumnElement, Table, delete, insert, select

from rashomon.library import Library
from rashomon.library.packing import moment
from rashomon.library.tables import accounts, sessions, tokens
from rashomon.serving.access.accounts import Role, digest
from rashomon.serving.access.passwords import fits

LONGEST_SECRET = 200
"""Characters of a cookie or token beyond which nobody looks it up."""


class Visitor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `key` is the cookie to which forms are bound, None for programs with a token.

    `name` is None for somebody who has not logged in and has to.
    """

    name: str | None = None
    role: Role | None = None
    key: str | None = None
    session: bool = False

    @property
    def edits(self) -> bool:
        """Whether this visitor may change what is in the library."""
        return self.role == "editor"


def role_by_password(library: Library, name: str, password: str) -> Role | None:
    """Gives the role of an account whose password fits, else None; both take equally long."""
    query = select(accounts.c.role, accounts.c.password).where(accounts.c.name == name)
    with library.reading() as connection:
        row = connection.execute(query).first()
    right = fits(password, row.password if row else None)
    return row.role if row and right else None


def begin_session(library: Library, name: str, *, hours: float) -> str:
    """Gives the cookie of a new session. Sessions that are over are forgotten meanwhile."""
    cookie = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    with library.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.ends < moment(now)))
        connection.execute(
            insert(sessions).values(
                digest=digest(cookie), account=name, ends=moment(now + timedelta(hours=hours))
            )
        )
    return cookie


def end_session(library: Library, cookie: str) -> None:
    """Ends a session: its cookie opens nothing any more."""
    with library.writing() as connection:
        connection.execute(delete(sessions).where(sessions.c.digest == digest(cookie)))


def visitor_by_cookie(library: Library, cookie: str) -> Visitor | None:
    """Gives who has a session with this cookie, None where it is over or never was."""
    lasts = sessions.c.ends > moment(datetime.now(UTC))
    found = _holder(library, sessions, cookie, lasts)
    return None if found is None else replace(found, key=cookie, session=True)


def visitor_by_token(library: Library, token: str) -> Visitor | None:
    """Gives whose token this is, None where it is nobody's."""
    return _holder(library, tokens, token)


def _holder(
    library: Library, kept: Table, secret: str, *also: ColumnElement[bool]
) -> Visitor | None:
    """Gives the account for which a table has kept this secret."""
    if len(secret) > LONGEST_SECRET:
        return None
    query = (
        select(accounts.c.name, accounts.c.role)
        .join(kept, kept.c.account == accounts.c.name)
        .where(kept.c.digest == digest(secret), *also)
    )
    with library.reading() as connection:
        row = connection.execute(query).first()
    return None if row is None else Visitor(name=row.name, role=row.role)
