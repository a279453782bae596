"""Signing in, expired sessions, the own password."""

from datetime import timedelta
from io import BytesIO

import pytest

from architecture import people
from architecture.model import SignInAttempt, now
from architecture.roles import Role
from eaportal.accounts import attempts
from tests import make
from tests.browser import Browser


def test_a_person_signs_in_with_address_and_password(browser, session):
    person = make.account(session, Role.OPERATOR, name="Ani Wulandari")

    page = browser.submit(
        browser.get("/masuk"),
        {"email": f" {person.email.upper()} ", "password": make.PASSWORD},
    )

    assert page.h1.text == "Beranda"
    assert "Ani Wulandari" in page.text


@pytest.mark.parametrize("email", ["orang@contoh.go.id", "tidak.ada@contoh.go.id"])
def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(
    browser, session, email
):
    make.account(session, email="orang@contoh.go.id")

    page = browser.submit(
        browser.get("/masuk"), {"email": email, "password": "salah"}, status=422
    )

    assert "Alamat surel atau kata sandi tidak cocok." in page.text


def test_after_five_failures_even_the_right_password_has_to_wait(browser, session):
    person = make.account(session)
    for _ in range(attempts.PER_ACCOUNT):
        browser.post("/masuk", {"email": person.email, "password": "x"}, status=422)

    page = browser.post(
        "/masuk", {"email": person.email, "password": make.PASSWORD}, status=422
    )

    assert "Terlalu banyak percobaan masuk" in page.text


def test_an_address_that_guesses_at_many_accounts_is_stopped(browser, session):
    for number in range(attempts.PER_ADDRESS):
        session.add(SignInAttempt(email=f"a{number}@x.id", address="127.0.0.1"))
    person = make.account(session)

    page = browser.post(
        "/masuk", {"email": person.email, "password": make.PASSWORD}, status=422
    )

    assert "Terlalu banyak percobaan masuk" in page.text


def test_signing_in_forgives_the_failures_before_it(browser, session):
    person = make.account(session)
    for password in ("salah", "salah", make.PASSWORD):
        browser.open(
            "/masuk",
            method="POST",
            data={"email": person.email, "password": password},
            headers={"X-CSRFToken": browser.token()},
        )

    assert session.query(SignInAttempt).count() == 0


def test_a_closed_account_does_not_get_in(browser, session):
    from architecture.model import now

    person = make.account(session, closed_at=now())

    browser.post(
        "/masuk", {"email": person.email, "password": make.PASSWORD}, status=422
    )
    browser.sign_in(person)

    assert browser.get("/akun-saya/kata-sandi").h1.text == "Masuk"


def test_signing_in_leads_to_where_one_wanted_to_go(browser, session):
    person = make.account(session)

    page = browser.get("/akun-saya/kata-sandi")
    assert page.h1.text == "Masuk"
    page = browser.submit(page, {"email": person.email, "password": make.PASSWORD})

    assert page.h1.text == "Ganti kata sandi"


@pytest.mark.parametrize(
    "target", ["//jahat.example", "https://jahat.example", "/\\jahat.example", "x"]
)
def test_signing_in_never_leads_to_another_site(browser, session, target):
    person = make.account(session)

    answer = browser.open(
        "/masuk",
        method="POST",
        follow=False,
        data={"email": person.email, "password": make.PASSWORD, "next": target},
        headers={"X-CSRFToken": browser.token()},
    )

    assert answer.headers["Location"] == "/"


def test_signing_out_ends_the_session(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR))

    page = browser.submit(browser.get("/"), button="Keluar")

    assert page.select_one("[role=status]").text.strip() == "Anda sudah keluar."
    assert browser.get("/akun-saya/kata-sandi").h1.text == "Masuk"


def test_a_cookie_that_was_copied_before_signing_out_opens_nothing_after(app, session):
    person = make.account(session, Role.OPERATOR)
    here, elsewhere, thief = (Browser(app, session) for _ in range(3))
    for browser in (here, elsewhere):
        sent = {"email": person.email, "password": make.PASSWORD}
        browser.submit(browser.get("/masuk"), sent)
    with (
        here.client.session_transaction() as cookie,
        thief.client.session_transaction() as copy,
    ):
        copy.update(cookie)
    assert thief.get("/").h1.text == "Beranda"

    here.submit(here.get("/"), button="Keluar")

    assert thief.get("/akun-saya/kata-sandi").h1.text == "Masuk"
    assert elsewhere.get("/").h1.text == "Beranda"


def test_sessions_that_ended_are_remembered_as_long_as_their_cookies_live(session):
    person = make.account(session)
    yesterday = now() - timedelta(days=1)
    people.end_session(session, person.id, "lama", until=yesterday)
    people.end_session(session, person.id, "baru", until=now() + timedelta(hours=8))

    assert list(person.ended_sessions) == ["baru"]


def test_a_new_password_ends_the_other_sessions_of_the_account(app, session):
    person = make.account(session, Role.OPERATOR)
    here, elsewhere = Browser(app, session), Browser(app, session)
    here.sign_in(person)
    elsewhere.sign_in(person)

    page = here.submit(
        here.get("/akun-saya/kata-sandi"),
        {
            "old": make.PASSWORD,
            "new": "sapi biru berlari",
            "again": "sapi biru berlari",
        },
    )

    assert "Kata sandi sudah diganti" in page.select_one("[role=status]").text
    assert here.get("/").h1.text == "Beranda"
    assert elsewhere.get("/akun-saya/kata-sandi").h1.text == "Masuk"


@pytest.mark.parametrize(
    ("fields", "beside", "sentence"),
    [
        ({"old": "salah"}, "old", "tidak cocok"),
        ({"new": "pendek", "again": "pendek"}, "new", "paling sedikit 10"),
        ({"again": "lain sekali ini"}, "again", "tidak sama"),
        ({"new": make.PASSWORD, "again": make.PASSWORD}, "new", "berbeda"),
    ],
)
def test_a_new_password_is_refused_beside_the_field_that_is_wrong(
    browser, session, fields, beside, sentence
):
    browser.sign_in(make.account(session, Role.OPERATOR))
    good = {"old": make.PASSWORD, "new": "sapi biru lari", "again": "sapi biru lari"}

    page = browser.submit(
        browser.get("/akun-saya/kata-sandi"), good | fields, status=422
    )

    assert sentence in page.select_one(f"#{beside}-error").text


def test_a_password_that_was_given_has_to_be_changed_first(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR, must_change_password=True))

    assert browser.get("/").h1.text == "Ganti kata sandi"


def test_nothing_typed_is_lost_when_the_session_has_expired(browser, session):
    person = make.account(session, Role.OPERATOR)
    typed = {"old": "x", "nama": 'Sistem "A" <b>', "uraian": "satu\r\ndua"}

    page = browser.post("/akun-saya/kata-sandi?a=1", typed, status=401)
    assert page.h1.text == "Masuk"
    assert "Isian yang baru Anda kirim masih ada" in page.text
    page = browser.submit(
        page, {"email": person.email, "password": "salah"}, status=422
    )
    page = browser.submit(page, {"email": person.email, "password": make.PASSWORD})

    assert page.h1.text == "Isian Anda masih ada"
    form = page.select_one("main form")
    assert form["action"] == "/akun-saya/kata-sandi?a=1"
    assert form.select_one("[name=nama]")["value"] == typed["nama"]
    assert form.select_one("[name=uraian]").text.split() == ["satu", "dua"]
    assert form.select_one("[name=old]") is None  # a password travels nowhere
    browser.submit(page, status=422)  # the page itself answers, the token is right


def signed_in(browser, person):
    page = browser.get("/masuk")
    return browser.submit(page, {"email": person.email, "password": make.PASSWORD})


def test_nobody_sends_what_another_person_typed(browser, app, session):
    first, second = make.account(session, Role.OPERATOR), make.account(session)
    signed_in(browser, first)
    page = browser.get("/akun-saya/kata-sandi")
    token = {"csrf_token": page.select_one("main [name=csrf_token]")["value"]}

    def send_and_enter_as(person):
        browser.sign_out()
        sent = {**token, "nama": "RAHASIA"}
        asked = browser.post("/akun-saya/kata-sandi", sent, status=401)
        known = {"email": person.email, "password": make.PASSWORD}
        return browser.submit(asked, known)

    told = send_and_enter_as(second)

    assert told.h1.text == "Isian dari akun lain"
    assert "RAHASIA" not in told.text
    assert told.select_one("main form") is None
    again = send_and_enter_as(first)
    assert again.select_one("main [name=nama]")["value"] == "RAHASIA"


def test_a_page_of_the_one_who_was_here_before_sends_nothing_for_the_next(
    browser, session
):
    first, second = make.account(session, Role.OPERATOR), make.account(session)
    signed_in(browser, first)
    page = browser.get("/akun-saya/kata-sandi")
    browser.sign_out()
    signed_in(browser, second)

    told = browser.submit(page, {"nama": "RAHASIA"}, status=400)

    assert told.h1.text == "Isian dari akun lain"


def test_files_that_were_sent_are_asked_for_again_by_name(browser, session):
    person = make.account(session, Role.OPERATOR)

    page = browser.post(
        "/akun-saya/kata-sandi",
        {"nama": "a", "berkas": (BytesIO(b"x"), "KAK.pdf")},
        status=401,
    )
    page = browser.submit(page, {"email": person.email, "password": make.PASSWORD})

    assert "Pilih lagi berkas KAK.pdf" in page.text
    assert page.select_one("main input[type=file]")["name"] == "berkas"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://jahat.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": ""},
    ],
)
def test_fields_that_another_site_sent_are_not_kept(browser, headers):
    page = browser.post(
        "/akun-saya/kata-sandi", {"nama": "a"}, status=401, headers=headers
    )

    assert page.select_one("[name=kept]")["value"] == ""


def test_kept_fields_that_somebody_altered_are_ignored(browser, session):
    person = make.account(session, Role.OPERATOR)
    page = browser.post("/akun-saya/kata-sandi", {"nama": "a"}, status=401)
    kept = page.select_one("[name=kept]")["value"]

    page = browser.submit(
        page,
        {"email": person.email, "password": make.PASSWORD, "kept": f"A{kept}"},
    )

    assert page.h1.text == "Beranda"


def test_htmx_without_a_session_tells_to_sign_in_and_leaves_the_page(browser):
    piece = browser.fragment("/akun-saya/kata-sandi", status=401)

    assert "Isian di halaman ini tetap ada" in piece.text


def test_a_form_whose_token_is_too_old_can_be_sent_once_more(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR))

    page = browser.post(
        "/akun-saya/kata-sandi",
        {"nama": "a"},
        status=400,
        headers={"X-CSRFToken": "lama"},
    )

    assert page.h1.text == "Isian Anda masih ada"


def test_posts_that_are_over_or_not_yet_begun_give_nothing(app, session):
    from datetime import date

    from flask import g

    person = make.account(session)
    office = make.office(session)
    make.post(session, person, Role.HEAD, office, ends_on=date(2021, 1, 1))
    make.post(session, person, Role.OPERATOR, office, starts_on=date(2100, 1, 1))
    browser = Browser(app, session).sign_in(person)

    with browser.client:
        browser.get("/")
        assert g.viewer.posts == ()


def test_a_post_reaches_the_units_below_in_a_fixed_number_of_statements(
    app, session, statements
):
    from flask import g

    government = make.government(session)
    office = make.office(session, of=government)
    unit = make.office(session, of=office)
    make.office(session, of=government)
    person = make.account(session, Role.OPERATOR, office)
    make.post(session, person, Role.ARCHITECT, government)
    browser = Browser(app, session).sign_in(person)

    with browser.client, statements:
        browser.get("/akun-saya/kata-sandi")
        operator, architect = g.viewer.posts

    assert operator.organisations == {office.id, unit.id}
    assert architect.organisations >= {government.id, office.id, unit.id}
    assert operator.government == government.id
    assert len(statements) == 2


def test_a_file_of_the_pages_asks_the_database_nothing(browser, session, statements):
    browser.sign_in(make.account(session, Role.OPERATOR))

    with statements:
        browser.download("/static/portal.css")

    assert len(statements) == 0


def test_a_session_that_was_idle_too_long_is_over(portal, session):
    browser = Browser(portal(PERMANENT_SESSION_LIFETIME=-1), session)
    browser.sign_in(make.account(session, Role.OPERATOR))

    assert browser.get("/akun-saya/kata-sandi").h1.text == "Masuk"
