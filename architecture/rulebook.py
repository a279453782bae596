"""The rules as one government has them: severities, norms, thresholds, technology.

What is shipped with the portal holds until a government says otherwise; each change is
in its history, and can be taken back.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture import history
from architecture.conflicts import Adjustment, Severity, adjusted, kinds
from architecture.conflicts import Technology as Listed
from architecture.conflicts.kinds import Case, Kind
from architecture.errors import Invalid, NotFound
from architecture.model import Organisation, RuleSetting, Technology

LONGEST = 1000
LOWEST, HIGHEST = 0.05, 0.99


def kinds_of(session: Session, government: int) -> Mapping[str, Kind]:
    """Return the kinds of finding as a government has them."""
    query = select(
        RuleSetting.kind,
        RuleSetting.case,
        RuleSetting.severity,
        RuleSetting.norm,
        RuleSetting.advice,
        RuleSetting.least,
    ).where(RuleSetting.government_id == government)
    rows = session.execute(query).mappings()
    return adjusted(Adjustment(**row) for row in rows)


def changed_in(session: Session, government: int) -> set[tuple[str, str]]:
    """Return kind and case of everything that the government changed."""
    query = select(RuleSetting.kind, RuleSetting.case).where(
        RuleSetting.government_id == government
    )
    return {(kind, case) for kind, case in session.execute(query)}


def case_of(session: Session, government: int, kind: str, case: str) -> Case:
    """Return one case as the government has it.  Raises `NotFound`."""
    return _shipped(kinds_of(session, government), kind, case)


def shipped(kind: str, case: str) -> Case:
    """Return one case as it was shipped.  Raises `NotFound`."""
    return _shipped(kinds(), kind, case)


def may_block(kind: str) -> bool:
    """Tell whether findings of a kind may block: a suspicion never does.

    >>> may_block("duplicate"), may_block("missing_documents")
    (False, True)
    """
    suspicions = {"national_application", "duplicate", "overlap", "planned_already"}
    return kind not in suspicions | {"other_government", "family", "too_thin"}


def revise(session: Session, government: Organisation, wanted: Adjustment) -> None:
    """Let a case be as the government wants it; what is as shipped is not kept.

    Raises `NotFound`, or `Invalid` by field.
    """
    kind, case = wanted.kind, wanted.case
    was, before = shipped(kind, case), case_of(session, government.id, kind, case)
    _admit(was, wanted)
    values = {
        "severity": _unlike(wanted.severity, was.severity.value),
        "norm": _unlike(wanted.norm, was.norm),
        "advice": _unlike(wanted.advice, was.advice),
        "least": None if not was.at or wanted.least == was.at else wanted.least,
    }
    stored = _stored(session, government.id, kind, case)
    if not any(values.values()):
        if stored is not None:
            session.delete(stored)
    elif stored is None:
        place = {"government_id": government.id, "kind": kind, "case": case}
        session.add(RuleSetting(**place, **values))
    else:
        for name, value in values.items():
            setattr(stored, name, value)
    session.flush()
    _note(session, government, before, case_of(session, government.id, kind, case))


def restore(session: Session, government: Organisation, kind: str, case: str) -> None:
    """Let a case be as it was shipped.  Raises `NotFound`."""
    was = shipped(kind, case)
    as_shipped = Adjustment(
        kind=kind,
        case=case,
        severity=was.severity.value,
        norm=was.norm,
        advice=was.advice,
        least=was.at or None,
    )
    revise(session, government, as_shipped)


def _unlike(text: str, shipped: str) -> str:
    """Return a text where it says something else than the shipped one."""
    return "" if text.strip() == shipped else text.strip()


def _admit(was: Case, wanted: Adjustment) -> None:
    wrong: dict[str, list[str]] = {}
    if wanted.severity not in set(Severity):
        wrong["severity"] = ["Pilih salah satu bobot."]
    elif wanted.severity == Severity.BLOCKING and not may_block(wanted.kind):
        wrong["severity"] = ["Dugaan tidak boleh menghalangi: peluangnya dapat keliru."]
    for name, text in (("norm", wanted.norm), ("advice", wanted.advice)):
        if not text.strip():
            wrong[name] = ["Wajib diisi."]
        elif len(text) > LONGEST:
            wrong[name] = [f"Paling panjang {LONGEST} karakter."]
    if was.at and not LOWEST <= (wanted.least or 0) <= HIGHEST:
        wrong["least"] = ["Isi antara 5 dan 99 persen."]
    if wrong:
        raise Invalid("Periksa isian yang ditandai.", problems=wrong)


def _shipped(table: Mapping[str, Kind], kind: str, case: str) -> Case:
    found = table.get(kind)
    if found is None or (case, "") not in found.cases:
        raise NotFound("Tidak ada ketentuan itu.")
    return found.cases[case, ""]


def _stored(
    session: Session, government: int, kind: str, case: str
) -> RuleSetting | None:
    return session.scalar(
        select(RuleSetting).where(
            RuleSetting.government_id == government,
            RuleSetting.kind == kind,
            RuleSetting.case == case,
        )
    )


def _note(session: Session, government: Organisation, before: Case, now: Case) -> None:
    names = {"severity": "severity", "norm": "norm", "advice": "advice", "least": "at"}
    changed = history.difference(
        {name: str(getattr(before, field)) for name, field in names.items()},
        {name: str(getattr(now, field)) for name, field in names.items()},
    )
    if changed:
        history.note(
            session,
            government,
            f"Ketentuan diubah: {now.title}",
            changed,
            government=government.id,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class TechnologyDetails:
    """What is stated about a technology."""

    name: str
    kind: str = ""
    allowed: bool = True
    ends_on: date | None = None
    note: str = ""


def technologies(session: Session, government: int) -> Sequence[Technology]:
    """Return the list of a government: its own entries, and the shipped others."""
    query = select(Technology).where(
        or_(
            Technology.government_id == government,
            Technology.government_id.is_(None),
        )
    )
    found: dict[str, Technology] = {}
    for each in session.scalars(query):
        name = each.name.casefold()
        if name not in found or each.government_id is not None:
            found[name] = each
    return sorted(found.values(), key=lambda row: (row.kind, row.name.casefold()))


def listed(session: Session, government: int) -> tuple[Listed, ...]:
    """Return the list of a government as the rules take it."""
    return tuple(
        Listed(
            name=each.name,
            allowed=each.allowed,
            ends_on=each.ends_on,
            own=each.government_id is not None,
        )
        for each in technologies(session, government)
    )


def state(
    session: Session, government: Organisation, details: TechnologyDetails
) -> Technology:
    """Put a technology on the government's own list, or say something else of it.

    Raises `Invalid`.
    """
    name = " ".join(details.name.split())
    if not name or len(name) > 60:
        sentence = "Tulis nama dan versinya, paling panjang 60 karakter."
        raise Invalid(sentence, problems={"name": [sentence]})
    own = {
        each.name.casefold(): each
        for each in technologies(session, government.id)
        if each.government_id is not None
    }
    stored = own.get(name.casefold())
    values = {
        "kind": details.kind,
        "allowed": details.allowed,
        "ends_on": details.ends_on,
        "note": details.note.strip()[:LONGEST],
    }
    before = {key: getattr(stored, key) for key in values} if stored else {}
    if stored is None:
        stored = Technology(government_id=government.id, name=name, **values)
        session.add(stored)
    else:
        for key, value in values.items():
            setattr(stored, key, value)
    session.flush()
    changed = history.difference({k: before.get(k) for k in values}, values)
    if changed:
        deed = f"Standar teknologi: {name}"
        history.note(session, government, deed, changed, government=government.id)
    return stored


def own_technology(session: Session, government: int, key: int) -> Technology:
    """Return an entry that the government may say something of.  Raises `NotFound`."""
    found = session.get(Technology, key)
    if found is None or found.government_id not in {None, government}:
        raise NotFound("Tidak ada teknologi itu pada daftar.")
    return found


def drop(session: Session, government: Organisation, key: int) -> str:
    """Take an own entry off the list; a shipped one of that name holds again.

    Raises `NotFound` for what is not the government's own.
    """
    found = own_technology(session, government.id, key)
    if found.government_id is None:
        raise NotFound("Daftar bawaan tidak dapat dihapus; ubah saja izinnya.")
    name = found.name
    session.delete(found)
    session.flush()
    history.note(
        session,
        government,
        f"Dikeluarkan dari standar teknologi: {name}",
        {},
        government=government.id,
    )
    return name
