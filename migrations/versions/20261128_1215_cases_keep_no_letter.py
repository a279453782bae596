"""cases keep no letter."""

import sqlalchemy as sa
from alembic import op

revision = "c2f5d9e8a713"
down_revision = "b7d0c1a9e2f4"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("consolidation_cases", schema=None) as batch_op:
        batch_op.drop_column("letter")


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("consolidation_cases", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("letter", sa.JSON(), nullable=False, server_default="{}")
        )
