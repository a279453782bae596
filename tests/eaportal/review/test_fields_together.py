"""The coordination takes the four fields of a registration in one form."""

import pytest

from architecture.model import (
    StepState,
)
from tests.architecture.registration.office import in_review
from tests.eaportal.review.steps import send

FIELDS = ("APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY")


@pytest.fixture
def together(kota, browser):
    """Give what Kominfo wants itself, its four fields open for the coordination."""
    usulan = in_review(kota, of=kota.kominfo, findings=[])
    send(kota, browser, usulan, "COMPLETENESS", "coordinator", passed="ya")
    return usulan


def said_of(kota, usulan, **words):
    """Return what is sent of several steps: code → (passed, reason)."""
    sent = {}
    for code, (passed, reason) in words.items():
        prefix = f"langkah-{kota.step(usulan, code).id}-"
        sent |= {f"{prefix}passed": passed, f"{prefix}reason": reason}
    return sent


def test_the_coordination_takes_four_fields_in_one_form(kota, browser, together):
    page = browser.get(f"/telaah/{together.id}")
    assert len(page.select(".task form")) == 1
    words = {code: ("ya", f"Catatan {code}.") for code in FIELDS}
    words["DATA"] = ("tidak", "Tanpa kode wilayah.")

    sent = said_of(kota, together, **words)
    page = browser.submit(page, sent, button="Simpan semua pendapat")

    kota.session.expire_all()
    assert "4 pendapat disimpan" in page.text
    assert [kota.step(together, code).reason for code in FIELDS] == [
        words[code][1] for code in FIELDS
    ]
    assert kota.step(together, "DATA").passed is False
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/telaah/{together.id}")
    assert page.select(".task") == []
    assert "diputus orang lain" in page.text
    send(kota, browser, together, "DATA", "reviewer", 403, passed="ya")
    browser.post(f"/telaah/{together.id}/langkah", sent, status=403)


def test_what_is_wrong_in_one_field_loses_no_note_of_another(kota, browser, together):
    page = browser.get(f"/telaah/{together.id}")
    words = {
        "APPLICATION": ("ya", "Arsitekturnya cocok."),
        "DATA": ("tidak", ""),
        "SECURITY": ("", "Belum jelas."),
    }
    sent = said_of(kota, together, **words)

    page = browser.submit(page, sent, 422, button="Simpan semua pendapat")

    steps = {code: kota.step(together, code) for code in FIELDS}
    assert (
        "Pilih salah satu"
        in page.select_one(
            f"#langkah-{steps['SECURITY'].id}-passed-error, .form-error"
        ).text
    )
    assert "Arsitekturnya cocok." in page.text
    assert "Belum jelas." in page.text
    assert {step.state for step in steps.values()} == {StepState.OPEN}
    sent = said_of(kota, together, DATA=("tidak", ""))
    page = browser.submit(page, sent | said_of(kota, together, SECURITY=("", "")), 422)
    assert page.select_one(f"#langkah-{steps['DATA'].id}-reason-error")
    assert page.select("input[value=ya][checked]")


def test_a_field_of_which_nothing_is_said_stays_open(kota, browser, together):
    page = browser.get(f"/telaah/{together.id}")
    assert "Belum ada pendapat" in browser.submit(page, {}).text
    page = browser.submit(page, said_of(kota, together, DATA=("ya", "")))
    assert "1 pendapat disimpan" in page.text
    kota.session.expire_all()
    states = [kota.step(together, code).state for code in FIELDS]
    assert states == [StepState.OPEN, StepState.DONE, StepState.OPEN, StepState.OPEN]


def test_a_second_click_on_all_fields_changes_nothing_and_keeps_the_notes(
    kota, browser, together
):
    page = browser.get(f"/telaah/{together.id}")
    sent = said_of(kota, together, **dict.fromkeys(FIELDS, ("ya", "Baik sekali.")))
    browser.submit(page, sent)
    again = browser.submit(page, sent, 409)
    assert "sudah Anda putus" in again.text
    assert again.text.count("Baik sekali.") >= 4


def test_steps_of_another_registration_are_not_taken_with_it(kota, browser, together):
    other = in_review(kota, of=kota.kominfo, findings=[])
    step = kota.step(other, "COMPLETENESS")
    sent = {
        f"langkah-{step.id}-version": step.version,
        f"langkah-{step.id}-passed": "ya",
    }
    browser.post(f"/telaah/{together.id}/langkah", sent, status=404)
    conclusion = kota.step(together, "CONCLUSION")
    sent = {f"langkah-{conclusion.id}-version": conclusion.version}
    browser.post(f"/telaah/{together.id}/langkah", sent, status=404)
