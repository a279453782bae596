"""What can be stated about an application: one mapping, field name → value.

The same mapping is what a form fills in, what a registration keeps as JSON (there the
values are texts and lists as `plain` writes them), and what the table stores.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from architecture.inventory.values import Wrong, member, nothing, read
from architecture.layers import APPLICATION_FIELDS, Field, FieldKind
from architecture.model import Application
from architecture.reference.calendar import tanggal

BY_NAME: Mapping[str, Field] = {field.name: field for field in APPLICATION_FIELDS}


def blank() -> dict[str, Any]:
    """Return what an application has of which nothing was stated."""
    return {field.name: nothing(field) for field in APPLICATION_FIELDS}


def parsed(raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values of what was stated, and what is wrong with it, by field.

    Unknown names are left out.  A value that is wrong is missing from the result.
    """
    values: dict[str, Any] = {}
    wrong: dict[str, list[str]] = {}
    for name, field in BY_NAME.items():
        if name not in raw:
            continue
        try:
            values[name] = read(field, raw[name])
        except Wrong as error:
            wrong[name] = [str(error)]
    return values, wrong


def problems(raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what is wrong with what was stated, by field."""
    return parsed(raw)[1]


def details_of(application: Application) -> dict[str, Any]:
    """Return what is stated about an application, field name → value."""
    return {name: getattr(application, name) for name in BY_NAME}


def plain(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON keeps them; `parsed` reads them back."""
    return {name: _as_json(value) for name, value in values.items()}


def search_text(values: Mapping[str, Any]) -> str:
    """Return what a search looks into, in lower case."""
    names = ("name", "acronym", "description", "function", "url")
    return " ".join(str(values.get(name) or "") for name in names).casefold()[:4000]


def shown(field: Field, value: Any) -> str:
    """Return a value as people read it; an unknown one as an empty text.

    >>> shown(BY_NAME["cost_yearly"], Decimal("1500000"))
    'Rp 1.500.000'
    """
    if value is None or value in ("", []):
        return ""
    writers: Mapping[FieldKind, Callable[[], str]] = {
        FieldKind.MONEY: lambda: f"Rp {Decimal(value):,.0f}".replace(",", "."),
        FieldKind.DATE: lambda: tanggal(value),
        FieldKind.CHOICE: lambda: member(field, value).value,
        FieldKind.CHOICES: lambda: ", ".join(member(field, v).value for v in value),
        FieldKind.CODES: lambda: ", ".join(value),
    }
    return writers.get(field.kind, lambda: str(value))()


def _as_json(value: Any) -> Any:
    match value:
        case StrEnum():
            return value.name
        case date():
            return value.isoformat()
        case Decimal():
            return format(value, "f")
        case _:
            return value
