"""Pages of maps: drawn by the worker, kept by content, within the scope."""

import xml.etree.ElementTree as ET

import pytest
from sqlalchemy import select

from architecture import elements, history, referencing
from architecture.layers import Sharing, Status, Verb
from architecture.model import Job, JobState, now
from architecture.roles import Role
from eaportal.maps.drawings import KIND
from tests import make
from tests.browser import Browser


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.ARCHITECT, office))


def test_the_landscape_shows_each_application_as_a_link_and_in_a_table(
    desk, session, office
):
    one = make.application(session, "SIMPUS", of=office)

    page = desk.get("/peta/lanskap")

    assert page.select_one(f'svg a[*|href="/aplikasi/{one.id}"]') or page.select_one(
        f'svg a[href="/aplikasi/{one.id}"], svg a[xlink\\:href="/aplikasi/{one.id}"]'
    )
    assert "SIMPUS" in page.select_one("table").text


def test_a_page_does_not_wait_for_its_picture(portal, session, office):
    make.application(session, "SIMPUS", of=office)
    waiting = Browser(portal(JOBS_INLINE=False), session)
    waiting.sign_in(make.account(session, Role.ARCHITECT, office))

    page = waiting.get("/peta/lanskap")

    assert "sedang digambar" in page.text
    assert page.select_one('noscript meta[http-equiv="refresh"]')
    assert "SIMPUS" in page.select_one("table").text
    looked = waiting.fragment(page.select_one("[data-map-wait]")["hx-get"])
    assert "ke=2" in looked.select_one("[data-map-wait]")["hx-get"]
    late = waiting.fragment("/peta/lanskap/gambar?ke=40")
    assert "portal sedang sibuk" in late.text


def test_a_page_says_honestly_that_its_picture_failed(portal, session, office):
    make.application(session, "SIMPUS", of=office)
    waiting = Browser(portal(JOBS_INLINE=False), session)
    waiting.sign_in(make.account(session, Role.ARCHITECT, office))
    waiting.get("/peta/lanskap")
    job = session.scalars(select(Job).where(Job.kind == KIND)).one()
    job.state, job.finished_at = JobState.FAILED, now()
    session.commit()

    page = waiting.get("/peta/lanskap")

    assert "tidak dapat digambar" in page.text
    assert not page.select("[data-map-wait], noscript meta")


def test_the_picture_as_a_file_is_whole_and_holds_nothing_active(desk, session, office):
    make.application(session, '<script>alert("`${1}`")</script>', of=office)

    answer = desk.download("/peta/lanskap.svg")

    tree = ET.fromstring(answer.data)  # noqa: S314 - our own picture
    names = {element.tag.rpartition("}")[2] for element in tree.iter()}
    assert "script" not in names
    assert not any(key.startswith("on") for each in tree.iter() for key in each.attrib)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_what_the_viewer_may_not_see_is_unnamed_in_picture_and_table(
    desk, session, office
):
    mine = make.application(session, "Milik kami", of=office)
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    elements.relate(session, mine, Verb.EXCHANGES, hidden)
    history.seal(session, by="uji")

    page = desk.get(f"/peta/sekitar?fokus={mine.id}")
    small = desk.fragment(f"/arsitektur/elemen/{mine.id}/peta-kecil")

    assert "RAHASIA" not in page.text
    assert "RAHASIA" not in small.text
    assert f"/aplikasi/{hidden.id}" not in str(page)
    assert page.select_one("svg")


def test_the_landscape_is_shown_whole_or_to_be_read_and_leaves_as_pixels_too(
    desk, session, office
):
    make.application(session, "SIMPUS", of=office)

    whole = desk.get("/peta/lanskap?ukuran=utuh")
    pixels = desk.download("/peta/lanskap.png")

    assert "map-whole" in whole.select_one(".map")["class"]
    assert "map-whole" not in desk.get("/peta/lanskap").select_one(".map")["class"]
    assert whole.select_one('a[href="/peta/lanskap.png"]') is not None
    assert pixels.data.startswith(b"\x89PNG")


def test_a_landscape_of_several_offices_is_listed_office_by_office(
    desk, session, office
):
    sister = make.office(session, of=office.government, short_name="Disdik")
    for owner in (office, office, sister):
        make.application(session, of=owner)

    frames = desk.get("/peta/lanskap").select(".facts-list summary")

    said = [" ".join(frame.text.split()) for frame in frames]
    assert said == ["Dinkes 2 aplikasi", "Disdik 1 aplikasi"]


def test_the_office_of_another_government_is_no_filter(desk, session):
    desk.get(f"/peta/lanskap?opd={make.office(session).id}", status=404)


def test_an_empty_landscape_says_what_to_do_next(desk):
    assert "Belum ada yang dapat digambar" in desk.get("/peta/lanskap").text


def test_what_is_switched_off_is_away_in_picture_table_and_file_alike(
    desk, session, office
):
    make.application(session, "HIDUP", of=office, status=Status.LIVE)
    make.application(session, "RENCANA", of=office, status=Status.PLANNED)

    page = desk.get("/peta/lanskap?sembunyi=LIVE")
    small = desk.fragment("/peta/lanskap/isi?sembunyi=LIVE")
    file = desk.download("/peta/lanskap.svg?sembunyi=LIVE").data.decode()

    off = page.select("svg .box.off")
    assert [box["data-colour"] for box in off] == ["LIVE"]
    assert len(page.select("svg .box")) == 2  # the others keep their places
    assert "1 dari 2 kotak disembunyikan" in page.text
    for table in (page.select_one("table").text, small.text, file):
        assert "RENCANA" in table
        assert "HIDUP" not in table
    assert "Disembunyikan: Aktif" in file


def test_each_part_is_a_link_that_turns_it_off_or_on_again(desk, session, office):
    make.application(session, of=office, status=Status.LIVE)
    make.application(session, of=office, status=Status.PLANNED)

    def switch(address):
        return desk.get(address).select_one('[data-map-switch="LIVE"]')["href"]

    off = switch("/peta/lanskap?sembunyi=PLANNED")
    assert off.endswith("?sembunyi=LIVE%2CPLANNED")
    assert switch(off).endswith("?sembunyi=PLANNED")
    desk.get("/peta/lanskap?sembunyi=%00,<b>,LIVE," + "X," * 500)


def test_only_what_the_viewer_may_open_bears_an_id(desk, session, office):
    mine = make.application(session, "Milik kami", of=office)
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    elements.relate(session, mine, Verb.EXCHANGES, hidden)
    history.seal(session, by="uji")

    boxes = desk.get(f"/peta/sekitar?fokus={mine.id}").select("svg .box")

    assert {box.get("data-element") for box in boxes} == {str(mine.id), None}
    assert len(boxes) == 2


def test_the_colours_of_other_themes_come_as_a_style_sheet(desk):
    sheet = desk.download("/peta/warna.css")

    assert sheet.mimetype == "text/css"
    assert "[data-bs-theme=dark]" in sheet.text


def test_a_map_of_the_whole_can_be_asked_around_one_application_too(
    desk, session, office
):
    one, two, three = (make.application(session, name, of=office) for name in "ABC")
    for source, target in ((one, two), (two, three)):
        elements.relate(
            session, source, Verb.EXCHANGES, target, attributes={"data": "Resep"}
        )
    history.seal(session, by="uji")
    session.commit()

    whole = desk.get("/peta/integrasi")
    around = desk.get(f"/aplikasi/{one.id}").select_one('a[href^="/peta/integrasi"]')

    assert len(whole.select("svg .arrow")) == 2
    assert len(desk.get(around["href"]).select("svg .arrow")) == 1


@pytest.mark.parametrize(
    ("role", "reads"), [(Role.OPERATOR, False), (Role.LEADER, True)]
)
def test_the_cost_is_a_colour_only_for_who_may_read_it(
    browser, session, office, role, reads
):
    make.application(session, "SIMPUS", of=office, cost_yearly=77_000_000)
    place = office if role is Role.OPERATOR else office.government
    browser.sign_in(make.account(session, role, place))

    page = browser.get("/peta/lanskap?warna=biaya")

    offered = {each["value"] for each in page.select("#warna option")}
    assert "kembar" in offered
    assert ("biaya" in offered) is reads
    assert ("Rp77 juta" in page.text) is reads


def test_the_frame_of_an_office_leads_to_its_landscape_in_the_same_colour(
    desk, session, office
):
    make.application(session, "SIMPUS", of=office)
    page = desk.get("/peta/lanskap?warna=umur")
    links = {each.get("href") for each in page.select("svg a")}
    assert f"/peta/lanskap?opd={office.id}&warna=umur" in links


def test_the_map_of_capabilities_is_coloured_by_number_unless_asked(
    desk, session, office
):
    referencing.load(session)
    make.application(session, "SIMPUS", of=office, reference_codes=["RAB.04.01"])
    chosen = desk.get("/peta/kapabilitas").select_one("#warna option[selected]")
    assert chosen["value"] == "jumlah"
