"""A government with two offices, the people in them, and what they know."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from sqlalchemy.orm import Session

from architecture import history, inventory
from architecture.model import (
    Account,
    Application,
    Organisation,
    Registration,
    RegistrationKind,
    State,
)
from architecture.registration import drafting, submitting
from architecture.roles import Role
from tests import make

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"

TEXTS = {
    "name": "Presensi Pegawai Dinas",
    "description": "Mencatat kehadiran pegawai setiap hari kerja di kantor.",
    "function": "Mencatat jam masuk dan pulang pegawai, lalu membuat rekap kehadiran "
    "bulanan sebagai dasar potongan tunjangan.",
}
"""A proposal that does the work of `attendance`."""

OTHER_WORK = {
    "name": "Pemetaan Terumbu Karang",
    "description": "Mencatat letak dan kesehatan terumbu karang dari hasil selam.",
    "function": "Menyimpan titik selam, foto karang, dan menghitung tutupan karang.",
}


@dataclass
class City:
    """What most tests need."""

    root: Organisation
    health: Organisation
    staff: Organisation
    operator: Account
    head: Account
    attendance: Application


@pytest.fixture
def city(session: Session) -> City:
    root = make.government(session, "Kota Uji")
    health = make.office(session, "Dinas Kesehatan", of=root)
    staff = make.office(session, "Badan Kepegawaian", of=root)
    attendance = inventory.add(
        session,
        staff,
        {
            "name": "Sistem Presensi Pegawai",
            "acronym": "SIPRESPEG",
            "description": "Mencatat kehadiran pegawai dengan sidik jari.",
            "function": "Mencatat jam masuk dan pulang pegawai dan membuat rekap "
            "kehadiran bulanan untuk potongan tunjangan.",
        },
    )
    history.seal(session, by="uji")
    session.commit()
    return City(
        root,
        health,
        staff,
        make.account(session, Role.OPERATOR, health, name="Ani Operator"),
        make.account(session, Role.HEAD, health, name="Budi Kepala"),
        attendance,
    )


def draft(
    session: Session,
    city: City,
    values: dict[str, object] | None = None,
    *,
    kind: RegistrationKind = RegistrationKind.BUILD,
    office: Organisation | None = None,
    replaces: Application | None = None,
) -> Registration:
    """Make a draft of an office."""
    made = drafting.start(
        session,
        office or city.health,
        kind,
        account=city.operator.id,
        replaces=replaces,
    )
    drafting.save(session, made, OTHER_WORK if values is None else values)
    history.seal(session, by="uji")
    session.commit()
    return made


def listed(session: Session, city: City) -> Registration:
    """Make a draft that nothing stands in the way of: it runs already."""
    return draft(session, city, kind=RegistrationKind.EXISTING)


def sent(session: Session, city: City) -> Registration:
    """Make a registration that waits for the head."""
    made = listed(session, city)
    submitting.submit(session, made)
    history.seal(session, by="uji")
    session.commit()
    return made


def confirmed(session: Session, city: City) -> Registration:
    """Make a registration that Kominfo has."""
    made = sent(session, city)
    submitting.confirm(session, made)
    history.seal(session, by="uji")
    session.commit()
    assert made.state is State.IN_REVIEW
    return made


def pdf(name: str = "surat.pdf", content: bytes = PDF) -> tuple[BytesIO, str]:
    """Return a file to upload."""
    return BytesIO(content), name
