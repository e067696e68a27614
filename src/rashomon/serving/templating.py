"""The templates of the pages, over those of the HTML report."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import quote, urlencode

from jinja2 import Environment, PackageLoader

from rashomon import __version__
from rashomon.serving.static import static_url
from rashomon.serving.story_parts import fold_away, set_apart
from rashomon.serving.tools import claim_tools, speaker_tools
from rashomon.showing.dates import date_words
from rashomon.showing.lookup import anchor
from rashomon.showing.safe import shorten
from rashomon.showing.templating import environment


@lru_cache(maxsize=1)
def templates() -> Environment:
    """Gives the templates. A place in a report's text is on the page of the story's texts."""
    made = environment(in_text=_in_text, also=PackageLoader("rashomon.serving", "templates"))
    made.globals |= {
        "claim_tools": claim_tools,
        "speaker_tools": speaker_tools,
        "folded_away": fold_away,
        "set_apart": set_apart,
        "static": static_url,
        "version": __version__,
        "story_url": lambda story: f"/stories/{quote(story, safe='')}/",
        "report_url": lambda report: f"/reports/{quote(report, safe='')}",
        "speaker_url": lambda name: f"/speakers/{quote(name, safe='')}",
        "with_query": with_query,
        "anchor": anchor,
    }
    made.filters |= {"when": date_words, "shorten": shorten}
    return made


def with_query(path: str, values: dict[str, str | None]) -> str:
    """Gives a path with those values in its query that are not empty."""
    told = {name: value for name, value in values.items() if value}
    return f"{path}?{urlencode(told)}" if told else path


def _in_text(key: str, place: str) -> str:
    query = f"?base={key}" if key else ""
    return f"texts{query}#{place}"
