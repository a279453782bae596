"""six layers with their fields and strategy."""

import sqlalchemy as sa
from alembic import op

revision = "86776d8b80c6"
down_revision = "c2f5d9e8a713"

INFRASTRUCTURE = {
    "CLOUD": "Komputasi awan",
    "SERVER": "Server",
    "PERIPHERAL": "Periferal",
    "STORAGE": "Media penyimpanan",
    "NETWORK_DEVICE": "Perangkat jaringan",
    "SECURITY_DEVICE": "Perangkat keamanan",
    "OPERATING_SYSTEM": "Sistem operasi",
    "DATABASE": "Sistem database",
    "UTILITY": "Sistem utilitas",
    "INTRANET": "Jaringan intra",
    "LINK": "SPLP",
    "FACILITY": "Fasilitas komputasi",
}
SECURITY = {
    "STANDARD": "Standar/prosedur/regulasi",
    "AWARENESS": "Edukasi kesadaran",
    "VULNERABILITY": "Identifikasi kerentanan",
    "IMPROVEMENT": "Peningkatan keamanan",
    "INCIDENT": "Penanganan insiden",
    "AUDIT": "Audit keamanan",
    "WORTHINESS": "Kelaikan keamanan",
}


ELEMENTS = sa.table("elements", sa.column("id"), sa.column("notes"))


def table_of(name: str) -> sa.TableClause:
    """Return what is needed here of a table with kinds."""
    return sa.table(name, sa.column("id"), sa.column("kind"))


def sort_kinds(name: str, kinds: dict[str, str]) -> None:
    """Turn the words of a column into names; what is no such word moves to the notes."""
    table, connection = table_of(name), op.get_bind()
    for member, word in kinds.items():
        same = sa.func.lower(table.c.kind) == word.lower()
        connection.execute(table.update().where(same).values(kind=member))
    strange = table.c.kind.not_in(list(kinds))
    said = sa.select(table.c.kind).where(table.c.id == ELEMENTS.c.id).scalar_subquery()
    several = sa.select(table.c.id).where(strange, table.c.kind != "")
    connection.execute(
        ELEMENTS.update()
        .where(ELEMENTS.c.id.in_(several))
        .values(notes=sa.func.trim(ELEMENTS.c.notes + " Objek: " + said))
    )
    connection.execute(table.update().where(strange).values(kind="UNKNOWN"))


def name_kinds(name: str, kinds: dict[str, str]) -> None:
    """Turn the names back into words."""
    table, connection = table_of(name), op.get_bind()
    for member, word in {**kinds, "UNKNOWN": ""}.items():
        connection.execute(
            table.update().where(table.c.kind == member).values(kind=word)
        )


def upgrade() -> None:
    """Go forward."""
    sort_kinds("infrastructures", INFRASTRUCTURE)
    sort_kinds("securities", SECURITY)
    op.create_table(
        "custom_fields",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=False),
        sa.Column(
            "layer",
            sa.Enum(
                "BUSINESS",
                "SERVICE",
                "DATA",
                "APPLICATION",
                "INFRASTRUCTURE",
                "SECURITY",
                "STRATEGY",
                name="layer",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "LINE",
                "TEXT",
                "CHOICE",
                "CHOICES",
                "WORD",
                "WORDS",
                "MONEY",
                "DATE",
                "YEAR",
                "NUMBER",
                "DECIMAL",
                "URL",
                "CODES",
                name="fieldkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("choices", sa.JSON(), nullable=False),
        sa.Column("help", sa.Text(), nullable=False),
        sa.Column(
            "cls",
            sa.Enum(
                "PUBLIC",
                "INTERNAL",
                "RESTRICTED",
                name="fieldclass",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"],
            ["organisations.id"],
            name=op.f("fk_custom_fields_government_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custom_fields")),
        sa.UniqueConstraint(
            "government_id",
            "layer",
            "name",
            name=op.f("uq_custom_fields_government_id_layer_name"),
        ),
    )
    op.create_table(
        "listed_words",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("government_id", sa.Integer(), nullable=True),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("word", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("offered", sa.Boolean(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["government_id"],
            ["organisations.id"],
            name=op.f("fk_listed_words_government_id_organisations"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listed_words")),
        sa.UniqueConstraint(
            "government_id",
            "list",
            "word",
            name=op.f("uq_listed_words_government_id_list_word"),
        ),
    )
    op.create_table(
        "strategies",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "VISION",
                "MISSION",
                "AIM",
                "OBJECTIVE",
                "INDICATOR",
                name="strategykind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("period", sa.Text(), server_default="", nullable=False),
        sa.Column("unit", sa.Text(), server_default="", nullable=False),
        sa.Column("baseline", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("target_value", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.Column("realisation", sa.Numeric(precision=18, scale=4), nullable=True),
        sa.ForeignKeyConstraint(
            ["id"], ["elements.id"], name=op.f("fk_strategies_id_elements")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_strategies")),
    )
    with op.batch_alter_table("business_processes", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("indicator", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("target_value", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("realisation", sa.Text(), server_default="", nullable=False)
        )

    with op.batch_alter_table("data_sets", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("purpose", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("producer", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "related_information", sa.Text(), server_default="", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("interoperability", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("inputs", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("outputs", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("programme", sa.Text(), server_default="", nullable=False)
        )

    with op.batch_alter_table("elements", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("custom", sa.JSON(), server_default="{}", nullable=False)
        )

    with op.batch_alter_table("infrastructures", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("managing_unit", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("cloud_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("service_cost", sa.Numeric(precision=18, scale=2), nullable=True)
        )
        batch_op.add_column(
            sa.Column("developing_unit", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("operating_unit", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("subscribed_until", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("server_use", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("server_form", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("processor", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("memory", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("storage", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("peripheral_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("sharing_method", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "network_device_type", sa.Text(), server_default="", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column(
                "security_device_type", sa.Text(), server_default="", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("software_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("licence_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("licence_until", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("network_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("media_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(sa.Column("bandwidth", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("link_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("intranet_bandwidth", sa.Integer(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("internet_bandwidth", sa.Integer(), nullable=True)
        )
        batch_op.add_column(
            sa.Column("tier", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("security_system", sa.Text(), server_default="", nullable=False)
        )
        batch_op.alter_column(
            "kind",
            existing_type=sa.TEXT(),
            type_=sa.Enum(
                "UNKNOWN",
                "CLOUD",
                "SERVER",
                "PERIPHERAL",
                "STORAGE",
                "NETWORK_DEVICE",
                "SECURITY_DEVICE",
                "OPERATING_SYSTEM",
                "DATABASE",
                "UTILITY",
                "INTRANET",
                "LINK",
                "FACILITY",
                name="infrastructurekind",
                native_enum=False,
                length=40,
            ),
            server_default="UNKNOWN",
            existing_nullable=False,
        )

    with op.batch_alter_table("securities", schema=None) as batch_op:
        batch_op.add_column(sa.Column("valid_from", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("valid_to", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("held_on", sa.Date(), nullable=True))
        batch_op.add_column(
            sa.Column("maturity", sa.Numeric(precision=18, scale=4), nullable=True)
        )
        batch_op.add_column(
            sa.Column("audit_type", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("follow_up", sa.Text(), server_default="", nullable=False)
        )
        batch_op.alter_column(
            "kind",
            existing_type=sa.TEXT(),
            type_=sa.Enum(
                "UNKNOWN",
                "STANDARD",
                "AWARENESS",
                "VULNERABILITY",
                "IMPROVEMENT",
                "INCIDENT",
                "AUDIT",
                "WORTHINESS",
                name="securitykind",
                native_enum=False,
                length=40,
            ),
            server_default="UNKNOWN",
            existing_nullable=False,
        )

    with op.batch_alter_table("services", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("function", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "related_institutions", sa.Text(), server_default="", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("related_affairs", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("benefit", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column(
                "economic_potential", sa.Text(), server_default="", nullable=False
            )
        )
        batch_op.add_column(
            sa.Column("executing_unit", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("responsible", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("risk", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("mitigation", sa.Text(), server_default="", nullable=False)
        )
        batch_op.add_column(
            sa.Column("programme", sa.Text(), server_default="", nullable=False)
        )


def downgrade() -> None:
    """Go back."""
    op.execute(
        "DELETE FROM relations WHERE source_id IN (SELECT id FROM strategies)"
        " OR target_id IN (SELECT id FROM strategies)"
    )
    op.execute("DELETE FROM relations WHERE verb = 'SERVES'")
    with op.batch_alter_table("services", schema=None) as batch_op:
        batch_op.drop_column("programme")
        batch_op.drop_column("mitigation")
        batch_op.drop_column("risk")
        batch_op.drop_column("responsible")
        batch_op.drop_column("executing_unit")
        batch_op.drop_column("economic_potential")
        batch_op.drop_column("benefit")
        batch_op.drop_column("related_affairs")
        batch_op.drop_column("related_institutions")
        batch_op.drop_column("function")

    with op.batch_alter_table("securities", schema=None) as batch_op:
        batch_op.alter_column(
            "kind",
            existing_type=sa.Enum(
                "UNKNOWN",
                "STANDARD",
                "AWARENESS",
                "VULNERABILITY",
                "IMPROVEMENT",
                "INCIDENT",
                "AUDIT",
                "WORTHINESS",
                name="securitykind",
                native_enum=False,
                length=40,
            ),
            type_=sa.TEXT(),
            server_default=None,
            existing_nullable=False,
        )
        batch_op.drop_column("follow_up")
        batch_op.drop_column("audit_type")
        batch_op.drop_column("maturity")
        batch_op.drop_column("held_on")
        batch_op.drop_column("valid_to")
        batch_op.drop_column("valid_from")

    with op.batch_alter_table("infrastructures", schema=None) as batch_op:
        batch_op.alter_column(
            "kind",
            existing_type=sa.Enum(
                "UNKNOWN",
                "CLOUD",
                "SERVER",
                "PERIPHERAL",
                "STORAGE",
                "NETWORK_DEVICE",
                "SECURITY_DEVICE",
                "OPERATING_SYSTEM",
                "DATABASE",
                "UTILITY",
                "INTRANET",
                "LINK",
                "FACILITY",
                name="infrastructurekind",
                native_enum=False,
                length=40,
            ),
            type_=sa.TEXT(),
            server_default=None,
            existing_nullable=False,
        )
        batch_op.drop_column("security_system")
        batch_op.drop_column("tier")
        batch_op.drop_column("internet_bandwidth")
        batch_op.drop_column("intranet_bandwidth")
        batch_op.drop_column("link_type")
        batch_op.drop_column("bandwidth")
        batch_op.drop_column("media_type")
        batch_op.drop_column("network_type")
        batch_op.drop_column("licence_until")
        batch_op.drop_column("licence_type")
        batch_op.drop_column("software_type")
        batch_op.drop_column("security_device_type")
        batch_op.drop_column("network_device_type")
        batch_op.drop_column("sharing_method")
        batch_op.drop_column("peripheral_type")
        batch_op.drop_column("storage")
        batch_op.drop_column("memory")
        batch_op.drop_column("processor")
        batch_op.drop_column("server_form")
        batch_op.drop_column("server_use")
        batch_op.drop_column("subscribed_until")
        batch_op.drop_column("operating_unit")
        batch_op.drop_column("developing_unit")
        batch_op.drop_column("service_cost")
        batch_op.drop_column("cloud_type")
        batch_op.drop_column("managing_unit")

    with op.batch_alter_table("elements", schema=None) as batch_op:
        batch_op.drop_column("custom")

    with op.batch_alter_table("data_sets", schema=None) as batch_op:
        batch_op.drop_column("programme")
        batch_op.drop_column("outputs")
        batch_op.drop_column("inputs")
        batch_op.drop_column("interoperability")
        batch_op.drop_column("related_information")
        batch_op.drop_column("producer")
        batch_op.drop_column("purpose")

    with op.batch_alter_table("business_processes", schema=None) as batch_op:
        batch_op.drop_column("realisation")
        batch_op.drop_column("target_value")
        batch_op.drop_column("indicator")

    op.drop_table("strategies")
    op.execute("DELETE FROM elements WHERE layer = 'STRATEGY'")
    name_kinds("infrastructures", INFRASTRUCTURE)
    name_kinds("securities", SECURITY)
    op.drop_table("listed_words")
    op.drop_table("custom_fields")
