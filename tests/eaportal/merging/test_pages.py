"""Pages of a merge: choosing, preview, merge, undo, and what others see of it."""

import pytest
from sqlalchemy import select

from architecture import elements, inventory, suspecting
from architecture.layers import Verb
from architecture.model import Merge
from architecture.roles import Role
from tests import make
from tests.architecture.merging.pairs import (
    REASON,
    commit,
    data_set,
    join,
    part,
    two,
)
from tests.browser import Browser, Statements


@pytest.fixture
def pair(kota):
    return two(kota)


@pytest.fixture
def architect(kota, browser):
    return browser.sign_in(kota.accounts["architect"])


def address(pair):
    one, other = pair
    return f"/aplikasi/{one.id}/gabung?dengan={other.id}"


def press(browser, page, status=200, **fields):
    fields.setdefault("reason", REASON)
    return browser.submit(page, fields, status, button="Gabungkan")


def test_the_preview_shows_both_and_what_will_stand(kota, pair, architect):
    third = make.office(kota.session, "Badan Ketiga", of=kota.government)
    inventory.start_use(kota.session, pair[1], third)
    commit(kota.session)

    page = architect.get(address(pair))

    assert page.h1.text == "Gabung Kelingan Nggenah ke SIAP HADIR"
    told = page.main.text
    for words in ("swafoto", "Rekap bulanan", "Rp 15.000.000", "Badan Ketiga"):
        assert words in told
    chosen = [each["value"] for each in page.select("input[type=radio][checked]")]
    assert set(chosen) == {"KEEP", "BOTH"}


def test_what_was_chosen_stands_and_the_merge_has_its_page(kota, pair, architect):
    page = press(architect, architect.get(address(pair)), isian_function="TAKE")

    assert page.h1.text == "Kelingan Nggenah digabung ke SIAP HADIR"
    assert REASON in page.main.text
    assert "Merekam kehadiran" in page.main.text
    one, other = pair
    assert one.function.startswith("Merekam")
    assert other.merged_into_id == one.id


def test_the_merged_one_leads_to_what_stands_for_it_and_cannot_be_changed(
    kota, pair, architect
):
    join(kota.session, kota.viewer("architect"), *pair)
    one, other = pair

    page = architect.get(f"/aplikasi/{other.id}")
    assert "Digabung ke SIAP HADIR" in page.select_one(".alert").text
    assert page.select_one(f".alert a[href='/aplikasi/{one.id}']")
    assert "Digabung ke DAA-0001" in page.select_one(".timeline").text
    assert not page.select("a[href$='/ubah'], a[href$='/hentikan'], a[href$='/gabung']")
    for way in ("ubah", "gabung"):
        page = architect.get(f"/aplikasi/{other.id}/{way}")
        assert page.h1.text == other.name, "the page tells what stands for it"

    page = architect.get(f"/aplikasi/{one.id}")
    assert "Juga dikenal sebagai Kelingan Nggenah" in page.main.text
    assert page.select_one(f"a[href='/aplikasi/{other.id}']")
    assert other.name not in architect.get("/aplikasi/").main.text


def test_a_form_that_was_open_when_it_was_merged_loses_nothing(kota, pair, architect):
    _, other = pair
    page = architect.get(f"/aplikasi/{other.id}/ubah")
    join(kota.session, kota.viewer("architect"), *pair)

    page = architect.submit(page, {"output": "Baru ditulis"}, 422, button="Simpan")

    assert "sudah digabung" in page.main.text
    assert "Baru ditulis" in page.main.text


def test_an_undo_asks_from_the_page_of_the_merge(kota, pair, architect):
    page = press(architect, architect.get(address(pair)))

    page = architect.submit(page, {}, button="Batalkan penggabungan")

    assert "Dibatalkan" in page.select_one(".alert-warning").text
    assert pair[1].merged_into_id is None
    assert pair[1].name in architect.get("/aplikasi/").main.text
    assert "Batalkan penggabungan" not in page.main.text


def test_an_undo_tells_what_changed_since_and_leaves_it(kota, pair, architect):
    page = press(architect, architect.get(address(pair)))
    inventory.revise(kota.session, pair[0], {"output": "Ditulis kemudian"})
    commit(kota.session)

    page = architect.submit(page, {}, 409, button="Batalkan penggabungan")
    assert "Ada yang berubah" in page.main.text
    assert "Ditulis kemudian" in page.select_one("#batalkan").text

    page = architect.submit(page, {}, button="Batalkan penggabungan")
    assert "Yang dibiarkan saat dibatalkan" in page.main.text
    assert pair[0].output == "Ditulis kemudian"


def test_what_has_to_be_undone_first_is_named_with_its_page(kota, pair, architect):
    third = inventory.add(kota.session, kota.dinas, {"name": "Presensi Lama"})
    commit(kota.session)
    viewer = kota.viewer("architect")
    first = join(kota.session, viewer, pair[1], third)
    second = join(kota.session, viewer, *pair)

    page = architect.get(f"/penggabungan/{first.id}")

    assert page.select_one(f"#batalkan a[href='/penggabungan/{second.id}']")
    assert page.select_one("#batalkan button") is None
    architect.post(f"/penggabungan/{first.id}/batal", {"seen": "x"}, 409)


def test_a_stale_preview_shows_the_new_one_with_what_was_chosen(kota, pair, architect):
    page = architect.get(address(pair))
    inventory.revise(kota.session, pair[1], {"output": "Rekap harian"})
    commit(kota.session)

    page = press(architect, page, 409, isian_function="TAKE")

    assert "berubah sejak pratinjau" in page.main.text
    assert "Rekap harian" in page.main.text
    assert REASON in page.select_one("textarea").text
    taken = page.select_one("input[name=isian_function][value=TAKE]")
    assert taken.has_attr("checked")
    assert pair[1].merged_into_id is None

    press(architect, page)
    assert pair[0].output == "Rekap harian"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": ""}, "Mengapa keduanya satu aplikasi"),
        ({"reason": "x" * 1001}, "1000"),
        ({"isian_function": "HAPUS"}, "Fungsi"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_merged(
    kota, pair, architect, fields, words
):
    page = architect.get(address(pair))
    sent = {"reason": REASON, **fields}
    hidden = page.select_one("input[name=seen]")["value"]

    page = architect.post(address(pair), {"seen": hidden, **sent}, 422)

    assert words in page.select_one(".alert-danger").text
    assert kota.session.scalars(select(Merge)).all() == []


@pytest.mark.parametrize("query", ["dengan=abc", "dengan=", "", "dengan=-1"])
def test_without_another_record_the_page_asks_which(kota, pair, architect, query):
    page = architect.get(f"/aplikasi/{pair[0].id}/gabung?{query}")
    assert page.h1.text == "Gabung catatan lain ke SIAP HADIR"

    page = architect.get(f"/aplikasi/{pair[0].id}/gabung?cari=swafoto")
    link = page.main.select_one(f"a[href='{address(pair)}']")
    assert link.text == "Kelingan Nggenah"
    page = architect.get(f"/aplikasi/{pair[0].id}/gabung?cari=tidak+ada+ini")
    assert "Tidak ada catatan lain" in page.main.text


def test_what_cannot_be_merged_says_so_on_a_page(kota, pair, architect):
    one, other = pair
    hidden = make.application(kota.session, of=make.office(kota.session))

    page = architect.get(f"/aplikasi/{one.id}/gabung?dengan={one.id}", 409)
    assert "catatan yang sama" in page.main.text
    architect.get(f"/aplikasi/{one.id}/gabung?dengan=999999", 404)
    architect.get(f"/aplikasi/{one.id}/gabung?dengan={hidden.id}", 409)
    join(kota.session, kota.viewer("architect"), one, other)
    page = architect.get(address(pair), 409)
    assert "sudah digabung ke DAA-0001" in page.main.text


def test_offices_read_of_a_merge_what_is_theirs_to_know(kota, pair, browser):
    inventory.revise(kota.session, pair[1], {"vendor": "PT Rahasia"})
    third = make.office(kota.session, "Badan Ketiga", of=kota.government)
    inventory.start_use(kota.session, pair[1], third)
    commit(kota.session)
    row = join(kota.session, kota.viewer("architect"), *pair)
    alien = make.account(kota.session, Role.OPERATOR, third)

    page = browser.sign_in(alien).get(f"/penggabungan/{row.id}")
    assert REASON in page.main.text
    assert "pemakaian" in page.main.text
    assert "PT Rahasia" not in page.main.text
    assert page.select_one("form[action$='/batal']") is None
    browser.post(f"/penggabungan/{row.id}/batal", {"seen": "x"}, 403)


def test_the_way_to_a_merge_is_on_the_pages_of_pair_and_application(
    kota, pair, browser
):
    suspecting.refresh(kota.session, kota.government.id)
    commit(kota.session)
    one, other = pair
    browser.sign_in(kota.accounts["architect"])

    page = browser.get(f"/kemiripan/{one.id}/{other.id}")
    assert page.main.select_one(
        f"a[href='/aplikasi/{other.id}/gabung?dengan={one.id}']"
    )
    assert browser.get(f"/aplikasi/{one.id}").select_one(
        f"a[href='/aplikasi/{one.id}/gabung']"
    )

    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/kemiripan/{one.id}/{other.id}")
    assert "arsitek atau administrator" in page.main.text
    assert not page.main.select("a[href*=gabung]")

    join(kota.session, kota.viewer("architect"), one, other)
    page = browser.get(f"/kemiripan/{one.id}/{other.id}")
    assert "sudah digabung" in page.main.text
    assert page.select_one("form[method=post] textarea") is None


def test_two_who_merge_at_once_are_told(kota, pair, architect, app):
    mine = architect.get(address(pair))
    second = Browser(app, kota.session).sign_in(kota.accounts["architect"])
    press(second, second.get(address(pair[::-1])))

    page = press(architect, mine, 409)

    assert "sudah digabung" in page.main.text
    assert len(kota.session.scalars(select(Merge)).all()) == 1


def test_the_preview_takes_as_many_queries_for_many_rows(kota, pair, architect):
    def statements(url):
        with Statements(kota.session.get_bind()) as told:
            architect.get(url)
        return len(told)

    def more(many):
        for _ in range(many):
            users = make.office(kota.session, of=kota.government)
            inventory.start_use(kota.session, pair[1], users)
            elements.relate(
                kota.session,
                pair[1],
                Verb.USES,
                data_set(kota.session, kota.dinas, users.id),
            )
        commit(kota.session)

    more(1)
    first = statements(address(pair))
    more(12)
    assert statements(address(pair)) == first
    row = join(kota.session, kota.viewer("architect"), *pair)
    many = statements(f"/penggabungan/{row.id}")
    assert many <= first


def test_merges_are_listed_the_newest_first_and_page_by_page(kota, pair, architect):
    assert (
        "Belum ada catatan yang digabung" in architect.get("/penggabungan/").main.text
    )
    viewer = kota.viewer("architect")
    for number in range(26):
        double = inventory.add(kota.session, kota.dinas, {"name": f"Ganda {number}"})
        commit(kota.session)
        row = join(kota.session, viewer, pair[0], double)
        if not number:
            part(kota.session, viewer, row)

    page = architect.get("/penggabungan/")
    names = [each.a.text for each in page.select("tbody tr")]
    assert names == [f"Ganda {number}" for number in range(25, 0, -1)]
    page = architect.get("/penggabungan/?halaman=999")
    assert [each.a.text for each in page.select("tbody tr")] == ["Ganda 0"]
    assert "Dibatalkan" in page.select_one("tbody tr").text


def test_hostile_texts_are_shown_as_texts(kota, architect):
    script = "<script>alert(1)</script> `${x}` \"'"
    some = [
        inventory.add(kota.session, kota.dinas, {"name": f"{script} {n}", "notes": n})
        for n in ("satu", "dua")
    ]
    commit(kota.session)

    page = architect.get(address(some))
    assert not page.main.find_all("script")
    page = press(architect, page, reason=script)
    assert script in page.main.text
    assert not page.main.find_all("script")
