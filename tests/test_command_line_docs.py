"""The page on the command line names every command and option, and no others."""

import re
from pathlib import Path

import click
import pytest

from rashomon.cli import main

PAGE = (Path(__file__).parents[1] / "docs" / "command-line.md").read_text(encoding="utf-8")


def with_commands(command):
    """A command, and the commands in it where it is a group."""
    found = [command]
    for inner in getattr(command, "commands", {}).values():
        found += with_commands(inner)
    return found


def options(command):
    return {
        name
        for inner in with_commands(command)
        for parameter in inner.params
        if isinstance(parameter, click.Option)
        for name in (*parameter.opts, *parameter.secondary_opts)
        if name.startswith("--")
    }


@pytest.mark.parametrize("name", sorted(main.commands))
def test_a_command_is_documented(name):
    assert re.search(rf"^    rashomon {name}\b", PAGE, re.MULTILINE)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_each_option_of_a_command_is_documented(name):
    in_code = set(re.findall(r"--[a-z][a-z-]*", " ".join(re.findall(r"`[^`]+`", PAGE))))
    assert options(main.commands[name]) <= in_code


def test_no_option_is_documented_that_there_is_not():
    known = {"--help", "--version"}.union(*map(options, main.commands.values()))
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]*", PAGE)) <= known


def test_a_command_within_another_is_documented():
    for name, group in main.commands.items():
        for inner in getattr(group, "commands", {}):
            assert re.search(rf"^    rashomon {name} {inner}\b", PAGE, re.MULTILINE)


def test_each_option_says_what_it_does():
    for command in with_commands(main):
        for parameter in command.params:
            if isinstance(parameter, click.Option):
                assert parameter.help, parameter.name
