"""Pages on which a government changes its rules and its list of technology."""

import pytest

from architecture import history, referencing, rulebook
from architecture.model import Note, Technology
from architecture.roles import Role
from tests import make


@pytest.fixture
def government(session):
    return make.government(session, "Pemerintah Kota Uji")


@pytest.fixture(params=[Role.ADMINISTRATOR, Role.REVIEWER])
def desk(request, browser, session, government):
    return browser.sign_in(make.account(session, request.param, government))


def severity(session, government, kind="channels", case=""):
    session.expire_all()
    return rulebook.case_of(session, government.id, kind, case).severity.value


def test_a_severity_is_changed_and_taken_back_and_both_are_in_the_history(
    desk, session, government
):
    page = "/ketentuan/channels/bawaan"
    listed = desk.submit(desk.get(page), {"severity": "serious"})
    assert severity(session, government) == "serious"
    assert "Diubah" in listed.select_one("#channels").text

    desk.submit(desk.get(page), button="Kembalikan seperti bawaan")
    assert severity(session, government) == "warning"
    deeds = [each.deed for each in session.query(Note).order_by(Note.id)]
    assert sum(deed.startswith("Ketentuan diubah") for deed in deeds) == 2


def test_the_threshold_of_a_suspicion_is_a_percentage(desk, session, government):
    page = "/ketentuan/duplicate/possible"
    wrong = desk.submit(desk.get(page), {"least": "nol"}, status=422)
    assert "antara 5 dan 99" in wrong.select_one("#least-error").text

    desk.submit(desk.get(page), {"least": "40"})
    assert rulebook.case_of(session, government.id, "duplicate", "possible").at == 0.4


def test_a_suspicion_cannot_be_made_to_block(desk):
    offered = desk.get("/ketentuan/duplicate/likely").select("#severity option")
    assert "blocking" not in [each["value"] for each in offered]


def test_what_is_no_rule_is_not_found(desk):
    desk.get("/ketentuan/channels/ngawur", status=404)
    desk.get("/ketentuan/ngawur/bawaan", status=404)


def test_a_technology_is_refused_for_the_own_government(desk, session, government):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    shipped = session.query(Technology).filter_by(name="PHP 8.4").one()

    desk.submit(desk.get(f"/ketentuan/teknologi/{shipped.id}"), {"allowed": ""})

    own = {each.name: each for each in rulebook.listed(session, government.id)}
    assert not own["PHP 8.4"].allowed
    assert own["PHP 8.4"].own
    session.refresh(shipped)
    assert shipped.allowed


def test_a_technology_is_added_and_taken_off(desk, session, government):
    page = desk.submit(
        desk.get("/ketentuan/teknologi/baru"), {"name": "Elixir", "ends_on": "1/2/2030"}
    )
    assert "Elixir" in page.text
    assert session.query(Technology).filter_by(name="Elixir").count() == 1
    desk.submit(page, button="Keluarkan")
    assert session.query(Technology).filter_by(name="Elixir").all() == []
