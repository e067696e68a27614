"""A library that an older version made is brought up to date, with all that is in it."""

import pytest
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

from rashomon.library import list_stories, open_library
from rashomon.library.opening import HEAD


def settings():
    config = Config()
    config.set_main_option("script_location", "rashomon.library:migrations")
    config.set_main_option("path_separator", "os")
    return config


def landed():
    """The versions of the tables that have landed, the first one first."""
    return [step.revision for step in ScriptDirectory.from_config(settings()).walk_revisions()][
        ::-1
    ]


# One report as the first version wrote it.
ROWS = (
    "INSERT INTO reports (id, version, language, added, title)"
    " VALUES ('Herald', 1, 'en', '2016-12-12T09:00:00Z', 'Dam breaks')",
    "INSERT INTO stories VALUES ('s1', 'Dam breaks', '2016-12-11', '2016-12-11', 1)",
    "INSERT INTO membership VALUES ('Herald', 's1')",
)


def make(place, revision):
    """Makes a library as an older version made it."""
    url = place.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(url if "://" in url else f"sqlite:///{place}")
    with engine.begin() as connection:
        config = settings()
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for row in ROWS:
            connection.execute(text(row))
    engine.dispose()


def test_the_newest_version_is_the_one_that_the_code_knows():
    assert landed()[-1] == HEAD


@pytest.mark.parametrize("revision", landed())
def test_a_library_of_an_older_version_is_brought_up_to_date(place, revision):
    make(place, revision)
    with open_library(place) as library:
        (story,) = list_stories(library)
        assert [report.id for report in story.reports] == ["Herald"]
        with library.reading() as connection:
            assert MigrationContext.configure(connection).get_current_revision() == HEAD
