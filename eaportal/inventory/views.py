"""The list of applications, one application, and the list as a spreadsheet."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from flask import (
    Blueprint,
    abort,
    g,
    redirect,
    render_template,
    request,
)
from flask.typing import ResponseReturnValue

from architecture import (
    consolidating,
    elements,
    inventory,
    merging,
    similar,
    suspecting,
)
from architecture.duplicates import too_thin
from architecture.inventory.listing import Where
from architecture.layers import ApplicationType, Field, Layer, Status, readable
from architecture.model import Application
from architecture.scope import readable_classes, readable_fields
from architecture.similar import profile_of
from architecture.suspecting import Pair
from eaportal import days, db, jobs, storage
from eaportal.confirming.listing import unsure
from eaportal.elements import another_day, cards
from eaportal.elements.views import relations
from eaportal.history import known
from eaportal.inventory import downloads, filters, showing
from eaportal.jobs import files
from eaportal.permissions import Permission, may, requires
from eaportal.reference.showing import titles
from eaportal.returning import noting
from eaportal.selecting import picking

pages = Blueprint("inventory", __name__, url_prefix="/aplikasi")


@pages.get("/")
@requires(Permission.READ)
def index() -> ResponseReturnValue:
    """List the applications, narrowed and sorted as the address says."""
    asked = filters.asked()
    found = inventory.page(db.session, g.viewer, asked)
    template = "list" if request.headers.get("HX-Target") == "daftar" else "index"
    return render_template(
        f"inventory/{template}.html",
        page=found,
        offer=picking.offer(Layer.APPLICATION, asked, found.total),
        filters=asked,
        as_of=days.as_of(),
        **unsure(found.rows),
        query=filters.query(),
        sort=request.args.get("urut", "nama"),
        place=request.args.get("milik", "milik"),
        places=filters.PLACES,
        offices=filters.offices_on(asked.government, asked.on)
        if template == "index"
        else [],
        types=filters.names(ApplicationType),
        statuses=filters.names(Status),
        foreign=asked.where in {Where.NATIONAL, Where.SHARED},
        readable=partial(readable_fields, g.viewer),
        meant=[] if found.total else _meant(asked),
    )


@pages.get("/<int:key>")
@requires(Permission.READ)
def show(key: int) -> ResponseReturnValue:
    """Show one application with its uses, relations, map and history."""
    application = found_or_404(key)
    if "diketahui" in request.args:
        return known.page(application)
    noting.note(application)
    as_of = days.as_of()
    if as_of.moved and another_day.is_told(application):
        return another_day.page(application, as_of)
    own = application.government_id in g.viewer.governments
    names = readable_fields(g.viewer, application)
    added = _added(application) if own else []
    return render_template(
        "inventory/show.html",
        application=application,
        as_of=days.still(as_of),
        own=own,
        sections=showing.sections(application, names, added),
        titles=titles(application),
        checked=showing.last_checked(application.national),
        uses=inventory.uses_of(db.session, g.viewer, application),
        denied=inventory.denied_of(db.session, g.viewer, application) if own else [],
        element=application,
        **relations(application),
        cards=cards.cards(application) if own else [],
        mine=g.viewer.offices(),
        may_edit=not application.merged_into_id
        and may(g.viewer, Permission.EDIT, application),
        alike=_alike(application),
        thin=_thin(application),
        cases=consolidating.told_of(db.session, g.viewer, {application.id}),
        merges=merging.of(db.session, g.viewer, application) if own else (),
        standing=_standing(application),
    )


@pages.get("/unduh.<any(xlsx, csv):ending>")
@requires(Permission.EXPORT)
def download(ending: str) -> ResponseReturnValue:
    """Send the filtered list as a file; the worker writes a long one."""
    asked = filters.asked()
    if inventory.count(db.session, g.viewer, asked) <= downloads.AT_ONCE:
        written = downloads.written(db.session, g.viewer, asked, ending)
        return _file(written, ending, asked.on)
    with db.writing() as session:
        stated = {
            "asked": downloads.to_json(asked),
            "ending": ending,
            "back": request.full_path.replace(f"unduh.{ending}", "").rstrip("?"),
        }
        job = jobs.ask(session, downloads.KIND, stated, account=g.viewer.account)
        session.commit()
    return redirect(jobs.url_of(job))


@pages.get("/unduhan/<int:key>")
@requires(Permission.EXPORT)
def prepared(key: int) -> ResponseReturnValue:
    """Send what the worker wrote, to the one who asked for it."""
    return files.send(key, downloads.KIND)


def _file(content: bytes, ending: str, on: date | None) -> ResponseReturnValue:
    name, media = downloads.filename(ending, on), downloads.MEDIA[ending]
    return storage.send_bytes(content, name, media)


def _added(application: Application) -> list[Field]:
    """Return the fields that the government added and the viewer may read."""
    fields = elements.own_fields(
        db.session, application.government_id, Layer.APPLICATION
    )
    return readable(fields, readable_classes(g.viewer, application))


def _alike(application: Application) -> Sequence[Pair]:
    """Return with what the application may be the same, unjudged, if one may know."""
    if not may(g.viewer, Permission.READ_SUSPICIONS, application):
        return ()
    return suspecting.touching(db.session, g.viewer, application)


def _thin(application: Application) -> bool:
    """Tell whether it says too little to be judged, if one may know of likeness."""
    may_know = may(g.viewer, Permission.READ_SUSPICIONS, application)
    return may_know and bool(too_thin(profile_of(application)))


def _standing(application: Application) -> Application | None:
    """Return what stands for a record that was merged, if one may see it."""
    key = application.merged_into_id
    return inventory.find(db.session, g.viewer, key) if key else None


def _meant(asked: inventory.Filters) -> list[Application]:
    """Return what a search that found nothing may have meant."""
    if not asked.text or asked.government is None:
        return []
    keys = similar.meant(db.session, asked.government, asked.text)
    seen = inventory.several(db.session, g.viewer, keys)
    return [seen[key] for key in keys if key in seen]


def found_or_404(key: int) -> Application:
    """Return the application if the viewer may see it, or stop with the 404 page."""
    found = inventory.find(db.session, g.viewer, key, lock=db.writes(db.session))
    return found or abort(404)
