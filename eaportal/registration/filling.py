"""Pages: fill in a draft, and see what is similar while typing."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from architecture import checking, history, planning
from architecture.conflicts import while_typing
from architecture.errors import Changed
from architecture.layers import Field, Layer
from architecture.model import PlanLine, Registration
from architecture.registration import drafting, queue, submitting
from architecture.registration.asking import asked_of, own_of, stated_in
from eaportal import db, queries
from eaportal.errors import undo, wants_fragment
from eaportal.permissions import Permission, require, requires
from eaportal.registration import findings, progress
from eaportal.registration.blueprint import KEY, find, pages
from eaportal.registration.forms import RegistrationForm, form_for, written
from eaportal.registration.sections import PLANNED, sections

WORDS = ("name", "description", "function")
"""Where nothing is written yet there is nothing to compare, and no fault to find."""

GONE = "Baris ini tidak ada lagi dalam peta rencana; pilih yang lain."


@pages.route(f"/{KEY}/isi", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def fill(key: int) -> ResponseReturnValue:
    """Fill in a draft; it is kept as typed, right or wrong."""
    registration = find(db.session, key)
    require(Permission.REGISTER, registration)
    if request.method == "POST":
        return _keep(registration)
    if registration.state not in drafting.OPEN_TO_OFFICE:
        flash("Isi usulan ini tidak dapat diubah lagi.")
        return redirect(url_for(".show", key=key))
    form = form_for(registration, own_of(db.session, registration), sent=False)
    form.show(stated_in(db.session, registration)[1])
    form.show(submitting.gone_codes(db.session, registration))
    return _page(db.session, registration, form)


@pages.post(f"/{KEY}/periksa")
@requires(Permission.REGISTER)
def check(key: int) -> ResponseReturnValue:
    """Say what does the same work as what is typed; nothing is kept."""
    with db.reading() as session:
        registration = queue.find_to_check(session, g.viewer, key) or abort(404)
        require(Permission.REGISTER, registration)
        # no finding reads what a government asks besides, and people are typing
        own = () if wants_fragment() else own_of(session, registration)
        form = form_for(registration, own, sent=True)
        if wants_fragment() and not any(form.raw().get(name) for name in WORDS):
            return render_template("registration/_similar.html", checked=False)
        details = registration.details | form.raw()
        wish = checking.typed(session, registration, details)
        found = while_typing(checking.judge(session, wish))
        cards = findings.shown(session, g.viewer, found, registration)
        if wants_fragment():
            return render_template("registration/_similar.html", **_found(cards))
        return _page(session, registration, form, **_found(cards))


def _keep(registration: Registration) -> ResponseReturnValue:
    form = form_for(registration, own_of(db.session, registration), sent=True)
    line, gone = _line(registration, form)
    try:
        drafting.save(
            db.session,
            registration,
            form.raw(),
            version=form.seen(),
            plan_line=line,
            no_plan_reason=form.reason(),
        )
    except Changed as error:
        return _conflict(registration.id, form, error.sentence)
    db.commit(by=g.viewer.email)
    form.version.data = str(registration.version)
    going_on = bool(request.form.get("lanjut"))
    wrong = stated_in(db.session, registration)[1]
    missing = submitting.shortcomings(db.session, registration) if going_on else {}
    form.show(wrong | missing | gone)
    if missing or gone:
        return _page(db.session, registration, form), 422
    if going_on:
        return redirect(url_for(".answers", key=registration.id))
    flash(
        f"Draf disimpan; {len(wrong)} isian masih perlu diperbaiki."
        if wrong
        else "Draf disimpan."
    )
    return redirect(url_for(".fill", key=registration.id))


def _conflict(key: int, form: RegistrationForm, sentence: str) -> ResponseReturnValue:
    """Show what was typed beside what somebody else has saved meanwhile."""
    undo()
    registration = find(db.session, key)
    last = next(iter(history.of(db.session, registration, limit=1)), None)
    asked, typed = asked_of(db.session, registration), form.raw()
    others = [
        (field.label, theirs or progress.UNKNOWN)
        for name, field in asked.items()
        if name in typed
        and (theirs := _as_text(registration.details.get(name), field))
        != _as_text(typed[name], field)
    ]
    form.version.data = str(registration.version)
    page = _page(
        db.session,
        registration,
        form,
        conflict=sentence,
        others=others,
        last=last.entry if last else None,
    )
    return page, 409


def _page(
    session: Session, registration: Registration, form: RegistrationForm, **more: Any
) -> str:
    planned = registration.kind in PLANNED
    plan = None
    if planned:
        plan = planning.current(session, registration.government_id)
        form.offer(_lines(session, registration), registration.organisation_id)
    return render_template(
        "registration/fill.html",
        registration=registration,
        form=form,
        layer=Layer.APPLICATION,
        sections=sections(registration.kind, own_of(session, registration)),
        planned=planned,
        plan=plan,
        **more,
    )


def _lines(session: Session, registration: Registration) -> Sequence[PlanLine]:
    """Return the lines of the plan in force that are about applications."""
    found = planning.lines_of_government(session, registration.government_id)
    return [each for each in found if each.muatan == planning.APPLICATIONS]


def _line(
    registration: Registration, form: RegistrationForm
) -> tuple[PlanLine | None, dict[str, list[str]]]:
    """Return the line that was chosen, and what is wrong with the choice."""
    text = form.line()
    if not text:
        return None, {}
    key = queries.whole(text)
    line = planning.find_line(db.session, registration.government_id, key)
    return line, {} if line else {"plan_line": [GONE]}


def _found(cards: list[findings.Shown]) -> dict[str, Any]:
    """Return what the fragment shows: what is alike, what is too thin, other rules."""
    thin = findings.of_kinds(cards, {"too_thin"})
    alike = findings.of_kinds(cards, findings.SAME_WORK)
    first, more = alike[: findings.FOREMOST], alike[findings.FOREMOST :]
    return {
        "checked": True,
        "thin": thin[0] if thin else None,
        "alike": findings.grouped(first),
        "more": more,
        "rules": [
            each
            for each in cards
            if each.finding.kind not in findings.SAME_WORK | {"too_thin"}
        ],
    }


def _as_text(raw: Any, field: Field) -> str:
    value = written(field, raw)
    return ", ".join(value) if isinstance(value, list) else str(value)
