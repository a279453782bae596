"""Two people on one form: the second sees what the first changed, and chooses."""

import pytest

from architecture import elements, history
from architecture.layers import Layer, Status, Verb
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


@pytest.fixture
def service(session, office):
    made = elements.add(
        session,
        office,
        Layer.SERVICE,
        {"name": "Layanan", "method": "Daring", "purpose": "Cepat"},
    )
    history.seal(session, by="uji")
    session.commit()
    return made


def first_of_two(session, service, stated, **life):
    elements.revise(session, service, stated, **life)
    history.seal(session, by="lain@contoh.go.id")
    session.commit()


def chosen(page, name):
    [radio] = [
        each
        for each in page.select(f'input[name="pilih-{name}"]')
        if each.has_attr("checked")
    ]
    return radio["value"]


def test_what_only_the_first_changed_is_kept(desk, session, service):
    mine = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    first_of_two(session, service, {"method": "Luring"}, status=Status.PHASING_OUT)

    told = desk.submit(mine, {"purpose": "Tepat"}, status=409)
    text = " ".join(told.text.split())
    assert "lain@contoh.go.id" in text
    assert "sebelumnya: Daring" in text
    assert (chosen(told, "method"), chosen(told, "status")) == ("tersimpan",) * 2
    assert not told.select('input[name="pilih-purpose"]')
    assert told.select_one("#purpose").text.strip() == "Tepat"

    desk.submit(told, {})
    session.refresh(service)
    assert (service.method, service.purpose) == ("Luring", "Tepat")
    assert service.status is Status.PHASING_OUT


@pytest.mark.parametrize(("choice", "kept"), [("saya", "Pos"), ("tersimpan", "Luring")])
def test_what_both_changed_is_chosen(desk, session, service, choice, kept):
    mine = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    first_of_two(session, service, {"method": "Luring"})
    told = desk.submit(mine, {"method": "Pos"}, status=409)
    assert chosen(told, "method") == "saya"

    desk.submit(told, {"pilih-method": choice})

    session.refresh(service)
    assert service.method == kept


def test_a_third_is_told_of_too(desk, session, service):
    mine = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    first_of_two(session, service, {"method": "Luring"})
    told = desk.submit(mine, {"method": "Pos"}, status=409)
    first_of_two(session, service, {"method": "Telepon"})

    again = desk.submit(told, {"pilih-method": "saya"}, status=409)

    assert "sebelumnya: Luring" in " ".join(again.text.split())
    desk.submit(again, {"pilih-method": "saya"})
    session.refresh(service)
    assert service.method == "Pos"


def test_relations_that_were_added_meanwhile_are_no_change_of_a_field(
    desk, session, service, office
):
    other = elements.add(session, office, Layer.SERVICE, {"name": "Lain"})
    history.seal(session, by="uji")
    session.commit()
    mine = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    elements.relate(session, service, Verb.PART_OF, other)
    first_of_two(session, service, {"method": "Luring"})

    told = desk.submit(mine, {"purpose": "Tepat"}, status=409)

    assert chosen(told, "method") == "tersimpan"
