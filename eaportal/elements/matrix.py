"""The matrix: any layer against any layer, a click relates or takes away."""

from dataclasses import dataclass, replace
from datetime import date

from flask import abort, flash, g, redirect, render_template, request
from flask.typing import ResponseReturnValue

from architecture import elements
from architecture.elements import Filters, crossing
from architecture.errors import Refused
from architecture.layers import INVERSE, Layer, Verb, verbs_between
from architecture.model import Element
from eaportal import days, db, formats, queries
from eaportal.days import AsOf
from eaportal.elements import filters
from eaportal.elements.places import SLUGS, code_of, layer_of
from eaportal.elements.relating import may_relate
from eaportal.elements.views import found_or_404, pages
from eaportal.inventory.filters import offices, with_units
from eaportal.permissions import Permission, requires

ROWS, COLUMNS = 20, 8


@dataclass(frozen=True, slots=True)
class Way:
    """A verb from the rows to the columns, or from the columns to the rows."""

    verb: Verb
    forth: bool

    @property
    def code(self) -> str:
        """Return how the address calls it."""
        return code_of(self.verb, self.forth)

    @property
    def label(self) -> str:
        """Return how it reads from a row to a column."""
        return self.verb.value if self.forth else INVERSE[self.verb]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address says of the matrix."""

    row: Layer
    column: Layer
    ways: list[Way]
    way: Way | None


@pages.get("/matriks")
@requires(Permission.READ)
def matrix() -> ResponseReturnValue:
    """Show which elements of two layers are related, a page of each."""
    asked, as_of = _asked(), days.as_of()
    root = filters.government()
    rows = elements.page(db.session, g.viewer, _rows(asked, root))
    columns = elements.page(db.session, g.viewer, _columns(asked, root))
    cells = crossing.cells(
        db.session,
        [each.id for each in rows.rows],
        [each.id for each in columns.rows],
        as_of.day,
    )
    return render_template(
        "elements/matrix.html",
        asked=asked,
        as_of=as_of,
        rows=rows,
        columns=columns,
        cells=cells,
        slugs=SLUGS,
        offices=offices(root),
        query=filters.query(),
        may_relate=may_relate,
    )


@pages.post("/matriks")
@requires(Permission.EDIT)
def cross() -> ResponseReturnValue:
    """Relate the row and the column of a cell, or take the relation away."""
    as_of, (one, other) = days.as_of(), _ends()
    way = _asked().way or abort(422)
    if as_of.day < as_of.today:
        abort(422)
    source, target = (one, other) if way.forth else (other, one)
    try:
        on = crossing.toggle(db.session, source, way.verb, target, on=as_of.day)
        db.commit(by=g.viewer.email)
    except Refused as error:
        db.session.rollback()
        flash(error.sentence)
    else:
        flash(_sentence(source, way.verb, target, on, as_of))
    return redirect(f"{queries.address('elements.matrix', filters.query())}#b{one.id}")


def _sentence(
    source: Element, verb: Verb, target: Element, on: bool, as_of: AsOf
) -> str:
    """Return what a press did, and from which day on."""
    when = f"mulai {formats.day(as_of.day)}" if as_of.moved else "kini"
    said = when if on else f"{when} tidak lagi" if as_of.moved else "tidak lagi"
    return f"{source.name} {said} {verb.value} {target.name}."


def _asked() -> Asked:
    row = layer_of(request.args.get("baris"), Layer.SERVICE)
    column = layer_of(request.args.get("kolom"), Layer.APPLICATION)
    ways = [Way(verb, True) for verb in verbs_between(row, column)]
    known = {each.verb for each in ways} if row is column else set()
    ways += [
        Way(verb, False) for verb in verbs_between(column, row) if verb not in known
    ]
    wanted = request.args.get("kata")
    way = next((each for each in ways if each.code == wanted), None)
    return Asked(row, column, ways, way or (ways[0] if ways else None))


def _rows(asked: Asked, root: int) -> Filters:
    office = queries.whole(request.args.get("opd"))
    return Filters(
        government=root,
        layer=asked.row,
        text=queries.words(),
        organisations=with_units(office) if office else frozenset(),
        number=queries.page(),
        size=ROWS,
        on=_on(),
    )


def _columns(asked: Asked, root: int) -> Filters:
    text = request.args.get("cari_kolom", "").replace("\x00", "").strip()[:200]
    return replace(
        Filters(government=root, layer=asked.column, text=text, on=_on()),
        number=queries.whole(request.args.get("kolom_ke")) or 1,
        size=COLUMNS,
    )


def _on() -> date | None:
    as_of = days.as_of()
    return as_of.day if as_of.moved else None


def _ends() -> tuple[Element, Element]:
    """Return the row and the column of the cell that was pressed."""
    one, _, other = request.form.get("sel", "").partition("-")
    first, second = found_or_404(queries.whole(one)), found_or_404(queries.whole(other))
    if not may_relate(first, second):
        abort(403)
    return first, second
