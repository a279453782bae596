"""The page of one map, and what stands on it beside the picture."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from flask import g, render_template, request
from markupsafe import Markup

from architecture.mapping.catalogue import View
from architecture.maps.content import Map
from architecture.maps.hiding import Kind, Part, parts, without
from architecture.maps.looks.palette import PALETTES, Theme
from architecture.reference.calendar import tanggal
from eaportal import days, formats
from eaportal.inventory import filters
from eaportal.maps import asked, drawings
from eaportal.maps.inlaid import switched_off
from eaportal.maps.known import map_of
from eaportal.maps.wanted import Wanted

FIRST_LOOK, LONGEST_LOOK = 300, 5000
"""Milliseconds after which the page looks for its picture: soon, then less often."""
LATE = 12
"""After so many looks the page says that it takes longer than it should."""


@dataclass(frozen=True)
class Shown:
    """A map as a page shows it: all of it is drawn, what is off is taken from sight."""

    view: View
    wanted: Wanted
    map: Map
    picture: drawings.Picture

    @property
    def parts(self) -> tuple[Part, ...]:
        """Return what can be switched off."""
        return parts(self.map)

    @property
    def facts(self) -> Map:
        """Return the map without what is switched off."""
        return without(self.map, self.wanted.hidden)

    @property
    def svg(self) -> Markup:
        """Return the picture as part of a page; nothing active was left in it."""
        if not self.picture.file:
            return Markup()
        off = {part.key for part in self.parts} & {*self.wanted.hidden}
        drawn = switched_off(drawings.read(self.picture), off)
        return Markup(drawn)  # noqa: S704 - ours

    @property
    def gone(self) -> str:
        """Say how many boxes are switched off."""
        count = len(self.map.boxes) - len(self.facts.boxes)
        if not count:
            return ""
        total = formats.number(len(self.map.boxes))
        return f"{formats.number(count)} dari {total} kotak disembunyikan"


def shown(view: View) -> Shown:
    """Return the map that the address asks for, and what there is of its picture."""
    wanted = asked.wanted(view)
    everything = replace(wanted, hidden=())
    map_ = map_of(g.viewer, everything)
    picture = drawings.ask(g.viewer, everything, map_)
    return Shown(view, wanted, map_, picture)


def page(shown: Shown) -> str:
    """Return the page of a map with the same facts beneath."""
    view, wanted = shown.view, shown.wanted
    offices = filters.offices(wanted.government) if view.offices else []
    as_of, compare = days.as_of(), days.as_of(asked.COMPARE)
    return render_template(
        "maps/show.html",
        map=shown.map,
        facts=shown.facts,
        parts=_by_kind(shown.parts),
        gone=shown.gone,
        turned=asked.turned,
        paint=PALETTES[Theme.LIGHT].paint,
        words=asked.WORDS,
        colours=asked.colours_of(view),
        offices=offices,
        as_of=as_of,
        compare=compare,
        kept={name: request.args.get(name) for name in ("instansi", "fokus", "ukuran")},
        said=_said(view, wanted, offices, as_of),
        **_place(shown),
    )


def drawn(shown: Shown) -> str:
    """Return the place of the picture alone, as htmx looks for it."""
    return render_template("maps/drawn.html", refreshed=True, **_place(shown))


def facts(view: View) -> str:
    """Return the table alone."""
    wanted = asked.wanted(view)
    map_ = map_of(g.viewer, replace(wanted, hidden=()))
    return render_template("maps/facts.html", map=without(map_, wanted.hidden))


def _place(shown: Shown) -> dict[str, Any]:
    times = min(request.args.get("ke", 0, type=int), 1000)
    return {
        "view": shown.view,
        "wanted": shown.wanted,
        "query": asked.query(shown.wanted),
        "picture": shown.picture,
        "svg": shown.svg,
        "whole": request.args.get("ukuran") == "utuh",
        "times": times,
        "delay": min(int(FIRST_LOOK * 1.3 ** min(times, 20)), LONGEST_LOOK),
        "late": times >= LATE,
    }


def _by_kind(offered: Sequence[Part]) -> list[tuple[Kind, list[Part]]]:
    by_kind = groupby(offered, key=attrgetter("kind"))
    return [(kind, list(members)) for kind, members in by_kind]


def _said(view: View, wanted: Wanted, offices: Any, as_of: days.AsOf) -> str:
    """Say in few words what is chosen."""
    office = [each.label for each, _ in offices if each.id == wanted.office]
    said = [
        *office,
        f"warna {wanted.colour.value.lower()}" if view.colours else "",
        wanted.grouping.value.lower() if view.groupings else "",
        wanted.way.value.lower() if view.ways else "",
        wanted.arrows.value.lower() if view.thins else "",
        f"{wanted.hops} {view.hops_word}" if view.hops else "",
        tanggal(as_of.day) if as_of.moved else "hari ini",
    ]
    return " · ".join(filter(None, said))
