import subprocess
import sys
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.exchange import summary
from architecture.exchange.summary import HIDDEN, TOTAL, UNKNOWN, Tally
from architecture.layers import Status


def told(rows):
    tally = Tally(rows)
    assert list(tally) == list(rows)
    return tally.summary()


def row(office="Dinas A", status=Status.LIVE, **more):
    return {
        "office": hash(office),
        "organisation": office,
        "government": "Kota Contoh",
        "status": status.value,
        "type": "Aplikasi",
        "year_started": 2020,
        "cost_build": None,
        "cost_yearly": None,
        **more,
    }


def lines(made, by):
    return {each.item: each for each in made.groups if each.by == by}


def test_applications_are_counted_by_office_type_and_year_for_each_status():
    made = told(
        [
            row(),
            row(status=Status.PLANNED, year_started=None),
            row("Dinas B", type="Situs web"),
        ]
    )

    assert made.statuses == ["Direncanakan", "Aktif"]
    counts = [(each.by, each.item, list(each.counts)) for each in made.groups]
    assert counts == [
        ("Perangkat daerah", "Dinas A", [1, 1]),
        ("Perangkat daerah", "Dinas B", [0, 1]),
        ("Bentuk", "Aplikasi", [1, 1]),
        ("Bentuk", "Situs web", [0, 1]),
        ("Tahun mulai", 2020, [0, 2]),
        ("Tahun mulai", UNKNOWN, [1, 0]),
    ]
    assert (made.total.by, list(made.total.counts)) == (TOTAL, [1, 2])


def test_costs_are_added_up_where_known_with_the_unknown_beside_them():
    made = told(
        [
            row(cost_build=Decimal("1500000.50"), cost_yearly=Decimal(0)),
            row(cost_build=Decimal(500_000)),
            row(),
        ]
    )

    assert made.total.costs == [(Decimal("2000000.50"), 1), (Decimal(0), 2)]


def test_what_the_reader_may_not_know_is_neither_known_nor_unknown():
    hidden = row("Dinas B")
    for name in ("cost_build", "cost_yearly", "year_started"):
        del hidden[name]

    made = told([row(cost_build=Decimal(7)), row(), hidden])

    offices = lines(made, "Perangkat daerah")
    assert offices["Dinas A"].costs == [(7, 1), (None, 2)]
    assert offices["Dinas B"].costs == [(None, None), (None, None)]
    assert made.total.costs == [(7, 1), (None, 2)]
    assert list(lines(made, "Tahun mulai")) == [2020, HIDDEN]


def test_offices_of_one_name_are_told_apart_by_their_government():
    made = told(
        [
            row(office="Dinas A"),
            row(office="Dinas A", government="Kota Lain") | {"office": 2},
            row(office="Dinas B"),
        ]
    )

    assert list(lines(made, "Perangkat daerah")) == [
        "Dinas A, Kota Contoh",
        "Dinas A, Kota Lain",
        "Dinas B",
    ]


ROWS = st.builds(
    row,
    st.sampled_from(["Dinas A", "Dinas B", "RSUD"]),
    st.sampled_from(Status),
    year_started=st.sampled_from([None, 2019, 2024]),
    cost_build=st.sampled_from([None, Decimal(0), Decimal(1_000), Decimal(25)]),
)


@settings(max_examples=40)
@given(st.lists(ROWS, min_size=1, max_size=12), st.integers(1, 13))
def test_every_grouping_comes_to_the_whole_however_it_is_added_up(rows, at_once):
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(summary, "_AT_ONCE", at_once)
        made = told(rows)

    known = [each["cost_build"] for each in rows if each["cost_build"] is not None]
    assert sum(made.total.counts) == len(rows)
    assert made.total.costs[0] == (
        sum(known) if known else None,
        len(rows) - len(known),
    )
    for by in ("Perangkat daerah", "Bentuk", "Tahun mulai"):
        parts = lines(made, by).values()
        assert [sum(each) for each in zip(*(p.counts for p in parts), strict=True)] == (
            list(made.total.counts)
        )
        assert sum(p.costs[0][0] or 0 for p in parts) == sum(known)


def test_a_portal_at_rest_has_not_loaded_pandas():
    asked = "import sys, wsgi; sys.exit('pandas' in sys.modules)"

    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0
