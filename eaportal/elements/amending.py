"""A relation that is there: what is said of it, from when on, its end, its removal."""

from datetime import date, timedelta
from typing import Any

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import elements, scheduling
from architecture.elements.dated import restored
from architecture.errors import Invalid, Refused
from architecture.model import Relation
from eaportal import days, db, formats
from eaportal.details import typed
from eaportal.elements.forms import AmendForm, EndForm, RemoveForm, amend_form
from eaportal.elements.places import url_of
from eaportal.elements.relating import may_relate
from eaportal.elements.views import pages
from eaportal.permissions import Permission, requires
from eaportal.planned import saving

AT_ONCE = (
    "Mulai dan berakhirnya berlaku segera; simpan tersendiri tanpa tanggal rencana."
)


@pages.route("/relasi/<int:key>", methods=["GET", "POST"])
@requires(Permission.EDIT)
def amend(key: int) -> ResponseReturnValue:
    """Change the life of a relation and what is said of it, now or from a day on."""
    relation = _relation(key)
    form = _form(relation)
    if form.is_submitted() and form.validate():
        try:
            said = _planned(relation, form) or _amended(relation, form)
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(said)
            return redirect(url_of(relation.source))
    return _page(key, form, EndForm(formdata=None, data={"gone_on": _ahead()}))


@pages.post("/relasi/<int:key>/akhiri")
@requires(Permission.EDIT)
def end(key: int) -> ResponseReturnValue:
    """Let a relation hold until the day before the one that is named."""
    relation = _relation(key)
    form = EndForm()
    if form.validate():
        try:
            _end(relation, form.gone_on.data)
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            flash(f"Relasi tidak berlaku lagi mulai {formats.day(form.gone_on.data)}.")
            return redirect(url_of(relation.source))
    return _page(key, _form(_relation(key)), form)


@pages.post("/relasi/<int:key>/hapus")
@requires(Permission.EDIT)
def remove(key: int) -> ResponseReturnValue:
    """Take a relation away; the history holds all of it."""
    relation = _relation(key)
    source = relation.source
    form = RemoveForm()
    if not form.validate():
        abort(422)
    elements.unrelate(db.session, relation, reason=form.reason.data or "")
    db.commit(by=g.viewer.email)
    flash("Relasi dihapus; riwayat menyimpannya.")
    return redirect(url_of(source))


def _page(key: int, form: AmendForm, ending: EndForm) -> ResponseReturnValue:
    page = render_template(
        "elements/relation.html",
        relation=_relation(key),
        form=form,
        ending=ending,
        remove=RemoveForm(formdata=None),
    )
    return page, 422 if form.errors or ending.errors else 200


def _form(relation: Relation) -> AmendForm:
    """Return the form; for a day ahead it says what will be said by then."""
    root = relation.source.government_id
    fields = elements.relation_fields(db.session, root, relation.verb)
    day = _ahead()
    said = scheduling.said_of(db.session, relation, day or formats.today())
    data: dict[str, Any] = {
        **typed(restored(fields, said), fields),
        "starts_on": relation.starts_on,
        "ends_on": relation.ends_on,
    }
    if day is not None:
        mark = scheduling.mark(db.session, relation.source)
        data |= {"holds_from": day, "based_on": f"{day} {mark}"}
    return amend_form(fields, data)


def _amended(relation: Relation, form: AmendForm) -> str:
    elements.amend(
        db.session,
        relation,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        attributes=form.stated(),
    )
    return "Relasi disimpan."


def _planned(relation: Relation, form: AmendForm) -> str:
    """Plan what the form says otherwise; an empty text if it holds from now on."""
    on, based_on = form.holds_from.data, form.based_on.data or ""
    today = formats.today()
    if not based_on and (on is None or on == today):
        return ""
    base = saving.base_of(relation.source, based_on) if based_on else today
    if on is None:
        raise Refused(saving.missing_day(base), field="holds_from")
    for name in ("starts_on", "ends_on"):
        if form[name].data != getattr(relation, name):
            raise Invalid(AT_ONCE, problems={name: [AT_ONCE]})
    try:
        made = scheduling.plan_relation(
            db.session,
            relation,
            form.stated(),
            on=on,
            note=form.plan_note.data or "",
            by=g.viewer.email,
            shown=scheduling.said_of(db.session, relation, base),
        )
    except Invalid as error:
        wrong = {**error.problems}
        if "starts_on" in wrong:
            wrong["holds_from"] = wrong.pop("starts_on")
        raise Invalid(error.sentence, problems=wrong) from None
    if not made:
        sentence = f"Tidak ada isian yang berbeda pada {formats.day(on)}."
        raise Refused(sentence, field="holds_from")
    return saving.told(len(made), on)


def _end(relation: Relation, gone_on: date) -> None:
    """End a relation the day before; what began by then only is removed instead."""
    if relation.starts_on and gone_on <= relation.starts_on:
        sentence = "Relasi ini belum mulai pada hari itu; hapus bila tidak jadi."
        raise Invalid(sentence, problems={"gone_on": [sentence]})
    elements.amend(
        db.session,
        relation,
        starts_on=relation.starts_on,
        ends_on=gone_on - timedelta(days=1),
        attributes={},
    )


def _ahead() -> date | None:
    """Return the day ahead that the address plans for, if it names one."""
    as_of = days.as_of(saving.DAY)
    ahead = as_of.day > as_of.today and request.method == "GET"
    return as_of.day if ahead else None


def _relation(key: int) -> Relation:
    found = elements.find_relation(
        db.session, g.viewer, key, lock=db.writes(db.session)
    ) or abort(404)
    if not may_relate(found.source, found.target):
        abort(403)
    return found
