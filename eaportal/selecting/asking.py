"""What a person may choose to set, and the form that asks for it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import g, request

from architecture import elements, selecting
from architecture.elements.fields import asked_of, fields_ever
from architecture.layers import Field, Layer
from architecture.model import Organisation
from architecture.selecting import What
from eaportal import db, queries
from eaportal.elements import filters
from eaportal.elements.relating import Way, ways
from eaportal.forms import SelectChoice
from eaportal.inventory.filters import offices
from eaportal.permissions import Permission, Place, may
from eaportal.selecting.forms import (
    ChangeForm,
    EndForm,
    OfficeForm,
    field_form,
    tie_form,
    untie_form,
)

TIES = (What.RELATE, What.UNRELATE)


@dataclass(frozen=True)
class Asked:
    """What was chosen so far: the thing to set, the way of a relation, the form."""

    name: str
    groups: Sequence[tuple[str, Sequence[tuple[str, str]]]]
    ways: Sequence[Way] = ()
    way: Way | None = None
    form: Any = None


def asked(layer: Layer, keys: Sequence[int]) -> Asked:
    """Return what the address chose for a selection, with the form that it needs."""
    name = request.args.get("hal", "")
    groups = _groups(layer, keys)
    if name not in {each for _, several in groups for each, _ in several}:
        return Asked("", groups)
    if name != What.RELATE.name:
        return Asked(name, groups, form=form_of(layer, name, keys))
    possible = [each for each in ways(layer) if each.layers]
    way = _way(layer)
    form = form_of(layer, name, keys) if way else None
    return Asked(name, groups, possible, way, form)


def form_of(layer: Layer, name: str, keys: Sequence[int]) -> ChangeForm | None:
    """Return the form that asks what becomes of a thing; None where there is none."""
    if name == What.OFFICE.name:
        form = OfficeForm()
        first = SelectChoice(0, "Pilih …")
        form.value.choices = [first, *(_office(*each) for each in heirs())]
        return form
    if name == What.RETIRE.name:
        return EndForm()
    if name == What.UNRELATE.name:
        held = selecting.held(db.session, g.viewer, keys)
        return untie_form(held, len(keys))
    if name == What.RELATE.name:
        return _tie_form(layer)
    fields = (*_fields(layer), *selecting.living(layer))
    found = next((each for each in fields if each.name == name), None)
    return field_form(found) if found else None


def ended(layer: Layer, name: str) -> str:
    """Return what people call a field that is asked no more; empty for any other."""
    ever = fields_ever(db.session, filters.government(), layer)
    found = ever.get(name)
    return found.label if found and found.custom else ""


def heirs() -> list[tuple[Organisation, int]]:
    """Return the offices to which the viewer may give what the selection holds.

    Others are asked by a handover, from the page of an element.
    """
    root = filters.government()
    return [
        (office, depth)
        for office, depth in offices(root)
        if depth and may(g.viewer, Permission.EDIT, Place(root, office.id))
    ]


def _groups(
    layer: Layer, keys: Sequence[int]
) -> list[tuple[str, list[tuple[str, str]]]]:
    kinds = selecting.kinds_of(db.session, g.viewer, layer, keys)
    fields = _fields(layer)
    if kinds:
        asked_for = {each.name for kind in kinds for each in asked_of(fields, kind)}
        fields = [each for each in fields if each.name in asked_for]
    ending = [What.RELATE, What.UNRELATE, What.RETIRE]
    if len(heirs()) > 1:
        ending.insert(0, What.OFFICE)
    parts = [
        ("Isian", _named(each for each in fields if not each.custom)),
        ("Isian tambahan", _named(each for each in fields if each.custom)),
        ("Keadaan", _named(selecting.living(layer))),
        ("Pemilik, relasi, dan akhir", [(each.name, each.value) for each in ending]),
    ]
    return [(title, several) for title, several in parts if several]


def _fields(layer: Layer) -> Sequence[Field]:
    return selecting.settable(db.session, filters.government(), layer)


def _named(fields: Iterable[Field]) -> list[tuple[str, str]]:
    return [(each.name, each.label) for each in fields]


def _office(office: Organisation, depth: int) -> SelectChoice:
    return SelectChoice(office.id, f"{'– ' * (depth - 1)}{office.name}")


def _way(layer: Layer) -> Way | None:
    chosen = request.args.get("arah", "")
    return next((each for each in ways(layer) if each.code == chosen), None)


def _tie_form(layer: Layer) -> ChangeForm | None:
    """Return the form of a relation once its way was chosen."""
    way = _way(layer)
    if way is None:
        return None
    root = filters.government()
    found = elements.choices(
        db.session, g.viewer, root, way.layers, queries.words("tuju")
    )
    fields = elements.relation_fields(db.session, root, way.verb)
    return tie_form(fields, way.code, found)
