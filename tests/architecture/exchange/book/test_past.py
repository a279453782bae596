"""The book of what was known on a day is the book that was written on that day."""

from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from architecture import elements
from architecture.layers import Layer, Sharing, Verb
from architecture.model import OfficePeriod
from tests import make
from tests.architecture.days import FIRST, STEPS, Past, morning, seal
from tests.architecture.exchange.book.make import cells, exported
from tests.architecture.merging.pairs import join, two
from tests.architecture.registration.office import office
from tests.browser import Statements

SECOND, THIRD = FIRST + timedelta(1), FIRST + timedelta(2)


def told(file):
    """Return what a book says, whatever the order; versions are not for reading."""
    return {
        name: sorted(
            (
                {key: value for key, value in row.items() if key != "Versi"}
                for row in rows
            ),
            key=str,
        )
        for name, rows in cells(file).items()
        if name != "Pemakaian"
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEPS, max_size=15))
def test_the_book_of_a_day_equals_the_one_that_was_written_then(session, steps):
    home = make.office(session)
    government = home.government
    past = Past(session, home, lambda: told(exported(session, government)))
    past.live(steps)
    for day, expected in past.evenings.items():
        assert told(exported(session, government, known_on=day)) == expected
    sheets = {"Relasi", *(each.value for each in Layer)}
    before = told(exported(session, government, known_on=FIRST - timedelta(1)))
    assert not any(rows for name, rows in before.items() if name in sheets)
    session.rollback()


def test_a_relation_names_both_ends_as_they_were_called(session):
    home, other = make.office(session), make.office(session)
    with morning(FIRST):
        one = make.application(session, of=home, name="Asal lama")
        two = make.application(
            session, of=other, name="Tujuan lama", sharing=Sharing.PROFILE
        )
        elements.relate(session, one, Verb.EXCHANGES, two)
        seal(session)
    with morning(SECOND):
        elements.revise(session, one, {"name": "Asal baru"})
        elements.revise(session, two, {"name": "Tujuan antara"})
        seal(session)
    with morning(THIRD):
        elements.revise(session, two, {"name": "Tujuan baru"})
        seal(session)
    found = []
    for day in (FIRST, SECOND, THIRD):
        [row] = cells(exported(session, home.government, known_on=day))["Relasi"]
        found.append((row["Nama asal"], row["Nama tujuan"]))
        assert row["Kode tujuan"] == f"{other.government.code}/{two.code}"
    assert found == [
        ("Asal lama", "Tujuan lama"),
        ("Asal baru", "Tujuan antara"),
        ("Asal baru", "Tujuan baru"),
    ]


def test_an_office_is_called_what_it_was_called(session):
    home = make.office(session, "Dinas Baru")
    with morning(FIRST):
        make.application(session, of=home)
        seal(session)
    session.add(
        OfficePeriod(
            organisation_id=home.id,
            until=FIRST,
            name="Dinas Lama",
            short_name="",
            parent_id=home.parent_id,
        )
    )
    session.flush()
    for day, name in ((FIRST, "Dinas Lama"), (SECOND, "Dinas Baru")):
        book = cells(exported(session, home.government, known_on=day))
        assert [each["Perangkat daerah"] for each in book["Aplikasi"]] == [name]
        assert name in {each["Nama"] for each in book["Perangkat daerah"]}


def test_the_guide_says_that_it_is_of_a_past_day_and_without_uses(session, tmp_path):
    home = make.office(session)
    place = tmp_path / "kota.xlsx"
    place.write_bytes(exported(session, home.government, known_on=date(2026, 3, 1)))
    page = load_workbook(place)["Petunjuk"]
    lines = [each.value for each in page["A"][:4]]
    assert lines[0].endswith("seperti diketahui pada 1 Maret 2026")
    assert "tidak dapat diimpor" in lines[1]
    assert lines[2].startswith("Lembar Pemakaian kosong")


def test_statements_do_not_grow_with_rows(session, engine):
    home = make.office(session)
    exported(session, home.government, known_on=FIRST)  # what is read only once
    counts = []
    for number in (3, 20):
        for _ in range(number):
            with morning(FIRST):
                one = make.application(session, of=home)
                two = make.application(session, of=home)
                elements.relate(session, one, Verb.EXCHANGES, two)
                seal(session)
        with Statements(engine) as sent:
            exported(session, home.government, known_on=FIRST)
        counts.append(len(sent))
    assert counts[0] == counts[1]


def test_an_application_that_was_merged_later_stands_in_the_book(session):
    kota = office(session)
    with morning(FIRST):
        one, other = two(kota)
    with morning(SECOND):
        join(session, kota.viewer("architect"), one, other)
        seal(session)
    found = [
        {
            each["Kode"]
            for each in cells(exported(session, kota.government, known_on=day))[
                "Aplikasi"
            ]
        }
        for day in (FIRST, SECOND)
    ]
    assert found == [{one.code, other.code}, {one.code}]
