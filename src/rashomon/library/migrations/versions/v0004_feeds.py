"""The feeds that are followed, and the articles that they name."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Makes the tables of what `rashomon watch` remembers."""
    op.create_table(
        "feeds",
        sa.Column("address", sa.Text, primary_key=True),
        sa.Column("asked", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("next", sa.Text, nullable=False),
        sa.Column("looked", sa.Text),
        sa.Column("fetched", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("passing", sa.Boolean, nullable=False),
    )
    op.create_table(
        "watched",
        sa.Column("key", sa.Text, primary_key=True),
        sa.Column("feed", sa.Text, nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("told", sa.Text, nullable=False),
        sa.Column("next", sa.Text),
        sa.Column("looked", sa.Text),
        sa.Column("changed", sa.Text, nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("report", sa.Text),
        sa.Column("sha256", sa.Text),
        sa.Column("gone", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("code", sa.Text),
        sa.Column("message", sa.Text),
        sa.Column("passing", sa.Boolean, nullable=False),
    )
    op.create_index("watched_by_next", "watched", ["next"])
    op.create_index("watched_by_report", "watched", ["report"])
