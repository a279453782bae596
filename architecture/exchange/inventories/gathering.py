"""What stands in the database, as the values that the preview of an import needs."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import periods
from architecture.exchange.inventories.known import (
    Existing,
    Known,
    National,
    Office,
    Value,
)
from architecture.exchange.inventories.likeness import Likeness
from architecture.inventory.details import BY_NAME
from architecture.model import Application, Kind, Organisation, Use, UseState, now
from architecture.reference.calendar import day_of

_STATED = (*BY_NAME, "status")
_COLUMNS = (
    Application.id,
    Application.code,
    Application.organisation_id,
    Application.candidate_national,
    Application.merged_into_id,
    *(getattr(Application, name) for name in _STATED),
)
_CHUNK = 1_000

Users = Mapping[int, frozenset[str]]


def gather(
    session: Session,
    government: Organisation,
    *,
    create_organisations: bool = False,
    accept_suggestions: bool = False,
) -> Known:
    """Return everything that an import into a government is compared with.

    It takes a fixed number of queries, whatever the number of applications.  What was
    merged is given apart: rows that name it mean what stands for it.
    """
    offices, keys = _offices(session, government)
    users = _users(session, government)
    everything = _applications(session, government, keys, users)
    applications = tuple(each for each in everything if not each.merged_into)
    there = {each.id for each in applications}
    national = _national(session, users)
    codes = {code: key for key, code in keys.items()}
    return Known(
        government=Office(
            code=government.code,
            name=government.name,
            short_names=_some(government.short_name),
            former_names=tuple(government.former_names),
        ),
        offices=offices,
        applications=applications,
        merged=tuple(each for each in everything if each.merged_into in there),
        national=national,
        taken_codes=_elsewhere(session, government),
        similar=Likeness(applications, national, codes, government.id),
        create_organisations=create_organisations,
        accept_suggestions=accept_suggestions,
    )


def _offices(
    session: Session, government: Organisation
) -> tuple[tuple[Office, ...], dict[int, str]]:
    query = (
        select(Organisation)
        .where(Organisation.government_id == government.id)
        .order_by(Organisation.id)
    )
    rows = session.scalars(query).all()
    keys = {row.id: row.code for row in rows}
    today = day_of(now())
    before = periods.predecessors(rows, today)
    offices = tuple(
        Office(
            code=row.code,
            name=row.name,
            short_names=_some(row.short_name),
            former_names=(*row.former_names, *before.get(row.id, ())),
            parent=keys.get(row.parent_id or 0, ""),
        )
        for row in rows
        if row.id != government.id and not periods.succeeded(row, today)
    )
    return offices, keys


def _elsewhere(session: Session, government: Organisation) -> frozenset[str]:
    query = select(Organisation.code).where(Organisation.government_id != government.id)
    return frozenset(session.scalars(query))


def _users(session: Session, government: Organisation) -> Users:
    """Return which organisations of the government use what, by application."""
    query = (
        select(Use.application_id, Organisation.code)
        .join(Organisation, Organisation.id == Use.organisation_id)
        .where(
            Organisation.government_id == government.id, Use.state == UseState.IN_USE
        )
    )
    found: dict[int, set[str]] = defaultdict(set)
    for application, office in session.execute(query):
        found[application].add(office)
    return {key: frozenset(offices) for key, offices in found.items()}


def _applications(
    session: Session, government: Organisation, keys: Mapping[int, str], users: Users
) -> tuple[Existing, ...]:
    query = (
        select(*_COLUMNS)
        .where(Application.government_id == government.id)
        .order_by(Application.id)
        .execution_options(yield_per=_CHUNK)
    )
    return tuple(
        Existing(
            id=row.id,
            code=row.code,
            name=row.name,
            organisation=keys[row.organisation_id],
            acronym=row.acronym,
            values=_values(row),
            users=users.get(row.id, frozenset()),
            candidate_national=row.candidate_national,
            merged_into=row.merged_into_id or 0,
        )
        for row in session.execute(query)
    )


def _values(row: Any) -> dict[str, Value]:
    """Return what is stated, as a row of a file would state it."""
    values: dict[str, Value] = {}
    for name in _STATED:
        value = getattr(row, name)
        if isinstance(value, StrEnum):
            values[name] = value.name
        elif isinstance(value, str | int | Decimal | date | list) and value != "":
            values[name] = value
    return {name: value for name, value in values.items() if value != []}


def _national(session: Session, users: Users) -> tuple[National, ...]:
    root = Organisation
    query = (
        select(Application)
        .join(root, root.id == Application.government_id)
        .where(root.kind == Kind.NATIONAL, Application.merged_into_id.is_(None))
        .order_by(Application.code)
    )
    return tuple(
        National(
            id=each.id,
            code=each.code,
            name=each.acronym or each.name,
            names=(each.name, *each.national.get("aliases", ())),
            former_names=tuple(each.national.get("predecessors", ())),
            function=f"{each.function} {each.description}".strip(),
            url=each.url,
            users=users.get(each.id, frozenset()),
        )
        for each in session.scalars(query)
    )


def _some(text: str) -> tuple[str, ...]:
    return (text,) if text else ()
