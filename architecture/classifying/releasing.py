"""Bring a new release into force: every link is carried over, or somebody is asked."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Text, cast, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.classifying.carrying import Carried, Owned, carried
from architecture.classifying.checking import MOST_TOLD, problems
from architecture.classifying.inferring import fates
from architecture.classifying.recoding import recode
from architecture.classifying.tree import current
from architecture.classifying.values import Change, Fate, NewCode
from architecture.errors import CodeTaken, Invalid, WrongState
from architecture.locking import lock_government
from architecture.model import (
    CodeChange,
    CodeQuestion,
    Element,
    Organisation,
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
class Effect:
    """What a release does to one government: how many of what."""

    government: str
    elements: int = 0
    own: int = 0
    asked: int = 0

    @property
    def is_any(self) -> bool:
        """Tell whether anything changes."""
        return bool(self.elements or self.own or self.asked)


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
    def counts(self) -> dict[str, int]:
        """Return how many codes met which change."""
        found = Counter(fate.change.value for fate in self.fates.values())
        found[Change.NEW.value] = len(self.new)
        return {each.value: found[each.value] for each in Change if found[each.value]}


@dataclass(slots=True)
class _Government:
    """One government while a release is brought in."""

    id: int
    name: str
    own: Sequence[OwnCode]
    unnamed: list[str]
    plan: Carried
    elements: list[tuple[int, list[str]]] = field(default_factory=list)
    pending: set[tuple[int, str]] = field(default_factory=set)

    def codes_of(self, key: int, codes: Sequence[str]) -> list[str]:
        """Return what an element bears from now on."""
        return list(
            dict.fromkeys(
                code if (key, code) in self.pending else self.plan.moves.get(code, code)
                for code in codes
            )
        )

    def asked(self) -> list[tuple[int, str]]:
        """Return the elements with a code that somebody has to choose for."""
        return [
            (key, code)
            for key, codes in self.elements
            for code in codes
            if code in self.plan.asked and (key, code) not in self.pending
        ]


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
    name = name.strip()
    if not name or len(name) > LONGEST_NAME:
        raise Invalid(f"Beri nama rilis, paling panjang {LONGEST_NAME} huruf.")
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
) -> tuple[Foreseen, list[_Government]]:
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
    places = _governments(session, found, titles)
    effects = [each for each in map(_effect, places) if each.is_any]
    seen = Foreseen(rows, found, new, titles, effects, sorted({c[:3] for c in kept}))
    return seen, places


def _governments(
    session: Session, found: Mapping[str, Fate], titles: Mapping[str, str]
) -> list[_Government]:
    bearing: dict[int, list[tuple[int, list[str]]]] = {}
    query = select(Element.id, Element.government_id, Element.reference_codes).where(
        cast(Element.reference_codes, Text) != "[]"
    )
    for key, root, codes in session.execute(query.order_by(Element.id)):
        bearing.setdefault(root, []).append((key, list(codes)))
    own: dict[int, list[OwnCode]] = {}
    for row in session.scalars(select(OwnCode).order_by(OwnCode.code)):
        own.setdefault(row.government_id, []).append(row)
    open_ = _open(session)
    names = dict(
        session.execute(
            select(Organisation.id, Organisation.name).where(
                Organisation.id.in_({*bearing, *own})
            )
        ).all()
    )
    return [
        _Government(
            root,
            names[root],
            own.get(root, []),
            *_planned(
                own.get(root, []), _borne(bearing.get(root, []), open_), found, titles
            ),
            bearing.get(root, []),
            open_,
        )
        for root in sorted(names)
    ]


def _borne(
    elements: Sequence[tuple[int, list[str]]], open_: set[tuple[int, str]]
) -> set[str]:
    return {
        code for key, codes in elements for code in codes if (key, code) not in open_
    }


def _planned(
    own: Sequence[OwnCode],
    borne: set[str],
    found: Mapping[str, Fate],
    titles: Mapping[str, str],
) -> tuple[list[str], Carried]:
    """Return the codes that are in use and have no row, and where all codes go."""
    active = [row for row in own if not row.retired_on]
    known = {*found, *(row.code for row in own)}
    parents = {*found, *(row.code for row in active)}
    unnamed = sorted(
        code for code in borne - known if code.rpartition(".")[0] in parents
    )
    owned = [Owned(row.id, row.code, row.parent, row.name) for row in active]
    owned += [Owned(0, code, code.rpartition(".")[0], "") for code in unnamed]
    retired = [row.code for row in own if row.retired_on]
    return unnamed, carried(found, titles, owned, retired)


def _effect(place: _Government) -> Effect:
    changed = sum(place.codes_of(key, codes) != codes for key, codes in place.elements)
    moved = sum(
        place.plan.moves.get(row.code, row.code) != row.code
        for row in place.own
        if not row.retired_on
    )
    asked = len(place.asked()) + len(place.plan.waiting)
    return Effect(place.name, changed, moved, asked)


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


def _bring(session: Session, place: _Government, release: Release) -> None:
    lock_government(session, place.id)
    rows = _name(session, place)
    _move_own(session, place, rows)
    recode(
        session,
        place.id,
        lambda element: place.codes_of(element.id, element.reference_codes),
        deed=f"Kode referensi mengikuti rilis {release.name}",
    )
    for key, code in place.asked():
        _ask(session, place, release, code, place.plan.asked[code], element=key)
    by_code = {row.code: row for row in rows}
    for code, fate in place.plan.waiting.items():
        _ask(session, place, release, code, fate, own=by_code[code].id)
    session.flush()


def _name(session: Session, place: _Government) -> list[OwnCode]:
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


def _move_own(session: Session, place: _Government, rows: Sequence[OwnCode]) -> None:
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


def _ask(
    session: Session,
    place: _Government,
    release: Release,
    code: str,
    fate: Fate,
    *,
    element: int | None = None,
    own: int | None = None,
) -> None:
    session.add(
        CodeQuestion(
            government_id=place.id,
            release_id=release.id,
            element_id=element,
            own_code_id=own,
            code=code,
            change=fate.change.name,
            targets=list(fate.targets),
        )
    )


def _open(session: Session) -> set[tuple[int, str]]:
    """Return what is still asked from an earlier release: no rule touches it."""
    query = select(CodeQuestion.element_id, CodeQuestion.code).where(
        CodeQuestion.answered_at.is_(None), CodeQuestion.element_id.is_not(None)
    )
    return {(key, code) for key, code in session.execute(query) if key}


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
