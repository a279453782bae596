"""Filters that people save."""

import sqlalchemy as sa
from alembic import op

revision = "8b3d1659238a"
down_revision = "7c1f40d2a9b3"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "saved_filters",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=True),
        sa.Column("page", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_saved_filters_account_id_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"],
            ["organisations.id"],
            name=op.f("fk_saved_filters_government_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_filters")),
        sa.UniqueConstraint(
            "government_id",
            "account_id",
            "page",
            "name",
            name=op.f("uq_saved_filters_government_id_account_id_page_name"),
        ),
    )
    with op.batch_alter_table("saved_filters", schema=None) as batch_op:
        batch_op.create_index(
            "ix_saved_filters_shared",
            ["government_id", "page", "name"],
            unique=True,
            sqlite_where=sa.text("account_id IS NULL"),
            postgresql_where=sa.text("account_id IS NULL"),
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("saved_filters", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_saved_filters_shared",
            sqlite_where=sa.text("account_id IS NULL"),
            postgresql_where=sa.text("account_id IS NULL"),
        )

    op.drop_table("saved_filters")
