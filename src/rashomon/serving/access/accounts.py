"""Accounts with their roles, and tokens for programs."""

from __future__ import annotations

import hashlib
import re
import secrets
from datetime import UTC, datetime
from typing import Literal

import msgspec
from sqlalchemy import delete, insert, select, update

from rashomon.errors import RashomonError
from rashomon.library import Library
from rashomon.library.packing import moment
from rashomon.library.tables import accounts, sessions, tokens
from rashomon.serving.access.passwords import hashed

Role = Literal["reader", "editor"]
"""A reader sees everything; an editor also adds reports and judges findings."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,63}")
_PREFIX = "rash_"  # by which leak scanners know a token


class Account(msgspec.Struct, frozen=True, kw_only=True):
    """An account, without its password; `tokens` are the labels of its tokens."""

    name: str
    role: Role
    added: str
    has_password: bool
    tokens: tuple[str, ...] = ()


def put_account(library: Library, name: str, *, role: Role, password: str | None) -> None:
    """Makes an account, or changes the one there is; then its sessions end.

    Without a password it is for programs with tokens; a password that is there stays. Raises
    RashomonError R610 for a name or password that does not do.
    """
    if not _NAME.fullmatch(name):
        raise RashomonError("R610", f"{name!r}: a name has letters, digits and . _ @ - only")
    values: dict[str, str] = {"role": role}
    if password is not None:
        values["password"] = hashed(password)
    with library.writing() as connection:
        known = connection.scalar(select(accounts.c.name).where(accounts.c.name == name))
        if known is None:
            line = {"name": name, "added": moment(datetime.now(UTC)), **values}
            connection.execute(insert(accounts).values(line))
        else:
            connection.execute(update(accounts).where(accounts.c.name == name).values(values))
            connection.execute(delete(sessions).where(sessions.c.account == name))


def remove_account(library: Library, name: str) -> None:
    """Removes an account with its sessions and tokens. Raises RashomonError R611 for no such."""
    with library.writing() as connection:
        for table in (sessions, tokens):
            connection.execute(delete(table).where(table.c.account == name))
        gone = connection.execute(delete(accounts).where(accounts.c.name == name))
        if not gone.rowcount:
            raise RashomonError("R611", f"{name}: there is no such account")


def list_accounts(library: Library) -> list[Account]:
    """Gives all accounts by name."""
    labels = select(tokens.c.account, tokens.c.label).order_by(tokens.c.id)
    with library.reading() as connection:
        named = connection.execute(labels).all()
        return [
            Account(
                name=row.name,
                role=row.role,
                added=row.added,
                has_password=row.password is not None,
                tokens=tuple(label for account, label in named if account == row.name),
            )
            for row in connection.execute(select(accounts).order_by(accounts.c.name))
        ]


def any_account(library: Library) -> bool:
    """Says whether there is an account: then everybody has to log in."""
    with library.reading() as connection:
        return connection.execute(select(accounts.c.name).limit(1)).first() is not None


def new_token(library: Library, name: str, *, label: str) -> str:
    """Gives a new token of an account, which is shown this once: its hash alone is kept.

    Raises RashomonError R611 where there is no such account.
    """
    token = _PREFIX + secrets.token_urlsafe(32)
    with library.writing() as connection:
        if connection.scalar(select(accounts.c.name).where(accounts.c.name == name)) is None:
            raise RashomonError("R611", f"{name}: there is no such account")
        connection.execute(
            insert(tokens).values(
                digest=digest(token), account=name, label=label, added=moment(datetime.now(UTC))
            )
        )
    return token


def remove_tokens(library: Library, name: str, *, label: str) -> None:
    """Removes the tokens of an account with a label. Raises RashomonError R611 for none."""
    with library.writing() as connection:
        gone = connection.execute(
            delete(tokens).where(tokens.c.account == name, tokens.c.label == label)
        )
        if not gone.rowcount:
            raise RashomonError("R611", f"{name} has no token {label!r}")


def digest(secret: str) -> str:
    """Gives the SHA-256 by which a secret is found: it is random, so no salt is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()
