"""Pages: say what kind it is, choose an application, or note a use of one."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import inventory
from architecture.errors import Invalid, WrongState
from architecture.inventory.listing import Filters, Where
from architecture.model import Application, Organisation, RegistrationKind
from architecture.registration import drafting
from eaportal import db, queries
from eaportal.errors import undo, wants_fragment
from eaportal.navigation import exists
from eaportal.permissions import Permission, requires
from eaportal.registration.blueprint import office_of, own_offices, pages
from eaportal.registration.prefilling import prefilled
from eaportal.registration.sections import ICONS, WORDS

CHOOSING = {
    "pengembangan": RegistrationKind.ENHANCE,
    "ambil-alih": RegistrationKind.TAKE_OVER,
}
"""The end of an address → the kind that begins with an application."""


@pages.route("/baru", methods=["GET", "POST"])
@requires(Permission.REGISTER)
def begin() -> ResponseReturnValue:
    """Say what kind it is; the draft begins, or an application is chosen first."""
    offices = own_offices(db.session, Permission.REGISTER)
    if request.method == "GET":
        return _kinds(offices)
    office = office_of(offices, request.form.get("opd"))
    kind = RegistrationKind.__members__.get(request.form.get("jenis", ""))
    if office is None or kind is None:
        return _kinds(offices, "Pilih perangkat daerah dan salah satu jenis."), 422
    for path, chosen in CHOOSING.items():
        if kind is chosen:
            return redirect(url_for(".choose", path=path, opd=office.id))
    return _start(office, kind)


@pages.route(
    "/baru/<any(pengembangan, 'ambil-alih'):path>",  # those of `CHOOSING`
    methods=["GET", "POST"],
)
@requires(Permission.REGISTER)
def choose(path: str) -> ResponseReturnValue:
    """Choose the application that is enhanced, replaced or taken over."""
    kind = CHOOSING[path]
    offices = own_offices(db.session, Permission.REGISTER)
    office = office_of(offices, request.values.get("opd")) or abort(404)
    if request.method == "GET":
        return _choices(path, kind, office)
    key = request.form.get("aplikasi", "")
    if not key and kind is RegistrationKind.TAKE_OVER:
        return _start(office, kind)
    found = _application(key)
    own = found.organisation_id in g.viewer.offices()
    if kind is RegistrationKind.ENHANCE and not own:
        abort(404)
    try:
        return _start(office, kind, found)
    except Invalid as error:
        undo()
        return _choices(path, kind, office, error.sentence), 422


@pages.route("/baru/pakai", methods=["GET", "POST"])
@requires(Permission.USE)
def use() -> ResponseReturnValue:
    """Search an application that exists, and note in one click that it is used."""
    offices = own_offices(db.session, Permission.USE)
    office = office_of(offices, request.values.get("opd")) or abort(404)
    if request.method == "GET":
        return _usable(offices, office)
    found = _application(request.form.get("aplikasi", ""))
    try:
        inventory.start_use(db.session, found, office)
    except WrongState as error:
        undo()
        return _usable(offices, office, error.sentence), 409
    db.commit(by=g.viewer.email)
    flash(f"Tercatat: {office.name} memakai {found.name}. Tidak perlu usulan.")
    if exists("inventory.show"):
        return redirect(url_for("inventory.show", key=found.id))
    return redirect(url_for(".use", opd=office.id))


def _start(
    office: Organisation, kind: RegistrationKind, replaced: Application | None = None
) -> ResponseReturnValue:
    registration = drafting.start(
        db.session,
        office,
        kind,
        account=g.viewer.account,
        replaces=replaced,
        stated=prefilled(g.viewer, kind, replaced),
    )
    db.commit(by=g.viewer.email)
    return redirect(url_for(".fill", key=registration.id))


def _application(text: str) -> Application:
    key, lock = queries.whole(text), db.writes(db.session)
    return inventory.find(db.session, g.viewer, key, lock=lock) or abort(404)


def _kinds(offices: object, refusal: str = "") -> str:
    return render_template(
        "registration/begin.html",
        offices=offices,
        kinds=list(RegistrationKind),
        words=WORDS,
        icons=ICONS,
        refusal=refusal,
    )


def _choices(
    path: str, kind: RegistrationKind, office: Organisation, refusal: str = ""
) -> str:
    text = queries.words()
    own = kind is RegistrationKind.ENHANCE
    filters = Filters(
        text=text,
        where=Where.OWN if own else Where.SHARED,
        government=office.government_id,
        organisations=g.viewer.offices(office.government_id) if own else frozenset(),
    )
    found = inventory.page(db.session, g.viewer, filters)
    part = "_choices.html" if wants_fragment() else "choose.html"
    return render_template(
        f"registration/{part}",
        path=path,
        kind=kind,
        office=office,
        text=text,
        found=found,
        refusal=refusal,
    )


def _usable(offices: object, office: Organisation, refusal: str = "") -> str:
    text = queries.words()
    government = office.government_id or office.id
    if text:
        rows = inventory.choices(db.session, g.viewer, government, text, limit=20)
    else:
        filters = Filters(where=Where.NATIONAL, size=30)
        rows = inventory.page(db.session, g.viewer, filters).rows
    part = "_usable.html" if wants_fragment() else "use.html"
    return render_template(
        f"registration/{part}",
        offices=offices,
        office=office,
        text=text,
        rows=rows,
        used=inventory.used_by(db.session, office.id),
        refusal=refusal,
    )
