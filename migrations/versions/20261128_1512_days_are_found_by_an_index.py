"""days are found by an index."""

import sqlalchemy as sa
from alembic import op

revision = "2a6e0ec3ebbd"
down_revision = "0c0a091dfc2f"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("elements", schema=None) as batch_op:
        batch_op.create_index(
            "ix_elements_live_on",
            ["government_id", "live_on"],
            unique=False,
            sqlite_where=sa.text("live_on IS NOT NULL"),
            postgresql_where=sa.text("live_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_elements_retires_on",
            ["government_id", "retires_on"],
            unique=False,
            sqlite_where=sa.text("retires_on IS NOT NULL"),
            postgresql_where=sa.text("retires_on IS NOT NULL"),
        )

    with op.batch_alter_table("relations", schema=None) as batch_op:
        batch_op.create_index(
            "ix_relations_ends_on",
            ["ends_on"],
            unique=False,
            sqlite_where=sa.text("ends_on IS NOT NULL"),
            postgresql_where=sa.text("ends_on IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_relations_starts_on",
            ["starts_on"],
            unique=False,
            sqlite_where=sa.text("starts_on IS NOT NULL"),
            postgresql_where=sa.text("starts_on IS NOT NULL"),
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("relations", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_relations_starts_on",
            sqlite_where=sa.text("starts_on IS NOT NULL"),
            postgresql_where=sa.text("starts_on IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_relations_ends_on",
            sqlite_where=sa.text("ends_on IS NOT NULL"),
            postgresql_where=sa.text("ends_on IS NOT NULL"),
        )

    with op.batch_alter_table("elements", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_elements_retires_on",
            sqlite_where=sa.text("retires_on IS NOT NULL"),
            postgresql_where=sa.text("retires_on IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_elements_live_on",
            sqlite_where=sa.text("live_on IS NOT NULL"),
            postgresql_where=sa.text("live_on IS NOT NULL"),
        )
