"""What was found at the last submission, as it reads today."""

from collections.abc import Collection, Mapping
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import judging, rulebook, succession
from architecture.checking.endings import endings
from architecture.checking.known import known_application, known_where
from architecture.conflicts import Ending, Finding, Known, SubjectType, judged
from architecture.conflicts.ending import sentence as ending_told
from architecture.conflicts.similar import subject as subject_of
from architecture.layers import Status
from architecture.model import Application, Registration
from architecture.similar import registration_key, registration_profile

_APPLICATION = SubjectType.APPLICATION.value
_SAME_WORK = frozenset({"duplicate", "overlap", "planned_already"})


def submitted(session: Session, registration: Registration) -> list[Finding]:
    """Return what was found at the last submission.

    Of what was merged or decided to end meanwhile, a finding speaks of what stands for
    it now.
    """
    found = [Finding.from_json(each) for each in registration.findings]
    found = _of_survivors(session, registration.government_id, found)
    return _of_those_that_stay(session, registration.government_id, found)


def kept(session: Session, registration: Registration) -> list[Finding]:
    """Return what was found at the last submission, with what people judged since."""
    found = submitted(session, registration)
    subjects = {index_key(each): each.subject for each in found}
    keys = {key: judged.thing(about) for key, about in subjects.items() if key}
    said = judging.told_about(
        session,
        registration.government_id,
        registration_profile(registration),
        keys,
    )
    if not said:
        return found
    table = rulebook.kinds_of(session, registration.government_id)
    about = {keys[key]: each for key, each in said.items()}
    return list(judged.heed(found, about, registration.kind.name, table))


def offered(session: Session, keys: Collection[int]) -> set[int]:
    """Return which of these applications may still be offered for reuse.

    What is retired or was merged is not, nor what is being stopped.
    """
    query = select(Application.id).where(
        Application.id.in_(sorted(keys)),
        Application.status.not_in([Status.RETIRED, Status.PHASING_OUT]),
        Application.merged_into_id.is_(None),
    )
    left = set(session.scalars(query)) if keys else set()
    return left - set(succession.ended(session, left))


def _of_survivors(
    session: Session, government: int, found: list[Finding]
) -> list[Finding]:
    """Let findings about what was merged speak of what stands for it.

    The key stays, so answers and reasons stay attached.
    """
    keys = {number for kind, number in map(_thing, found) if kind == _APPLICATION}
    if not keys:
        return found
    merged = dict(
        session.execute(
            select(Application.id, Application.merged_into_id).where(
                Application.id.in_(keys), Application.merged_into_id.is_not(None)
            )
        ).all()
    )
    if not merged:
        return found
    rows = session.execute(known_where(Application.id.in_(set(merged.values()))))
    there = {row.id: known_application(row, government) for row in rows}
    return [
        _survived(each, there.get(merged.get(each.subject.id, 0))) for each in found
    ]


def _of_those_that_stay(
    session: Session, government: int, found: list[Finding]
) -> list[Finding]:
    """Let findings about the same work speak of what stays; their keys stay too."""
    keys = {number for kind, number in map(_thing, found) if kind == _APPLICATION}
    ended = succession.ended(session, keys)
    if not ended:
        return found
    rows = session.execute(known_where(Application.id.in_(sorted(ended))))
    was = {row.id: known_application(row, government) for row in rows}
    said = endings(session, was.values(), government)
    return [_led(each, was.get(each.subject.id), said) for each in found]


def _led(each: Finding, was: Known | None, said: Mapping[int, Ending]) -> Finding:
    if was is None or each.kind not in _SAME_WORK or _thing(each)[0] != _APPLICATION:
        return each
    ending = said[was.key]
    told = ending_told(replace(was, ending=ending))
    about = subject_of(ending.instead) if ending.instead else each.subject
    return replace(each, subject=about, reasons=(told, *each.reasons))


def _survived(each: Finding, known: Known | None) -> Finding:
    if known is None or _thing(each)[0] != _APPLICATION:
        return each
    was = each.subject
    told = f"Semula tentang {was.code} {was.name}, yang digabung ke {known.title}."
    return replace(each, subject=subject_of(known), reasons=(told, *each.reasons))


def _thing(each: Finding) -> judged.Thing:
    return judged.thing(each.subject)


def index_key(found: Finding) -> int:
    """Return the key in the index of what a finding is about, 0 if it has none."""
    kind, number = judged.thing(found.subject)
    if kind == SubjectType.REGISTRATION.value:
        return registration_key(number)
    return number if kind == SubjectType.APPLICATION.value else 0
