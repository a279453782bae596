"""The page of a letter, its files, and the public page that verifies it."""

import io

import pytest
from bs4 import BeautifulSoup
from docx import Document as Docx
from pypdf import PdfReader
from sqlalchemy import delete, select

from architecture import letters
from architecture.documents.letter import worded
from architecture.model import (
    Entry,
    Government,
    Job,
    JobState,
    LetterState,
    Note,
    NumberMode,
    Outcome,
    RegistrationKind,
)
from eaportal.jobs import running
from eaportal.letters import making
from tests import make
from tests.architecture.registration.office import in_review, office
from tests.browser import Browser

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
HOSTILE = "<b>x</b> #let a = 1 {% x %} ${y} `z`"


@pytest.fixture
def usulan(kota):
    """Give a registration that waits for the signature."""
    return waiting(kota)


def waiting(kota, **details):
    usulan = in_review(kota, findings=[], **details)
    usulan.outcome = Outcome.APPROVED_WITH_CONDITIONS
    usulan.outcome_reason = f"Belum ada yang serupa. {HOSTILE}"
    usulan.conditions = ["Memakai API.", HOSTILE]
    for step in usulan.steps:
        step.state = "OPEN" if step.signs else "DONE"
    return kota.keep(usulan)


def sign(kota, browser, usulan):
    step = kota.step(usulan, "SIGNATURE")
    browser.sign_in(kota.accounts["signatory"])
    prefix = f"langkah-{step.id}-"
    sent = {f"{prefix}version": str(step.version), f"{prefix}passed": "ya"}
    page = browser.post(f"/telaah/{usulan.id}/langkah/{step.id}", sent)
    kota.session.expire_all()
    [letter] = letters.of_registration(kota.session, usulan)
    return letter, page


def in_docx(content):
    document = Docx(io.BytesIO(content))
    cells = [
        cell.text
        for table in document.tables
        for row in table.rows
        for cell in row.cells
    ]
    texts = [each.text for each in document.paragraphs]
    return "".join("".join([*texts, *cells]).split())


def in_pdf(content):
    pages = PdfReader(io.BytesIO(content)).pages
    return "".join("".join(each.extract_text() for each in pages).split())


def test_the_signature_leads_to_a_letter_with_its_files(kota, browser, usulan):
    settings = kota.session.get_one(Government, kota.government.id)
    settings.copies = ["Wali Kota", "Kepala Bappeda"]
    kota.session.commit()
    letter, page = sign(kota, browser, usulan)
    assert page.select_one("h1").text == f"Surat {letter.number}"
    pdf = browser.open(f"/surat/{letter.id}/pdf")
    docx = browser.open(f"/surat/{letter.id}/docx")
    assert pdf.mimetype == "application/pdf"
    name = letter.number.replace("/", "-")
    assert f"Surat {name}.pdf" in pdf.headers["Content-Disposition"]
    said = worded(making.content_of(letter, site="http://localhost"))
    shown = "".join(page.get_text().split())
    for text in (
        *(point for section in said.sections for point in section.points),
        *said.copies,
        said.decision,
        said.meaning,
        letter.number,
        letter.content["signatory_name"],
    ):
        tight = "".join(text.split())
        assert tight in in_pdf(pdf.data), text
        assert tight in in_docx(docx.data), text
        assert tight in shown, text
    assert f"/surat/cek/{letter.token}" in in_pdf(pdf.data)


KINDS = [
    (RegistrationKind.ENHANCE, "SIKAP"),
    (RegistrationKind.ENHANCE, "SIKAP Baru"),
    (RegistrationKind.BUY, "SIKAP"),
    (RegistrationKind.TAKE_OVER, "SIKAP"),
    (RegistrationKind.WEBSITE, "Situs SIKAP"),
]


@pytest.mark.parametrize(
    "outcome", [Outcome.APPROVED, Outcome.REFUSED], ids=lambda each: each.name
)
@pytest.mark.parametrize(("kind", "name"), KINDS)
def test_every_kind_ends_in_a_letter_that_names_it(kota, browser, kind, name, outcome):
    old = make.application(kota.session, "SIKAP", of=kota.dinas)
    replaces = old if kind is RegistrationKind.ENHANCE else None
    usulan = in_review(kota, kind, findings=[], replaces=replaces, name=name)
    kota.to_signature(usulan, outcome=outcome, reason="Sudah ditelaah.")

    letter, page = sign(kota, browser, usulan)

    shown = "".join(page.get_text().split())
    text = in_pdf(browser.open(f"/surat/{letter.id}/pdf").data)
    for said in (outcome.value, "Sudah ditelaah.", name):
        assert "".join(said.split()) in shown
        assert "".join(said.split()) in text
    assert "".join(kind.value.lower().split()) in text
    assert (usulan.application_id is None) is (outcome is Outcome.REFUSED)
    browser.sign_in(kota.accounts["operator"])
    assert letter.number in browser.get(f"/usulan/{usulan.id}").text


def test_nobody_turns_the_code_of_a_letter_to_another_site(
    kota, portal, session, usulan
):
    app = portal(PUBLIC_URL="")
    letter, _ = sign(kota, Browser(app, session), usulan)
    reader = Browser(app, session).sign_in(kota.accounts["operator"])

    sent = {"csrf_token": reader.token()}
    cookie = reader.client.get_cookie("eaportal")
    session.commit()
    answer = app.test_client(use_cookies=False).post(
        f"/surat/{letter.id}/berkas",
        data=sent,
        headers={"Host": "jahat.example", "Cookie": f"eaportal={cookie.value}"},
    )

    assert answer.status_code == 302
    said = in_pdf(reader.open(f"/surat/{letter.id}/pdf").data)
    assert f"http://localhost/surat/cek/{letter.token}" in said
    assert "jahat" not in said


@pytest.mark.parametrize("who", ["operator", "head", "reviewer", "architect"])
def test_who_sees_the_registration_reads_its_letter(kota, browser, usulan, who):
    letter, _ = sign(kota, browser, usulan)
    page = browser.sign_in(kota.accounts[who]).get(f"/surat/{letter.id}")
    assert ("Cabut surat" in page.text) is (who == "reviewer")
    assert browser.open(f"/surat/{letter.id}/pdf").status_code == 200
    if who != "reviewer":
        browser.post(f"/surat/{letter.id}/cabut", {"reason": "x"}, status=403)
        browser.post(f"/surat/{letter.id}/bertanda-tangan", {}, status=403)


def test_nobody_else_reads_it(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    browser.sign_in(office(kota.session).accounts["signatory"])
    for end in ("", "/pdf", "/docx", "/bertanda-tangan"):
        browser.get(f"/surat/{letter.id}{end}", status=404)
    for end in ("/cabut", "/bertanda-tangan", "/berkas"):
        browser.post(f"/surat/{letter.id}{end}", {"reason": "x"}, status=404)
    browser.sign_out()
    assert "Masuk" in browser.get(f"/surat/{letter.id}").select_one("h1").text


def test_files_are_made_outside_the_request(kota, portal, session, usulan):
    app = portal(JOBS_INLINE=False)
    browser = Browser(app, session)
    letter, page = sign(kota, browser, usulan)
    assert "sedang disiapkan" in page.text
    assert browser.response.headers["Refresh"] == "2"
    page = browser.get(f"/surat/{letter.id}/pdf")
    assert "belum ada" in page.text
    taken = running.take(app)
    running.run(app, taken)
    page = browser.get(f"/surat/{letter.id}")
    assert "Refresh" not in browser.response.headers
    assert browser.open(page.select_one("a[href$=pdf]")["href"]).data[:5] == b"%PDF-"
    app.extensions["bell"].close()


def test_files_that_failed_or_went_missing_can_be_made_again(
    kota, app, browser, usulan
):
    letter, _ = sign(kota, browser, usulan)
    job = kota.session.scalars(select(Job).where(Job.kind == making.KIND)).one()
    app.extensions["storage"].remove(job.result["files"]["pdf"]["key"])
    page = browser.get(f"/surat/{letter.id}/pdf")
    assert "belum ada" in page.text
    job = kota.session.scalars(select(Job).where(Job.kind == making.KIND)).one()
    job.state = JobState.FAILED
    kota.session.commit()
    page = browser.get(f"/surat/{letter.id}")
    assert "gagal disiapkan" in page.text
    browser.submit(page, button="Siapkan berkas")
    assert browser.open(f"/surat/{letter.id}/pdf").status_code == 200


def test_the_qr_leads_to_the_host_of_the_request_where_no_address_is_set(
    kota, portal, session, usulan
):
    browser = Browser(portal(PUBLIC_URL=""), session)
    letter, _ = sign(kota, browser, usulan)
    job = kota.session.scalars(select(Job).where(Job.kind == making.KIND)).one()
    assert job.arguments["site"] == "http://localhost"
    text = in_pdf(browser.open(f"/surat/{letter.id}/pdf").data)
    assert f"http://localhost/surat/cek/{letter.token}" in text


def test_the_signed_pdf_comes_back_judged_by_its_content(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    url = f"/surat/{letter.id}/bertanda-tangan"
    day = letter.issued_on.strftime("%d/%m/%Y")
    browser.get(url, status=404)
    for content, name, told in (
        (b"PK\x03\x04 bukan", "surat.pdf", "rusak atau bukan PDF"),
        (PDF, "surat.exe", "berakhiran lain"),
        (b"", "surat.pdf", "kosong"),
    ):
        sent = {"file": (io.BytesIO(content), name), "signed_on": day}
        page = browser.post(url, sent, 422)
        assert told in page.text
    page = browser.post(url, {"signed_on": day}, 422)
    assert "Pilih berkas PDF-nya" in page.text
    sent = {"file": (io.BytesIO(PDF), "surat.pdf"), "signed_on": "01/01/2020"}
    assert "antara terbitnya" in browser.post(url, sent, 422).text
    browser.post(url, {"file": (io.BytesIO(PDF), "surat.pdf"), "signed_on": day})
    assert browser.open(url).data == PDF
    kota.session.expire_all()
    assert letter.state is LetterState.SIGNED


def test_a_withdrawn_letter_says_so_everywhere(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    url = f"/surat/{letter.id}/cabut"
    assert "Tuliskan alasan" in browser.post(url, {"reason": " "}, 422).text
    page = browser.post(url, {"reason": "Salah alamat."})
    assert "Dicabut pada" in page.text
    assert "Cabut surat" not in page.select_one("main").text
    text = in_pdf(browser.open(f"/surat/{letter.id}/pdf").data)
    assert "SURATINITELAHDICABUT" in text
    assert "Salahalamat." in text
    browser.post(url, {"reason": "Lagi."}, 409)
    page = browser.get(f"/usulan/{usulan.id}")
    assert "Suratnya dicabut pada" in page.select_one(".alert").text
    browser.sign_out()
    page = browser.get(f"/surat/cek/{letter.token}")
    assert "sudah dicabut" in page.text
    assert "Salah alamat." in page.text


def withdrawn(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    browser.post(f"/surat/{letter.id}/cabut", {"reason": "Salah alamat."})
    kota.session.expire_all()
    return letter


def test_the_signatory_issues_a_corrected_letter_and_both_say_so(kota, browser, usulan):
    old = withdrawn(kota, browser, usulan)
    page = browser.get(f"/surat/{old.id}")
    [link] = [each for each in page.select("a.btn") if "pengganti" in each.text]
    form = browser.get(link["href"])
    assert HOSTILE in form.select_one("#reasons").text

    said = {"addressee": "Dinas Perikanan", "reasons": f"Baru. {HOSTILE}"}
    page = browser.submit(form, said, button="Terbitkan surat pengganti")

    kota.session.expire_all()
    new = old.replaced_by
    assert page.select_one("h1").text == f"Surat {new.number}"
    assert f"Menggantikan surat nomor {old.number}" in " ".join(page.text.split())
    told = f"menggantikansuratnomor{old.number},tanggal"
    for ending, text_in in (("pdf", in_pdf), ("docx", in_docx)):
        text = text_in(browser.open(f"/surat/{new.id}/{ending}").data)
        assert told in text
        assert "DinasPerikanan" in text
        assert "".join(HOSTILE.split()) in text
        text = text_in(browser.open(f"/surat/{old.id}/{ending}").data)
        assert "SURATINITELAHDICABUT" in text
        assert f"Digantidengansuratnomor{new.number}" in text
    page = browser.get(f"/surat/{old.id}")
    assert page.select_one(f'.alert a[href="/surat/{new.id}"]')
    assert not [each for each in page.select("a.btn") if "pengganti" in each.text]

    browser.sign_out()
    before = browser.get(f"/surat/cek/{old.token}")
    assert "sudah dicabut" in before.text
    after = browser.get(before.select_one(".verdict a")["href"])
    assert "terdaftar dan berlaku" in after.text
    assert f"Surat nomor {old.number}" in after.text


def test_a_correction_sent_twice_makes_one_letter(kota, browser, usulan):
    old = withdrawn(kota, browser, usulan)
    form = browser.get(f"/surat/{old.id}/ganti")
    browser.submit(form, button="Terbitkan surat pengganti")
    page = browser.submit(form, button="Terbitkan surat pengganti")
    kota.session.expire_all()
    assert f"sudah diganti dengan surat nomor {old.replaced_by.number}" in page.text
    assert len(letters.of_registration(kota.session, usulan)) == 2


def test_a_correction_that_says_too_little_keeps_what_was_typed(kota, browser, usulan):
    settings = kota.session.get_one(Government, kota.government.id)
    old = withdrawn(kota, browser, usulan)
    settings.number_mode = NumberMode.TYPED
    kota.session.commit()
    form = browser.get(f"/surat/{old.id}/ganti")
    said = {"addressee": " ", "reasons": "Diperbaiki."}
    page = browser.submit(form, said, 422, button="Terbitkan surat pengganti")
    assert "Tulis perangkat daerah" in page.select_one("#addressee-error").text
    assert "SRIKANDI" in page.select_one("#number-error").text
    assert page.select_one("#reasons").text.strip() == "Diperbaiki."
    said = {"addressee": "Dinas", "number": old.number}
    page = browser.submit(form, said, 422, button="Terbitkan surat pengganti")
    assert "sudah dipakai" in page.select_one("#number-error").text
    said["number"] = "7/SR"
    browser.submit(form, said, button="Terbitkan surat pengganti")
    kota.session.expire_all()
    assert old.replaced_by.number == "7/SR"


def test_a_letter_that_holds_is_not_replaced(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    page = browser.get(f"/surat/{letter.id}/ganti")
    assert "masih berlaku" in page.text
    browser.sign_in(kota.accounts["reviewer"])
    browser.get(f"/surat/{letter.id}/ganti", status=403)


def test_whoever_holds_the_letter_can_verify_it(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    browser.sign_out()
    page = browser.get(f"/surat/cek/{letter.token}")
    text = page.get_text(" ", strip=True)
    for told in (
        kota.government.name,
        letter.number,
        letter.content["date"],
        letter.content["subject"],
        "Disetujui dengan syarat",
        "Terbit",
        letter.history_head,
        "masih utuh",
    ):
        assert told in text, told
    assert browser.response.headers["X-Robots-Tag"] == "noindex"


def test_the_public_page_tells_nothing_from_inside(kota, browser):
    usulan = waiting(kota, cost_build="987654321", vendor="PT Rahasia")
    letter, _ = sign(kota, browser, usulan)
    browser.sign_out()
    browser.get(f"/surat/cek/{letter.token}")
    text = browser.response.text
    for hidden in (
        usulan.number,
        usulan.outcome_reason,
        "Memakai API.",
        "987654321",
        "987.654.321",
        "PT Rahasia",
        kota.accounts["signatory"].email,
        kota.accounts["signatory"].employee_number,
        f"/surat/{letter.id}",
        f"/usulan/{usulan.id}",
    ):
        assert hidden not in text, hidden


def test_a_signed_letter_says_so(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    day = letter.issued_on.strftime("%d/%m/%Y")
    sent = {"file": (io.BytesIO(PDF), "surat.pdf"), "signed_on": day}
    browser.post(f"/surat/{letter.id}/bertanda-tangan", sent)
    browser.sign_out()
    page = browser.get(f"/surat/cek/{letter.token}")
    assert "Ditandatangani" in page.text
    assert "Tersimpan sejak" in page.text
    assert "surat.pdf" not in browser.response.text


def test_a_history_that_lost_the_printed_head_is_told(kota, browser, usulan):
    letter, _ = sign(kota, browser, usulan)
    entry = kota.session.scalars(
        select(Entry).where(Entry.hash == letter.history_head)
    ).one()
    kota.session.execute(delete(Note).where(Note.entry_id == entry.id))
    kota.session.execute(delete(Entry).where(Entry.id == entry.id))
    kota.session.commit()
    browser.sign_out()
    assert "tidak ditemukan lagi" in browser.get(f"/surat/cek/{letter.token}").text


@pytest.mark.parametrize(
    "token", ["tidak-ada-surat", "x", "a" * 500, "%00abcdefgh", "<script>", "é" * 9]
)
def test_an_unknown_token_is_a_page_that_says_so(browser, token):
    page = browser.get(f"/surat/cek/{token}", status=404)
    assert page.select_one("h1").text == "Surat ini tidak dikenal"


def test_guessing_tokens_is_braked(portal, session):
    client = portal(RATELIMIT_ENABLED=True).test_client()
    answers = [client.get(f"/surat/cek/tebakan-{n}") for n in range(61)]
    assert {each.status_code for each in answers[:60]} == {404}
    assert answers[60].status_code == 429
    page = BeautifulSoup(answers[60].text, "html.parser")
    assert page.select_one("h1").text == "Terlalu banyak permintaan"
