"""Milestones of initiatives, and which waits for which."""

import sqlalchemy as sa
from alembic import op

revision = "47f2d7e3621b"
down_revision = "9eccda346c6f"


def upgrade() -> None:
    """Go forward."""
    op.create_table(
        "plan_milestones",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("reached_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["plan_lines.id"],
            name=op.f("fk_plan_milestones_line_id_plan_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_milestones")),
    )
    with op.batch_alter_table("plan_milestones", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_milestones_line_id"), ["line_id"], unique=False
        )

    op.create_table(
        "plan_needs",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("line_id", sa.Integer(), nullable=False),
        sa.Column("needs_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"],
            ["plan_lines.id"],
            name=op.f("fk_plan_needs_line_id_plan_lines"),
        ),
        sa.ForeignKeyConstraint(
            ["needs_id"],
            ["plan_lines.id"],
            name=op.f("fk_plan_needs_needs_id_plan_lines"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_needs")),
        sa.UniqueConstraint(
            "line_id", "needs_id", name=op.f("uq_plan_needs_line_id_needs_id")
        ),
    )
    with op.batch_alter_table("plan_needs", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_plan_needs_needs_id"), ["needs_id"], unique=False
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("plan_needs", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_needs_needs_id"))

    op.drop_table("plan_needs")
    with op.batch_alter_table("plan_milestones", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_plan_milestones_line_id"))

    op.drop_table("plan_milestones")
