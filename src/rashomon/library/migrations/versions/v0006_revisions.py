"""What changed between the versions of reports."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the table of what versions say otherwise than those before."""
    op.create_table(
        "revisions",
        sa.Column("report", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("version", sa.Integer, primary_key=True),
        sa.Column("models", sa.Text, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
