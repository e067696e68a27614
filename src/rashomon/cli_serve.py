"""The commands of the web reader: serve, and access for the accounts of its readers."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from rashomon.cli_library import library_option
from rashomon.cli_reports import coded_errors, tell

if TYPE_CHECKING:
    from rashomon.serving.access.accounts import Role
    from rashomon.serving.settings import Settings

_ROLES = ("reader", "editor")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(1, 65535), default=8750, show_default=True, help="Port."
)
@click.option(
    "--public", metavar="URL", help="How readers reach it through a proxy (https://desk.example)."
)
@click.option(
    "--proxy",
    "proxies",
    multiple=True,
    metavar="ADDRESS",
    help="Address of a proxy that is believed when it says who asks; repeatable.",
)
@click.option(
    "--allow-private",
    "private",
    multiple=True,
    metavar="HOST",
    help="Private host, address or network that may be fetched; repeatable.",
)
@click.option(
    "--workers",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    help="Processes that serve; more than one needs PostgreSQL.",
)
@click.option(
    "--log-level",
    type=click.Choice(["debug", "info", "warning", "error"]),
    default="info",
    show_default=True,
    help="What is logged, as lines of JSON on stderr.",
)
@library_option
@coded_errors
def serve(
    *,
    host: str,
    port: int,
    public: str | None,
    proxies: Sequence[str],
    private: Sequence[str],
    workers: int,
    log_level: str,
    place: str | None,
) -> None:
    """Serve the library to browsers, and to programs.

    That is the web reader and the HTTP API.
    Only this machine reaches it, unless --host or --public says otherwise; then everybody logs in
    with an account that `rashomon access add` made.
    """
    from rashomon.library import default_place
    from rashomon.serving.running import run
    from rashomon.serving.settings import Settings, checked_public

    settings = Settings(
        library=place or default_place(),
        host=host,
        port=port,
        public=checked_public(public),
        proxies=tuple(proxies),
        private=tuple(private),
    )
    run(settings, workers=workers, log_level=log_level, ready=_tell_where)


def _tell_where(settings: Settings) -> None:
    if sys.stderr.isatty():
        from rashomon.library.opening import without_password

        named = without_password(settings.library)
        tell(f"Rashomon serves {named} at {settings.address}  (Ctrl-C ends it)")


@click.group()
def access() -> None:
    """Accounts and tokens of those who may read or edit."""


@access.command("add")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(_ROLES), default="reader", show_default=True, help="What it may do."
)
@click.option("--no-password", is_flag=True, help="For programs: tokens open it, no password.")
@library_option
@coded_errors
def add_account(*, name: str, role: Role, no_password: bool, place: str | None) -> None:
    """Make an account, or change its role and password.

    The password is asked for; where stdin is no terminal its first line is taken.
    """
    from rashomon.library import open_library
    from rashomon.serving.access.accounts import put_account

    password = None if no_password else _asked_password()
    with open_library(place) as library:
        put_account(library, name, role=role, password=password)


@access.command("list")
@library_option
@coded_errors
def list_accounts(*, place: str | None) -> None:
    """List the accounts with their roles and the labels of their tokens."""
    from rashomon.library import open_library
    from rashomon.serving.access.accounts import list_accounts

    with open_library(place, new=False) as library:
        for account in list_accounts(library):
            kind = "password" if account.has_password else "no password"
            tokens = f", tokens: {', '.join(account.tokens)}" if account.tokens else ""
            click.echo(f"{account.name}\t{account.role}\t{kind}{tokens}")


@access.command("remove")
@click.argument("name")
@library_option
@coded_errors
def remove_account(*, name: str, place: str | None) -> None:
    """Remove an account with its sessions and tokens."""
    from rashomon.library import open_library
    from rashomon.serving.access.accounts import remove_account

    with open_library(place, new=False) as library:
        remove_account(library, name)


@access.command("token")
@click.argument("name")
@click.argument("label")
@click.option("--remove", is_flag=True, help="Remove the tokens with this label instead.")
@library_option
@coded_errors
def token(*, name: str, label: str, remove: bool, place: str | None) -> None:
    """Make a token for a program, which is shown this once: LABEL says which program it is."""
    from rashomon.library import open_library
    from rashomon.serving.access.accounts import new_token, remove_tokens

    with open_library(place, new=False) as library:
        if remove:
            remove_tokens(library, name, label=label)
        else:
            click.echo(new_token(library, name, label=label))


def _asked_password() -> str:
    if sys.stdin.isatty():
        asked: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return asked
    return sys.stdin.readline().rstrip("\r\n")
