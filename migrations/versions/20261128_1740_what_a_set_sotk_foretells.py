"""what a SOTK that is set foretells."""

import sqlalchemy as sa
from alembic import op

revision = "7c1f40d2a9b3"
down_revision = "5f9264e0bbfe"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("restructurings", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("foretold", sa.JSON(), server_default="{}", nullable=False)
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("restructurings", schema=None) as batch_op:
        batch_op.drop_column("foretold")
