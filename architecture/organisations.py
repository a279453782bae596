"""What may be done to governments and their offices; and the tree that they form."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from architecture import history, scope
from architecture.errors import CodeTaken, Invalid, NotFound, WrongState
from architecture.locking import lock_government
from architecture.model import (
    Element,
    Government,
    Holiday,
    Kind,
    Level,
    Organisation,
    WorkflowStep,
)
from architecture.reference import calendar, workflow

Row = TypeVar("Row", bound="Placed")


class Placed(Protocol):
    """What has a place in a tree: an office as it is, or as it is on another day."""

    @property
    def id(self) -> Any:
        """Return its id."""

    @property
    def name(self) -> Any:
        """Return what it is called."""

    @property
    def parent_id(self) -> Any:
        """Return what it hangs below."""


@dataclass(frozen=True, kw_only=True)
class OfficeDetails:
    """What is stated about an office or unit."""

    code: str
    name: str
    short_name: str = ""
    is_kominfo: bool = False
    urusan: list[str] = field(default_factory=list)
    former_names: list[str] = field(default_factory=list)
    starts_on: date | None = None
    ends_on: date | None = None


def create_government(
    session: Session, code: str, name: str, *, national: bool = False, place: str = ""
) -> Organisation:
    """Make a government with the default workflow, or a national organisation.

    Raises `CodeTaken` if the code is in use, `Invalid` if code or name is empty.
    """
    code, name = tidy(session, code, name)
    government = Organisation(
        code=code, name=name, kind=Kind.NATIONAL if national else Kind.GOVERNMENT
    )
    session.add(government)
    session.flush()
    government.government_id = government.id
    if not national:
        settings = Government(
            organisation_id=government.id, place=place, level=level_of(name)
        )
        session.add(settings)
        adopt_default_workflow(session, government)
    session.flush()
    history.note(session, government, "Instansi dibuat", government=government.id)
    return government


def level_of(name: str) -> Level | None:
    """Return the level that the name of a government tells, None where it is silent.

    >>> level_of("Pemerintah Kabupaten Teladan").name, level_of("Instansi Uji")
    ('REGENCY', None)
    """
    words = set(name.casefold().split())
    return next((each for each in Level if each.value.casefold() in words), None)


def create_office(
    session: Session, parent: Organisation, details: OfficeDetails
) -> Organisation:
    """Add an office below a government, or a unit below an office.

    Raises `CodeTaken` if the code is in use, `Invalid` if code or name is empty or
    another office reviews already.
    """
    code, name = tidy(session, details.code, details.name)
    if parent.government_id is None:
        raise WrongState("Induk belum termasuk dalam suatu instansi.")
    if details.is_kominfo:
        _check_reviewing(session, parent.government_id)
    kind = Kind.OFFICE if parent.id == parent.government_id else Kind.UNIT
    stated = asdict(details) | {"code": code, "name": name}
    office = Organisation(
        **stated, kind=kind, parent_id=parent.id, government_id=parent.government_id
    )
    session.add(office)
    session.flush()
    history.note(
        session,
        office,
        "Perangkat daerah ditambahkan",
        {key: (None, value) for key, value in stated.items() if value},
        government=parent.government_id,
    )
    return office


def revise_office(
    session: Session, office: Organisation, details: OfficeDetails
) -> None:
    """Replace what is stated about an office; a changed name is kept as a former one.

    Raises `CodeTaken` or `Invalid`.
    """
    code, name = tidy(session, details.code, details.name, own=office.id)
    government = office.government_id or office.id
    if details.is_kominfo and not office.is_kominfo:
        _check_reviewing(session, government)
    stated = asdict(details) | {"code": code, "name": name}
    if name != office.name and office.name not in stated["former_names"]:
        stated["former_names"] = [*stated["former_names"], office.name]
    history.change(
        session,
        office,
        stated,
        deed="Perangkat daerah diubah",
        government=government,
    )


def move_office(session: Session, office: Organisation, parent: Organisation) -> None:
    """Hang an office, with all that lies below it, somewhere else in its government.

    Raises `Invalid` for the government itself, and for a place below the office.
    """
    if parent.id == office.parent_id:
        return
    government = office.government_id or office.id
    inside = below(parents(session, [government]), office.id)
    if office.id == government or parent.id in inside:
        sentence = "Tidak dapat dipindahkan ke bawah dirinya sendiri."
        raise Invalid(sentence, problems={"parent": [sentence]})
    above = session.get(Organisation, office.parent_id)
    office.parent_id = parent.id
    office.kind = Kind.OFFICE if parent.id == government else Kind.UNIT
    history.note(
        session,
        office,
        "Perangkat daerah dipindahkan",
        {"parent": (above.code if above else None, parent.code)},
        government=government,
    )


def revise_settings(
    session: Session, government: Organisation, values: Mapping[str, Any]
) -> None:
    """Change how a government works; `values` run by the columns of `Government`."""
    stored = settings(session, government.id)
    changed = history.difference(
        {name: getattr(stored, name) for name in values}, values
    )
    for name, (_, value) in changed.items():
        setattr(stored, name, value)
    if changed:
        history.note(
            session,
            government,
            "Pengaturan instansi diubah",
            changed,
            government=government.id,
        )


def adopt_default_workflow(session: Session, government: Organisation) -> None:
    """Give a government the steps that the portal ships, as rows it may change."""
    for track in workflow.Track:
        for step in workflow.steps(track):
            session.add(
                WorkflowStep(
                    government_id=government.id,
                    track=track,
                    code=step.code,
                    title=step.title,
                    help=step.help,
                    role=step.role,
                    field=step.field,
                    position=step.position,
                    external=step.external,
                    condition=step.condition,
                    signs=step.code == "SIGNATURE",
                    concludes=step.code == "CONCLUSION"
                    or track is workflow.Track.LISTING,
                    target_days=step.target_days,
                )
            )


def by_code(session: Session, code: str) -> Organisation:
    """Return the organisation of that code.  Raises `NotFound`."""
    query = select(Organisation).where(
        func.upper(Organisation.code) == code.strip().upper()
    )
    found = session.scalar(query)
    if found is None:
        raise NotFound(f"Tidak ada organisasi dengan kode “{code}”.")
    return found


def governments(session: Session) -> Sequence[Organisation]:
    """Return all governments by name; national organisations are not among them."""
    query = select(Organisation).where(Organisation.kind == Kind.GOVERNMENT)
    return session.scalars(query.order_by(Organisation.name)).all()


def roots(session: Session) -> Sequence[Organisation]:
    """Return whatever has a history of its own: governments and national ones."""
    query = select(Organisation).where(Organisation.parent_id.is_(None))
    return session.scalars(query.order_by(Organisation.code)).all()


def names(session: Session) -> dict[int, str]:
    """Return id → name of all governments by name, to choose one of hundreds."""
    query = select(Organisation.id, Organisation.name)
    query = query.where(Organisation.kind == Kind.GOVERNMENT)
    return dict(session.execute(query.order_by(Organisation.name)).all())


def tree(session: Session, government: int) -> Sequence[Organisation]:
    """Return a government with all its offices and units, parents before children."""
    query = select(Organisation).where(Organisation.government_id == government)
    return in_order(session.scalars(query).all(), government)


def in_order(rows: Iterable[Row], root: int) -> list[Row]:
    """Return organisations as a tree is read: each followed by what lies below it."""
    children: dict[int | None, list[Row]] = {}
    first: list[Row] = []
    for row in sorted(rows, key=lambda each: each.name.casefold()):
        if row.id == root:
            first.append(row)
        else:
            children.setdefault(row.parent_id, []).append(row)
    ordered: list[Row] = []
    stack = first[::-1]
    while stack:
        row = stack.pop()
        ordered.append(row)
        stack.extend(reversed(children.get(row.id, [])))
    return ordered


def standing(rows: Iterable[Organisation], on: date) -> list[Organisation]:
    """Return those that have not ended by a day; nothing new is given to the others."""
    return [row for row in rows if row.ends_on is None or row.ends_on >= on]


def depths(rows: Iterable[Placed]) -> dict[int, int]:
    """Return how deep each organisation lies: 0 for the root; parents come first."""
    found: dict[int, int] = {}
    for row in rows:
        found[row.id] = found.get(row.parent_id or 0, -1) + 1
    return found


def below(parents: Mapping[int, int | None], root: int) -> frozenset[int]:
    """Return an organisation with all that lies below it, given child → parent.

    >>> sorted(below({1: None, 2: 1, 3: 2, 4: 1}, 2))
    [2, 3]
    """
    children: dict[int, list[int]] = {}
    for child, parent in parents.items():
        if parent is not None:
            children.setdefault(parent, []).append(child)
    found: set[int] = set()
    waiting = [root]
    while waiting:
        each = waiting.pop()
        if each not in found:
            found.add(each)
            waiting.extend(children.get(each, []))
    return frozenset(found)


def parents(session: Session, governments_: Iterable[int]) -> dict[int, int | None]:
    """Return child → parent for all organisations of these governments."""
    query = select(Organisation.id, Organisation.parent_id).where(
        Organisation.government_id.in_(sorted(governments_))
    )
    return dict(session.execute(query).all())


def settings(session: Session, government: int) -> Government:
    """Return how a government works.  Raises `NotFound` for one without settings."""
    found = session.get(Government, government)
    if found is None:
        raise NotFound("Instansi ini tidak memiliki pengaturan.")
    return found


def holidays(session: Session, government: int) -> frozenset[date]:
    """Return the days that are no working days there: national ones and its own."""
    query = select(Holiday.day).where(
        or_(Holiday.government_id.is_(None), Holiday.government_id == government)
    )
    return frozenset(session.scalars(query)) or frozenset(calendar.holidays())


def counts(session: Session, government: int) -> dict[int, int]:
    """Return how many elements each organisation of a government owns."""
    query = (
        select(Element.organisation_id, func.count())
        .where(Element.government_id == government, scope.by_itself())
        .group_by(Element.organisation_id)
    )
    return dict(session.execute(query).all())


def _check_reviewing(session: Session, government: int) -> None:
    """Refuse a second office that reviews; under the government's lock."""
    lock_government(session, government)
    query = select(Organisation.name).where(
        Organisation.government_id == government, Organisation.is_kominfo
    )
    reviewing = session.scalar(query)
    if reviewing is not None:
        sentence = (
            f"{reviewing} sudah ditandai sebagai penelaah. Lepas dahulu tandanya di "
            "sana, lalu tandai di sini."
        )
        raise Invalid(sentence, problems={"is_kominfo": [sentence]})


def tidy(session: Session, code: str, name: str, *, own: int = 0) -> tuple[str, str]:
    """Return code and name as they are kept.  Raises `CodeTaken` or `Invalid`."""
    code, name = code.strip().upper(), " ".join(name.split())
    if not code or not name:
        raise Invalid("Kode dan nama wajib diisi.")
    if len(code) > 40 or not code.replace("-", "").replace(".", "").isalnum():
        sentence = (
            "Kode hanya boleh berisi huruf, angka, titik, dan tanda hubung, "
            "paling panjang 40 karakter."
        )
        raise Invalid(sentence, problems={"code": [sentence]})
    query = select(Organisation.id).where(func.upper(Organisation.code) == code)
    if session.scalar(query.where(Organisation.id != own)):
        raise CodeTaken(f"Kode “{code}” sudah dipakai.", field="code")
    return code, name
