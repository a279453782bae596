"""Pages of an administrator about the accounts of the own government."""

import pytest

from architecture.model import Account
from architecture.roles import Role
from tests import make
from tests.browser import Browser


@pytest.fixture
def government(session):
    return make.government(session)


@pytest.fixture
def admin(session, government):
    return make.account(session, Role.ADMINISTRATOR, government, name="Admin")


@pytest.fixture
def desk(browser, admin):
    return browser.sign_in(admin)


def test_a_new_account_gets_a_password_that_is_shown_once_and_works(
    desk, app, session, government
):
    office = make.office(session, of=government)
    page = desk.submit(
        desk.get("/akun/baru"),
        {
            "email": "Budi@contoh.go.id",
            "name": "Budi",
            "role": "OPERATOR",
            "organisation": str(office.id),
        },
    )

    password = page.select_one("code.password").text
    newcomer = Browser(app, session)
    form = newcomer.get("/masuk")
    landed = newcomer.submit(form, {"email": "budi@contoh.go.id", "password": password})
    assert landed.h1.text == "Ganti kata sandi"
    assert password not in desk.get("/akun/").text


def test_an_address_twice_is_refused_and_nothing_is_half_made(
    desk, session, government
):
    make.account(session, Role.LEADER, government, email="ada@contoh.go.id")
    before = session.query(Account).count()

    page = desk.submit(
        desk.get("/akun/baru"),
        {
            "email": "ada@contoh.go.id",
            "name": "Ada",
            "role": "LEADER",
            "organisation": str(government.id),
        },
        status=422,
    )

    assert "Sudah ada akun" in page.select_one("#email-error").text
    assert session.query(Account).count() == before


def test_a_post_that_does_not_fit_leaves_no_account_behind(desk, session, government):
    before = session.query(Account).count()

    desk.submit(
        desk.get("/akun/baru"),
        {
            "email": "val@contoh.go.id",
            "name": "Val",
            "role": "VALIDATOR",
            "organisation": str(government.id),
        },
        status=422,
    )

    session.rollback()
    assert session.query(Account).count() == before


def test_posts_are_given_and_ended(desk, session, government):
    account = make.account(session, Role.LEADER, government)

    page = desk.submit(
        desk.get(f"/akun/{account.id}"),
        {"role": "ASSESSOR", "organisation": str(government.id)},
        button="Beri jabatan",
    )
    assert "Asesor" in page.text
    ended = desk.submit(page, button="Akhiri")

    assert "Berakhir" in ended.text


def test_the_role_of_the_installation_is_not_given_here(desk, government):
    form = desk.get("/akun/baru")

    offered = {option["value"] for option in form.select("#role option")}

    assert "INSTALLER" not in offered
    desk.submit(
        form,
        {
            "email": "x@contoh.go.id",
            "name": "X",
            "role": "INSTALLER",
            "organisation": str(government.id),
        },
        status=422,
    )


def test_accounts_of_another_government_are_not_there(desk, session):
    other = make.account(session, Role.LEADER)

    desk.get(f"/akun/{other.id}", status=404)
    desk.post(f"/akun/{other.id}/kata-sandi", status=404)
    assert other.name not in desk.get("/akun/").text


def test_who_also_serves_elsewhere_keeps_the_password(desk, session, government):
    account = make.account(session, Role.LEADER, government)
    make.post(session, account, Role.LEADER, make.government(session))

    desk.post(f"/akun/{account.id}/kata-sandi", status=403)


def test_a_closed_account_is_out_at_once(desk, app, session, government):
    account = make.account(session, Role.LEADER, government)
    person = Browser(app, session).sign_in(account)
    person.get("/aplikasi/")

    desk.post(f"/akun/{account.id}/tutup")

    assert person.get("/aplikasi/").h1.text == "Masuk"


def test_a_name_and_its_title_are_mended_for_the_letters_to_come(
    desk, session, government
):
    person = make.account(session, Role.LEADER, government, name="Sri Mulyani")

    page = desk.submit(
        desk.get(f"/akun/{person.id}/ubah"),
        {"name": "Dr. Sri Mulyani", "title": "Sekretaris Daerah"},
    )

    assert page.h1.text == "Dr. Sri Mulyani"
    assert "Sekretaris Daerah" in page.text
    empty = desk.submit(desk.get(f"/akun/{person.id}/ubah"), {"name": " "}, status=422)
    assert "wajib diisi" in empty.select_one("#name-error").text


def test_a_post_in_the_wrong_place_is_said_beside_the_place(desk, government):
    page = desk.submit(
        desk.get("/akun/baru"),
        {
            "email": "budi@contoh.go.id",
            "name": "Budi",
            "role": "OPERATOR",
            "organisation": str(government.id),
        },
        status=422,
    )

    assert "perangkat daerah" in page.select_one("#organisation-error").text


def test_nobody_closes_the_own_account(desk, admin):
    desk.post(f"/akun/{admin.id}/tutup", status=403)
