"""A change is drafted step by step, set for its day, and withdrawn before it."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NoReturn

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.errors import Changed, Invalid, NotFound, WrongState
from architecture.locking import lock_government
from architecture.model import (
    Organisation,
    Restructuring,
    RestructuringState,
    RestructuringStep,
    now,
)
from architecture.restructuring.foreseeing import foresee
from architecture.restructuring.values import StepDetails
from architecture.scope import Viewer

MOST_STEPS = 30
FIRST, LAST = date(2000, 1, 1), date(2100, 12, 31)
STALE = (
    "Rancangan ini diubah orang lain sejak halaman dibuka. Periksa isinya yang baru, "
    "lalu ulangi."
)


def listed(session: Session, government: int) -> Sequence[Restructuring]:
    """Return all changes of a government, the newest first."""
    query = select(Restructuring).where(Restructuring.government_id == government)
    return session.scalars(query.order_by(Restructuring.id.desc())).all()


def waiting(session: Session, government: int) -> Sequence[Restructuring]:
    """Return the changes of a government that are set and not carried out yet."""
    query = select(Restructuring).where(
        Restructuring.government_id == government,
        Restructuring.state == RestructuringState.SET,
    )
    return session.scalars(query.order_by(Restructuring.effective_on)).all()


def find(session: Session, government: int, key: int) -> Restructuring:
    """Return a change of the government.  Raises `NotFound`."""
    found = session.get(Restructuring, key)
    if found is None or found.government_id != government:
        raise NotFound("SOTK ini tidak ada, atau tidak dapat Anda lihat.")
    return found


def draft(
    session: Session, viewer: Viewer, government: Organisation, title: str
) -> Restructuring:
    """Begin a change.  Raises `Invalid` without a title."""
    title = " ".join(title.split())
    if not title:
        _refuse("title", "Beri judul, misalnya “SOTK 2027”.")
    row = Restructuring(
        government_id=government.id, title=title, created_by_id=viewer.account or None
    )
    session.add(row)
    session.flush()
    _note(session, row, "SOTK dirancang", {"title": (None, title)})
    return row


def add_step(
    session: Session, row: Restructuring, step: StepDetails, *, seen: int
) -> RestructuringStep:
    """Put one more step at the end.  Raises `Changed`, `WrongState` or `Invalid`."""
    _hold(session, row, seen)
    if len(row.steps) >= MOST_STEPS:
        raise Invalid(f"Satu SOTK paling banyak {MOST_STEPS} langkah; buat satu lagi.")
    position = 1 + max((each.position for each in row.steps), default=0)
    step = step.with_keys(position)
    made = RestructuringStep(
        restructuring_id=row.id,
        position=position,
        kind=step.kind,
        sources=list(step.sources),
        targets=[each.to_json() for each in step.targets],
        choices=dict(step.choices),
    )
    row.steps.append(made)
    _touch(session, row)
    return made


def drop_step(session: Session, row: Restructuring, key: int, *, seen: int) -> None:
    """Take a step out.  Raises `Changed`, `WrongState` or `NotFound`.

    One that makes an office stays while a later step names that.
    """
    _hold(session, row, seen)
    step = _step(row, key)
    made = StepDetails.from_row(step).made
    for number, each in enumerate(row.steps, 1):
        needed = StepDetails.from_row(each).named & made.keys()
        if needed:
            raise WrongState(
                f"Langkah {number} memakai {made[min(needed)]}, yang dibuat langkah "
                "ini. Hapus langkah itu dahulu."
            )
    session.delete(step)
    _touch(session, row)


def choose(
    session: Session,
    row: Restructuring,
    key: int,
    choices: Mapping[str, int],
    *,
    seen: int,
) -> None:
    """Say where things go; what is not named keeps what was chosen before."""
    _hold(session, row, seen)
    step = _step(row, key)
    many = len(step.targets)
    wrong = [each for each in choices.values() if each >= many]
    if wrong:
        raise Invalid("Tujuan ini tidak ada pada langkah itu.")
    kept = {**step.choices, **choices}
    step.choices = {name: each for name, each in kept.items() if each >= 0}
    _touch(session, row)


def settle_on(
    session: Session,
    viewer: Viewer,
    row: Restructuring,
    *,
    on: date | None,
    basis: str,
    seen: int,
) -> None:
    """Set a change for a day, if all of it can be.

    Raises `Invalid` beside day or basis, `Changed`, `WrongState`.
    """
    _hold(session, row, seen)
    if on is None or not FIRST <= on <= LAST:
        _refuse("on", "Isi tanggal berlaku antara tahun 2000 dan 2100.")
    basis = " ".join(basis.split())
    if not basis:
        _refuse("basis", "Tuliskan dasarnya, misalnya Perbup 12 Tahun 2026.")
    foreseen = foresee(session, row, on)
    if foreseen.problems:
        raise Invalid(foreseen.problems[0])
    values = {
        "effective_on": on,
        "basis": basis,
        "state": RestructuringState.SET,
        "problem": "",
    }
    changed = {name: (getattr(row, name), value) for name, value in values.items()}
    for name, value in values.items():
        setattr(row, name, value)
    row.foretold = dict(foreseen.foretold)
    row.set_at, row.set_by_id = now(), viewer.account or None
    session.flush()
    _note(session, row, "SOTK ditetapkan", changed)


def reopen(session: Session, row: Restructuring, *, seen: int) -> None:
    """Make a draft again of a change that is set and has not been carried out."""
    _back(session, row, RestructuringState.DRAFT, "SOTK diubah kembali", seen)


def withdraw(session: Session, row: Restructuring, *, seen: int) -> None:
    """Give up a change before it has been carried out; it stays on record."""
    _back(session, row, RestructuringState.WITHDRAWN, "SOTK dicabut", seen)
    row.ended_at = now()


def _back(
    session: Session, row: Restructuring, to: RestructuringState, deed: str, seen: int
) -> None:
    lock_government(session, row.government_id)
    session.refresh(row)
    wanted = {RestructuringState.SET}
    if to is RestructuringState.WITHDRAWN:
        wanted.add(RestructuringState.DRAFT)
    if row.state not in wanted:
        raise WrongState(f"SOTK ini sudah {row.state.value.lower()}.")
    if row.version != seen:
        raise Changed(STALE)
    was = row.state
    row.state, row.problem = to, ""
    session.flush()
    _note(session, row, deed, {"state": (was, to)})


def _hold(session: Session, row: Restructuring, seen: int) -> None:
    """Keep others from a draft that one saw as it is."""
    lock_government(session, row.government_id)
    session.refresh(row)
    if row.state is not RestructuringState.DRAFT:
        raise WrongState(f"SOTK ini sudah {row.state.value.lower()}; bukan rancangan.")
    if row.version != seen:
        raise Changed(STALE)


def _step(row: Restructuring, key: int) -> RestructuringStep:
    found = next((each for each in row.steps if each.id == key), None)
    if found is None:
        raise NotFound("Langkah ini tidak ada lagi.")
    return found


def _touch(session: Session, row: Restructuring) -> None:
    """Let whoever has the draft open be told; what a draft says is no history yet."""
    row.revised_at = now()
    session.flush()
    session.expire(row, ["steps"])


def _note(
    session: Session,
    row: Restructuring,
    deed: str,
    values: Mapping[str, tuple[object, object]],
) -> None:
    history.note(session, row, deed, values, government=row.government_id)


def _refuse(field: str, sentence: str) -> NoReturn:
    raise Invalid(sentence, problems={field: [sentence]})
