"""Lists of layers, what is missing, and questions that do not grow with the rows."""

import pytest

from architecture import elements, history
from architecture.elements import figures
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import InfrastructureKind, Layer, Status, Verb
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office.government))


def filled(session, office, layer, number, **more):
    new = [
        NewElement(
            ref=str(n),
            layer=layer,
            organisation_id=office.id,
            stated={"name": f"Hal {n:03d}", **more},
        )
        for n in range(number)
    ]
    apply(session, office.government_id, ChangeSet(elements=new), deed="Uji")
    history.seal(session, by="uji")
    session.commit()


def names(page):
    return [cell.a.text for cell in page.select("#daftar tbody th")]


def test_a_layer_is_searched_by_words_and_codes_sorted_and_paged(desk, session, office):
    filled(session, office, Layer.SERVICE, 30)

    assert len(names(desk.get("/arsitektur/layanan/"))) == 25
    assert len(names(desk.get("/arsitektur/layanan/?halaman=2"))) == 5
    assert names(desk.get("/arsitektur/layanan/?urut=-nama"))[0] == "Hal 029"
    assert names(desk.get("/arsitektur/layanan/?cari=hal+007")) == ["Hal 007"]
    assert names(desk.get("/arsitektur/layanan/?cari=DAL-0008")) == ["Hal 007"]


def test_a_layer_is_narrowed_by_kind_status_and_office(desk, session, office):
    other = make.office(session, of=office.government)
    filled(session, office, Layer.INFRASTRUCTURE, 2, kind=InfrastructureKind.SERVER)
    filled(session, other, Layer.INFRASTRUCTURE, 3, kind=InfrastructureKind.LINK)
    gone = elements.add(session, other, Layer.INFRASTRUCTURE, {"name": "Tua"})
    gone.status = Status.RETIRED
    history.seal(session, by="uji")
    session.commit()
    place = "/arsitektur/infrastruktur/"

    assert len(names(desk.get(f"{place}?jenis=SERVER"))) == 2
    assert len(names(desk.get(f"{place}?opd={other.id}"))) == 4
    assert names(desk.get(f"{place}?status=RETIRED")) == ["Tua"]


def test_nonsense_in_the_address_is_no_error(desk):
    for query in (
        "?halaman=x&urut=%00&status=APA&jenis=9&opd=-1&kode=%25",
        "?cari=a%00b&x_apa=1",
    ):
        desk.get(f"/arsitektur/infrastruktur/{query}")
    desk.get("/arsitektur/matriks?baris=x&kolom=y&kata=z&kolom_ke=-3&halaman=999999")
    desk.get("/arsitektur/kelengkapan?lapisan=x&kurang=y&opd=9")
    desk.get("/arsitektur/kelengkapan?lapisan=layanan&kurang=tidak-ada")
    desk.get("/arsitektur/lapisan-lain/", status=404)
    desk.get("/arsitektur/aplikasi/baru", status=404)


@pytest.mark.parametrize(
    "place",
    [
        "/arsitektur/",
        "/arsitektur/layanan/",
        "/arsitektur/matriks?baris=layanan&kolom=data",
        "/arsitektur/kelengkapan?lapisan=layanan&kurang=purpose",
    ],
)
def test_the_number_of_statements_does_not_grow_with_the_rows(
    desk, session, office, statements, place
):
    def ask():
        statements.texts.clear()
        with statements:
            desk.get(place)
        return len(statements)

    filled(session, office, Layer.SERVICE, 1)
    filled(session, office, Layer.DATA, 1)
    few = ask()
    filled(session, office, Layer.SERVICE, 60)
    filled(session, office, Layer.DATA, 60)

    assert ask() <= few


def test_the_overview_begins_with_what_to_do_first(desk, session, office):
    page = desk.get("/arsitektur/")
    assert "Mulai dari mana?" in page.text
    assert len(page.select('.layers a[href="/pertukaran/"]')) == 1

    filled(session, office, Layer.BUSINESS, 1)

    assert "Mulai dari mana?" not in desk.get("/arsitektur/").text


def test_what_is_missing_leads_to_the_place_where_it_is_mended(desk, session, office):
    filled(session, office, Layer.SERVICE, 2)
    page = desk.get("/arsitektur/kelengkapan?lapisan=layanan&kurang=applications")
    assert [cell.a.text for cell in page.select("tbody th")] == ["Hal 000", "Hal 001"]

    first = desk.get(page.select_one("tbody th a")["href"])
    mend = first.find("a", string="Aplikasi pendukung")
    application = elements.add(session, office, Layer.APPLICATION, {"name": "SIMPUS"})
    history.seal(session, by="uji")
    session.commit()
    form = desk.get(mend["href"])
    desk.submit(form, {"lain": str(application.id)})

    page = desk.get("/arsitektur/kelengkapan?lapisan=layanan&kurang=applications")
    assert [cell.a.text for cell in page.select("tbody th")] == ["Hal 001"]


def test_the_figures_follow_every_change(desk, session, office):
    filled(session, office, Layer.SERVICE, 1)

    def percent():
        bar = desk.get("/arsitektur/").select_one(".layer-layanan .bar-text")
        return int(bar.text.removesuffix(" %"))

    before = percent()
    service = elements.choices(
        session, _full(office), office.government_id, [Layer.SERVICE], ""
    )[0]
    elements.revise(session, service, {"purpose": "Uji", "description": "Uji"})
    history.seal(session, by="uji")
    session.commit()

    assert percent() > before


def test_a_large_government_is_counted_by_the_worker_and_shown_at_once(
    desk, session, office, statements
):
    filled(session, office, Layer.SERVICE, figures.SMALL + 1)

    first = desk.get("/arsitektur/")
    assert "sedang dihitung" in first.text
    second = desk.get("/arsitektur/")
    assert "sedang dihitung" not in second.text
    assert second.select_one(".layer-layanan .bar-text").text == "0 %"

    service = elements.choices(
        session, _full(office), office.government_id, [Layer.SERVICE], ""
    )[0]
    elements.revise(session, service, {"purpose": "Uji"})
    history.seal(session, by="uji")
    session.commit()
    with statements:
        third = desk.get("/arsitektur/")
    assert "Angka per" in third.text
    assert "Angka per" not in desk.get("/arsitektur/").text


def test_of_many_relations_the_page_shows_the_first_and_leads_to_all(
    desk, session, office, statements
):
    data = elements.add(session, office, Layer.DATA, {"name": "Data pegawai"})
    several = [
        elements.add(session, office, Layer.APPLICATION, {"name": f"Aplikasi {n}"})
        for n in range(60)
    ]
    for each in several:
        elements.relate(session, each, Verb.USES, data)
    elements.relate(session, several[0], Verb.PRODUCES, data)
    history.seal(session, by="uji")
    session.commit()

    page = desk.get(f"/arsitektur/elemen/{data.id}")
    assert len(page.select("#relasi .plain-list > li")) == 25
    every = desk.get(page.find("a", string="Semua 61 relasi")["href"])
    assert len(every.select(".plain-list > li")) == 50
    last = desk.get(f"/arsitektur/elemen/{data.id}/relasi/semua?halaman=2")
    assert len(last.select(".plain-list > li")) == 11
    made = desk.get(f"/arsitektur/elemen/{data.id}/relasi/semua?arah=PRODUCES-dari")
    assert [each.a.text for each in made.select(".plain-list > li")] == ["Aplikasi 0"]


def test_relations_on_the_overview_lead_into_the_matrix(desk, session, office):
    one = elements.add(session, office, Layer.BUSINESS, {"name": "Proses"})
    two = elements.add(session, office, Layer.SERVICE, {"name": "Layanan"})
    elements.relate(session, one, Verb.REALISES, two)
    history.seal(session, by="uji")
    session.commit()

    link = desk.get("/arsitektur/").find("a", string="diwujudkan oleh")
    page = desk.get(link["href"])

    assert page.find(class_="cell")["aria-pressed"] == "true"


def _full(office):
    from architecture.scope import full

    return full(office.government_id)


def test_the_front_page_asks_to_begin_and_then_tells_how_much_is_there(
    desk, session, office, browser
):
    assert "Isi arsitektur instansi" in desk.get("/").text
    filled(session, office, Layer.DATA, 3)

    told = desk.get("/").text
    assert "Isi arsitektur instansi" not in told
    assert "3 Elemen arsitektur lainnya" in " ".join(told.split()).replace(
        "elemen", "Elemen"
    )
    operator = make.account(session, Role.OPERATOR, make.office(session))
    assert "Isi arsitektur" not in browser.sign_in(operator).get("/").text
