"""Plans: begin one, set it by regulation, and review what was set."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Invalid, WrongState
from architecture.model import (
    Organisation,
    Plan,
    PlanLine,
    PlanLineState,
    PlanState,
    now,
)
from architecture.planning.lines import (
    LineDetails,
    add_line,
    check_open,
    details_of,
    lines,
    lines_to_come,
    wait_for,
)
from architecture.planning.sequence import follow
from architecture.reference.calendar import day_of

LONGEST = 200
MOST_YEARS = 10


@dataclass(frozen=True, kw_only=True)
class PlanDetails:
    """What is stated about a plan; its basis may not be known yet."""

    title: str
    from_year: int
    to_year: int
    regulation: str = ""
    set_on: date | None = None


def create_plan(
    session: Session,
    government: Organisation,
    details: PlanDetails,
    *,
    state: PlanState = PlanState.DRAFT,
) -> Plan:
    """Begin a plan, as a draft or as it was set by regulation.

    Raises `Invalid`, and `WrongState` where there is a draft already.
    """
    _check(details)
    if state is PlanState.SET:
        _check_basis(details)
    elif draft(session, government.id) is not None:
        raise WrongState("Masih ada rancangan peta rencana; lanjutkan yang itu.")
    plan = Plan(government_id=government.id, state=state, **asdict(details))
    session.add(plan)
    session.flush()
    values = {key: (None, value) for key, value in asdict(details).items() if value}
    history.note(session, plan, "Peta rencana dibuat", values, government=government.id)
    return plan


def revise_plan(session: Session, plan: Plan, details: PlanDetails) -> None:
    """Replace what is stated about a draft.  Raises `WrongState`, `Invalid`."""
    check_open(plan)
    _check(details)
    history.change(
        session,
        plan,
        asdict(details),
        deed="Peta rencana diubah",
        government=plan.government_id,
    )


def set_plan(
    session: Session, plan: Plan, regulation: str, set_on: date | None
) -> None:
    """Note that a regulation set a draft: its lines are approved from now on.

    What it replaces hands over what waits for the next review.  Raises `WrongState` for
    what is no draft, `Invalid` without number and day.
    """
    check_open(plan)
    details = PlanDetails(
        title=plan.title,
        from_year=plan.from_year,
        to_year=plan.to_year,
        regulation=regulation.strip(),
        set_on=set_on,
    )
    _check_basis(details)
    before = current(session, plan.government_id)
    stated = {"state": PlanState.SET, "regulation": details.regulation}
    history.change(
        session,
        plan,
        stated | {"set_on": set_on},
        deed="Peta rencana ditetapkan",
        government=plan.government_id,
    )
    for line in lines(session, plan):
        if line.state is PlanLineState.DRAFTED:
            _change(session, line, "Inisiatif ditetapkan", state=PlanLineState.APPROVED)
    if before is not None and before is not plan and _overlap(before, plan):
        _replace(session, before, plan)
    session.flush()


def begin_review(session: Session, plan: Plan) -> Plan:
    """Begin the review of a plan that was set: a draft with its lines, to be revised.

    The plan stays in force until the draft is set.  Raises `WrongState`.
    """
    if plan.state is not PlanState.SET:
        raise WrongState("Hanya peta rencana yang ditetapkan dapat direviu.")
    government = session.get_one(Organisation, plan.government_id)
    details = PlanDetails(
        title=plan.title, from_year=plan.from_year, to_year=plan.to_year
    )
    made = create_plan(session, government, details)
    copied = [
        line
        for line in lines(session, plan, along=True)
        if line.state is not PlanLineState.PROPOSED
    ]
    known = {line.code for line in copied}
    stated = [
        replace(said, needs=tuple(code for code in said.needs if code in known))
        for said in map(details_of, copied)
    ]
    added = [
        _copy(session, made, line, said)
        for line, said in zip(copied, stated, strict=True)
    ]
    for line, said in zip(added, stated, strict=True):
        wait_for(session, line, said.needs)
    return made


def _copy(
    session: Session, plan: Plan, line: PlanLine, details: LineDetails
) -> PlanLine:
    """Copy a line into a draft; what it waits for may not be there yet."""
    approved = line.state is PlanLineState.APPROVED
    return add_line(
        session,
        plan,
        replace(details, needs=()),
        organisation=line.organisation,
        state=PlanLineState.DRAFTED if approved else line.state,
        element=line.element,
    )


def find(session: Session, government: int, key: int) -> Plan | None:
    """Return a plan of a government."""
    return session.scalar(
        select(Plan).where(Plan.id == key, Plan.government_id == government)
    )


def current(session: Session, government: int) -> Plan | None:
    """Return the plan in force: the latest that was set, else the latest draft."""
    query = (
        select(Plan)
        .where(
            Plan.government_id == government,
            Plan.state.in_([PlanState.SET, PlanState.DRAFT]),
        )
        .order_by((Plan.state == PlanState.SET).desc(), Plan.from_year.desc(), Plan.id)
    )
    return session.scalars(query.limit(1)).first()


def draft(session: Session, government: int) -> Plan | None:
    """Return the draft that a government works on."""
    query = select(Plan).where(
        Plan.government_id == government, Plan.state == PlanState.DRAFT
    )
    return session.scalars(query.order_by(Plan.id.desc()).limit(1)).first()


def lines_of_government(session: Session, government: int) -> Sequence[PlanLine]:
    """Return what is to come: of the plan in force, and what is new in its review."""
    plan = current(session, government)
    if plan is None:
        return []
    found = list(lines_to_come(session, plan))
    review = draft(session, government)
    if review is not None and review is not plan:
        known = {line.code for line in lines(session, plan)}
        found += [x for x in lines_to_come(session, review) if x.code not in known]
    return found


def _replace(session: Session, before: Plan, plan: Plan) -> None:
    moving = [
        line for line in lines(session, before) if line.state is PlanLineState.PROPOSED
    ]
    for line in moving:
        _change(session, line, "Usulan dibawa ke rencana baru", plan_id=plan.id)
    session.flush()
    for line in moving:
        follow(session, line)
    history.change(
        session,
        before,
        {"state": PlanState.REPLACED},
        deed="Peta rencana digantikan",
        government=plan.government_id,
    )


def _change(session: Session, line: PlanLine, deed: str, **values: Any) -> None:
    government = line.plan.government_id
    history.change(session, line, values, deed=deed, government=government)


def _overlap(one: Plan, other: Plan) -> bool:
    return one.from_year <= other.to_year and other.from_year <= one.to_year


def _check(details: PlanDetails) -> None:
    problems: dict[str, list[str]] = {}
    if not details.title.strip():
        problems["title"] = ["Tulis judul peta rencananya."]
    elif len(details.title) > LONGEST:
        problems["title"] = [f"Paling panjang {LONGEST} karakter."]
    if len(details.regulation) > LONGEST:
        problems["regulation"] = [f"Paling panjang {LONGEST} karakter."]
    if not 2000 <= details.from_year <= 2100:
        problems["from_year"] = ["Tulis tahun empat angka, misalnya 2025."]
    elif not details.from_year <= details.to_year < details.from_year + MOST_YEARS:
        problems["to_year"] = [
            f"Tidak mendahului tahun awal, dan paling lama {MOST_YEARS} tahun."
        ]
    if problems:
        raise Invalid("Periksa isian yang ditandai.", problems=problems)


def _check_basis(details: PlanDetails) -> None:
    problems: dict[str, list[str]] = {}
    if not details.regulation.strip():
        problems["regulation"] = ["Tulis nama dan nomor peraturan yang menetapkannya."]
    elif len(details.regulation) > LONGEST:
        problems["regulation"] = [f"Paling panjang {LONGEST} karakter."]
    if details.set_on is None:
        problems["set_on"] = ["Tulis tanggal penetapannya."]
    elif details.set_on > day_of(now()):
        problems["set_on"] = ["Tanggal penetapan belum terjadi."]
    if problems:
        raise Invalid("Dasar penetapan belum lengkap.", problems=problems)
