"""Pages: send to the head, confirm or give back, withdraw."""

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import checking
from architecture.errors import Invalid
from architecture.model import Registration, State
from architecture.registration import drafting, submitting
from eaportal import db
from eaportal.errors import undo
from eaportal.permissions import Permission, require, requires
from eaportal.registration import answering, findings, progress
from eaportal.registration.blueprint import KEY, find, pages
from eaportal.registration.forms import ReasonForm
from eaportal.registration.listing import status

ALREADY = "Usulan ini sudah dikirim. Anda tidak perlu mengirimnya lagi."


@pages.post(f"/{KEY}/kirim")
@requires(Permission.REGISTER)
def submit(key: int) -> ResponseReturnValue:
    """Hand the draft to the head of the office."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    if registration.state not in drafting.OPEN_TO_OFFICE:
        return _as_it_stands(registration, ALREADY)
    return answering.send(registration)


@pages.route(f"/{KEY}/sahkan", methods=["GET", "POST"])
@requires(Permission.CONFIRM)
def confirm(key: int) -> ResponseReturnValue:
    """Let the head read all of it, and send it to Kominfo."""
    registration = find(db.session, key)
    require(Permission.CONFIRM, registration)
    if registration.state is not State.WAITING_FOR_HEAD:
        return _not_waiting(registration)
    if request.method == "GET":
        return _head_page(registration, ReasonForm(formdata=None))
    try:
        submitting.confirm(db.session, registration)
    except Invalid as error:
        undo()
        fresh, form = find(db.session, key), ReasonForm(formdata=None)
        return _head_page(fresh, form, error.problems), 422
    db.commit(by=g.viewer.email)
    flash("Usulan disahkan dan dikirim ke Kominfo.")
    return redirect(url_for(".show", key=key))


@pages.post(f"/{KEY}/kembalikan")
@requires(Permission.CONFIRM)
def give_back(key: int) -> ResponseReturnValue:
    """Give the draft back to the operator, with a reason."""
    registration = find(db.session, key)
    require(Permission.CONFIRM, registration)
    if registration.state is not State.WAITING_FOR_HEAD:
        return _not_waiting(registration)
    form = ReasonForm()
    if not form.validate():
        return _head_page(registration, form), 422
    submitting.send_back(db.session, registration, str(form.reason.data))
    db.commit(by=g.viewer.email)
    flash("Usulan dikembalikan ke operator dengan catatan Anda.")
    return redirect(url_for(".show", key=key))


@pages.route(f"/{KEY}/tarik", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def withdraw(key: int) -> ResponseReturnValue:
    """Take a registration back before it is decided, with a reason."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    if registration.state in {State.DECIDED, State.WITHDRAWN}:
        sentence = f"Usulan ini sudah {registration.state.value.lower()}."
        return _as_it_stands(registration, sentence)
    form = ReasonForm(formdata=request.form if request.method == "POST" else None)
    if request.method == "POST" and form.validate():
        submitting.withdraw(db.session, registration, str(form.reason.data))
        db.commit(by=g.viewer.email)
        flash(f"Usulan {registration.number} ditarik.")
        return redirect(url_for(".show", key=key))
    page = render_template(
        "registration/withdraw.html", registration=registration, form=form
    )
    return page, 422 if request.method == "POST" else 200


def _head_page(
    registration: Registration,
    form: ReasonForm,
    problems: dict[str, list[str]] | None = None,
) -> str:
    found = checking.check(db.session, registration)
    cards = findings.shown(db.session, g.viewer, found, registration)
    return render_template(
        "registration/confirm.html",
        registration=registration,
        form=form,
        facts=progress.facts(db.session, registration, g.viewer),
        cards=cards,
        standing=[each for each in cards if each.stands],
        problems=problems or {},
    )


def _not_waiting(registration: Registration) -> ResponseReturnValue:
    if registration.state in drafting.OPEN_TO_OFFICE:
        return _as_it_stands(registration, "Usulan ini masih disusun operator.")
    sentence = "Usulan ini sudah disahkan; tidak perlu disahkan lagi."
    if registration.state is State.WITHDRAWN:
        sentence = "Usulan ini sudah ditarik."
    return _as_it_stands(registration, sentence)


def _as_it_stands(registration: Registration, sentence: str) -> ResponseReturnValue:
    """Say calmly that this was done before, on the page of the registration."""
    page = render_template(
        "registration/show.html", notice=sentence, **status(registration)
    )
    return page, 409
