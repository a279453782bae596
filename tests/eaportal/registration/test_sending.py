"""From the operator to the head, to Kominfo, back, or withdrawn."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from architecture import history
from architecture.model import Outcome, Registration, State
from architecture.roles import Role
from tests import make
from tests.browser import Browser
from tests.eaportal.registration.conftest import confirmed, listed, sent


def url(registration, page=""):
    return f"/usulan/{registration.id}/{page}".rstrip("/")


def state_of(session, registration):
    return session.get(Registration, registration.id).state


def test_an_operator_sends_to_the_head(browser, session, city):
    made = listed(session, city)

    page = browser.sign_in(city.operator).get(url(made, "temuan"))
    page = browser.submit(page, button="Kirim ke kepala OPD")

    assert "dikirim ke kepala OPD" in page.select_one(".alert-success").text
    assert state_of(session, made) is State.WAITING_FOR_HEAD


def test_a_second_click_on_send_gets_the_page_as_it_stands(browser, session, city):
    made = listed(session, city)
    browser.sign_in(city.operator).post(url(made, "kirim"))

    page = browser.post(url(made, "kirim"), {}, 409)

    assert "sudah dikirim" in page.select_one("[role=status]").text
    assert page.h1.text == made.name
    assert state_of(session, made) is State.WAITING_FOR_HEAD


def test_of_clicks_in_one_moment_one_sends_and_the_others_see_it_sent(
    app, session, city
):
    made = listed(session, city)
    people = [Browser(app, session).sign_in(city.operator) for _ in range(4)]
    sent = {"csrf_token": people[0].token()}
    for each in people:
        each.token()
    session.commit()

    with ThreadPoolExecutor(4) as pool:
        page = url(made, "kirim")
        answers = list(pool.map(lambda p: p.client.post(page, data=sent), people))

    late = [each for each in answers if each.status_code != 302]
    assert len(late) == 3
    for each in late:
        assert each.status_code == 409
        assert "sudah dikirim" in each.text


def test_a_head_who_wrote_it_also_confirms_it(browser, session, city):
    made = listed(session, city)
    browser.sign_in(city.head)

    page = browser.submit(
        browser.get(url(made, "temuan")), button="Kirim ke kepala OPD"
    )
    assert page.h1.text.startswith("Sahkan")
    page = browser.submit(page, button="Sahkan dan kirim ke Kominfo")

    assert "dikirim ke Kominfo" in page.select_one(".alert-success").text
    assert state_of(session, made) is State.IN_REVIEW


def test_the_head_reads_all_of_it_before(browser, session, city):
    made = sent(session, city)

    page = browser.sign_in(city.head).get(url(made, "sahkan"))

    assert "Menyimpan titik selam" in page.text
    assert "Belum diketahui" in page.text
    assert "Dokumen wajib belum dilampirkan" in page.text
    assert "Belum ada dokumen" in page.text


def test_a_second_confirmation_gets_the_page_as_it_stands(browser, session, city):
    made = sent(session, city)
    browser.sign_in(city.head).post(url(made, "sahkan"))
    steps = len(session.get(Registration, made.id).steps)

    page = browser.post(url(made, "sahkan"), {}, 409)

    assert "sudah disahkan" in page.select_one("[role=status]").text
    assert len(session.get(Registration, made.id).steps) == steps > 0


def test_the_head_gives_back_with_a_reason_that_the_operator_reads(
    app, browser, session, city
):
    made = sent(session, city)
    head = Browser(app, session).sign_in(city.head)

    page = head.post(url(made, "kembalikan"), {"reason": "  "}, 422)
    assert "Tuliskan alasannya" in page.text
    head.post(url(made, "kembalikan"), {"reason": "Sebutkan <b>sumber</b> data."})

    page = browser.sign_in(city.operator).get(url(made))
    assert "Sebutkan <b>sumber</b> data." in page.select_one(".alert-warning").text
    assert "Catatan kepala OPD" in page.text
    assert page.select_one(f'.alert-warning a[href="{url(made, "isi")}"]')
    assert "Sebutkan <b>sumber</b>" in browser.get(url(made, "isi")).text


def test_kominfos_reasons_stand_on_top_of_what_came_back(browser, session, city):
    from architecture.registration import concluding

    made = confirmed(session, city)
    concluding.send_back(session, made, "Jelaskan hubungan dengan sistem lain.")
    history.seal(session, by="uji")
    session.commit()

    page = browser.sign_in(city.operator).get(url(made))

    assert "Jelaskan hubungan" in page.select_one(".alert-warning").text
    assert "Catatan Kominfo" in page.text


@pytest.mark.parametrize("stage", [listed, sent, confirmed])
def test_it_is_withdrawn_with_a_reason_at_any_time_before_the_decision(
    browser, session, city, stage
):
    made = stage(session, city)
    page = browser.sign_in(city.operator).get(url(made, "tarik"))

    refused = browser.submit(page, {"reason": ""}, 422)
    assert "Tuliskan alasannya" in refused.text
    page = browser.submit(page, {"reason": "Memakai aplikasi pusat."})

    assert "Memakai aplikasi pusat." in page.text
    assert state_of(session, made) is State.WITHDRAWN
    again = browser.post(url(made, "tarik"), {"reason": "Lagi"}, 409)
    assert "sudah ditarik" in again.text


def test_a_decided_registration_is_not_withdrawn(browser, session, city):
    made = confirmed(session, city)
    made.state, made.outcome = State.DECIDED, Outcome.REFUSED
    session.commit()

    page = browser.sign_in(city.operator).post(url(made, "tarik"), {"reason": "x"}, 409)

    assert "sudah diputus" in page.text
    assert state_of(session, made) is State.DECIDED


def test_what_is_not_there_yet_is_not_confirmed(browser, session, city):
    made = listed(session, city)
    browser.sign_in(city.head)

    page = browser.get(url(made, "sahkan"), 409)
    assert "masih disusun" in page.text
    browser.post(url(made, "sahkan"), {}, 409)
    browser.post(url(made, "kembalikan"), {"reason": "x"}, 409)

    assert state_of(session, made) is State.DRAFT


def test_what_became_a_twin_meanwhile_is_told_to_the_head(browser, session, city):
    from architecture import inventory
    from tests.eaportal.registration.conftest import OTHER_WORK

    made = sent(session, city)
    inventory.add(session, city.staff, OTHER_WORK | {"name": "Karang Kita"})
    history.seal(session, by="uji")
    session.commit()
    browser.sign_in(city.head)

    page = browser.get(url(made, "sahkan"))
    assert "Belum dapat disahkan" in page.text
    assert "Karang Kita" in page.select_one("[role=alert]").text
    browser.post(url(made, "sahkan"), {}, 422)

    assert state_of(session, made) is State.WAITING_FOR_HEAD


@pytest.mark.parametrize("role", sorted(Role, key=lambda each: each.name))
def test_only_the_head_of_the_office_confirms(app, session, city, role):
    made = sent(session, city)
    office = role in {Role.OPERATOR, Role.HEAD}
    person = make.account(session, role, city.staff if office else city.root)
    seen = Browser(app, session).sign_in(person)

    expected = 404 if role is Role.HEAD else 403
    for page in ("sahkan", "kembalikan"):
        seen.post(url(made, page), {"reason": "x"}, expected)
    Browser(app, session).sign_in(city.operator).post(url(made, "sahkan"), {}, 403)

    assert state_of(session, made) is State.WAITING_FOR_HEAD
