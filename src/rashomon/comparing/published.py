"""Which of two reports was published first, as far as their dates tell."""

from __future__ import annotations

import re

from rashomon.intake.dates import in_utc

# A day, or a day with a time of day: what is told less precisely is in no sure order.
_DAY = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+(?:Z|[+-]\d\d:?\d\d)?)?")


def published_before(one: str | None, other: str | None) -> bool | None:
    """Says whether one time of publication is before another; None where that is not sure.

    Times are EDTF, with or without a time of day. They are compared as precisely as both are
    told, in UTC where they have an offset; the same day, or less than a day, tells no order.
    """
    if not (one and other and _DAY.fullmatch(one) and _DAY.fullmatch(other)):
        return None
    first, second = in_utc(one), in_utc(other)
    precision = min(len(first), len(second))
    first, second = first[:precision], second[:precision]
    return None if first == second else first < second
