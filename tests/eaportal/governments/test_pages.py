"""Pages of the operator of the installation: governments, and no business data."""

import pytest
from sqlalchemy import select

from architecture.model import Organisation
from architecture.roles import Role
from tests import make
from tests.browser import Browser


@pytest.fixture
def desk(browser, session):
    home = make.government(session, "Rumah")
    return browser.sign_in(make.account(session, Role.INSTALLER, home))


def test_a_government_comes_with_its_first_administrator(desk, app, session):
    page = desk.submit(
        desk.get("/instansi/baru"),
        {
            "code": "kota-baru",
            "name": "Pemerintah Kota Baru",
            "email": "admin@baru.go.id",
            "person": "Admin Baru",
        },
    )

    password = page.select_one("code.password").text
    newcomer = Browser(app, session)
    landed = newcomer.submit(
        newcomer.get("/masuk"), {"email": "admin@baru.go.id", "password": password}
    )
    assert landed.h1.text == "Ganti kata sandi"
    made = session.scalars(
        select(Organisation).where(Organisation.code == "KOTA-BARU")
    ).one()
    assert made.name == "Pemerintah Kota Baru"


def test_a_refused_administrator_leaves_no_government_behind(desk, session):
    make.account(session, Role.LEADER, email="ada@contoh.go.id")

    desk.submit(
        desk.get("/instansi/baru"),
        {
            "code": "KOTA-BARU",
            "name": "Kota Baru",
            "email": "ada@contoh.go.id",
            "person": "Ada",
        },
        status=422,
    )

    session.rollback()
    query = select(Organisation).where(Organisation.code == "KOTA-BARU")
    assert session.scalar(query) is None


@pytest.mark.parametrize(
    "path", ["/aplikasi/", "/usulan/", "/peta/", "/peta-rencana/", "/akun/"]
)
def test_the_operator_of_the_installation_sees_no_business(desk, path):
    desk.get(path, status=403)
