"""letters about consolidation."""

import sqlalchemy as sa
from alembic import op

revision = "6ecefc7af893"
down_revision = "1a52c4e4c8bf"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("case_id", sa.Integer(), nullable=True))
        batch_op.alter_column(
            "registration_id", existing_type=sa.INTEGER(), nullable=True
        )
        batch_op.create_index(
            batch_op.f("ix_letters_case_id"), ["case_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_letters_case_id_consolidation_cases"),
            "consolidation_cases",
            ["case_id"],
            ["id"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_letters_about_one_thing"),
            "(registration_id IS NULL) <> (case_id IS NULL)",
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("ck_letters_about_one_thing"), type_="check"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_letters_case_id_consolidation_cases"), type_="foreignkey"
        )
        batch_op.drop_index(batch_op.f("ix_letters_case_id"))
        batch_op.alter_column(
            "registration_id", existing_type=sa.INTEGER(), nullable=False
        )
        batch_op.drop_column("case_id")
