"""Who may come to a served library in tests: nobody, readers, editors, and those who pretend."""

from rashomon.library import open_library
from rashomon.serving.access.accounts import new_token, put_account
from rashomon.serving.access.sessions import begin_session, end_session

PASSWORD = "correct horse battery"
COOKIE = "rashomon-session-8750"

# Whom each address is for. An address that is not here makes a test fail.
ANYBODY, READERS, EDITORS = "anybody", "readers", "editors"
WHOM = {
    "GET /": READERS,
    "GET /add": READERS,
    "POST /add": EDITORS,
    "GET /bell": READERS,
    "POST /example": EDITORS,
    "GET /favicon.ico": READERS,
    "GET /health/live": ANYBODY,
    "GET /health/ready": ANYBODY,
    "GET /jobs/{identity}": READERS,
    "GET /login": ANYBODY,
    "POST /login": ANYBODY,
    "POST /logout": READERS,
    "GET /metrics": READERS,
    "GET /reports/{report:path}": READERS,
    "GET /robots.txt": READERS,
    "GET /search": READERS,
    "GET /speakers": READERS,
    "GET /speakers/{name:path}": READERS,
    "GET /static/{digest}/{name}": ANYBODY,
    "GET /stories/{story}": READERS,
    "GET /stories/{story}/claims/{claim}": READERS,
    "POST /stories/{story}/judgements": EDITORS,
    "POST /judgements/{judgement}/undo": EDITORS,
    "GET /api": READERS,
    "GET /api/v1/openapi.json": READERS,
    "GET /api/v1/changes": READERS,
    "GET /api/v1/changes/stream": READERS,
    "GET /api/v1/jobs/{job}": READERS,
    "GET /api/v1/judgements": READERS,
    "POST /api/v1/judgements": EDITORS,
    "DELETE /api/v1/judgements/{judgement}": EDITORS,
    "GET /api/v1/readings/{report:path}": READERS,
    "GET /api/v1/reports": READERS,
    "POST /api/v1/reports": EDITORS,
    "GET /api/v1/reports/{report:path}": READERS,
    "GET /api/v1/search": READERS,
    "GET /api/v1/speakers": READERS,
    "GET /api/v1/statements": READERS,
    "GET /api/v1/stories": READERS,
    "GET /api/v1/stories/{story}": READERS,
    "GET /api/v1/stories/{story}/annotations": READERS,
    "GET /api/v1/stories/{story}/comparison": READERS,
    "GET /api/v1/stories/{story}/reports": READERS,
    "GET /stories/{story}/": READERS,
    "GET /stories/{story}/find/{anchor}": READERS,
    "GET /stories/{story}/part-{number}": READERS,
    "GET /stories/{story}/texts": READERS,
}


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
