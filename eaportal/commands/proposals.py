"""Read a registration given as JSON into what the rules can judge."""

import json
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from architecture import organisations, planning
from architecture.checking import Wish
from architecture.conflicts.validation import details, validate_registration
from architecture.errors import Invalid
from architecture.exchange.inventories.known import Office
from architecture.exchange.inventories.offices import Offices
from architecture.inventory.changing import checked
from architecture.model import (
    Application,
    Organisation,
    PlanLine,
    RegistrationKind,
)

LARGEST = 2_000_000
"""Characters; no registration is as long."""


def document_of(text: str) -> dict[str, Any]:
    """Return the registration that a text holds.

    Raises `Invalid` with what is wrong, each with the name of its field.
    """
    if len(text) > LARGEST:
        raise Invalid("Masukan terlalu panjang untuk satu pendaftaran.")
    try:
        document = json.loads(text.removeprefix("\ufeff"))
    except (ValueError, RecursionError) as error:
        at = (
            f" (baris {error.lineno})"
            if isinstance(error, json.JSONDecodeError)
            else ""
        )
        raise Invalid(f"Masukan bukan JSON yang sah{at}.") from error
    problems = validate_registration(document)
    if problems:
        raise Invalid(" ".join(str(each) for each in problems[:10]))
    return dict(document)


def wish_of(session: Session, root: Organisation, document: dict[str, Any]) -> Wish:
    """Return a valid registration as what the rules judge.

    The office is the one that the document names, else the government itself.  Raises
    `Invalid` for an office, application, plan line or reference code that is unknown.
    """
    stated = details(document)
    checked(session, stated)
    documents = document.get("documents")
    return Wish(
        kind=RegistrationKind[document.get("kind") or "BUILD"],
        organisation=_office(session, root, document),
        details=stated,
        documents=None if documents is None else tuple(documents),
        replaces=_application(session, root, document.get("replaces_code") or ""),
        plan_line=_plan_line(session, root, document.get("plan_line") or ""),
        no_plan_reason=document.get("no_plan_reason") or "",
    )


def _office(
    session: Session, root: Organisation, document: dict[str, Any]
) -> Organisation:
    told = str(document.get("organisation") or document.get("opd") or "").strip()
    if not told:
        return root
    rows = {row.code: row for row in organisations.tree(session, root.id)}
    offices = Offices(
        _value(root), [_value(row) for row in rows.values() if row.id != root.id]
    )
    found = offices.find(told)
    if found.office:
        return rows[found.office.code]
    near = found.ambiguous or offices.nearest(told)
    hint = f" Mungkin maksudnya {' atau '.join(each.name for each in near[:3])}."
    raise Invalid(
        f"Perangkat daerah “{told}” tidak dikenal di {root.name}.{hint if near else ''}"
    )


def _value(row: Organisation) -> Office:
    return Office(
        code=row.code,
        name=row.name,
        short_names=(row.short_name,) if row.short_name else (),
        former_names=tuple(row.former_names),
    )


def _application(session: Session, root: Organisation, code: str) -> int:
    if not code:
        return 0
    query = select(Application.id).where(
        Application.government_id == root.id,
        func.upper(Application.code) == code.strip().upper(),
    )
    found = session.scalar(query)
    if found is None:
        raise Invalid(f"Tidak ada aplikasi dengan kode “{code}” di {root.name}.")
    return found


def _plan_line(session: Session, root: Organisation, code: str) -> PlanLine | None:
    if not code:
        return None
    plan = planning.current(session, root.id)
    lines = planning.lines(session, plan) if plan else []
    wanted = code.strip().upper()
    found = next((each for each in lines if each.code.upper() == wanted), None)
    if found is None:
        raise Invalid(f"Tidak ada baris peta rencana dengan kode “{code}”.")
    return found
