"""What a page shows of an element: its fields by what they are about."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import g

from architecture.elements.fields import asked_of, kind_of, value_of
from architecture.elements.values import from_json, shown
from architecture.layers import (
    INVERSE,
    RELATION_FIELDS,
    Field,
    FieldClass,
    FieldKind,
    Verb,
)
from architecture.model import Element, Relation
from architecture.scope import readable_classes

UNKNOWN = "Belum ditentukan"
_FIRST = ("description", "reference_codes")
_LAST = ("notes",)


@dataclass(frozen=True)
class Shown:
    """A field as a page shows it; `known` is whether anything was stated."""

    name: str
    label: str
    text: str
    known: bool
    kind: FieldKind


def sections(
    element: Element, fields: Sequence[Field], classes: frozenset[FieldClass]
) -> list[tuple[str, list[Shown]]]:
    """Return the readable fields of an element of its kind, in parts with titles."""
    asked = [
        field
        for field in asked_of(fields, kind_of(element))
        if field.cls in classes and field.name != "name"
    ]
    rows = {field.name: _shown(field, element) for field in asked}
    own = [rows[field.name] for field in asked if field.custom]
    notes = [rows[name] for name in _LAST if name in rows and rows[name].known]
    first = [rows[name] for name in _FIRST if name in rows]
    placed = {row.name for row in (*own, *first)} | set(_LAST)
    parts = [
        ("Uraian", first),
        ("Keterangan", [row for name, row in rows.items() if name not in placed]),
        ("Isian tambahan", own),
        ("Catatan", notes),
    ]
    return [(title, several) for title, several in parts if several]


def inverse(verb: Verb) -> str:
    """Return how a relation reads from its other end."""
    return INVERSE[verb]


def said(relation: Relation) -> list[tuple[str, str]]:
    """Return label and text of what is said of a relation, as far as one may read."""
    classes = readable_classes(g.viewer, relation.source)
    return [
        (field.label, shown(field, from_json(field, relation.attributes[field.name])))
        for field in RELATION_FIELDS[relation.verb]
        if field.cls in classes and relation.attributes.get(field.name)
    ]


def _shown(field: Field, element: Element) -> Shown:
    text = shown(field, value_of(element, field))
    known = text not in {"", UNKNOWN}
    return Shown(field.name, field.label, text if known else UNKNOWN, known, field.kind)
