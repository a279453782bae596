"""Cases: opened about applications, answered by their offices, decided, ended."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, selectinload

from architecture import history, inventory, letters, planning
from architecture.consolidating.planned import propose_lines, take_lines_back
from architecture.consolidating.steps import propose
from architecture.errors import Changed, Invalid, NotAllowed, NotFound, WrongState
from architecture.layers import Status
from architecture.locking import lock_government
from architecture.model import (
    Application,
    Case,
    CaseAnswer,
    CaseMember,
    CaseState,
    Fate,
    Letter,
    LetterState,
    Organisation,
    PlanLine,
    now,
)
from architecture.reference.calendar import day_of
from architecture.scope import Viewer

MOST, LONGEST = 40, 2000


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What is proposed for one application of a case."""

    fate: Fate | None
    into: int | None = None
    until: date | None = None
    reason: str = ""


def cases(session: Session, government: int) -> Sequence[Case]:
    """Return the cases of a government, the newest first."""
    query = (
        select(Case)
        .where(Case.government_id == government)
        .options(selectinload(Case.members), selectinload(Case.steps))
        .order_by(Case.id.desc())
    )
    return session.scalars(query).all()


def case_of(session: Session, government: int, key: int) -> Case:
    """Return a case of a government with all that belongs to it.  Raises `NotFound`."""
    query = (
        select(Case)
        .where(Case.government_id == government, Case.id == key)
        .options(
            selectinload(Case.members).options(
                joinedload(CaseMember.application).joinedload(Application.organisation),
                joinedload(CaseMember.into),
                joinedload(CaseMember.plan_line).joinedload(PlanLine.plan),
            ),
            selectinload(Case.answers).options(
                joinedload(CaseAnswer.organisation), joinedload(CaseAnswer.by)
            ),
            selectinload(Case.steps),
            joinedload(Case.opened_by),
            joinedload(Case.decided_by),
        )
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound("Kasus ini tidak ditemukan.")
    return found


def open_case(
    session: Session,
    viewer: Viewer,
    government: int,
    applications: Collection[int],
    title: str,
) -> Case:
    """Begin to talk about applications of a government.

    Raises `Invalid` unless there are two and more running ones of it, `WrongState` if
    one stands in another case.
    """
    keys = sorted(set(applications))
    if not 2 <= len(keys) <= MOST:
        raise Invalid(f"Pilih 2 sampai {MOST} aplikasi.")
    if not title.strip() or len(title.strip()) > 200:
        problem = ["Isi judul, paling panjang 200 karakter."]
        raise Invalid("Periksa isian yang ditandai.", problems={"title": problem})
    lock_government(session, government)
    known = inventory.several(session, viewer, keys)
    if len(known) < len(keys) or any(
        each.government_id != government for each in known.values()
    ):
        raise Invalid("Ada aplikasi yang bukan milik instansi ini.")
    gone = [each.name for each in known.values() if each.status is Status.RETIRED]
    if gone:
        raise Invalid(f"{gone[0]} sudah tidak berjalan.")
    _refuse_busy(session, known)
    case = Case(
        government_id=government,
        title=title.strip(),
        opened_by_id=viewer.account or None,
        members=[CaseMember(application_id=key, busy_with=key) for key in keys],
    )
    session.add(case)
    try:
        session.flush()
    except IntegrityError as error:
        raise Changed("Salah satunya baru saja masuk kasus lain.") from error
    names = ", ".join(known[key].name for key in keys)
    _note(session, case, "Kasus konsolidasi dibuka", {"applications": names})
    return case


def plan(session: Session, case: Case, plans: Mapping[int, Plan], *, seen: int) -> None:
    """Keep what is proposed for each application, by id; nothing is decided by it.

    Raises `Changed` if somebody else wrote since `seen`, `WrongState`, or `Invalid`.
    """
    _refresh(session, case, seen)
    _must_be(case, CaseState.OPEN)
    for member in case.members:
        wanted = plans.get(member.application_id)
        if wanted is None:
            continue
        member.fate, member.until = wanted.fate, wanted.until
        member.into_id = wanted.into if wanted.fate is Fate.JOIN else None
        member.reason = wanted.reason.strip()[:LONGEST]
    case.revised_at = now()
    session.flush()
    told = {
        m.application.name: m.fate.value for m in case.members if m.fate is not None
    }
    _note(session, case, "Usulan konsolidasi diubah", told)


def waiting_for(session: Session, offices: Collection[int]) -> list[Case]:
    """Return the open cases in which one of these offices has yet to answer.

    An answer to what was proposed before the last change counts as none.
    """
    concerned = (
        select(CaseMember.case_id)
        .join(CaseMember.application)
        .where(Application.organisation_id.in_(sorted(offices)))
    )
    query = (
        select(Case)
        .where(Case.state == CaseState.OPEN, Case.id.in_(concerned))
        .options(
            selectinload(Case.members).joinedload(CaseMember.application),
            selectinload(Case.answers),
        )
    )
    found = session.scalars(query.order_by(Case.id)).all()
    return [each for each in found if unheard(each, offices)]


def unheard(case: Case, offices: Collection[int]) -> list[int]:
    """Return which of these offices own one of its applications and did not answer.

    What was said of an earlier proposal is not said of the present one.
    """
    heard = {a.organisation_id for a in case.answers if a.at >= case.revised_at}
    concerned = {each.application.organisation_id for each in case.members}
    return sorted(concerned & set(offices) - heard)


def offices_of(case: Case) -> dict[int, Organisation]:
    """Return the offices that own the applications of a case, by id."""
    return {
        each.application.organisation_id: each.application.organisation
        for each in case.members
    }


def answer(
    session: Session,
    case: Case,
    office: int,
    *,
    agrees: bool,
    text: str,
    viewer: Viewer,
) -> None:
    """Say what an office concerned thinks; a later word takes the place of the first.

    Raises `NotAllowed` for an office that owns none of them, `WrongState`, `Invalid`
    for an objection without a reason.
    """
    _refresh(session, case)
    _must_be(case, CaseState.OPEN)
    if office not in offices_of(case):
        raise NotAllowed(
            "Perangkat daerah Anda tidak memiliki aplikasi pada kasus ini."
        )
    if not agrees and not text.strip():
        said = ["Tuliskan keberatannya."]
        raise Invalid("Periksa isian yang ditandai.", problems={"text": said})
    given = next((a for a in case.answers if a.organisation_id == office), None)
    if given is None:
        given = CaseAnswer(case=case, organisation_id=office)
        session.add(given)
    given.agrees, given.text = agrees, text.strip()[:LONGEST]
    given.by_id, given.at = viewer.account or None, now()
    case.heard_at = given.at  # who decides sees that something was said meanwhile
    session.flush()
    told = {"agrees": "Setuju" if agrees else "Keberatan"}
    _note(session, case, "Tanggapan perangkat daerah", told)


def decide(
    session: Session,
    case: Case,
    reason: str,
    *,
    viewer: Viewer,
    seen: int,
    number: str = "",
) -> None:
    """Decide what was planned, number the letter, and propose the steps.

    Where a draft of the peta rencana is open, what ends is proposed for it.

    Raises `NotAllowed` for who works in an office concerned, `Changed`, `WrongState`,
    `Invalid` where the plan does not hold together or a number is missing.
    """
    _refuse_own(case, viewer)
    lock_government(session, case.government_id)
    _refresh(session, case, seen)
    _must_be(case, CaseState.OPEN)
    problems = _problems(case)
    if not reason.strip() or len(reason) > LONGEST:
        problems["reason"] = [f"Isi pertimbangan, paling panjang {LONGEST} karakter."]
    if problems:
        raise Invalid("Keputusan ini belum utuh.", problems=problems)
    case.state, case.reason = CaseState.DECIDED, reason.strip()
    case.decided_by_id, case.decided_at = viewer.account or None, now()
    propose(case, day_of(now()))
    letter = letters.issue_about(
        session,
        case,
        letters.decision_of(case),
        viewer=viewer,
        number=number,
        replaces=_withdrawn(session, case),
    )
    case.letter_number = letter.number
    session.flush()
    if planning.draft(session, case.government_id) is not None:
        propose_lines(session, case)
    _note(
        session,
        case,
        "Konsolidasi diputuskan",
        {"letter": case.letter_number or "", "reason": case.reason},
    )


def take_back(
    session: Session,
    case: Case,
    reason: str,
    *,
    viewer: Viewer,
    seen: int,
    number: str = "",
) -> None:
    """Take a decision back: the case is talked about again, its letter is withdrawn.

    A letter that was signed is replaced by one that tells so; another one waits for the
    next decision.  Steps that are done stay, the others go; what waits for the peta
    rencana is taken back.  Raises what `decide` raises.
    """
    _refuse_own(case, viewer)
    lock_government(session, case.government_id)
    _refresh(session, case, seen)
    _must_be(case, CaseState.DECIDED)
    if not reason.strip() or len(reason) > LONGEST:
        said = [f"Tuliskan alasannya, paling panjang {LONGEST} karakter."]
        raise Invalid("Periksa isian yang ditandai.", problems={"back_reason": said})
    was = _withdraw_letter(session, case, reason.strip(), viewer=viewer, number=number)
    take_lines_back(session, case)
    for step in [each for each in case.steps if each.done_at is None]:
        case.steps.remove(step)
        session.delete(step)
    case.state, case.revised_at = CaseState.OPEN, now()
    case.reason, case.letter_number = "", None
    case.decided_by_id = case.decided_at = None
    session.flush()
    told = {"letter": was, "reason": reason.strip()}
    _note(session, case, "Keputusan konsolidasi dicabut", told)


def _withdraw_letter(
    session: Session, case: Case, reason: str, *, viewer: Viewer, number: str
) -> str:
    """Withdraw the letter of a decision; return its number."""
    letter = next(
        each
        for each in letters.of_case(session, case)
        if each.number == case.letter_number
    )
    signed = letter.state is LetterState.SIGNED
    if letter.state is not LetterState.WITHDRAWN:
        letters.withdraw(session, letter, reason)
    if signed:
        said = letters.taken_back(case, reason, letter.number)
        letters.issue_about(
            session, case, said, viewer=viewer, number=number, replaces=letter
        )
    return letter.number


def _withdrawn(session: Session, case: Case) -> Letter | None:
    """Return the withdrawn letter that the next one of a case takes the place of."""
    every = letters.of_case(session, case)
    last = every[0] if every else None
    waits = last is not None and last.state is LetterState.WITHDRAWN
    return last if waits and last and last.replaced_by is None else None


def finish(session: Session, case: Case) -> None:
    """End a case whose steps are all done.  Raises `WrongState`."""
    _refresh(session, case)
    _must_be(case, CaseState.DECIDED)
    waiting = sum(each.done_at is None for each in case.steps)
    if waiting:
        raise WrongState(f"Masih ada {waiting} langkah yang belum selesai.")
    _end(session, case, CaseState.DONE, "")


def drop(session: Session, case: Case, reason: str) -> None:
    """Give a case up before it is decided.  Raises `WrongState`, `Invalid`."""
    _refresh(session, case)
    _must_be(case, CaseState.OPEN)
    if not reason.strip():
        said = ["Tuliskan alasannya."]
        raise Invalid("Periksa isian yang ditandai.", problems={"ended_reason": said})
    _end(session, case, CaseState.DROPPED, reason.strip()[:LONGEST])


def _end(session: Session, case: Case, state: CaseState, reason: str) -> None:
    case.state, case.ended_at, case.ended_reason = state, now(), reason
    for member in case.members:
        member.busy_with = None
    session.flush()
    _note(session, case, f"Kasus konsolidasi {state.value.lower()}", {"reason": reason})


def _refuse_own(case: Case, viewer: Viewer) -> None:
    if any(viewer.works_in(office) for office in offices_of(case)):
        raise NotAllowed(
            "Aplikasi perangkat daerah Anda ada di kasus ini; orang lain yang memutus."
        )


def _problems(case: Case) -> dict[str, list[str]]:
    """Return what keeps a plan from being decided, by the field of a member."""
    fates = {each.application_id: each.fate for each in case.members}
    found: dict[str, list[str]] = {}
    for each in case.members:
        name = f"fate-{each.application_id}"
        if each.fate is None:
            found[name] = [f"Tentukan apa yang terjadi dengan {each.application.name}."]
        elif each.fate is Fate.JOIN and each.into_id is None:
            found[name] = [f"Pilih ke mana {each.application.name} digabungkan."]
        elif each.fate is Fate.JOIN and fates.get(each.into_id or 0) is not Fate.KEEP:
            found[name] = ["Hanya dapat digabungkan ke aplikasi yang dipertahankan."]
        elif each.fate is Fate.STOP and each.until is None:
            found[name] = [f"Isi sampai kapan {each.application.name} berjalan."]
    if Fate.KEEP not in fates.values() and not found:
        first = case.members[0].application_id
        found[f"fate-{first}"] = ["Setidaknya satu aplikasi dipertahankan."]
    return found


def _refuse_busy(session: Session, known: Mapping[int, Application]) -> None:
    query = (
        select(CaseMember)
        .where(CaseMember.busy_with.in_(sorted(known)))
        .options(joinedload(CaseMember.case))
    )
    for each in session.scalars(query):
        name = known[each.application_id].name
        raise WrongState(f"{name} sudah ada pada kasus “{each.case.title}”.")


def _refresh(session: Session, case: Case, seen: int | None = None) -> None:
    """Let nobody change the case meanwhile; raises `Changed` if it is not as seen."""
    session.scalar(select(Case.id).where(Case.id == case.id).with_for_update())
    session.refresh(case, ["state", "version"])
    if seen is not None and case.version != seen:
        raise Changed("Kasus ini baru saja diubah orang lain. Periksa lagi isinya.")


def _must_be(case: Case, state: CaseState) -> None:
    if case.state is not state:
        raise WrongState(f"Keadaan kasus ini: {case.state.value.lower()}.")


def _note(session: Session, case: Case, deed: str, said: Mapping[str, str]) -> None:
    values = {key: (None, text) for key, text in said.items()}
    history.note(session, case, deed, values, government=case.government_id)
