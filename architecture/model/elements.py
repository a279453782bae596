"""What stands in the six layers, what relates to what, and who uses what."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Annotated, Any

from sqlalchemy import ForeignKey, Index, Numeric, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship, validates

from architecture.layers import (
    ApplicationType,
    BuildMethod,
    InfrastructureKind,
    Layer,
    Licence,
    MasterData,
    PersonalData,
    SecurityKind,
    Sharing,
    Status,
    StrategyKind,
    Verb,
)
from architecture.model.base import Base, Created, Money, now
from architecture.model.organisations import Organisation

Text = Annotated[str, mapped_column(default="", server_default="")]
"""A text of which nothing is stated yet."""

Measure = Annotated[Decimal, mapped_column(Numeric(18, 4))]


def sorted_as(name: str) -> str:
    """Return a name as lists are sorted by it: without case, short enough to index.

    >>> sorted_as("SIAP Hadir")
    'siap hadir'
    """
    return name.casefold()[:120]


def _dated(table: str, name: str, *before: str) -> Index:
    """Return an index of those rows that have a day, of which there are few."""
    has_day = text(f"{name} IS NOT NULL")
    return Index(
        f"ix_{table}_{name}",
        *before,
        name,
        sqlite_where=has_day,
        postgresql_where=has_day,
    )


class Element(Base):
    """Anything that stands in a layer: a process, a service, an application.

    `code` is unique in a government.  `search_text` is what a search looks into, in
    lower case; `sort_name` is the name as lists are sorted by it, and follows it.
    `custom` holds the fields that the government added, by their names.  `version`
    grows with each change, so two people on one form notice.
    """

    __tablename__ = "elements"
    __table_args__ = (
        UniqueConstraint("government_id", "code"),
        Index("ix_elements_government_sort", "government_id", "layer", "sort_name"),
        Index("ix_elements_sort", "layer", "sort_name"),
        Index(
            "ix_elements_shared",
            "layer",
            "status",
            "sharing",
            "sensitive",
            "government_id",
            "live_on",  # from here on for counting what is there on a day
            "retires_on",
        ),
        Index("ix_elements_organisation_layer", "organisation_id", "layer"),
        *(
            _dated("elements", name, "government_id")
            for name in ("live_on", "retires_on")
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    layer: Mapped[Layer]
    code: Mapped[str]
    name: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    status: Mapped[Status] = mapped_column(default=Status.LIVE)
    sharing: Mapped[Sharing] = mapped_column(default=Sharing.NAME_AND_FUNCTION)
    sensitive: Mapped[bool] = mapped_column(default=False)
    reference_codes: Mapped[list[str]] = mapped_column(default=list)
    live_on: Mapped[date | None]
    retires_on: Mapped[date | None]
    notes: Mapped[str] = mapped_column(default="")
    custom: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    search_text: Mapped[str] = mapped_column(default="")
    sort_name: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[Created]
    updated_at: Mapped[datetime] = mapped_column(default=now)

    government_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    organisation_id: Mapped[int] = mapped_column(ForeignKey("organisations.id"))
    organisation: Mapped[Organisation] = relationship(foreign_keys=organisation_id)
    government: Mapped[Organisation] = relationship(foreign_keys=government_id)
    relations: Mapped[list["Relation"]] = relationship(
        back_populates="source", foreign_keys="Relation.source_id"
    )

    @validates("name")
    def _sort(self, _key: str, name: str) -> str:
        self.sort_name = sorted_as(name)
        return name

    __mapper_args__: dict[str, Any] = {
        "polymorphic_on": "layer",
        "polymorphic_abstract": True,
        "version_id_col": version,
    }


class BusinessProcess(Element):
    """What a government does to fulfil its duties."""

    __tablename__ = "business_processes"
    __mapper_args__ = {"polymorphic_identity": Layer.BUSINESS}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    target: Mapped[str] = mapped_column(default="")
    programme: Mapped[str] = mapped_column(default="")
    indicator: Mapped[Text]
    target_value: Mapped[Text]
    realisation: Mapped[Text]


class Service(Element):
    """What people or offices get from it (layanan)."""

    __tablename__ = "services"
    __mapper_args__ = {"polymorphic_identity": Layer.SERVICE}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    purpose: Mapped[str] = mapped_column(default="")
    target_group: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    function: Mapped[Text]
    related_institutions: Mapped[Text]
    related_affairs: Mapped[Text]
    benefit: Mapped[Text]
    economic_potential: Mapped[Text]
    executing_unit: Mapped[Text]
    responsible: Mapped[Text]
    risk: Mapped[Text]
    mitigation: Mapped[Text]
    programme: Mapped[Text]


class Data(Element):
    """A set of data; its organisation is the producer."""

    __tablename__ = "data_sets"
    __mapper_args__ = {"polymorphic_identity": Layer.DATA}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    nature: Mapped[str] = mapped_column(default="")
    data_kind: Mapped[str] = mapped_column(default="")
    validity: Mapped[str] = mapped_column(default="")
    steward: Mapped[str] = mapped_column(default="")
    master: Mapped[MasterData] = mapped_column(
        default=MasterData.NO, server_default=MasterData.NO.name
    )
    purpose: Mapped[Text]
    producer: Mapped[Text]
    related_information: Mapped[Text]
    interoperability: Mapped[Text]
    inputs: Mapped[Text]
    outputs: Mapped[Text]
    programme: Mapped[Text]


class Application(Element):
    """A piece of software that a government runs to do its work."""

    __tablename__ = "applications"
    __mapper_args__ = {"polymorphic_identity": Layer.APPLICATION}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    acronym: Mapped[str] = mapped_column(default="")
    type: Mapped[ApplicationType] = mapped_column(default=ApplicationType.APPLICATION)
    function: Mapped[str] = mapped_column(default="")
    output: Mapped[str] = mapped_column(default="")
    services: Mapped[str] = mapped_column(default="")
    processes: Mapped[str] = mapped_column(default="")
    data_used: Mapped[str] = mapped_column(default="")
    data_produced: Mapped[str] = mapped_column(default="")
    personal_data: Mapped[PersonalData] = mapped_column(default=PersonalData.UNKNOWN)
    privacy_basis: Mapped[str] = mapped_column(default="", server_default="")
    retention: Mapped[str] = mapped_column(default="", server_default="")
    security_controls: Mapped[str] = mapped_column(default="", server_default="")
    users: Mapped[str] = mapped_column(default="")
    platforms: Mapped[list[str]] = mapped_column(default=list)
    build_method: Mapped[BuildMethod] = mapped_column(default=BuildMethod.UNKNOWN)
    built_by: Mapped[str] = mapped_column(default="")
    operating_unit: Mapped[str] = mapped_column(default="")
    technical_manager: Mapped[str] = mapped_column(default="")
    vendor: Mapped[str] = mapped_column(default="")
    contract_ends_on: Mapped[date | None]
    cost_build: Mapped[Money | None]
    cost_yearly: Mapped[Money | None]
    source_of_funds: Mapped[str] = mapped_column(default="")
    programme: Mapped[str] = mapped_column(default="", server_default="")
    planned_start: Mapped[date | None]
    planned_live: Mapped[date | None]
    licence: Mapped[Licence] = mapped_column(default=Licence.UNKNOWN)
    languages: Mapped[str] = mapped_column(default="")
    framework: Mapped[str] = mapped_column(default="")
    database_system: Mapped[str] = mapped_column(default="")
    hosting: Mapped[str] = mapped_column(default="")
    depends_on: Mapped[str] = mapped_column(default="", server_default="")
    url: Mapped[str] = mapped_column(default="")
    year_started: Mapped[int | None]
    national: Mapped[dict[str, Any]] = mapped_column(default=dict)
    """For an application of a national organisation: what the list says of it
    (aliases, mandatory, basis, confidence, source); empty for all others."""
    candidate_national: Mapped[bool] = mapped_column(default=False)
    merged_into_id: Mapped[int | None] = mapped_column(
        ForeignKey("applications.id"), index=True
    )
    """What stands for it since both were merged, or since it was recognised there."""
    former_names: Mapped[list[str]] = mapped_column(default=list, server_default="[]")
    """Names of what was merged into it, by which it is found too."""

    uses: Mapped[list["Use"]] = relationship(
        back_populates="application", foreign_keys="Use.application_id"
    )


class Infrastructure(Element):
    """What applications and data stand on; which columns speak depends on its kind."""

    __tablename__ = "infrastructures"
    __mapper_args__ = {"polymorphic_identity": Layer.INFRASTRUCTURE}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    kind: Mapped[InfrastructureKind] = mapped_column(
        default=InfrastructureKind.UNKNOWN,
        server_default=InfrastructureKind.UNKNOWN.name,
    )
    ownership: Mapped[str] = mapped_column(default="")
    provider: Mapped[str] = mapped_column(default="")
    managing_unit: Mapped[Text]
    location: Mapped[str] = mapped_column(default="")
    capacity: Mapped[str] = mapped_column(default="")
    used_percent: Mapped[int | None]
    cloud_type: Mapped[Text]
    service_cost: Mapped[Money | None]
    developing_unit: Mapped[Text]
    operating_unit: Mapped[Text]
    subscribed_until: Mapped[date | None]
    server_use: Mapped[Text]
    server_form: Mapped[Text]
    processor: Mapped[Text]
    memory: Mapped[Text]
    storage: Mapped[Text]
    peripheral_type: Mapped[Text]
    sharing_method: Mapped[Text]
    network_device_type: Mapped[Text]
    security_device_type: Mapped[Text]
    software_type: Mapped[Text]
    licence_type: Mapped[Text]
    licence_until: Mapped[date | None]
    network_type: Mapped[Text]
    media_type: Mapped[Text]
    bandwidth: Mapped[int | None]
    link_type: Mapped[Text]
    intranet_bandwidth: Mapped[int | None]
    internet_bandwidth: Mapped[int | None]
    tier: Mapped[Text]
    security_system: Mapped[Text]


class Security(Element):
    """What protects the others; which columns speak depends on its kind."""

    __tablename__ = "securities"
    __mapper_args__ = {"polymorphic_identity": Layer.SECURITY}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    kind: Mapped[SecurityKind] = mapped_column(
        default=SecurityKind.UNKNOWN, server_default=SecurityKind.UNKNOWN.name
    )
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    held_on: Mapped[date | None]
    maturity: Mapped[Measure | None]
    audit_type: Mapped[Text]
    result: Mapped[str] = mapped_column(default="")
    follow_up: Mapped[Text]


class Strategy(Element):
    """A piece of the strategy map, outside the six layers: from vision to indicator."""

    __tablename__ = "strategies"
    __mapper_args__ = {"polymorphic_identity": Layer.STRATEGY}

    id: Mapped[int] = mapped_column(ForeignKey("elements.id"), primary_key=True)
    kind: Mapped[StrategyKind]
    period: Mapped[Text]
    unit: Mapped[Text]
    baseline: Mapped[Measure | None]
    target_value: Mapped[Measure | None]
    realisation: Mapped[Measure | None]


class Relation(Base):
    """A fact of the form: source, verb, target; with a life and attributes."""

    __tablename__ = "relations"
    __table_args__ = tuple(
        _dated("relations", name) for name in ("starts_on", "ends_on")
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    source_id: Mapped[int] = mapped_column(ForeignKey("elements.id"), index=True)
    verb: Mapped[Verb]
    target_id: Mapped[int] = mapped_column(ForeignKey("elements.id"), index=True)
    starts_on: Mapped[date | None]
    ends_on: Mapped[date | None]
    attributes: Mapped[dict[str, Any]] = mapped_column(default=dict)

    source: Mapped[Element] = relationship(
        back_populates="relations", foreign_keys=source_id
    )
    target: Mapped[Element] = relationship(foreign_keys=target_id)


class UseState(StrEnum):
    """Whether a use still holds."""

    IN_USE = "Dipakai"
    ENDED = "Tidak dipakai lagi"


class UseConfirmation(StrEnum):
    """Whether the office says itself that it uses an application."""

    STATED = "Menunggu konfirmasi"
    CONFIRMED = "Dikonfirmasi"
    DENIED = "Dibantah"


class Use(Base):
    """An office uses an application that exists: national or a neighbour's.

    What the owner stated waits until the office confirms it; one that it denied has
    ended and keeps the reason as its `denial`.
    """

    __tablename__ = "uses"
    __table_args__ = (UniqueConstraint("application_id", "organisation_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("applications.id"))
    organisation_id: Mapped[int] = mapped_column(
        ForeignKey("organisations.id"), index=True
    )
    state: Mapped[UseState] = mapped_column(default=UseState.IN_USE)
    confirmation: Mapped[UseConfirmation] = mapped_column(
        default=UseConfirmation.CONFIRMED,
        server_default=UseConfirmation.CONFIRMED.name,
    )
    denial: Mapped[Text]
    note: Mapped[str] = mapped_column(default="")
    since: Mapped[date | None]
    created_at: Mapped[Created]

    application: Mapped[Application] = relationship(
        back_populates="uses", foreign_keys=application_id
    )
    organisation: Mapped[Organisation] = relationship()

    @validates("state")
    def _taken_up(self, _key: str, state: UseState) -> UseState:
        """Let what is used again be denied no more."""
        if state is UseState.IN_USE and self.confirmation is UseConfirmation.DENIED:
            self.confirmation, self.denial = UseConfirmation.CONFIRMED, ""
        return state
