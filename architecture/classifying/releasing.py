"""Bring a new release into force: every link is carried over, or somebody is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.classifying.bearing import Kind
from architecture.classifying.checking import MOST_TOLD, problems
from architecture.classifying.inferring import fates
from architecture.classifying.placing import COLUMNS, Effect, Place, placed
from architecture.classifying.recoding import (
    recode,
    recode_planned,
    recode_registrations,
)
from architecture.classifying.tree import current
from architecture.classifying.values import Change, Fate, NewCode
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.locking import lock_government
from architecture.model import (
    CodeChange,
    CodeQuestion,
    OwnCode,
    ReferenceCode,
    Release,
    Urusan,
    now,
)
from architecture.reference.calendar import day_of
from architecture.referencing import forget_codes

LONGEST_NAME = 60
UNNAMED = "(belum bernama)"


@dataclass(frozen=True, slots=True)
class Foreseen:
    """What a release changes: fate by old code, new codes, and its effects."""

    rows: Sequence[NewCode]
    fates: Mapping[str, Fate]
    new: Sequence[NewCode]
    titles: Mapping[str, str]
    effects: Sequence[Effect] = ()
    kept: Sequence[str] = ()
    """Trees that the file does not have: they stay as they are."""

    @property
    def meagre(self) -> list[str]:
        """Return the trees of which most codes are withdrawn without a word.

        The file may hold a part of them only.
        """
        told = {code for row in self.rows for code in (row.code, *row.origins)}
        silent = Counter(
            code[:3]
            for code, fate in self.fates.items()
            if fate.change is Change.WITHDRAWN and code not in told
        )
        whole = Counter(code[:3] for code in self.fates)
        return sorted(each for each in silent if 2 * silent[each] > whole[each])

    @property
    def counts(self) -> dict[str, int]:
        """Return how many codes met which change."""
        found = Counter(fate.change.value for fate in self.fates.values())
        found[Change.NEW.value] = len(self.new)
        return {each.value: found[each.value] for each in Change if found[each.value]}


def foresee(session: Session, rows: Sequence[NewCode]) -> Foreseen:
    """Return what a release would do now.  Raises `Invalid` with what is wrong."""
    before = _titles(session, _current(session))
    seen, _ = _foreseen(session, rows, before)
    return seen


def adopt(
    session: Session,
    rows: Sequence[NewCode],
    name: str,
    *,
    source: str = "",
    after: int | None = None,
) -> Foreseen:
    """Bring a release into force, all of it or nothing; return what it did.

    `after` is the release that was in force at the preview.  Raises `Invalid`,
    `CodeTaken` for a name that is there, `WrongState` if another came in between.
    """
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"Beri nama rilis, paling panjang {LONGEST_NAME} huruf.")
    _wait_for_others(session)
    if session.scalar(select(Release.id).where(Release.name == name)):
        raise CodeTaken(f"Rilis {name} sudah ada.", field="name")
    before = _current(session)
    if after is not None and before.id != after:
        raise WrongState("Rilis lain diberlakukan sesudah pratinjau. Pratinjau lagi.")
    seen, places = _foreseen(session, rows, _titles(session, before))
    release = Release(name=name, source=source, current=True)
    _write(session, before, release, seen)
    _carry_urusan(session, seen)
    for place in places:
        _bring(session, place, release)
    forget_codes(session)
    return seen


def _foreseen(
    session: Session, rows: Sequence[NewCode], before: Mapping[str, str]
) -> tuple[Foreseen, list[Place]]:
    wrong = problems(rows, before)
    if wrong:
        more = len(wrong) - MOST_TOLD
        told = [*wrong[:MOST_TOLD], *([f"dan {more} lagi."] if more > 0 else [])]
        raise Invalid("Rilis ini belum dapat dipakai.", problems={"file": told})
    here = {row.code[:3] for row in rows}
    told_of = {code: title for code, title in before.items() if code[:3] in here}
    found = fates(told_of, rows)
    kept = {code: title for code, title in before.items() if code not in told_of}
    found |= {code: Fate(Change.SAME, (code,)) for code in kept}
    titles = kept | {
        row.code: row.name for row in rows if row.change is not Change.WITHDRAWN
    }
    reached = {code for fate in found.values() for code in fate.targets}
    new = [row for row in rows if row.code in titles and row.code not in reached]
    places = placed(session, found, titles)
    effects = [each for each in (place.effect() for place in places) if each.is_any]
    seen = Foreseen(rows, found, new, titles, effects, sorted({c[:3] for c in kept}))
    return seen, places


def _write(session: Session, before: Release, release: Release, seen: Foreseen) -> None:
    """Keep the codes of a release and what became of those before it."""
    old = session.scalars(
        select(ReferenceCode).where(ReferenceCode.release_id == before.id)
    ).all()
    before.current = False
    session.add(release)
    session.flush()
    session.add_all(
        ReferenceCode(
            release_id=release.id,
            code=row.code,
            parent=row.parent or None,
            domain=row.code[:3],
            level=row.level,
            name=row.name,
            note=row.note,
        )
        for row in seen.rows
        if row.change is not Change.WITHDRAWN
    )
    session.add_all(
        ReferenceCode(
            release_id=release.id,
            code=row.code,
            parent=row.parent,
            domain=row.domain,
            level=row.level,
            name=row.name,
            confidence=row.confidence,
            note=row.note,
        )
        for row in old
        if row.domain in seen.kept
    )
    session.add_all(
        CodeChange(
            release_id=release.id,
            code=code,
            change=fate.change.name,
            targets=list(fate.targets),
        )
        for code, fate in seen.fates.items()
        if fate.change is not Change.SAME
    )
    session.flush()


def _carry_urusan(session: Session, seen: Foreseen) -> None:
    """Let the crosswalk lead to the new codes; what was not 1:1 is to be confirmed."""
    for row in session.scalars(select(Urusan)):
        told = [seen.fates.get(code, Fate(Change.SAME, (code,))) for code in row.codes]
        new = list(dict.fromkeys(code for fate in told for code in fate.targets))
        if new != row.codes or any(fate.asked for fate in told):
            row.certain = row.certain and not any(fate.asked for fate in told)
            row.codes = new


def _bring(session: Session, place: Place, release: Release) -> None:
    lock_government(session, place.id)
    rows = _name(session, place)
    _move_own(session, place, rows)
    deed = f"Kode referensi mengikuti rilis {release.name}"
    recode(session, place.id, place.rule(Kind.ELEMENT), deed=deed)
    keys = place.changing(Kind.PLANNED)
    recode_planned(session, keys, place.rule(Kind.PLANNED), deed)
    keys = place.changing(Kind.REGISTRATION)
    recode_registrations(session, keys, place.rule(Kind.REGISTRATION), deed)
    asked = [
        _question(place, release, code, place.plan.asked[code], **{COLUMNS[kind]: key})
        for kind, key, code in place.asked()
    ]
    by_code = {row.code: row for row in rows}
    asked += [
        _question(place, release, code, fate, own_code_id=by_code[code].id)
        for code, fate in place.plan.waiting.items()
    ]
    if asked:
        session.execute(insert(CodeQuestion), asked)
    session.flush()


def _name(session: Session, place: Place) -> list[OwnCode]:
    """Give a row to codes that are in use and have none; return all that are active."""
    made = [
        OwnCode(
            government_id=place.id,
            code=code,
            parent=code.rpartition(".")[0],
            name=f"{UNNAMED} {code}",
        )
        for code in place.unnamed
    ]
    session.add_all(made)
    session.flush()
    for row in made:
        values = {"code": (None, row.code), "name": (None, row.name)}
        history.note(session, row, "Kode sendiri dicatat", values, government=place.id)
    return [*(row for row in place.own if not row.retired_on), *made]


def _move_own(session: Session, place: Place, rows: Sequence[OwnCode]) -> None:
    """Let own codes follow their parents; two may change places."""
    moves = place.plan.moves
    moved = [
        (row, moves[row.code])
        for row in rows
        if moves.get(row.code, row.code) != row.code or row.code in place.plan.absorbed
    ]
    before = {row.id: (row.code, row.parent) for row, _ in moved}
    for row, _ in moved:
        row.code = f"~{row.id}"
    session.flush()
    for row, code in moved:
        old, parent = before[row.id]
        if old in place.plan.absorbed:
            row.code, row.replacement = old, code
            row.retired_on = day_of(now())
            values = {"replacement": ("", code), "retired_on": (None, row.retired_on)}
            deed = "Kode sendiri menjadi kode nasional"
        else:
            row.code, row.parent = code, code.rpartition(".")[0]
            values = {"code": (old, code), "parent": (parent, row.parent)}
            deed = "Kode sendiri mengikuti induknya"
        history.note(session, row, deed, values, government=place.id)
    session.flush()


def _question(
    place: Place, release: Release, code: str, fate: Fate, **about: int
) -> dict[str, Any]:
    blank = dict.fromkeys((*COLUMNS.values(), "own_code_id"))
    return {
        **blank,
        **about,
        "government_id": place.id,
        "release_id": release.id,
        "code": code,
        "change": fate.change.name,
        "targets": list(fate.targets),
        "answer": "",
        "answered_by": "",
    }


def _wait_for_others(session: Session) -> None:
    """Let releases come one after the other: the first row of all is the lock."""
    first = select(Release.id).order_by(Release.id).limit(1)
    session.scalar(first.with_for_update())


def _current(session: Session) -> Release:
    found = current(session)
    if found is None:
        raise WrongState("Kode referensi belum dimuat. Jalankan reference load.")
    return found


def _titles(session: Session, release: Release) -> dict[str, str]:
    query = select(ReferenceCode.code, ReferenceCode.name).where(
        ReferenceCode.release_id == release.id
    )
    return dict(session.execute(query.order_by(ReferenceCode.code)).all())
