"""Lists of applications: narrowed, sorted, paged, and never beyond the scope."""

from dataclasses import replace

import pytest

from architecture import elements, inventory
from architecture.inventory import Filters
from architecture.inventory.listing import Order, Where
from architecture.layers import ApplicationType, Sharing, Status, Verb
from architecture.model import Kind
from architecture.roles import Role
from architecture.scope import PUBLIC, PostHeld, Viewer, full
from tests import make
from tests.browser import Statements


def viewer_of(office):
    post = PostHeld(
        Role.OPERATOR, office.id, office.government_id, frozenset({office.id})
    )
    return Viewer(1, "op@contoh.go.id", "Op", (post,))


def names(session, viewer, filters):
    return [row.name for row in inventory.page(session, viewer, filters).rows]


@pytest.fixture
def office(session):
    return make.office(session)


@pytest.fixture
def viewer(office):
    return viewer_of(office)


def test_the_own_government_is_listed_whole_with_drafts_of_life(
    session, office, viewer
):
    make.application(session, "Rencana", of=office, status=Status.PLANNED)
    make.application(session, "Mati", of=office, status=Status.RETIRED)
    make.application(session, "Asing")

    assert names(session, viewer, Filters()) == ["Mati", "Rencana"]


def test_of_other_governments_only_what_is_shared_live_and_harmless(session, viewer):
    make.application(session, "Terbuka", sharing=Sharing.PROFILE)
    make.application(session, "Tertutup", sharing=Sharing.NOTHING)
    make.application(session, "Peka", sensitive=True)
    make.application(session, "Rencana", status=Status.PLANNED)

    assert names(session, viewer, Filters(where=Where.SHARED)) == ["Terbuka"]
    assert [row.name for row in inventory.catalogue(session, Filters()).rows] == [
        "Terbuka"
    ]


def test_the_public_sees_no_list_of_a_government(session, office):
    make.application(session, "Rahasia", of=office, sharing=Sharing.NOTHING)

    assert names(session, PUBLIC, Filters()) == []


def test_every_word_of_a_search_has_to_be_there(session, office, viewer):
    make.application(session, "Presensi Pegawai", of=office)
    make.application(session, "Presensi Siswa", of=office)

    assert names(session, viewer, Filters(text="PRESENSI siswa")) == ["Presensi Siswa"]


def test_a_search_knows_how_many_there_are_and_ends_with_the_last_page(
    session, office, viewer
):
    for number in range(7):
        make.application(session, f"Presensi {number}", of=office)
    make.application(session, "Lain", of=office)
    asked = Filters(text="presensi", size=3)

    second, beyond, far, none = (
        inventory.page(session, viewer, replace(asked, **changes))
        for changes in (
            {"number": 2},
            {"number": 9},
            {"number": 10**30},
            {"text": "tidak ada", "number": 9},
        )
    )

    assert [row.name for row in second.rows] == [f"Presensi {n}" for n in (3, 4, 5)]
    assert (second.number, second.total, second.last) == (2, 7, 3)
    assert [row.name for row in beyond.rows] == ["Presensi 6"]
    assert (beyond.number, far.number, far.total) == (3, 3, 7)
    assert (none.rows, none.number, none.total) == ([], 1, 0)


def test_a_search_sends_two_statements_however_much_it_finds(session, office, viewer):
    for number in range(7):
        make.application(session, f"Presensi {number}", of=office)
    statements = Statements(session.get_bind())

    with statements:
        inventory.page(session, viewer, Filters(text="presensi", size=3))

    assert len(statements) == 2


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
def test_a_search_over_all_governments_reads_rows_where_they_lie(session, viewer):
    make.application(session, "Presensi")
    statements = Statements(session.get_bind())

    with statements:
        inventory.page(session, viewer, Filters(text="presensi", where=Where.SHARED))
        inventory.catalogue(session, Filters(text="presensi"))

    scans = [step for step in statements.plans() if "elements" in step]
    assert [step for step in scans if "INDEX ix_" in step] == []
    assert scans.count("SCAN elements") == 2


@pytest.mark.parametrize("text", ["%", "_", "\\", "'", '"; drop table elements; --'])
def test_signs_of_the_database_in_a_search_are_only_signs(
    session, office, viewer, text
):
    make.application(session, "Biasa", of=office)

    assert names(session, viewer, Filters(text=text)) == []


def test_a_list_is_narrowed_by_office_form_and_status(session, office, viewer):
    make.application(session, "Situs", of=office, type=ApplicationType.WEBSITE)
    make.application(session, "Aplikasi", of=office, status=Status.PLANNED)
    sister = make.office(session, of=office.government)
    make.application(session, "Tetangga", of=sister)

    def narrowed(**by):
        return names(session, viewer, replace(Filters(), **by))

    assert narrowed(type=ApplicationType.WEBSITE) == ["Situs"]
    assert narrowed(status=Status.PLANNED) == ["Aplikasi"]
    assert narrowed(organisations=frozenset({sister.id})) == ["Tetangga"]


def test_names_are_sorted_as_people_sort_them(session, office, viewer):
    for name in ("beta", "ALFA", "Gama"):
        make.application(session, name, of=office)

    assert names(session, viewer, Filters()) == ["ALFA", "beta", "Gama"]
    assert names(session, viewer, Filters(descending=True)) == ["Gama", "beta", "ALFA"]


@pytest.mark.parametrize("order", list(Order))
@pytest.mark.parametrize("descending", [False, True])
def test_every_order_pages_through_all_rows_once(
    session, office, viewer, order, descending
):
    for number in range(7):
        make.application(session, f"A{number}", of=office)
    seen = [
        row.id
        for number in (1, 2, 3)
        for row in inventory.page(
            session,
            viewer,
            Filters(order=order, descending=descending, number=number, size=3),
        ).rows
    ]

    assert len(seen) == len(set(seen)) == 7


def test_a_page_beyond_the_last_is_the_last(session, office, viewer):
    make.application(session, "Satu", of=office)

    page = inventory.page(session, viewer, Filters(number=99))

    assert (page.number, page.last, len(page.rows)) == (1, 1, 1)


def test_what_an_office_uses_is_listed_under_used(session, office, viewer):
    national = make.application(session, "SRIKANDI")
    inventory.start_use(session, national, office)

    assert names(session, viewer, Filters(where=Where.USED)) == ["SRIKANDI"]
    assert names(session, viewer, Filters()) == []


def test_national_applications_are_open_to_everyone_even_retired(session, viewer):
    pusat = make.bare_government(session)
    pusat.kind = Kind.NATIONAL
    gone = make.application(session, "My SAPK", of=pusat, status=Status.RETIRED)

    assert names(session, viewer, Filters(where=Where.NATIONAL)) == ["My SAPK"]
    assert inventory.find(session, viewer, gone.id) is not None


def test_nobody_finds_by_number_what_is_not_shared(session, viewer):
    foreign = make.application(session, sharing=Sharing.NOTHING)

    assert inventory.find(session, viewer, foreign.id) is None


def test_who_uses_it_is_told_of_the_own_government_only(session, office, viewer):
    application = make.application(session, "Bersama", sharing=Sharing.PROFILE)
    inventory.start_use(session, application, office)
    inventory.start_use(session, application, make.office(session, "Dinas Asing"))

    uses = inventory.uses_of(session, viewer, application)

    assert [use.organisation_id for use in uses] == [office.id]


def test_a_relation_with_a_hidden_end_is_not_listed(session, office, viewer):
    mine = make.application(session, of=office)
    hidden = make.application(session, sharing=Sharing.NOTHING)
    shown = make.application(session, sharing=Sharing.PROFILE)
    elements.relate(session, mine, Verb.EXCHANGES, hidden)
    elements.relate(session, shown, Verb.EXCHANGES, mine)

    found = elements.neighbours(session, viewer, mine)

    assert [other.id for _, other in found] == [shown.id]


def test_retired_and_merged_applications_are_not_offered(session, office, viewer):
    make.application(session, "Presensi lama", of=office, status=Status.RETIRED)
    kept = make.application(session, "Presensi", of=office)
    make.application(session, "Presensi kembar", of=office, merged_into_id=kept.id)

    found = inventory.choices(session, viewer, office.government_id, "presensi")

    assert [row.name for row in found] == ["Presensi"]


def test_commands_see_the_whole_government(session, office):
    make.application(session, "Peka", of=office, sensitive=True)

    assert names(session, full(office.government_id), Filters()) == ["Peka"]
