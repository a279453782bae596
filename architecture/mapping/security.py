"""What is protected by what on a day, and what is not."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture import scope, timeline
from architecture.layers import SIX, FieldClass, Layer, PersonalData, Verb
from architecture.mapping.asking import Asked
from architecture.mapping.reading import items, seen
from architecture.mapping.ties import Standing, Tie, standing, ties, within
from architecture.mapping.tops import tops
from architecture.maps.content import Map, Office
from architecture.maps.looks.palette import EXPOSED, PROTECTED, UNPROTECTED
from architecture.maps.views import security as maps
from architecture.maps.views.security import LIMIT, NEEDING, Control, Tally
from architecture.model import Application, Data, Security
from architecture.scope import Viewer

CLOSED = ("Terbatas", "Dikecualikan")
"""Natures of data that are not for everybody."""


def security(
    session: Session, viewer: Viewer, asked: Asked, *, limit: int = LIMIT
) -> Map:
    """Return the controls of a government with what they protect, and what none does.

    Above `limit` cards each office, or each layer of an office, is one box.
    """
    guards = _guards(session, viewer, asked)
    ended = dict.fromkeys(guards, Standing(Layer.SECURITY, asked.government.id))
    own = ended | standing(session, asked, SIX)
    found, others = ties(session, viewer, asked, [Verb.PROTECTS], own)
    every = {**own, **others}
    shields = [
        tie
        for tie in found
        if tie.source in guards and within(asked, every[tie.target])
    ]
    shown = {
        key
        for key, each in own.items()
        if each.layer in NEEDING and within(asked, each)
    }
    shown |= {tie.target for tie in shields}
    open_ = shown - {tie.target for tie in shields if not guards[tie.source].ended}
    exposed = _exposed(session, asked) & open_
    unsaid = len(_personal(session, asked, PersonalData.UNKNOWN) & open_)
    if len(shields) + len(open_) > limit:
        counts = _counted(every, shown, open_, exposed)
        return _summed(session, asked, counts, len(guards), unsaid)
    used = {tie.source for tie in shields}
    idle = guards.keys() - {tie.source for tie in found}
    drawn = _Drawn(
        {key: every[key].office for key in shown},
        shields,
        exposed,
        {key: each for key, each in guards.items() if key in used},
        idle=0 if asked.offices else len(idle),
        unsaid=unsaid,
    )
    return _each(session, viewer, asked, drawn)


@dataclass(frozen=True, slots=True)
class _Guard:
    """A control: whether it protects no longer, and since when."""

    ended: bool
    until: date | None


@dataclass(frozen=True, slots=True)
class _Drawn:
    """What is drawn one by one; `shown` holds whose each is, 0 for others'."""

    shown: Mapping[int, int]
    shields: Iterable[Tie]
    exposed: Iterable[int]
    guards: Mapping[int, _Guard]
    idle: int
    unsaid: int


def _guards(session: Session, viewer: Viewer, asked: Asked) -> dict[int, _Guard]:
    """Return the controls that have begun, as far as the viewer may know their end."""
    query = select(
        Security.id,
        Security.organisation_id,
        Security.valid_to,
        Security.retires_on,
        timeline.gone(asked.on, Security),
    ).where(
        Security.government_id == asked.government.id,
        or_(timeline.there(asked.on, Security), timeline.gone(asked.on, Security)),
    )
    planned = timeline.overlays(session, asked.government.id, asked.on)
    found = {}
    for key, office, valid_to, retires_on, gone in session.execute(query):
        classes = scope.classes_for(viewer, asked.government.id, office)
        until = valid_to
        if "valid_to" in planned.get(key, {}):
            said = planned[key]["valid_to"]
            until = date.fromisoformat(said) if said else None
        readable = FieldClass.RESTRICTED in classes
        expired = readable and until is not None and until < asked.on
        found[key] = _Guard(bool(gone) or expired, until if expired else retires_on)
    return found


def _exposed(session: Session, asked: Asked) -> set[int]:
    """Return what holds data about persons, or data that are not for everybody."""
    closed = select(Data.id).where(
        Data.government_id == asked.government.id, Data.nature.in_(CLOSED)
    )
    personal = _personal(session, asked, PersonalData.YES)
    return {*personal, *session.scalars(closed)}


def _personal(session: Session, asked: Asked, answer: PersonalData) -> set[int]:
    """Return the applications that answer so whether they hold data about persons."""
    query = select(Application.id).where(
        Application.government_id == asked.government.id,
        Application.personal_data == answer,
    )
    return set(session.scalars(query))


def _counted(
    every: Mapping[int, Standing],
    shown: Collection[int],
    open_: Collection[int],
    exposed: Collection[int],
) -> Counter[tuple[Standing, str]]:
    """Count by owner, layer and state."""

    def state(key: int) -> str:
        if key not in open_:
            return PROTECTED
        return EXPOSED if key in exposed else UNPROTECTED

    return Counter((every[key], state(key)) for key in shown)


def _summed(
    session: Session,
    asked: Asked,
    counts: Mapping[tuple[Standing, str], int],
    controls: int,
    unsaid: int,
) -> Map:
    """Return one box an office; of what is narrowed to an office one box a layer."""
    known = tops(session, asked)
    of: defaultdict[Office, Counter[str]] = defaultdict(Counter)
    for (each, state), count in counts.items():
        layer = Office(f"layer-{each.layer.name}", each.layer.value)
        of[layer if asked.offices else known.of(each.office)][state] += count
    return maps.summed(
        [Tally(of=each, counts=count) for each, count in of.items()],
        by="Lapisan" if asked.offices else "Perangkat daerah",
        scope=known.scope(asked),
        on=asked.on,
        controls=controls,
        unsaid=unsaid,
        source=asked.source,
    )


def _each(session: Session, viewer: Viewer, asked: Asked, drawn: _Drawn) -> Map:
    every = {*drawn.shown, *drawn.guards}
    known = seen(session, viewer, every)
    named = {each.key: each for each in items(session, viewer, asked, every, known)}
    offices = tops(session, asked)
    return maps.security(
        [
            Control(item=named[str(key)], ended=each.ended, until=each.until)
            for key, each in drawn.guards.items()
        ],
        [named[str(key)] for key in drawn.shown],
        [(str(tie.source), str(tie.target)) for tie in drawn.shields],
        frozenset(map(str, drawn.exposed)),
        {str(key): offices.of(office).name for key, office in drawn.shown.items()},
        scope=offices.scope(asked),
        on=asked.on,
        idle=drawn.idle,
        unsaid=drawn.unsaid,
        source=asked.source,
    )
