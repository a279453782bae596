"""Applications and registrations, as far as rules may know them."""

from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.orm import Session, aliased

from architecture import succession
from architecture.conflicts import Ending, Known, Standing
from architecture.inventory.details import parsed
from architecture.layers import Sharing
from architecture.model import Application, Kind, Organisation, Registration, State

_COLUMNS = (
    Application.id,
    Application.code,
    Application.name,
    Application.acronym,
    Application.organisation_id,
    Application.government_id,
    Application.status,
    Application.type,
    Application.url,
    Application.sharing,
    Application.merged_into_id,
    Application.retires_on,
)


def known_where(*conditions: ColumnElement[bool]) -> Any:
    """Return what rules know of applications, by columns: it is asked while typing."""
    root = aliased(Organisation)
    return (
        select(
            *_COLUMNS,
            Organisation.name.label("owner"),
            root.name.label("government"),
            root.code.label("government_code"),
            root.kind.label("government_kind"),
            succession.some_decision(Application.id).label("ends"),
        )
        .join(Organisation, Organisation.id == Application.organisation_id)
        .join(root, root.id == Application.government_id)
        .where(*conditions)
        .order_by(Application.id)
    )


def known_application(row: Row[Any], government: int) -> Known:
    """Return an application as the rules know it; of others only what is shared.

    What a decision may end is marked; `endings` says how.
    """
    own = row.government_id == government
    national = row.government_kind is Kind.NATIONAL
    whole = own or national or row.sharing is Sharing.PROFILE
    standing = Standing.OTHER
    if own or national:
        standing = Standing.OWN if own else Standing.NATIONAL
    return Known(
        key=row.id,
        code=row.code,
        name=row.name,
        standing=standing,
        acronym=row.acronym,
        owner=row.owner,
        owner_id=row.organisation_id,
        government=row.government,
        government_code=row.government_code,
        status=row.status,
        type=row.type.name,
        url=row.url if whole else "",
        sharing=row.sharing,
        merged=row.merged_into_id is not None,
        retires_on=row.retires_on if own else None,
        ending=Ending(joins=False) if row.ends else None,
    )


def known_registration(registration: Registration) -> Known:
    """Return a registration as the rules know it."""
    values, _ = parsed(registration.details)
    kind = values.get("type")
    return Known(
        key=registration.id,
        code=registration.number,
        name=registration.name or registration.number,
        standing=Standing.QUEUE,
        acronym=str(values.get("acronym") or ""),
        owner=registration.organisation.name,
        owner_id=registration.organisation_id,
        type=kind.name if kind else "APPLICATION",
        url=str(values.get("url") or ""),
        draft=registration.state is not State.IN_REVIEW
        and registration.confirmed_at is None,
    )


def named(session: Session, query: Any, government: int) -> list[Known]:
    """Return applications by their names and addresses.

    What was merged is the application that stands for it, under the name it bore.
    """
    rows = session.execute(query).all()
    keys = {row.merged_into_id for row in rows} - {None}
    there = {}
    if keys:
        standing = session.execute(known_where(Application.id.in_(keys)))
        there = {row.id: known_application(row, government) for row in standing}
    found = []
    for row in rows:
        known = known_application(row, government)
        for_it = there.get(row.merged_into_id)
        found.append(_under_the_name_of(known, for_it) if for_it else known)
    return found


def _under_the_name_of(known: Known, standing: Known) -> Known:
    return replace(standing, name=known.name, acronym=known.acronym, url=known.url)
