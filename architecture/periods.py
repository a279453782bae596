"""How offices are called, where they stand and what they own on another day.

Past days stand in `office_periods` and `owner_periods`, days ahead in `coming`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from architecture import coming
from architecture.model import Element, OfficePeriod, Organisation, OwnerPeriod

_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class OfficeThen:
    """An office as it was on a day."""

    id: int
    code: str
    name: str
    short_name: str
    parent_id: int | None

    @property
    def label(self) -> str:
        """Return the short name where there was one, else the name."""
        return self.short_name or self.name


def tree_on(
    session: Session, government: int, rows: Iterable[Organisation], day: date
) -> list[OfficeThen]:
    """Return those of these offices that are there on a day, as they are then."""
    ahead = coming.by(session, day)
    if ahead:
        rows = [*map(ahead.turned, rows), *ahead.made(government)]
    before = _periods(session, government, day)
    return [
        _then(row, before.get(row.id))
        for row in rows
        if row.id == government or _there(row, day)
    ]


def name_on(session: Session, office: Organisation, day: date) -> str:
    """Return what an office was called on a day."""
    query = (
        select(OfficePeriod.name)
        .where(OfficePeriod.organisation_id == office.id, OfficePeriod.until >= day)
        .order_by(OfficePeriod.until, OfficePeriod.id)
        .limit(1)
    )
    return session.scalar(query) or office.name


def owners_on(session: Session, keys: Sequence[int], day: date) -> dict[int, int]:
    """Return who owned elements on a day, for those that have another owner now."""
    found: dict[int, int] = {}
    for start in range(0, len(keys), _AT_ONCE):
        query = (
            select(OwnerPeriod.element_id, OwnerPeriod.organisation_id)
            .where(
                OwnerPeriod.element_id.in_(keys[start : start + _AT_ONCE]),
                OwnerPeriod.until >= day,
            )
            .order_by(OwnerPeriod.until.desc(), OwnerPeriod.id.desc())
        )
        found |= dict(session.execute(query).all())  # the nearest comes last
    return found


def ownership(
    session: Session, government: int, day: date
) -> Callable[[int, int], int]:
    """Return what tells from element and present owner who owns it on a day."""
    if ahead := coming.by(session, day):
        return lambda element, owner: ahead.owner(owner, element)
    query = (
        select(OwnerPeriod.element_id, OwnerPeriod.organisation_id)
        .join(Element, Element.id == OwnerPeriod.element_id)
        .where(Element.government_id == government, OwnerPeriod.until >= day)
        .order_by(OwnerPeriod.until.desc(), OwnerPeriod.id.desc())
    )
    before = dict(session.execute(query).all())  # the nearest comes last
    return before.get


def owner_on(day: date, of: Any = Element) -> ColumnElement[int]:
    """Return in a query who owned an element on a day."""
    before = (
        select(OwnerPeriod.organisation_id)
        .where(OwnerPeriod.element_id == of.id, OwnerPeriod.until >= day)
        .order_by(OwnerPeriod.until, OwnerPeriod.id)
        .limit(1)
        .correlate(of)
        .scalar_subquery()
    )
    return func.coalesce(before, of.organisation_id)


def keep_owners(session: Session, owners: Mapping[int, int], *, until: date) -> None:
    """Keep element → owner until a day, unless who owned it then is known already."""
    known: set[int] = set()
    keys = sorted(owners)
    for start in range(0, len(keys), _AT_ONCE):
        query = select(OwnerPeriod.element_id).where(
            OwnerPeriod.element_id.in_(keys[start : start + _AT_ONCE]),
            OwnerPeriod.until >= until,
        )
        known.update(session.scalars(query))
    session.add_all(
        OwnerPeriod(element_id=key, organisation_id=owners[key], until=until)
        for key in keys
        if key not in known
    )


def offices_on(
    session: Session, government: int, keys: Collection[int], day: date
) -> dict[int, Organisation]:
    """Return offices as they are on a day, as objects that are no rows."""
    ahead = coming.by(session, day)
    query = select(Organisation).where(Organisation.id.in_(sorted(keys)))
    if ahead:
        made = {row.id: row for row in ahead.made(government) if row.id in keys}
        return made | {row.id: ahead.turned(row) for row in session.scalars(query)}
    before = _periods(session, government, day)
    found = {}
    for row in session.scalars(query):
        then = _then(row, before.get(row.id))
        found[row.id] = Organisation(
            id=row.id,
            code=row.code,
            name=then.name,
            short_name=then.short_name,
            kind=row.kind,
            parent_id=then.parent_id,
            government_id=row.government_id,
        )
    return found


def predecessors(rows: Iterable[Organisation], on: date) -> dict[int, list[str]]:
    """Return office → names and codes of those that ended and that it goes on for.

    Who succeeds one that ended too is followed to the one that lives.
    """
    known = {row.id: row for row in rows}
    found: dict[int, list[str]] = {}
    for row in known.values():
        heir = heir_of(known, row, on)
        if heir is not None and heir is not row:
            names = (row.code, row.name, row.short_name, *row.former_names)
            found.setdefault(heir.id, []).extend(filter(None, names))
    return found


def succeeded(row: Organisation, on: date) -> bool:
    """Tell whether an office has ended by a day and another goes on for it."""
    return row.ends_on is not None and row.ends_on < on and row.successor_id is not None


def heir_of(
    known: Mapping[int, Organisation], row: Organisation, on: date
) -> Organisation | None:
    """Return the living office that goes on for one, itself if it lives."""
    seen: set[int] = set()
    while row.ends_on is not None and row.ends_on < on:
        after = known.get(row.successor_id or 0)
        if after is None or after.id in seen:
            return None
        seen.add(after.id)
        row = after
    return row


def _periods(session: Session, government: int, day: date) -> dict[int, OfficePeriod]:
    query = (
        select(OfficePeriod)
        .join(Organisation, Organisation.id == OfficePeriod.organisation_id)
        .where(Organisation.government_id == government, OfficePeriod.until >= day)
        .order_by(OfficePeriod.until.desc(), OfficePeriod.id.desc())
    )
    return {each.organisation_id: each for each in session.scalars(query)}


def _there(row: Organisation, day: date) -> bool:
    begun = row.starts_on is None or row.starts_on <= day
    return begun and (row.ends_on is None or row.ends_on >= day)


def _then(row: Organisation, before: OfficePeriod | None) -> OfficeThen:
    of = before or row
    return OfficeThen(row.id, row.code, of.name, of.short_name, of.parent_id)
