"""What the front page tells of the inventory."""

from collections.abc import Iterator, Mapping

from flask import url_for

from architecture import inventory
from architecture.inventory import Filters
from architecture.inventory.listing import Where
from architecture.layers import ApplicationType, Status
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Bars, Card, Piece, Share
from eaportal.permissions import Permission, may

MAP = "Semua aplikasi di perangkat daerahnya, diwarnai menurut status."


def facts(viewer: Viewer) -> Iterator[Piece]:
    """Yield how many applications the government owns and uses, and whose they are."""
    if not may(viewer, Permission.READ):
        return
    waiting = inventory.to_confirm(db.session, viewer)
    if waiting:
        yield Card(
            "pemakaian menunggu konfirmasi Anda",
            url_for("inventory.to_confirm"),
            "help",
            len(waiting),
            "Pemilik aplikasi menyatakan kantor Anda memakainya.",
            task=True,
            order=25,
        )
    states = inventory.by_status(db.session, viewer.governments)
    total = sum(states.values())
    sites = inventory.count(db.session, viewer, Filters(type=ApplicationType.WEBSITE))
    yield Card(
        "aplikasi tercatat",
        url_for("inventory.index"),
        "apps",
        total - sites,
        f"dan {sites} situs web" if sites else "",
        order=60,
    )
    used = inventory.count(db.session, viewer, Filters(where=Where.USED))
    yield Card(
        "aplikasi dipakai bersama",
        url_for("inventory.index", milik="dipakai"),
        "share",
        used,
        "milik OPD lain atau instansi pusat",
        tone="teal",
        order=61,
    )
    if total:
        yield Card(
            "Peta lanskap",
            url_for("maps.show", slug="lanskap"),
            "map-2",
            text=MAP,
            order=20,
        )
        yield _states(states, total)
        yield _owners(viewer, total)


def _states(states: Mapping[Status, int], total: int) -> Bars:
    shares = [
        Share(status.value, count, url_for("inventory.index", status=status.name))
        for status, count in states.items()
    ]
    return Bars("Aplikasi dan situs menurut status", shares, total, order=62)


def _owners(viewer: Viewer, total: int) -> Bars:
    shares = [
        Share(office.label, count, url_for("inventory.index", opd=office.id))
        for office, count in inventory.largest_owners(db.session, viewer.governments)
    ]
    return Bars("Pemilik terbanyak", shares, total, order=63)
