"""What decisions say of applications that end: which, until when, and what stays."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, exists, func, select
from sqlalchemy.orm import Session, aliased

from architecture.model import Application, Case, CaseMember, CaseState, Fate

HOPS = 4
"""So often what stays may itself have ended or been merged since."""

STANDING = (CaseState.DECIDED, CaseState.DONE)
"""The states of a case whose decision holds."""


@dataclass(frozen=True, slots=True)
class Ended:
    """An application that a decision stops or joins to another; `into` is what stays.

    `into` is 0 for what was stopped and has nothing in its place.
    """

    fate: Fate
    into: int
    until: date | None
    letter: str


def some_decision(application: Any) -> ColumnElement[bool]:
    """Tell in a query whether any decision ends an application; the last may not."""
    return exists().where(
        CaseMember.application_id == application,
        CaseMember.fate.in_([Fate.JOIN, Fate.STOP]),
        CaseMember.case_id == Case.id,
        Case.state.in_(STANDING),
    )


def ended(session: Session, keys: Collection[int]) -> dict[int, Ended]:
    """Return which of these applications a decision ends, by id.

    The last decision about an application counts.  What stays is followed through
    later decisions and merged records; the number of queries has a bound.
    """
    found = _decided(session, keys)
    stays = {each.into for each in found.values()} - {0}
    final = _followed(session, stays)
    return {
        key: Ended(each.fate, final.get(each.into, 0), each.until, each.letter)
        for key, each in found.items()
    }


def _followed(session: Session, keys: Collection[int]) -> dict[int, int]:
    """Return for each what stands for it in the end; 0 where they lead in a circle."""
    final = {key: key for key in keys}
    for _ in range(HOPS):
        ends = set(final.values()) - {0}
        if not ends:
            break
        onward = {key: each.into for key, each in _decided(session, ends).items()}
        onward |= _merged(session, ends)
        if not onward:
            return final
        final = {key: onward.get(there, there) for key, there in final.items()}
    return dict.fromkeys(final, 0)


def _decided(session: Session, keys: Collection[int]) -> dict[int, Ended]:
    if not keys:
        return {}
    kept = aliased(CaseMember)
    stays = (
        select(func.min(kept.application_id))
        .where(kept.case_id == CaseMember.case_id, kept.fate == Fate.KEEP)
        .correlate(CaseMember)
        .scalar_subquery()
    )
    query = (
        select(
            CaseMember.application_id,
            CaseMember.fate,
            func.coalesce(CaseMember.into_id, stays, 0),
            CaseMember.until,
            func.coalesce(Case.letter_number, ""),
        )
        .join(CaseMember.case)
        .where(
            CaseMember.application_id.in_(sorted(keys)),
            CaseMember.fate.is_not(None),
            Case.state.in_(STANDING),
        )
        .order_by(Case.decided_at, Case.id)
    )
    last = {
        key: Ended(fate, into, until, letter)
        for key, fate, into, until, letter in session.execute(query)
        if fate is not None
    }
    return {key: each for key, each in last.items() if each.fate is not Fate.KEEP}


def _merged(session: Session, keys: Collection[int]) -> dict[int, int]:
    query = select(Application.id, Application.merged_into_id).where(
        Application.id.in_(sorted(keys)), Application.merged_into_id.is_not(None)
    )
    return {key: there or 0 for key, there in session.execute(query)}
