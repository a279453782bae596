"""The comments on an element, and how many wait for an answer."""

from collections.abc import Iterator

from flask import g, render_template, url_for

from architecture import commenting
from architecture.model import Comment, Element
from architecture.scope import Viewer
from eaportal import db
from eaportal.home.cards import Card
from eaportal.permissions import Permission, may


def card(element: Element) -> str:
    """Return the card with the comments on an element of the own government."""
    if element.government_id not in g.viewer.governments:
        return ""
    return render_template(
        "commenting/card.html",
        element=element,
        comments=commenting.of(db.session, g.viewer, element),
        may_mend=may_mend,
        may_settle=may_settle,
        longest=commenting.LONGEST,
    )


def may_mend(comment: Comment) -> bool:
    """Tell whether the viewer may still change a comment."""
    return commenting.may_mend(g.viewer, comment)


def may_settle(comment: Comment) -> bool:
    """Tell whether the viewer wrote a comment or may change what it is about."""
    own = comment.account_id == g.viewer.account
    return own or may(g.viewer, Permission.EDIT, comment.element)


def waiting(viewer: Viewer) -> Iterator[Card]:
    """Yield how many comments of others wait for the viewer."""
    for government in sorted(viewer.governments):
        number = commenting.waiting(db.session, viewer, government)
        if number:
            yield Card(
                "komentar menunggu tanggapan Anda",
                url_for("commenting.index", saya=1),
                "message",
                number,
                "pada elemen kantor Anda, atau menyebut alamat Anda",
                task=True,
                order=45,
            )
