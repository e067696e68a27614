"""Showing: a comparison or a reading, for people and for other programs."""
