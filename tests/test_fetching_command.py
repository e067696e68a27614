"""Addresses on the command line: `rashomon read URL`."""

import json

import pytest
from click.testing import CliRunner

from rashomon.cli import main
from rashomon.reading.reading import Reading
from tests.misbehaving import Server, answer

TEXT = "Harbour closed\n\nThe harbour of Tamsin was closed on Monday after a spill of oil.\n"


@pytest.fixture(autouse=True)
def no_model(monkeypatch):
    """Stands in for the room that loads models."""

    def read(report):
        nothing = {"actors": (), "statements": (), "times": (), "quantities": ()}
        return Reading(report=report, sentences=(), **nothing)

    monkeypatch.setattr("rashomon.reading.read", read, raising=False)


@pytest.fixture
def address():
    with Server() as server:
        server.pages["/harbour"] = answer(TEXT.encode(), Content_Type="text/plain")
        yield server.url("/harbour")


def read(*arguments):
    return CliRunner().invoke(main, ["read", "--json", *arguments])


@pytest.mark.parametrize("named", ["127.0.0.1", "127.0.0.0/8"])
def test_a_private_page_is_read_where_it_is_named(address, named):
    done = read(address, "--allow-private", "10.0.0.0/8", "--allow-private", named)
    assert done.exit_code == 0
    (reading,) = json.loads(done.stdout)
    assert reading["report"]["text"] == TEXT
    (taken,) = reading["report"]["retrievals"]
    assert (taken["source"], taken["address"]) == (address, address)


def test_a_private_page_is_refused_unless_it_is_named(address):
    done = read(address)
    assert done.exit_code == 1
    assert f"R152 {address}" in done.stderr
    assert "--allow-private 127.0.0.1" in done.stderr


def test_what_fails_does_not_stop_the_others(address):
    done = read(address, address + "x", "--allow-private", "127.0.0.1")
    assert done.exit_code == 3
    assert "R158" in done.stderr
    assert len(json.loads(done.stdout)) == 1


def test_a_network_that_is_none_is_wrong_usage(address):
    done = read(address, "--allow-private", "10.0.0.0/99")
    assert done.exit_code == 2
    assert "10.0.0.0/99" in done.stderr
