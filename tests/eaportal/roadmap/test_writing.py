"""Writing a peta rencana: from nothing to a plan that is set, and its review."""

from datetime import date
from types import SimpleNamespace

import pytest
from axe_playwright_python.sync_playwright import Axe

from architecture import planning
from architecture.model import Plan, PlanLineState, PlanState
from architecture.roles import Role
from tests import make
from tests.architecture.registration.office import in_review, office
from tests.browser import Browser, enter

PLAN = {"title": "Peta Rencana 2026–2030", "from_year": "2026", "to_year": "2030"}
BASIS = {"regulation": "Perwali Nomor 7 Tahun 2026", "set_on": "02/01/2026"}
HOSTILE = "<script>alert(1)</script> {% x %} ${x} `z`"


@pytest.fixture
def desk(kota, browser):
    """Give the planner at work."""
    return browser.sign_in(make.account(kota.session, Role.PLANNER, kota.government))


def approved(kota, **details):
    """Bring a registration through to its letter."""
    usulan = kota.to_signature(in_review(kota, findings=[], **details))
    return kota.say(usulan, "SIGNATURE", "signatory")


def plan_of(kota, state=PlanState.DRAFT):
    made = planning.create_plan(
        kota.session,
        kota.government,
        planning.PlanDetails(
            title="Peta",
            from_year=2026,
            to_year=2030,
            regulation="Perwali 1",
            set_on=date(2026, 1, 2),
        ),
        state=state,
    )
    return kota.keep(made)


def test_a_new_government_begins_its_plan_and_what_was_approved_waits_in_it(kota, desk):
    usulan = approved(kota, name="Kolam Ikan Hias")
    page = desk.get("/peta-rencana/")
    [start] = [each for each in page.select("a.btn") if "Mulai" in each.text]

    page = desk.submit(desk.get(start["href"]), PLAN)

    assert "Rancangan" in page.select_one(".lead").text
    waiting = page.select_one("#usulan")
    assert "Kolam Ikan Hias" in waiting.text
    assert usulan.number in waiting.text
    chosen = waiting.select_one("input[type=checkbox]")["value"]
    page = desk.submit(page, {"lines": chosen}, button="Masukkan ke rancangan")
    assert page.select_one("#usulan") is None
    assert "Kolam Ikan Hias" in page.select_one("table").text
    assert "Dalam rancangan" in page.select_one("table").text


def test_an_approval_after_that_is_proposed_for_it(kota, desk):
    desk.submit(desk.get("/peta-rencana/mulai"), PLAN | BASIS | {"state": "SET"})
    approved(kota, name="Kolam Ikan Hias")

    page = desk.get("/peta-rencana/")

    assert page.select_one("caption").text == "Diusulkan untuk reviu berikutnya"
    assert "Kolam Ikan Hias" in page.select_one("table").text
    assert "2 Januari 2026" in page.select_one(".lead").text
    assert "Tambah inisiatif" not in page.text


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "x" * 5000}, "title"),
        ({"from_year": "dua ribu"}, "from_year"),
        ({"from_year": "9" * 40}, "from_year"),
        ({"to_year": "2020"}, "to_year"),
        ({"to_year": "2099"}, "to_year"),
        ({"set_on": "kemarin"}, "set_on"),
        ({"state": "SET"}, "regulation"),
        ({"state": "SET", **BASIS, "set_on": "01/01/2999"}, "set_on"),
        ({"state": "lain"}, "state"),
    ],
)
def test_what_makes_no_plan_is_said_beside_its_field(kota, desk, wrong, field):
    page = desk.submit(desk.get("/peta-rencana/mulai"), PLAN | wrong, 422)

    assert page.select_one(f"#{field}-error") is not None
    assert kota.session.query(Plan).count() == 0


def test_a_second_draft_is_refused(kota, desk):
    plan_of(kota)

    page = desk.submit(desk.get("/peta-rencana/mulai"), PLAN, 422)

    assert "Masih ada rancangan" in page.text


def test_lines_are_added_and_changed_while_it_is_a_draft(kota, desk):
    plan = plan_of(kota)
    form = desk.get(f"/peta-rencana/{plan.id}/baris/baru")
    said = {
        "name": f"Membangun {HOSTILE}",
        "code": "pr-apl-01",
        "muatan": "APPLICATION",
        "organisation": str(kota.dinas.id),
        "target_2027": "1 aplikasi",
        "budget_2027": "Rp 150.000.000",
    }
    page = desk.submit(form, said | {"budget_2027": "banyak"}, 422)
    assert "rupiah" in page.select_one("#budget_2027-error").text
    assert page.select_one("#target_2027")["value"] == "1 aplikasi"
    page = desk.submit(form, said)
    [line] = planning.lines(kota.session, plan)
    assert (line.code, line.state) == ("PR-APL-01", PlanLineState.DRAFTED)
    assert line.budgets == {"2027": "150000000.00"}
    assert line.organisation_id == kota.dinas.id
    assert "<script>alert(1)" in page.select_one("table").text
    page = desk.submit(form, said, 422)
    assert "sudah dipakai" in page.select_one("#code-error").text

    form = desk.get(f"/peta-rencana/baris/{line.id}")
    assert form.select_one("#budget_2027")["value"] == "150.000.000"
    change = {"name": "Membangun antrean", "state": "RUNNING", "budget_2027": ""}
    desk.submit(form, change)
    kota.session.expire_all()
    assert (line.name, line.state) == ("Membangun antrean", PlanLineState.RUNNING)
    assert line.budgets == {}
    late = desk.submit(form, change | {"name": "Lain"}, 422)
    assert "diubah orang lain" in late.text
    assert late.select_one("#name")["value"] == "Lain"


def test_who_sets_it_states_the_basis_and_nobody_writes_afterwards(kota, desk):
    plan = plan_of(kota)
    line = planning.add_line(
        kota.session,
        plan,
        planning.LineDetails(code="A", muatan="AUDIT", name="Audit"),
        organisation=None,
        state=PlanLineState.DRAFTED,
    )
    kota.keep(plan)
    form = desk.get(f"/peta-rencana/{plan.id}/tetapkan")
    page = desk.submit(form, {"regulation": "", "set_on": ""}, 422)
    assert page.select_one("#regulation-error")
    assert page.select_one("#set_on-error")
    page = desk.submit(form, BASIS)
    assert "Ditetapkan" in page.select_one(".lead").text
    assert page.select_one("table a") is None
    for url in (f"{plan.id}/ubah", f"{plan.id}/baris/baru", f"baris/{line.id}"):
        page = desk.get(f"/peta-rencana/{url}", status=409)
        assert "tidak ditulisi" in page.text
        desk.post(f"/peta-rencana/{url}", {"name": "Lain", "title": "Lain"}, 409)
    desk.post(f"/peta-rencana/{plan.id}/tetapkan", BASIS, 409)
    desk.post(f"/peta-rencana/{plan.id}/usulan", {"lines": line.id}, 409)
    kota.session.expire_all()
    assert (line.name, line.state) == ("Audit", PlanLineState.APPROVED)


def test_a_review_stands_beside_the_plan_in_force_until_it_is_set(kota, desk):
    plan = plan_of(kota, PlanState.SET)
    approved(kota, name="Kolam Ikan Hias")
    page = desk.submit(desk.get("/peta-rencana/"), button="Mulai reviu")
    draft = planning.draft(kota.session, kota.government.id)
    assert "Yang berlaku tetap" in page.text
    page = desk.submit(page, {}, button="Masukkan ke rancangan")
    assert "Pilih usulan yang dimasukkan" in page.text
    chosen = page.select_one("#usulan input[type=checkbox]")["value"]
    page = desk.submit(page, {"lines": chosen}, button="Masukkan ke rancangan")
    assert "Kolam Ikan Hias" in page.select_one("table").text
    again = desk.post(f"/peta-rencana/{draft.id}/usulan", {"lines": chosen})
    assert "sudah tidak menunggu" in again.text
    page = desk.get("/peta-rencana/")
    assert page.select_one(f'a[href="/peta-rencana/{draft.id}"]')
    assert "Kolam Ikan Hias" not in page.text
    desk.submit(
        desk.get(f"/peta-rencana/{draft.id}/tetapkan"), BASIS, button="Tetapkan"
    )
    assert "Kolam Ikan Hias" in desk.get("/peta-rencana/").select_one("table").text
    assert "Sudah digantikan" in desk.get(f"/peta-rencana/{plan.id}").text


@pytest.mark.parametrize("who", ["operator", "reviewer", "signatory", "coordinator"])
def test_others_read_a_draft_and_do_not_write_it(kota, browser, who):
    plan = plan_of(kota)
    browser.sign_in(kota.accounts[who])
    page = browser.get(f"/peta-rencana/{plan.id}")
    assert "Tambah inisiatif" not in page.text
    for url in ("mulai", f"{plan.id}/ubah", f"{plan.id}/baris/baru"):
        browser.get(f"/peta-rencana/{url}", status=403)


def test_the_architect_writes_it_too_and_another_government_does_not(
    kota, app, session
):
    plan = plan_of(kota)
    own = Browser(app, session).sign_in(kota.accounts["architect"])
    own.get(f"/peta-rencana/{plan.id}/baris/baru")
    other = Browser(app, session).sign_in(office(session).accounts["architect"])
    other.get(f"/peta-rencana/{plan.id}/baris/baru", status=404)


@pytest.mark.browser
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_plan_is_written_in_the_browser(session, live, page):
    kota = office(session)
    planner = make.account(session, Role.PLANNER, kota.government)
    approved(kota, name="Kolam Ikan Hias")
    person = SimpleNamespace(email=planner.email)
    session.rollback()  # what only reads here would hold up the portal

    def clean():
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        page.set_viewport_size({"width": 390, "height": 844})
        wide = "document.documentElement.scrollWidth > window.innerWidth"
        assert not page.evaluate(wide)
        page.set_viewport_size({"width": 1280, "height": 800})

    enter(page, live, person, make.PASSWORD)
    page.get_by_role("heading", name="Beranda").wait_for()
    page.goto(f"{live}/peta-rencana/")
    clean()
    page.get_by_role("link", name="Mulai peta rencana").click()
    clean()
    for label, text in (("Judul", "Peta"), ("Tahun awal", "2026")):
        page.get_by_label(label).fill(text)
    page.get_by_label("Tahun akhir").fill("2030")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_label("Kolam Ikan Hias").check()
    clean()
    page.get_by_role("button", name="Masukkan ke rancangan").click()
    page.get_by_role("link", name="Kolam Ikan Hias").click()
    clean()
    page.get_by_label("Target 2027").fill("1 aplikasi")
    page.get_by_role("button", name="Simpan").click()
    page.get_by_role("link", name="Tetapkan").click()
    clean()
    page.get_by_label("Dasar penetapan").fill("Perwali 7")
    page.get_by_label("Ditetapkan pada").fill("02/01/2026")
    page.get_by_role("button", name="Tetapkan").click()
    page.get_by_text("Peta rencana ditetapkan.").wait_for()
    clean()


def test_milestones_and_what_comes_first_are_said_in_the_form_and_shown(kota, desk):
    plan = plan_of(kota)
    blank = f"/peta-rencana/{plan.id}/baris/baru"
    said = {"name": "Jaringan", "code": "A", "muatan": "INFRASTRUCTURE"}
    days = {"starts_on": "01/01/2027", "ends_on": "30/06/2027"}
    desk.submit(desk.get(blank), said | days)
    later = said | {"name": "Layanan", "code": "B", "starts_on": "01/02/2027"}
    later |= {"ends_on": "31/12/2027", "needs": "A"}
    late = desk.submit(desk.get(blank), later | {"mark_1": HOSTILE}, 422)
    assert "tanggalnya" in late.select_one("#due_1-error").text
    late = desk.submit(desk.get(blank), later | {"due_2": "01/03/2027"}, 422)
    assert "apa tonggaknya" in late.select_one("#due_2-error").text
    page = desk.submit(
        desk.get(blank), later | {"mark_2": HOSTILE, "due_2": "01/03/2027"}
    )

    told = page.select("table th[scope=row]")[-1].text
    assert HOSTILE in told
    assert "1 Maret 2027" in told
    assert "Menunggu A" in told
    assert "Mulai sebelum A selesai" in told
    by_code = {each.code: each for each in planning.lines(kota.session, plan)}
    form = desk.get(f"/peta-rencana/baris/{by_code['A'].id}")
    again = desk.submit(form, {"needs": "B", "state": "DRAFTED"}, 422)
    assert "A menunggu B menunggu A" in again.text
    form = desk.get(f"/peta-rencana/baris/{by_code['B'].id}")
    assert form.select_one("#mark_1")["value"] == HOSTILE
    desk.submit(form, {"mark_1": "", "due_1": "", "state": "DRAFTED"})
    kota.session.expire_all()
    assert by_code["B"].milestones == []
    assert by_code["B"].needs == [by_code["A"]]
