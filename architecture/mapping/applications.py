"""The applications of a landscape as columns, as on the day: there may be many."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Text, cast, func, or_, select
from sqlalchemy.orm import Session

from architecture import periods, scope, timeline
from architecture.classifying import codes_in
from architecture.elements import fields_of
from architecture.elements.dated import owned_by, restored
from architecture.layers import ApplicationType, Layer, Status
from architecture.mapping.asking import Asked
from architecture.model import Application, Organisation, Use, UseState, now
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

CODES = "reference_codes"


@dataclass(slots=True)
class Row:
    """An application as on the day; `values` holds the further columns asked for.

    `owner` is the office that has it now and decides who reads what, `office` the one
    that has it on that day.
    """

    id: int
    name: str
    acronym: str
    code: str
    status: Status
    live_on: date | None
    retires_on: date | None
    owner: int
    office: int
    own: bool
    values: Mapping[str, Any]

    @property
    def label(self) -> str:
        """Return how people call it."""
        return self.acronym or self.name


def own(
    session: Session, viewer: Viewer, asked: Asked, columns: Iterable[str] = ()
) -> list[Row]:
    """Return the government's own: no websites, nothing that is retired by then."""
    query = _columns(columns).where(
        Application.government_id == asked.government.id,
        *_drawn(asked.on),
        scope.elements(viewer),
    )
    if asked.offices:
        query = query.where(owned_by(session, asked.offices, asked.on, Application))
    rows = _rows(session, query, own=True)
    return rows if asked.on == day_of(now()) else _as_on(session, rows, asked)


def of_others(
    session: Session, viewer: Viewer, asked: Asked, columns: Iterable[str] = ()
) -> list[Row]:
    """Return what the government's offices use of other owners, without their codes."""
    government = asked.government.id
    using = (
        select(Use.application_id)
        .join(Use.organisation)
        .where(Use.state == UseState.IN_USE, Organisation.government_id == government)
    )
    if asked.offices:
        using = using.where(Use.organisation_id.in_(sorted(asked.offices)))
    query = _columns(columns).where(
        Application.id.in_(using),
        Application.government_id != government,
        *_drawn(asked.on),
        scope.elements(viewer, national=True),
    )
    return _rows(session, query, own=False)


def users(session: Session, viewer: Viewer) -> Mapping[int, int]:
    """Return by how many offices of the viewer's governments each is used."""
    query = (
        select(Use.application_id, func.count())
        .join(Use.organisation)
        .where(
            Use.state == UseState.IN_USE,
            Organisation.government_id.in_(sorted(viewer.governments)),
        )
        .group_by(Use.application_id)
    )
    return dict(session.execute(query).all())


def _columns(names: Iterable[str]) -> Any:
    return select(
        Application.id,
        Application.name,
        Application.acronym,
        Application.code,
        Application.status,
        Application.live_on,
        Application.retires_on,
        Application.organisation_id,
        *(_column(name) for name in dict.fromkeys(names)),
    ).order_by(Application.id)


def _column(name: str) -> Any:
    if name == CODES:  # read as a text, of which there are few
        return cast(Application.reference_codes, Text).label(name)
    return getattr(Application, name)


def _rows(session: Session, query: Any, *, own: bool) -> list[Row]:
    result = session.execute(query)
    names = list(result.keys())[8:]
    return [
        Row(
            id=row.id,
            name=row.name,
            acronym=row.acronym,
            code=row.code if own else "",
            status=row.status,
            live_on=row.live_on,
            retires_on=row.retires_on,
            owner=row.organisation_id,
            office=row.organisation_id,
            own=own,
            values=_values(names, row[8:]),
        )
        for row in result
    ]


def _values(names: Sequence[str], said: Sequence[Any]) -> dict[str, Any]:
    values = dict(zip(names, said, strict=True))
    if CODES in values:
        values[CODES] = codes_in(values[CODES])
    return values


def _drawn(on: date) -> list[ColumnElement[bool]]:
    """Return what a landscape shows: what runs or is to run, websites left out."""
    return [
        Application.type != ApplicationType.WEBSITE,
        Application.merged_into_id.is_(None),
        or_(Application.retires_on.is_(None), Application.retires_on > on),
    ]


def _as_on(session: Session, rows: Sequence[Row], asked: Asked) -> list[Row]:
    government, on = asked.government.id, asked.on
    known = timeline.overlays(session, government, on)
    owners = periods.ownership(session, government, on)
    fields = fields_of(session, government, Layer.APPLICATION)
    for row in rows:
        row.status = timeline.status_on(row.status, row.live_on, row.retires_on, on)
        row.office = owners(row.id, row.owner)
        if row.id in known:
            _say(row, restored(fields, known[row.id]))
    return list(rows)


def _say(row: Row, values: Mapping[str, Any]) -> None:
    row.name = values.get("name", row.name)
    row.acronym = values.get("acronym", row.acronym)
    row.values = {name: values.get(name, said) for name, said in row.values.items()}
