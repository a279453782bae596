"""Codes that an element's own texts speak for, each with why; one click takes one."""

from flask import abort, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from architecture.classifying.suggesting import TREES, suggest
from architecture.elements.changes import ChangeSet, Revision, apply
from architecture.layers import Layer
from architecture.model import Element
from eaportal import db
from eaportal.elements.places import layer_of
from eaportal.elements.views import found_or_404
from eaportal.permissions import Permission, may, require, requires
from eaportal.reference.picking import government
from eaportal.reference.views import pages

MOST_BORNE = 20
LONGEST = 4000
TYPED = ("name", "description", "function")
"""What a form sends of what is typed."""


@pages.get("/elemen/<int:key>/saran")
@requires(Permission.EDIT)
def suggestions(key: int) -> ResponseReturnValue:
    """Show which codes the texts of an element speak for."""
    element = _editable(key)
    texts = [element.name, element.description, getattr(element, "function", "")]
    found = suggest(db.session, element.government_id, element.layer, texts)
    return render_template(
        "reference/suggestions.html",
        element=element,
        found=[each for each in found if each.code not in element.reference_codes],
    )


@pages.post("/elemen/<int:key>/saran")
@requires(Permission.EDIT)
def take(key: int) -> ResponseReturnValue:
    """Let the element bear a code beside those that it bears."""
    element = _editable(key)
    code = request.form.get("code", "").strip().upper()[:40]
    borne = element.reference_codes
    if not code or len(borne) >= MOST_BORNE:
        abort(400)
    codes = list(dict.fromkeys([*borne, code]))
    revision = Revision(element_id=element.id, stated={"reference_codes": codes})
    changes = ChangeSet(revisions=[revision])
    apply(db.session, element.government_id, changes, deed="Kode saran diterima")
    db.commit(by=g.viewer.email)
    flash(f"{code} kini kode {element.name}.")
    return redirect(url_for(".suggestions", key=key))


@pages.get("/saran")
@requires(Permission.READ)
def beside() -> ResponseReturnValue:
    """Give the codes that what is typed in a form speaks for; asked for by htmx."""
    root = government()
    layer = layer_of(request.args.get("lapisan"), Layer.SERVICE)
    texts = [request.args.get(name, "")[:LONGEST] for name in TYPED]
    found = suggest(db.session, root, layer, texts) if any(texts) else []
    field = request.args.get("untuk", "reference_codes")[:40]
    return render_template(
        "reference/beside.html", found=found, field=field, said=any(texts)
    )


def card(element: Element) -> str:
    """Return the card that leads to suggestions; an empty text where there are none."""
    if element.layer not in TREES or not may(g.viewer, Permission.EDIT, element):
        return ""
    borne = {code[:3] for code in element.reference_codes}
    if borne.issuperset(TREES[element.layer]):
        return ""
    return render_template("reference/card.html", element=element)


def _editable(key: int) -> Element:
    element = found_or_404(key)
    require(Permission.EDIT, element)
    return element if element.layer in TREES else abort(404)
