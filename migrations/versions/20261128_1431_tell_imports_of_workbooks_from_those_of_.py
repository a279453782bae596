"""Tell imports of workbooks from those of lists."""

import sqlalchemy as sa
from alembic import op

revision = "c3131b05f1d0"
down_revision = "ec0eca2af7b7"


def upgrade() -> None:
    """Go forward."""
    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("sheet", sa.Text(), server_default="", nullable=False)
        )

    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column(
                "format",
                sa.Enum(
                    "LIST",
                    "WORKBOOK",
                    name="importformat",
                    native_enum=False,
                    length=40,
                ),
                server_default="LIST",
                nullable=False,
            )
        )


def downgrade() -> None:
    """Go back."""
    with op.batch_alter_table("imports", schema=None) as batch_op:
        batch_op.drop_column("format")

    with op.batch_alter_table("import_rows", schema=None) as batch_op:
        batch_op.drop_column("sheet")
