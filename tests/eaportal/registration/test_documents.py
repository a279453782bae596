"""Documents of a draft: wanted, uploaded, refused, fetched, taken off."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from architecture.model import Document, Registration, RegistrationKind
from architecture.roles import Role
from eaportal import uploads
from tests import make
from tests.browser import Browser
from tests.eaportal.registration.conftest import PDF, confirmed, draft, pdf, sent


def url(registration, *rest):
    return "/".join([f"/usulan/{registration.id}/dokumen", *map(str, rest)])


def test_the_list_says_what_is_wanted_and_what_is_missing(browser, session, city):
    made = draft(session, city)

    page = browser.sign_in(city.operator).get(url(made))

    assert len(page.select(".lacking")) == 5
    assert "5 dokumen wajib belum ada" in page.text
    assert page.select_one("input#berkas-KAK[multiple]")
    assert page.select_one("details input#berkas-SOP")


def test_data_about_persons_asks_for_its_assessment(browser, session, city):
    from tests.eaportal.registration.conftest import OTHER_WORK

    made = draft(session, city, OTHER_WORK | {"personal_data": "YES"})

    page = browser.sign_in(city.operator).get(url(made))

    assert page.select_one("#berkas-DPIA").find_previous(class_="lacking")
    assert len(page.select(".lacking")) == 6


def test_several_are_uploaded_at_once_fetched_and_taken_off(browser, session, city):
    made = draft(session, city)
    browser.sign_in(city.operator)

    page = browser.post(
        url(made),
        {
            "berkas-LETTER": [pdf("surat.pdf")],
            "berkas-KAK": [pdf("KAK satu.pdf", PDF + b"\n"), pdf("KAK <dua>.pdf")],
            "berkas-COST": (BytesIO(b""), ""),
        },
        content_type="multipart/form-data",
    )

    assert "3 berkas diunggah" in page.text
    assert "KAK dua.pdf" in page.text
    assert len(page.select(".lacking")) == 3
    first = session.query(Document).order_by(Document.id).first()
    answer = browser.download(url(made, first.id))
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")

    page = browser.post(url(made, first.id, "lepas"))
    assert "dilepas" in page.text
    assert browser.open(url(made, first.id)).status_code == 404
    assert len(session.get(Registration, made.id).documents) == 2


def test_the_good_are_kept_when_one_is_not_what_its_name_says(browser, session, city):
    made = draft(session, city)

    page = browser.sign_in(city.operator).post(
        url(made),
        {
            "berkas-LETTER": [pdf("surat.pdf")],
            "berkas-KAK": [
                (BytesIO(b"MZ program"), "kak.pdf"),
                (BytesIO(PDF), "kak.docx"),
            ],
        },
        422,
        content_type="multipart/form-data",
    )

    assert "bukan PDF, DOCX" in page.select_one("#berkas-KAK-salah").text
    assert "berakhiran lain" in page.select_one("#berkas-KAK-salah").text
    assert [each.filename for each in session.query(Document)] == ["surat.pdf"]


def bomb() -> bytes:
    packed = BytesIO()
    with ZipFile(packed, "w", compression=8) as package:
        package.writestr("word/document.xml", "<x>" * 10)
        package.writestr("word/besar.xml", b"0" * 301 * 1024 * 1024)
    return packed.getvalue()


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ((b"", "kosong.pdf"), "kosong"),
        ((b"<script>alert(1)</script>", "surat.png"), "rusak atau bukan"),
        ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "lama.doc"), "format lama"),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(
    browser, session, city, file, said
):
    made = draft(session, city)

    page = browser.sign_in(city.operator).post(
        url(made),
        {"berkas-KAK": [(BytesIO(file[0]), file[1])]},
        422,
        content_type="multipart/form-data",
    )

    assert said in page.select_one("#berkas-KAK-salah").text
    assert not session.query(Document).all()


def test_a_zip_bomb_is_refused(browser, session, city):
    made = draft(session, city)

    browser.sign_in(city.operator).post(
        url(made),
        {"berkas-KAK": [(BytesIO(bomb()), "kak.docx")]},
        422,
        content_type="multipart/form-data",
    )

    assert not session.query(Document).all()


def test_a_file_above_20_mb_is_refused_and_the_rest_kept(
    browser, session, city, monkeypatch
):
    monkeypatch.setattr(uploads, "LARGEST", 1000)
    made = draft(session, city)

    page = browser.sign_in(city.operator).post(
        url(made),
        {"berkas-KAK": [pdf("besar.pdf", PDF * 30)], "berkas-COST": [pdf()]},
        422,
        content_type="multipart/form-data",
    )

    assert "lebih besar dari 20 MB" in page.select_one("#berkas-KAK-salah").text
    assert [each.kind for each in session.query(Document)] == ["COST"]


def test_more_than_25_mb_at_once_is_too_much(browser, session, city):
    made = draft(session, city)
    head = b'--x\r\nContent-Disposition: form-data; name="berkas-KAK"; filename="a.pdf"'
    body = head + b"\r\n\r\n" + b"0" * 26 * 1024 * 1024 + b"\r\n--x--\r\n"

    answer = browser.sign_in(city.operator).open(
        url(made),
        method="POST",
        data=body,
        content_type="multipart/form-data; boundary=x",
        headers={"X-CSRFToken": browser.token(), "Origin": "http://localhost"},
    )

    assert answer.status_code == 413
    assert "25 MB" in answer.text
    assert not session.query(Document).all()


def test_nothing_chosen_and_an_unknown_kind_are_said(browser, session, city):
    made = draft(session, city)
    browser.sign_in(city.operator)

    assert "Pilih dahulu berkas" in browser.post(url(made), {}, 422).text
    page = browser.post(
        url(made),
        {"berkas-APA": [pdf()], "lain": [pdf()]},
        422,
        content_type="multipart/form-data",
    )
    assert "Jenis dokumen tidak dikenal" in page.text
    assert not session.query(Document).all()


def test_who_sees_the_registration_fetches_and_nobody_else(app, session, city):
    made = draft(session, city, kind=RegistrationKind.EXISTING)
    operator = Browser(app, session).sign_in(city.operator)
    operator.post(
        url(made), {"berkas-EVIDENCE": [pdf()]}, content_type="multipart/form-data"
    )
    file = session.query(Document).one().id
    reviewer = make.account(session, Role.REVIEWER, city.root)
    colleague = make.account(session, Role.OPERATOR, city.staff)
    stranger = make.account(session, Role.REVIEWER)

    def status(person):
        seen = Browser(app, session).sign_in(person)
        return seen.open(url(made, file)).status_code

    assert [status(p) for p in (city.head, reviewer, colleague)] == [200, 404, 404]
    from architecture import history
    from architecture.registration import submitting

    submitting.submit(session, made)
    submitting.confirm(session, made)
    history.seal(session, by="uji")
    session.commit()
    assert [status(p) for p in (city.head, reviewer, colleague, stranger)] == [
        200,
        200,
        404,
        404,
    ]


def test_a_document_of_another_registration_is_not_found(browser, session, city):
    made, other = draft(session, city), draft(session, city, kind=RegistrationKind.BUY)
    browser.sign_in(city.operator)
    browser.post(
        url(other), {"berkas-KAK": [pdf()]}, content_type="multipart/form-data"
    )
    file = session.query(Document).one().id

    browser.get(url(made, file), 404)
    browser.post(url(made, file, "lepas"), status=404)

    assert session.query(Document).one().registration_id == other.id


def test_documents_are_closed_once_it_was_sent(browser, session, city):
    for made in (sent(session, city), confirmed(session, city)):
        browser.sign_in(city.operator)
        assert "tidak dapat diubah" in browser.get(url(made)).text
        browser.post(
            url(made),
            {"berkas-EVIDENCE": [pdf()]},
            409,
            content_type="multipart/form-data",
        )
    assert not [each for each in session.query(Document) if each.registration_id]
