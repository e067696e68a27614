"""Text from outside, made safe to look at: nothing in it can steer the reader's screen.

Reports are written by strangers. A character that is not seen but acts (a terminal escape, a
bidirectional override, an invisible letter) is named or dropped before it is shown. Escaping of
markup is left to the renderer, which knows its own format.
"""

from __future__ import annotations

import re

# Line and paragraph separators, tabs and other space controls: all just space to a reader.
_SPACE = re.compile("[\t\n\x0b\x0c\r\x1c-\x1f\x85\u2028\u2029]")
# Controls, bidirectional marks and embeddings, deprecated and interlinear controls.
_ACTING = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u206f\ufff9-\ufffb]")  # fmt: skip # noqa: E501
# Characters without a width: soft hyphen, zero-width space, word joiner, fillers, BOM, tags.
_INVISIBLE = re.compile("[\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u2060-\u2065\u3164\ufeff\uffa0\U000e0000-\U000e0fff]")  # fmt: skip # noqa: E501
# Joiners shape letters in many scripts and emoji; between Latin letters they only deceive.
_STRAY_JOINER = re.compile("(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])")
_SURROGATE = re.compile("[\ud800-\udfff]")


def visible(text: str) -> str:
    """Gives `text` with acting characters named ("⟦U+202E⟧") and invisible ones left out."""
    if text.isascii() and text.isprintable():
        return text
    text = _SURROGATE.sub("\ufffd", _SPACE.sub(" ", text))
    text = _STRAY_JOINER.sub("", _INVISIBLE.sub("", text))
    return _ACTING.sub(lambda found: f"⟦U+{ord(found.group()):04X}⟧", text)


def shorten(text: str, limit: int) -> str:
    """Gives `text` on one line, cut to `limit` characters with an ellipsis."""
    line = " ".join(text.split())
    return line if len(line) <= limit else line[: limit - 1].rstrip() + "…"
