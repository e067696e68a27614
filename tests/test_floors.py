"""Quality may not fall: CI measures a sample and holds it against the floors."""

import json

from evaluation.__main__ import FLOORS, below, measure, raised


def test_no_figure_is_below_its_floor(shared):
    figures = measure(shared, sample=True)
    assert below(figures, json.loads(FLOORS.read_text())) == []


def test_a_figure_below_its_floor_is_named():
    assert below({"links F1": 0.5}, {"links F1": 0.6}) == [
        "links F1: 0.500 is below its floor of 0.600"
    ]


def test_a_figure_without_a_floor_is_named():
    (line,) = below({"links F1": 0.5}, {})
    assert "no floor" in line


def test_floors_rise_and_do_not_fall():
    floors = {"a": 0.5, "b": 0.9}
    new = raised({"a": 0.7, "b": 0.8}, floors, slack=0.01, allow_lower=False)
    assert new == {"a": 0.69, "b": 0.9}


def test_a_floor_falls_only_where_allowed():
    new = raised({"b": 0.8}, {"b": 0.9}, slack=0.01, allow_lower=True)
    assert new == {"b": 0.79}
