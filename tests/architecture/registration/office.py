"""A government with everybody who decides, and registrations on their way."""

import itertools
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy.orm import Session

from architecture import history
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.model import (
    Account,
    Application,
    Organisation,
    Outcome,
    Registration,
    RegistrationKind,
    State,
    Step,
    StepState,
    now,
)
from architecture.reference import documents
from architecture.registration import deciding, drafting, submitting
from architecture.registration.drafting import StoredFile
from architecture.registration.verdicts import Verdict
from architecture.roles import Field, Role
from architecture.scope import Viewer
from architecture.similar import similar
from eaportal.accounts import signing_in
from tests import make

SERIOUS = Finding(
    key="duplicate:APP-1",
    kind="duplicate",
    case="likely",
    severity=Severity.SERIOUS,
    subject=Subject(type=SubjectType.APPLICATION, code="APP-1", name="SIPADU", id=0),
    reasons=("Dinas lain sudah menjalankan SIPADU.",),
    norm="Pasal 56",
    advice="Hubungi pemiliknya.",
    score=0.8,
)
BLOCKING = replace(SERIOUS, key="closed:1", severity=Severity.BLOCKING)
REASON = "Lingkup pekerjaannya berbeda dan sudah dibahas dengan pemiliknya."

_number = itertools.count(1)

TEXTS = (
    "mencatat kunjungan kapal nelayan di dermaga",
    "menghitung retribusi pasar hewan setiap pekan",
    "menjadwalkan perawatan taman dan pohon peneduh",
    "mendata pengrajin batik beserta hasil karyanya",
    "memantau debit air irigasi sawah secara berkala",
    "mengatur giliran ronda dan laporan keamanan warga",
)


@dataclass
class Office:
    """A government: its Kominfo, another office, and an account for each role."""

    session: Session
    government: Organisation
    kominfo: Organisation
    dinas: Organisation
    accounts: dict[str, Account] = field(default_factory=dict)

    def viewer(self, who: str) -> Viewer:
        """Return who looks or acts."""
        return signing_in.viewer_of(self.session, self.accounts[who], date.today())  # noqa: DTZ011

    def step(self, registration: Registration, code: str) -> Step:
        """Return the step of that code in the present round."""
        return next(
            each for each in deciding.of_round(registration) if each.code == code
        )

    def say(
        self, registration: Registration, code: str, who: str, **said: Any
    ) -> Registration:
        """Take a step and keep it."""
        said.setdefault("passed", True)
        deciding.take(
            self.session,
            self.step(registration, code),
            Verdict(**said),
            viewer=self.viewer(who),
        )
        return self.keep(registration)

    def skip_outside(self, registration: Registration, who: str = "reviewer") -> None:
        """Leave out the considerations that are open."""
        for step in deciding.of_round(registration):
            if step.external and step.state is StepState.OPEN:
                deciding.leave_out(
                    self.session, step, "Tidak diminta.", viewer=self.viewer(who)
                )
        self.keep(registration)

    def keep(self, registration: Registration) -> Registration:
        """Seal the history and commit, as a page does."""
        history.seal(self.session, by="uji")
        self.session.commit()
        self.session.expire_all()
        return registration

    def to_conclusion(self, registration: Registration) -> Registration:
        """Let completeness and the four fields agree, and leave out the rest."""
        self.say(registration, "COMPLETENESS", "reviewer")
        for code in ("APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY"):
            self.say(registration, code, code)
        self.skip_outside(registration)
        return registration

    def to_signature(self, registration: Registration, **said: Any) -> Registration:
        """Go on to the signature, approved if nothing else is said."""
        self.to_conclusion(registration)
        said.setdefault("outcome", Outcome.APPROVED)
        said.setdefault("reason", "Belum ada yang serupa.")
        return self.say(registration, "CONCLUSION", "reviewer", **said)


def office(session: Session, name: str = "") -> Office:
    """Make a government with everybody who decides in it."""
    similar.forget()  # what it holds is of another test's database
    government = make.government(session, name)
    kominfo = make.office(session, "Dinas Kominfo", of=government, is_kominfo=True)
    dinas = make.office(session, "Dinas Kelautan", of=government)
    made = Office(session, government, kominfo, dinas)
    people = {
        "reviewer": (Role.REVIEWER, kominfo, None),
        "reviewer2": (Role.REVIEWER, kominfo, None),
        "APPLICATION": (Role.VALIDATOR, kominfo, Field.APPLICATION),
        "DATA": (Role.VALIDATOR, kominfo, Field.DATA),
        "INFRASTRUCTURE": (Role.VALIDATOR, kominfo, Field.INFRASTRUCTURE),
        "SECURITY": (Role.VALIDATOR, kominfo, Field.SECURITY),
        "signatory": (Role.SIGNATORY, kominfo, None),
        "coordinator": (Role.COORDINATOR, government, None),
        "operator": (Role.OPERATOR, dinas, None),
        "head": (Role.HEAD, dinas, None),
        "architect": (Role.ARCHITECT, kominfo, None),
    }
    for who, (role, place, of_field) in people.items():
        made.accounts[who] = make.account(
            session,
            role,
            place,
            field=of_field,
            name=f"Ibu {who.capitalize()}",
            title="Kepala Dinas Kominfo" if who == "signatory" else "",
            employee_number="19800101 200501 1 001",
        )
    return made


def drafted(
    office: Office,
    kind: RegistrationKind = RegistrationKind.BUILD,
    *,
    of: Organisation | None = None,
    replaces: Application | None = None,
    **details: Any,
) -> Registration:
    """Begin a registration with what its office must state."""
    number = next(_number)
    text = TEXTS[number % len(TEXTS)]
    stated = {
        "name": f"Catatan {number} {text.split()[1].capitalize()}",
        "description": f"Dinas perlu {text} agar datanya dapat dipercaya.",
        "function": f"{text.capitalize()}; menyusun rekap bulanan nomor {number}.",
        "output": "Rekap bulanan.",
        "licence": "OPEN_SOURCE",
        "platforms": ["WEB", "MOBILE"],
        **details,
    }
    registration = drafting.start(
        office.session,
        of or office.dinas,
        kind,
        account=office.accounts["operator"].id,
        replaces=replaces,
    )
    drafting.save(office.session, registration, stated, no_plan_reason="Mendesak.")
    for needed in documents.required(kind.name):
        drafting.attach(
            office.session,
            registration,
            needed,
            paper(),
            account=office.accounts["operator"].id,
        )
    return office.keep(registration)


def in_review(
    office: Office,
    kind: RegistrationKind = RegistrationKind.BUILD,
    *,
    findings: list[Finding] | None = None,
    of: Organisation | None = None,
    replaces: Application | None = None,
    **details: Any,
) -> Registration:
    """Bring a registration to Kominfo; with `findings` nothing is searched for."""
    registration = drafted(office, kind, of=of, replaces=replaces, **details)
    if findings is None:
        submitting.submit(office.session, registration)
        submitting.confirm(office.session, registration)
        return office.keep(registration)
    registration.findings = [each.to_json() for each in findings]
    registration.state = State.IN_REVIEW
    registration.submitted_at = registration.confirmed_at = now()
    submitting.lay_steps(office.session, registration)
    return office.keep(registration)


def paper(name: str = "KAK.pdf") -> StoredFile:
    """Return a file that the storage is said to keep."""
    return StoredFile(
        key="ab/cd/abcd",
        filename=name,
        media_type="application/pdf",
        size=12,
        sha256="abcd",
    )


@pytest.fixture
def kota(session: Session) -> Office:
    """Give a government with everybody who decides."""
    return office(session)


@pytest.fixture
def usulan(kota: Office) -> Registration:
    """Give a registration that just came to Kominfo, without findings."""
    return in_review(kota, findings=[])
