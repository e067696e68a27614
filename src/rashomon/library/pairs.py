"""What two reports have to do with each other, kept so that it is found once."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from sqlalchemy import Connection, bindparam, delete, insert, select

from rashomon.bulk.cache import models_fingerprint
from rashomon.comparing.pair import PairFindings, ReportIds
from rashomon.library.packing import pack, unpack
from rashomon.library.tables import pairs


def known_pairs(connection: Connection, reports: Collection[str]) -> dict[ReportIds, PairFindings]:
    """Gives what these models found of every two of some reports, as far as it is kept."""
    query = select(pairs.c.one, pairs.c.other, pairs.c.rests_on, pairs.c.data).where(
        pairs.c.one.in_(reports),
        pairs.c.other.in_(reports),
        pairs.c.models == models_fingerprint(),
    )
    return {
        (row.one, row.other): PairFindings(rests_on=row.rests_on)
        if row.data is None
        else unpack(row.data, PairFindings)
        for row in connection.execute(query)
    }


def keep_pairs(
    connection: Connection,
    found: Mapping[ReportIds, PairFindings],
    *,
    known: Mapping[ReportIds, PairFindings],
) -> None:
    """Keeps what was found and is not `known`, in place of what was kept of the same reports."""
    fresh = {ids: findings for ids, findings in found.items() if known.get(ids) != findings}
    if not fresh:
        return
    # Which of two comes first depends on their texts, and may have been the other way.
    either = [{"left": ids[k], "right": ids[1 - k]} for ids in fresh for k in (0, 1)]
    same = (pairs.c.one == bindparam("left"), pairs.c.other == bindparam("right"))
    connection.execute(delete(pairs).where(*same), either)
    lines = [
        {
            "one": one,
            "other": other,
            "models": models_fingerprint(),
            "rests_on": findings.rests_on,
            # Most pairs of a large story have nothing in common.
            "data": pack(findings) if findings.links else None,
        }
        for (one, other), findings in fresh.items()
    ]
    connection.execute(insert(pairs), lines)
