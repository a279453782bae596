"""What the front page tells an administrator of offices and accounts."""

from collections.abc import Iterator, Sequence

from flask import url_for

from architecture import organisations, people
from architecture.model import Organisation
from architecture.roles import Role
from architecture.scope import Viewer
from eaportal import db, formats
from eaportal.home.cards import Card


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield how many offices and accounts the administered government has."""
    for post in viewer.holds([Role.ADMINISTRATOR])[:1]:
        offices = organisations.tree(db.session, post.government)[1:]
        if offices:
            yield from _lacking(post.government, offices)
        yield Card(
            "perangkat daerah dan unit",
            url_for("organisations.index"),
            "sitemap",
            len(offices),
            order=70,
        )
        yield Card(
            "akun",
            url_for("people.index"),
            "users",
            len(people.of_government(db.session, post.government)),
            order=71,
        )


def _lacking(government: int, offices: Sequence[Organisation]) -> Iterator[Card]:
    """Yield what a government still needs before its offices can propose."""
    if not any(office.is_kominfo for office in offices):
        yield Card(
            "Tetapkan dinas penelaah",
            url_for("organisations.index"),
            "building",
            text="Buka dinas Kominfo, lalu tandai sebagai penelaah usulan.",
            order=11,
        )
    today = formats.today()
    if not people.holders(db.session, Role.REVIEWER, government, today):
        yield Card(
            "Buat akun penelaah",
            url_for("people.create"),
            "user-plus",
            text="Tanpa penelaah, usulan OPD tidak ada yang memeriksa.",
            order=12,
        )
