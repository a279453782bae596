"""Taking steps on the working page."""

import io
from dataclasses import replace

from architecture import letters
from architecture.model import (
    Answer,
    AnswerKind,
    Outcome,
    RegistrationKind,
    State,
    StepState,
)
from tests import make
from tests.architecture.registration.office import SERIOUS, drafted, in_review
from tests.browser import Browser
from tests.eaportal.review.steps import fields, send

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HOSTILE = "<script>alert(1)</script> {% x %} ${x} `kutip` \"dua\" 'satu' & \u202e"


def test_the_page_shows_what_is_known_and_the_form_of_the_step(kota, browser):
    usulan = in_review(kota, findings=[SERIOUS])
    answer = Answer(
        registration_id=usulan.id,
        finding=SERIOUS.key,
        answer=AnswerKind.DIFFERENT,
        reason="Lingkupnya lain.",
    )
    kota.session.add(answer)
    usulan.found_with = "versi 3 (tesaurus 0a1b2c3d, model 4e5f6071)"
    kota.keep(usulan)
    page = browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}")
    text = page.get_text(" ", strip=True)
    for told in (
        "Kemiripan dicari dengan versi 3 (tesaurus 0a1b2c3d, model 4e5f6071).",
        usulan.details["description"],
        "SIPADU",
        "Lingkupnya lain.",
        "Pasal 56 ayat (3)",
        "Mengutamakan sumber terbuka?",
        "Belum diketahui",
        "KAK.pdf",
        "Lengkap; teruskan",
    ):
        assert told in text, told
    assert page.select_one(".likeness progress")["value"] == "80"


def test_a_step_is_taken_and_the_next_people_see_it(kota, browser, usulan):
    send(kota, browser, usulan, "COMPLETENESS", "reviewer", passed="ya", reason="Baik.")
    assert kota.step(usulan, "COMPLETENESS").reason == "Baik."
    page = browser.sign_in(kota.accounts["DATA"]).get(f"/telaah/{usulan.id}")
    assert "Baik." in page.text
    assert [each.text for each in page.select(".task h2")] == ["Validasi data"]
    send(kota, browser, usulan, "DATA", "DATA", passed="tidak", reason="Tanpa kode.")
    page = browser.sign_in(kota.accounts["SECURITY"]).get(f"/telaah/{usulan.id}")
    assert "Tanpa kode." in page.text


def test_a_no_without_reason_is_said_beside_the_field(kota, browser, usulan):
    page = send(kota, browser, usulan, "COMPLETENESS", "reviewer", 422, passed="tidak")
    step = kota.step(usulan, "COMPLETENESS")
    error = page.select_one(f"#langkah-{step.id}-reason-error")
    assert "Tuliskan alasannya" in error.text
    assert step.state is StepState.OPEN
    page = send(kota, browser, usulan, "COMPLETENESS", "reviewer", 422, reason="Hm.")
    assert "Pilih salah satu" in page.text
    assert page.select_one("textarea").text.strip() == "Hm."


def test_incomplete_is_told_to_the_office(kota, browser, usulan):
    page = send(
        kota,
        browser,
        usulan,
        "COMPLETENESS",
        "reviewer",
        passed="tidak",
        reason="Lampirkan KAK.",
    )
    assert "dikembalikan ke OPD" in page.text
    assert usulan.state is State.RETURNED


def test_a_second_click_is_told_calmly_and_nothing_is_lost(kota, browser, usulan):
    said = {"passed": "ya", "reason": "Semua lengkap."}
    first = fields(kota, usulan, "COMPLETENESS", **said)
    send(kota, browser, usulan, "COMPLETENESS", "reviewer", **said)
    step = kota.step(usulan, "COMPLETENESS")
    url = f"/telaah/{usulan.id}/langkah/{step.id}"
    page = browser.post(url, first, 409)
    assert "sudah Anda putus" in page.text
    assert "Semua lengkap." in page.select_one(".kept-text").text


def test_whoever_is_second_is_told_and_keeps_what_was_written(
    kota, app, session, usulan
):
    one, two = (
        Browser(app, session).sign_in(kota.accounts[who])
        for who in ("reviewer", "reviewer2")
    )
    url = f"/telaah/{usulan.id}"
    pages = [each.get(url) for each in (one, two)]
    step = kota.step(usulan, "COMPLETENESS")
    prefix = f"langkah-{step.id}-"
    one.submit(pages[0], {f"{prefix}passed": "ya"}, button="Simpan pendapat")
    sent = {f"{prefix}passed": "tidak", f"{prefix}reason": f"Kurang {HOSTILE}"}
    page = two.submit(pages[1], sent, 409, button="Simpan pendapat")
    assert "sudah diputus orang lain" in page.text
    assert "<script>alert(1)" in page.select_one(".kept-text").text
    kota.session.expire_all()
    assert kota.step(usulan, "COMPLETENESS").passed is True


def test_a_consideration_is_kept_with_its_letter(kota, browser, usulan):
    to_outside(kota, usulan)
    said = {
        "passed": "ya",
        "outside_number": "B/17/2026",
        "outside_date": "05/01/2026",
        "reason": "Didukung.",
    }
    page = send(
        kota,
        browser,
        usulan,
        "MENPANRB",
        "reviewer",
        422,
        file=(io.BytesIO(b"MZ bukan pdf"), "surat.pdf"),
        **said,
    )
    assert "rusak atau bukan" in page.text
    send(
        kota,
        browser,
        usulan,
        "MENPANRB",
        "reviewer",
        file=(io.BytesIO(PDF), "surat.pdf"),
        **said,
    )
    step = kota.step(usulan, "MENPANRB")
    assert (step.state, step.outside_number) == (StepState.DONE, "B/17/2026")
    url = f"/telaah/{usulan.id}/langkah/{step.id}/surat"
    assert browser.open(url).data == PDF
    browser.sign_in(kota.accounts["operator"]).get(url, status=403)
    assert usulan.documents[0].kind != "SURAT_PERTIMBANGAN"


def test_a_consideration_can_be_left_out_with_a_reason(kota, browser, usulan):
    to_outside(kota, usulan)
    step = kota.step(usulan, "MENPANRB")
    page = browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}")
    page = browser.submit(page, status=422, button="Lewati langkah ini")
    assert "Tuliskan mengapa" in page.text
    sent = {f"lewati-{step.id}-reason": "Tidak diminta."}
    browser.submit(page, sent, button="Lewati langkah ini")
    kota.session.expire_all()
    assert kota.step(usulan, "MENPANRB").state is StepState.SKIPPED
    browser.post(f"/telaah/{usulan.id}/langkah/{step.id}/lewati", sent, status=409)


def test_the_signatory_disagrees_and_the_reviewer_reads_why(kota, browser, usulan):
    kota.to_signature(usulan, reason="Alasan lama.")
    send(
        kota,
        browser,
        usulan,
        "SIGNATURE",
        "signatory",
        passed="tidak",
        reason="Hitung ulang biayanya.",
    )
    page = browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}")
    assert "Hitung ulang biayanya." in page.text
    step = kota.step(usulan, "CONCLUSION")
    assert "Alasan lama." in page.select_one(f"#langkah-{step.id}-reason").text


def test_what_runs_already_is_listed_from_the_page(kota, browser):
    usulan = in_review(kota, RegistrationKind.EXISTING, findings=[])
    page = browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}")
    assert "Catat dalam inventaris" in page.text
    page = send(
        kota,
        browser,
        usulan,
        "COMPLETENESS",
        "reviewer",
        outcome="APPROVED",
        reason="Sudah dilihat.",
    )
    assert usulan.outcome is Outcome.APPROVED
    assert letters.of_registration(kota.session, usulan) == []


def test_the_own_office_reads_but_does_not_decide(kota, browser, usulan):
    make.post(
        kota.session,
        kota.accounts["reviewer"],
        kota.accounts["operator"].posts[0].role,
        kota.dinas,
    )
    page = browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}")
    assert "Anda memegang jabatan di perangkat daerah ini" in page.text
    send(kota, browser, usulan, "COMPLETENESS", "reviewer", 403, passed="ya")


def test_a_draft_has_no_page_here(kota, browser):
    usulan = drafted(kota)
    browser.sign_in(kota.accounts["reviewer"]).get(f"/telaah/{usulan.id}", status=404)
    browser.get("/telaah/99999999999999", status=404)


def test_a_step_of_another_registration_is_not_found(kota, browser, usulan):
    other = in_review(kota, findings=[])
    step = kota.step(other, "COMPLETENESS").id
    browser.sign_in(kota.accounts["reviewer"])
    browser.post(f"/telaah/{usulan.id}/langkah/{step}", status=404)


def test_hostile_texts_stay_texts(kota, browser):
    hostile = replace(
        SERIOUS, subject=replace(SERIOUS.subject, name=HOSTILE), reasons=(HOSTILE,)
    )
    usulan = in_review(kota, findings=[hostile], name=HOSTILE[:90], services=HOSTILE)
    kota.to_conclusion(usulan)
    said = {"outcome": "APPROVED", "reason": HOSTILE, "temuan_1": HOSTILE}
    send(kota, browser, usulan, "CONCLUSION", "reviewer", **said)
    page = browser.get(f"/telaah/{usulan.id}")
    assert page.select("main script") == []
    assert "<script>alert(1)</script>" in page.text
    send(kota, browser, usulan, "SIGNATURE", "signatory", passed="ya")
    assert usulan.state is State.DECIDED


def to_outside(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer")
    for code in ("APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY"):
        kota.say(usulan, code, code)
