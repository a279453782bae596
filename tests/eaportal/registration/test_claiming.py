"""Five conditions of an aplikasi sejenis: stated by the office, judged at Kominfo."""

import pytest

from architecture import history, referencing
from architecture.conflicts.sejenis import CONDITIONS
from architecture.model import Claim, RegistrationKind, State
from architecture.registration import drafting
from architecture.roles import Role
from tests import make

LETTERS = {
    "name": "Surat Kota",
    "description": "Naskah dinas elektronik: surat masuk dan surat keluar pemerintah.",
    "function": "Membuat, mengirim, dan mendisposisikan naskah dinas elektronik, lalu "
    "mengelola arsip dinamis.",
}


@pytest.fixture
def draft(session, city):
    referencing.load(session)
    made = drafting.start(
        session,
        city.health,
        RegistrationKind.EXISTING,
        account=city.operator.id,
        stated=LETTERS,
    )
    history.seal(session, by="uji")
    session.commit()
    return made


def met(**words):
    said = {f"met_{code}": "y" for code in CONDITIONS}
    said |= {f"text_{code}": f"Bukti {code}" for code in CONDITIONS}
    return said | words


def test_the_office_says_by_what_evidence_each_condition_is_met(
    browser, session, city, draft
):
    browser.sign_in(city.operator)
    found = browser.get(f"/usulan/{draft.id}/temuan")
    address = f"/usulan/{draft.id}/sejenis/SRIKANDI"
    assert found.select_one(f'a[href="{address}"]')

    wrong = browser.submit(browser.get(address), met(text_cost=""), status=422)
    assert "Sebutkan buktinya" in wrong.select_one("#text_cost-error").text
    browser.submit(browser.get(address), met())

    [claim] = session.query(Claim)
    assert claim.conditions["cost"] == {"met": True, "evidence": "Bukti cost"}
    assert list(claim.conditions) == list(CONDITIONS)


def test_what_no_umum_stands_beside_has_nothing_to_claim(browser, city, draft):
    browser.sign_in(city.operator).get(f"/usulan/{draft.id}/sejenis/OSS", status=404)


def test_a_reviewer_judges_each_and_says_why_not(browser, session, city, draft):
    claim = Claim(
        registration_id=draft.id,
        national="SRIKANDI",
        conditions={code: {"met": True, "evidence": "Ada"} for code in CONDITIONS},
    )
    session.add(claim)
    draft.state, draft.confirmed_at = State.IN_REVIEW, draft.created_at
    session.commit()
    kominfo = make.office(session, "Dinas Kominfo", of=city.root, is_kominfo=True)
    browser.sign_in(make.account(session, Role.REVIEWER, kominfo))
    address = f"/telaah/{draft.id}/sejenis/SRIKANDI"

    refused = browser.submit(browser.get(address), {"met_cost": "y"}, status=422)
    assert "Tuliskan alasannya" in refused.select_one("#text_earlier-error").text
    browser.submit(
        browser.get(address), met(met_adapted="", text_adapted="Belum disesuaikan")
    )

    session.refresh(claim)
    assert claim.judged["adapted"] == {"met": False, "note": "Belum disesuaikan"}
