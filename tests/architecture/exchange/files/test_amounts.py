from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.exchange.files.amounts import read_date, read_money, read_year


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("Rp 1.500.000,00", "1500000"),
        ("Rp1.500.000,-", "1500000"),
        ("Rp. 150.000.000", "150000000"),
        ("43345000", "43345000"),
        ("1500000.50", "1500000.50"),
        ("1,500,000", "1500000"),
        ("1,5 jt", "1500000"),
        ("1.5 juta", "1500000"),
        ("150 juta rupiah", "150000000"),
        ("2,25 M", "2250000000"),
        ("Rp 3 miliar", "3000000000"),
        ("750 rb", "750000"),
        ("1.500", "1500"),
        ("gratis", "0"),
        ("0", "0"),
    ],
)
def test_rupiah_is_read_as_people_write_it(text, amount):
    assert read_money(text) == Decimal(amount)


@pytest.mark.parametrize(
    "text", ["", "sesuai DPA", "-5", "Rp", "12 orang", "1e9", "9" * 30]
)
def test_what_is_no_amount_gives_nothing(text):
    assert read_money(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("12 Januari 2023", date(2023, 1, 12)),
        ("Kamis, 12 Januari 2023", date(2023, 1, 12)),
        ("12-Jan-2023", date(2023, 1, 12)),
        ("12/01/2023", date(2023, 1, 12)),
        ("12-01-23", date(2023, 1, 12)),
        ("2023-01-12 08:30", date(2023, 1, 12)),
        ("44938", date(2023, 1, 12)),
        ("Pebruari 2024", date(2024, 2, 1)),
        ("31/02/2023", None),
        ("segera", None),
    ],
)
def test_dates_are_read_day_first_and_by_indonesian_months(text, day):
    assert read_date(text) == day


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2017", 2017),
        ("TA. 2018", 2018),
        ("2015 s.d. 2017", 2015),
        ("12/01/2019", 2019),
        ("1905-07-11", 2019),
        ("12-01-23", 2023),
        ("17", None),
        ("12345", None),
    ],
)
def test_a_year_is_found_in_what_surrounds_it(text, year):
    assert read_year(text) == year


@given(st.decimals(0, 10**12, places=2))
def test_an_amount_in_indonesian_writing_is_read_back(amount):
    written = f"{amount:,.2f}".replace(",", "_").replace(".", ",").replace("_", ".")

    assert read_money(f"Rp {written}") == amount


@given(st.text(max_size=40))
def test_no_text_makes_the_readers_fail(text):
    read_money(text), read_date(text), read_year(text)
