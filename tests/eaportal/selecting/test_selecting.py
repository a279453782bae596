"""A selection of a list is changed at once, by who may, after a look at each."""

from datetime import date
from urllib.parse import urlencode

import pytest
from sqlalchemy import func, select

from architecture import elements, history
from architecture.elements import custom
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import FieldKind, Layer, Status, Verb
from architecture.model import Element, Entry, Job, Note, Relation
from architecture.roles import Role
from eaportal.selecting import work
from tests import make

LIST = "/arsitektur/layanan/"
AT_ONCE = f"{LIST}sekaligus/"


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def other(session, office):
    return make.office(session, "Dinas Lain", of=office.government)


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


@pytest.fixture
def operator(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


def some(session, office, number=3, layer=Layer.SERVICE, **stated):
    new = [
        NewElement(
            ref=str(n),
            layer=layer,
            organisation_id=office.id,
            stated={"name": f"Hal {n:03d}", **stated},
        )
        for n in range(number)
    ]
    done = apply(session, office.government_id, ChangeSet(elements=new), deed="Uji")
    history.seal(session, by="uji")
    session.commit()
    return [session.get_one(Element, key) for key in done.created.values()]


def address(several, name="", **more):
    ticked = [("pilih", each.id) for each in several]
    return f"{AT_ONCE}?{urlencode([*ticked, ('hal', name), *more.items()])}"


def looked(desk, several, name="method", value="Daring", **fields):
    page = desk.get(address(several, name))
    sent = {"reason": "Hasil rapat", **fields}
    if value:
        sent["value"] = value
    return desk.submit(page, sent, button="Lihat pratinjau")


def methods(session):
    session.expire_all()
    query = select(Element).order_by(Element.id)
    return [each.method for each in session.scalars(query)]


def test_ticked_rows_are_looked_at_changed_and_taken_back(desk, session, office):
    several = some(session, office)
    page = desk.get(LIST)
    ticks = page.select("#daftar input[name=pilih][form=pilihan]")
    assert [int(each["value"]) for each in ticks] == [each.id for each in several]

    shown = looked(desk, several[:2])
    assert "2 berubah, 0 tetap, 0 tidak dapat diubah" in shown.text
    assert methods(session) == ["", "", ""]
    done = desk.submit(shown, button="Terapkan pada 2")

    assert "2 layanan diubah" in done.text
    assert methods(session) == ["Daring", "Daring", ""]
    undo = desk.get(done.select_one("a[href$=batalkan]")["href"])
    desk.submit(undo)
    assert methods(session) == ["", "", ""]


def test_all_that_a_list_shows_is_changed_and_nothing_that_it_does_not(
    desk, session, office
):
    several = some(session, office, 30)
    elements.revise(session, several[3], {"purpose": "Cepat sekali"})
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(f"{LIST}?cari=hal+02")
    assert "Ubah semua 11 yang cocok" in page.text
    page = desk.get(f"{AT_ONCE}?cari=hal+02&semua=1&hal=method")
    shown = desk.submit(
        page, {"reason": "Rapat", "value": "Daring"}, button="Lihat pratinjau"
    )
    late = some(session, office, 1)[0]  # matches, but was not seen
    elements.revise(session, late, {"name": "Hal 021 baru"})
    history.seal(session, by="uji")
    session.commit()
    desk.submit(shown, button="Terapkan pada 11")

    assert methods(session).count("Daring") == 11
    session.refresh(late)
    assert late.method == ""


def test_an_office_ticks_and_changes_only_its_own(operator, session, office, other):
    mine, theirs = some(session, office, 2), some(session, other, 2)

    page = operator.get(LIST)
    assert len(page.select("input[name=pilih]")) == 2
    assert "Ubah semua 2 yang cocok" in page.text
    shown = looked(operator, [*mine, *theirs])

    assert "2 berubah, 0 tetap, 2 tidak dapat diubah" in shown.text
    assert "Bukan milik perangkat daerah Anda" in shown.text
    operator.submit(shown, button="Terapkan pada 2")
    assert methods(session) == ["Daring", "Daring", "", ""]
    page = operator.get(f"{AT_ONCE}?semua=1")
    assert "Ubah 2 layanan" in page.h1.text
    assert page.find("option", value="OFFICE") is None
    operator.get(address(mine, "OFFICE"))
    sent = {"value": str(other.id), "reason": "x"}
    operator.post(address(mine, "OFFICE"), sent, status=422)


@pytest.mark.parametrize("role", [Role.LEADER, Role.ASSESSOR, Role.REVIEWER])
def test_who_may_not_edit_sees_no_ticks(browser, session, office, role):
    several = some(session, office)
    browser.sign_in(make.account(session, role, office.government))

    page = browser.get(LIST)

    assert not page.select("input[name=pilih], .picking")
    browser.get(address(several), status=403)
    browser.post(address(several, "method"), {"value": "x"}, status=403)
    browser.post(f"{AT_ONCE}terapkan?hal=method", {"value": "x"}, status=403)


def test_nothing_is_ticked_of_others_or_on_another_day(desk, session, office):
    some(session, office, layer=Layer.APPLICATION)

    assert desk.get("/aplikasi/").select("input[name=pilih]")
    for query in ("?milik=nasional", "?milik=dipakai", "?tanggal=2030-01-01"):
        assert not desk.get(f"/aplikasi/{query}").select("input[name=pilih], .picking")
    desk.get("/arsitektur/aplikasi/sekaligus/?semua=1&milik=lain", status=422)
    assert "Centang dahulu" in desk.get(AT_ONCE, status=422).text


def test_what_somebody_changed_meanwhile_is_shown_anew_and_marked(
    desk, session, office
):
    several = some(session, office)
    shown = looked(desk, several)
    elements.revise(session, several[1], {"purpose": "Lain"})
    history.seal(session, by="lain@contoh.go.id")
    session.commit()

    again = desk.submit(shown, button="Terapkan pada 3", status=409)

    assert "Yang berubah ditandai" in again.text
    marked = [cell for cell in again.select("tbody th") if "baru berubah" in cell.text]
    assert ["Hal 001" in cell.text for cell in marked] == [True]
    assert methods(session) == ["", "", ""]
    desk.submit(again, button="Terapkan pada 3")
    assert methods(session) == ["Daring"] * 3


def test_a_second_click_writes_nothing_and_says_so(desk, session, office):
    shown = looked(desk, some(session, office))
    desk.submit(shown, button="Terapkan pada 3")
    entries = session.scalar(select(func.count()).select_from(Entry))

    told = desk.submit(shown, button="Terapkan pada 3")

    assert "semuanya sudah begitu" in told.text
    assert session.scalar(select(func.count()).select_from(Entry)) == entries


def test_a_field_that_ended_meanwhile_is_told_and_another_is_chosen(
    desk, session, office
):
    asked = custom.FieldDetails(label="Kekritisan", kind=FieldKind.LINE)
    own = custom.add_field(session, office.government_id, Layer.SERVICE, asked)
    shown = looked(desk, some(session, office), own.name, "Tinggi")
    custom.end_field(session, own, on=date(2026, 1, 1))
    history.seal(session, by="lain@contoh.go.id")
    session.commit()

    again = desk.submit(shown, button="Terapkan pada 3", status=409)

    assert "“Kekritisan” sudah tidak ditanyakan lagi" in again.text
    assert "Ubah 3 layanan" in again.h1.text
    assert again.find("option", value="method") is not None


def test_an_expired_session_loses_nothing(desk, session, office):
    account = make.account(session, Role.ARCHITECT, office.government)
    desk.sign_in(account)
    shown = looked(desk, some(session, office))
    desk.sign_out()
    form = desk.submit(shown, button="Terapkan pada 3", status=401)
    kept = desk.submit(form, {"email": account.email, "password": make.PASSWORD})

    done = desk.submit(kept)

    assert "3 layanan diubah" in done.text
    assert methods(session) == ["Daring"] * 3


def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    desk, session, office
):
    several = some(session, office, 1)

    again = desk.submit(
        desk.get(address(several, "method")), button="Lihat pratinjau", status=422
    )
    assert "centang “Kosongkan isian ini”" in again.text
    assert "Tuliskan alasannya" in again.text
    again = desk.submit(
        desk.get(address(several, "live_on")),
        {"value": "besok", "reason": "Rapat"},
        button="Lihat pratinjau",
        status=422,
    )
    assert again.find(id="value")["value"] == "besok"
    shown = looked(desk, several)
    back = desk.post(
        address(several, "method"),
        {"value": "Daring", "reason": "Rapat", "ubah": "1", "seen": ""},
    )
    assert "Lihat pratinjau" in back.text
    assert "Belum ada yang ditulis" in shown.text


def test_a_field_is_emptied_where_that_is_meant(desk, session, office):
    several = some(session, office, 2, method="Tatap muka")

    shown = looked(desk, several, value="", empty="y")
    desk.submit(shown, button="Terapkan pada 2")

    assert methods(session) == ["", ""]


def test_a_governments_own_field_and_a_code_are_added(desk, session, office):
    from architecture import referencing

    referencing.load(session)
    asked = custom.FieldDetails(
        label="Kekritisan", kind=FieldKind.WORD, choices=("Tinggi", "Rendah")
    )
    own = custom.add_field(session, office.government_id, Layer.SERVICE, asked)
    several = some(session, office, 2)

    shown = looked(desk, several, own.name, "Tinggi")
    desk.submit(shown, button="Terapkan pada 2")
    asking = desk.get(address(several, "reference_codes"))
    assert "untuk=value" in asking.select_one("[data-codes]")["data-codes"]
    assert asking.find(id="value") is not None
    shown = looked(desk, several, "reference_codes", "RAL.01", how="ADD")
    desk.submit(shown, button="Terapkan pada 2")

    session.expire_all()
    assert [each.custom[own.name] for each in several] == ["Tinggi"] * 2
    assert [each.reference_codes for each in several] == [["RAL.01"]] * 2


def test_a_relation_is_added_to_all_and_taken_away(desk, session, office):
    several = some(session, office, 2)
    [application] = some(session, office, 1, Layer.APPLICATION)
    page = desk.get(address(several, "RELATE", arah="SUPPORTED_BY-ke", tuju="hal"))
    value = f"SUPPORTED_BY-ke.{application.id}"
    shown = desk.submit(
        page, {"value": value, "reason": "Rapat"}, button="Lihat pratinjau"
    )
    desk.submit(shown, button="Terapkan pada 2")
    assert len(session.scalars(select(Relation)).all()) == 2

    page = desk.get(address(several, "UNRELATE"))
    assert "Hal 000 (2 dari 2)" in page.text
    shown = desk.submit(
        page, {"value": value, "reason": "Keliru"}, button="Lihat pratinjau"
    )
    desk.submit(shown, button="Terapkan pada 2")

    session.expire_all()
    assert session.scalars(select(Relation)).all() == []


def test_applications_end_together_with_a_reason(desk, session, office):
    several = some(session, office, 2, Layer.APPLICATION)
    ticked = "&".join(f"pilih={each.id}" for each in several)
    page = desk.get(f"/arsitektur/aplikasi/sekaligus/?hal=RETIRE&{ticked}")
    shown = desk.submit(page, {"reason": "Digabung"}, button="Lihat pratinjau")
    done = desk.submit(shown, button="Terapkan pada 2")

    assert "2 aplikasi diubah" in done.text
    session.expire_all()
    assert {each.status for each in several} == {Status.RETIRED}
    note = session.scalars(select(Note).order_by(Note.id.desc())).first()
    assert note.deed == "Aplikasi dihentikan: Digabung"


def test_a_new_owner_is_chosen_by_who_manages_the_model(desk, session, office, other):
    several = some(session, office, 2)

    shown = looked(desk, several, "OFFICE", str(other.id))
    assert "Dinkes" in shown.text
    desk.submit(shown, button="Terapkan pada 2")

    session.expire_all()
    assert {each.organisation_id for each in several} == {other.id}


def test_a_large_selection_is_the_workers_and_happens_once(
    desk, session, office, monkeypatch
):
    monkeypatch.setattr(work, "AT_ONCE", 2)
    several = some(session, office)

    shown = looked(desk, several)
    assert "3 berubah" in shown.text
    done = desk.submit(shown, button="Terapkan pada 3")
    assert "3 layanan diubah" in done.text
    assert methods(session) == ["Daring"] * 3
    entries = session.scalar(select(func.count()).select_from(Entry))
    again = desk.submit(shown, button="Terapkan pada 3")

    assert "3 layanan diubah" in again.text
    assert session.scalar(select(func.count()).select_from(Entry)) == entries


def test_what_no_element_can_have_is_said_before_the_worker_is_asked(
    desk, session, office, monkeypatch
):
    monkeypatch.setattr(work, "AT_ONCE", 2)
    several = some(session, office)

    again = desk.submit(
        desk.get(address(several, "reference_codes")),
        {"value": "RAL.99", "how": "ADD", "reason": "Rapat"},
        button="Lihat pratinjau",
        status=422,
    )

    assert "Kode tidak dikenal: RAL.99" in again.text
    assert again.find(id="value")["value"] == "RAL.99"


def test_the_worker_shows_anew_what_somebody_changed_meanwhile(
    desk, session, office, monkeypatch
):
    monkeypatch.setattr(work, "AT_ONCE", 2)
    several = some(session, office)
    shown = looked(desk, several)
    elements.revise(session, several[1], {"purpose": "Lain"})
    history.seal(session, by="lain@contoh.go.id")
    session.commit()

    again = desk.submit(shown, button="Terapkan pada 3")

    assert "Yang berubah ditandai" in again.text
    assert "baru berubah" in again.text
    assert methods(session) == [""] * 3
    desk.submit(again, button="Terapkan pada 3")
    assert methods(session) == ["Daring"] * 3


def test_the_preview_of_somebody_else_is_not_found(desk, session, office, monkeypatch):
    monkeypatch.setattr(work, "AT_ONCE", 1)
    looked(desk, some(session, office))
    job = session.scalars(select(Job).where(Job.kind == work.PREVIEW)).one()
    desk.sign_in(make.account(session, Role.ARCHITECT, office.government))

    desk.get(f"{AT_ONCE}pratinjau/{job.id}", status=404)
    desk.post(f"{AT_ONCE}kerjakan", {"job": str(job.id)}, status=404)


def test_a_preview_is_not_found_by_who_may_edit_less_by_now(
    desk, session, office, other, monkeypatch
):
    monkeypatch.setattr(work, "AT_ONCE", 1)
    person = make.account(session, Role.OPERATOR, office)
    desk.sign_in(person)
    looked(desk, some(session, office))
    job = session.scalars(select(Job).where(Job.kind == work.PREVIEW)).one()
    there = f"{AT_ONCE}pratinjau/{job.id}"
    desk.get(there)
    desk.get(f"/arsitektur/data/sekaligus/pratinjau/{job.id}", status=404)

    for place in (other, make.office(session)):
        person.posts[0].organisation_id = place.id
        session.commit()
        desk.get(there, status=404)
        desk.post(f"{AT_ONCE}kerjakan", {"job": str(job.id)}, status=404)
    assert methods(session) == [""] * 3


def test_ids_of_another_government_tell_neither_kind_nor_relation(desk, session):
    foreign = make.office(session, "Dinas Asing")
    centre = make.national(session, "Pusat")
    national = make.application(session, "Aplikasi Nasional", of=centre)
    theirs = make.application(session, "Aplikasi Asing", of=foreign)
    stated = {"name": "Server Asing", "kind": "SERVER"}
    server = elements.add(session, foreign, Layer.INFRASTRUCTURE, stated)
    elements.relate(session, theirs, Verb.EXCHANGES, national)
    history.seal(session, by="uji")
    session.commit()

    def choices(key):
        page = desk.get(f"/arsitektur/infrastruktur/sekaligus/?pilih={key}")
        return [each["value"] for each in page.select("option")]

    assert choices(server.id) == choices(999_999)
    place = f"/arsitektur/aplikasi/sekaligus/?hal=UNRELATE&pilih={theirs.id}"
    assert "Aplikasi Nasional" not in desk.get(place).text


def test_nonsense_is_no_error(desk, session, office):
    [one] = some(session, office, 1)
    there = address([one], "method")

    desk.get(f"{AT_ONCE}?pilih=x&pilih=-1&pilih=", status=422)
    desk.get(f"{AT_ONCE}?pilih={one.id}&hal=tidak-ada&arah=x")
    desk.get(f"{AT_ONCE}?pilih=99999999")
    desk.post(f"{AT_ONCE}?pilih={one.id}&hal=name", {"value": "x"}, status=404)
    desk.post(f"{AT_ONCE}?pilih={one.id}", {"value": "x"}, status=404)
    desk.post(there, {"value": "a\x00b", "reason": "\x00"}, status=422)
    desk.post(there, {"value": "a" * 9000, "reason": "r"}, status=422)
    desk.post(there, {"value": "x", "reason": "r" * 501}, status=422)
    stale = f"{AT_ONCE}terapkan?hal=method"
    for seen in ("", "x", "1.", f"{one.id}.zzzzzzzz"):
        status = 409 if seen.endswith("z") else 422
        desk.post(stale, {"value": "x", "reason": "r", "seen": seen}, status=status)
    for hal, value in (
        ("OFFICE", "0"),
        ("OFFICE", "99999999"),
        ("RELATE", "x.y"),
        ("UNRELATE", "RUNS_ON-ke.0"),
        ("status", "RETIRED"),
    ):
        desk.post(
            address([one], hal, arah="SUPPORTED_BY-ke"),
            {"value": value, "reason": "r"},
            status=422,
        )
    assert methods(session) == [""]


def test_questions_do_not_grow_with_the_rows(desk, session, office, statements):
    def ask(place):
        statements.texts.clear()
        with statements:
            desk.get(place)
        return len(statements)

    places = [LIST, f"{AT_ONCE}?semua=1", f"{AT_ONCE}?semua=1&hal=UNRELATE"]
    some(session, office, 2)
    few = [ask(place) for place in places]
    some(session, office, 60)

    assert [ask(place) for place in places] <= few
