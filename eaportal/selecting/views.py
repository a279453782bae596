"""Change a selection: choose what, look at what would become of each, write it."""

from typing import Any

from flask import (
    Blueprint,
    abort,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from architecture import chronicle, elements, selecting
from architecture.errors import Changed, Refused, WrongState
from architecture.layers import Layer
from architecture.selecting import MOST, Wish
from eaportal import db, formats, queries
from eaportal.elements import filters
from eaportal.errors import undo as take_back
from eaportal.permissions import Permission, may, requires
from eaportal.selecting import asking, picking, showing, work
from eaportal.selecting.forms import ChangeForm, SeenForm
from eaportal.selecting.showing import Preview

pages = Blueprint(
    "selecting", __name__, url_prefix="/arsitektur/<layer:layer>/sekaligus"
)

NAMED = 8
"""Elements that the page of the choice calls by their names."""

NONE = "Centang dahulu pada daftar apa yang akan diubah, lalu tekan tombolnya lagi."
TOO_MANY = (
    f"Paling banyak {formats.number(MOST)} elemen diubah sekaligus. Persempit "
    "saringannya, misalnya menurut perangkat daerah, lalu ubah sebagian demi sebagian."
)


@pages.get("/")
@requires(Permission.EDIT)
def choose(layer: Layer) -> ResponseReturnValue:
    """Ask what is to be set, then to what, as the form of an element asks it."""
    keys = picking.picked(layer)
    if not keys or len(keys) > MOST:
        text = TOO_MANY if keys else NONE
        back = picking.list_url(layer)
        page = render_template(
            "selecting/nothing.html", layer=layer, text=text, back=back
        )
        return page, 422
    return _choice(layer, list(keys))


@pages.post("/")
@requires(Permission.EDIT)
def preview(layer: Layer) -> ResponseReturnValue:
    """Show what would become of each; a large selection is weighed by the worker."""
    db.only_reads()
    keys = _keys(layer)
    form = asking.form_of(layer, request.args.get("hal", ""), keys)
    if form is None:
        return _gone(layer, keys)
    if "ubah" in request.form:
        return _choice(layer, keys, form)
    if not form.validate():
        return _choice(layer, keys, form), 422
    large = len(keys) > work.AT_ONCE
    try:  # what no element can have is said here, however many they are
        found = _foreseen(layer, keys[:1] if large else keys, form.wish())
    except Refused as error:
        form.refuse(error)
        return _choice(layer, keys, form), 422
    if large:
        return redirect(work.ask_preview(layer, keys, form.wish()))
    return _previewed(layer, found)


@pages.post("/terapkan")
@requires(Permission.EDIT)
def apply(layer: Layer) -> ResponseReturnValue:
    """Write what the person saw; if anything changed since, show it anew instead."""
    seen = showing.seals_from(SeenForm().seen.data)
    form = asking.form_of(layer, request.args.get("hal", ""), list(seen))
    if form is None:
        return _gone(layer, list(seen))
    if not seen or len(seen) > work.AT_ONCE or not form.validate():
        return _choice(layer, list(seen), form), 422
    try:
        plan = selecting.apply(db.session, picking.editor(layer), seen, form.wish())
        [entry] = db.commit(by=g.viewer.email)
    except Refused as error:
        take_back()
        return _not_written(layer, seen, form, error)
    flash(work.done(layer, plan))
    return redirect(
        queries.address(".done", picking.selection(), layer=layer, key=entry.id)
    )


@pages.get("/pratinjau/<int:key>")
@requires(Permission.EDIT)
def prepared(layer: Layer, key: int) -> ResponseReturnValue:
    """Show the preview that the worker made, to the one who asked for it."""
    job, found = work.kept(key)
    if job.arguments["layer"] != layer.name:
        abort(404)
    return render_template(
        "selecting/preview.html",
        layer=layer,
        preview=found,
        carried=[("job", str(job.id))],
        reason=job.arguments["wish"]["reason"],
        action=url_for(".carry_out", layer=layer),
        back=job.arguments["back"],
        problem=job.result.get("problem", ""),
    )


@pages.post("/kerjakan")
@requires(Permission.EDIT)
def carry_out(layer: Layer) -> ResponseReturnValue:  # noqa: ARG001 - of the address
    """Let the worker write what it showed; asked twice it is done once."""
    db.only_reads()
    return redirect(work.ask_apply(queries.whole(SeenForm().job.data)))


@pages.get("/selesai/<int:key>")
@requires(Permission.EDIT)
def done(layer: Layer, key: int) -> ResponseReturnValue:
    """Say that it is done, and where it can be read, taken back or gone on with."""
    entry = chronicle.find(db.session, g.viewer, key) or abort(404)
    return render_template(
        "selecting/done.html",
        layer=layer,
        entry=entry,
        back=picking.list_url(layer),
        again=queries.address(".choose", picking.selection(), layer=layer),
        may_undo=may(g.viewer, Permission.EDIT),
    )


def _keys(layer: Layer) -> list[int]:
    """Return what was selected: as it was seen, else as the address says."""
    seen = showing.seals_from(request.form.get("seen"))
    keys = list(seen) or list(picking.picked(layer))
    return keys if len(keys) <= MOST else abort(422)


def _foreseen(
    layer: Layer, keys: list[int], wish: Wish, seen: dict[int, str] | None = None
) -> Preview:
    plan = selecting.foresee(
        db.session,
        picking.editor(layer),
        keys,
        wish,
        seen=seen,
    )
    return showing.preview_of(plan)


def _not_written(
    layer: Layer, seen: dict[int, str], form: ChangeForm, error: Refused
) -> ResponseReturnValue:
    """Say why nothing was written: it is so already, it changed, or it cannot be."""
    if isinstance(error, WrongState):
        flash(error.sentence)
        return redirect(picking.list_url(layer))
    if isinstance(error, Changed):
        found = _foreseen(layer, list(seen), form.wish(), seen)
        return _previewed(layer, found, error.sentence), 409
    form.refuse(error)
    return _choice(layer, list(seen), form), 422


def _gone(layer: Layer, keys: list[int]) -> ResponseReturnValue:
    """Let another field be chosen where one ended meanwhile; others never were."""
    label = asking.ended(layer, request.args.get("hal", "")) or abort(404)
    flash(f"“{label}” sudah tidak ditanyakan lagi; belum ada yang ditulis.", "warning")
    return _choice(layer, keys), 409


def _choice(layer: Layer, keys: list[int], form: ChangeForm | None = None) -> str:
    asked = asking.asked(layer, keys)
    named = elements.several(
        db.session,
        g.viewer,
        keys[:NAMED],
        government=filters.government(),
        layer=layer,
    )
    return render_template(
        "selecting/choose.html",
        layer=layer,
        total=len(keys),
        named=list(named),
        asked=asked,
        form=form or asked.form,
        keep=_kept_pairs(),
        seen=request.form.get("seen", ""),
        back=picking.list_url(layer),
    )


def _previewed(layer: Layer, found: Preview, problem: str = "") -> str:
    carried = [
        (name, value)
        for name, value in request.form.items(multi=True)
        if name not in {"csrf_token", "seen", "job", "ubah"}
    ]
    query: dict[str, Any] = request.args.to_dict(flat=False)
    return render_template(
        "selecting/preview.html",
        layer=layer,
        preview=found,
        carried=[*carried, ("seen", found.seen)],
        reason=request.form.get("reason", ""),
        action=queries.address(".apply", query, layer=layer),
        change=queries.address(".preview", query, layer=layer),
        back=picking.list_url(layer),
        problem=problem,
    )


def _kept_pairs() -> list[tuple[str, str]]:
    """Return what the address says of the selection, for a form to say it again."""
    return [
        (name, value)
        for name, several in picking.selection().items()
        for value in several
    ]
