"""Which reports of different stories are alike, and which carry the same running text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Makes the tables of likeness and of copies."""
    op.create_table(
        "alike",
        sa.Column("one", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("other", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("probability", sa.Float, nullable=False),
        sa.Column("words", sa.Text, nullable=False),
    )
    op.create_index("alike_by_other", "alike", ["other"])
    op.create_table(
        "copies",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("of", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("agency", sa.Text),
    )
    op.create_index("copies_by_text", "copies", ["of"])
