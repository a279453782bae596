"""The six layers of one service: what it serves and what carries it, verb by verb."""

from sqlalchemy.orm import Session

from architecture.errors import NotFound
from architecture.layers import Verb
from architecture.mapping.asking import Asked
from architecture.mapping.reading import items
from architecture.mapping.tops import tops
from architecture.mapping.walking import DOWN, Along, Walk, walked
from architecture.maps.content import Map
from architecture.maps.views import six_layers as maps
from architecture.scope import Viewer

ABOVE = Along(frozenset(), frozenset({Verb.REALISES, Verb.SUPPORTED_BY}))
"""From an application or a service to the services and processes above it."""

_ASIDE = frozenset({Verb.PART_OF, Verb.SERVES})

BELOW = Along(
    (DOWN.forth - _ASIDE) | {Verb.PRODUCES}, DOWN.back - _ASIDE - {Verb.PRODUCES}
)
"""To what carries it; data stand below what produces them too, partners aside."""

UP, DEEP = 2, 7
"""So many steps are walked up, and down: machines may stand on machines."""


def six_layers(session: Session, viewer: Viewer, asked: Asked) -> Map:
    """Return a service with its processes, and with all that carries it, by layer.

    A process or an application may stand in the middle as well.  Raises `NotFound`
    without an element.
    """
    element, on = asked.focus, asked.on
    if element is None:
        raise NotFound("Pilih dahulu layanan yang di tengah.")
    owner = element.government.name  # of another day rows are outside the session
    above = walked(session, viewer, element.id, on, hops=UP, along=ABOVE)
    below = walked(session, viewer, element.id, on, hops=DEEP, along=BELOW)
    both = Walk(
        above.near | below.near,
        tuple(dict.fromkeys((*above.links, *below.links))),
        {**above.seen, **below.seen},
    )
    return maps.six_layers(
        str(element.id),
        items(session, viewer, asked, both.near, both.seen),
        both.links,
        {str(key): office for key, office in tops(session, asked).by_id.items()},
        scope=owner,
        on=on,
        source=f"Arsitektur SPBE {owner}",
    )
