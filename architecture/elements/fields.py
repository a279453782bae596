"""Which fields an element of a layer has in a government.

Those of the layer as `layers` declares them, with the words that the government
offers, and behind them its own.  They are read once a session.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture.elements.values import as_json, from_json, shown
from architecture.layers import (
    FIELDS,
    RELATION_FIELDS,
    Field,
    FieldKind,
    Layer,
    Verb,
)
from architecture.model import CustomField, Element, ListedWord

_REMEMBERED = "fields by government"
_WORDED = frozenset({FieldKind.WORD, FieldKind.WORDS})


def fields_of(session: Session, government: int, layer: Layer) -> tuple[Field, ...]:
    """Return the fields of a layer in a government, in the order people meet them."""
    found: dict[Layer, tuple[Field, ...]] = _remembered(session, government)
    if layer not in found:
        own = _own(session, government, layer)
        found[layer] = (*_worded(session, government, FIELDS[layer]), *own)
    return found[layer]


def fields_ever(session: Session, government: int, layer: Layer) -> Mapping[str, Field]:
    """Return name → field of a layer, with the government's own, ended ones too.

    What words are on offer today is not asked: the history tells what was stated.
    """
    query = select(CustomField).where(
        CustomField.government_id == government, CustomField.layer == layer
    )
    own = {row.name: field_from(row) for row in session.scalars(query)}
    return own | {each.name: each for each in FIELDS[layer]}


def own_fields(session: Session, government: int, layer: Layer) -> tuple[Field, ...]:
    """Return only those fields that the government added itself."""
    several = fields_of(session, government, layer)
    return tuple(each for each in several if each.custom)


def relation_fields(session: Session, government: int, verb: Verb) -> tuple[Field, ...]:
    """Return what is said of a relation of that verb, with the words on offer."""
    return _worded(session, government, RELATION_FIELDS[verb])


def words_of(session: Session, government: int) -> Mapping[str, tuple[str, ...]]:
    """Return list → words on offer; what the government changed stands before."""
    found = _remembered(session, government)
    if "words" not in found:
        found["words"] = _offered(session, government)
    words: Mapping[str, tuple[str, ...]] = found["words"]
    return words


def forget(session: Session) -> None:
    """Read the fields anew; whoever changes fields or words calls it."""
    session.info.pop(_REMEMBERED, None)


def value_of(element: Element, field: Field) -> Any:
    """Return what is stated in a field of an element, a government's own too."""
    if field.custom:
        return from_json(field, element.custom.get(field.name))
    return getattr(element, field.name)


def stated_of(element: Element, fields: Sequence[Field]) -> dict[str, Any]:
    """Return what is stated in these fields, field name → value."""
    return {field.name: value_of(element, field) for field in fields}


def set_values(element: Element, values: Mapping[str, Any]) -> None:
    """Set columns and own fields alike, the latter as JSON keeps them."""
    own = {name: value for name, value in values.items() if is_custom(name)}
    for name, value in values.items():
        if name not in own:
            setattr(element, name, value)
    if own:
        kept = element.custom | {name: as_json(value) for name, value in own.items()}
        element.custom = {
            name: value for name, value in kept.items() if value not in (None, "", [])
        }


def is_custom(name: str) -> bool:
    """Tell by its name whether a field is a government's own.

    >>> is_custom("x_luas_gedung"), is_custom("name")
    (True, False)
    """
    return name.startswith("x_")


def asked_of(fields: Sequence[Field], kind: StrEnum | None) -> list[Field]:
    """Return the fields that an object of that kind has."""
    return [field for field in fields if field.is_of(kind)]


def kind_of(element: Element) -> StrEnum | None:
    """Return the kind of object that an element of its layer is, if it has any."""
    kind = getattr(element, "kind", None)
    return kind if isinstance(kind, StrEnum) else None


def kept_words(fields: Sequence[Field], element: Element) -> list[Field]:
    """Return the fields with what is stated now among the words, offered or not."""
    return [
        replace(field, options=_with(field.options, value_of(element, field)))
        if field.kind in _WORDED and field.options
        else field
        for field in fields
    ]


def told(fields: Sequence[Field], element: Element) -> dict[str, str]:
    """Return what is stated, as people read it."""
    return {field.name: shown(field, value_of(element, field)) for field in fields}


def _with(options: tuple[str, ...], stated: Any) -> tuple[str, ...]:
    several = stated if isinstance(stated, list) else [stated]
    return options + tuple(each for each in several if each and each not in options)


def _remembered(session: Session, government: int) -> dict[Any, Any]:
    by_government = session.info.setdefault(_REMEMBERED, {})
    found: dict[Any, Any] = by_government.setdefault(government, {})
    return found


def _worded(
    session: Session, government: int, fields: Sequence[Field]
) -> tuple[Field, ...]:
    words = words_of(session, government)
    return tuple(
        replace(field, options=words.get(field.words, ())) if field.words else field
        for field in fields
    )


def _offered(session: Session, government: int) -> dict[str, tuple[str, ...]]:
    query = (
        select(ListedWord)
        .where(
            or_(
                ListedWord.government_id.is_(None),
                ListedWord.government_id == government,
            )
        )
        .order_by(ListedWord.list, ListedWord.position, ListedWord.id)
    )
    rows = session.scalars(query).all()
    own = {(row.list, row.word): row.offered for row in rows if row.government_id}
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        if own.get((row.list, row.word), row.offered):
            found.setdefault(row.list, {})[row.word] = None
    return {name: tuple(words) for name, words in found.items()}


def _own(session: Session, government: int, layer: Layer) -> list[Field]:
    query = (
        select(CustomField)
        .where(
            CustomField.government_id == government,
            CustomField.layer == layer,
            CustomField.ended_on.is_(None),
        )
        .order_by(CustomField.position, CustomField.id)
    )
    return [field_from(row) for row in session.scalars(query)]


def field_from(row: CustomField) -> Field:
    """Return a government's own field as all fields are described."""
    return Field(
        name=row.name,
        label=row.label,
        kind=row.kind,
        cls=row.cls,
        options=tuple(row.choices),
        required=row.required,
        help=row.help,
        maximum=4000 if row.kind is FieldKind.TEXT else 300,
        custom=True,
    )
