"""What the worker does for a large selection: weigh it, write it."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask import abort, g, url_for
from sqlalchemy import select

from architecture import history, selecting
from architecture.errors import Changed, Refused
from architecture.layers import Layer
from architecture.model import Job, JobState
from architecture.selecting import Editor, Plan, State, Wish
from architecture.selecting import wish_from_json as wish_of
from architecture.selecting import wish_to_json as wish_to
from eaportal import db, formats, jobs, queries, storage
from eaportal.elements import filters
from eaportal.permissions import Permission, reach
from eaportal.selecting import picking, showing

AT_ONCE = 500
"""So many elements are weighed and written within a request; more are the worker's."""

PREVIEW = "preview selection"
APPLY = "apply selection"

Result = Mapping[str, Any]


def ask_preview(layer: Layer, keys: Sequence[int], wish: Wish) -> str:
    """Let the worker weigh a selection; return where it tells how far it is."""
    stated = {
        "layer": layer.name,
        "government": filters.government(),
        "edit": _offices(reach(g.viewer, Permission.EDIT, filters.government())),
        "keys": list(keys),
        "wish": wish_to(wish),
        "back": picking.list_url(layer),
        "selection": picking.selection(),
    }
    return _asked(PREVIEW, stated, None)


def ask_apply(key: int) -> str:
    """Let the worker write what it showed; what was written already is shown again."""
    job, _ = kept(key)
    known = db.session.scalar(select(Job).where(Job.key == _key(job.id)))
    if known is not None and known.state is JobState.DONE:
        return jobs.url_of(known)
    stated = {name: value for name, value in job.arguments.items() if name != "keys"}
    return _asked(APPLY, {**stated, "seen": job.result["file"]}, _key(job.id))


def kept(key: int) -> tuple[Job, showing.Preview]:
    """Return a job of the viewer with the preview that it made, or stop with a 404.

    Whoever may edit less by now is not shown what the preview told of the rest.
    """
    job = db.get_or_404(Job, key)
    if job.kind not in {PREVIEW, APPLY} or job.account_id != g.viewer.account:
        abort(404)
    if not _still(job):
        abort(404)
    file = job.result.get("file") or abort(404)
    return job, showing.from_file(storage.current().read(str(file)))


def done(layer: Layer, plan: Plan) -> str:
    """Return what to say of what was written."""
    counts = plan.counts
    noun = layer.value.lower()
    said = f"{formats.number(counts[State.CHANGES])} {noun} diubah."
    left = counts[State.STAYS] + counts[State.REFUSED]
    if left:
        said += f" {formats.number(left)} tetap seperti semula."
    return said


@jobs.handles(PREVIEW, title="Menyiapkan pratinjau")
def preview(context: jobs.Context) -> Result:
    """Weigh every element of the selection, and keep what people see of it."""
    told = context.arguments
    return _weighed(context, told["keys"], None)


@jobs.handles(APPLY, title="Menulis perubahan")
def write(context: jobs.Context) -> Result:
    """Write what the person saw; if anything changed since, weigh it anew."""
    told = context.arguments
    layer, wish = Layer[told["layer"]], wish_of(told["wish"])
    seen = dict(showing.from_file(storage.current().read(told["seen"])).seals)
    context.progress(0, 0, "Menulis ke arsitektur.")
    try:
        plan = selecting.apply(
            context.session,
            _editor(context),
            seen,
            wish,
        )
    except Changed as error:
        context.session.rollback()
        history.discard(context.session)
        return {**_weighed(context, list(seen), seen), "problem": error.sentence}
    [entry] = context.commit()
    url = queries.address(
        "selecting.done", told.get("selection", {}), layer=layer, key=entry.id
    )
    return {"url": url, "message": done(layer, plan)}


def _still(job: Job) -> bool:
    """Tell whether the viewer may edit all that they could when they asked."""
    government, then = job.arguments["government"], job.arguments["edit"]
    now = reach(g.viewer, Permission.EDIT, government)
    return now is None or (then is not None and now >= set(then))


def _offices(edit: frozenset[int] | None) -> list[int] | None:
    return None if edit is None else sorted(edit)


def _weighed(
    context: jobs.Context, keys: Sequence[int], seen: Mapping[int, str] | None
) -> Result:
    editor = _editor(context)
    wish = wish_of(context.arguments["wish"])
    with context.reading() as session:
        plan = selecting.foresee(
            session,
            editor,
            keys,
            wish,
            seen=seen,
        )
    file = storage.current().write(showing.to_file(showing.preview_of(plan)))
    url = url_for("selecting.prepared", layer=editor.layer, key=context.job)
    return {"file": file, "url": url}


def _editor(context: jobs.Context) -> Editor:
    """Return who asked, with what they may edit by now."""
    viewer, government = context.viewer(), context.arguments["government"]
    edit = reach(viewer, Permission.EDIT, government)
    if edit == frozenset():
        raise Refused("Anda tidak lagi berwenang mengubah data instansi ini.")
    return Editor(
        viewer=viewer,
        government=government,
        layer=Layer[context.arguments["layer"]],
        edit=edit,
        today=formats.today(),
    )


def _asked(kind: str, stated: dict[str, Any], key: str | None) -> str:
    """Ask in a short transaction of its own: the request itself may only read."""
    with db.writing() as session:
        job = jobs.ask(session, kind, stated, key=key, account=g.viewer.account)
        session.commit()
        return jobs.url_of(job)


def _key(job: int) -> str:
    return f"selection {job}"
