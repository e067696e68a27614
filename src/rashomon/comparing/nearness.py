"""Where something in another report comes near what a sentence asserts, though it is not joined.

That a report alone tells something, or leaves it out, is a claim about the whole of the others. It
needs more than that no link was firm enough to join the two.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from rashomon.comparing.claims import Node
from rashomon.comparing.pair import PairFindings
from rashomon.comparing.pairs import Pair

# Probability of a link from which its sentences come near each other. On the training stories half
# of the sentences whose best link lies between this and what makes a claim share something after
# all, of those below one in eight (docs/comparing.md).
NEAR = 0.15


class Nearness:
    """Finds the reports that come near a claim. `copies` are the places of one text each."""

    def __init__(
        self, pairs: Mapping[Pair, PairFindings], copies: Mapping[int, Sequence[int]]
    ) -> None:
        self._copies = copies
        self._near: dict[Node, set[int]] = {}
        for (i, j), found in pairs.items():
            for link in found.links:
                if link.probability >= NEAR:
                    self._near.setdefault((i, link.left), set()).add(j)
                    self._near.setdefault((j, link.right), set()).add(i)

    def beside(self, nodes: Iterable[Node]) -> set[int]:
        """Gives the places of the reports in which something comes near one of these sentences.

        Those of the sentences themselves are not among them.
        """
        nodes = list(nodes)
        own = {place for place, _ in nodes}
        near = {place for node in nodes for place in self._near.get(node, ())}
        return {copy for place in near for copy in self._copies[place]} - own
