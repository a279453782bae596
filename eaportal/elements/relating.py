"""Relate an element to another: choose how, find what, say more."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import elements
from architecture.errors import Invalid, Refused
from architecture.layers import ALLOWED, INVERSE, Layer, Verb
from architecture.model import Element
from eaportal import days, db, queries
from eaportal.elements.forms import relation_form
from eaportal.elements.places import code_of, url_of
from eaportal.elements.views import found_or_404, pages
from eaportal.permissions import Permission, may, requires
from eaportal.planned import saving


@dataclass(frozen=True, slots=True)
class Way:
    """How an element may be related: by a verb, from or to it, with some layers."""

    verb: Verb
    outgoing: bool
    layers: tuple[Layer, ...]

    @property
    def code(self) -> str:
        """Return how the address calls it."""
        return code_of(self.verb, self.outgoing)

    @property
    def label(self) -> str:
        """Return how it reads, from the element on."""
        word = self.verb.value if self.outgoing else INVERSE[self.verb]
        others = ", ".join(layer.value.lower() for layer in self.layers)
        return f"{word} … ({others})"


def ways(layer: Layer) -> list[Way]:
    """Return how an element of a layer may be related."""
    found = []
    for verb in Verb:
        to = tuple(b for a, b in sorted(ALLOWED[verb]) if a is layer)
        back = tuple(a for a, b in sorted(ALLOWED[verb]) if b is layer)
        found += [Way(verb, True, to)] if to else []
        symmetric = verb is Verb.EXCHANGES
        found += [Way(verb, False, back)] if back and not symmetric else []
    return found


@pages.route("/elemen/<int:key>/relasi", methods=["GET", "POST"])
@requires(Permission.EDIT)
def relate(key: int) -> ResponseReturnValue:
    """Add a relation: the way and the words are in the address, the rest is a form."""
    element = found_or_404(key)
    possible = ways(element.layer)
    way = next((w for w in possible if w.code == request.args.get("arah")), None)
    if way is None:
        return _page(element, possible)
    fields = elements.relation_fields(db.session, element.government_id, way.verb)
    form = relation_form(fields, {"starts_on": _day_ahead()})
    if form.is_submitted() and form.validate():
        try:
            other = _other(element, way)
            _add(element, way, other, form)
            db.commit(by=g.viewer.email)
        except Refused as error:
            form.refuse(error)
        else:
            flash(f"Relasi dengan {other.name} dicatat.")
            return redirect(url_of(element))
    found = elements.choices(
        db.session, g.viewer, _root(element), way.layers, queries.words()
    )
    return _page(element, possible, way=way, form=form, found=found)


def _day_ahead() -> date | None:
    """Return the day ahead that the address plans for, if it names one."""
    as_of = days.as_of(saving.DAY)
    return as_of.day if as_of.day > as_of.today else None


def may_relate(one: Element, other: Element) -> bool:
    """Tell whether the viewer may relate two: one end must be theirs to edit."""
    permission = Permission.EDIT
    return may(g.viewer, permission, one) or may(g.viewer, permission, other)


def _page(
    element: Element, possible: list[Way], form: Any = None, **more: Any
) -> ResponseReturnValue:
    page = render_template(
        "elements/relate.html",
        element=element,
        ways=possible,
        form=form,
        words=queries.words(),
        **{"way": None, "found": [], **more},
    )
    return page, 422 if form is not None and form.errors else 200


def _add(element: Element, way: Way, other: Element, form: Any) -> None:
    source, target = (element, other) if way.outgoing else (other, element)
    if source.government_id not in g.viewer.governments:
        raise Invalid(f"{source.name} milik instansi lain.")
    elements.relate(
        db.session,
        source,
        way.verb,
        target,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        attributes=form.stated(),
    )


def _other(element: Element, way: Way) -> Element:
    chosen = queries.whole(request.form.get("lain"))
    if not chosen:
        raise Invalid("Pilih satu yang dihubungkan.")
    other = found_or_404(chosen)
    if other.layer not in way.layers or not may_relate(element, other):
        abort(403)
    return other


def _root(element: Element) -> int:
    """Return the government that relates: the element's own, or the viewer's."""
    own = g.viewer.governments
    return element.government_id if element.government_id in own else min(own)
