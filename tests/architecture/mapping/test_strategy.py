"""The strategy as the model relates it: what carries it, what nothing carries."""

import pytest

from architecture import elements
from architecture.layers import Layer, StrategyKind, Verb
from architecture.mapping.strategy import strategy
from architecture.model import Strategy, now
from architecture.reference.calendar import day_of
from tests import make
from tests.architecture.mapping.asked import an, arrows, commit
from tests.architecture.mapping.asked import ask as ask_on
from tests.browser import Statements


def ask(*args, **by):
    """Ask for today: of another day the rows are outside the session."""
    return ask_on(*args, on=day_of(now()), **by)


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def world(session, office):
    """Return a small cascade, and what carries one of its two indicators."""

    def piece(name, kind):
        return an(session, office, Layer.STRATEGY, name, kind=kind)

    made = {
        "vision": piece("Kota sehat", StrategyKind.VISION),
        "mission": piece("Warga sehat", StrategyKind.MISSION),
        "aim": piece("Derajat kesehatan", StrategyKind.AIM),
        "one": piece("Waktu tunggu", StrategyKind.INDICATOR),
        "two": piece("Stunting", StrategyKind.INDICATOR),
        "service": an(session, office, Layer.SERVICE, "Rawat jalan"),
        "idle": an(session, office, Layer.SERVICE, "Rawat inap"),
        "app": make.application(session, "SIMRS", of=office),
    }
    for source, verb, target in (
        ("mission", Verb.PART_OF, "vision"),
        ("aim", Verb.PART_OF, "mission"),
        ("one", Verb.PART_OF, "aim"),
        ("two", Verb.PART_OF, "aim"),
        ("service", Verb.SERVES, "one"),
        ("service", Verb.SUPPORTED_BY, "app"),
        ("idle", Verb.SUPPORTED_BY, "app"),
    ):
        elements.relate(session, made[source], verb, made[target])
    commit(session)
    return made


def test_the_cascade_stands_before_what_carries_its_indicators(session, office, world):
    app = world["app"].name

    map_ = ask(strategy, session, office)

    assert [(box.label, box.column) for box in map_.boxes] == [
        ("Kota sehat", 0),
        ("Warga sehat", 1),
        ("Derajat kesehatan", 2),
        ("Stunting", 4),
        ("Waktu tunggu", 4),
        ("Rawat jalan", 6),
        (app, 7),
    ]
    assert ("Rawat jalan", "mendukung capaian", "Waktu tunggu") in arrows(map_)
    assert ("Rawat jalan", "didukung oleh", app) in arrows(map_)
    assert [box.label for box in map_.boxes if box.remark] == ["Stunting"]
    assert "1 indikator belum didukung apa pun" in map_.note
    assert map_.note.endswith("Tidak mendukung indikator mana pun: 1 layanan.")


def test_with_an_indicator_in_the_middle_only_its_own_line_is_shown(
    session, office, world
):
    map_ = ask(strategy, session, office, focus=world["two"])

    assert {box.label for box in map_.boxes} == {
        "Kota sehat",
        "Warga sehat",
        "Derajat kesehatan",
        "Stunting",
    }
    assert map_.title == "Strategi Stunting"


def test_a_large_strategy_takes_as_many_statements_and_becomes_a_box_a_column(
    session, office, world
):
    counts, maps = [], []
    session.expire_all()
    for _ in range(2):
        one = session.get(Strategy, world["one"].id)
        with Statements(session.get_bind()) as statements:
            maps.append(ask(strategy, session, office))
        counts.append(len(statements))
        session.expire_all()
        one = session.get(Strategy, one.id)
        for number in range(140):
            each = an(session, office, Layer.SERVICE, f"Layanan {number}")
            elements.relate(session, each, Verb.SERVES, one)
        commit(session)

    assert counts[1] <= counts[0]
    assert [each.grouped for each in maps] == [False, True]
    assert "147 elemen dirangkum per kolom" in maps[1].note
    assert [box.label for box in maps[1].boxes] == ["1", "1", "1", "2", "141", "1"]
    served = {row.cells[0]: row.cells[3] for row in maps[1].facts.rows}
    assert served[world["one"].name] == "141"
    assert len(maps[1].facts.rows) == 5


def test_of_very_many_the_same_is_told_without_reading_their_names(
    session, office, world, monkeypatch
):
    for number in range(140):
        each = an(session, office, Layer.SERVICE, f"Layanan {number}")
        elements.relate(session, each, Verb.SERVES, world["one"])
    commit(session)
    few = ask(strategy, session, office)
    monkeypatch.setattr("architecture.mapping.strategy.ENOUGH", 10)

    many = ask(strategy, session, office)

    assert (many.boxes, many.facts, many.note) == (few.boxes, few.facts, few.note)
