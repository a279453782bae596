"""The surroundings of an element: what it depends on and what depends on it."""

from sqlalchemy.orm import Session

from architecture.errors import NotFound
from architecture.mapping.asking import MOST_HOPS, Asked
from architecture.mapping.reading import items
from architecture.mapping.walking import WAYS, walked
from architecture.maps.content import Map
from architecture.maps.views import surroundings as maps
from architecture.scope import Viewer


def surroundings(session: Session, viewer: Viewer, asked: Asked) -> Map:
    """Return an element with what it depends on and what depends on it.

    What the viewer may not see is an unnamed box where something of the own government
    is related to it; how others relate their own among themselves is not told.
    Raises `NotFound` without an element.
    """
    element, on = asked.focus, asked.on
    if element is None:
        raise NotFound("Pilih dahulu elemen yang di tengah.")
    owner = element.government.name  # of another day rows are outside the session
    hops = min(max(asked.hops, 1), MOST_HOPS)
    along = WAYS[asked.way]
    walk = walked(session, viewer, element.id, on, hops=hops, along=along)
    return maps.surroundings(
        str(element.id),
        items(session, viewer, asked, walk.near, walk.seen),
        walk.links,
        scope=owner,
        on=on,
        hops=hops,
        way=asked.way,
        source=f"Arsitektur SPBE {owner}",
    )
