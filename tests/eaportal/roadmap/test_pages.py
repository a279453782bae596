"""The peta rencana on a page and as a spreadsheet."""

import io
from datetime import date

import pytest
from openpyxl import load_workbook

from architecture import history, planning
from architecture.model import PlanLineState, PlanState
from architecture.planning import LineDetails, PlanDetails
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


@pytest.fixture
def plan(session, office):
    made = planning.create_plan(
        session,
        office.government,
        PlanDetails(
            title="Peta Rencana 2025–2029",
            from_year=2025,
            to_year=2029,
            regulation="Perwali 12/2025",
            set_on=date(2025, 1, 2),
        ),
        state=PlanState.SET,
    )
    for code, state in (("A", PlanLineState.APPROVED), ("B", PlanLineState.PROPOSED)):
        planning.add_line(
            session,
            made,
            LineDetails(
                code=code,
                muatan="APPLICATION",
                name=f"=Inisiatif {code}",
                targets={"2026": "1"},
                budgets={"2026": "150000000"},
            ),
            organisation=office,
            state=state,
        )
    history.seal(session, by="uji")
    session.commit()
    return made


def test_what_is_set_and_what_is_proposed_stand_apart(browser, session, office, plan):
    desk = browser.sign_in(make.account(session, Role.PLANNER, office.government))

    page = desk.get("/peta-rencana/")

    captions = [caption.text for caption in page.select("caption")]
    assert captions == ["Diusulkan untuk reviu berikutnya", "Aplikasi SPBE"]
    assert "150.000.000" in page.text


def test_the_plan_is_read_year_by_year_and_what_starts_later_names_its_year(
    browser, session, office, plan
):
    planning.add_line(
        session,
        plan,
        LineDetails(
            code="C",
            muatan="APPLICATION",
            name="Nanti",
            targets={"2028": "3 aplikasi"},
            budgets={"2028": "90000000"},
        ),
        organisation=office,
        state=PlanLineState.PROPOSED,
    )
    history.seal(session, by="uji")
    session.commit()
    desk = browser.sign_in(make.account(session, Role.PLANNER, office.government))

    early = desk.get("/peta-rencana/?tahun=2025").select_one("table").text
    then = desk.get("/peta-rencana/?tahun=2028")

    assert "3 aplikasi (2028)" in early
    assert "90.000.000 (2028)" in early
    assert "3 aplikasi (2028)" not in then.text
    assert then.select_one(".tabs [aria-current]").text == "2028"
    desk.get("/peta-rencana/?tahun=x")
    desk.get("/peta-rencana/?tahun=1999")


def test_the_plan_leaves_as_a_spreadsheet_without_formulas(
    browser, session, office, plan
):
    desk = browser.sign_in(make.account(session, Role.PLANNER, office.government))

    book = load_workbook(io.BytesIO(desk.download("/peta-rencana/unduh.xlsx").data))

    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    values = {str(cell.value) for cell in cells}
    assert {"=Inisiatif A", "=Inisiatif B"} <= values
    assert "f" not in {cell.data_type for cell in cells}


def test_an_operator_reads_the_plan_but_does_not_take_it_away(
    browser, session, office, plan
):
    desk = browser.sign_in(make.account(session, Role.OPERATOR, office))

    page = desk.get("/peta-rencana/")

    assert "Unduh Excel" not in page.text
    desk.download("/peta-rencana/unduh.xlsx", status=403)


def test_another_office_does_not_read_the_budget(browser, session, office, plan):
    sister = make.office(session, of=office.government)

    own = browser.sign_in(make.account(session, Role.OPERATOR, office))
    assert "150.000.000" in own.get("/peta-rencana/").text
    other = browser.sign_in(make.account(session, Role.OPERATOR, sister))
    assert "150.000.000" not in other.get("/peta-rencana/").text


def test_without_a_plan_the_page_says_so(browser, session, office):
    desk = browser.sign_in(make.account(session, Role.LEADER, office.government))

    assert "Belum ada peta rencana" in desk.get("/peta-rencana/").text
