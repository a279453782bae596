"""The report: narrowed by office and function, grouped, and sent as a workbook."""

from decimal import Decimal
from io import BytesIO

import pytest
from openpyxl import load_workbook

from architecture import inventory, referencing, suspecting
from tests import make
from tests.architecture.consolidating.decided import commit, opened, twins
from tests.architecture.registration.office import office
from tests.browser import Statements

CODE = "RAB.09.06"


@pytest.fixture
def kota(session):
    referencing.load(session)
    return office(session)


@pytest.fixture
def two(kota):
    made = twins(kota)
    for each in made:
        each.reference_codes = [CODE]
    made[0].cost_yearly = Decimal(120_000_000)
    commit(kota)
    return made


def rows(browser, query=""):
    sent = browser.open(f"/konsolidasi/unduh.xlsx{query}")
    assert sent.mimetype.endswith("spreadsheetml.sheet")
    book = load_workbook(BytesIO(sent.data))
    return {
        page.title: list(page.iter_rows(min_row=1, values_only=True)) for page in book
    }


def test_groups_stand_under_the_title_of_their_function(kota, two, browser):
    browser.sign_in(kota.accounts["reviewer"])
    title = referencing.titles(kota.session, [CODE])[CODE]

    page = browser.get("/konsolidasi/")

    heading = page.main.find("h3")
    assert title in heading.text
    assert CODE in heading.text
    assert page.main.find("option", value=CODE).text == title


def test_the_report_is_narrowed_by_office_and_function(kota, two, browser):
    browser.sign_in(kota.accounts["reviewer"])
    mine, without = f"?opd={kota.dinas.id}", f"?opd={kota.kominfo.id}"

    assert two[0].name in browser.get(f"/konsolidasi/{mine}&fungsi={CODE}").main.text
    for query in (without, f"{mine}&fungsi=RAB.01"):
        page = browser.get(f"/konsolidasi/{query}")
        assert "Tidak ada yang cocok" in page.text
        assert len(rows(browser, query)["Aplikasi"]) == 1


@pytest.mark.parametrize(
    "query", ["?opd=x&fungsi=%00", "?opd=99999999999999999999", "?fungsi=" + "a" * 3000]
)
def test_nonsense_in_the_address_is_no_error(kota, two, browser, query):
    browser.sign_in(kota.accounts["reviewer"])

    browser.get(f"/konsolidasi/{query}")
    rows(browser, query)


def test_the_workbook_says_what_the_page_says(kota, two, browser):
    case = opened(kota, two)
    browser.sign_in(kota.accounts["reviewer"])

    book = rows(browser, f"?opd={kota.dinas.id}")

    listed = {row[4]: row for row in book["Aplikasi"][1:]}
    assert set(listed) == {each.name for each in two}
    assert listed[two[0].name][8:] == (120_000_000, None, f"{case.title} (Dibahas)")
    assert listed[two[1].name][8:10] == (None, "belum diketahui")
    assert listed[two[0].name][0] == CODE
    total = book["Menurut fungsi"][-1]
    assert total[2:6] == (1, 2, 120_000_000, 1)
    scope = dict(book["Keterangan"])["Cakupan"]
    assert kota.dinas.name in scope
    assert kota.government.name in scope


def test_who_may_not_read_a_cost_finds_it_in_no_file(kota, two, browser):
    two[1].cost_yearly = Decimal(987_654_321)
    case = opened(kota, two)
    browser.sign_in(kota.accounts["operator"])

    book = rows(browser)

    listed = {row[4]: row for row in book["Aplikasi"][1:]}
    assert listed[two[1].name][8:10] == (None, "tidak ditampilkan")
    assert "987654321" not in str(book)
    assert case.title in str(book)


def test_a_text_that_looks_like_a_formula_stays_a_text(kota, two, browser):
    two[0].name = "=1+1"
    commit(kota)
    browser.sign_in(kota.accounts["reviewer"])

    assert "=1+1" in {row[4] for row in rows(browser)["Aplikasi"]}


@pytest.mark.parametrize("address", ["/konsolidasi/", "/konsolidasi/unduh.xlsx"])
def test_the_report_asks_as_often_for_many_as_for_few(
    kota, two, browser, session, address
):
    browser.sign_in(kota.accounts["reviewer"])
    browser.open(address)
    with Statements(session.get_bind()) as few:
        browser.open(address)
    for number in range(8):
        place = make.office(session, of=kota.government)
        stated = {"name": f"Tamu {number}", "function": "buku tamu kantor"}
        inventory.add(session, place, stated)
    commit(kota)
    _refresh(kota)
    browser.open(address)
    with Statements(session.get_bind()) as many:
        browser.open(address)

    assert len(many.texts) <= len(few.texts)


def _refresh(kota):
    suspecting.refresh(kota.session, kota.government.id)
    commit(kota)


def test_a_group_that_stands_in_a_case_with_one_member_says_so(kota, two, browser):
    third = make.application(kota.session, of=kota.kominfo)
    commit(kota)
    case = opened(kota, [two[0], third])
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get("/konsolidasi/")

    assert f"Salah satunya pada {case.title}" in " ".join(page.main.text.split())
    assert {row[10] for row in rows(browser)["Aplikasi"][1:]} == {
        f"Salah satunya: {case.title} (Dibahas)"
    }


def test_costs_that_are_hidden_are_said_beside_those_that_are_known(kota, two, browser):
    two[1].cost_yearly = Decimal(5_000_000)
    commit(kota)
    browser.sign_in(kota.accounts["operator"])

    text = " ".join(browser.get("/konsolidasi/").main.text.split())

    assert "Rp 120.000.000 + 1 tidak ditampilkan" in text.replace("\xa0", " ")
