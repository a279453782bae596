"""Which map is wanted: a small value that the address and the job both can carry."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture import elements, organisations, suspecting
from architecture.errors import NotFound
from architecture.mapping.asking import Asked
from architecture.mapping.catalogue import View, view
from architecture.maps.choices import Arrows, Colour, Grouping, Notation, Way
from architecture.maps.content import Map
from architecture.maps.hiding import without
from architecture.maps.looks.palette import Theme
from architecture.maps.thinning import without_shortcuts
from architecture.model import Element, Organisation
from architecture.scope import Viewer
from eaportal import days, formats
from eaportal.maps.needs import opens

ADDRESSES = {
    "element": "/aplikasi/{}",
    "other": "/arsitektur/elemen/{}",
    "office": "/peta/lanskap?opd={}",
    "used": "/aplikasi/?milik=dipakai",
    "list": "/aplikasi/",
    "code": "/referensi/kode/{}",
    "impact": "/arsitektur/elemen/{}/dampak",
    "plan": "/peta-rencana/{}",
    "unhosted": "/arsitektur/kelengkapan?lapisan=aplikasi&kurang=servers",
    "unstored": "/arsitektur/kelengkapan?lapisan=data&kurang=stores",
    "compared": "/arsitektur/bandingkan/?{}",
    "twins": "/kemiripan/kelompok/{}",
    "pair": "/kemiripan/{}",
}
"""Where boxes and frames of a map lead."""

CLUSTER = "cluster"
"""The view of applications that may do the same work; `focus` is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A view of a government on a day, and what was chosen of it; days as ISO says.

    `office` narrows it to an organisation with its units, `focus` is the element in
    the middle, `compare` the later day, `hidden` what of it is switched off.
    """

    view: str
    government: int = 0
    office: int = 0
    focus: int = 0
    hops: int = 1
    way: Way = Way.BOTH
    arrows: Arrows = Arrows.ALL
    colour: Colour = Colour.STATUS
    grouping: Grouping = Grouping.OFFICE
    on: str = ""
    compare: str = ""
    theme: Theme = Theme.LIGHT
    notation: Notation = Notation.OWN
    hidden: tuple[str, ...] = ()

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Wanted":
        """Return what a job was asked for."""
        words = {
            name: kind[document[name]]
            for name, kind in WORDS.items()
            if name in document
        }
        hidden = tuple(document.get("hidden", ()))
        return cls(**{**document, **words, "hidden": hidden})

    def to_json(self) -> dict[str, Any]:
        """Return what a job can carry."""
        return asdict(self) | {name: getattr(self, name).name for name in WORDS}


WORDS: Mapping[str, Any] = {
    "way": Way,
    "arrows": Arrows,
    "colour": Colour,
    "grouping": Grouping,
    "theme": Theme,
    "notation": Notation,
}
"""What of a wish is a word of a list."""


COLOURS: Mapping[str, Colour] = {
    "status": Colour.STATUS,
    "jenis": Colour.CLASS,
    "umur": Colour.AGE,
    "kelengkapan": Colour.COMPLETENESS,
    "biaya": Colour.COST,
    "risiko": Colour.RISK,
    "kembar": Colour.DUPLICATES,
    "jumlah": Colour.NUMBER,
}
"""How addresses call what a colour tells."""


def addresses(day: date) -> Mapping[str, str]:
    """Return where boxes lead: to the pages of that day, if it is another one."""
    if day == formats.today():
        return ADDRESSES
    return {
        name: f"{each}{'&' if '?' in each else '?'}{days.NAME}={day}"
        for name, each in ADDRESSES.items()
    }


def content(session: Session, viewer: Viewer, wanted: Wanted) -> Map:
    """Return what is on the map that is wanted, without what is switched off of it.

    Raises `NotFound` for a view, government, office or element that is not there, and
    for a view that the viewer may not open.
    """
    day = date.fromisoformat(wanted.on)
    if not opens(viewer, wanted.view):
        raise NotFound("Peta ini tidak ditemukan.")
    if wanted.view == CLUSTER:
        return _cluster(session, viewer, wanted, day)
    sight = view(wanted.view)
    focus = focus_of(session, viewer, sight, wanted.focus)
    government = _of(session, viewer, wanted, focus)
    asked = Asked(
        government=government,
        on=day,
        addresses=_leading(viewer, wanted, government, addresses(day)),
        offices=_offices(session, government, wanted.office),
        focus=focus,
        hops=wanted.hops,
        way=wanted.way,
        colour=wanted.colour,
        grouping=wanted.grouping,
        compare=date.fromisoformat(wanted.compare) if wanted.compare else None,
    )
    shown = without(sight.make(session, viewer, asked), wanted.hidden)
    thin = sight.thins and wanted.arrows is Arrows.DIRECT
    return without_shortcuts(shown) if thin else shown


def _leading(
    viewer: Viewer, wanted: Wanted, government: Organisation, plain: Mapping[str, str]
) -> Mapping[str, str]:
    """Let the landscape of an office keep the colour, and name whose office it is."""
    kept = [f"instansi={government.id}"] if len(viewer.governments) > 1 else []
    if wanted.view == "landscape" and wanted.colour is not Colour.STATUS:
        kept += [f"warna={word}" for word, it in COLOURS.items() if it is wanted.colour]
    return {**plain, "office": "&".join((plain["office"], *kept))}


def focus_of(session: Session, viewer: Viewer, sight: View, key: int) -> Element | None:
    """Return the element in the middle; None for a view that has none.

    Raises `NotFound` where there must be one and the viewer sees none.
    """
    if not sight.focus or (sight.whole and not key):
        return None
    found = elements.find(session, viewer, key)
    if found is None or found.layer not in sight.focus:
        raise NotFound("Elemen ini tidak ditemukan atau tidak dapat Anda lihat.")
    return found


def _of(
    session: Session, viewer: Viewer, wanted: Wanted, focus: Element | None
) -> Organisation:
    """Return whose map it is: the middle's owner, unless the viewer works elsewhere."""
    own = focus is not None and focus.government_id in viewer.governments
    if focus is not None and (own or not wanted.government):
        return focus.government
    return _government(session, viewer, wanted)


def _government(session: Session, viewer: Viewer, wanted: Wanted) -> Organisation:
    government = session.get(Organisation, wanted.government)
    if government is None or government.id not in viewer.governments:
        raise NotFound("Instansi ini tidak ditemukan.")
    return government


def _offices(session: Session, government: Organisation, office: int) -> frozenset[int]:
    if not office:
        return frozenset()
    parents = organisations.parents(session, [government.id])
    if office not in parents:
        raise NotFound("Perangkat daerah ini tidak ditemukan.")
    return organisations.below(parents, office)


def _cluster(session: Session, viewer: Viewer, wanted: Wanted, day: date) -> Map:
    government = _government(session, viewer, wanted)
    found = suspecting.read(session, viewer, government.id)
    cluster = suspecting.cluster_of(found, wanted.focus)
    if cluster is None:
        raise NotFound("Kelompok ini tidak ditemukan.")
    return suspecting.picture(
        session, viewer, government, cluster, on=day, address=ADDRESSES["element"]
    )
