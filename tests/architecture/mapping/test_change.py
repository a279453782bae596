"""The map of a change says what comparing two days says, as far as one may see."""

from datetime import date

import pytest

from architecture import comparing, elements, planning, scheduling
from architecture.layers import Layer, Status, Verb
from architecture.mapping.change import change
from architecture.model import PlanState
from architecture.planning import PlanDetails
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer, full
from tests import make
from tests.architecture.mapping.asked import DAY, an, ask, commit
from tests.browser import Statements

LATER = date(2028, 1, 1)


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


def model(session, office):
    unit = make.office(session, "UPT Obat", of=office)
    old = an(session, office, Layer.APPLICATION, "LAMA", retires_on=date(2027, 6, 30))
    new = an(
        session,
        unit,
        Layer.APPLICATION,
        "BARU",
        status=Status.PLANNED,
        live_on=date(2027, 7, 1),
    )
    stays = an(session, office, Layer.APPLICATION, "TETAP")
    alters = an(session, office, Layer.APPLICATION, "LAIN")
    relation = elements.relate(session, new, Verb.REPLACES, old)
    relation.starts_on = date(2027, 7, 1)
    scheduling.plan(session, alters, {"vendor": "PT Baru"}, on=date(2027, 3, 1))
    commit(session)
    return old, new, stays, alters


def test_cards_and_arrows_are_those_of_the_comparison(session, office):
    old, new, _, alters = model(session, office)

    map_ = ask(change, session, office, compare=LATER)

    found = comparing.compare(
        session, full(office.government_id), office.government_id, DAY, LATER
    )
    assert {(box.key, box.colour_key) for box in map_.boxes} == {
        (str(line.element.id), f"turn-{line.turn.name}") for line in found.lines
    }
    assert {box.key for box in map_.boxes} == {str(x.id) for x in (old, new, alters)}
    [arrow] = map_.arrows
    assert (arrow.source, arrow.target) == (str(old.id), str(new.id))
    lanes = {box.group for box in map_.boxes}
    assert lanes == {f"office-{office.id}"}, "a unit stands in the lane of its office"
    [lane] = [group for group in map_.groups if group.key in lanes]
    assert lane.remark == "1 tidak berubah"
    assert lane.url.endswith(f"sampai=2028-01-01&opd={office.id}")
    assert any("PT Baru" in cell for row in map_.facts.rows for cell in row.cells)


def test_what_one_may_not_read_is_no_change_and_of_others_nothing_is_told(
    session, office
):
    other = make.office(session, "Dinas Sosial", of=office.government)
    _, _, _, alters = model(session, other)
    neighbour = make.office(session, "Dinas Tetangga")
    an(session, neighbour, Layer.APPLICATION, "ASING", retires_on=date(2027, 1, 1))
    commit(session)
    held = PostHeld(
        Role.OPERATOR, office.id, office.government_id, frozenset({office.id})
    )
    viewer = Viewer(1, "op@contoh.go.id", "Op", (held,))

    map_ = ask(change, session, office, viewer=viewer, compare=LATER)

    assert "PT Baru" not in repr(map_)
    assert str(alters.id) not in {box.key for box in map_.boxes}
    assert "ASING" not in repr(map_)


def test_without_a_later_day_it_is_the_end_of_the_plan_or_a_year_ahead(session, office):
    assert "28 November 2026" not in ask(change, session, office).subtitle
    assert "sampai 22 November 2027" in ask(change, session, office).subtitle
    leap = ask(change, session, office, on=date(2028, 2, 29))
    assert "sampai 28 Februari 2029" in leap.subtitle
    details = PlanDetails(
        title="Peta",
        from_year=2025,
        to_year=2029,
        regulation="Perwali 1",
        set_on=date(2025, 1, 2),
    )
    planning.create_plan(session, office.government, details, state=PlanState.SET)
    assert "sampai 31 Desember 2029" in ask(change, session, office).subtitle
    early = ask(change, session, office, compare=date(2020, 1, 1))
    assert "sampai 31 Desember 2029" in early.subtitle


def test_more_that_changes_takes_no_more_statements(session, office):
    def counted():
        session.expire_all()
        with Statements(session.get_bind()) as made:
            ask(change, session, office, compare=LATER)
        return len(made)

    model(session, office)
    counted()  # what the test itself still holds is read anew once
    few = counted()
    for number in range(8):
        day = date(2027, 1, 1 + number)
        an(session, office, Layer.APPLICATION, f"A{number}", retires_on=day)
    commit(session)
    assert counted() == few
