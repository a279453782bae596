"""Every government of the real lists through the whole import, up to its preview."""

from functools import cache

import pytest

from architecture.exchange.inventories.actions import CREATES, Kind
from architecture.exchange.inventories.columns import map_columns
from architecture.exchange.inventories.known import Known, Office
from architecture.exchange.inventories.preview import plan
from architecture.exchange.inventories.reading import only, read_table
from architecture.exchange.inventories.rows import read_rows
from tests.architecture.exchange.inventories.make import applied, nationals
from tests.places import SHARED

LIST = SHARED / "data" / "aplikasi-nyata.csv"

pytestmark = pytest.mark.skipif(
    not LIST.exists(), reason="../shared/data/aplikasi-nyata.csv is not there"
)

GOVERNMENTS = {
    "Kabupaten Magetan": 360,
    "Kota Denpasar": 189,
    "Provinsi Banten": 117,
    "Instansi Pusat (BPS)": 46,
    "Instansi Pusat (BMKG)": 14,
    "Kota Cilegon": 9,
    "Kota Malang": 8,
    "Kota Mojokerto": 6,
    "Kota Surabaya": 6,
    "Kabupaten Pemalang": 6,
    "Kabupaten Mojokerto": 5,
    "Kabupaten Hulu Sungai Selatan": 5,
    "Kabupaten Purbalingga": 4,
    "Kota Tangerang": 4,
    "Kota Pekalongan": 4,
    "Provinsi Kalimantan Barat": 4,
    "Provinsi DKI Jakarta": 3,
    "Kota Bandung": 3,
    "Kota Magelang": 2,
    "Kota Batam": 2,
    "Kota Yogyakarta": 2,
    "Kabupaten Sidoarjo": 1,
    "Kota Kendari": 1,
    "Nasional": 1,
}


@cache
def table():
    return read_table(LIST)


def preview(name):
    chosen = only(table(), "pemda", name)
    before = Known(
        government=Office(code="UJI", name=name),
        national=nationals(),
        create_organisations=True,
    )
    rows = read_rows(chosen, map_columns(chosen.headers))
    return rows, before, plan(rows, before)


@pytest.mark.parametrize(("name", "many"), GOVERNMENTS.items())
def test_no_row_of_a_real_government_is_lost(name, many):
    rows, _, done = preview(name)

    assert len(rows) == many
    assert [action.row for action in done.actions] == [row.number for row in rows]
    assert not done.refused
    codes = {office.code for office in done.offices} | {"UJI"}
    assert {action.organisation for action in done.actions} <= codes
    assert all(action.reasons for action in done.actions)


@pytest.mark.parametrize("name", GOVERNMENTS)
def test_importing_a_real_government_again_changes_nothing(name):
    rows, before, done = preview(name)

    again = plan(rows, applied(done, before))

    assert again.counts == {"SAME": len(rows)}
    assert again.offices == ()


@pytest.mark.parametrize("name", GOVERNMENTS)
def test_every_merged_row_leads_to_one_that_stands_for_itself(name):
    _, _, done = preview(name)
    by_row = {action.row: action for action in done.actions}

    for action in done.actions:
        if action.kind is Kind.MERGED:
            leader = by_row[action.with_row]
            assert leader.kind in CREATES | {Kind.USE, Kind.UPDATE}


def test_the_forty_nine_central_rows_of_denpasar_are_uses_or_candidates():
    rows, _, done = preview("Kota Denpasar")
    central = {row.number for row in rows if row.owner.national}
    by_row = {action.row: action for action in done.actions}
    found = [by_row[number] for number in central]

    assert len(central) == 49
    assert all(
        each.candidate_national or each.kind in {Kind.USE, Kind.MERGED}
        for each in found
    )
    assert sum(each.kind is Kind.USE for each in found) >= 11


def test_the_three_sms_gateways_of_denpasar_stay_three():
    _, _, done = preview("Kota Denpasar")
    found = [action for action in done.actions if action.name == "SMS Gateway"]

    assert [action.kind for action in found] == [Kind.NEW] * 3
    assert all("Bentrok nama" in " ".join(action.warnings) for action in found)


def test_the_289_sites_of_magetan_are_websites_most_of_them_of_villages():
    rows, _, done = preview("Kabupaten Magetan")
    sites = {action.row for action in done.actions if action.kind is Kind.WEBSITE}
    villages = {row.number for row in rows if row.village}

    assert len(sites) == 289
    assert len(sites & villages) == 234
    assert len(done.actions) - len(sites) == 71


def test_the_domains_of_banten_are_names_with_an_address():
    rows, _, done = preview("Provinsi Banten")

    assert sum(row.url.startswith("https://") for row in rows) == 117
    assert done.counts == {"NEW": 38, "WEBSITE": 79}
    assert any("salah ketik" in " ".join(action.warnings) for action in done.actions)


def test_a_small_office_of_the_centre_uses_the_applications_of_others():
    _, _, done = preview("Instansi Pusat (BPS)")
    uses = {action.name for action in done.actions if action.kind is Kind.USE}

    assert uses == {"SIRUP", "SAKTI"}


def test_without_the_flag_only_rows_without_an_office_go_in():
    chosen = only(table(), "pemda", "Kota Tangerang")
    rows = read_rows(chosen, map_columns(chosen.headers))
    done = plan(rows, Known(government=Office(code="T", name="Kota Tangerang")))

    assert done.counts == {"NEW": 3, "REFUSED": 1}


def test_the_whole_list_at_once_refuses_the_rows_of_others():
    rows = read_rows(table(), map_columns(table().headers))
    done = plan(
        rows,
        Known(
            government=Office(code="DPS", name="Kota Denpasar"),
            create_organisations=True,
        ),
    )

    assert done.counts["REFUSED"] == 802 - 189
