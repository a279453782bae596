"""Pages: two applications side by side, and what a person says of them."""

from flask import abort, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from architecture import consolidating, inventory, judging, merging, scope
from architecture.errors import Changed, Invalid
from architecture.inventory import details_of
from architecture.judging import Said
from architecture.model import Application
from architecture.similar import compare_in, profile_of
from eaportal import db
from eaportal.errors import undo
from eaportal.permissions import Permission, may, require, requires
from eaportal.registration.findings import likeness
from eaportal.review import comparing
from eaportal.suspicions.blueprint import may_open, pages
from eaportal.suspicions.forms import JudgementForm
from eaportal.suspicions.judged import judged_of

PAIR = "<int:one>/<int:other>"


@pages.get(f"/{PAIR}")
@requires(Permission.READ_SUSPICIONS)
def show(one: int, other: int) -> ResponseReturnValue:
    """Show two applications of the government beside each other."""
    return _page(*_both(one, other))


@pages.post(f"/{PAIR}")
@requires(Permission.JUDGE)
def judge(one: int, other: int) -> ResponseReturnValue:
    """Keep what the person says of the pair."""
    first, _ = _both(one, other)
    require(Permission.JUDGE, first)
    form = JudgementForm()
    try:
        form.check()
        said = Said(verdict=form.chosen, reason=form.reason.data or "")
        judging.judge(
            db.session,
            first.government_id,
            (one, other),
            said,
            viewer=g.viewer,
            version=form.seen,
        )
    except (Invalid, Changed) as error:
        undo()
        form.refuse(error)
        status = 409 if isinstance(error, Changed) else 422
        return _page(*_both(one, other), form), status
    db.commit(by=g.viewer.email)
    flash("Penilaian disimpan.")
    return redirect(url_for(".index", nilai="belum"))


def _both(one: int, other: int) -> tuple[Application, Application]:
    """Return both if the viewer may see them together, the own office's first."""
    known = inventory.several(db.session, g.viewer, {one, other})
    if one not in known or other not in known or one == other:
        abort(404)
    first, second = known[one], known[other]
    if not may_open(first, second):
        abort(404)
    if not may(g.viewer, Permission.READ_SUSPICIONS, first):
        return second, first
    return first, second


def _page(
    one: Application, other: Application, form: JudgementForm | None = None
) -> str:
    profiles = profile_of(one), profile_of(other)
    suspicion = compare_in(db.session, one.government_id, *profiles)
    said = judged_of(db.session, one.government_id, *profiles)
    apart = not (one.merged_into_id or other.merged_into_id)
    members = (one.id, other.id)
    told = consolidating.told_of(db.session, g.viewer, members)
    may_judge = apart and may(g.viewer, Permission.JUDGE, one)
    return render_template(
        "suspicions/pair.html",
        one=one,
        other=other,
        rows=comparing.rows(
            details_of(one),
            details_of(other),
            readable=scope.readable_classes(g.viewer, other),
        ),
        percent=round(suspicion.duplicate * 100),
        overlap=round(suspicion.overlap * 100),
        conflict=suspicion.name_conflict,
        likeness=likeness(suspicion.duplicate),
        unjudged=comparing.unjudged(*profiles),
        grounds=comparing.grounds_of(suspicion),
        said=said,
        apart=apart,
        members=members,
        cases=consolidating.of_group(told, members),
        busy=consolidating.running(told, members),
        likelier=merging.likelier(one, other),
        judging=(form or JudgementForm.about(said)) if may_judge else None,
    )
