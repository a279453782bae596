"""What waits to be published, trying it, and the versions that there are."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import engines, inventory, organisations
from architecture.errors import NotFound, Refused
from architecture.roles import Role
from eaportal import db, jobs
from eaportal.inventory import filters
from eaportal.permissions import Permission, may, requires
from eaportal.thesaurus import work
from eaportal.thesaurus.forms import KINDS, ReasonForm
from eaportal.thesaurus.views import ENTRY, pages


@pages.get("/draf")
@requires(Permission.READ_THESAURUS)
def drafts() -> ResponseReturnValue:
    """Show what waits, before and after, and what the last trial found."""
    return _drafts(ReasonForm())


@pages.post("/draf/terbitkan")
@requires(Permission.PUBLISH_THESAURUS)
def publish() -> ResponseReturnValue:
    """Make a version of all that waits and have it put in force."""
    if not publishes():
        abort(403)
    form = ReasonForm()
    if form.validate_on_submit():
        try:
            reason = form.reason.data or ""
            made = engines.publish(db.session, reason, account=g.viewer.account)
            job = work.ask_to_adopt(
                db.session, made.number, reason, account=g.viewer.account
            )
            db.commit(by=g.viewer.email)
        except Refused as error:
            db.session.rollback()
            form.refuse(error)
        else:
            return redirect(jobs.url_of(job))
    return _drafts(form), 422


@pages.post(f"{ENTRY}/<string:code>/urungkan")
@requires(Permission.EDIT_THESAURUS)
def discard(kind: str, code: str) -> ResponseReturnValue:
    """Give up a change that waits."""
    try:
        engines.discard(db.session, KINDS[kind], code)
        db.commit(by=g.viewer.email)
        flash("Perubahan diurungkan.")
    except NotFound as error:
        flash(error.sentence)
    return redirect(url_for(".drafts"))


@pages.post("/draf/coba")
@requires(Permission.EDIT_THESAURUS)
def attempt() -> ResponseReturnValue:
    """Have the waiting changes tried on the own inventory."""
    home = filters.home() or abort(404)
    job = work.ask_to_try(db.session, home, account=g.viewer.account)
    db.commit(by=g.viewer.email)
    return redirect(jobs.url_of(job))


@pages.get("/versi")
@requires(Permission.READ_THESAURUS)
def versions() -> ResponseReturnValue:
    """Show all versions, which is in force, and since when which was."""
    return _versions(ReasonForm())


@pages.post("/versi/<int:number>/berlakukan")
@requires(Permission.PUBLISH_THESAURUS)
def adopt(number: int) -> ResponseReturnValue:
    """Have a version put in force, or an older one put back."""
    if not publishes():
        abort(403)
    form = ReasonForm()
    if not form.validate_on_submit():
        return _versions(form), 422
    try:
        engines.admit(db.session, number)
        job = work.ask_to_adopt(
            db.session, number, form.reason.data or "", account=g.viewer.account
        )
        db.commit(by=g.viewer.email)
    except NotFound:
        abort(404)
    except Refused as error:
        db.session.rollback()
        form.refuse(error)
        return _versions(form), 422
    return redirect(jobs.url_of(job))


def publishes() -> bool:
    """Tell whether the viewer may put a version in force.

    The installer may; the architect where no other government compares with it.
    """
    if g.viewer.holds([Role.INSTALLER]):
        return True
    may_edit = may(g.viewer, Permission.PUBLISH_THESAURUS)
    return may_edit and len(organisations.governments(db.session)) == 1


def _drafts(form: ReasonForm) -> str:
    home = filters.home()
    trial = work.tried(db.session, home) if home else None
    changes = trial["changes"] if trial else []
    keys = {each[side] for each in changes for side in ("one", "other")}
    return render_template(
        "thesaurus/drafts.html",
        form=form,
        drafts=engines.drafts(db.session),
        trial=trial,
        applications=inventory.several(db.session, g.viewer, keys),
        publishes=publishes(),
        home=home,
    )


def _versions(form: ReasonForm) -> str:
    return render_template(
        "thesaurus/versions.html",
        form=form,
        current=engines.mark(db.session)[0],
        versions=engines.versions(db.session),
        adoptions=engines.adoptions(db.session),
        publishes=publishes(),
    )
