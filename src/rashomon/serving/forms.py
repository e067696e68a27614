"""Forms as pages send them: read once, and only if one of our own pages sent them."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from rashomon.errors import RashomonError
from rashomon.serving.access.csrf import is_form_token
from rashomon.serving.site import visitor_of

_FIELDS_AT_MOST = 20
_PART_AT_MOST = 5_000_000  # bytes of a pasted text


class Form:
    """The fields of a form that one of our own pages sent."""

    def __init__(self, fields: FormData) -> None:
        self.fields = fields

    def text(self, name: str) -> str:
        """Gives a field's text without space around it, empty where there is none."""
        value = self.fields.get(name)
        return value.replace("\x00", "").strip() if isinstance(value, str) else ""

    def texts(self, name: str) -> list[str]:
        """Gives the texts of a field that may come several times."""
        return [value for value in self.fields.getlist(name) if isinstance(value, str)]


async def read_form(request: Request) -> Form:
    """Gives the form of a request. Raises RashomonError R620, R624."""
    try:
        fields = await request.form(
            max_files=1, max_fields=_FIELDS_AT_MOST, max_part_size=_PART_AT_MOST
        )
        check_text(fields)
    except (HTTPException, ClientDisconnect, ValueError):
        raise RashomonError("R620", "this form could not be read; send it again") from None
    token = fields.get("token")
    if not isinstance(token, str) or not is_form_token(visitor_of(request).key, token):
        raise RashomonError("R624", "this page was too old; go back, load it anew, and try again")
    return Form(fields)


def check_text(fields: FormData) -> None:
    """Raises ValueError where a field is no text: some charsets can write half a letter."""
    for name, value in fields.multi_items():
        held = value if isinstance(value, str) else value.filename or ""
        (name + held).encode()
