"""What the front page tells an administrator of offices and accounts."""

from collections.abc import Iterator

from flask import url_for

from architecture import organisations, people
from architecture.roles import Role
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card


def facts(viewer: Viewer) -> Iterator[Card]:
    """Yield how many offices and accounts the administered government has."""
    for post in viewer.holds([Role.ADMINISTRATOR])[:1]:
        offices = len(organisations.parents(db.session, [post.government])) - 1
        yield Card(
            "perangkat daerah dan unit",
            url_for("organisations.index"),
            "sitemap",
            offices,
            order=70,
        )
        yield Card(
            "akun",
            url_for("people.index"),
            "users",
            len(people.of_government(db.session, post.government)),
            order=71,
        )
