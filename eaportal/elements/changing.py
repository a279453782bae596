"""What changes an element: a new one, its data, its end."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import elements, handing
from architecture.elements.changes import ChangeSet, Revision, apply
from architecture.errors import Changed, Refused
from architecture.layers import FIELDS, Layer, Status
from architecture.model import Element, Organisation
from architecture.scope import readable_classes
from eaportal import db, formats
from eaportal.elements import filters
from eaportal.elements.forms import (
    ElementForm,
    RetireForm,
    blank_form,
    form_for,
    stored,
)
from eaportal.elements.places import url_of
from eaportal.elements.views import found_or_404, pages
from eaportal.forms import SelectChoice
from eaportal.inventory.filters import offices
from eaportal.permissions import Permission, Place, may, require, requires
from eaportal.planned import saving


@pages.route("/<layer:layer>/baru", methods=["GET", "POST"])
@requires(Permission.EDIT)
def create(layer: Layer) -> ResponseReturnValue:
    """Add an element to a layer; the kind of object decides what is asked."""
    if layer is Layer.APPLICATION:
        abort(404)
    root = filters.government()
    choices, kind = _kinds(layer), _kind(layer)
    if choices and kind is None:
        return render_template("elements/kinds.html", layer=layer, kinds=choices)
    fields = elements.fields_of(db.session, root, layer)
    form = _with_offices(blank_form(fields, kind), root)
    if form.is_submitted() and not form.changes_kind and form.validate():
        try:
            element = _add(layer, form)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"{element.name} dicatat dengan kode {element.code}.")
            return redirect(url_of(element))
    page = render_template("elements/edit.html", form=_again(form), layer=layer)
    return page, 422 if form.errors else 200


@pages.route("/elemen/<int:key>/ubah", methods=["GET", "POST"])
@requires(Permission.EDIT)
def edit(key: int) -> ResponseReturnValue:
    """Change what is stated; two people on one form are told of each other."""
    element = found_or_404(key)
    require(Permission.EDIT, element)
    if element.layer is Layer.APPLICATION:
        return redirect(url_for("inventory.edit", key=key))
    form = _form_for(element)
    status, newer = 200, None
    if form.is_submitted() and not form.changes_kind:
        status = 422
        form.choose(stored(element, form.fields))
        if form.validate():
            try:
                said = _revised(element, form)
                db.commit(by=g.viewer.email)
            except Changed as error:
                db.session.rollback()
                element = found_or_404(key)
                form.refuse(error)
                newer = form.take_newer(element, stored(element, form.fields))
                status = 409
            except Refused as error:
                form.refuse(error)
            else:
                flash(said)
                return redirect(url_of(element))
    page = render_template(
        "elements/edit.html",
        form=_again(form),
        layer=element.layer,
        element=element,
        newer=newer,
    )
    return page, status


@pages.route("/elemen/<int:key>/hentikan", methods=["GET", "POST"])
@requires(Permission.EDIT)
def retire(key: int) -> ResponseReturnValue:
    """End the life of an element; it stays on record."""
    element = found_or_404(key)
    require(Permission.EDIT, element)
    form = RetireForm()
    if form.validate_on_submit():
        try:
            elements.retire(
                db.session,
                element,
                on=form.on.data or formats.today(),
                reason=form.reason.data or "",
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            ahead = element.status is Status.PHASING_OUT
            said = "akan dihentikan" if ahead else "tidak aktif"
            flash(f"{element.name} dicatat {said}.")
            return redirect(url_of(element))
    page = render_template("elements/retire.html", form=form, element=element)
    return page, 422 if form.errors else 200


def _add(layer: Layer, form: ElementForm) -> Element:
    if not form.organisation.data:
        raise Refused("Pilih pemiliknya.", field="organisation")
    office = db.get_or_404(Organisation, form.organisation.data)
    require(Permission.EDIT, Place(office.government_id, office.id))
    return elements.add(db.session, office, layer, form.stated(), **form.life())


def _revised(element: Element, form: ElementForm) -> str:
    """Change an element, or plan it; return what to say.

    To whom it may be given at once, and who is asked first, says `handing`.
    """
    wanted = form.organisation.data or element.organisation_id
    handing.check_at_once(g.viewer, element, wanted)
    stated, life = form.stated(), form.life()
    staying = {**life, "organisation_id": wanted}
    if said := saving.planned(element, form, stated, staying):
        return said
    if form.seen_version != element.version:
        raise Changed(saving.STALE)
    revision = Revision(
        element_id=element.id, stated=stated, life=life, organisation_id=wanted
    )
    changes = ChangeSet(revisions=[revision])
    apply(db.session, element.government_id, changes, deed="Data diubah")
    return "Perubahan disimpan."


def _form_for(element: Element) -> ElementForm:
    fields = elements.fields_of(db.session, element.government_id, element.layer)
    classes = readable_classes(g.viewer, element)
    form = form_for(element, fields, classes, _kind(element.layer))
    among = handing.circles(g.viewer, element.government_id)
    owner = element.organisation_id
    _offer(form, element.government_id, lambda key: handing.at_once(among, owner, key))
    if among is not None:
        form.organisation.description = (
            "Ke luar kantor ini: “Serahkan” pada halaman elemen."
        )
    return form


def _with_offices(form: ElementForm, root: int) -> ElementForm:
    """Let the form offer the offices whose elements the viewer may edit."""
    return _offer(
        form, root, lambda key: may(g.viewer, Permission.EDIT, Place(root, key))
    )


def _offer(form: ElementForm, root: int, fits: Callable[[int], bool]) -> ElementForm:
    choices = [
        SelectChoice(office.id, f"{'– ' * depth}{office.name}")
        for office, depth in offices(root)
        if fits(office.id)
    ]
    empty = (
        [SelectChoice(0, "Pilih …")] if len(choices) > 1 and not form.seen.data else []
    )
    form.organisation.choices = empty + choices
    return form


def _again(form: ElementForm) -> ElementForm:
    """Let a form that was sent with another kind ask what that kind has."""
    if "kind" in form:
        form.asked_kind.data = form["kind"].data
    return form


def _kind(layer: Layer) -> StrEnum | None:
    """Return the kind that was chosen: of the form, else of the address."""
    chosen = request.form.get("kind") or request.args.get("jenis") or ""
    return _kinds(layer).get(chosen)


def _kinds(layer: Layer) -> dict[str, StrEnum]:
    found: dict[str, Any] = {}
    for field in FIELDS[layer]:
        if field.name == "kind":
            found = dict(field.members)
    return found
