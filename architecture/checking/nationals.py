"""The national applications, as the rules take them."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from architecture import scope
from architecture.conflicts import National
from architecture.model import Application, Organisation
from architecture.reference.national import checked_on


def nationals(session: Session) -> tuple[National, ...]:
    """Return all national applications; by columns, for it is asked while typing."""
    query = (
        select(
            Application.code,
            Application.name,
            Application.acronym,
            Application.id,
            Organisation.name.label("owner"),
            Application.function,
            Application.national,
            Application.status,
            Application.planned_live,
            Application.url,
        )
        .join(Organisation, Organisation.id == Application.organisation_id)
        .where(Application.government_id.in_(scope.national_roots()))
        .order_by(Application.code)
    )
    return tuple(_national(row) for row in session.execute(query))


def _national(row: Row[Any]) -> National:
    listed = row.national
    return National(
        code=row.code,
        name=row.acronym or row.name,
        key=row.id,
        owner=row.owner,
        function=row.function,
        mandatory=listed.get("mandatory", "NO"),
        is_umum=bool(listed.get("is_umum", False)),
        aliases=(row.name, *listed.get("aliases", ())),
        predecessors=tuple(listed.get("predecessors", ())),
        basis=listed.get("basis", ""),
        confidence=listed.get("confidence", "low"),
        since=listed.get("mandatory_since"),
        for_whom=listed.get("for_whom", ""),
        levels=tuple(listed.get("levels", ())),
        source=listed.get("source", ""),
        last_checked=checked_on(listed),
        status=row.status,
        planned_live=row.planned_live,
        url=row.url,
    )
