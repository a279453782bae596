"""planned changes."""

import sqlalchemy as sa
from alembic import op

revision = "0f9690b5a241"
down_revision = "86776d8b80c6"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "planned_changes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column("element_id", sa.Integer(), nullable=False),
        sa.Column("relation_id", sa.Integer(), nullable=True),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "PLANNED",
                "CARRIED",
                "WITHDRAWN",
                name="plannedstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["element_id"],
            ["elements.id"],
            name=op.f("fk_planned_changes_element_id_elements"),
        ),
        sa.ForeignKeyConstraint(
            ["government_id"],
            ["organisations.id"],
            name=op.f("fk_planned_changes_government_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_planned_changes")),
    )
    with op.batch_alter_table("planned_changes", schema=None) as batch_op:
        batch_op.create_index(
            "ix_planned_changes_due", ["state", "starts_on"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_planned_changes_element_id"), ["element_id"], unique=False
        )
        batch_op.create_index(
            "ix_planned_changes_government",
            ["government_id", "state", "starts_on"],
            unique=False,
        )
        batch_op.create_index(
            batch_op.f("ix_planned_changes_relation_id"), ["relation_id"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("planned_changes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_planned_changes_relation_id"))
        batch_op.drop_index("ix_planned_changes_government")
        batch_op.drop_index(batch_op.f("ix_planned_changes_element_id"))
        batch_op.drop_index("ix_planned_changes_due")

    op.drop_table("planned_changes")
