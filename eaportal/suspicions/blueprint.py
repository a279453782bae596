"""The blueprint that all pages of suspicions share, and what they find by."""

from flask import Blueprint, abort, g

from architecture import suspecting
from architecture.model import Application, Organisation
from architecture.scope import READS_MONEY
from architecture.suspecting import Found
from eaportal import db
from eaportal.inventory import filters
from eaportal.permissions import Permission, may

pages = Blueprint("suspicions", __name__, url_prefix="/kemiripan")


def government() -> Organisation:
    """Return the government whose suspicions are shown, or stop with the 404 page."""
    return db.session.get(Organisation, filters.home() or 0) or abort(404)


def found(root: Organisation) -> Found:
    """Return what of them the viewer may see."""
    return suspecting.read(db.session, g.viewer, root.id)


def sees_all(root: Organisation) -> bool:
    """Tell whether the viewer sees all of the government, not the own office's only."""
    return bool(g.viewer.holds(READS_MONEY, government=root.id))


def may_open(one: Application, other: Application) -> bool:
    """Tell whether the viewer may see these two together."""
    permission = Permission.READ_SUSPICIONS
    return one.government_id == other.government_id and (
        may(g.viewer, permission, one) or may(g.viewer, permission, other)
    )
