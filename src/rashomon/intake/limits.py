"""How much is read: bounds for single documents, collections, and what is packed in archives."""

from __future__ import annotations

from dataclasses import dataclass

from rashomon.errors import IntakeError

LARGEST_DOCUMENT = 20_000_000
LARGEST_COLLECTION = 400_000_000
DEEPEST = 4
MOST_MEMBERS = 200_000
LARGEST_EXPANDED = 4_000_000_000
# A text packs to a tenth; a bomb to a thousandth.
MOST_EXPANSION = 200
FREE_EXPANSION = 50_000_000


def too_large(most: int) -> IntakeError:
    """Gives the error for what is larger than `most` bytes."""
    return IntakeError("R106", f"it is larger than {most // 1_000_000} MB; give smaller files")


@dataclass
class Budget:
    """What may still be read out of one source: members, and bytes by the size of the source."""

    packed: int
    members: int = 0
    expanded: int = 0

    def spend(self, size: int, *, depth: int) -> None:
        """Counts one member. Raises IntakeError R114 where the source goes over a bound."""
        self.members += 1
        self.expanded += size
        allowed = min(max(MOST_EXPANSION * self.packed, FREE_EXPANSION), LARGEST_EXPANDED)
        if depth > DEEPEST:
            problem = f"archives are packed in it more than {DEEPEST} deep"
        elif self.members > MOST_MEMBERS:
            problem = f"it holds more than {MOST_MEMBERS:,} files"
        elif self.expanded > allowed:
            problem = f"it unpacks to more than {allowed // 1_000_000} MB"
        else:
            return
        raise IntakeError("R114", f"{problem}; the rest is not read. Unpack it and give the files")
