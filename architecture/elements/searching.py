"""What a search looks into: the texts of an element that its government may read."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from architecture.elements.values import shown
from architecture.layers import Field, FieldClass, FieldKind, Layer

_APPLICATION = ("name", "acronym", "description", "function", "url")
"""What other governments may be shown of an application; no more is looked into."""

_TEXTS = frozenset(
    {FieldKind.LINE, FieldKind.TEXT, FieldKind.WORD, FieldKind.WORDS, FieldKind.CODES}
)
LONGEST = 4000


def search_text(
    layer: Layer, fields: Sequence[Field], values: Mapping[str, Any]
) -> str:
    """Return what a search looks into, in lower case; restricted fields stay out."""
    if layer is Layer.APPLICATION:
        texts = [str(values.get(name) or "") for name in _APPLICATION]
        return " ".join(texts).casefold()[:LONGEST]
    told = [_told(field, values.get(field.name)) for field in fields if _open(field)]
    return " ".join(text for text in told if text).casefold()[:LONGEST]


def _open(field: Field) -> bool:
    if field.cls is FieldClass.RESTRICTED:
        return False
    return field.kind in _TEXTS or field.name == "kind"


def _told(field: Field, value: Any) -> str:
    if isinstance(value, StrEnum):
        return "" if value.name == "UNKNOWN" else str(value.value)
    return shown(field, value)
