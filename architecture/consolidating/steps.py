"""What follows a decision: proposed from it, added by hand, done by offices."""

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Invalid, NotAllowed, WrongState
from architecture.model import Case, CaseMember, CaseState, CaseStep, Fate, now
from architecture.scope import Viewer

LONGEST = 500
AHEAD = timedelta(days=90)
"""When a step is due if the decision says no day."""


def propose(case: Case, today: date) -> None:
    """Put the usual steps of each application on the list, in their order."""
    last = max((each.position for each in case.steps), default=0)
    for member in case.members:
        due = member.until or today + AHEAD
        for text in _usual(member):
            last += 1
            case.steps.append(
                CaseStep(
                    position=last,
                    text=text,
                    organisation_id=member.application.organisation_id,
                    due_on=due,
                )
            )


def add_step(
    session: Session, case: Case, text: str, office: int, due_on: date | None
) -> CaseStep:
    """Put one more step at the end.  Raises `WrongState`, `Invalid`."""
    _must_be_decided(case)
    if not text.strip() or len(text) > LONGEST:
        said = [f"Isi langkahnya, paling panjang {LONGEST} karakter."]
        raise Invalid("Periksa isian yang ditandai.", problems={"text": said})
    made = CaseStep(
        case=case,
        position=max((each.position for each in case.steps), default=0) + 1,
        text=text.strip(),
        organisation_id=office,
        due_on=due_on,
    )
    session.add(made)
    session.flush()
    values = {"text": (None, made.text)}
    history.note(
        session, case, "Langkah ditambahkan", values, government=case.government_id
    )
    return made


def do_step(
    session: Session,
    case: Case,
    step: CaseStep,
    note: str,
    *,
    viewer: Viewer,
    all_: bool,
) -> None:
    """Mark a step as done: by the office that it is of, or who may do so for `all_`.

    Raises `NotAllowed`, `WrongState`.
    """
    session.scalar(select(CaseStep.id).where(CaseStep.id == step.id).with_for_update())
    session.refresh(step, ["done_at"])
    _must_be_decided(case)
    if not all_ and not viewer.works_in(step.organisation_id):
        raise NotAllowed("Langkah ini milik perangkat daerah lain.")
    if step.done_at is not None:
        raise WrongState("Langkah ini sudah selesai.")
    step.done_at, step.done_by_id = now(), viewer.account or None
    step.note = note.strip()[:LONGEST]
    session.flush()
    values = {"text": (None, step.text), "note": (None, step.note)}
    history.note(
        session, case, "Langkah selesai", values, government=case.government_id
    )


def _usual(member: CaseMember) -> tuple[str, ...]:
    name = member.application.name
    if member.fate is Fate.JOIN and member.into is not None:
        target = member.into.name
        return (
            f"Hentikan pengembangan {name}.",
            f"Pindahkan data {name} ke {target} dan periksa kelengkapannya.",
            f"Alihkan pengguna {name} ke {target} dan beri tahu mereka.",
            f"Arsipkan {name}, lalu gabungkan catatannya ke {target} di inventaris.",
        )
    if member.fate is Fate.STOP:
        return (
            f"Hentikan pengembangan {name} dan beri tahu penggunanya.",
            f"Serahkan dan arsipkan data {name} menurut jadwal retensi.",
            f"Matikan {name} dan catat sebagai tidak berjalan di inventaris.",
        )
    return (f"Siapkan {name} untuk pengguna dan data yang digabungkan.",)


def _must_be_decided(case: Case) -> None:
    if case.state is not CaseState.DECIDED:
        raise WrongState(f"Kasus ini sedang {case.state.value.lower()}.")
