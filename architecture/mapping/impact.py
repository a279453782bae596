"""What stops if an element stops, asked of `stopping` and told as a map."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from architecture import stopping
from architecture.errors import NotFound, WrongState
from architecture.impact import VERBS
from architecture.layers import INVERSE, Layer
from architecture.mapping.asking import Asked
from architecture.mapping.reading import item, items
from architecture.maps.content import Item, Layout, Map
from architecture.maps.views import impact as maps
from architecture.maps.views.impact import (
    FAR,
    LIMIT,
    NEAREST,
    Crowd,
    Struck,
    crowd_key,
)
from architecture.model import Element
from architecture.scope import Viewer
from architecture.stopping import Answer
from architecture.stopping.reading import FOREIGN, LAYERS

Places = NDArray[np.integer]


def impact(session: Session, viewer: Viewer, asked: Asked) -> Map:
    """Return what stops or is weakened if the element in the middle stops on the day.

    Raises `NotFound` without an element.
    """
    element = asked.focus
    if element is None:
        raise NotFound("Pilih dahulu elemen yang berhenti.")
    try:
        answer = stopping.ask(
            session, viewer, asked.government.id, element, on=asked.on
        )
    except WrongState as refusal:
        return _nothing(element, asked, refusal)
    paths = _Paths(answer)
    named, summed = paths.parted()
    return maps.impact(
        _centre(element, viewer, asked),
        paths.struck(session, viewer, asked, named),
        paths.crowds(summed, _address(asked, element)),
        scope=asked.government.name,
        on=asked.on,
        hidden=answer.hidden,
        source=asked.source,
    )


def _nothing(element: Element, asked: Asked, refusal: WrongState) -> Map:
    return Map(
        title=f"Dampak bila {element.name} berhenti",
        subtitle=asked.government.name,
        layout=Layout.FLOW,
        boxes=(),
        note=f"{refusal.sentence} Pilih tanggal lain.",
    )


def _centre(element: Element, viewer: Viewer, asked: Asked) -> Item:
    """Return what stops; it leads to the same answer as a list."""
    listed = dict.fromkeys(("element", "other"), _address(asked, element))
    return item(element, viewer, listed)


def _address(asked: Asked, element: Element) -> str:
    return asked.addresses["impact"].format(element.id)


class _Paths:
    """The way that led to each node that is reached, as arrays."""

    def __init__(self, answer: Answer) -> None:
        """Let each node tell at what distance it is, and who comes before it."""
        impact = self.impact = answer.impact
        self.answer = answer
        size = len(impact.model.nodes)
        self.hops = np.zeros(size, dtype=np.int64)
        self.hops[impact.places] = impact.hops
        self.at = np.full(size, -1)
        self.at[impact.places] = np.arange(len(impact))
        self.before = np.full(size, impact.start)
        reached = impact.places
        self.before[reached] = impact.edges.tail[impact.via[reached]]

    def parted(self) -> tuple[Places, Places]:
        """Return the places that keep their names, and those that are summed up."""
        places = self.impact.places[self.answer.at]
        if len(places) <= LIMIT:
            return places, places[:0]
        near = self.hops[places] == 1
        if np.count_nonzero(near) > NEAREST:
            return places[:0], places
        return places[near], places[~near]

    def struck(
        self, session: Session, viewer: Viewer, asked: Asked, named: Places
    ) -> list[Struck]:
        """Return these, with what may not be named but stands on the way to them."""
        places = self._with_those_before(named)
        nodes = self.impact.model.nodes
        key_of = {place: int(nodes["key"][place]) for place in places}
        by_key = {
            each.key: each
            for each in items(session, viewer, asked, key_of.values(), self._known())
        }
        shown = set(named.tolist())
        return [
            Struck(
                item=by_key[str(key)],
                effect=self.impact.effect(int(self.at[place]))
                if place in shown
                else None,
                hops=int(self.hops[place]),
                via=str(nodes["key"][self.before[place]]),
                words=self._words(place),
            )
            for place, key in key_of.items()
        ]

    def crowds(self, summed: Places, address: str) -> list[Crowd]:
        """Return how many stand together, by how far away they are and by layer."""
        where = self._where(summed)
        kinds, numbers = np.unique(where, return_inverse=True)
        stops = self.impact.stops[self.at[summed]]
        before = self._sources(summed)
        return [
            Crowd(
                layer=LAYERS[kind % FOREIGN],
                hops=int(kind // FOREIGN),
                stops=int(np.count_nonzero(stops[numbers == number])),
                weakened=int(np.count_nonzero(~stops[numbers == number])),
                url=_narrowed(address, LAYERS[kind % FOREIGN]),
                via=self._counted(before[numbers == number], summed),
            )
            for number, kind in enumerate(kinds.tolist())
        ]

    def _where(self, places: Places) -> Places:
        """Return distance and layer of nodes as one number."""
        kinds = self.impact.model.nodes["kind"][places].astype(np.int64) % FOREIGN
        found: Places = np.minimum(self.hops[places], FAR) * FOREIGN + kinds
        return found

    def _sources(self, summed: Places) -> Places:
        """Return the nearest nodes before these that the viewer may see."""
        shown = np.zeros(len(self.before), dtype=bool)
        shown[self.impact.places[self.answer.at]] = True
        shown[self.impact.start] = True
        found = self.before[summed]
        while not shown[found].all():
            found = np.where(shown[found], found, self.before[found])
        return found

    def _counted(self, before: Places, summed: Places) -> dict[str, int]:
        """Return how many come from whom: crowds are told by distance and layer."""
        among = np.isin(before, summed)
        kinds, counts = np.unique(self._where(before[among]), return_counts=True)
        found = {
            crowd_key(kind // FOREIGN, LAYERS[kind % FOREIGN]): count
            for kind, count in zip(kinds.tolist(), counts.tolist(), strict=True)
        }
        keys = self.impact.model.nodes["key"][before[~among]]
        for key, count in zip(*np.unique(keys, return_counts=True), strict=True):
            found[str(key)] = int(count)
        return found

    def _with_those_before(self, named: Places) -> list[int]:
        found = dict.fromkeys(named.tolist())
        for place in named.tolist():
            before = int(self.before[place])
            while before != self.impact.start and before not in found:
                found[before] = None
                before = int(self.before[before])
        return list(found)

    def _known(self) -> Mapping[int, bool]:
        """Return which the viewer may see: id → of the own government."""
        nodes = self.impact.model.nodes[self.impact.places]
        own = nodes["key"][nodes["kind"] < FOREIGN].tolist()
        return dict.fromkeys(self.answer.seen, False) | dict.fromkeys(own, True)

    def _words(self, place: int) -> str:
        """Return how the relation over which a node was reached reads, towards it."""
        edge = self.impact.via[place]
        relation = self.impact.model.relations[self.impact.edges.relation[edge]]
        verb = VERBS[relation["verb"]]
        outwards = relation["target"] == self.impact.model.nodes["key"][place]
        return verb.value if outwards else INVERSE[verb]


def _narrowed(address: str, layer: Layer) -> str:
    return f"{address}{'&' if '?' in address else '?'}lapisan={layer.name}"
