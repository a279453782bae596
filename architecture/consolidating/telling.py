"""Cases as they are told where one of their applications is shown."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from architecture.letters import decided
from architecture.model import Application, Case, CaseMember, CaseState, Fate
from architecture.scope import READS_MONEY, Viewer

RUNNING = frozenset({CaseState.OPEN, CaseState.DECIDED})


@dataclass(frozen=True, slots=True)
class Told:
    """A case in short: `word` is what was decided, or why it was given up."""

    key: int
    title: str
    state: CaseState
    at: datetime
    word: str
    fates: dict[int, str]

    @property
    def runs(self) -> bool:
        """Tell whether it is talked about or followed up now."""
        return self.state in RUNNING


def sees(viewer: Viewer, case: Case) -> bool:
    """Tell whether somebody sees the whole government, or works in an office of it."""
    if viewer.holds(READS_MONEY, government=case.government_id):
        return True
    offices = {each.application.organisation_id for each in case.members}
    return any(viewer.works_in(office) for office in offices)


def told_of(session: Session, viewer: Viewer, keys: Collection[int]) -> list[Told]:
    """Return the cases about some of these applications that the viewer may see.

    The running ones come first, then the newest.
    """
    if not keys:
        return []
    about = select(CaseMember.case_id).where(
        CaseMember.application_id.in_(sorted(keys))
    )
    query = (
        select(Case)
        .where(Case.id.in_(about), Case.government_id.in_(sorted(viewer.governments)))
        .options(
            selectinload(Case.members).options(
                joinedload(CaseMember.application).load_only(
                    Application.name, Application.organisation_id
                ),
                joinedload(CaseMember.into).load_only(Application.name),
            )
        )
        .order_by(Case.id.desc())
    )
    seen = [_told(each) for each in session.scalars(query) if sees(viewer, each)]
    return sorted(seen, key=lambda each: not each.runs)


def of_group(told: Iterable[Told], members: Collection[int]) -> Sequence[Told]:
    """Return the cases about two and more of these applications."""
    return [each for each in told if len(each.fates.keys() & set(members)) > 1]


def running(told: Iterable[Told], members: Collection[int]) -> Told | None:
    """Return the case that keeps a new one from being opened about these."""
    return next(
        (e for e in told if e.runs and not e.fates.keys().isdisjoint(members)), None
    )


def _told(case: Case) -> Told:
    dropped = case.state is CaseState.DROPPED
    return Told(
        key=case.id,
        title=case.title,
        state=case.state,
        at=case.ended_at or case.decided_at or case.opened_at,
        word=case.ended_reason if dropped else _word(case),
        fates={each.application_id: _fate(case, each) for each in case.members},
    )


def _fate(case: Case, member: CaseMember) -> str:
    return decided(member) if case.decided_at else ""


def _word(case: Case) -> str:
    """Return what was decided of all in a sentence, empty before that."""
    if case.decided_at is None:
        return ""
    names = {
        fate: [m.application.name for m in case.members if m.fate is fate]
        for fate in Fate
    }
    said = (f"{fate.value.lower()}: {', '.join(names[fate])}" for fate in Fate)
    return "; ".join(each for each in said if not each.endswith(": "))
