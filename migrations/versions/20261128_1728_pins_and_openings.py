"""What people pinned, and what they opened last."""

import sqlalchemy as sa
from alembic import op

revision = "aa047b9ed309"
down_revision = "50c853f5b263"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "pins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_pins_account_id_accounts")
        ),
        sa.ForeignKeyConstraint(
            ["element_id"], ["elements.id"], name=op.f("fk_pins_element_id_elements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pins")),
        sa.UniqueConstraint(
            "account_id", "element_id", name=op.f("uq_pins_account_id_element_id")
        ),
    )
    op.create_table(
        "openings",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=True),
        sa.Column("registration_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"],
            ["accounts.id"],
            name=op.f("fk_openings_account_id_accounts"),
        ),
        sa.ForeignKeyConstraint(
            ["element_id"],
            ["elements.id"],
            name=op.f("fk_openings_element_id_elements"),
        ),
        sa.ForeignKeyConstraint(
            ["registration_id"],
            ["registrations.id"],
            name=op.f("fk_openings_registration_id_registrations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_openings")),
        sa.UniqueConstraint(
            "account_id", "element_id", name=op.f("uq_openings_account_id_element_id")
        ),
        sa.UniqueConstraint(
            "account_id",
            "registration_id",
            name=op.f("uq_openings_account_id_registration_id"),
        ),
    )
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.create_index(
            "ix_openings_account_at", ["account_id", "at"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("openings", schema=None) as batch_op:
        batch_op.drop_index("ix_openings_account_at")

    op.drop_table("openings")
    op.drop_table("pins")
