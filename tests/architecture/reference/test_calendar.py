"""Working days."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from architecture.reference import calendar

DAYS = st.dates(date(2025, 1, 1), date(2027, 12, 1))


@given(DAYS, st.integers(0, 20), st.integers(0, 20))
def test_counts_of_two_spans_add_up(start, first, second):
    middle = start + timedelta(days=first)
    end = middle + timedelta(days=second)
    assert calendar.working_days(start, end) == calendar.working_days(
        start, middle
    ) + calendar.working_days(middle, end)


def test_an_end_before_the_start_counts_nothing():
    assert calendar.working_days(date(2026, 11, 22), date(2026, 11, 2)) == 0


def test_the_week_of_idulfitri_2026_has_three_working_days_with_its_monday():
    assert calendar.working_days(date(2026, 3, 13), date(2026, 3, 26)) == 2 + 2


def test_a_government_may_bring_its_own_days_off():
    monday = date(2026, 11, 23)
    assert calendar.is_working_day(monday)
    assert not calendar.is_working_day(monday, {monday})


def test_every_year_has_its_fixed_days_and_the_uncertain_ones_are_marked():
    for year in (2025, 2026, 2027):
        for month, day in ((1, 1), (5, 1), (6, 1), (8, 17), (12, 25)):
            found = calendar.holidays()[date(year, month, day)]
            assert found.confidence == "high"
            assert not found.shared_leave
    moving = [
        each
        for day, each in calendar.holidays().items()
        if day.year == 2027 and "Id" in each.name
    ]
    assert moving
    assert all(each.confidence == "low" for each in moving)
