"""Who gives which data to whom: exchanges, and data that several applications share."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from architecture import scope, timeline
from architecture.layers import (
    RELATION_FIELDS,
    Direction,
    FieldClass,
    Layer,
    ThroughLink,
    Verb,
)
from architecture.mapping.asking import Asked
from architecture.mapping.reading import items, seen
from architecture.mapping.ties import Standing, Tie, near, standing, ties, within
from architecture.mapping.tops import tops
from architecture.maps.content import HIDDEN, Map, Office
from architecture.maps.views import integration as maps
from architecture.maps.views import traffic
from architecture.maps.views.exchanges import Common, Counts, Exchange
from architecture.model import Element, Kind, Relation
from architecture.scope import Viewer

ENOUGH = 500
"""So many flows of data are listed one by one; of more, those between offices."""

Word = TypeVar("Word", bound=StrEnum)

_ON_DATA = [Verb.PRODUCES, Verb.USES]
_FIELDS = RELATION_FIELDS[Verb.EXCHANGES]
_UNNAMED = Office("others", HIDDEN)


def integration(
    session: Session, viewer: Viewer, asked: Asked, *, enough: int = ENOUGH
) -> Map:
    """Return the data that flow between the applications of a government.

    With an element in the middle, only what that gives and takes.
    """
    flows = _flows(session, viewer, asked)
    few = flows.count <= enough
    exchanges = _exchanges(session, viewer, asked, flows.exchanged, few=few)
    owners = _owners(session, flows)
    if not few:
        return traffic.by_owner(
            traffic.between(owners, exchanges, flows.common),
            owners,
            Counts.of(exchanges, flows.common, flows.alone),
            of=f"di {flows.scope}",
            on=asked.on,
            source=asked.source,
        )
    return maps.integration(
        items(session, viewer, asked, flows.keys, seen(session, viewer, flows.keys)),
        owners,
        exchanges,
        flows.common,
        scope=flows.scope,
        on=asked.on,
        alone=flows.alone,
        middle=str(asked.focus.id) if asked.focus else "",
        source=asked.source,
    )


@dataclass(frozen=True, slots=True)
class _Flows:
    """What flows, by ids: `offices` name the owners of the own, by element."""

    exchanged: Sequence[Tie]
    common: Sequence[Common]
    others: Mapping[int, Standing]
    offices: Mapping[int, Office]
    alone: int
    scope: str

    @property
    def count(self) -> int:
        """Return how many flows there are."""
        return len(self.exchanged) + sum(len(each.users) for each in self.common)

    @property
    def keys(self) -> Collection[int]:
        """Return all that gives, takes or is given, and what is in the middle."""
        return self.offices.keys() | self.others.keys()


def _flows(session: Session, viewer: Viewer, asked: Asked) -> _Flows:
    if asked.focus:
        found, related, own, others = _around(session, viewer, asked, asked.focus.id)
    else:
        own = standing(session, asked, (Layer.APPLICATION, Layer.DATA))
        found, others = ties(session, viewer, asked, [Verb.EXCHANGES], own, theirs=True)
        related, _ = ties(session, viewer, asked, _ON_DATA, own)

    def about(key: int) -> bool:
        if asked.focus:
            return key == asked.focus.id
        return key in own and within(asked, own[key])

    exchanged = [tie for tie in found if about(tie.source) or about(tie.target)]
    data = {key for key, each in own.items() if each.layer is Layer.DATA}
    common = _common([tie for tie in related if tie.target in data], about)
    touched = {key for tie in exchanged for key in (tie.source, tie.target)}
    touched |= {int(key) for each in common for key in (*each.producers, *each.users)}
    applications = {key for key, each in own.items() if each.layer is Layer.APPLICATION}
    alone = {key for key in applications - touched if about(key)}
    touched |= {int(each.data) for each in common}
    if asked.focus:
        touched.add(asked.focus.id)
    known = tops(session, asked)
    return _Flows(
        exchanged,
        common,
        {key: others[key] for key in touched if key in others},
        {key: known.of(own[key].office) for key in touched if key in own},
        0 if asked.focus else len(alone),
        known.scope(asked),
    )


def _around(
    session: Session, viewer: Viewer, asked: Asked, middle: int
) -> tuple[list[Tie], list[Tie], dict[int, Standing], dict[int, Standing]]:
    """Return exchanges of one application, who shares its data, own and other ends."""
    verbs = [Verb.EXCHANGES, *_ON_DATA]
    first, known = near(session, viewer, asked, verbs, middle)
    found = [tie for tie in first if tie.verb is Verb.EXCHANGES]
    data = {tie.target for tie in first if known[tie.target].layer is Layer.DATA}
    related, sharing = near(session, viewer, asked, _ON_DATA, *sorted(data))
    known |= sharing
    known.setdefault(middle, Standing(Layer.APPLICATION))
    own = {key: each for key, each in known.items() if each.own}
    others = {key: each for key, each in known.items() if not each.own}
    return found, [tie for tie in related if tie.source in own], own, others


def _common(related: Iterable[Tie], about: Callable[[int], bool]) -> list[Common]:
    """Return the data that one application produces and another uses.

    All who use what those produce whom the map is about, and all who produce what
    those use; others at the far ends are left out.
    """
    ends: defaultdict[int, dict[Verb, set[int]]] = defaultdict(
        lambda: {Verb.PRODUCES: set(), Verb.USES: set()}
    )
    for tie in related:
        ends[tie.target][tie.verb].add(tie.source)
    found = []
    for data, by in sorted(ends.items()):
        producers = by[Verb.PRODUCES]
        users = by[Verb.USES] - producers
        givers, takers = set(filter(about, producers)), set(filter(about, users))
        producers = producers if takers else givers
        users = users if givers else takers
        if producers and users:
            found.append(
                Common(data=str(data), producers=_texts(producers), users=_texts(users))
            )
    return found


def _texts(keys: Iterable[int]) -> tuple[str, ...]:
    return tuple(map(str, sorted(keys)))


def _exchanges(
    session: Session, viewer: Viewer, asked: Asked, wanted: Sequence[Tie], *, few: bool
) -> list[Exchange]:
    """Return exchanges with what is said of them, as far as the viewer may read it."""
    keys = [tie.key for tie in wanted]
    query = (
        select(
            Relation.id,
            Relation.attributes,
            Element.government_id,
            Element.organisation_id,
        )
        .join(Element, Element.id == Relation.source_id)
        .where(Relation.verb == Verb.EXCHANGES)
    )
    if few:
        query = query.where(Relation.id.in_(keys))
    stated = {key: row for key, *row in session.execute(query).all()}
    planned = timeline.relation_overlays(
        session, asked.government.id, asked.on, relations=keys if few else None
    )
    classes = _Classes(viewer)
    found = []
    for tie in wanted:
        attributes, *owner = stated[tie.key]
        said = {**attributes, **planned.get(tie.key, {})}
        read = classes.of(*owner)
        told = {
            field.name: said[field.name]
            for field in _FIELDS
            if field.cls in read and said.get(field.name)
        }
        found.append(_exchange(tie, told))
    return found


class _Classes:
    """The classes of fields that a viewer may read, asked once for each owner."""

    def __init__(self, viewer: Viewer) -> None:
        """Begin with nothing asked."""
        self.viewer = viewer
        self._known: dict[tuple[int, int], frozenset[FieldClass]] = {}

    def of(self, government: int, organisation: int) -> frozenset[FieldClass]:
        """Return those of what an organisation owns."""
        key = government, organisation
        if key not in self._known:
            self._known[key] = scope.classes_for(self.viewer, *key)
        return self._known[key]


def _exchange(tie: Tie, said: Mapping[str, Any]) -> Exchange:
    return Exchange(
        source=str(tie.source),
        target=str(tie.target),
        data=said.get("data", ""),
        direction=_member(Direction, said.get("direction")),
        through=_member(ThroughLink, said.get("through_link")),
        protocol=said.get("protocol", ""),
        frequency=said.get("frequency", ""),
        note=said.get("note", ""),
    )


def _member(words: type[Word], name: str | None) -> Word:
    """Return a word by its name; what is not known is unknown."""
    return words.__members__.get(name or "", words["UNKNOWN"])


def _owners(session: Session, flows: _Flows) -> dict[str, Office]:
    """Return whose each element is; whose a hidden one is, is not told."""
    found = {str(key): office for key, office in flows.offices.items()}
    shown = [key for key, each in flows.others.items() if not each.hidden]
    query = (
        select(Element)
        .where(Element.id.in_(shown))
        .options(joinedload(Element.organisation), joinedload(Element.government))
    )
    for row in session.scalars(query):
        national = row.organisation.kind is Kind.NATIONAL
        owner = row.organisation if national else row.government
        found[str(row.id)] = Office(f"other-{owner.id}", owner.label)
    return {str(key): _UNNAMED for key in flows.others} | found
