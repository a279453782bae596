"""What the address of a map says; nothing wrong in it is an error."""

import re
from collections.abc import Collection, Mapping
from enum import Enum
from typing import Any, TypeVar

from flask import g, request

from architecture.mapping.asking import MOST_HOPS
from architecture.mapping.catalogue import VIEWS, View
from architecture.mapping.colouring import offered
from architecture.maps.choices import Arrows, Colour, Grouping, Notation, Way
from architecture.maps.looks.palette import Theme
from eaportal import days, queries
from eaportal.inventory import filters
from eaportal.maps.wanted import COLOURS, Wanted

Word = TypeVar("Word", bound=Enum)

COMPARE = "banding"
"""How the address calls the later day of a change."""

HIDDEN = "sembunyi"
"""How the address calls what is switched off; words with commas between."""
_MOST_HIDDEN = 40
_WORD = re.compile(r"[\w.:-]{1,60}")

ONLY_KEPT = "ada"
"""The address of a small picture says so where nothing is to be drawn for it."""

WORDS: Mapping[str, tuple[str, Mapping[str, Any]]] = {
    "colour": (
        "warna",
        COLOURS,
    ),
    "grouping": ("bingkai", {"opd": Grouping.OFFICE, "urusan": Grouping.AFFAIR}),
    "way": ("arah", {"semua": Way.BOTH, "atas": Way.UP, "bawah": Way.DOWN}),
    "arrows": ("panah", {"semua": Arrows.ALL, "ringkas": Arrows.DIRECT}),
    "theme": (
        "tema",
        {"terang": Theme.LIGHT, "gelap": Theme.DARK, "cetak": Theme.PRINT},
    ),
    "notation": (
        "notasi",
        {"kotak": Notation.OWN, "archimate": Notation.ARCHIMATE},
    ),
}
"""Field of a wish → its name in addresses, and the words that it takes there."""


def sight_of(slug: str) -> View | None:
    """Return the view that the address names."""
    return next((view for view in VIEWS.values() if view.slug == slug), None)


def wanted(view: View, args: Mapping[str, str] | None = None) -> Wanted:
    """Return which map of a view the address asks for."""
    said = request.args if args is None else args
    words = {
        field: values[said[name]]
        for field, (name, values) in WORDS.items()
        if said.get(name) in values
    }
    colours = colours_of(view)
    if colours and words.get("colour") not in colours:
        words["colour"] = colours[0]
    compare = days.as_of(COMPARE)
    return Wanted(
        view=view.name,
        government=filters.home() or 0,
        office=queries.whole(said.get("opd")) if view.offices else 0,
        focus=queries.whole(said.get("fokus")) if view.focus else 0,
        hops=min(max(queries.whole(said.get("langkah")), 1), MOST_HOPS),
        on=days.as_of().day.isoformat(),
        compare=compare.day.isoformat() if view.compares and compare.said else "",
        hidden=hidden(said.get(HIDDEN, "")),
        **words,
    )


def colours_of(view: View) -> list[Colour]:
    """Return what the colour of a view may tell this viewer."""
    return offered(g.viewer, filters.home() or 0, view.colours)


def hidden(said: str) -> tuple[str, ...]:
    """Return what is switched off, always in the same order.

    >>> hidden("RETIRED,LIVE,,LIVE,<b>")
    ('LIVE', 'RETIRED')
    """
    words = {word for word in said.split(",") if _WORD.fullmatch(word)}
    return tuple(sorted(words)[:_MOST_HIDDEN])


def turned(hidden: Collection[str], key: str) -> str | None:
    """Return what the address says once this one is on instead of off, or off."""
    return ",".join(sorted({*hidden} ^ {key})) or None


def usual(name: str) -> Colour:
    """Return what the colour of a view tells unless the address says otherwise."""
    sight = VIEWS.get(name)
    return sight.colours[0] if sight and sight.colours else Colour.STATUS


def query(wanted: Wanted) -> dict[str, Any]:
    """Return what an address has to say to ask for a map; today and the usual not."""
    plain = Wanted(view=wanted.view, colour=usual(wanted.view))
    said: dict[str, Any] = {
        "instansi": request.args.get("instansi"),
        "opd": wanted.office or None,
        "fokus": wanted.focus or None,
        "langkah": wanted.hops if wanted.hops > 1 else None,
        days.NAME: days.as_of().said,
        COMPARE: wanted.compare or None,
        HIDDEN: ",".join(wanted.hidden) or None,
    }
    for field, (name, values) in WORDS.items():
        value = getattr(wanted, field)
        if value != getattr(plain, field):
            said[name] = next(word for word, each in values.items() if each is value)
    return {name: value for name, value in said.items() if value is not None}
