"""The list of registrations, and the page of one: who sees which, and what of it."""

import pytest

from architecture import history
from architecture.model import (
    Letter,
    Outcome,
    Registration,
    RegistrationKind,
    State,
    StepState,
    now,
)
from architecture.roles import Role
from tests import make
from tests.browser import Browser
from tests.eaportal.registration.conftest import (
    OTHER_WORK,
    PDF,
    confirmed,
    draft,
    listed,
    pdf,
    sent,
)


def names(page):
    return [each.a.text for each in page.select("tbody th")]


def url(registration):
    return f"/usulan/{registration.id}"


def test_an_office_sees_its_own_by_state_with_counts(browser, session, city):
    draft(session, city, OTHER_WORK | {"name": "Satu"})
    draft(session, city, OTHER_WORK | {"name": "Milik Lain"}, office=city.staff)
    sent(session, city)

    page = browser.sign_in(city.operator).get("/usulan/")
    tabs = [each.get_text(" ", strip=True) for each in page.select(".state-tabs a")]
    assert tabs == ["Semua 2", "Draf 1", "Menunggu kepala OPD 1"]
    assert "Milik Lain" not in page.text
    assert names(browser.get("/usulan/?keadaan=DRAFT")) == ["Satu"]


def test_search_finds_by_name_and_number(browser, session, city):
    made = draft(session, city, OTHER_WORK | {"name": "Terumbu <i>Karang</i>"})
    draft(
        session,
        city,
        OTHER_WORK | {"name": "Lain"},
        kind=RegistrationKind.BUY,
    )
    browser.sign_in(city.operator)

    assert names(browser.get("/usulan/?cari=terumbu")) == ["Terumbu <i>Karang</i>"]
    assert names(browser.get(f"/usulan/?cari={made.number}")) == [
        "Terumbu <i>Karang</i>"
    ]
    page = browser.get("/usulan/?cari=tidak+ada+ini")
    assert "Tidak ada usulan yang cocok" in page.text


def test_the_list_has_pages_and_a_fixed_number_of_statements(
    browser, session, city, statements
):
    draft(session, city)
    browser.sign_in(city.operator).get("/usulan/")
    with statements:
        browser.get("/usulan/")
    few = len(statements)
    for number in range(30):
        session.add(
            Registration(
                number=f"USUL-2020-{number:04d}",
                kind=RegistrationKind.BUILD,
                name=f"Usulan {number}",
                government_id=city.root.id,
                organisation_id=city.health.id,
            )
        )
    session.commit()
    statements.texts.clear()
    with statements:
        page = browser.get("/usulan/")

    assert len(names(page)) == 25
    assert "Halaman 1 dari 2" in page.text
    assert len(names(browser.get("/usulan/?halaman=2"))) == 6
    assert len(statements) == few <= 6


@pytest.mark.parametrize(
    "query",
    [
        "halaman=0",
        "halaman=-1",
        "halaman=x",
        "halaman=99999999999",
        "keadaan=APA",
        "cari=%25",
        "cari=%00",
        "cari=" + "a" * 3000,
        "cari=%27%3B--",
    ],
)
def test_any_address_of_the_list_opens(browser, session, city, query):
    draft(session, city)

    browser.sign_in(city.operator).get(f"/usulan/?{query}")


def test_an_empty_list_says_how_to_begin(app, session, city):
    page = Browser(app, session).sign_in(city.operator).get("/usulan/")
    assert page.select_one('.empty a[href="/usulan/baru"]')

    reviewer = make.account(session, Role.REVIEWER, city.root)
    page = Browser(app, session).sign_in(reviewer).get("/usulan/")
    assert "setelah disahkan" in page.text
    assert not page.select('a[href="/usulan/baru"]')


@pytest.mark.parametrize("role", sorted(Role, key=lambda each: each.name))
@pytest.mark.parametrize("stage", [listed, sent, confirmed])
def test_each_role_sees_what_its_scope_gives(app, session, city, role, stage):
    made = stage(session, city)
    office = role in {Role.OPERATOR, Role.HEAD}
    person = make.account(session, role, city.staff if office else city.root)
    stranger = make.account(session, role)
    installer = role is Role.INSTALLER
    submitted = stage is confirmed and not office and not installer

    seen = Browser(app, session).sign_in(person)
    hidden = 403 if installer else 404
    seen.get(url(made), 200 if submitted else hidden)
    assert (made.name in seen.get("/usulan/", 403 if installer else 200).text) is (
        submitted
    )
    Browser(app, session).sign_in(stranger).get(url(made), hidden)


def test_the_page_says_where_it_stands_and_what_to_do(browser, session, city):
    made = listed(session, city)
    browser.sign_in(city.operator)

    page = browser.get(url(made))
    assert "Lengkapi isian" in page.text
    assert "Belum diketahui" in page.select_one(".facts-unknown").text
    assert page.select_one("[aria-current=step]").text.strip().startswith("Dikirim")
    assert page.select_one(".deeds").text.count("Draf disimpan") == 1
    assert "Nama aplikasi" in page.select_one(".deeds").text


def test_the_steps_of_kominfo_show_without_their_words_until_it_is_over(
    app, browser, session, city
):
    made = confirmed(session, city)
    step = made.steps[0]
    step.state, step.reason = StepState.DONE, "Catatan antar penelaah"
    step.decided_at = now()
    made.outcome, made.outcome_reason = Outcome.REFUSED, "Belum boleh diketahui"
    session.commit()
    reviewer = make.account(session, Role.REVIEWER, city.root)

    page = browser.sign_in(city.operator).get(url(made))
    assert step.title in page.text
    assert "Catatan antar penelaah" not in page.text
    assert "Belum boleh diketahui" not in page.text
    assert "Ditolak" not in page.text
    page = Browser(app, session).sign_in(reviewer).get(url(made))
    assert "Catatan antar penelaah" in page.text

    made.state, made.decided_at = State.DECIDED, now()
    session.commit()
    page = browser.get(url(made))
    assert "Catatan antar penelaah" in page.text
    assert "Belum boleh diketahui" in page.text


def test_an_approval_shows_conditions_and_letter(browser, session, city):
    made = confirmed(session, city)
    made.state, made.decided_at = State.DECIDED, now()
    made.outcome = Outcome.APPROVED_WITH_CONDITIONS
    made.outcome_reason, made.conditions = "Baik.", ["Hubungkan lewat SPLP"]
    session.add(
        Letter(
            government_id=city.root.id,
            registration_id=made.id,
            number="500.12/001/KOMINFO/2026",
            year=2026,
            issued_on=now().date(),
            token="t" * 24,
        )
    )
    session.commit()

    page = browser.sign_in(city.operator).get(url(made))

    assert "Hubungkan lewat SPLP" in page.text
    assert "500.12/001/KOMINFO/2026" in page.text
    assert not page.select(f'a[href="{url(made)}/tarik"]')


def test_the_drafting_is_not_told_to_others(app, session, city):
    made = confirmed(session, city)
    reviewer = make.account(session, Role.REVIEWER, city.root)

    page = Browser(app, session).sign_in(reviewer).get(url(made))

    told = page.select_one(".deeds").text
    assert "Disahkan kepala OPD" in told
    assert "Draf disimpan" not in told


def test_the_page_asks_a_fixed_number_of_statements(browser, session, city, statements):
    made = confirmed(session, city)
    browser.sign_in(city.operator).get(url(made))
    with statements:
        browser.get(url(made))
    few = len(statements)
    for number in range(8):
        history.note(session, made, f"Sesuatu {number}", government=city.root.id)
        history.seal(session, by="uji")
    session.commit()
    statements.texts.clear()
    with statements:
        browser.get(url(made))

    assert len(statements) == few <= 16


def test_the_front_page_tells_what_waits(app, session, city):
    listed(session, city)
    waits = sent(session, city)

    page = Browser(app, session).sign_in(city.operator).get("/")
    assert "Draf usulan" in page.text
    page = Browser(app, session).sign_in(city.head).get("/")
    card = page.select_one('a[href="/usulan/?keadaan=WAITING_FOR_HEAD"]')
    assert "Menunggu pengesahan Anda" in card.text
    assert card.select_one(".to-do-count").text == "1"
    assert waits.state is State.WAITING_FOR_HEAD


def test_the_same_deed_in_a_row_is_told_once_with_what_it_was_about(
    browser, session, city
):
    made = listed(session, city)
    browser.sign_in(city.operator)
    files = {"berkas-KAK": [pdf("satu.pdf"), pdf("dua.pdf", PDF + b"\n")]}
    browser.post(
        f"/usulan/{made.id}/dokumen", files, content_type="multipart/form-data"
    )

    told = browser.get(url(made)).select_one(".deeds").text

    assert told.count("Dokumen dilampirkan") == 1
    assert "(2 kali)" in told
    assert "satu.pdf" in told
    assert "dua.pdf" in told
