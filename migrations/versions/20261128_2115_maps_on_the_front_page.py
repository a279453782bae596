"""Maps on the front page."""

import sqlalchemy as sa
from alembic import op

revision = "c41d7a90be52"
down_revision = "47f2d7e3621b"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("saved_filters", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("front", sa.Boolean(), server_default=sa.false(), nullable=False)
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("saved_filters", schema=None) as batch_op:
        batch_op.drop_column("front")
