"""What changes of offices that are set for a day ahead will have done by then.

When a change is set, `restructuring` keeps what it will do to offices, and where each
office passes its elements on to.  Lists of a later day read it here; on the day itself
the change is carried out and the rows tell it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from architecture.model import (
    Element,
    Kind,
    Organisation,
    Restructuring,
    RestructuringState,
    now,
)
from architecture.reference.calendar import day_of

_APART = 100_000
"""Keys of offices that different changes will make are so far apart."""


@dataclass(frozen=True, slots=True)
class Passing:
    """An office gives its elements to others: by id to a place, the others by ""."""

    source: int
    targets: Sequence[int]
    places: Mapping[str, int]

    def to(self, element: int) -> int:
        """Return who gets an element; 0 stands for one that is not chosen for."""
        place = self.places.get(str(element), self.places.get("", 0))
        fits = 0 <= place < len(self.targets)
        return self.targets[place if fits else 0]


@dataclass(frozen=True, slots=True)
class Coming:
    """What will have been done to offices by a day: columns by id, and who passed on.

    An office that will be made has a negative id.
    """

    offices: Mapping[int, Mapping[str, Any]]
    passings: Sequence[Passing]

    def __bool__(self) -> bool:
        """Tell whether anything will change."""
        return bool(self.offices or self.passings)

    def owner(self, owner: int, element: int = 0) -> int:
        """Return who will own what somebody owns now."""
        for each in self.passings:
            if owner == each.source:
                owner = each.to(element)
        return owner

    def owned_by(
        self, session: Session, offices: Collection[int], of: Any = Element
    ) -> ColumnElement[bool]:
        """Return the condition for what these offices will own."""
        known = {*offices, *(each.source for each in self.passings)}
        from_ = [key for key in sorted(known) if self.owner(key) in offices]
        chosen = self._chosen(session)
        apart = [
            key for key, owner in chosen.items() if self.owner(owner, key) in offices
        ]
        rest = and_(of.organisation_id.in_(from_), of.id.not_in(sorted(chosen)))
        return or_(rest, of.id.in_(apart))

    def _chosen(self, session: Session) -> dict[int, int]:
        """Return the owners of the elements whose place was chosen one by one."""
        named = {int(key) for each in self.passings for key in each.places if key}
        if not named:
            return {}
        query = select(Element.id, Element.organisation_id)
        return dict(session.execute(query.where(Element.id.in_(sorted(named)))).all())

    def turned(self, office: Organisation) -> Organisation:
        """Return an office as it will be, as an object that is no row."""
        columns = Organisation.__table__.columns
        there = {each.key: getattr(office, each.key) for each in columns}
        return Organisation(**{**there, **self.offices.get(office.id, {})})

    def made(self, government: int) -> Iterable[Organisation]:
        """Return the offices of a government that will be made, as no rows."""
        for key, values in self.offices.items():
            if key < 0 and values["government_id"] == government:
                yield Organisation(id=key, **values)


NOTHING = Coming({}, ())


def by(session: Session, day: date) -> Coming:
    """Return what will have been done by a day; nothing for today and past days."""
    if day <= day_of(now()):
        return NOTHING
    query = (
        select(Restructuring.id, Restructuring.foretold)
        .where(
            Restructuring.state == RestructuringState.SET,
            Restructuring.problem == "",
            Restructuring.effective_on <= day,
        )
        .order_by(Restructuring.effective_on, Restructuring.id)
    )
    offices: dict[int, dict[str, Any]] = {}
    passings: list[Passing] = []
    for key, foretold in session.execute(query):
        if not foretold:
            continue
        for office, values in foretold["offices"]:
            told = {name: _value(key, name, each) for name, each in values.items()}
            offices.setdefault(_far(key, office), {}).update(told)
        passings += [
            Passing(
                _far(key, source), [_far(key, each) for each in targets], dict(places)
            )
            for source, targets, places in foretold["passings"]
        ]
    return Coming(offices, passings)


def _far(change: int, office: int) -> int:
    return office if office > 0 else office - change * _APART


_DAYS = frozenset({"starts_on", "ends_on"})
_OFFICES = frozenset({"parent_id", "successor_id"})


def _value(change: int, name: str, kept: Any) -> Any:
    if name in _DAYS and kept is not None:
        return date.fromisoformat(kept)
    if name == "kind":
        return Kind[kept]
    return _far(change, kept) if name in _OFFICES and kept is not None else kept
