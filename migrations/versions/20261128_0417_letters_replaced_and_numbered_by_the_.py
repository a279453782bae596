"""letters replaced and numbered by the coordination."""

import sqlalchemy as sa
from alembic import op

revision = "3648c59932ec"
down_revision = "de2a574ef7e6"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("governments", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "coordination_scheme", sa.Text(), nullable=False, server_default=""
            )
        )

    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replaces_id", sa.Integer(), nullable=True))
        batch_op.create_unique_constraint(
            batch_op.f("uq_letters_replaces_id"), ["replaces_id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_letters_replaces_id_letters"),
            "letters",
            ["replaces_id"],
            ["id"],
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("letters", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_letters_replaces_id_letters"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("uq_letters_replaces_id"), type_="unique")
        batch_op.drop_column("replaces_id")

    with op.batch_alter_table("governments", schema=None) as batch_op:
        batch_op.drop_column("coordination_scheme")
