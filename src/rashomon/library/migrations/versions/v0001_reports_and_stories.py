"""Reports with their versions, stories, what was found in them, and the index to search it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

# FTS5 over the table of passages ("external content"), kept by triggers as its manual shows.
_FTS5 = (
    "CREATE VIRTUAL TABLE passages_words USING fts5("
    "text, content='passages', content_rowid='id', "
    "tokenize='porter unicode61 remove_diacritics 2')",
    "CREATE TRIGGER passages_added AFTER INSERT ON passages BEGIN "
    "INSERT INTO passages_words(rowid, text) VALUES (new.id, new.text); END",
    "CREATE TRIGGER passages_removed AFTER DELETE ON passages BEGIN "
    "INSERT INTO passages_words(passages_words, rowid, text) "
    "VALUES ('delete', old.id, old.text); END",
)
_TSVECTOR = (
    "ALTER TABLE passages ADD COLUMN words tsvector "
    "GENERATED ALWAYS AS (to_tsvector('english', left(text, 250000))) STORED",
    "CREATE INDEX passages_words ON passages USING gin(words)",
)


def upgrade() -> None:
    """Makes the first tables."""
    _create_tables()
    _create_indexes()
    on_sqlite = op.get_bind().dialect.name == "sqlite"
    for statement in _FTS5 if on_sqlite else _TSVECTOR:
        op.execute(statement)


def _create_tables() -> None:
    op.create_table(
        "reports",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
    )
    op.create_table(
        "versions",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("added", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
    )
    op.create_table(
        "retrievals",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("reader", sa.Text, nullable=False),
        sa.Column("retrieved", sa.Text),
        sa.Column("address", sa.Text),
        sa.Column("added", sa.Text, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("models", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "sketches",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("day", sa.Integer),
        sa.Column("arrived", sa.Integer, nullable=False),
        sa.Column("vector", sa.LargeBinary, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "stories",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("first", sa.Text, nullable=False),
        sa.Column("last", sa.Text, nullable=False),
        sa.Column("reports", sa.Integer, nullable=False),
    )
    op.create_table(
        "membership",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("story", sa.Text, sa.ForeignKey("stories.id"), nullable=False),
    )
    op.create_table(
        "changes",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("story", sa.Text, nullable=False),
        sa.Column("other", sa.Text),
        sa.Column("reports", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
    )
    op.create_table(
        "comparisons",
        sa.Column("story", sa.Text, sa.ForeignKey("stories.id"), primary_key=True),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "claims",
        sa.Column("story", sa.Text, sa.ForeignKey("stories.id"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("gist", sa.Text, nullable=False),
        sa.Column("standing", sa.Text, nullable=False),
        sa.Column("origins", sa.Integer, nullable=False),
        sa.Column("reports", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_table(
        "statements",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("speaker", sa.Text),
        sa.Column("manner", sa.Text, nullable=False),
        sa.Column("act", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
    )
    op.create_table(
        "passages",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("report", sa.Text),
        sa.Column("story", sa.Text),
        sa.Column("item", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )


def _create_indexes() -> None:
    op.create_index("reports_by_address", "reports", ["address"])
    op.create_index("reports_by_outlet", "reports", ["outlet"])
    op.create_index("versions_by_text", "versions", ["sha256"])
    op.create_index("retrievals_by_report", "retrievals", ["report"])
    op.create_index("sketches_by_day", "sketches", ["day"])
    op.create_index("sketches_by_arrival", "sketches", ["arrived"])
    op.create_index("sketches_by_turn", "sketches", ["turn"])
    op.create_index("stories_by_last", "stories", ["last"])
    op.create_index("membership_by_story", "membership", ["story"])
    op.create_index("claims_by_standing", "claims", ["standing"])
    op.create_index("statements_by_speaker", "statements", ["speaker"])
    op.create_index("passages_by_report", "passages", ["report"])
    op.create_index("passages_by_story", "passages", ["story"])
