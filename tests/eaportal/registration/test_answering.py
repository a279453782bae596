"""Findings of a draft: answered, changed, passed by a head, or standing in the way."""

from itertools import count

import pytest

from architecture import history, inventory, scope
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.model import (
    Answer,
    AnswerKind,
    Registration,
    RegistrationKind,
    State,
    Use,
    now,
)
from architecture.reference.calendar import day_of
from architecture.roles import Role
from eaportal.accounts import signing_in
from eaportal.registration import findings
from tests import make
from tests.browser import Browser
from tests.eaportal.registration.conftest import OTHER_WORK, TEXTS, confirmed, draft

TWIN = TEXTS | {
    "name": "SIPRESPEG Dinkes",
    "function": "Mencatat jam masuk dan pulang pegawai dan membuat rekap kehadiran "
    "bulanan untuk potongan tunjangan pegawai.",
}


@pytest.fixture
def twin(session, city):
    """A draft that does the work of an application, without other obstacles."""
    return draft(session, city, TWIN, kind=RegistrationKind.EXISTING)


def url(registration, page="temuan"):
    return f"/usulan/{registration.id}/{page}"


def key_of(page, city):
    """Return the key of the finding about the attendance application."""
    for field in page.select("#jawaban textarea"):
        key = field["name"].removeprefix("alasan-")
        if key.endswith(city.attendance.code):
            return key
    raise AssertionError(page.select_one("main").text)


def said(key, answer="", reason=""):
    """Return what a person chose and wrote about a finding, as the page sends it."""
    return {f"jawaban-{key}": answer, f"alasan-{key}": reason}


def test_each_finding_has_gravity_reasons_norm_and_advice(browser, session, city, twin):
    page = browser.sign_in(city.operator).get(url(twin))

    for card in page.select(".finding"):
        assert card.select_one(".badge").text.strip()
        assert card.select(".reasons li")
        assert card.select_one(".norm").text.strip()
        assert card.select_one(".advice").text.strip()
    assert "Yang masih menghalangi" in page.text


def test_a_difference_is_explained_then_shown_and_may_be_changed(
    browser, session, city, twin
):
    page = browser.sign_in(city.operator).get(url(twin))
    key = key_of(page, city)

    short = browser.post(url(twin), said(key, "DIFFERENT", "lain"), 422)
    assert "paling sedikit satu kalimat" in short.text
    assert "lain" in [each.text.strip() for each in short.select("textarea")]

    text = "Dipakai juga tanpa jaringan di <b>puskesmas</b> pulau."
    page = browser.post(url(twin), said(key, "DIFFERENT", text))
    assert text in page.select_one(".given").text
    page = browser.post(url(twin), said(key, "INTEGRATE"))
    assert AnswerKind.INTEGRATE.value in page.select_one(".given").text
    [answer] = session.query(Answer).all()
    assert answer.answer is AnswerKind.INTEGRATE


def test_to_use_it_notes_the_use_and_offers_to_withdraw(browser, session, city, twin):
    page = browser.sign_in(city.operator).get(url(twin))

    page = browser.post(url(twin), said(key_of(page, city), "USE"))

    [use] = session.query(Use).all()
    assert use.application_id == city.attendance.id
    assert use.organisation_id == city.health.id
    assert "memakai Sistem Presensi Pegawai" in page.text
    browser.submit(page, button="Tarik usulan ini")
    made = session.get(Registration, twin.id)
    assert made.state is State.WITHDRAWN
    assert made.outcome_reason.startswith("Memakai Sistem Presensi")


def test_to_use_what_is_used_already_is_fine(browser, session, city, twin):
    inventory.start_use(session, city.attendance, city.health)
    history.seal(session, by="uji")
    session.commit()
    page = browser.sign_in(city.operator).get(url(twin))
    fields = said(key_of(page, city), "USE")

    page = browser.post(url(twin), fields)
    again = browser.post(url(twin), fields)

    assert "Belum ada jawaban baru" in again.text
    assert "sudah tercatat memakai" in page.text
    assert len(session.query(Use).all()) == 1


@pytest.mark.parametrize(
    "said_so",
    [
        ("", "Kami pakai sendiri saja."),
        ("TERSERAH", ""),
        ("use", ""),
        ("DIFFERENT", "x" * 2001),
        ("DIFFERENT", " \x00 "),
    ],
)
def test_a_careless_answer_is_refused_beside_its_finding(
    browser, session, city, twin, said_so
):
    page = browser.sign_in(city.operator).get(url(twin))

    fields = said(key_of(page, city), *said_so)
    page = browser.post(url(twin), fields, 422)

    assert page.select_one(".answer-fields .form-error").text.strip()
    assert page.select_one("[role=alert] a.alert-link")
    assert not session.query(Answer).all()


def test_an_answer_to_nothing_is_refused(browser, session, city, twin):
    browser.sign_in(city.operator)

    for key in ("", "duplicate:TIDAK-ADA", "x" * 5000, "\x00"):
        page = browser.post(url(twin), said(key, "USE"), 409)
        assert "Temuannya berubah" in page.text

    assert not session.query(Answer).all()


def test_all_answers_of_a_page_are_kept_at_once_or_none_is_and_none_is_lost(
    browser, session, city, twin
):
    inventory.add(session, city.staff, TWIN | {"name": "Presensi Kedua"})
    history.seal(session, by="uji")
    session.commit()
    page = browser.sign_in(city.operator).get(url(twin))
    one, two = [
        each["name"].removeprefix("alasan-")
        for each in page.select(".answer-fields textarea")
    ][:2]
    long = "Dipakai tanpa jaringan di puskesmas pulau."
    fields = said(one, "DIFFERENT", long) | said(two, "DIFFERENT", "lain")

    page = browser.submit(page, fields, 422, button="Simpan jawaban")

    assert not session.query(Answer).all()
    typed = [each.text.strip() for each in page.select("#jawaban textarea")]
    assert long in typed
    assert "lain" in typed
    page = browser.submit(page, said(two, "INTEGRATE"), button="Simpan jawaban")
    assert len(session.query(Answer).all()) == 2
    assert "Jawaban disimpan." in page.text


def test_who_sends_too_early_keeps_the_answers_and_reads_what_is_missing(
    browser, session, city, twin
):
    inventory.add(session, city.staff, TWIN | {"name": "Presensi Kedua"})
    history.seal(session, by="uji")
    session.commit()
    page = browser.sign_in(city.operator).get(url(twin))

    page = browser.submit(
        page,
        said(key_of(page, city), "INTEGRATE"),
        422,
        button="Kirim ke kepala OPD",
    )

    assert "Belum terkirim" in page.select_one("[role=alert]").text
    assert len(session.query(Answer).all()) == 1
    assert session.get(Registration, twin.id).state is State.DRAFT


def test_with_all_answered_it_can_be_sent(browser, session, city, twin):
    browser.sign_in(city.operator)
    page = browser.get(url(twin))
    page = browser.submit(
        page, said(key_of(page, city), "INTEGRATE"), button="Kirim ke kepala OPD"
    )

    assert "Menunggu kepala OPD" in page.select_one(".lead").text
    assert session.get(Registration, twin.id).state is State.WAITING_FOR_HEAD


def test_what_blocks_stops_the_operator_and_only_a_head_passes_it(
    app, browser, session, city
):
    made = draft(session, city)  # to build: documents are missing
    browser.sign_in(city.operator)

    page = browser.get(url(made))
    assert "hanya dapat diteruskan kepala OPD" in page.text
    field = "alasan-missing_documents:documents"
    assert not page.select(f'[name="{field}"]')
    assert "Kirim ke kepala OPD" not in page.select_one("#jawaban").text
    sent = browser.post(url(made, "kirim"), {}, 422)
    assert "Belum terkirim" in sent.text
    fields = {field: "KAK disusulkan paling lambat 15 Desember 2026."}
    browser.post(url(made), fields, 409)
    assert not session.query(Answer).all()

    head = Browser(app, session).sign_in(city.head)
    page = head.get(url(made))
    page = head.post(url(made), {field: "nanti"}, 422)
    assert "paling sedikit 20 karakter" in page.text
    page = head.post(url(made), fields)
    assert "15 Desember 2026" in page.select_one(".given").text

    page = browser.get(url(made))
    browser.submit(page, button="Kirim ke kepala OPD")
    assert session.get(Registration, made.id).state is State.WAITING_FOR_HEAD


def test_a_head_of_another_office_passes_nothing(app, session, city):
    made = draft(session, city)
    stranger = make.account(session, Role.HEAD, city.staff)

    Browser(app, session).sign_in(stranger).get(url(made), 404)


def test_what_lacks_words_is_named_before_sending(browser, session, city):
    made = draft(session, city, {"name": "SIKARANG"})

    page = browser.sign_in(city.operator).get(url(made))

    assert "Untuk apa: Wajib diisi" in page.text
    assert "Fungsi: Wajib diisi" in page.text


def test_answers_are_closed_once_kominfo_has_it(browser, session, city):
    made = confirmed(session, city)
    browser.sign_in(city.operator)

    assert "tidak dapat dijawab lagi" in browser.get(url(made)).text
    browser.post(url(made), said("x:y", "USE"))

    assert session.get(Registration, made.id).state is State.IN_REVIEW
    assert not session.query(Answer).all()


def test_groups_and_likeness_read_as_words():
    from eaportal.registration import findings

    number = count(1)

    def about(kind, subject, score=None):
        return Finding(
            key=f"{kind}:{next(number)}",
            kind=kind,
            case="",
            severity=Severity.INFO,
            subject=Subject(type=subject, code="X", name="X"),
            reasons=(),
            norm="",
            advice="",
            score=score,
        )

    assert findings.group_of(about("duplicate", SubjectType.APPLICATION)) == "own"
    assert (
        findings.group_of(about("other_government", SubjectType.APPLICATION)) == "other"
    )
    assert findings.group_of(about("planned_already", SubjectType.PLAN_LINE)) == "plan"
    assert findings.group_of(about("name_taken", SubjectType.APPLICATION)) == "rule"
    assert findings.likeness(0.5) == "Mungkin sama"
    assert findings.likeness(0.499) == "Ada kemiripan"


def test_the_findings_page_asks_a_fixed_number_of_statements(
    browser, session, city, twin, statements
):
    browser.sign_in(city.operator).get(url(twin))
    with statements:
        browser.get(url(twin))
    few = len(statements)
    for number in range(6):
        inventory.add(session, city.staff, TWIN | {"name": f"Presensi {number}"})
    history.seal(session, by="uji")
    session.commit()
    browser.get(url(twin))
    statements.texts.clear()
    with statements:
        page = browser.get(url(twin))

    assert len(page.select(".finding")) > 3
    assert len(statements) == few <= 30


def test_other_work_has_nothing_to_answer(browser, session, city):
    made = draft(session, city, OTHER_WORK, kind=RegistrationKind.EXISTING)

    page = browser.sign_in(city.operator).get(url(made))

    assert not page.select("#jawaban textarea")
    assert page.select("button[name=kirim]")


def test_what_is_retired_is_not_offered_to_be_used(app, session, city, twin):
    viewer = signing_in.viewer_of(session, city.operator, day_of(now()))
    about = Finding(
        key=f"duplicate:{city.attendance.code}",
        kind="duplicate",
        case="likely",
        severity=Severity.SERIOUS,
        subject=Subject(
            type=SubjectType.APPLICATION,
            code=city.attendance.code,
            name=city.attendance.name,
            id=city.attendance.id,
        ),
        reasons=("Sama.",),
        norm="",
        advice="",
        score=0.9,
    )

    def offered():
        with app.test_request_context():
            [card] = findings.shown(session, viewer, [about], twin)
        return AnswerKind.USE in card.answers

    assert offered()
    inventory.retire(session, city.attendance, on=day_of(now()), reason="Digantikan.")
    assert not offered()
    history.discard(session)


def test_a_finding_about_a_field_leads_to_that_field(browser, session, city):
    taken = inventory.add(
        session,
        city.attendance.organisation,
        {"name": "Alamat lama", "url": "https://terumbu.contoh.go.id"},
    )
    stated = {
        "url": "www.terumbu.contoh.go.id",
        "personal_data": "NO",
        "data_used": "NIK penyelam",
        "licence": "PROPRIETARY",
    }
    usulan = draft(session, city, OTHER_WORK | stated)
    browser.sign_in(city.operator)

    page = browser.get(url(usulan))
    filling = browser.get(url(usulan, "isi"))

    links = {
        a["href"].partition("#")[2]: a.text.strip()
        for a in page.select(f"a[href^='{url(usulan, 'isi')}#']")
    }
    assert {"url", "personal_data", "licence", "dasar-rencana"} <= links.keys()
    assert [f"#{each}" for each in links if not filling.select(f"#{each}")] == []
    assert taken.name in page.text


def test_the_probability_of_an_overlap_is_not_called_that_of_the_same(session, city):
    usulan = draft(session, city, OTHER_WORK)
    about = Subject(type=SubjectType.APPLICATION, code="DAA-1", name="Sebagian")
    found = [
        Finding(
            key=f"{kind}:DAA-1",
            kind=kind,
            case="likely",
            severity=Severity.WARNING,
            subject=about,
            reasons=(),
            norm="",
            advice="",
            score=0.6,
        )
        for kind in ("overlap", "duplicate")
    ]

    cards = findings.shown(session, scope.full(city.root.id), found, usulan)

    assert [each.likeness for each in cards] == [
        "Peluang sebagian sama",
        "Mungkin sama",
    ]
