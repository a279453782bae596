"""The form of a draft: what it asks for, what it keeps, and what it says."""

import pytest

from architecture import history, planning
from architecture.elements import custom
from architecture.elements.custom import FieldDetails
from architecture.layers import APPLICATION_FIELDS, FieldKind, Layer
from architecture.model import (
    PlanLineState,
    Registration,
    RegistrationKind,
    State,
)
from architecture.registration import drafting
from eaportal.registration.sections import SECTIONS, WORDS, names
from tests.browser import Browser
from tests.eaportal.registration.conftest import OTHER_WORK, TEXTS, draft, sent


def url(registration, page="isi"):
    return f"/usulan/{registration.id}/{page}"


def typed(registration, **values):
    return {"version": str(registration.version), **values}


def test_every_field_of_an_application_has_its_place_in_the_form():
    placed = [name for section in SECTIONS for name in section.names]

    assert sorted(placed) == sorted(field.name for field in APPLICATION_FIELDS)
    assert set(WORDS) == set(RegistrationKind)


@pytest.mark.parametrize("kind", RegistrationKind)
def test_each_kind_asks_for_its_own_fields(browser, session, city, kind):
    replaced = city.attendance if kind is RegistrationKind.ENHANCE else None
    made = draft(session, city, {}, kind=kind, replaces=replaced)

    page = browser.sign_in(city.operator).get(url(made))

    shown = {each["name"] for each in page.select("#isian [name]")}
    assert set(names(kind)) <= shown
    assert ("no_plan_reason" in shown) == (kind.name not in {"WEBSITE", "EXISTING"})


def test_a_draft_is_kept_as_typed_and_says_beside_each_field_what_is_wrong(
    browser, session, city
):
    made = draft(session, city, {})
    browser.sign_in(city.operator)

    page = browser.post(
        url(made),
        typed(
            made,
            name="a" * 5000,
            cost_build="seratus juta",
            planned_live="32/13/2026",
            url="bukan alamat",
            reference_codes="XYZ.01",
            year_started="",
            personal_data="BUKAN_PILIHAN",
            platforms=["WEB", "LAIN_SAMA_SEKALI"],
            description="<script>alert(1)</script>\x00 dan `${x}`",
        ),
    )

    assert "7 isian masih perlu diperbaiki" in page.select_one(".alert-success").text
    assert page.select_one("#name")["value"] == "a" * 5000
    assert page.select_one("#cost_build")["value"] == "seratus juta"
    assert page.select_one("#planned_live")["value"] == "32/13/2026"
    for name in ("name", "cost_build", "planned_live", "url", "reference_codes"):
        assert page.select_one(f"#{name}")["aria-invalid"] == "true", name
        assert page.select_one(f"#{name}-error").text.strip()
    assert "alert(1)" in page.select_one("#description").text
    assert "\x00" not in session.get(Registration, made.id).details["description"]


def test_a_saved_draft_is_there_again_in_the_spelling_of_people(browser, session, city):
    made = draft(session, city, {})
    browser.sign_in(city.operator)

    browser.post(
        url(made),
        typed(made, **OTHER_WORK, cost_build="Rp 1500000", planned_live="2027-03-01"),
    )
    page = browser.get(url(made))

    assert page.h1.text == OTHER_WORK["name"]
    assert page.select_one("#cost_build")["value"] == "1.500.000"
    assert page.select_one("#planned_live")["value"] == "01/03/2027"
    assert page.select_one("#function").text.strip() == OTHER_WORK["function"]


def test_what_is_missing_is_said_only_when_one_wants_to_go_on(browser, session, city):
    made = draft(session, city, {})
    browser.sign_in(city.operator)

    page = browser.post(url(made), typed(made, name="SIKARANG"))
    assert not page.select(".form-error")

    session.refresh(made)
    page = browser.post(url(made), typed(made, name="SIKARANG", lanjut="ya"), 422)
    assert "Wajib diisi" in page.select_one("#description-error").text
    assert page.select_one("#name")["value"] == "SIKARANG"

    session.refresh(made)
    page = browser.post(url(made), typed(made, **OTHER_WORK, lanjut="ya"))
    assert page.h1.text.startswith("Temuan")


def test_who_saves_after_somebody_else_sees_both_and_decides(browser, session, city):
    made = draft(session, city, TEXTS)
    before = made.version
    drafting.save(session, made, TEXTS | {"name": "Nama dari Budi"})
    history.seal(session, by=city.head.email)
    session.commit()
    browser.sign_in(city.operator)

    page = browser.post(
        url(made), {**TEXTS, "name": "Nama dari Ani", "version": str(before)}, 409
    )

    assert page.select_one("#name")["value"] == "Nama dari Ani"
    warning = page.select_one("main .alert-warning").text
    assert "Nama dari Budi" in warning
    assert city.head.email in warning
    assert session.get(Registration, made.id).name == "Nama dari Budi"

    browser.submit(page)
    assert session.get(Registration, made.id).name == "Nama dari Ani"


def test_a_double_click_on_save_is_no_conflict(browser, session, city):
    made = draft(session, city, TEXTS)
    fields = typed(made, **TEXTS, users="Pegawai")
    browser.sign_in(city.operator)

    browser.post(url(made), fields)
    page = browser.post(url(made), fields)

    assert "Draf disimpan." in page.text


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40, "²"])
def test_a_form_without_a_sound_version_does_not_overwrite(
    browser, session, city, version
):
    made = draft(session, city, TEXTS)
    browser.sign_in(city.operator)

    browser.post(url(made), {"name": "Lain", "version": version}, 409)

    assert session.get(Registration, made.id).name == TEXTS["name"]


def test_a_line_of_the_plan_is_chosen_or_the_reason_given(browser, session, city):
    plan = planning.create_plan(
        session,
        city.root,
        planning.PlanDetails(title="Peta Rencana", from_year=2025, to_year=2029),
    )
    line = planning.add_line(
        session,
        plan,
        planning.LineDetails(code="A-1", muatan=planning.APPLICATIONS, name="Karang"),
        organisation=city.health,
        state=PlanLineState.APPROVED,
    )
    history.seal(session, by="uji")
    session.commit()
    made = draft(session, city)
    browser.sign_in(city.operator)

    page = browser.get(url(made))
    assert "A-1 · Karang" in page.select_one("#plan_line").text
    browser.post(url(made), typed(made, **OTHER_WORK, plan_line=str(line.id)))

    session.refresh(made)
    assert made.plan_line_id == line.id
    page = browser.post(
        url(made), typed(made, plan_line="99999", name="Tetap ada"), 422
    )
    assert "tidak ada lagi" in page.select_one("#plan_line-error").text
    assert session.get(Registration, made.id).name == "Tetap ada"


def test_an_enhancement_begins_with_what_is_known_of_the_application(
    browser, session, city
):
    operator = city.operator
    page = browser.sign_in(operator).get("/usulan/baru/pengembangan")
    assert "belum punya aplikasi" in page.text

    from tests import make

    own = make.application(
        session,
        "SIMKES",
        of=city.health,
        function="Mencatat pasien",
        cost_build=5,
        database_system="PostgreSQL",
    )
    page = browser.get("/usulan/baru/pengembangan")
    page = browser.submit(page, button="Pilih")

    assert page.select_one("#name")["value"] == "SIMKES"
    assert page.select_one("#function").text.strip() == "Mencatat pasien"
    assert page.select_one("#database_system")["value"] == "PostgreSQL"
    assert page.select_one("#cost_build")["value"] == ""
    assert f"/aplikasi/{own.id}" in str(page.select_one(".lead"))


def test_a_registration_that_was_sent_cannot_be_changed(browser, session, city):
    made = sent(session, city)
    browser.sign_in(city.operator)

    assert browser.get(url(made)).h1.text == OTHER_WORK["name"]
    page = browser.post(url(made), typed(made, name="Lain"), 409)

    assert "tidak dapat diubah" in page.text
    assert session.get(Registration, made.id).state is State.WAITING_FOR_HEAD


def test_an_expired_session_loses_nothing_that_was_typed(browser, session, city):
    made = draft(session, city, {})
    fields = typed(made, name="Nama yang panjang sekali", function="baris 1\nbaris 2")
    browser.sign_in(city.operator).sign_out()

    page = browser.post(url(made), fields, 401)
    from tests.make import PASSWORD

    page = browser.submit(page, {"email": city.operator.email, "password": PASSWORD})
    browser.submit(page, button="Kirim sekarang")

    assert session.get(Registration, made.id).name == "Nama yang panjang sekali"
    assert "baris 2" in session.get(Registration, made.id).details["function"]


def test_another_office_another_government_and_a_reader_get_no_form(app, session, city):
    from architecture.roles import Role
    from tests import make

    made = draft(session, city)
    colleague = make.account(session, Role.OPERATOR, city.staff)
    stranger = make.account(session, Role.OPERATOR)
    reviewer = make.account(session, Role.REVIEWER, city.root)

    for person, status in ((colleague, 404), (stranger, 404), (reviewer, 403)):
        seen = Browser(app, session).sign_in(person)
        for page in ("isi", "temuan", "dokumen", "tarik"):
            seen.get(url(made, page), status)
        seen.post(url(made), typed(made, name="Dicuri"), status)
        seen.post(url(made, "kirim"), {}, status)

    assert session.get(Registration, made.id).name == OTHER_WORK["name"]


@pytest.mark.parametrize("key", ["0", "99999", "99999999999999999999", "abc", "-1"])
def test_an_unknown_registration_is_not_found(browser, city, key):
    browser.sign_in(city.operator)

    browser.get(f"/usulan/{key}", 404)
    browser.get(f"/usulan/{key}/isi", 404)


def test_fields_of_the_government_are_asked_kept_and_shown(browser, session, city):
    details = FieldDetails(label="Kode aset", kind=FieldKind.LINE, required=True)
    added = custom.add_field(session, city.root.id, Layer.APPLICATION, details)
    history.seal(session, by="uji")
    session.commit()
    made = draft(session, city)
    browser.sign_in(city.operator)
    page = browser.get(url(made))
    assert page.select_one(f"#{added.name}").has_attr("required")
    page = browser.submit(page, button="Periksa dan kirim", status=422)
    assert "Wajib diisi sebelum usulan dikirim." in page.text
    assert "Kode aset" in browser.get(url(made, "temuan")).text
    old = made.version
    page = browser.get(url(made))
    browser.submit(page, {added.name: "AST-7"}, button="Simpan draf")
    assert "AST-7" in browser.get(f"/usulan/{made.id}").text
    page = browser.post(url(made), {"version": str(old), added.name: "AST-8"}, 409)
    assert "AST-7" in page.text
