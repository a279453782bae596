"""What the office writes: a draft, its documents, its answers to what was found."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from architecture import history
from architecture.conflicts import Finding, Moment, may_override
from architecture.conflicts.severity import long_enough
from architecture.conflicts.severity import table as consequences
from architecture.errors import Changed, Invalid, NotAllowed, WrongState
from architecture.layers import Status
from architecture.locking import lock_government
from architecture.model import (
    Answer,
    AnswerKind,
    Application,
    Document,
    Organisation,
    PlanLine,
    Registration,
    RegistrationKind,
    State,
    now,
)
from architecture.numbering import next_number
from architecture.reference import documents as document_words
from architecture.reference.calendar import day_of
from architecture.registration.asking import asked_of
from architecture.scope import Viewer

OPEN_TO_OFFICE = frozenset({State.DRAFT, State.RETURNED})
"""The states in which the office may write."""

MOST_DOCUMENTS = 40
LONGEST_REASON = 2000
A_MOMENT = timedelta(seconds=10)
"""Who begins the same twice within this time has clicked twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredFile:
    """A file that the storage keeps already, and what was found out about it."""

    key: str
    filename: str
    media_type: str
    size: int
    sha256: str


def start(
    session: Session,
    organisation: Organisation,
    kind: RegistrationKind,
    *,
    account: int,
    replaces: Application | None = None,
    stated: Mapping[str, Any] | None = None,
) -> Registration:
    """Begin a draft, or go on with the same one that was begun a moment ago.

    `stated` is what it begins with.

    Raises `Invalid` if an enhancement names no application of the own government, or
    one that is not active any more.
    """
    government = organisation.government_id or organisation.id
    _check_replaced(kind, replaces, government)
    lock_government(session, government)  # a second click waits for the first draft
    begun = _begun(session, organisation, kind, account, replaces)
    if begun is not None and begun.details == dict(stated or {}):
        return begun
    year = day_of(now()).year
    number = next_number(session, government, "USULAN", year=year)
    registration = Registration(
        number=f"USUL-{year}-{number:04d}",
        kind=kind,
        government_id=government,
        organisation_id=organisation.id,
        created_by_id=account,
        replaces_id=replaces.id if replaces else None,
        details=dict(stated or {}),
        name=str((stated or {}).get("name") or ""),
    )
    session.add(registration)
    session.flush()
    values = {"number": (None, registration.number), "kind": (None, kind)}
    history.note(session, registration, "Draf dibuat", values, government=government)
    return registration


def save(
    session: Session,
    registration: Registration,
    raw: Mapping[str, Any],
    *,
    version: int | None = None,
    plan_line: PlanLine | None = None,
    no_plan_reason: str = "",
) -> None:
    """Keep what was typed, right or wrong: a draft loses nothing.

    Raises `WrongState` once it was submitted, `Changed` if somebody else saved since
    something else than this.
    """
    _open(registration)
    asked = asked_of(session, registration)
    values = _saved(registration, asked, raw, plan_line, no_plan_reason)
    stale = version is not None and version != registration.version
    if stale and any(getattr(registration, n) != v for n, v in values.items()):
        raise Changed(
            "Draf ini baru saja disimpan orang lain. Isian Anda masih ada di bawah; "
            "periksa lalu simpan lagi."
        )
    changed = history.change(
        session,
        registration,
        values,
        deed="Draf disimpan",
        government=registration.government_id,
    )
    if changed:
        registration.updated_at = now()


def _saved(
    registration: Registration,
    asked: Iterable[str],
    raw: Mapping[str, Any],
    plan_line: PlanLine | None,
    no_plan_reason: str,
) -> dict[str, Any]:
    given = {name: _cut(raw[name]) for name in asked if name in raw}
    untouched = {n: v for n, v in registration.details.items() if n not in raw}
    return {
        "details": untouched | {n: v for n, v in given.items() if v not in ("", [])},
        "name": " ".join(str(given.get("name") or "").split())[:200],
        "plan_line_id": plan_line.id if plan_line else None,
        "no_plan_reason": no_plan_reason.strip()[:LONGEST_REASON],
    }


def attach(
    session: Session,
    registration: Registration,
    kind: str,
    file: StoredFile,
    *,
    account: int,
) -> Document:
    """Add a document.  Raises `WrongState`, or `Invalid` for an unknown kind."""
    _open(registration)
    if kind not in document_words.kinds():
        raise Invalid("Jenis dokumen tidak dikenal.", problems={"kind": ["Pilih."]})
    if len(registration.documents) >= MOST_DOCUMENTS:
        raise Invalid(f"Paling banyak {MOST_DOCUMENTS} dokumen per usulan.")
    document = Document(
        government_id=registration.government_id,
        registration_id=registration.id,
        kind=kind,
        filename=file.filename,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        key=file.key,
        by_id=account,
    )
    session.add(document)
    session.flush()
    values = {"document": (None, file.filename)}
    history.note(
        session,
        registration,
        "Dokumen dilampirkan",
        values,
        government=registration.government_id,
    )
    return document


def detach(session: Session, registration: Registration, document: Document) -> None:
    """Take a document off the registration; the file itself stays on record."""
    _open(registration)
    document.registration_id = None
    values = {"document": (document.filename, None)}
    history.note(
        session,
        registration,
        "Dokumen dilepas",
        values,
        government=registration.government_id,
    )


def answer(
    session: Session,
    registration: Registration,
    finding: str,
    kind: AnswerKind,
    reason: str,
    *,
    account: int,
    overrides: bool = False,
) -> Answer:
    """Keep what the office says to a finding; a later answer takes its place.

    Raises `Invalid` where "different" comes without a reason.
    """
    _open(registration, State.WAITING_FOR_HEAD)
    reason = reason.strip()
    if kind is AnswerKind.DIFFERENT and len(reason) < 10:
        raise Invalid("Tuliskan apa yang berbeda, paling sedikit satu kalimat.")
    if len(reason) > LONGEST_REASON:
        raise Invalid(f"Alasan paling panjang {LONGEST_REASON} karakter.")
    query = select(Answer).where(
        Answer.registration_id == registration.id, Answer.finding == finding
    )
    given = session.scalar(query)
    before = _as_text(given.answer, given.reason) if given else None
    if given is None:
        given = Answer(
            registration_id=registration.id,
            finding=finding,
            answer=kind,
            reason=reason,
            overrides=overrides,
            by_id=account,
        )
        session.add(given)
    else:
        given.answer, given.reason, given.by_id = kind, reason, account
        given.overrides, given.at = overrides, now()
    session.flush()
    values = {finding: (before, _as_text(kind, reason))}
    history.note(
        session,
        registration,
        "Temuan dijawab",
        values,
        government=registration.government_id,
    )
    return given


def override(
    session: Session,
    registration: Registration,
    finding: Finding,
    reason: str,
    *,
    viewer: Viewer,
) -> Answer:
    """Pass a finding that stops the submission, as a role that may do so.

    Raises `NotAllowed`, or `Invalid` where the reason says too little.
    """
    roles = [
        post.role
        for post in viewer.posts
        if registration.organisation_id in post.organisations
    ]
    if not may_override(finding.severity, Moment.SUBMISSION, roles):
        raise NotAllowed("Jabatan Anda tidak dapat meneruskan temuan ini.")
    if not long_enough(finding.severity, reason):
        least = consequences()[finding.severity].reason_minimum
        raise Invalid(f"Tuliskan alasannya, paling sedikit {least} karakter.")
    return answer(
        session,
        registration,
        finding.key,
        AnswerKind.DIFFERENT,
        reason,
        account=viewer.account,
        overrides=True,
    )


def _as_text(kind: AnswerKind, reason: str) -> str:
    return f"{kind.value}: {reason}" if reason else kind.value


def _check_replaced(
    kind: RegistrationKind, replaces: Application | None, government: int
) -> None:
    if replaces is None:
        if kind is RegistrationKind.ENHANCE:
            raise Invalid("Pilih aplikasi yang akan dikembangkan atau diganti.")
        return
    own = replaces.government_id == government
    if kind is RegistrationKind.ENHANCE and not own:
        raise Invalid(f"{replaces.name} bukan milik instansi Anda.")
    if replaces.status is Status.RETIRED or replaces.merged_into_id:
        raise Invalid(f"{replaces.name} sudah tidak aktif.")


def _begun(
    session: Session,
    organisation: Organisation,
    kind: RegistrationKind,
    account: int,
    replaces: Application | None,
) -> Registration | None:
    query = (
        select(Registration)
        .where(
            Registration.organisation_id == organisation.id,
            Registration.kind == kind,
            Registration.state == State.DRAFT,
            Registration.created_by_id == account,
            Registration.replaces_id == (replaces.id if replaces else None),
            Registration.created_at > now() - A_MOMENT,
        )
        .order_by(Registration.id.desc())
    )
    return session.scalars(query.limit(1)).first()


def _open(registration: Registration, *also: State) -> None:
    if registration.state not in OPEN_TO_OFFICE | set(also):
        raise WrongState(
            f"Usulan ini {registration.state.value.lower()}; isinya tidak dapat diubah."
        )


def _cut(value: Any) -> Any:
    """Keep a draft of sane size; the form says beside the field what is too long."""
    if isinstance(value, str):
        return value.replace("\x00", "")[:20_000]
    return value
