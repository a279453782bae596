"""Pages: what was found, and what the office says to it."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import checking, inventory
from architecture.conflicts import Finding
from architecture.errors import Invalid, WrongState
from architecture.model import AnswerKind, Registration, State
from architecture.registration import drafting, submitting
from eaportal import db
from eaportal.errors import undo
from eaportal.permissions import Permission, Place, require, requires
from eaportal.registration import findings
from eaportal.registration.blueprint import KEY, find, pages
from eaportal.registration.forms import ANSWERS, AnswerForm

OPEN = drafting.OPEN_TO_OFFICE | {State.WAITING_FOR_HEAD}
"""The states in which findings may be answered."""


@pages.route(f"/{KEY}/temuan", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def answers(key: int) -> ResponseReturnValue:
    """Show every finding of a draft, and take the answer to one of them."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    if registration.state not in OPEN:
        flash("Temuan usulan ini tidak dapat dijawab lagi.")
        return redirect(url_for(".show", key=key))
    if request.method == "POST":
        return _answer(registration)
    return page(registration)


def page(
    registration: Registration,
    *,
    refused: dict[str, str] | None = None,
    typed: AnswerForm | None = None,
    problems: dict[str, list[str]] | None = None,
) -> str:
    """Return the page of findings; `refused` says by key what was not taken."""
    found = checking.check(db.session, registration)
    cards = findings.shown(db.session, g.viewer, found, registration)
    return render_template(
        "registration/findings.html",
        registration=registration,
        standing=[each for each in cards if each.stands],
        cards=cards,
        groups=findings.grouped(cards),
        refused=refused or {},
        typed=typed,
        answers=ANSWERS,
        shortcomings=submitting.shortcomings(db.session, registration),
        problems=problems or {},
        used=[
            each
            for each in cards
            if each.answer and each.answer.answer is AnswerKind.USE
        ],
        drafting=registration.state in drafting.OPEN_TO_OFFICE,
    )


def _answer(registration: Registration) -> ResponseReturnValue:
    form = AnswerForm()
    found = checking.check(db.session, registration)
    about = next((f for f in found if f.key == form.finding.data), None)
    if about is None:
        raise WrongState("Temuan ini tidak ada lagi; muat ulang halamannya.")
    try:
        done = _keep(registration, about, form)
    except Invalid as error:
        undo()
        fresh = find(db.session, registration.id)
        return page(fresh, refused={about.key: error.sentence}, typed=form), 422
    db.commit(by=g.viewer.email)
    flash(done)
    return redirect(url_for(".answers", key=registration.id))


def _keep(registration: Registration, about: Finding, form: AnswerForm) -> str:
    reason = str(form.reason.data or "")
    if form.overrides.data:
        drafting.override(db.session, registration, about, reason, viewer=g.viewer)
        return f"Alasan Anda tentang {about.subject.name} disimpan."
    kind = AnswerKind.__members__.get(str(form.answer.data or ""))
    [card] = findings.shown(db.session, g.viewer, [about], registration)
    if kind is None or kind not in card.answers:
        raise Invalid("Pilih salah satu jawaban.")
    drafting.answer(
        db.session,
        registration,
        about.key,
        kind,
        reason,
        account=g.viewer.account,
    )
    if kind is AnswerKind.USE:
        return _use(registration, about)
    return f"Jawaban tentang {about.subject.name} disimpan."


def _use(registration: Registration, about: Finding) -> str:
    """Note the use; that it is noted already is what was wanted too."""
    found = inventory.find(db.session, g.viewer, about.subject.id) or abort(404)
    office = registration.organisation
    require(Permission.USE, Place(registration.government_id, office.id))
    try:
        inventory.start_use(
            db.session, found, office, note=f"Dari usulan {registration.number}"
        )
    except WrongState as error:
        return f"Jawaban disimpan. {error.sentence}"
    return f"Tercatat: {office.name} memakai {found.name}."
