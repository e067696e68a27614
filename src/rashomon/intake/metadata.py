"""What is known of a report beside its text: options, sidecar, front matter, JSONL record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from rashomon.errors import IntakeError
from rashomon.intake.dates import published_time

_LONGEST_FRONT_MATTER = 20_000
_MOST_MARKS = 1_000
_FRONT_MATTER = re.compile(
    r"---[ \t]*\r?\n(?P<yaml>.*?)(?<=\n)(?:---|\.\.\.)[ \t]*(?:\r?\n|$)", re.DOTALL
)
_KEY = re.compile(r"\s*[A-Za-z_][\w -]*:(?:\s|$)")
_LANGUAGE = re.compile(r"(?P<code>[a-z]{2,3})(?:[-_].*)?", re.IGNORECASE)
_TEXTS = ("id", "outlet", "url", "title", "published")
_FIELDS = frozenset({*_TEXTS, "authors", "author", "language", "text"})


class Metadata(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of a report. `problems` says which fields could not be used, and why."""

    id: str | None = None
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    extra: dict[str, Any] = {}
    problems: tuple[str, ...] = ()

    def over(self, other: Metadata) -> Metadata:
        """Gives this and, where this says nothing, `other`."""
        return Metadata(
            id=self.id or other.id,
            outlet=self.outlet or other.outlet,
            url=self.url or other.url,
            title=self.title or other.title,
            published=self.published or other.published,
            authors=self.authors or other.authors,
            language=self.language or other.language,
            extra={**other.extra, **self.extra},
            problems=self.problems + other.problems,
        )


def metadata_of(record: Mapping[str, Any]) -> Metadata:
    """Gives the known fields of a record; the others are kept as `extra`.

    A field of the wrong kind is left out and named in `problems`.
    """
    problems: list[str] = []
    known = {name: _text(record, name, problems) for name in _TEXTS}
    published = known.pop("published")
    if published is not None:
        known["published"] = published_time(published)
        if known["published"] is None:
            problems.append(f'published "{published}" is no date; write it as 2016-12-31')
    language = _LANGUAGE.fullmatch(_text(record, "language", problems) or "")
    return Metadata(
        **known,
        authors=_authors(record.get("authors", record.get("author"))),
        language=language["code"].lower() if language else None,
        extra={name: value for name, value in record.items() if name not in _FIELDS},
        problems=tuple(problems),
    )


def _text(record: Mapping[str, Any], name: str, problems: list[str]) -> str | None:
    value = record.get(name)
    if value is None or isinstance(value, str):
        return value.strip() or None if value else None
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    problems.append(f"{name} is no text and is left out")
    return None


def _authors(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        # As trafilatura writes several.
        value = value.split(";")
    if not isinstance(value, list):
        return ()
    return tuple(name.strip() for name in value if isinstance(name, str) and name.strip())


def read_json_object(data: bytes | str) -> dict[str, Any]:
    """Reads one JSON object. Raises ValueError, which says what is wrong."""
    try:
        value = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise ValueError(f"not valid JSON ({error})") from None
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def split_front_matter(text: str) -> tuple[Metadata, str]:
    """Parts the YAML front matter of a text from the text that follows it.

    A text that only begins with a rule ("---") has none and is given back whole.
    Raises IntakeError R111 where the front matter is no plain YAML mapping.
    """
    match = _FRONT_MATTER.match(text, 0, _LONGEST_FRONT_MATTER)
    if match is None or not _KEY.match(match["yaml"]):
        return Metadata(), text
    return metadata_of(_read_yaml(match["yaml"])), text[match.end() :]


def _read_yaml(source: str) -> dict[str, Any]:
    import yaml

    # Each nested mark makes reading all that follows slower: 20,000 take ten seconds.
    if sum(map(source.count, ("[", "{", "- -", "? ?"))) > _MOST_MARKS:
        raise IntakeError("R111", "its front matter is too involved; write plain fields")
    try:
        if any(isinstance(token, yaml.AliasToken) for token in yaml.scan(source)):
            raise IntakeError("R111", "its front matter uses YAML aliases; write the values out")
        # All values stay text: a date is not to be read twice, by two rules.
        value = yaml.load(source, Loader=yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError) as error:
        reason = " ".join(str(error).split())
        raise IntakeError(
            "R111", f"its front matter is not valid YAML ({reason}); mend or remove it"
        ) from None
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise IntakeError("R111", "its front matter is no list of fields; mend or remove it")
    return value
