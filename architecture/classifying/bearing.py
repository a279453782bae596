"""What bears codes: elements, what is planned for them, and registrations under way."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from architecture.model import (
    CodeQuestion,
    Element,
    PlannedChange,
    PlannedState,
    Registration,
    State,
)

FIELD = "reference_codes"
UNDER_WAY = (State.DRAFT, State.RETURNED, State.WAITING_FOR_HEAD, State.IN_REVIEW)
"""What was decided or withdrawn stays told as it was."""

WITH_OFFICE = frozenset({State.DRAFT, State.RETURNED})
"""Where the office writes: its own form tells it what to choose, nobody else does."""


class Kind(StrEnum):
    """What bears a code."""

    ELEMENT = "elemen"
    PLANNED = "rencana perubahan"
    REGISTRATION = "usulan"


Key = tuple[Kind, int, str]
"""A code on something that bears it."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Something with codes; `asks` is False where its office is told and not asked."""

    kind: Kind
    key: int
    codes: Sequence[str]
    asks: bool = True


def bearers(session: Session) -> Mapping[int, Sequence[Bearer]]:
    """Return all that bears codes, by government, in as many queries as kinds."""
    found: dict[int, list[Bearer]] = defaultdict(list)
    for government, bearer in (
        *_elements(session),
        *_planned(session),
        *_registrations(session),
    ):
        found[government].append(bearer)
    return found


def drafts(session: Session, government: int) -> list[Bearer]:
    """Return what is planned and what is registered in a government."""
    several = (*_planned(session), *_registrations(session))
    return [bearer for root, bearer in several if root == government]


def open_keys(session: Session) -> set[Key]:
    """Return what is still asked from an earlier release: no rule touches it."""
    query = select(
        CodeQuestion.element_id,
        CodeQuestion.planned_id,
        CodeQuestion.registration_id,
        PlannedChange.element_id,
        CodeQuestion.code,
    ).outerjoin(PlannedChange, PlannedChange.id == CodeQuestion.planned_id)
    found: set[Key] = set()
    query = query.where(CodeQuestion.answered_at.is_(None))
    for element, planned, registration, carried, code in session.execute(query):
        if element or carried:
            found.add((Kind.ELEMENT, element or carried, code))
        if planned:
            found.add((Kind.PLANNED, planned, code))
        if registration:
            found.add((Kind.REGISTRATION, registration, code))
    return found


def typed(raw: Any) -> list[str]:
    """Return the codes that a draft holds, typed as a text or kept as a list.

    >>> typed("rab.09.06; RAL.02"), typed(["RAB.01"]), typed(None)
    (['RAB.09.06', 'RAL.02'], ['RAB.01'], [])
    """
    several = re.split(r"[,;\s]+", raw) if isinstance(raw, str) else raw
    if not isinstance(several, list):
        return []
    codes = [str(each).strip().upper() for each in several if str(each).strip()]
    return list(dict.fromkeys(codes))


def _elements(session: Session) -> Iterator[tuple[int, Bearer]]:
    query = select(Element.government_id, Element.id, Element.reference_codes).where(
        cast(Element.reference_codes, Text) != "[]"
    )
    for government, key, codes in session.execute(query.order_by(Element.id)):
        yield government, Bearer(Kind.ELEMENT, key, codes)


def _planned(session: Session) -> Iterator[tuple[int, Bearer]]:
    query = select(
        PlannedChange.government_id, PlannedChange.id, PlannedChange.value
    ).where(
        PlannedChange.field == FIELD,
        PlannedChange.relation_id.is_(None),
        PlannedChange.state == PlannedState.PLANNED,
    )
    for government, key, value in session.execute(query.order_by(PlannedChange.id)):
        yield government, Bearer(Kind.PLANNED, key, typed(value))


def _registrations(session: Session) -> Iterator[tuple[int, Bearer]]:
    query = select(
        Registration.government_id,
        Registration.id,
        Registration.state,
        Registration.details,
    ).where(
        Registration.state.in_(UNDER_WAY),
        cast(Registration.details, Text).contains(f'"{FIELD}"'),
    )
    rows = session.execute(query.order_by(Registration.id))
    for government, key, state, details in rows:
        codes = typed(details.get(FIELD))
        asks = state not in WITH_OFFICE
        yield government, Bearer(Kind.REGISTRATION, key, codes, asks)
