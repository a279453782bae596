"""The blueprint that all pages of the review share, and how a page finds its own."""

from collections.abc import Mapping, Sequence

from flask import Blueprint, abort, g, url_for
from sqlalchemy.orm import Session

from architecture.conflicts import Finding, SubjectType
from architecture.model import Registration, Step
from architecture.registration import queue
from eaportal import db
from eaportal.permissions import Permission, require

pages = Blueprint("review", __name__, url_prefix="/telaah")

KEY = "<int:key>"
STEP = "<int:step>"

_COMPARED = {
    SubjectType.APPLICATION: "review.application",
    SubjectType.NATIONAL_APPLICATION: "review.application",
    SubjectType.REGISTRATION: "review.proposal",
}
"""What a finding may be about → the page that puts it beside the registration."""


def find(session: Session, key: int) -> Registration:
    """Return a registration that came to Kominfo, if the viewer reviews there.

    Stops with the 404 page for others, and for what was never confirmed.
    """
    registration = queue.find(session, g.viewer, key, lock=db.writes(session))
    if registration is None or registration.confirmed_at is None:
        abort(404)
    require(Permission.REVIEW, registration)
    return registration


def step_of(registration: Registration, key: int) -> Step:
    """Return a step of the registration, or stop with the 404 page."""
    found = (step for step in registration.steps if step.id == key)
    return next(found, None) or abort(404)


def compared_with(
    registration: Registration, found: Sequence[Finding]
) -> Mapping[str, str]:
    """Return finding key → address of the comparison, where there is one."""
    return {
        each.key: url_for(
            _COMPARED[each.subject.type], key=registration.id, other=each.subject.id
        )
        for each in found
        if each.subject.type in _COMPARED and each.subject.id
    }
