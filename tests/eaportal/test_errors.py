"""Pages that answer errors."""

import pytest
from flask import Blueprint, abort
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm.exc import StaleDataError

from architecture import history
from architecture.errors import NotAllowed, NotFound, Refused, WrongState
from architecture.model import Organisation
from architecture.roles import Role
from eaportal import db, permissions
from tests import make
from tests.browser import Browser


@pytest.fixture
def failing(portal, session):
    """Give a browser on a portal with pages that fail, as it runs in production."""
    pages = Blueprint("failing", __name__)
    errors = {
        "ditolak": Refused("Aturan ini tidak mengizinkan."),
        "keadaan": WrongState("Usulan sudah diputus."),
        "tak-boleh": NotAllowed("Hanya kepala OPD."),
        "tak-ada": NotFound("Usulan itu tidak ada."),
        "bentrok": IntegrityError("INSERT", {}, Exception("UNIQUE")),
        "basi": StaleDataError("1 row"),
        "rusak": RuntimeError("rahasia dalam"),
        "penuh": OperationalError("INSERT", {}, Exception("database or disk is full")),
        "sibuk": OperationalError("INSERT", {}, Exception("database is locked")),
        "putus": OperationalError("SELECT", {}, Exception("rahasia dalam")),
    }

    @pages.route("/gagal/<what>", methods=["GET", "POST"])
    @permissions.public
    def fail(what):
        if what.isdigit():
            abort(int(what))
        raise errors[what]

    @pages.post("/gagal/setengah/<int:key>")
    @permissions.public
    def half(key):
        office = db.get_or_404(Organisation, key)
        history.change(
            db.session, office, {"name": "Baru"}, deed="x", government=office.id
        )
        db.session.flush()
        raise Refused("Tidak jadi.")

    app = portal(TESTING=False)
    app.register_blueprint(pages)
    return Browser(app, session)


@pytest.mark.parametrize(
    ("what", "status", "sentence"),
    [
        ("400", 400, "tidak lengkap"),
        ("403", 403, "tidak membuka halaman ini"),
        ("404", 404, "Alamat ini tidak ada"),
        ("405", 405, "melalui tombol"),
        ("409", 409, "Keadaannya sudah berubah"),
        ("413", 413, "20 MB"),
        ("429", 429, "Tunggu sebentar"),
        ("ditolak", 409, "Aturan ini tidak mengizinkan."),
        ("keadaan", 409, "Usulan sudah diputus."),
        ("tak-boleh", 403, "Hanya kepala OPD."),
        ("tak-ada", 404, "Usulan itu tidak ada."),
        ("bentrok", 409, "diubah orang lain"),
        ("basi", 409, "diubah orang lain"),
        ("rusak", 500, "Nomor rujukan"),
        ("putus", 500, "Nomor rujukan"),
        ("penuh", 409, "tidak ada yang ditulis"),
        ("sibuk", 503, "Tunggu sebentar"),
    ],
)
def test_every_error_has_a_page_and_a_fragment_in_indonesian(
    failing, what, status, sentence
):
    page = failing.get(f"/gagal/{what}", status=status)
    piece = failing.fragment(f"/gagal/{what}", status=status)

    assert sentence in page.text
    assert sentence in piece.text
    assert "rahasia" not in page.text


def test_a_defect_is_in_the_log_under_its_number(failing, caplog):
    page = failing.get("/gagal/rusak", status=500)

    number = page.select_one("main strong").text
    assert f"reference {number}" in caplog.text
    assert "rahasia dalam" in caplog.text


def test_a_refusal_undoes_what_was_done_and_noted(failing, session):
    government = make.bare_government(session, "Kota Lama")

    failing.post(f"/gagal/setengah/{government.id}", status=409)

    assert session.get_one(Organisation, government.id).name == "Kota Lama"


def test_a_page_that_is_not_there_keeps_the_menu_of_the_person(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR, name="Ani"))

    page = browser.get("/tidak-ada", status=404)

    assert "Ani" in page.select_one(".side-menu").text


def test_a_body_that_is_too_large_gets_a_page(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR))

    answer = browser.open(
        "/akun-saya/kata-sandi",
        method="POST",
        data=b"0" * (26 * 1024 * 1024),
        content_type="multipart/form-data; boundary=x",
    )

    assert answer.status_code == 413
    assert "Kiriman terlalu besar" in answer.text


def test_a_post_without_a_token_changes_nothing(browser, session):
    browser.sign_in(make.account(session, Role.OPERATOR))

    browser.post(
        "/keluar",
        status=400,
        headers={"X-CSRFToken": "", "Origin": "https://jahat.example"},
    )

    assert browser.get("/").h1.text == "Beranda"
