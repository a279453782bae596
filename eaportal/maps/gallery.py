"""The page of all maps: by what one wants to know, each with its question."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import render_template, request, url_for

from architecture.mapping.catalogue import View
from architecture.model import Element
from eaportal.maps import allowed, asked, choosing

SECTIONS: Mapping[str, tuple[str, ...]] = {
    "Aplikasi": ("landscape", "capabilities", "duplicates"),
    "Hubungan": (),
    "Rencana": ("strategy", "roadmap", "change"),
}
"""Title → views by name; whatever is not named is about relations."""


@dataclass(frozen=True)
class Card:
    """A view on the page of all: where it leads, and from where its picture comes.

    `last` is what it would tell of, of a view with something in the middle.
    """

    view: View
    url: str
    picture: str
    last: Element | None = None
    last_url: str = ""


def page() -> str:
    """Show which maps there are, and what each answers."""
    recent = choosing.recent()
    sections = [(title, list(_cards(title, recent))) for title in SECTIONS]
    return render_template(
        "maps/index.html",
        sections=[(title, cards) for title, cards in sections if cards],
    )


def section_of(view: View) -> str:
    """Return under which title a view stands."""
    named = (title for title, names in SECTIONS.items() if view.name in names)
    return next(named, "Hubungan")


def _cards(title: str, recent: Sequence[Element]) -> Iterator[Card]:
    government = request.args.get("instansi")
    for view in allowed.offered():
        if section_of(view) != title:
            continue
        last = next(choosing.fitting(view, recent), None) if view.centred else None
        told: dict[str, Any] = {"slug": view.slug, "instansi": government}
        if last:
            told["fokus"] = last.id
        small = url_for("maps.small", **{**told, asked.ONLY_KEPT: 1})
        yield Card(
            view,
            url_for("maps.show", slug=view.slug, instansi=government),
            "" if view.centred and not last else small,
            last,
            url_for("maps.show", **told) if last else "",
        )
