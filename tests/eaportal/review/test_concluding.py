"""The conclusion: what it asks, what is reused, and the checklist beside it."""

from dataclasses import replace

import pytest

from architecture import letters
from architecture.model import (
    Government,
    NumberMode,
    Outcome,
    State,
)
from tests import make
from tests.architecture.registration.office import (
    BLOCKING,
    REASON,
    SERIOUS,
    in_review,
)
from tests.eaportal.review.steps import send


def test_a_conclusion_asks_for_what_is_missing_and_keeps_what_was_typed(kota, browser):
    usulan = in_review(kota, findings=[SERIOUS, BLOCKING])
    kota.to_conclusion(usulan)
    page = send(
        kota,
        browser,
        usulan,
        "CONCLUSION",
        "reviewer",
        422,
        outcome="APPROVED_WITH_CONDITIONS",
        reason="Perlu segera.",
    )
    step = kota.step(usulan, "CONCLUSION")
    assert page.select_one(f"#langkah-{step.id}-conditions-error")
    assert page.select_one(f"#langkah-{step.id}-temuan_1-error")
    assert page.select_one("input[value=APPROVED_WITH_CONDITIONS]").has_attr("checked")
    assert "Perlu segera." in page.select_one(f"#langkah-{step.id}-reason").text
    assert "hanya dapat dikesampingkan penanda tangan" in page.text
    send(
        kota,
        browser,
        usulan,
        "CONCLUSION",
        "reviewer",
        outcome="APPROVED_WITH_CONDITIONS",
        reason="Perlu segera.",
        conditions="Pakai API.\r\n\r\nUji keamanan.",
        temuan_1=REASON,
    )
    assert usulan.conditions == ["Pakai API.", "Uji keamanan."]
    page = browser.sign_in(kota.accounts["signatory"]).get(f"/telaah/{usulan.id}")
    assert "Disetujui dengan syarat" in page.select_one(".proposed").text
    send(kota, browser, usulan, "SIGNATURE", "signatory", 422, passed="ya")
    page = send(
        kota, browser, usulan, "SIGNATURE", "signatory", passed="ya", temuan_1=REASON
    )
    assert usulan.state is State.DECIDED
    [letter] = letters.of_registration(kota.session, usulan)
    assert page.select_one("h1").text == f"Surat {letter.number}"


def test_a_typed_number_that_is_used_is_said_beside_the_field(kota, browser):
    settings = kota.session.get_one(Government, kota.government.id)
    settings.number_mode = NumberMode.TYPED
    kota.session.commit()
    first, second = (in_review(kota, findings=[]) for _ in range(2))
    for usulan in (first, second):
        kota.to_signature(usulan)
    send(kota, browser, first, "SIGNATURE", "signatory", 422, passed="ya")
    send(kota, browser, first, "SIGNATURE", "signatory", passed="ya", number="7/SR")
    page = send(
        kota, browser, second, "SIGNATURE", "signatory", 422, passed="ya", number="7/SR"
    )
    assert "sudah dipakai" in page.select_one(".form-error").text
    assert second.state is State.IN_REVIEW


def test_reuse_asks_which_application_and_the_signatory_reads_it(kota, browser):
    other = make.application(kota.session, "SIPADU", of=kota.kominfo)
    subject = replace(SERIOUS.subject, id=other.id, code=other.code)
    usulan = in_review(kota, findings=[replace(SERIOUS, subject=subject)])
    kota.to_conclusion(usulan)
    step = kota.step(usulan, "CONCLUSION")
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/telaah/{usulan.id}")

    empty = browser.submit(page, {}, 422, button="Putuskan")
    said = empty.select_one(".task [role=alert]").text
    assert "Pilih kesimpulan" in said
    assert "disertai alasan" in said
    fields = {
        f"langkah-{step.id}-outcome": "REUSE",
        f"langkah-{step.id}-reason": "SIPADU sudah melayaninya.",
    }
    page = browser.submit(page, fields, 422, button="Putuskan")
    assert "Pilih aplikasi yang dipakai" in page.select_one(".task [role=alert]").text
    fields[f"langkah-{step.id}-reused"] = str(other.id)
    browser.submit(page, fields, button="Putuskan")

    browser.sign_in(kota.accounts["signatory"])
    page = browser.get(f"/telaah/{usulan.id}")
    assert "SIPADU" in page.select_one(".proposed").text


@pytest.mark.parametrize("nonsense", ["9" * 30, "abc", "-1", "7\x00"])
def test_nonsense_for_what_is_reused_is_refused(kota, browser, nonsense):
    other = make.application(kota.session, "SIPADU", of=kota.kominfo)
    subject = replace(SERIOUS.subject, id=other.id, code=other.code)
    usulan = in_review(kota, findings=[replace(SERIOUS, subject=subject)])
    kota.to_conclusion(usulan)
    step = kota.step(usulan, "CONCLUSION")
    browser.sign_in(kota.accounts["reviewer"])
    fields = {
        f"langkah-{step.id}-outcome": "REUSE",
        f"langkah-{step.id}-reason": "SIPADU sudah melayaninya.",
        f"langkah-{step.id}-reused": nonsense,
        f"langkah-{step.id}-version": step.version,
    }
    browser.post(f"/telaah/{usulan.id}/langkah/{step.id}", fields, 422)


def test_the_office_reads_what_a_conclusion_came_to_in_its_own_words(
    kota, browser, usulan
):
    kota.to_conclusion(usulan)
    said = {"passed": False, "outcome": Outcome.REVISE, "reason": REASON}
    kota.say(usulan, "CONCLUSION", "reviewer", **said)
    browser.sign_in(kota.accounts["operator"])

    way = browser.get(f"/usulan/{usulan.id}").select_one(".stages").text

    assert "Kesimpulan: perbaiki usulan" in way
    assert "tidak sesuai" not in way


def test_the_checklist_as_it_was_judged_is_kept_with_the_conclusion(
    kota, usulan, browser
):
    kota.to_conclusion(usulan)
    send(
        kota,
        browser,
        usulan,
        "CONCLUSION",
        "reviewer",
        outcome="APPROVED",
        reason="Sesuai.",
        gerbang_repository="YES",
        catatan_repository="Repositori sudah disiapkan",
        gerbang_pse="ngawur",
    )

    kept = kota.step(usulan, "CONCLUSION").checklist
    assert kept == {
        "repository": {"answer": "YES", "note": "Repositori sudah disiapkan"}
    }
    page = browser.get(f"/telaah/{usulan.id}").get_text(" ", strip=True)
    assert "Dinilai saat memutus: ya – Repositori sudah disiapkan" in page


def test_the_checklist_begins_with_what_is_known(kota, usulan, browser):
    kota.to_conclusion(usulan)
    step = kota.step(usulan, "CONCLUSION")
    page = browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}")

    known = page.select_one(f"#langkah-{step.id}-gerbang_umum option[selected]")
    unknown = page.select_one(f"#langkah-{step.id}-gerbang_pse option[selected]")
    assert (known["value"], unknown["value"]) == ("YES", "UNKNOWN")


def test_a_note_that_is_too_long_is_refused_beside_it(kota, usulan, browser):
    kota.to_conclusion(usulan)
    step = kota.step(usulan, "CONCLUSION")
    page = send(
        kota,
        browser,
        usulan,
        "CONCLUSION",
        "reviewer",
        status=422,
        outcome="APPROVED",
        reason="Sesuai.",
        catatan_pse="x" * 501,
    )
    assert page.select_one(f"#langkah-{step.id}-catatan_pse-error")
