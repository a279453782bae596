"""Taking steps on the working page."""

import io
from dataclasses import replace

import pytest

from architecture import letters
from architecture.model import (
    Answer,
    AnswerKind,
    Government,
    NumberMode,
    Outcome,
    RegistrationKind,
    State,
    StepState,
)
from tests import make
from tests.architecture.registration.office import drafted, in_review, office
from tests.architecture.registration.test_deciding import BLOCKING, REASON, SERIOUS
from tests.browser import Browser

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HOSTILE = "<script>alert(1)</script> {% x %} ${x} `kutip` \"dua\" 'satu' & \u202e"


@pytest.fixture
def kota(session):
    """Give a government with everybody who decides."""
    return office(session)


@pytest.fixture
def usulan(kota):
    """Give a registration that just came to Kominfo, without findings."""
    return in_review(kota, findings=[])


def fields(kota, usulan, code, **said):
    """Return what a form sends; `suara` is the step's name of its radio."""
    step = kota.step(usulan, code)
    prefix = f"langkah-{step.id}-"
    sent = {f"{prefix}{name}": value for name, value in said.items()}
    return {f"{prefix}version": str(step.version), **sent}


def send(kota, browser, usulan, code, who, status=200, **said):  # noqa: PLR0917
    step = kota.step(usulan, code)
    sent = fields(kota, usulan, code, **said)
    browser.sign_in(kota.accounts[who])
    url = f"/telaah/{usulan.id}/langkah/{step.id}"
    page = browser.post(url, sent, status, content_type="multipart/form-data")
    kota.session.expire_all()
    return page


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
