"""Pages of handovers: what waits, offering, claiming, answering."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import elements, handing, organisations
from architecture.errors import NotFound, Refused
from architecture.model import Element, Handover, HandoverState, Organisation
from eaportal import db, formats
from eaportal.errors import undo as take_back
from eaportal.handing.forms import DeclineForm, OfferForm
from eaportal.permissions import Permission, require, requires

pages = Blueprint("handing", __name__, url_prefix="/serah-terima")

ELEMENT = "/elemen/<int:key>"
KEY = "/<int:key>"


@pages.get("/")
@requires(Permission.ANSWER_HANDOVER)
def index() -> ResponseReturnValue:
    """List what waits for the viewer, and what else is open in the government."""
    waiting = handing.waiting(db.session, g.viewer, formats.today())
    others = [
        row
        for row in handing.open_ones(db.session, g.viewer)
        if row not in waiting
        and handing.may_withdraw(db.session, g.viewer, row, formats.today())
    ]
    return render_template("handing/index.html", waiting=waiting, others=others)


@pages.route(f"{ELEMENT}/serahkan", methods=["GET", "POST"])
@requires(Permission.EDIT)
def offer(key: int) -> ResponseReturnValue:
    """Offer an element to another office."""
    element = _element(key)
    require(Permission.EDIT, element)
    form = OfferForm()
    form.offer(_offices(element))
    return _begun(element, form, handing.offer, "handing/offer.html")


@pages.route(f"{ELEMENT}/klaim", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def claim(key: int) -> ResponseReturnValue:
    """Claim an element for an office of one's own."""
    element = _element(key)
    own = g.viewer.offices(element.government_id)
    if not own or element.organisation_id in own:
        abort(403)
    form = OfferForm()
    form.offer([each for each in _offices(element) if each[0].id in own])
    return _begun(element, form, handing.claim, "handing/claim.html")


@pages.get(KEY)
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Show one handover with what the viewer may say to it."""
    return shown(found(key))


def shown(row: Handover, form: DeclineForm | None = None, problem: str = "") -> str:
    """Return the page of a handover, with a form that was sent and not taken."""
    day = formats.today()
    return render_template(
        "handing/show.html",
        row=row,
        form=form or DeclineForm(formdata=None),
        problem=problem,
        may_answer=handing.may_answer(db.session, g.viewer, row, day),
        may_withdraw=handing.may_withdraw(db.session, g.viewer, row, day),
    )


@pages.post(f"{KEY}/terima")
@requires(Permission.ANSWER_HANDOVER)
def accept(key: int) -> ResponseReturnValue:
    """Let the element go to the office."""
    row = found(key)
    return _answered(
        row,
        lambda: handing.accept(db.session, g.viewer, row, today=formats.today()),
        f"{row.element.name} berpindah.",
    )


@pages.post(f"{KEY}/tolak")
@requires(Permission.ANSWER_HANDOVER)
def decline(key: int) -> ResponseReturnValue:
    """Let the element stay, with a reason."""
    row, form = found(key), DeclineForm()
    if not form.validate():
        return shown(row, form), 422
    return _answered(
        row,
        lambda: handing.decline(
            db.session, g.viewer, row, form.answer.data or "", today=formats.today()
        ),
        "Penolakan dicatat dan dibaca pengajunya.",
    )


@pages.post(f"{KEY}/tarik")
@requires(Permission.ANSWER_HANDOVER)
def withdraw(key: int) -> ResponseReturnValue:
    """Take an offer or a claim back."""
    row = found(key)
    return _answered(
        row,
        lambda: handing.withdraw(db.session, g.viewer, row, today=formats.today()),
        "Ditarik kembali.",
    )


def found(key: int) -> Handover:
    """Return a handover of the own government, or stop with the 404 page."""
    try:
        return handing.find(db.session, g.viewer, key)
    except NotFound:
        abort(404)


def _begun(
    element: Element, form: OfferForm, begin: Callable[..., Handover], template: str
) -> ResponseReturnValue:
    """Begin a handover as the form says, or show what is wrong."""
    key = element.id
    if form.validate_on_submit():
        try:
            to = db.get_or_404(Organisation, form.office.data)
            row = begin(
                db.session,
                g.viewer,
                element,
                to,
                form.reason.data or "",
                today=formats.today(),
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            take_back()
            element = _element(key)
            form.refuse(error)
        else:
            done = row.state is HandoverState.ACCEPTED
            told = f"kini milik {to.name}" if done else "menunggu jawaban"
            flash(f"{element.name} {told}.")
            return redirect(url_for("handing.show", key=row.id))
    page = render_template(template, form=form, element=element)
    return page, 422 if form.errors else 200


def _answered(
    row: Handover, deed: Callable[[], None], sentence: str
) -> ResponseReturnValue:
    """Say something to a handover and go to its page, or tell there what is wrong."""
    key = row.id
    try:
        deed()
        db.commit(by=g.viewer.email)
    except Refused as error:
        take_back()
        return shown(found(key), problem=error.sentence), 409
    flash(sentence)
    return redirect(url_for("handing.show", key=key))


def _element(key: int) -> Element:
    """Return an element, or stop with 404; `handing` locks, the government first."""
    found = elements.find(db.session, g.viewer, key)
    if found is None:
        abort(404)
    return found


def _offices(element: Element) -> list[tuple[Organisation, int]]:
    rows = organisations.tree(db.session, element.government_id)
    deep = organisations.depths(rows)
    return [
        (row, deep[row.id])
        for row in organisations.standing(rows, formats.today())
        if deep[row.id] and row.id != element.organisation_id
    ]
