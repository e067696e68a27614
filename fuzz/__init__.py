"""Fuzzing of the readers of inputs: `python -m fuzz` for all of them, within bounds of time."""
