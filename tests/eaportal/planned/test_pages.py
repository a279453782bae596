"""Planning a change on the form of an element, its list, and the worker on the day."""

from datetime import UTC, datetime

import pytest

from architecture import elements, history, scheduling
from architecture.layers import Layer, Verb
from architecture.model import Application, at
from architecture.roles import Role
from architecture.scope import full
from eaportal.planned import work
from tests import make

LIST = "/arsitektur/rencana-perubahan/"


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


@pytest.fixture
def application(session, office):
    made = elements.add(
        session,
        office,
        Layer.APPLICATION,
        {"name": "SIMPUS", "vendor": "PT Lama", "function": "Antrean"},
    )
    history.seal(session, by="uji")
    session.commit()
    return made


def edit(desk, application, *, answers=200, **typed):
    page = desk.get(f"/aplikasi/{application.id}/ubah")
    return desk.submit(page, typed, answers, button="Simpan")


def test_a_day_ahead_on_the_form_plans_what_differs(desk, session, application):
    page = edit(
        desk,
        application,
        vendor="PT Baru",
        starts_on="01/01/2099",
        plan_note="Kontrak baru",
    )

    session.expire_all()
    assert application.vendor == "PT Lama"
    assert "1 perubahan direncanakan mulai 1 Januari 2099." in page.text
    assert "Kontrak baru" in page.text
    row = desk.get(LIST).select_one("tbody tr")
    said = " ".join(row.text.split())
    assert "PT Lama" in said
    assert "PT Baru" in said


def test_without_a_day_it_changes_at_once(desk, session, application):
    edit(desk, application, vendor="PT Baru")

    session.expire_all()
    assert application.vendor == "PT Baru"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"starts_on": "01/01/2020", "vendor": "X"}, "sesudah hari ini"),
        ({"starts_on": "besok", "vendor": "X"}, "Tulis tanggal"),
        ({"starts_on": "01/01/2099"}, "Tidak ada isian yang berbeda"),
        ({"starts_on": "01/01/2099", "status": "PLANNED"}, "berlaku segera"),
        ({"starts_on": "01/01/2199", "vendor": "X"}, "tidak masuk akal"),
        ({"starts_on": "01/01/2099", "url": "bukan alamat"}, "alamat"),
    ],
)
def test_what_cannot_be_planned_is_said_and_nothing_is_lost(
    desk, session, application, typed, said
):
    page = edit(desk, application, answers=422, **typed)

    assert said in page.text
    assert page.select_one("[name=starts_on]")["value"] == typed["starts_on"]
    session.expire_all()
    assert scheduling.of(session, full(application.government_id), application) == []


def planned(session, application, **stated):
    [made] = scheduling.plan(
        session, application, stated, on=datetime(2099, 1, 1, tzinfo=UTC).date()
    )
    history.seal(session, by="uji")
    session.commit()
    return made


def test_a_plan_is_changed_and_taken_back(desk, session, application):
    made = planned(session, application, vendor="PT Baru")
    address = f"{LIST}{made.id}"
    desk.submit(desk.get(address), {"value": "PT Lain"}, button="Simpan")
    session.expire_all()
    assert made.value == "PT Lain"

    page = desk.submit(desk.get(address), button="Tarik rencana ini")

    assert "Belum ada yang direncanakan" in page.text
    assert "PT Lain" in desk.get(f"{LIST}?keadaan=WITHDRAWN").text


def test_a_stale_form_of_a_plan_is_told(desk, session, application):
    made = planned(session, application, vendor="PT Baru")
    address = f"{LIST}{made.id}"
    stale = desk.get(address)
    desk.submit(stale, {"value": "A"}, button="Simpan")

    page = desk.submit(stale, {"value": "B"}, 422, button="Simpan")

    assert "sudah diubah orang lain" in page.text
    desk.post(f"{address}/tarik", {"seen": "1"}, status=409)


def test_another_office_may_read_but_not_touch_it(
    browser, session, office, application
):
    made = planned(session, application, vendor="PT Rahasia")
    made.note, made.problem = "Rahasia dagang", "“PT Rahasia” terlalu panjang."
    other = make.office(session, "Badan", of=office.government)
    browser.sign_in(make.account(session, Role.OPERATOR, other))

    page = browser.get(LIST)

    assert "tidak ditampilkan" in page.text
    assert "Rahasia" not in page.text
    assert "Rahasia" not in browser.get(f"/aplikasi/{application.id}").text
    browser.get(f"{LIST}{made.id}", status=403)
    browser.post(f"{LIST}{made.id}/tarik", {"seen": "1"}, status=403)


def test_on_the_day_the_worker_carries_it(app, session, application):
    made = planned(session, application, vendor="PT Baru")
    made.note = "Rahasia dagang"
    session.commit()
    with at(datetime(2099, 1, 1, 2, tzinfo=UTC)):
        work.ask_if_due(app)
    session.expire_all()

    assert session.get_one(Application, application.id).vendor == "PT Baru"
    assert "Rahasia" not in history.of(session, application)[-1].deed
    assert made.state.name == "CARRIED"
    [entry] = {note.entry for note in history.of(session, application, limit=1)}
    assert entry.by == "portal, menurut rencana"


def test_statements_do_not_grow_with_the_list(desk, session, application, statements):
    def count(names):
        for name in names:
            planned(session, application, **{name: f"isi {name}"})
        statements.texts.clear()
        with statements as sent:
            desk.get(LIST)
        return len(sent)

    first = count(["vendor"])
    assert count(["output", "services", "processes", "users", "hosting"]) == first


def test_an_element_of_any_layer_is_planned_on_its_form(desk, session, office):
    service = elements.add(session, office, Layer.SERVICE, {"name": "Layanan cuti"})
    history.seal(session, by="uji")
    session.commit()
    page = desk.get(f"/arsitektur/elemen/{service.id}/ubah")

    page = desk.submit(
        page,
        {"name": "Layanan cuti daring", "starts_on": "01/01/2099"},
        button="Simpan",
    )

    session.expire_all()
    assert service.name == "Layanan cuti"
    assert "Layanan cuti daring" in page.text
    page = desk.get(f"/arsitektur/elemen/{service.id}/ubah")
    refused = desk.submit(
        page,
        {"live_on": "01/01/2099", "starts_on": "01/01/2099"},
        422,
        button="Simpan",
    )
    assert "berlaku segera" in refused.text


def test_what_ends_on_a_day_ahead_is_said_to_end_then(desk, session, application):
    page = desk.get(f"/aplikasi/{application.id}/hentikan")

    page = desk.submit(page, {"on": "31/12/2098", "reason": "Diganti"})

    assert "SIMPUS dicatat akan dihentikan." in page.text
    assert "Akan dihentikan" in page.select_one(".lead").text


SQLITE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


@pytest.fixture
def tie(session, office, application):
    other = elements.add(session, office, Layer.APPLICATION, {"name": "SIASN"})
    made = elements.relate(
        session, application, Verb.EXCHANGES, other, attributes={"data": "Pegawai"}
    )
    history.seal(session, by="uji")
    session.commit()
    return made


def amend(desk, tie, answers=200, *, day="", **typed):
    page = desk.get(f"/arsitektur/relasi/{tie.id}{day and f'?mulai={day}'}")
    return desk.submit(page, typed, answers, button="Simpan")


@SQLITE
def test_what_is_said_of_a_relation_is_planned_on_its_form(desk, session, tie):
    page = amend(desk, tie, data="Jabatan", holds_from="01/01/2099", plan_note="MoU")
    assert "1 perubahan direncanakan mulai 1 Januari 2099." in page.text
    assert "SIMPUS bertukar data dengan SIASN: Data" in " ".join(page.text.split())
    far = desk.get(f"/aplikasi/{tie.target_id}")
    assert "Jabatan" in far.text, "the other end tells it too"

    row = " ".join(desk.get(LIST).select_one("tbody tr").text.split())
    assert "Pegawai" in row
    assert "Jabatan" in row
    then = desk.get(f"/aplikasi/{tie.source_id}?tanggal=2099-01-01")
    assert "Data yang dipertukarkan: Jabatan" in then.text or "Jabatan" in then.text
    session.expire_all()
    assert tie.attributes == {"data": "Pegawai"}


@SQLITE
def test_a_relation_form_of_a_day_ahead_keeps_what_is_planned_before(
    desk, session, tie
):
    amend(desk, tie, data="Jabatan", holds_from="01/01/2098")
    amend(desk, tie, day="2099-01-01", protocol="REST")

    then = scheduling.said_of(session, tie, datetime(2099, 6, 1, tzinfo=UTC).date())
    assert then["data"] == "Jabatan"
    assert then["protocol"] == "REST"
    rows = [" ".join(each.text.split()) for each in desk.get(LIST).select("tbody tr")]
    assert len(rows) == 2


@SQLITE
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"holds_from": "01/01/2020", "data": "X"}, "sesudah hari ini"),
        ({"holds_from": "30/02/2099", "data": "X"}, "tidak ada dalam kalender"),
        ({"holds_from": "01/01/2099"}, "Tidak ada isian yang berbeda"),
        ({"holds_from": "01/01/2099", "ends_on": "01/01/2098"}, "berlaku segera"),
    ],
)
def test_what_cannot_be_planned_of_a_relation_is_said(desk, session, tie, typed, said):
    page = amend(desk, tie, 422, **typed)

    assert said in page.text
    assert page.select_one("[name=holds_from]")["value"] == typed["holds_from"]
    session.expire_all()
    assert tie.ends_on is None


@SQLITE
def test_a_relation_is_ended_on_a_day(desk, session, tie):
    page = desk.get(f"/arsitektur/relasi/{tie.id}")
    page = desk.submit(page, {"gone_on": "01/01/2099"}, button="Akhiri relasi")

    assert "tidak berlaku lagi mulai 1 Januari 2099" in page.text
    session.expire_all()
    assert tie.ends_on.isoformat() == "2098-12-31"
    page = amend(desk, tie, 422, data="X", holds_from="01/06/2099")
    assert "tidak berlaku pada 1 Juni 2099" in page.text


@SQLITE
def test_a_plan_for_what_is_gone_can_still_be_taken_back(desk, session, tie):
    amend(desk, tie, data="Jabatan", holds_from="01/01/2099")
    elements.unrelate(session, tie)
    history.seal(session, by="uji")
    session.commit()
    page = desk.get(LIST)
    assert "tidak ada lagi" in page.text

    page = desk.get(page.select_one("tbody tr td a")["href"])
    page = desk.submit(page, button="Tarik rencana ini")

    assert "Rencana ditarik." in page.text


@SQLITE
def test_the_history_tells_who_planned_what_for_which_day(
    desk, session, application, tie
):
    edit(desk, application, vendor="PT Baru", starts_on="01/01/2099")
    made = scheduling.of(session, full(application.government_id), application)[0]
    address = f"{LIST}{made.id}"
    desk.submit(desk.get(address), {"starts_on": "01/06/2099"}, button="Simpan")
    amend(desk, tie, data="Jabatan", holds_from="01/01/2099")
    desk.submit(desk.get(address), button="Tarik rencana ini")

    told = " ".join(desk.get(f"/riwayat/elemen/{application.id}").text.split())
    assert "Perubahan direncanakan" in told
    assert "mulai 1 Januari 2099: PT Baru → mulai 1 Juni 2099: PT Baru" in told
    assert "Rencana ditarik" in told
    assert "Data, relasi dengan SIASN" in told or "relasi dengan SIASN" in told
    listed = desk.get("/riwayat/?jenis=PLANNED").text
    assert listed.count("Perubahan direncanakan") >= 2
    far = desk.get(f"/riwayat/elemen/{tie.target_id}").text
    assert "relasi dengan SIMPUS" in far


@SQLITE
def test_a_planned_value_is_hidden_in_the_history_as_elsewhere(
    browser, session, office, application
):
    planned(session, application, vendor="PT Rahasia")
    other = make.office(session, "Badan", of=office.government)
    browser.sign_in(make.account(session, Role.OPERATOR, other))

    page = browser.get(f"/riwayat/elemen/{application.id}")

    assert "Perubahan direncanakan" in page.text
    assert "PT Rahasia" not in page.text


@SQLITE
def test_a_plan_is_undone_from_the_history_and_the_undo_too(desk, session, application):
    made = planned(session, application, vendor="PT Baru")

    def undo():
        entry = history.of(session, application, limit=1)[0].entry_id
        page = desk.get(f"/riwayat/{entry}/batalkan")
        assert "mulai 1 Januari 2099: PT Baru" in page.text
        desk.submit(page, button="Batalkan perubahan")
        session.expire_all()

    undo()
    assert made.state.name == "WITHDRAWN"
    undo()
    assert made.state.name == "PLANNED"
    [note] = history.of(session, application, limit=1)
    assert note.deed == "Dikembalikan: Perubahan direncanakan"


@SQLITE
def test_a_form_of_a_relation_states_nothing_that_nobody_chose(desk, session, tie):
    amend(desk, tie, data="Jabatan")

    session.expire_all()
    assert tie.attributes.get("direction", "UNKNOWN") == "UNKNOWN"
    assert tie.attributes.get("through_link", "UNKNOWN") == "UNKNOWN"
