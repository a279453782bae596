"""A registration beside something that it resembles, field by field."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import checking, inventory, scope
from architecture.conflicts import Finding
from architecture.duplicates import Profile
from architecture.errors import Changed, Invalid
from architecture.inventory import details_of, parsed
from architecture.layers import FieldClass, Sharing
from architecture.model import Application, Registration
from architecture.registration import judgements, queue
from architecture.similar import compare_in, compared, registration_profile
from eaportal import db
from eaportal.badges import badge_of
from eaportal.errors import undo
from eaportal.permissions import Permission, may, of_own_office, require, requires
from eaportal.registration.findings import likeness, title_of
from eaportal.review import comparing
from eaportal.review.blueprint import KEY, compared_with, find, pages
from eaportal.suspicions.forms import JudgementForm
from eaportal.suspicions.judged import Judged, judged_of

OTHER = "<int:other>"

MOST_OTHERS = 6
"""How many more are offered to be compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """What stands on the other side, as far as the viewer may read it."""

    id: int
    name: str
    code: str
    owner: str
    state: Any
    url: str
    values: Mapping[str, Any]
    profile: Profile
    readable: Collection[FieldClass]
    shared: Collection[str] | None
    type: str


@pages.get(f"/{KEY}/banding/{OTHER}")
@requires(Permission.REVIEW)
def application(key: int, other: int) -> ResponseReturnValue:
    """Show a registration beside an application that the viewer may see."""
    registration = find(db.session, key)
    found = inventory.find(db.session, g.viewer, other) or abort(404)
    if found.merged_into_id:
        return redirect(url_for(".application", key=key, other=found.merged_into_id))
    return _page(registration, _of_application(found, registration.government_id))


@pages.get(f"/{KEY}/banding/usulan/{OTHER}")
@requires(Permission.REVIEW)
def proposal(key: int, other: int) -> ResponseReturnValue:
    """Show a registration beside another one that the viewer may see."""
    registration = find(db.session, key)
    return _page(registration, _of_proposal(_proposal(registration, other)))


@pages.post(f"/{KEY}/banding/{OTHER}")
@requires(Permission.JUDGE)
def judge_application(key: int, other: int) -> ResponseReturnValue:
    """Keep what the reviewer says of a registration and an application."""
    registration = find(db.session, key)
    found = inventory.find(db.session, g.viewer, other) or abort(404)
    beside = _of_application(found, registration.government_id)
    return _judge(registration, beside, url_for(".application", key=key, other=other))


@pages.post(f"/{KEY}/banding/usulan/{OTHER}")
@requires(Permission.JUDGE)
def judge_proposal(key: int, other: int) -> ResponseReturnValue:
    """Keep what the reviewer says of two registrations."""
    registration = find(db.session, key)
    found = _proposal(registration, other)
    back = url_for(".proposal", key=key, other=other)
    return _judge(registration, _of_proposal(found), back)


def _judge(registration: Registration, other: Other, back: str) -> ResponseReturnValue:
    require(Permission.JUDGE, registration)
    form = JudgementForm()
    try:
        form.check()
        judgements.judge(
            db.session,
            registration,
            other.profile.key,
            form.chosen,
            form.reason.data or "",
            viewer=g.viewer,
            version=form.seen,
        )
    except (Invalid, Changed) as error:
        undo()
        form.refuse(error)
        status = 409 if isinstance(error, Changed) else 422
        return _page(find(db.session, registration.id), other, form), status
    db.commit(by=g.viewer.email)
    flash("Penilaian disimpan. Portal menunjukkannya bila keduanya muncul lagi.")
    return redirect(back)


def _proposal(registration: Registration, other: int) -> Registration:
    found = queue.find(db.session, g.viewer, other)
    if found is None or found.id == registration.id or found.confirmed_at is None:
        abort(404)
    return found


def _page(
    registration: Registration, other: Other, form: JudgementForm | None = None
) -> str:
    values, _ = parsed(registration.details)
    own = registration_profile(registration)
    government = registration.government_id
    said = judged_of(db.session, government, own, other.profile)
    suspicion = compare_in(db.session, government, own, other.profile)
    about = _findings(registration, other)
    given = {each.finding: each for each in registration.answers}
    return render_template(
        "review/beside.html",
        registration=registration,
        other=other,
        rows=comparing.rows(
            values, other.values, readable=other.readable, shared=other.shared
        ),
        percent=round(suspicion.duplicate * 100),
        overlap=round(suspicion.overlap * 100),
        unjudged=comparing.unjudged(own, other.profile),
        likeness=likeness(suspicion.duplicate),
        grounds=comparing.grounds_of(suspicion),
        about=[
            (
                badge_of(each.severity),
                title_of(each),
                given.get(each.key),
            )
            for each in about
        ],
        badge=badge_of(other.state),
        said=said,
        judging=_form(registration, said, form),
        others=_others(registration, other),
    )


def _form(
    registration: Registration, said: Judged | None, form: JudgementForm | None
) -> JudgementForm | None:
    """Return the form by which the viewer may judge the pair, None if he may not."""
    may_judge = may(g.viewer, Permission.JUDGE, registration)
    if not may_judge or of_own_office(g.viewer, registration):
        return None
    return form or JudgementForm.about(said)


def _of_application(found: Application, government: int) -> Other:
    own = found.government_id in g.viewer.governments
    shared: Collection[str] | None = None
    if not own:
        whole = found.sharing is Sharing.PROFILE
        shared = comparing.PROFILE if whole else scope.SHARED_FIELDS
    owner = found.organisation.name
    return Other(
        id=found.id,
        name=found.name,
        code=found.code if own else "",
        owner=owner if own else f"{owner}, {found.government.name}",
        state=found.status,
        url=url_for("inventory.show", key=found.id),
        values=details_of(found),
        profile=compared(found, government),
        readable=scope.readable_classes(g.viewer, found),
        shared=shared,
        type="application",
    )


def _of_proposal(found: Registration) -> Other:
    values, _ = parsed(found.details)
    return Other(
        id=found.id,
        name=found.name,
        code=found.number,
        owner=found.organisation.name,
        state=found.state,
        url=url_for("review.show", key=found.id),
        values=values,
        profile=registration_profile(found),
        readable=scope.classes_for(
            g.viewer, found.government_id, found.organisation_id
        ),
        shared=None,
        type="registration",
    )


def _others(registration: Registration, other: Other) -> list[tuple[str, str, int]]:
    """Return address, name and likeness of what else it resembles, the likest first."""
    found = checking.submitted(db.session, registration)
    compared = compared_with(registration, found)
    here = {each.key for each in _findings(registration, other)}
    some = {
        compared[each.key]: (each.subject.name, round((each.score or 0) * 100))
        for each in found
        if each.key in compared and each.key not in here
    }
    ranked = sorted(some.items(), key=lambda each: -each[1][1])
    return [(address, *told) for address, told in ranked[:MOST_OTHERS]]


def _findings(registration: Registration, other: Other) -> list[Finding]:
    """Return what was found about the other at the last submission."""
    found = checking.submitted(db.session, registration)
    proposals = other.type == "registration"
    return [
        each
        for each in found
        if each.subject.id == other.id
        and (each.subject.type.value == "registration") is proposals
        and each.subject.type.value
        in {"application", "national_application", "registration"}
    ]
