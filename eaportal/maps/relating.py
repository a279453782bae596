"""Relate two elements that were picked on a map, and come back to the map."""

from collections.abc import Sequence
from datetime import date

from flask import flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import elements
from architecture.elements import pairing
from architecture.elements.pairing import Way
from architecture.errors import NotFound, Refused
from architecture.mapping.catalogue import View
from architecture.model import Element
from eaportal import days, db, queries
from eaportal.elements.forms import RelationForm, relation_form
from eaportal.elements.places import code_of
from eaportal.elements.relating import may_relate
from eaportal.elements.views import found_or_404
from eaportal.errors import wants_fragment
from eaportal.maps import allowed, asked
from eaportal.maps.views import pages
from eaportal.maps.wanted import content
from eaportal.permissions import Permission, requires

ENDS = ("dari", "ke")
"""How the address calls the two elements, in the order in which they were picked."""
WAY = "relasi"
"""How the address calls what one of them does to the other."""
NOT_YOURS = (
    "Relasi dicatat oleh pemilik salah satu elemennya atau oleh arsitek. Mintalah"
    " kepada mereka."
)


@pages.route("/peta/<slug>/hubungkan", methods=["GET", "POST"])
@requires(Permission.EDIT)
def relate(slug: str) -> ResponseReturnValue:
    """Say how two elements are related; the rest of the address is that of the map."""
    view = allowed.sight(slug)
    one, other = (found_or_404(queries.whole(request.args.get(end))) for end in ENDS)
    possible = _possible(one, other)
    if why := _why_not(one, other, possible):
        status = 403 if why is NOT_YOURS else _status(posted=422)
        return _page(view, one, other, [], why=why), status
    way = _chosen(possible, one)
    form = _form(way) if way else None
    if way and form and form.is_submitted() and form.validate():
        try:
            said = _relate(view, way, form)
        except Refused as error:
            form.refuse(error)
        else:
            flash(said)
            return redirect(_map(view, one))
    page = _page(view, one, other, possible, way=way, form=form)
    return page, _status(posted=422)


def code(way: Way, one: Element) -> str:
    """Return how the address calls a way, from the element that was picked first."""
    return code_of(way.verb, way.source is one)


def _possible(one: Element, other: Element) -> list[Way]:
    """Return the ways that lead out of something of the own government."""
    own = g.viewer.governments
    found = pairing.ways(one, other)
    return [way for way in found if way.source.government_id in own]


def _why_not(one: Element, other: Element, possible: Sequence[Way]) -> str:
    """Return why the viewer cannot relate the two; empty if it is possible."""
    if not may_relate(one, other):
        return NOT_YOURS
    return pairing.refusal(one, other) or ("" if possible else NOT_YOURS)


def _chosen(possible: Sequence[Way], one: Element) -> Way | None:
    """Return the way that the address names; the only one if there is no other."""
    by_code = {code(way, one): way for way in possible}
    only = possible[0] if len(possible) == 1 else None
    return by_code.get(request.args.get(WAY, ""), only)


def _form(way: Way) -> RelationForm:
    government = way.source.government_id
    fields = elements.relation_fields(db.session, government, way.verb)
    return relation_form(fields, {"starts_on": _day_ahead()})


def _relate(view: View, way: Way, form: RelationForm) -> str:
    """Relate them; say so, and if the map has no arrow for it."""
    said, ends = f"{way.sentence}: dicatat.", {way.source.id, way.target.id}
    elements.relate(
        db.session,
        way.source,
        way.verb,
        way.target,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        attributes=form.stated(),
    )
    db.commit(by=g.viewer.email)
    return said if _drawn(view, ends) else f"{said} Peta ini tidak menggambar panahnya."


def _drawn(view: View, ends: set[int]) -> bool:
    """Tell whether the map draws what relates the two; what it sums up is no matter."""
    keys = {str(end) for end in ends}
    try:
        with db.reading() as session:  # nobody waits for it to write
            map_ = content(session, g.viewer, asked.wanted(view))
    except NotFound:
        return True
    apart = keys <= {box.key for box in map_.boxes}
    return not apart or any({each.source, each.target} == keys for each in map_.arrows)


def _day_ahead() -> date | None:
    """Return the day of the map if it is one to come: the relation begins then."""
    as_of = days.as_of()
    return as_of.day if as_of.day > as_of.today else None


def _map(view: View, one: Element) -> str:
    """Return the address of the map from which they were picked."""
    kept = request.args.to_dict(flat=False)
    for name in (*ENDS, WAY):
        kept.pop(name, None)
    if view.centred:
        kept.setdefault("fokus", [str(one.id)])
    return queries.address("maps.show", kept, slug=view.slug)


def _page(
    view: View,
    one: Element,
    other: Element,
    possible: Sequence[Way],
    *,
    why: str = "",
    way: Way | None = None,
    form: RelationForm | None = None,
) -> str:
    return render_template(
        f"maps/{'relating_part' if wants_fragment() else 'relating'}.html",
        view=view,
        one=one,
        other=other,
        ways=[(code(each, one), each) for each in possible],
        way=way,
        form=form,
        why=why,
        known=pairing.between(db.session, one, other),
        back=_map(view, one),
    )


def _status(*, posted: int) -> int:
    return posted if request.method == "POST" else 200
