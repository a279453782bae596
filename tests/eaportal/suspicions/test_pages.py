"""Pages of suspicions: list, pair, judgement, cluster, sweep."""

import pytest
from sqlalchemy import select

from architecture import history, inventory, suspecting
from architecture.layers import Sharing
from architecture.model import Job, Judgement, PairVerdict
from architecture.roles import Role
from tests import make
from tests.architecture.registration.office import office
from tests.architecture.suspecting.test_sweeping import OTHER, THIRD
from tests.architecture.test_judging import BECAUSE, PRESENCE, WISH
from tests.browser import Browser


def press(browser, page, label, status=200, **fields):
    """Fill in the form of a button and send it."""
    return browser.submit(page, fields, status, button=label)


@pytest.fixture
def pair(kota):
    """Give two alike applications, one of each office, after a sweep."""
    made = [
        inventory.add(kota.session, kota.dinas, PRESENCE),
        inventory.add(kota.session, kota.kominfo, WISH),
    ]
    sweep(kota)
    return made


def sweep(kota):
    suspecting.refresh(kota.session, kota.government.id)
    commit(kota)


def commit(kota):
    history.seal(kota.session, by="uji")
    kota.session.commit()


def titles(page):
    return [each.get_text(" ", strip=True) for each in page.select(".suspicion-title")]


def test_before_the_first_sweep_the_page_offers_it(kota, browser):
    inventory.add(kota.session, kota.dinas, PRESENCE)
    inventory.add(kota.session, kota.kominfo, WISH)
    commit(kota)
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get("/kemiripan/")
    assert "Belum pernah diperiksa" in page.main.text

    press(browser, page, "Periksa sekarang")
    page = browser.get("/kemiripan/")
    assert titles(page) == ["SIAP HADIR – KLIK PRESENSI"]
    assert "2 aplikasi" in page.main.text
    assert "Tidak ada yang berubah sejak itu" in page.main.text


def test_a_sweep_that_somebody_else_asked_for_is_not_asked_again(kota, pair, browser):
    other = make.account(kota.session, Role.ARCHITECT, kota.government)
    kota.session.add(
        Job(
            kind="sweep inventory",
            key=f"sweep:{kota.government.id}",
            account_id=other.id,
            government_id=kota.government.id,
        )
    )
    kota.session.commit()
    browser.sign_in(kota.accounts["reviewer"])

    page = press(browser, browser.get("/kemiripan/"), "Periksa lagi")

    assert "sedang berjalan" in page.text
    assert len(kota.session.scalars(select(Job)).all()) == 1


def test_the_pair_is_put_side_by_side_with_reasons_as_bars(kota, pair, browser):
    browser.sign_in(kota.accounts["reviewer"])
    page = browser.get(f"/kemiripan/{pair[0].id}/{pair[1].id}")

    assert page.h1.text == "SIAP HADIR dan KLIK PRESENSI"
    assert page.select(".grounds progress")
    assert "pegawai" in [each.text for each in page.select(".beside mark")]
    told = " ".join(each.text for each in page.select(".beside td .differs"))
    assert "swafoto" in told
    assert "pegawai" not in told.split()


def test_what_is_said_is_shown_and_leaves_the_list_of_what_waits(kota, pair, browser):
    browser.sign_in(kota.accounts["reviewer"])
    address = f"/kemiripan/{pair[0].id}/{pair[1].id}"

    press(
        browser,
        browser.get(address),
        "Simpan penilaian",
        verdict="DIFFERENT",
        reason=BECAUSE,
    )

    assert titles(browser.get("/kemiripan/?nilai=belum")) == []
    assert titles(browser.get("/kemiripan/?nilai=sudah"))
    page = browser.get(address)
    assert BECAUSE in page.select_one(".given").text
    assert kota.accounts["reviewer"].name in page.select_one(".given").text


def test_a_judgement_without_its_reason_is_refused_and_nothing_is_lost(
    kota, pair, browser
):
    browser.sign_in(kota.accounts["reviewer"])
    page = press(
        browser,
        browser.get(f"/kemiripan/{pair[0].id}/{pair[1].id}"),
        "Simpan penilaian",
        status=422,
        verdict="DIFFERENT",
        reason="Beda.",
    )

    assert "paling sedikit 10 karakter" in page.text
    assert page.select_one("textarea").text.strip() == "Beda."
    assert page.select_one("input[value=DIFFERENT]").has_attr("checked")
    assert kota.session.scalars(select(Judgement)).all() == []


def test_two_who_judge_at_once_are_told(kota, pair, browser, app):
    browser.sign_in(kota.accounts["reviewer"])
    second = Browser(app, kota.session).sign_in(kota.accounts["reviewer2"])
    address = f"/kemiripan/{pair[0].id}/{pair[1].id}"
    mine, theirs = browser.get(address), second.get(address)
    press(second, theirs, "Simpan penilaian", verdict="SAME")

    page = press(
        browser,
        mine,
        "Simpan penilaian",
        status=409,
        verdict="DIFFERENT",
        reason=BECAUSE,
    )

    assert "dinilai orang lain" in page.text
    assert BECAUSE in page.select_one("textarea").text
    [made] = kota.session.scalars(select(Judgement))
    assert made.verdict is PairVerdict.SAME


def test_leaders_read_and_do_not_judge(kota, pair, browser):
    browser.sign_in(make.account(kota.session, Role.LEADER, kota.government))

    assert titles(browser.get("/kemiripan/"))
    page = browser.get(f"/kemiripan/{pair[0].id}/{pair[1].id}")
    assert page.select_one("form[method=post] textarea") is None


def test_an_operator_sees_the_pairs_of_the_own_office_and_no_costs_of_others(
    kota, pair, browser
):
    inventory.revise(kota.session, pair[1], {**WISH, "cost_yearly": "123456789"})
    third = make.office(kota.session, of=kota.government)
    alien = inventory.add(kota.session, third, THIRD)
    sweep(kota)
    browser.sign_in(kota.accounts["operator"])

    page = browser.get("/kemiripan/")
    assert "SIAP HADIR" in page.main.text
    page = browser.get(f"/kemiripan/{pair[1].id}/{pair[0].id}")
    assert page.h1.text.startswith("SIAP HADIR"), "the own one stands first"
    assert "123.456.789" not in page.text
    browser.get(f"/kemiripan/{pair[1].id}/{alien.id}", status=404)


def test_what_is_shared_by_another_government_is_not_opened_here(kota, pair, browser):
    lain = office(kota.session)
    shared = inventory.add(kota.session, lain.dinas, PRESENCE, sharing=Sharing.PROFILE)
    commit(kota)
    browser.sign_in(kota.accounts["reviewer"])

    browser.get(f"/kemiripan/{pair[0].id}/{shared.id}", status=404)
    browser.get(f"/kemiripan/{pair[0].id}/{pair[0].id}", status=404)


def test_a_cluster_has_its_members_costs_pairs_and_a_picture(kota, pair, browser):
    inventory.revise(kota.session, pair[0], {**PRESENCE, "cost_yearly": "12000000"})
    inventory.add(kota.session, kota.dinas, THIRD)
    sweep(kota)
    browser.sign_in(kota.accounts["reviewer"])

    page = browser.get("/kemiripan/")
    assert titles(page) == ["Kelompok 3 aplikasi"]
    page = browser.get(page.select_one(".suspicion-title a")["href"])

    lead = " ".join(page.select_one(".lead").text.split())
    assert "Rp 12.000.000" in lead
    assert "2 aplikasi yang biayanya belum diketahui" in lead
    assert len(page.select("table tbody tr")) == 3
    assert page.select_one(".map svg") is not None
    assert len(titles(page)) >= 2
    svg = browser.download(f"/kemiripan/kelompok/{pair[0].id}/gambar.svg")
    assert svg.mimetype == "image/svg+xml"


def test_the_front_page_counts_what_nobody_has_judged(kota, pair, browser):
    browser.sign_in(kota.accounts["reviewer"])
    main = browser.get("/").main

    link = main.select_one('a[href="/kemiripan/?nilai=belum"]')
    assert link is not None
    assert "1" in main.text
    assert "asangan aplikasi belum dinilai" in main.text


def test_an_application_bears_a_badge_while_a_suspicion_is_unjudged(
    kota, pair, browser
):
    browser.sign_in(kota.accounts["reviewer"])
    address = f"/aplikasi/{pair[0].id}"
    assert "Diduga mirip dengan 1 aplikasi" in browser.get(address).text

    press(
        browser,
        browser.get(f"/kemiripan/{pair[0].id}/{pair[1].id}"),
        "Simpan penilaian",
        verdict="SAME",
    )
    assert "Diduga mirip" not in browser.get(address).text


def test_the_list_asks_a_fixed_number_of_statements(kota, pair, browser, statements):
    browser.sign_in(kota.accounts["reviewer"])
    browser.get("/kemiripan/")
    with statements:
        browser.get("/kemiripan/")
    few = len(statements)
    for number in range(30):
        inventory.add(
            kota.session,
            kota.dinas,
            {**(PRESENCE, WISH, THIRD, OTHER)[number % 4], "name": f"Nomor {number}"},
        )
    sweep(kota)
    statements.texts.clear()
    with statements:
        page = browser.get("/kemiripan/")

    assert len(statements) == few <= 12
    assert len(page.select(".suspicion")) <= 25


@pytest.mark.parametrize(
    "query", ["halaman=999", "jenis=x", "opd=99999", "opd=x", "aplikasi=" + "9" * 30]
)
def test_nonsense_in_the_address_is_no_error(kota, pair, browser, query):
    browser.sign_in(kota.accounts["reviewer"])

    browser.get(f"/kemiripan/?{query}")


def test_what_says_too_little_is_not_judged_on_any_page(kota, browser):
    thin = inventory.add(
        kota.session, kota.dinas, {"name": "Sistem Informasi", "function": "Aplikasi"}
    )
    full = inventory.add(kota.session, kota.kominfo, PRESENCE)
    sweep(kota)
    browser.sign_in(kota.accounts["reviewer"])

    listed = browser.get("/kemiripan/").select_one("#belum-dapat-dinilai")
    assert listed.summary.text.startswith("1 aplikasi belum dapat dinilai")
    assert listed.a["href"] == f"/aplikasi/{thin.id}"

    pair = browser.get(f"/kemiripan/{thin.id}/{full.id}").main.get_text(" ")
    assert "Belum dapat dinilai" in pair
    assert "Keterangan Sistem Informasi terlalu singkat" in pair
    assert "Hampir tidak ada kemiripan" not in pair

    said = "Kemiripan belum dapat dinilai"
    assert said in browser.get(f"/aplikasi/{thin.id}").text
    assert said not in browser.get(f"/aplikasi/{full.id}").text
