"""Mail (RFC 5322 and MIME): newsletters, press releases and wire copy sent by mail."""

from __future__ import annotations

import email
import email.policy
import email.utils
from collections.abc import Iterator
from email.message import EmailMessage
from typing import Any, cast

from rashomon.errors import IntakeError
from rashomon.intake.article import Article, Member, Unread
from rashomon.intake.formats.markup import add_html
from rashomon.intake.formats.prose import Prose, clean
from rashomon.intake.metadata import Metadata, metadata_of

READER = "mail"
_MOST_PARTS = 200
_NO_REPORTS = ("image/", "audio/", "video/", "text/calendar", "application/pgp", "application/pkcs")
_MOST_BOUNDARIES = 10_000
_DEEPEST = 100
_LONGEST_HEADER = 2000
# Whatever the standard library trips over: header and charset names are the sender's.
_FAULTS = (
    LookupError, ValueError, AttributeError, TypeError, RecursionError, AssertionError,
    OverflowError,
)  # fmt: skip


class _Bounded(email.policy.EmailPolicy):
    """The policy of today's mail; of long headers, whose parsing takes ever longer, the start."""

    def header_fetch_parse(self, name: str, value: str) -> Any:  # noqa: ANN401 - as in the class
        return super().header_fetch_parse(name, value[:_LONGEST_HEADER])


def read(data: bytes, name: str) -> Iterator[Article | Member | Unread]:
    """Gives the text of a mail, and its attachments to be read in turn.

    The plain text goes before the HTML. `title` is the subject, `published` the date, `outlet`
    the name of the sender. Raises IntakeError: R130 where it is no mail, R132 where it holds
    neither text nor attachments, R139 where it has too many parts.
    """
    if data.count(b"\n--") > _MOST_BOUNDARIES or data.lower().count(b"boundary=") > _DEEPEST:
        raise IntakeError("R139", "this mail has far more parts than mails have")
    try:
        message = cast("EmailMessage", email.message_from_bytes(data, policy=_Bounded()))
        parts = _parts(message)
    except _FAULTS as error:
        raise IntakeError("R130", f"it can't be read as mail ({clean(str(error))[:100]})") from None
    prose = _text(parts)
    known = metadata_of({key: value for key, value in _record(message).items() if value})
    attached = [*_attachments(parts, known)]
    if prose.text:
        yield Article(text=prose.text, reader=READER, known=known, zones=prose.zones)
    elif not attached:
        raise IntakeError("R132", "this mail holds no text; give the report itself")
    yield from attached


def _parts(message: EmailMessage) -> list[EmailMessage]:
    """Gives the parts that hold something, without those of mails attached to the mail."""
    leaves: list[EmailMessage] = []
    pending = [message]
    while pending and len(leaves) < _MOST_PARTS:
        part = pending.pop()
        content = part.get_payload()
        is_mail = part.get_content_type() == "message/rfc822"
        if isinstance(content, list) and not is_mail:
            pending.extend(reversed([item for item in content if isinstance(item, EmailMessage)]))
        else:
            leaves.append(part)
    return leaves


def _text(parts: list[EmailMessage]) -> Prose:
    for kind in ("text/plain", "text/html"):
        prose = Prose()
        for part in parts:
            if part.get_content_type() == kind and not _is_attached(part):
                words = _content(part)
                if kind == "text/html":
                    add_html(prose, words)
                else:
                    prose.add(_unwrapped(words, part))
        if any(map(str.isalnum, prose.text)):
            return prose
    return Prose()


def _content(part: EmailMessage) -> str:
    """Gives the words of a part; what its charset can't decode is replaced."""
    try:
        return str(part.get_content(errors="replace"))
    except _FAULTS:
        raw = part.get_payload(decode=True)
        return raw.decode("utf-8", "replace") if isinstance(raw, bytes) else ""


def _unwrapped(words: str, part: EmailMessage) -> str:
    """Joins the lines that "format=flowed" wraps (RFC 3676); the signature's mark is no line."""
    words = words.replace("\r\n", "\n")
    try:
        is_flowed = part.get_param("format") == "flowed"
    except _FAULTS:
        is_flowed = False
    if not is_flowed:
        return words
    joined = [""]
    for line in words.split("\n"):
        line = line.removeprefix(" ")
        joined[-1] += line
        if not line.endswith(" ") or line == "-- ":
            joined.append("")
    return "\n".join(joined)


def _is_attached(part: EmailMessage) -> bool:
    try:
        return part.is_attachment() or bool(part.get_filename())
    except _FAULTS:
        return True


def _attachments(parts: list[EmailMessage], mail: Metadata) -> Iterator[Member]:
    """Gives the files and mails attached; files are as old as the mail and of its sender."""
    sent = Metadata(outlet=mail.outlet, published=mail.published)
    for number, part in enumerate(parts, start=1):
        kind = part.get_content_type()
        is_mail = kind == "message/rfc822"
        if kind.startswith(_NO_REPORTS) or not (is_mail or _is_attached(part)):
            continue
        try:
            label = clean(part.get_filename() or "")[:200]
            held = part.get_content() if is_mail else part.get_payload(decode=True)
            content = held.as_bytes() if isinstance(held, EmailMessage) else held
        except _FAULTS:
            continue
        if isinstance(content, bytes) and content.strip():
            yield Member(
                name=label or f"attachment {number}",
                data=content,
                known=Metadata() if is_mail else sent,
                ending=".eml" if is_mail else "",
            )


def _record(message: EmailMessage) -> dict[str, Any]:
    said = _header(message, "Date")
    sender = _header(message, "From")
    name, address = email.utils.parseaddr(sender)
    return {
        "title": _header(message, "Subject"),
        "outlet": name or address.rpartition("@")[2],
        "published": said,
        "language": _header(message, "Content-Language"),
        "from": sender,
        "messageId": _header(message, "Message-ID"),
        "listId": _header(message, "List-Id"),
    }


def _header(message: EmailMessage, name: str) -> str:
    try:
        return clean(str(message.get(name) or ""))[:1000]
    except _FAULTS:
        return ""
