"""What a decision ends, as lines that are proposed for the peta rencana."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from architecture import planning
from architecture.errors import WrongState
from architecture.locking import lock_government
from architecture.model import Case, CaseMember, CaseState, Fate, PlanLineState


def ending(case: Case) -> Sequence[CaseMember]:
    """Return what is stopped or joined by a day: what a plan can carry."""
    return [
        each
        for each in case.members
        if each.fate in {Fate.JOIN, Fate.STOP} and each.until
    ]


def unplanned(case: Case) -> Sequence[CaseMember]:
    """Return what ends and is not proposed yet, or was taken back."""
    return [
        each
        for each in ending(case)
        if each.plan_line is None or each.plan_line.state is PlanLineState.POSTPONED
    ]


def propose_lines(session: Session, case: Case) -> int:
    """Propose what ends in the draft of the peta rencana, each once; return how many.

    Raises `WrongState` where no draft is open, or nothing was decided.
    """
    lock_government(session, case.government_id)
    if case.state not in {CaseState.DECIDED, CaseState.DONE}:
        raise WrongState("Kasus ini belum diputuskan.")
    plan = planning.draft(session, case.government_id)
    if plan is None:
        raise WrongState("Belum ada rancangan peta rencana; mulai dahulu reviunya.")
    wanted = unplanned(case)
    for each in wanted:
        if each.plan_line is not None:
            planning.propose_again(session, plan, each.plan_line)
            continue
        line = planning.propose_end(
            session, plan, each.application, ending=_ending(case, each)
        )
        each.plan_line = line
    session.flush()
    return len(wanted)


def take_lines_back(session: Session, case: Case) -> int:
    """Take back what still waits for the plan; return how many.

    What its planner took into the draft already stays there.
    """
    lock_government(session, case.government_id)
    taken = 0
    for each in case.members:
        line = each.plan_line
        if line is not None and line.state is PlanLineState.PROPOSED:
            planning.put_off(session, line)
            taken += 1
    return taken


def _ending(case: Case, member: CaseMember) -> planning.Ending:
    if member.until is None:
        raise WrongState("Belum ada tanggalnya.")
    name = member.application.name
    source = f"Keputusan konsolidasi “{case.title}”, surat nomor {case.letter_number}"
    if member.fate is Fate.JOIN and member.into is not None:
        return planning.Ending(
            name=f"Penggabungan {name} ke {member.into.name}",
            until=member.until,
            target="Aplikasi digabungkan",
            source=source,
        )
    return planning.Ending(
        name=f"Penghentian {name}",
        until=member.until,
        target="Aplikasi dihentikan",
        source=source,
    )
