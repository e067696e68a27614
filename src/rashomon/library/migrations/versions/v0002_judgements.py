"""What people said of findings, apart from the findings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Makes the tables of judgements."""
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("speaker", sa.Text),
        sa.Column("instead", sa.Text),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("models", sa.Text, nullable=False),
        sa.Column("undone_by", sa.Text),
        sa.Column("undone_at", sa.Text),
    )
    op.create_table(
        "judged",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("judgement", sa.Integer, sa.ForeignKey("judgements.id"), nullable=False),
        sa.Column("side", sa.Text, nullable=False),
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), nullable=False),
        sa.Column("sha256", sa.Text),
        sa.Column("start", sa.Integer),
        sa.Column("end", sa.Integer),
        sa.Column("text", sa.Text),
    )
    op.create_index("judged_by_judgement", "judged", ["judgement"])
    op.create_index("judged_by_report", "judged", ["report"])
