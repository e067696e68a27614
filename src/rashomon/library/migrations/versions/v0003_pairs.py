"""What two reports have to do with each other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Makes the table of pairs."""
    op.create_table(
        "pairs",
        sa.Column("one", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("other", sa.Text, sa.ForeignKey("reports.id"), primary_key=True),
        sa.Column("models", sa.Text, nullable=False),
        sa.Column("rests_on", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary),
    )
    op.create_index("pairs_by_other", "pairs", ["other"])
