"""People talk about elements: asked, answered, mended in time, settled, and found."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from architecture import elements, history
from architecture.layers import Layer
from architecture.model import Comment, at, now
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def architect(session, office):
    return make.account(session, Role.ARCHITECT, office.government, name="Laksmi")


@pytest.fixture
def operator(session, office):
    return make.account(session, Role.OPERATOR, office, name="Dewi")


@pytest.fixture
def service(session, office):
    made = elements.add(session, office, Layer.SERVICE, {"name": "Layanan"})
    history.seal(session, by="uji")
    session.commit()
    return made


def comment(session):
    session.expire_all()
    return session.scalars(select(Comment)).one()


def test_a_question_waits_for_the_owner_until_it_is_settled(
    browser, session, architect, operator, service
):
    desk = browser.sign_in(architect)
    page = desk.post(
        f"/komentar/elemen/{service.id}", {"text": "Masih dipakai?\nSejak kapan?"}
    )
    assert "Masih dipakai?" in page.select_one("#komentar").text
    assert "komentar menunggu" not in desk.get("/").text.lower()

    owner = browser.sign_in(operator)
    assert "komentar menunggu tanggapan anda" in owner.get("/").text.lower()
    assert "Layanan" in owner.get("/komentar/?saya=1").text
    owner.post(f"/komentar/{comment(session).id}/selesai")

    assert "komentar menunggu" not in owner.get("/").text.lower()
    told = owner.get(f"/arsitektur/elemen/{service.id}")
    assert "selesai menurut Dewi" in told.text
    owner.post(f"/komentar/{comment(session).id}/buka")
    assert comment(session).settled_at is None


def test_who_is_named_by_address_is_asked_too(
    browser, session, operator, office, service
):
    other = make.account(session, Role.ASSESSOR, office.government)
    browser.sign_in(operator).post(
        f"/komentar/elemen/{service.id}", {"text": f"Mohon dicek {other.email.upper()}"}
    )

    assert "komentar menunggu" in browser.sign_in(other).get("/").text.lower()


def test_words_are_mended_by_their_writer_within_the_hour(
    browser, session, architect, operator, service
):
    desk = browser.sign_in(operator)
    desk.post(f"/komentar/elemen/{service.id}", {"text": "Salah"})
    key = comment(session).id
    desk.submit(desk.get(f"/komentar/{key}/ubah"), {"text": "Benar"})
    assert comment(session).text == "Benar"
    browser.sign_in(architect).get(f"/komentar/{key}/ubah", status=403)

    desk = browser.sign_in(operator)
    form = desk.get(f"/komentar/{key}/ubah")
    with at(now() + timedelta(minutes=61)):
        told = desk.submit(form, {"text": "Terlambat"}, status=422)
    assert "dalam satu jam" in told.text
    assert comment(session).text == "Benar"


@pytest.mark.parametrize("text", ["", "  \n ", "x" * 4001])
def test_nothing_and_too_much_are_refused(browser, session, operator, service, text):
    told = browser.sign_in(operator).post(
        f"/komentar/elemen/{service.id}", {"text": text}, status=422
    )

    assert "Komentar" in told.h1.text
    assert session.scalars(select(Comment)).all() == []


def test_another_government_neither_reads_nor_writes(
    browser, session, operator, service
):
    browser.sign_in(operator).post(
        f"/komentar/elemen/{service.id}", {"text": "Rahasia kami"}
    )
    stranger = browser.sign_in(make.account(session, Role.ARCHITECT))

    stranger.post(f"/komentar/elemen/{service.id}", {"text": "Halo"}, status=404)
    stranger.post(f"/komentar/{comment(session).id}/selesai", status=404)
    assert "Rahasia" not in stranger.get("/komentar/").text


def test_the_list_asks_as_much_for_many_as_for_one(
    browser, session, operator, service, statements
):
    desk = browser.sign_in(operator)

    def ask(number):
        session.add_all(
            Comment(element_id=service.id, account_id=operator.id, text=f"K {n}")
            for n in range(number)
        )
        session.commit()
        statements.texts.clear()
        with statements:
            desk.get("/komentar/")
        return len(statements)

    assert ask(1) == ask(24)
