"""An architect teaches the search a word; it is tried, published and taken back."""

import pytest

from architecture import engines, history, inventory
from architecture.roles import Role
from tests import make

SLANG = "jempol fajar"
RUNNING = {
    "name": "SIABON",
    "description": "Absensi pegawai online dengan swafoto",
    "function": "Absensi pegawai",
}
TWIN = {"name": "DUGAL", "description": "jempol fajar ASN", "function": "jempol fajar"}
EDIT = "/tesaurus/konsep/pegawai.presensi/ubah"


@pytest.fixture
def government(session):
    return make.government(session, "Pemerintah Kota Uji")


@pytest.fixture
def architect(browser, session, government):
    return browser.sign_in(make.account(session, Role.ARCHITECT, government))


def variants(page):
    return page.select_one("#variants").text.strip("\r\n")


def teach(browser, text=SLANG, status=200, **fields):
    page = browser.get(EDIT)
    told = {"variants": f"{variants(page)}\n{text}", "reason": "Sebutan di kantor kami"}
    return browser.submit(page, told | fields, status)


def test_a_word_is_proposed_tried_published_and_taken_back(
    architect, session, government
):
    office = make.office(session, of=government)
    for each in (RUNNING, TWIN):
        inventory.add(session, office, each)
    history.seal(session, by="uji")
    session.commit()

    drafted = teach(architect)
    assert f"+ {SLANG}" in drafted.text

    architect.submit(drafted, button="Coba sekarang")
    tried = architect.get("/tesaurus/draf").select_one("#percobaan").get_text(" ")
    assert "tidak mirip" in tried
    assert "diduga sama" in tried
    assert "SIABON" in tried

    reason = {"reason": "Sudah dicoba pada inventaris"}
    page = architect.get("/tesaurus/draf")
    architect.submit(page, reason, button="Terbitkan dan berlakukan")
    versions = architect.get("/tesaurus/versi")
    assert "Berlaku" in versions.select_one("#versi-1").parent.text
    assert engines.mark(session)[0] == 1
    assert SLANG in architect.get("/tesaurus/konsep/pegawai.presensi").text

    page = architect.get("/tesaurus/versi")
    architect.submit(page, {"reason": "Ternyata keliru"}, button="Berlakukan")
    session.rollback()
    assert engines.mark(session)[0] == 0
    told = architect.get("/tesaurus/versi").select_one("#pemberlakuan").parent.parent
    assert "Ternyata keliru" in told.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sistem informasi", "terlalu umum"),
        ("cuti pegawai", "sudah menjadi kata"),
        ("\x00\u202e", ""),
        ("kata " * 30, "Terlalu panjang"),
        ("\n".join(f"kata{n} lain" for n in range(10_000)), "aling banyak"),
        ("日本 語", "terlalu umum"),
    ],
)
def test_a_word_that_would_confuse_is_refused_and_nothing_typed_is_lost(
    architect, session, text, said
):
    page = teach(architect, text, status=422 if said else 200)

    if said:
        assert said in page.select_one("#variants-error").text
        assert text.split()[0] in variants(page)
        assert page.select_one("#reason").text.strip() == "Sebutan di kantor kami"
    assert engines.drafts(session) == []


def test_two_who_change_the_same_concept_do_not_overwrite_each_other(
    architect, session
):
    stale = architect.get(EDIT)
    teach(architect)

    told = {"variants": f"{variants(stale)}\njari subuh", "reason": "Saya juga"}
    page = architect.submit(stale, told, status=422)

    assert "baru saja diubah orang lain" in page.text
    assert "jari subuh" in variants(page)
    (draft,) = engines.drafts(session)
    assert draft.row.edit["variants"]["add"] == [SLANG]


def test_a_new_concept_needs_a_code_of_its_own(architect, session):
    page = architect.get("/tesaurus/konsep/baru")
    told = {
        "code": "pegawai.presensi",
        "label": "Lomba merpati",
        "variants": "lomba merpati pos",
        "reason": "Belum ada",
    }
    page = architect.submit(page, told, status=422)
    assert "sudah dipakai" in page.select_one("#code-error").text

    architect.submit(page, told | {"code": "burung.merpati"})
    assert engines.drafts(session)[0].after.label == "Lomba merpati"
    assert "Lomba merpati" in architect.get("/tesaurus/konsep/burung.merpati").h1.text


def test_a_term_is_changed_the_same_way(architect, session):
    code = engines.in_force(session).thesaurus.terms[0].code
    page = architect.get(f"/tesaurus/istilah/{code}/ubah")
    words = page.select_one("#words").text.strip("\r\n")

    architect.submit(
        page, {"words": f"{words}\nkata qwerty", "reason": "Lazim di sini"}
    )

    assert engines.drafts(session)[0].row.edit["words"]["add"] == ["kata qwerty"]


def test_what_is_searched_for_narrows_the_list(architect):
    rows = architect.get("/tesaurus/?cari=merpati+nihil").select("tbody tr")
    found = architect.get("/tesaurus/?cari=PRESENSI").select("tbody tr")

    assert rows == []
    assert any("kehadiran" in each.text.lower() for each in found)
    assert len(architect.get("/tesaurus/?halaman=3").select("tbody tr")) == 50
    assert architect.get("/tesaurus/?jenis=istilah&halaman=9999").select("tbody tr")


def test_with_several_governments_only_the_installer_publishes(
    browser, session, government
):
    make.government(session, "Pemerintah Kabupaten Lain")
    browser.sign_in(make.account(session, Role.ARCHITECT, government))
    teach(browser)
    page = browser.get("/tesaurus/draf")
    assert "Pengelola instalasi yang menerbitkannya" in page.text
    browser.post("/tesaurus/draf/terbitkan", {"reason": "x"}, status=403)
    browser.post("/tesaurus/versi/0/berlakukan", {"reason": "x"}, status=403)

    browser.sign_in(make.account(session, Role.INSTALLER))
    page = browser.get("/tesaurus/draf")
    assert not page.select("#percobaan")
    browser.submit(page, {"reason": "Setuju"}, button="Terbitkan dan berlakukan")
    session.rollback()
    assert engines.mark(session)[0] == 1


def test_nothing_is_published_without_a_reason_nor_put_in_force_twice(
    architect, session
):
    teach(architect)
    page = architect.get("/tesaurus/draf")
    page = architect.submit(page, button="Terbitkan dan berlakukan", status=422)
    assert page.select_one("#reason-error")
    page = architect.post("/tesaurus/versi/0/berlakukan", {"reason": "x"}, status=422)
    assert "sudah berlaku" in page.text
    architect.post("/tesaurus/versi/77/berlakukan", {"reason": "x"}, status=404)


def test_what_does_not_exist_is_not_found_and_what_is_gone_says_so(architect):
    architect.get("/tesaurus/konsep/tidak.ada", status=404)
    architect.get("/tesaurus/konsep/tidak.ada/ubah", status=404)
    architect.get("/tesaurus/lain/pegawai.presensi", status=404)
    page = architect.post("/tesaurus/konsep/pegawai.presensi/urungkan")
    assert "sudah tidak ada" in page.text


def add(session, office, *several):
    made = [inventory.add(session, office, each) for each in several]
    history.seal(session, by="uji")
    session.commit()
    return made


PRESENCE = "/tesaurus/konsep/pegawai.presensi"


def test_a_concept_lists_the_own_applications_that_it_is_recognised_in(
    architect, session, government
):
    office = make.office(session, of=government)
    assert "Tidak ada aplikasi instansi Anda" in architect.get(PRESENCE).text

    [own, _] = add(
        session,
        office,
        RUNNING,
        {"name": "KEBUN", "description": "Katalog bibit", "function": "Bibit tanaman"},
    )
    add(session, make.office(session), RUNNING | {"name": "MILIK TETANGGA"})

    page = architect.get(PRESENCE)
    links = page.select("#dikenali a")
    assert [each["href"] for each in links] == [f"/aplikasi/{own.id}"]
    assert "Dikenali pada 1 aplikasi" in page.text
    assert "MILIK TETANGGA" not in page.text


def test_of_many_the_first_twenty_are_listed_with_their_number(
    architect, session, government, statements
):
    office, asked = make.office(session, of=government), []
    for some in (2, 21):
        add(session, office, *(RUNNING | {"name": f"ABSEN {n}"} for n in range(some)))
        architect.get(PRESENCE)
        before = len(statements)
        with statements:
            page = architect.get(PRESENCE)
        asked.append(len(statements) - before)

    assert "Dikenali pada 23 aplikasi" in page.text
    assert len(page.select("#dikenali li")) == 20
    assert "Ditampilkan 20" in page.text
    assert asked[0] == asked[1], "no query for each row"
