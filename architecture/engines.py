"""Which thesaurus and model are in force, and how they change.

What was shipped is version 0.  A version is published whole and never changed; which
one is in force is said by the last adoption, so that any of them can be taken back.
There is one for the installation, since applications of all governments are compared.
"""

import json
import logging
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload

from architecture.duplicates import Concept, Model, Term, Thesaurus, shipped
from architecture.duplicates.editing import (
    Edit,
    Entry,
    difference,
    edited,
    kind_of,
    says_something,
)
from architecture.duplicates.vetting import Vetting
from architecture.errors import Changed, Invalid, NotFound, Refused
from architecture.model import EngineAdoption, EngineVersion, ThesaurusDraft
from architecture.reference import national

log = logging.getLogger(__name__)

SHIPPED = "bawaan"
"""The fingerprint of version 0."""

LONGEST = 1000
_KEPT = 3
_NUMBERS = 2**31
"""No version has this number or a higher one."""
_MARK = "engine in force"
_REASON = "Sebutkan alasannya."


@dataclass(frozen=True)
class Engine:
    """A thesaurus and a model that are used together."""

    number: int
    fingerprint: str
    thesaurus: Thesaurus
    model: Model

    @cached_property
    def title(self) -> str:
        """Return its number, and marks of what it is made of.

        The marks tell versions apart that a release of the portal has changed.
        """
        number = f"versi {self.number}" if self.number else f"versi {SHIPPED}"
        thesaurus = _mark_of(self.thesaurus.to_values())
        return (
            f"{number} (tesaurus {thesaurus}, model {_mark_of(self.model.to_values())})"
        )


@dataclass(frozen=True)
class Draft:
    """What a thesaurus entry would become, and what it is in the version in force."""

    row: ThesaurusDraft
    before: Entry | None
    after: Entry


def mark(session: Session) -> tuple[int, str]:
    """Return number and fingerprint of the version in force.

    It is read once a transaction, for a page asks several times.
    """
    kept = session.info.get(_MARK)
    if kept is not None and kept[0] is session.get_transaction():
        found_before: tuple[int, str] = kept[1]
        return found_before
    found = session.execute(
        select(EngineVersion.number, EngineVersion.fingerprint)
        .join(EngineAdoption, EngineAdoption.number == EngineVersion.number)
        .where(EngineAdoption.id == _last_adoption())
    ).first()
    known = (found.number, found.fingerprint) if found else (0, SHIPPED)
    session.info[_MARK] = session.get_transaction(), known
    return known


def in_force(session: Session) -> Engine:
    """Return the version in force."""
    number, fingerprint = mark(session)
    return _engine(session, number, fingerprint)


def of_number(session: Session, number: int) -> Engine:
    """Return a version by its number.  Raises `NotFound`."""
    if number == 0:
        return _engine(session, 0, SHIPPED)
    found = version_of(session, number)
    return _engine(session, number, found.fingerprint)


def version_of(session: Session, number: int) -> EngineVersion:
    """Return the row of a version.  Raises `NotFound`; version 0 has none."""
    found = session.get(EngineVersion, number) if number < _NUMBERS else None
    if found is None:
        raise NotFound(f"Versi {number} tidak ada.")
    return found


def versions(session: Session) -> Sequence[EngineVersion]:
    """Return all versions but the shipped one, the newest first."""
    query = select(EngineVersion).options(joinedload(EngineVersion.by))
    return session.scalars(query.order_by(EngineVersion.number.desc())).all()


def adoptions(session: Session) -> Sequence[EngineAdoption]:
    """Return what was put in force when, the last first."""
    query = select(EngineAdoption).options(joinedload(EngineAdoption.by))
    return session.scalars(query.order_by(EngineAdoption.id.desc())).all()


def drafts(session: Session) -> list[Draft]:
    """Return the changes that wait to be published, in the order of their codes."""
    engine = in_force(session)
    query = select(ThesaurusDraft).options(joinedload(ThesaurusDraft.by))
    rows = session.scalars(query.order_by(ThesaurusDraft.kind, ThesaurusDraft.code))
    return [_draft(engine.thesaurus, row) for row in rows]


def draft_of(session: Session, kind: str, code: str) -> Draft | None:
    """Return the change of one entry that waits to be published, if there is one."""
    row = _draft_row(session, kind, code)
    return _draft(in_force(session).thesaurus, row) if row else None


def propose(
    session: Session,
    entry: Entry,
    reason: str,
    *,
    account: int | None,
    government: int | None,
    seen: int = 0,
) -> ThesaurusDraft | None:
    """Keep what an entry shall become until it is published; None if nothing changes.

    `seen` is the version of the draft that the person saw, 0 for none.  Raises
    `Changed` if somebody else wrote since, or `Invalid` by field.
    """
    engine = in_force(session)
    kind = kind_of(entry)
    row = _draft_row(session, kind, entry.code)
    if (row.version if row else 0) != seen:
        raise Changed(
            "Kata ini baru saja diubah orang lain. Periksa isinya, lalu simpan lagi."
        )
    others = [each.edit for each in _draft_rows(session) if each is not row]
    before = entry_of(engine.thesaurus, kind, entry.code)
    rest = edited(engine.thesaurus, others)
    problems = Vetting(rest, national.applications()).problems(entry)
    if not reason.strip():
        problems.setdefault("reason", []).append(_REASON)
    if problems:
        raise Invalid("Periksa isian yang ditandai.", problems=problems)
    edit = difference(before, entry)
    if not says_something(edit):
        if row is not None:
            session.delete(row)
            session.flush()
        return None
    if row is None:
        row = ThesaurusDraft(kind=kind, code=entry.code)
        session.add(row)
    row.edit, row.reason = edit, reason.strip()[:LONGEST]
    row.by_id, row.government_id = account or None, government
    session.flush()
    return row


def discard(session: Session, kind: str, code: str) -> None:
    """Give a change up that waits to be published.  Raises `NotFound`."""
    row = _draft_row(session, kind, code)
    if row is None:
        raise NotFound("Perubahan ini sudah tidak ada.")
    session.delete(row)
    session.flush()


def drafted(session: Session) -> Engine:
    """Return what would be in force if all that waits were published."""
    engine = in_force(session)
    edits = [each.edit for each in _draft_rows(session)]
    return Engine(engine.number, "", edited(engine.thesaurus, edits), engine.model)


def publish(session: Session, reason: str, *, account: int | None) -> EngineVersion:
    """Make a version of all that waits; it is not in force before it is adopted.

    Raises `Refused` if nothing waits, and `Invalid` if it does not fit together.
    """
    rows = _draft_rows(session)
    if not rows:
        raise Refused("Tidak ada perubahan yang menunggu.")
    if not reason.strip():
        raise Invalid(_REASON, problems={"reason": [_REASON]})
    number, _ = mark(session)
    base = version_of(session, number) if number else None
    edits = [*(base.edits if base else ()), *(each.edit for each in rows)]
    try:
        edited(shipped()[0], edits)
    except ValueError as error:
        raise Invalid(str(error)) from error
    made = _added(session, edits, base.model if base else None, reason, account)
    for row in rows:
        session.delete(row)
    session.flush()
    return made


def keep_model(
    session: Session,
    model: Model,
    figures: Mapping[str, Any],
    doubts: Sequence[str],
    reason: str,
    *,
    account: int | None = None,
) -> EngineVersion:
    """Make a version of a trained model and the thesaurus in force."""
    number, _ = mark(session)
    base = version_of(session, number) if number else None
    made = _added(
        session, base.edits if base else [], model.to_values(), reason, account
    )
    made.figures, made.doubts = dict(figures), list(doubts)
    session.flush()
    return made


def admit(session: Session, number: int) -> None:
    """Refuse what cannot be put in force.

    Raises `NotFound`, and `Refused` for what is in force already, or for a model that
    was found worse than the one before it.
    """
    if number:
        found = version_of(session, number)
        if found.doubts:
            raise Refused(f"Versi {number} tidak diberlakukan. {found.doubts[0]}")
    if mark(session)[0] == number:
        raise Refused(f"Versi {number} sudah berlaku.")


def adopt(session: Session, number: int, reason: str, *, account: int | None) -> None:
    """Put a version in force, an older one too, or the shipped one (0).

    Raises as `admit` does, and `Invalid` without a reason.
    """
    session.execute(select(EngineAdoption.id).with_for_update())
    session.info.pop(_MARK, None)
    admit(session, number)
    if not reason.strip():
        raise Invalid(_REASON, problems={"reason": [_REASON]})
    session.add(
        EngineAdoption(
            number=number, reason=reason.strip()[:LONGEST], by_id=account or None
        )
    )
    session.flush()
    session.info.pop(_MARK, None)


def previous(session: Session) -> int:
    """Return the number that was in force before the present one.

    Raises `Refused` if there was never another.
    """
    found = [each.number for each in adoptions(session)] + [0]
    for number in found[1:]:
        if number != found[0]:
            return number
    raise Refused("Belum pernah ada versi lain yang berlaku.")


def entry_of(thesaurus: Thesaurus, kind: str, code: str) -> Entry | None:
    """Return the concept or term with that code, if there is one."""
    several: Sequence[Concept | Term] = (
        thesaurus.concepts if kind == "concept" else thesaurus.terms
    )
    return next((each for each in several if each.code == code), None)


def _added(
    session: Session,
    edits: Sequence[Edit],
    model: Mapping[str, Any] | None,
    reason: str,
    account: int | None,
) -> EngineVersion:
    last = session.scalar(select(func.max(EngineVersion.number))) or 0
    text = json.dumps([last + 1, list(edits), model], sort_keys=True)
    made = EngineVersion(
        number=last + 1,
        fingerprint=sha256(text.encode()).hexdigest(),
        edits=[dict(each) for each in edits],
        model=dict(model) if model else None,
        reason=reason.strip()[:LONGEST],
        by_id=account or None,
    )
    session.add(made)
    session.flush()
    return made


def _mark_of(values: Mapping[str, Any]) -> str:
    return sha256(json.dumps(values, sort_keys=True).encode()).hexdigest()[:8]


def _last_adoption() -> Any:
    return select(func.max(EngineAdoption.id)).scalar_subquery()


def _draft_rows(session: Session) -> Sequence[ThesaurusDraft]:
    query = select(ThesaurusDraft).order_by(ThesaurusDraft.id)
    return session.scalars(query).all()


def _draft_row(session: Session, kind: str, code: str) -> ThesaurusDraft | None:
    query = select(ThesaurusDraft).where(
        ThesaurusDraft.kind == kind, ThesaurusDraft.code == code
    )
    return session.scalar(query)


def _draft(thesaurus: Thesaurus, row: ThesaurusDraft) -> Draft:
    before = entry_of(thesaurus, row.kind, row.code)
    after = entry_of(edited(thesaurus, [row.edit]), row.kind, row.code)
    if after is None:
        raise NotFound("Perubahan ini sudah tidak ada.")
    return Draft(row, before, after)


def _read(row: EngineVersion) -> tuple[Thesaurus, Model]:
    """Return what a version stands for; what a newer portal cannot read, as shipped."""
    thesaurus, model = shipped()
    try:
        thesaurus = edited(thesaurus, row.edits) if row.edits else thesaurus
    except (ValueError, KeyError):
        log.warning("the thesaurus of version %s does not fit any more", row.number)
    try:
        model = Model.from_values(row.model) if row.model else model
    except ValueError:
        log.warning("the model of version %s does not fit any more", row.number)
    return thesaurus, model


_engines: OrderedDict[str, Engine] = OrderedDict()
_lock = threading.Lock()


def _engine(session: Session, number: int, fingerprint: str) -> Engine:
    with _lock:
        found = _engines.get(fingerprint)
    if found is not None:
        return found
    thesaurus, model = shipped()
    if number:
        thesaurus, model = _read(version_of(session, number))
    made = Engine(number, fingerprint, thesaurus, model)
    with _lock:
        _engines[fingerprint] = made
        while len(_engines) > _KEPT:
            _engines.popitem(last=False)
    return made
