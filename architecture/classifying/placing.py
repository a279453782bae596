"""What a release does to each government, before it is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture.classifying.bearing import Bearer, Key, Kind, bearers, open_keys
from architecture.classifying.carrying import Carried, Owned, carried
from architecture.classifying.checking import CODE
from architecture.classifying.recoding import Rule
from architecture.classifying.values import Fate
from architecture.model import Organisation, OwnCode

COLUMNS: Mapping[Kind, str] = {
    Kind.ELEMENT: "element_id",
    Kind.PLANNED: "planned_id",
    Kind.REGISTRATION: "registration_id",
}
"""Which column of a question names what bears the code."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What a release does to one government: how many of what."""

    government: str
    elements: int = 0
    planned: int = 0
    registrations: int = 0
    own: int = 0
    asked: int = 0
    left: int = 0
    """Codes of drafts that their offices choose for, when they open them."""

    @property
    def is_any(self) -> bool:
        """Tell whether anything changes."""
        several = (self.elements, self.planned, self.registrations, self.own)
        return any((*several, self.asked, self.left))


@dataclass(slots=True)
class Place:
    """One government while a release is brought in."""

    id: int
    name: str
    own: Sequence[OwnCode]
    unnamed: list[str]
    plan: Carried
    bearing: Sequence[Bearer] = ()
    pending: set[Key] = field(default_factory=set)

    def rule(self, kind: Kind) -> Rule:
        """Return what tells which codes something of a kind bears from now on."""
        moves, pending = self.plan.moves, self.pending

        def new(key: int, codes: Sequence[str]) -> list[str]:
            return list(
                dict.fromkeys(
                    code if (kind, key, code) in pending else moves.get(code, code)
                    for code in codes
                )
            )

        return new

    def changing(self, kind: Kind) -> list[int]:
        """Return the keys of what bears other codes from now on."""
        rule = self.rule(kind)
        return [
            each.key
            for each in self.bearing
            if each.kind is kind and rule(each.key, each.codes) != list(each.codes)
        ]

    def asked(self, *, of_offices: bool = False) -> list[Key]:
        """Return what bears a code that somebody has to choose for."""
        return [
            (each.kind, each.key, code)
            for each in self.bearing
            if each.asks is not of_offices
            for code in each.codes
            if code in self.plan.asked
            and (each.kind, each.key, code) not in self.pending
        ]

    def effect(self) -> Effect:
        """Return how many of what are changed and asked."""
        moves = self.plan.moves
        active = [row.code for row in self.own if not row.retired_on]
        return Effect(
            self.name,
            elements=len(self.changing(Kind.ELEMENT)),
            planned=len(self.changing(Kind.PLANNED)),
            registrations=len(self.changing(Kind.REGISTRATION)),
            own=sum(moves.get(code, code) != code for code in active),
            asked=len(self.asked()) + len(self.plan.waiting),
            left=len(self.asked(of_offices=True)),
        )


def placed(
    session: Session, found: Mapping[str, Fate], titles: Mapping[str, str]
) -> list[Place]:
    """Return each government that bears codes or has its own, with where they go."""
    bearing = bearers(session)
    own: dict[int, list[OwnCode]] = {}
    for row in session.scalars(select(OwnCode).order_by(OwnCode.code)):
        own.setdefault(row.government_id, []).append(row)
    pending = open_keys(session)
    query = select(Organisation.id, Organisation.name).where(
        Organisation.id.in_({*bearing, *own})
    )
    places = []
    for root, name in sorted(session.execute(query).all()):
        rows, several = own.get(root, []), bearing.get(root, [])
        unnamed, plan = _planned(rows, _borne(several, pending), found, titles)
        places.append(Place(root, name, rows, unnamed, plan, several, pending))
    return places


def _borne(several: Sequence[Bearer], pending: set[Key]) -> set[str]:
    return {
        code
        for each in several
        for code in each.codes
        if (each.kind, each.key, code) not in pending
    }


def _planned(
    own: Sequence[OwnCode],
    borne: set[str],
    found: Mapping[str, Fate],
    titles: Mapping[str, str],
) -> tuple[list[str], Carried]:
    """Return the codes that are in use and have no row, and where all codes go."""
    active = [row for row in own if not row.retired_on]
    known = {*found, *(row.code for row in own)}
    parents = {*found, *(row.code for row in active)}
    unnamed = sorted(
        code
        for code in borne - known
        if code.rpartition(".")[0] in parents and CODE.fullmatch(code)
    )
    owned = [Owned(row.id, row.code, row.parent, row.name) for row in active]
    owned += [Owned(0, code, code.rpartition(".")[0], "") for code in unnamed]
    retired = [row.code for row in own if row.retired_on]
    return unnamed, carried(found, titles, owned, retired)
