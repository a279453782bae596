"""What an application may state: everything typed is read, or refused in words."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.inventory import blank, parsed, problems
from architecture.inventory.details import BY_NAME, plain, shown
from architecture.layers import APPLICATION_FIELDS, BuildMethod, PersonalData
from architecture.model import Application


def test_every_field_has_a_column():
    columns = set(Application.__mapper__.columns.keys())

    assert {field.name for field in APPLICATION_FIELDS} <= columns


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1500000", "1500000.00"),
        ("1.500.000", "1500000.00"),
        ("Rp 1.500.000", "1500000.00"),
        ("Rp. 1.500.000,00", "1500000.00"),
        ("rp1.500.000,-", "1500000.00"),
        ("0", "0.00"),
        (2500, "2500.00"),
    ],
)
def test_amounts_are_read_as_people_write_them(typed, amount):
    assert parsed({"cost_build": typed}) == ({"cost_build": Decimal(amount)}, {})


@pytest.mark.parametrize(
    "typed", ["banyak", "-5", "1e400", "NaN", "Infinity", "9" * 20, "1,5 juta"]
)
def test_what_is_no_amount_is_refused_beside_its_field(typed):
    values, wrong = parsed({"cost_build": typed})

    assert values == {}
    assert wrong["cost_build"][0].startswith("Biaya pembangunan")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("31/12/2026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("1-2-2026", date(2026, 2, 1)),
    ],
)
def test_days_are_read_as_people_write_them(typed, day):
    assert parsed({"planned_live": typed})[0] == {"planned_live": day}


@pytest.mark.parametrize("typed", ["31/02/2026", "besok", "12/2026", "1/1/0001"])
def test_what_is_no_day_is_refused(typed):
    assert "planned_live" in problems({"planned_live": typed})


def test_choices_are_read_by_name_and_by_label():
    values, wrong = parsed(
        {
            "personal_data": "ya",
            "build_method": "CONTRACT",
            "platforms": ["Mobile", "WEB"],
        }
    )

    assert wrong == {}
    assert values["personal_data"] is PersonalData.YES
    assert values["build_method"] is BuildMethod.CONTRACT
    assert values["platforms"] == ["WEB", "MOBILE"]


@pytest.mark.parametrize(
    ("typed", "url"),
    [
        ("simpeg.contoh.go.id", "https://simpeg.contoh.go.id"),
        ("http://contoh.go.id/a?b=1", "http://contoh.go.id/a?b=1"),
    ],
)
def test_addresses_are_completed(typed, url):
    assert parsed({"url": typed})[0] == {"url": url}


@pytest.mark.parametrize(
    "typed",
    [
        "javascript:alert(1)",
        "https://a b.go.id",
        "data:text/html,<script>",
        "https://admin:rahasia@contoh.go.id",
        "ftp://contoh.go.id",
        "https://[",
        "tidak ada",
    ],
)
def test_addresses_that_lead_nowhere_good_are_refused(typed):
    assert "url" in problems({"url": typed})


def test_texts_that_are_too_long_say_by_how_much():
    [sentence] = problems({"name": "a" * 5000})["name"]

    assert "200" in sentence
    assert "5000" in sentence


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_a_text_that_no_database_keeps_is_refused(sign):
    assert "name" in problems({"name": f"a{sign}b"})


def test_codes_are_tidied_and_checked_for_their_form():
    assert parsed({"reference_codes": "rab.09.06; RAL.02.04,RAB.09.06"})[0] == {
        "reference_codes": ["RAB.09.06", "RAL.02.04"]
    }
    assert "reference_codes" in problems({"reference_codes": "RAB.9"})


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3)
    ),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(sorted(BY_NAME)), _ANYTHING))
def test_whatever_is_stated_is_read_or_refused_never_an_error(stated):
    values, wrong = parsed(stated)

    assert set(values) | set(wrong) == set(stated)
    assert not set(values) & set(wrong)
    assert all(sentences for sentences in wrong.values())


@given(st.dictionaries(st.sampled_from(sorted(BY_NAME)), st.text(max_size=80)))
def test_what_was_read_is_read_again_from_json_as_the_same(stated):
    values, _ = parsed(stated)

    again, wrong = parsed(plain(values))

    assert wrong == {}
    assert again == values


def test_an_unknown_value_is_shown_as_nothing():
    empty = blank()
    shown_texts = {name: shown(field, empty[name]) for name, field in BY_NAME.items()}

    known = {name for name, text in shown_texts.items() if text}
    assert known == {"type", "personal_data", "build_method", "licence"}


@pytest.mark.parametrize("typed", ["9" * 5000, "202", "20244", "dua ribu", "1979"])
def test_what_is_no_year_is_refused_beside_its_field(typed):
    values, wrong = parsed({"year_started": typed})

    assert values == {}
    assert "harus berupa tahun" in wrong["year_started"][0]
