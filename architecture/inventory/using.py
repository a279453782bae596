"""Record many uses at once: which office uses which application, and what of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.model import Application, Organisation, Use, UseState

BEGUN = "Pemakaian dicatat"
CHANGED = "Pemakaian diubah"
ENDED = "Pemakaian diakhiri"

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class UseStated:
    """What is stated of a use: any of state, since and note."""

    application_id: int
    organisation_id: int
    values: Mapping[str, Any]


def record(
    session: Session, several: Sequence[UseStated], *, government: int
) -> tuple[int, int]:
    """Begin or change uses by offices of a government; return how many of each.

    Whether an office may come to use it was judged before.  The history keeps each
    with the application, as when a person says it on its page.
    """
    begun = changed = 0
    for start in range(0, len(several), _AT_ONCE):
        some = several[start : start + _AT_ONCE]
        there = _there(session, {each.application_id for each in some})
        applications = _by_id(session, Application, [e.application_id for e in some])
        offices = _by_id(session, Organisation, [e.organisation_id for e in some])
        for each in some:
            use = there.get((each.application_id, each.organisation_id))
            deed = BEGUN
            if use is None:
                use = Use(
                    application_id=each.application_id,
                    organisation_id=each.organisation_id,
                    state=UseState.IN_USE,
                    note="",
                )
                session.add(use)
                begun += 1
            else:
                deed = _deed(use, each.values)
                changed += 1
            for name, value in each.values.items():
                setattr(use, name, value)
            history.note(
                session,
                applications[each.application_id],
                deed,
                {
                    "organisation": (None, offices[each.organisation_id].code),
                    "note": (None, use.note),
                },
                government=government,
            )
        session.flush()
    return begun, changed


def _deed(use: Use, values: Mapping[str, Any]) -> str:
    state = values.get("state", use.state)
    if state is use.state:
        return CHANGED
    return ENDED if state is UseState.ENDED else BEGUN


def _there(session: Session, applications: Iterable[int]) -> dict[tuple[int, int], Use]:
    query = select(Use).where(Use.application_id.in_(sorted(applications)))
    return {
        (each.application_id, each.organisation_id): each
        for each in session.scalars(query)
    }


def _by_id(session: Session, table: Any, keys: Iterable[int]) -> dict[int, Any]:
    query = select(table).where(table.id.in_(sorted(set(keys))))
    return {each.id: each for each in session.scalars(query)}
