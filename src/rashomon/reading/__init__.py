"""One report to a Reading: sentences, actors, statements, times and quantities."""

from rashomon.reading.read import read

__all__ = ["read"]
