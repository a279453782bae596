"""An entry is taken back on a page that says first what it would do."""

import pytest
from sqlalchemy import select

from architecture import elements, history, inventory
from architecture.layers import Layer, Sharing, Status, Verb
from architecture.model import Document, Element, Import
from architecture.roles import Role
from eaportal.history import work
from tests import make
from tests.browser import Browser


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


def someone(app, session, role, place):
    return Browser(app, session).sign_in(make.account(session, role, place))


def seal(session):
    [entry] = history.seal(session, by="ani@contoh.go.id")
    session.commit()
    return entry


def revised(session, application, **stated):
    inventory.revise(session, application, stated)
    return seal(session)


def test_a_change_is_taken_back_after_a_look_at_old_and_new(desk, session, office):
    application = make.application(session, "SIMPEG", of=office)
    entry = revised(session, application, name="SIMPEG Baru", output="Surat")
    page = desk.get(f"/riwayat/{entry.id}")

    [way] = [each for each in page.select("a.btn") if "Batalkan" in each.text]
    preview = desk.get(way["href"])
    told = [each.get_text(" ", strip=True) for each in preview.select("dl > div")]
    assert "Nama aplikasi SIMPEG Baru → SIMPEG" in told
    assert "Luaran Surat → kosong" in told
    done = desk.submit(preview, {})

    assert "2 hal kembali seperti semula" in done.text
    session.refresh(application)
    assert (application.name, application.output) == ("SIMPEG", "")
    again = desk.get(f"/riwayat/{entry.id}/batalkan")
    assert "Tidak ada yang perlu dibatalkan" in again.text


def test_what_was_changed_again_is_shown_and_left_only_if_one_says_so(
    desk, session, office
):
    application = make.application(session, "SIMPEG", of=office)
    entry = revised(session, application, name="Kedua", output="Surat")
    revised(session, application, name="Ketiga")
    preview = desk.get(f"/riwayat/{entry.id}/batalkan")
    assert "Sudah diubah lagi sesudahnya (1)" in preview.text

    refused = desk.submit(preview, {}, status=422)
    assert "Ada yang sudah diubah lagi" in refused.select_one(".alert-danger").text
    session.refresh(application)
    assert application.output == "Surat"

    desk.submit(refused, {"leave": True})
    session.refresh(application)
    assert (application.name, application.output) == ("Ketiga", "")


def test_a_preview_that_is_stale_is_shown_anew(desk, session, office):
    application = make.application(session, "SIMPEG", of=office)
    entry = revised(session, application, name="Kedua", output="Surat")
    preview = desk.get(f"/riwayat/{entry.id}/batalkan")
    revised(session, application, name="Ketiga")

    again = desk.submit(preview, {}, status=409)

    assert "periksa sekali lagi" in again.text
    assert "Sudah diubah lagi sesudahnya (1)" in again.text
    desk.submit(again, {"leave": True})


def test_another_office_takes_back_nothing(app, session, office):
    application = make.application(session, "SIMPEG", of=office, vendor="CV Rahasia")
    entry = revised(session, application, vendor="CV Tertutup")
    sister = make.office(session, "Dinas Sosial", of=office.government)
    operator = someone(app, session, Role.OPERATOR, sister)
    address = f"/riwayat/{entry.id}/batalkan"

    page = operator.get(address)

    assert "bukan milik Anda" in page.text
    assert "Rahasia" not in page.text
    assert "Tertutup" not in page.text
    assert not page.select("main form")
    operator.post(address, {"seen": "x"}, status=409)
    someone(app, session, Role.REVIEWER, office.government).get(address, status=403)
    stranger = someone(app, session, Role.ARCHITECT, make.government(session))
    stranger.get(address, status=404)
    stranger.post(address, {"seen": "x"}, status=404)


def test_a_relation_is_taken_back_for_one_element(app, session, office):
    architect = someone(app, session, Role.ARCHITECT, office.government)
    one = make.application(session, "Simpus", of=office)
    server = elements.add(
        session, office, Layer.INFRASTRUCTURE, {"name": "Server", "kind": "SERVER"}
    )
    seal(session)
    elements.relate(session, one, Verb.RUNS_ON, server)
    entry = seal(session)

    preview = architect.get(f"/riwayat/{entry.id}/batalkan?elemen={server.id}")
    assert "Relasi dilepas" in preview.text
    done = architect.submit(preview, {})

    assert done.h1.text == "Riwayat Server"
    session.expire_all()
    assert one.relations == []
    assert "Dibatalkan: Relasi ditambahkan" in done.text


def uploaded(session, government):
    """Make the row of an import, as far as the history needs it."""
    document = Document(
        government_id=government.id,
        kind="IMPORT",
        filename="daftar.csv",
        media_type="text/csv",
        size=1,
        sha256="0" * 64,
        key="0" * 64,
    )
    session.add(document)
    session.flush()
    made = Import(government_id=government.id, document_id=document.id)
    session.add(made)
    session.flush()
    return made


def test_a_whole_import_is_taken_back_by_who_imports(app, session, office):
    application = make.application(session, "SIMPEG", of=office)
    upload = uploaded(session, office.government)
    inventory.revise(session, application, {"output": "Surat"})
    history.note(session, upload, "Impor diterapkan", government=office.government_id)
    entry = seal(session)
    operator = someone(app, session, Role.OPERATOR, office)
    admin = someone(app, session, Role.ADMINISTRATOR, office.government)
    address = f"/riwayat/{entry.id}/batalkan"

    operator.get(address, status=403)
    operator.get(f"{address}?elemen={application.id}")
    assert "Batalkan" not in operator.get(f"/riwayat/{entry.id}").main.text
    admin.submit(admin.get(address), {})

    session.refresh(application)
    assert application.output == ""


def test_what_is_no_change_of_the_architecture_says_why_not(app, session, office):
    admin = someone(app, session, Role.ADMINISTRATOR, office.government)
    account = make.account(session)
    history.note(session, account, "Akun diubah", government=office.government_id)
    entry = seal(session)

    page = admin.get(f"/riwayat/{entry.id}/batalkan")

    assert "bukan perubahan arsitektur" in page.text
    assert not page.select("main form")


def test_what_many_notes_tell_of_is_taken_back_by_the_worker(desk, session, office):
    for number in range(work.AT_ONCE + 1):
        elements.add(session, office, Layer.SERVICE, {"name": f"Layanan {number}"})
    entry = seal(session)
    preview = desk.get(f"/riwayat/{entry.id}/batalkan")

    done = desk.submit(preview, {})

    assert f"Dibatalkan: {work.AT_ONCE + 1} hal" in done.text
    states = session.execute(select(Element.status).distinct()).scalars().all()
    assert states == [Status.RETIRED]
    stale = desk.submit(preview, {})
    assert "Dibatalkan" not in stale.text
    assert stale.h1.text == preview.h1.text


def test_the_other_end_of_a_relation_is_not_called_by_who_may_not_see_it(
    desk, session, office
):
    mine = make.application(session, "SIMPEG", of=office)
    centre = make.office(session, "Dinas Asing")
    theirs = make.application(session, "Aplikasi Asing", of=centre)
    theirs.sharing = Sharing.NOTHING
    elements.relate(session, mine, Verb.EXCHANGES, theirs)
    entry = seal(session)

    page = desk.get(f"/riwayat/{entry.id}/batalkan?elemen={theirs.id}")

    assert "SIMPEG" in page.text
    assert "Aplikasi Asing" not in page.text
