"""What stands in a letter, and who signs it in whose name."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from architecture import letters
from architecture.documents.letter import Letter as Value
from architecture.documents.letter import of_content, worded
from architecture.letters.content import signed_as
from architecture.model import (
    Account,
    Government,
    Outcome,
)
from architecture.roles import Role
from architecture.scope import PostHeld
from tests.architecture.letters.made import settings, signed, waiting


def test_the_content_is_what_the_documents_read(kota):
    settings(kota).copies = ["Wali Kota (sebagai laporan)", "Kepala Bappeda"]
    settings(kota).letterhead = ["PEMERINTAH KOTA", "DINAS KOMINFO"]
    kota.session.commit()
    letter = signed(
        kota, outcome=Outcome.APPROVED_WITH_CONDITIONS, conditions=["Pakai API."]
    )
    value = of_content(letter.content, site="https://ea.contoh.go.id")
    usulan = letter.registration
    assert value == Value(
        government=kota.government.name,
        office="Dinas Kominfo",
        letterhead=("PEMERINTAH KOTA", "DINAS KOMINFO"),
        number=letter.number,
        place="",
        date=letter.content["date"],
        subject=f"Keputusan atas usulan aplikasi “{usulan.name}”",
        addressee="Dinas Kelautan",
        registration_number=usulan.number,
        registration_name=usulan.name,
        registration_kind="Membangun baru",
        outcome="APPROVED_WITH_CONDITIONS",
        outcome_label="Disetujui dengan syarat",
        reasons=("Belum ada.", "Sudah direncanakan."),
        conditions=("Pakai API.",),
        signatory_title="Kepala Dinas Kominfo",
        signatory_name="Ibu Signatory",
        signatory_number="19800101 200501 1 001",
        copies=("Wali Kota (sebagai laporan)", "Kepala Bappeda"),
        verification_url=f"https://ea.contoh.go.id/surat/cek/{letter.token}",
        history_head=letter.history_head,
    )


def test_every_key_of_the_content_is_known_to_the_documents(kota):
    known = set(Value.__dataclass_fields__) | {"verification_path"}
    assert set(signed(kota).content) <= known


def test_a_letter_names_what_was_found_and_its_evidence(kota):
    usulan = waiting(kota)
    usulan.findings = [
        found("duplicate", "application", "SIPADU"),
        found("too_thin", "field", "Fungsi"),
    ]
    kota.keep(usulan)
    reasons = dict.fromkeys(("duplicate", "too_thin"), "Berbeda lingkupnya.")
    kota.step(usulan, "CONCLUSION").overrides = reasons
    kota.keep(usulan)
    kota.say(usulan, "SIGNATURE", "signatory")
    [letter] = letters.of_registration(kota.session, usulan)
    assert letter.content["findings"] == [
        {
            "name": "SIPADU",
            "owner": "Dinas Sosial",
            "reason": "Fungsinya sama. Datanya sama.",
        }
    ]


@dataclass
class Case:
    """A post and an account, and how the letter is signed."""

    role: Role
    acting: str
    title: str
    at_root: bool
    delegation: str
    signed: str


@pytest.mark.parametrize(
    "case",
    [
        Case(Role.SIGNATORY, "", "Kepala Dinas X", False, "", "Kepala Dinas X"),
        Case(Role.SIGNATORY, "", "", False, "", "Kepala Dinas Kominfo"),
        Case(
            Role.SIGNATORY,
            "a.n.",
            "Kepala Dinas X",
            False,
            "a.n. Wali Kota Contoh",
            "Kepala Dinas X",
        ),
        Case(
            Role.SIGNATORY, "Plt", "Sekretaris", False, "", "Plt. Kepala Dinas Kominfo"
        ),
        Case(
            Role.SIGNATORY, "plh.", "Sekretaris", False, "", "Plh. Kepala Dinas Kominfo"
        ),
        Case(
            Role.COORDINATOR,
            "Pj.",
            "Sekretaris Daerah",
            True,
            "",
            "Pj. Sekretaris Daerah",
        ),
        Case(
            Role.SIGNATORY,
            "Plt. Kepala Dinas Y",
            "Sekretaris",
            False,
            "",
            "Plt. Kepala Dinas Y",
        ),
        Case(
            Role.SIGNATORY,
            "a.n. Sekretaris Daerah",
            "Kepala Dinas X",
            False,
            "a.n. Sekretaris Daerah",
            "Kepala Dinas X",
        ),
        Case(Role.COORDINATOR, "", "", True, "", "Koordinator SPBE"),
    ],
    ids=lambda case: f"{case.role.name} {case.acting}",
)
def test_delegation_stands_as_officials_write_it(case):
    place = SimpleNamespace(
        id=1 if case.at_root else 2, government_id=1, name="Dinas Kominfo"
    )
    post = PostHeld(case.role, place.id, 1, frozenset({place.id}), acting=case.acting)
    rules = Government(organisation_id=1, head_title="Wali Kota Contoh")
    account = Account(email="a@b.go.id", name="Ani", title=case.title, password_hash="")
    assert signed_as(account, post, place, rules) == (case.delegation, case.signed)
    words = worded(
        of_content(
            CONTENT | {"delegation": case.delegation, "signatory_title": case.signed}
        )
    )
    assert words.signature == tuple(filter(None, (case.delegation, f"{case.signed},")))


CONTENT = {
    "government": "Kota",
    "number": "1",
    "place": "",
    "date": "",
    "subject": "",
    "addressee": "Dinas",
    "registration_number": "",
    "registration_name": "",
    "registration_kind": "",
    "outcome": "APPROVED",
    "outcome_label": "Disetujui",
}


def found(key, kind, name):
    return {
        "key": key,
        "kind": "duplicate",
        "case": "likely",
        "severity": "serious",
        "subject": {
            "type": kind,
            "code": "A-1",
            "name": name,
            "id": 0,
            "owner": "Dinas Sosial",
            "government": "",
        },
        "reasons": [
            "Dinas Sosial memakainya.",
            "Kami menduga pekerjaannya sama, karena:",
            "Fungsinya sama.",
            "Datanya sama.",
        ],
        "norm": "",
        "advice": "",
        "score": 0.9,
    }
