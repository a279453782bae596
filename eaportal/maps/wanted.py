"""Which map is wanted: a small value that the address and the job both can carry."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from architecture import modelling, organisations, suspecting
from architecture.errors import NotFound
from architecture.maps.content import Map
from architecture.model import Element, Organisation
from architecture.scope import Viewer
from eaportal import days, formats

ADDRESSES = {
    "element": "/aplikasi/{}",
    "other": "/arsitektur/elemen/{}",
    "office": "/peta/?opd={}",
    "used": "/aplikasi/?milik=dipakai",
}
"""Where boxes and frames of a map lead."""


LANDSCAPE = "landscape"
"""The view of all applications in their offices."""

CLUSTER = "cluster"
"""The view of applications that may do the same work; `element` is one of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A landscape of a government (or one office), an element, or a cluster."""

    view: str
    government: int = 0
    office: int = 0
    element: int = 0
    hops: int = 1
    on: str = ""
    theme: str = "light"

    @classmethod
    def from_json(cls, document: Mapping[str, Any]) -> "Wanted":
        """Return what a job was asked for."""
        return cls(**document)

    def to_json(self) -> dict[str, Any]:
        """Return what a job can carry."""
        return asdict(self)


def addresses(day: date) -> Mapping[str, str]:
    """Return where boxes lead: to the pages of that day, if it is another one."""
    if day == formats.today():
        return ADDRESSES
    return {
        name: f"{each}{'&' if '?' in each else '?'}{days.NAME}={day}"
        for name, each in ADDRESSES.items()
    }


def content(session: Session, viewer: Viewer, wanted: Wanted) -> Map:
    """Return what is on the map that is wanted, within the viewer's scope.

    Raises `NotFound` for a view, government or element that is not there.
    """
    day = date.fromisoformat(wanted.on)
    match wanted.view:
        case "landscape":
            return _landscape(session, viewer, wanted, day)
        case "surroundings":
            element = session.get(Element, wanted.element)
            if element is None:
                raise NotFound("Elemen ini tidak ditemukan.")
            return modelling.surroundings(
                session,
                viewer,
                element,
                on=day,
                addresses=addresses(day),
                hops=wanted.hops,
            )
        case "cluster":
            return _cluster(session, viewer, wanted, day)
        case _:
            raise NotFound(f"Tidak ada peta bernama “{wanted.view}”.")


def _cluster(session: Session, viewer: Viewer, wanted: Wanted, day: date) -> Map:
    government = session.get(Organisation, wanted.government)
    if government is None or government.id not in viewer.governments:
        raise NotFound("Instansi ini tidak ditemukan.")
    found = suspecting.read(session, viewer, government.id)
    cluster = suspecting.cluster_of(found, wanted.element)
    if cluster is None:
        raise NotFound("Kelompok ini tidak ditemukan.")
    return suspecting.picture(
        session, viewer, government, cluster, on=day, address=ADDRESSES["element"]
    )


def _landscape(session: Session, viewer: Viewer, wanted: Wanted, day: date) -> Map:
    government = session.get(Organisation, wanted.government)
    if government is None or government.id not in viewer.governments:
        raise NotFound("Instansi ini tidak ditemukan.")
    offices: frozenset[int] = frozenset()
    if wanted.office:
        parents = organisations.parents(session, [government.id])
        offices = organisations.below(parents, wanted.office)
    return modelling.landscape(
        session,
        viewer,
        government,
        on=day,
        addresses=addresses(day),
        organisations_=offices,
    )
