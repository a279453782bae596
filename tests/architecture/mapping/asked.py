"""Maps asked for as the portal asks for them, for tests of the views."""

from datetime import date

from architecture import elements, history
from architecture.mapping.asking import Asked
from architecture.scope import full
from eaportal.maps.wanted import ADDRESSES

DAY = date(2026, 11, 22)


def ask(make, session, office, *, viewer=None, on=DAY, **by):
    """Return the map that `make` makes of the government of an office."""
    asked = Asked(government=office.government, on=on, addresses=ADDRESSES, **by)
    return make(session, viewer or full(office.government_id), asked)


def an(session, office, layer, name, **life):
    """Add an element of a layer; what is not of its life is a value of it."""
    dates = {
        key: life.pop(key) for key in ("status", "live_on", "retires_on") if key in life
    }
    return elements.add(session, office, layer, {"name": name, **life}, **dates)


def commit(session):
    """Commit what was told, with its history."""
    history.seal(session, by="uji")
    session.commit()


def arrows(map_):
    """Return the arrows of a map by the labels of their boxes."""
    names = {box.key: box.label for box in map_.boxes}
    return sorted(
        (names[each.source], each.label, names[each.target]) for each in map_.arrows
    )
