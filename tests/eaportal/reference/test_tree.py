"""The pages of reference codes: the tree by address, one code, the crosswalk."""

import pytest

from architecture import history, referencing
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import Layer
from architecture.roles import Role
from tests import make


@pytest.fixture
def office(session):
    referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    return make.office(
        session, "Dinas Pendidikan", short_name="Disdik", urusan=["A", "E"]
    )


@pytest.fixture
def desk(browser, session, office):
    return browser.sign_in(make.account(session, Role.OPERATOR, office))


def filled(session, office, number, code="RAB.06.01"):
    new = [
        NewElement(
            ref=str(n),
            layer=Layer.SERVICE,
            organisation_id=office.id,
            stated={"name": f"Layanan {n:03d}", "reference_codes": [code]},
        )
        for n in range(number)
    ]
    apply(session, office.government_id, ChangeSet(elements=new), deed="Uji")
    history.seal(session, by="uji")
    session.commit()


def codes(page):
    return [each.text for each in page.select("#pohon .branch-code")]


def test_branches_open_and_close_by_address_without_script(desk, session, office):
    filled(session, office, 3)
    closed = desk.get("/referensi/")
    link = closed.select_one("#cabang-RAB-06")
    opened = desk.get(link["href"])
    again = desk.get(opened.select_one("#cabang-RAB-06")["href"])

    assert "RAB.06" in codes(closed)
    assert "RAB.06.01" not in codes(closed)
    assert "RAB.06.01" in codes(opened)
    assert codes(again) == codes(closed)
    assert "3 elemen" in opened.select_one("#pohon").text
    piece = desk.fragment(link["href"], headers={"HX-Target": "pohon"})
    assert "RAB.06.01" in codes(piece)


def test_a_search_says_why_a_code_answers(desk):
    page = desk.get("/referensi/?cari=absensi+pegawai")

    assert "RAB.09.06" in codes(page)
    assert "Menurut" in page.select_one("#pohon").text
    assert "Tidak ada kode yang cocok" in desk.get("/referensi/?cari=qqqq").text


def test_a_code_shows_its_elements_page_by_page_and_its_urusan(desk, session, office):
    filled(session, office, 30)
    page = desk.get("/referensi/kode/rab.06")
    second = desk.get("/referensi/kode/RAB.06?halaman=2")

    assert len(page.select("main tbody tr")) == 25
    assert len(second.select("main tbody tr")) == 5
    assert "A. Pendidikan" in page.text
    assert "Disdik" in page.text
    assert "perlu dipastikan" in desk.get("/referensi/kode/RAB.05").text
    assert "cocokkan dengan SIA-SPBE" in desk.get("/referensi/kode/RAB.06.05").text


def test_the_crosswalk_names_the_offices_of_each_urusan(desk):
    page = desk.get("/referensi/urusan")
    [row] = [each for each in page.select("tbody tr") if "A. Pend" in each.text]

    assert "RAB.06.01" in row.text
    assert "Disdik" in row.text
    assert "≈ perlu dipastikan" in page.text


def test_another_government_counts_for_nothing(desk, session, office):
    other = make.office(session)
    filled(session, other, 4)

    page = desk.get("/referensi/kode/RAB.06.01")

    assert "Belum ada elemen" in page.text
    assert "Layanan 00" not in page.text


def test_nonsense_in_the_address_is_no_error(desk):
    many = "&".join(f"buka=X{n}" for n in range(300))
    for query in ("?pohon=x&buka=%00&buka=..", f"?{many}", "?cari=%25&halaman=x"):
        desk.get(f"/referensi/{query}")
    for code in ("RAB.99", "x", "%20", "RAB.01'"):
        desk.get(f"/referensi/kode/{code}", status=404)


def test_without_codes_the_page_says_so(browser, session):
    account = make.account(session, Role.ARCHITECT)

    assert "belum dimuat" in browser.sign_in(account).get("/referensi/").text


def test_questions_do_not_grow_with_rows(desk, session, office, statements):
    place = "/referensi/kode/RAB.06.01"

    def asked():
        desk.get(place)
        statements.texts.clear()
        with statements:
            desk.get(place)
        return len(statements)

    filled(session, office, 2)
    few = asked()
    filled(session, office, 20)

    assert asked() <= few
