"""What can be stated about an application: one mapping, field name → value.

The same mapping is what a form fills in, what a registration keeps as JSON (there the
values are texts and lists as `plain` writes them), and what the table stores.
"""

from collections.abc import Mapping
from typing import Any

from architecture import elements
from architecture.elements import values
from architecture.elements.values import as_json, nothing, shown
from architecture.layers import APPLICATION_FIELDS, Field, Layer
from architecture.model import Application

__all__ = [
    "BY_NAME",
    "blank",
    "details_of",
    "parsed",
    "plain",
    "problems",
    "search_text",
    "shown",
]

BY_NAME: Mapping[str, Field] = {field.name: field for field in APPLICATION_FIELDS}


def blank() -> dict[str, Any]:
    """Return what an application has of which nothing was stated."""
    return {field.name: nothing(field) for field in APPLICATION_FIELDS}


def parsed(raw: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, list[str]]]:
    """Return the values of what was stated, and what is wrong with it, by field."""
    return values.parsed(APPLICATION_FIELDS, raw)


def problems(raw: Mapping[str, Any]) -> dict[str, list[str]]:
    """Return what is wrong with what was stated, by field."""
    return parsed(raw)[1]


def details_of(application: Application) -> dict[str, Any]:
    """Return what is stated about an application, field name → value."""
    return {name: getattr(application, name) for name in BY_NAME}


def plain(stated: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as JSON keeps them; `parsed` reads them back."""
    return {name: as_json(value) for name, value in stated.items()}


def search_text(stated: Mapping[str, Any]) -> str:
    """Return what a search for applications looks into, in lower case."""
    return elements.search_text(Layer.APPLICATION, APPLICATION_FIELDS, stated)
