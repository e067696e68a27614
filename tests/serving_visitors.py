"""Who may come to a served library in tests: nobody, readers, editors, and those who pretend."""

from rashomon.library import open_library
from rashomon.serving.access.accounts import new_token, put_account
from rashomon.serving.access.sessions import begin_session, end_session

PASSWORD = "correct horse battery"
COOKIE = "rashomon-session-8750"


def with_accounts(place):
    """Makes a reader and an editor; gives the headers of each kind of visitor."""
    with open_library(place) as library:
        put_account(library, "reader", role="reader", password=PASSWORD)
        put_account(library, "editor", role="editor", password=PASSWORD)
        ended = begin_session(library, "editor", hours=1)
        end_session(library, ended)
        cookies = {
            "reader": begin_session(library, "reader", hours=1),
            "editor": begin_session(library, "editor", hours=1),
            "expired": begin_session(library, "editor", hours=-1),
            "ended": ended,
            "guessed": "x" * 43,
        }
        tokens = {
            "reader's token": new_token(library, "reader", label="test"),
            "editor's token": new_token(library, "editor", label="test"),
            "wrong token": "rash_" + "x" * 43,
        }
    return (
        {"nobody": {}}
        | {name: {"cookie": f"{COOKIE}={cookie}"} for name, cookie in cookies.items()}
        | {name: {"authorization": f"Bearer {token}"} for name, token in tokens.items()}
    )


def routes_of(app):
    """The routes of an application, those of its routers too."""
    found = []
    pending = list(app.routes)
    while pending:
        route = pending.pop()
        inner = getattr(route, "original_router", None)
        if inner is not None:
            pending.extend(inner.routes)
        else:
            found.append(route)
    return sorted(found, key=lambda route: route.path)
