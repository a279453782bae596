"""What was changed, by whom, from what to what; as far as one may read it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from architecture import elements, history, inventory
from architecture.layers import Direction, Layer, Verb
from architecture.model import Entry, at
from architecture.roles import Role
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


def seal(session, by="ani@contoh.go.id"):
    [entry] = history.seal(session, by=by, cause="/aplikasi/1/ubah")
    session.commit()
    return entry


def revised(session, application, by="ani@contoh.go.id", **stated):
    inventory.revise(session, application, stated)
    return seal(session, by)


def test_an_entry_shows_each_thing_old_and_new(desk, session, office):
    application = make.application(session, "SIMPEG", of=office)
    entry = revised(session, application, name="SIMPEG Baru", output="Surat")

    page = desk.get(f"/riwayat/{entry.id}")

    told = [each.get_text(" ", strip=True) for each in page.select("dl.facts-1 > div")]
    assert "Nama aplikasi SIMPEG → SIMPEG Baru" in told
    assert "Luaran kosong → Surat" in told
    assert "ani@contoh.go.id" in page.text
    assert page.find("a", string="SIMPEG Baru")["href"] == (
        f"/aplikasi/{application.id}"
    )


def test_of_a_restricted_field_neither_old_nor_new_is_told(app, session, office):
    application = make.application(session, of=office, vendor="CV Rahasia")
    entry = revised(session, application, vendor="CV Tertutup", output="Surat")
    sister = make.office(session, "Dinas Sosial", of=office.government)
    for role, place, reads in (
        (Role.OPERATOR, office, True),
        (Role.ARCHITECT, office.government, True),
        (Role.OPERATOR, sister, False),
    ):
        desk = someone(app, session, role, place)
        for address in (
            "/riwayat/",
            f"/riwayat/{entry.id}",
            f"/riwayat/elemen/{application.id}",
            f"/aplikasi/{application.id}",
        ):
            text = desk.get(address).text
            assert ("CV Tertutup" in text) is (reads and address != "/riwayat/")
            assert reads or "CV Rahasia" not in text


def test_another_government_reads_nothing(app, session, office):
    application = make.application(session, "Simpus", of=office)
    entry = revised(session, application, name="Simpus Dua")
    stranger = someone(app, session, Role.ADMINISTRATOR, make.government(session))

    stranger.get(f"/riwayat/{entry.id}", status=404)
    assert "Simpus" not in stranger.get("/riwayat/").text
    told = stranger.get(f"/riwayat/elemen/{application.id}").text
    assert "Belum ada riwayat" in told


def test_accounts_and_settings_are_read_by_administrators_alone(app, session, office):
    entry = session.scalars(
        select(Entry).where(Entry.government_id == office.government_id)
    ).first()
    history.note(
        session,
        make.account(session, name="Budi"),
        "Akun dibuat",
        {"name": (None, "Budi")},
        government=office.government_id,
    )
    made = seal(session)
    admin = someone(app, session, Role.ADMINISTRATOR, office.government)
    architect = someone(app, session, Role.ARCHITECT, office.government)

    assert entry is not None
    assert "Akun dibuat" in admin.get("/riwayat/").text
    admin.get(f"/riwayat/{made.id}")
    assert "Akun dibuat" not in architect.get("/riwayat/").text
    architect.get(f"/riwayat/{made.id}", status=404)


def test_a_relation_is_told_as_a_sentence_at_both_ends(app, session, office):
    architect = someone(app, session, Role.ARCHITECT, office.government)
    one = make.application(session, "Simpus", of=office)
    other = make.application(session, "Antrean", of=office)
    elements.relate(
        session,
        one,
        Verb.EXCHANGES,
        other,
        attributes={"direction": Direction.BOTH.name},
    )
    entry = seal(session)

    here = architect.get(f"/riwayat/elemen/{one.id}").main.get_text(" ", strip=True)
    there = architect.get(f"/riwayat/elemen/{other.id}").main.get_text(" ", strip=True)

    verb = Verb.EXCHANGES.value
    assert f"Relasi ditambahkan: elemen ini {verb} Antrean" in " ".join(here.split())
    assert f"Simpus {verb} elemen ini" in " ".join(there.split())
    assert Direction.BOTH.value in here
    page = architect.get(f"/riwayat/{entry.id}")
    assert page.text.count("Relasi ditambahkan") == 1


def test_the_list_is_narrowed_by_person_thing_deed_and_days(desk, session, office):
    first = make.application(session, "Simpus", of=office)
    second = make.application(session, "Antrean", of=office)
    with at(datetime(2026, 3, 1, 18, 0, tzinfo=UTC)):  # 2 March in Jakarta
        old = revised(session, first, by="ani@contoh.go.id", output="A")
    new = revised(session, second, by="budi@contoh.go.id", output="B")

    def listed(query):
        page = desk.get(f"/riwayat/?{query}")
        return [each["href"] for each in page.select("tbody th a")]

    made = f"/riwayat/{new.id - 2}"
    one, two = f"/riwayat/{old.id}", f"/riwayat/{new.id}"
    assert listed("") == [two, one, made]
    assert listed("oleh=ani@contoh.go.id") == [one]
    assert listed("cari=antrean") == [two]
    assert listed(f"cari={first.code}") == [one]
    assert listed("jenis=CHANGED") == [two, one]
    assert listed("jenis=RELATED") == []
    assert listed("dari=02/03/2026&sampai=02/03/2026") == [one]
    assert listed("sampai=01/03/2026") == []
    assert listed("dari=bukan&jenis=APA&sebelum=x&cari=%00") == [two, one, made]


def test_older_ones_follow_page_by_page(desk, session, office):
    application = make.application(session, "Simpus", of=office)
    made = [revised(session, application, output=str(n)).id for n in range(27)]

    first = desk.get("/riwayat/")
    second = desk.get(first.find("a", rel="next")["href"])

    seen = [
        int(each["href"].rpartition("/")[2])
        for page in (first, second)
        for each in page.select("tbody th a")
    ]
    assert seen == [*made[::-1], made[0] - 1]
    assert second.find("a", rel="next") is None


def test_a_large_entry_is_shown_in_parts(desk, session, office):
    several = [make.application(session, f"Apl {n}", of=office) for n in range(60)]
    for each in several:
        inventory.revise(session, each, {"output": "Surat"})
    entry = seal(session)

    first = desk.get(f"/riwayat/{entry.id}")
    second = desk.get(first.find("a", rel="next")["href"])

    pages = (first, second)
    shown = [each.text for page in pages for each in page.select("main strong")]
    assert shown == [f"Apl {number}" for number in range(60)]
    assert second.find("a", rel="next") is None


def test_statements_do_not_grow_with_what_was_done(desk, session, office, statements):
    several = [make.application(session, f"Apl {n}", of=office) for n in range(12)]
    few = revised(session, several[0], output="Surat")
    counts = []
    for turn in range(2):
        hub = make.application(session, f"Induk {turn}", of=office)
        for address in ("/riwayat/", f"/riwayat/{few.id}"):
            desk.get(address)
            statements.texts.clear()
            with statements:
                desk.get(address)
            counts.append(len(statements))
        for each in several:
            inventory.revise(session, each, {"output": "Surat lain"})
            elements.relate(session, each, Verb.EXCHANGES, hub)
        few = seal(session)
    assert counts[2:] == counts[:2]


def test_an_element_of_any_layer_has_a_history(app, session, office):
    architect = someone(app, session, Role.ARCHITECT, office.government)
    server = elements.add(
        session, office, Layer.INFRASTRUCTURE, {"name": "Server A", "kind": "SERVER"}
    )
    seal(session)
    elements.revise(session, server, {"memory": "64 GB"})
    seal(session)

    page = architect.get(f"/riwayat/elemen/{server.id}")

    assert "64 GB" in page.text
    assert "Elemen dicatat" in page.text


def test_an_element_is_shown_as_it_was_known_on_a_past_day(app, session, office):
    architect = someone(app, session, Role.ARCHITECT, office.government)
    with at(datetime(2026, 3, 1, 3, 0, tzinfo=UTC)):
        one = make.application(session, "Simpus", of=office, vendor="CV Lama")
        other = make.application(session, "Antrean", of=office)
    with at(datetime(2026, 3, 2, 3, 0, tzinfo=UTC)):
        relation = elements.relate(session, one, Verb.EXCHANGES, other)
        seal(session)
    with at(datetime(2026, 3, 3, 3, 0, tzinfo=UTC)):
        elements.unrelate(session, relation)
        revised(session, one, name="Simpus Baru", vendor="CV Baru")
    sister = make.office(session, "Dinas Sosial", of=office.government)
    address = f"/aplikasi/{one.id}?diketahui="

    page = architect.get(f"{address}2026-03-02")
    assert page.h1.text == "Simpus"
    assert "CV Lama" in page.text
    assert page.find("a", string="Antrean")
    assert "akhir 2 Maret 2026" in page.text
    assert not page.select("main form")
    assert "Antrean" not in architect.get(f"{address}3/3/2026").main.text
    assert "belum tercatat" in architect.get(f"{address}2026-02-28").text
    for no_day in ("", "kemarin", "2026-02-31", "2199-01-01"):
        told = architect.get(f"{address}{no_day}")
        assert told.h1.text == "Simpus Baru"
        assert told.select_one(".alert")
    operator = someone(app, session, Role.OPERATOR, sister)
    assert "CV Lama" not in operator.get(f"{address}2026-03-02").text
    stranger = someone(app, session, Role.ARCHITECT, make.government(session))
    stranger.get(f"{address}2026-03-02", status=404)
