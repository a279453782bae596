"""Pages: the list of suspicions, and asking for a sweep."""

from functools import partial

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture import consolidating, inventory, suspecting
from architecture.suspecting import Cluster, Family, Sort, Wanted
from eaportal import db, jobs, queries
from eaportal.inventory import filters
from eaportal.permissions import Permission, Place, require, requires
from eaportal.suspicions import work
from eaportal.suspicions.blueprint import found, government, pages, sees_all

SORTS = {"sama": Sort.DUPLICATE, "sebagian": Sort.OVERLAP, "nama": Sort.NAME}
JUDGED = {"belum": False, "sudah": True}
"""How the address calls what a list is narrowed by."""


@pages.get("/")
@requires(Permission.READ_SUSPICIONS)
def index() -> ResponseReturnValue:
    """List what may be the same, the surest first, narrowed as the address says."""
    root = government()
    known, every = found(root), sees_all(root)
    page = suspecting.listed(known, _wanted(), families=every)
    thin = known.sweep.counts.get("thin_first", ()) if known.sweep else ()
    cases = consolidating.told_of(db.session, g.viewer, page.applications)
    return render_template(
        "suspicions/index.html",
        root=root,
        known=known,
        page=page,
        applications=inventory.several(
            db.session, g.viewer, {*page.applications, *thin}
        ),
        thin=thin,
        sorts=SORTS,
        offices=filters.offices(root.id) if every else [],
        kind_of=_kind,
        cases_of=partial(consolidating.of_group, cases),
        narrowed=any(map(request.args.get, ("jenis", "nilai", "opd", "aplikasi"))),
    )


@pages.post("/periksa")
@requires(Permission.JUDGE)
def sweep() -> ResponseReturnValue:
    """Have all applications of the government compared anew."""
    root = government()
    require(Permission.JUDGE, Place(root.id, root.id))
    mine = g.viewer.account
    job = work.ask(db.session, root.id, account=mine)
    db.commit(by=g.viewer.email)
    if job.account_id != mine:
        flash("Pemeriksaan sedang berjalan atas permintaan orang lain.")
        return redirect(url_for(".index"))
    return redirect(jobs.url_of(job))


def _wanted() -> Wanted:
    office = request.args.get("opd", 0, type=int)
    return Wanted(
        sort=SORTS.get(request.args.get("jenis", "")),
        judged=JUDGED.get(request.args.get("nilai", "")),
        offices=filters.with_units(office) if office else frozenset(),
        application=queries.whole(request.args.get("aplikasi")),
        number=queries.page(),
    )


def _kind(line: suspecting.Line) -> str:
    if isinstance(line, Family):
        return "family"
    return "cluster" if isinstance(line, Cluster) else "pair"
