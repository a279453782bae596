"""What pages and downloads show of an application: fields by class, notes in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from architecture.elements.fields import value_of as value_of_own
from architecture.inventory import details_of, shown
from architecture.inventory.details import BY_NAME
from architecture.layers import (
    APPLICATION_FIELDS,
    Field,
    FieldKind,
)
from architecture.model import Application
from architecture.reference import national
from architecture.reference.calendar import tanggal
from architecture.scope import Viewer, readable_fields
from eaportal import formats
from eaportal.elements.showing import Shown

UNKNOWN = "Belum diketahui"
COUNTED = frozenset({FieldKind.MONEY, FieldKind.DATE, FieldKind.YEAR})
"""Kinds that a spreadsheet can add up, sort and compare."""

SECTIONS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "Apa yang dikerjakan",
        ("description", "function", "output", "services", "processes", "users"),
    ),
    (
        "Data",
        (
            "data_used",
            "data_produced",
            "personal_data",
            "privacy_basis",
            "retention",
            "security_controls",
            "reference_codes",
        ),
    ),
    (
        "Bentuk dan teknologi",
        (
            "platforms",
            "url",
            "licence",
            "languages",
            "framework",
            "database_system",
            "hosting",
            "depends_on",
            "year_started",
        ),
    ),
    (
        "Pembangunan dan biaya",
        (
            "build_method",
            "built_by",
            "operating_unit",
            "technical_manager",
            "vendor",
            "contract_ends_on",
            "cost_build",
            "cost_yearly",
            "source_of_funds",
            "programme",
            "planned_start",
            "planned_live",
        ),
    ),
    ("Catatan", ("notes",)),
)
"""How the fields of an application are grouped on its page."""

_SURENESS = {"high": "tinggi", "medium": "sedang", "low": "rendah"}


def sections(
    application: Application, readable: frozenset[str], own: Sequence[Field] = ()
) -> list[tuple[str, list[Shown]]]:
    """Return the readable fields by section; sections without any are left out.

    `own` are the fields that the government added, as far as one may read them.
    """
    values = details_of(application)
    added = [_shown(field, value_of_own(application, field)) for field in own]
    found = [("Isian tambahan", added)] if added else []
    for title, names in SECTIONS:
        rows = [
            _shown(BY_NAME[name], values[name]) for name in names if name in readable
        ]
        if title == "Catatan":
            rows = [row for row in rows if row.known]
        if rows:
            found.insert(len(found) - bool(added), (title, rows))
    return found


def last_checked(stated: Mapping[str, Any]) -> str:
    """Return when a national application was compared, and how sure that makes it.

    >>> last_checked({"confidence": "high", "last_checked": "2020-01-31"})
    '31 Januari 2020 · keyakinan sedang, diturunkan karena lama tidak dicocokkan'
    >>> last_checked({})
    'Belum pernah'
    """
    checked, told = national.checked_on(stated), stated.get("confidence", "")
    when = tanggal(checked) if checked else "Belum pernah"
    if told not in _SURENESS:
        return when
    now = national.trusted(told, checked, formats.today())
    why = "" if now == told else ", diturunkan karena lama tidak dicocokkan"
    return f"{when} · keyakinan {_SURENESS[now]}{why}"


def columns() -> list[tuple[str, str]]:
    """Return name and heading of each column of the download."""
    first = [("code", "Kode"), ("organisation", "Perangkat daerah")]
    last = [("status", "Status"), ("sharing", "Berbagi pakai")]
    fields = [(field.name, field.label) for field in APPLICATION_FIELDS]
    return [*first, *fields, *last]


def rows(
    applications: Iterable[Application], viewer: Viewer
) -> Iterator[dict[str, Any]]:
    """Yield what the viewer may read of each application, by the names of `columns`.

    `office` and `government` beside them tell organisations of one name apart.
    """
    for each in applications:
        readable = readable_fields(viewer, each)
        own = each.government_id in viewer.governments
        values = {
            field.name: _cell(field, getattr(each, field.name))
            for field in APPLICATION_FIELDS
            if field.name in readable
        }
        yield values | {
            "code": each.code,
            "office": each.organisation_id,
            "organisation": each.organisation.name,
            "government": each.government.name,
            "status": each.status.value,
            "sharing": each.sharing.value if own else "",
        }


def _cell(field: Field, value: Any) -> Any:
    """Return what a cell holds: amounts, days and years are such, the rest words."""
    return value if field.kind in COUNTED else shown(field, value)


def _shown(field: Field, value: Any) -> Shown:
    text = shown(field, value)
    known = text not in {"", UNKNOWN}
    return Shown(field.name, field.label, text if known else UNKNOWN, known, field.kind)
