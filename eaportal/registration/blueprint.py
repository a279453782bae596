"""The blueprint that all pages of registrations share, and how a page finds its own."""

from collections.abc import Sequence

from flask import Blueprint, abort, g
from sqlalchemy.orm import Session

from architecture import organisations
from architecture.inventory.details import BY_NAME
from architecture.model import Organisation, Registration
from architecture.reference import documents
from architecture.registration import queue
from architecture.scope import OFFICE_ROLES, in_force
from eaportal import db, formats
from eaportal.permissions import Permission, Place, may

pages = Blueprint("registration", __name__, url_prefix="/usulan")

KEY = "<int:key>"
"""An id in an address; a longer number is no page."""


def find(session: Session, key: int) -> Registration:
    """Return the registration if the viewer may see it, else stop with the 404 page."""
    found = queue.find(session, g.viewer, key, lock=db.writes(session))
    return found or abort(404)


def own_offices(session: Session, permission: Permission) -> Sequence[Organisation]:
    """Return the offices that the viewer may do this for, as a tree is read."""
    governments = sorted(
        {post.government for post in g.viewer.posts if post.role in OFFICE_ROLES}
    )
    acted_for, today = g.viewer.offices(), formats.today()
    return [
        each
        for government in governments
        for each in organisations.tree(session, government)
        if each.id in acted_for
        and may(g.viewer, permission, Place(government, each.id))
        and in_force(each.starts_on or today, each.ends_on, today)
    ]


def office_of(offices: Sequence[Organisation], text: str | None) -> Organisation | None:
    """Return the office that was chosen, or the only one; None if there is no such.

    Without a choice among several it is the first: the office of the post itself.
    """
    if not text:
        return offices[0] if offices else None
    return next((each for each in offices if str(each.id) == text), None)


@pages.context_processor
def words_for_templates() -> dict[str, object]:
    """Give the pages the kinds of document, and the labels of fields."""
    labels = {name: field.label for name, field in BY_NAME.items()}
    return {"document_kinds": documents.kinds(), "labels": labels}
