"""The six layers of a service: what the model relates, and nothing of others."""

import pytest

from architecture import elements
from architecture.layers import Layer, Verb
from architecture.mapping.six_layers import six_layers
from architecture.mapping.surroundings import surroundings
from architecture.maps.choices import Way
from architecture.maps.content import HIDDEN, Item, Link, Office
from architecture.maps.views import six_layers as maps
from architecture.model import now
from architecture.reference.calendar import day_of
from tests import make
from tests.architecture.mapping.asked import DAY, an, arrows, commit
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
    """Return a service with a process above and a stack beneath, by short names."""
    made = {
        "process": an(session, office, Layer.BUSINESS, "Pelayanan rujukan"),
        "service": an(session, office, Layer.SERVICE, "Rawat jalan"),
        "other": an(session, office, Layer.SERVICE, "Rawat inap"),
        "app": make.application(session, "SIMRS", of=office),
        "partner": make.application(session, "LALA", of=office),
        "data": an(session, office, Layer.DATA, "Rekam medis"),
        "vm": an(session, office, Layer.INFRASTRUCTURE, "VM 1", kind="SERVER"),
        "room": an(session, office, Layer.INFRASTRUCTURE, "Ruang", kind="SERVER"),
    }
    for source, verb, target in (
        ("process", Verb.REALISES, "service"),
        ("service", Verb.SUPPORTED_BY, "app"),
        ("other", Verb.SUPPORTED_BY, "app"),
        ("app", Verb.EXCHANGES, "partner"),
        ("app", Verb.PRODUCES, "data"),
        ("app", Verb.USES, "data"),
        ("app", Verb.RUNS_ON, "vm"),
        ("vm", Verb.RUNS_ON, "room"),
    ):
        elements.relate(session, made[source], verb, made[target])
    commit(session)
    return made


def labels(map_):
    return {box.label for box in map_.boxes}


def test_a_service_stands_on_what_is_related_below_it_and_names_the_holes(
    session, office, world
):
    map_ = ask(six_layers, session, office, focus=world["service"])

    assert [group.label for group in map_.groups] == [
        "Proses Bisnis",
        "Layanan",
        "Aplikasi",
        "Data dan Informasi",
        "Infrastruktur",
        "Infrastruktur penopangnya",
        "Keamanan",
    ]
    assert [box.label for box in map_.boxes] == [
        "Pelayanan rujukan",
        "Rawat jalan",
        world["app"].name,
        "Rekam medis",
        "VM 1",
        "Ruang",
        "Belum ada keamanan yang dihubungkan",
    ]
    assert arrows(map_) == sorted(
        [
            ("Pelayanan rujukan", "diwujudkan oleh", "Rawat jalan"),
            ("Rawat jalan", "didukung oleh", world["app"].name),
            (world["app"].name, "menghasilkan, memakai", "Rekam medis"),
            (world["app"].name, "berjalan di", "VM 1"),
            ("VM 1", "berjalan di", "Ruang"),
        ]
    )
    assert "Belum ada yang dihubungkan pada lapisan: Keamanan." in map_.note
    assert "1 data dan informasi belum dicatat tempat penyimpanannya." in map_.note


def test_an_application_in_the_middle_shows_all_services_above_it(
    session, office, world
):
    map_ = ask(six_layers, session, office, focus=world["app"])

    assert {"Pelayanan rujukan", "Rawat jalan", "Rawat inap"} <= labels(map_)
    assert world["partner"].name not in labels(map_)


def test_a_stack_of_another_government_is_an_unnamed_box(session, office, world):
    theirs = make.office(session, "Kominfo Lain", code="LAIN")
    vault = an(session, theirs, Layer.INFRASTRUCTURE, "Brankas Lain", kind="SERVER")
    elements.relate(session, world["app"], Verb.RUNS_ON, vault)
    commit(session)
    map_ = ask(six_layers, session, office, focus=world["service"])

    assert HIDDEN in labels(map_)
    assert "Brankas Lain" not in repr(map_)


def test_the_number_of_statements_does_not_grow_with_what_carries_it(
    session, office, world
):
    def asked():
        session.expire_all()
        with Statements(session.get_bind()) as statements:
            ask(six_layers, session, office, focus=world["service"])
        return len(statements)

    asked()
    few = asked()
    for number in range(12):
        app = make.application(session, f"A{number}", of=office)
        elements.relate(session, world["service"], Verb.SUPPORTED_BY, app)
        elements.relate(session, app, Verb.RUNS_ON, world["vm"])
    commit(session)

    assert asked() == few


def test_above_the_limit_those_of_an_office_are_one_box_a_layer():
    items = [Item(key="1", name="Layanan", layer=Layer.SERVICE, office="7")]
    items += [
        Item(key=f"{n}", name=f"A{n}", layer=Layer.APPLICATION, office=f"{7 + n % 2}")
        for n in range(10, 30)
    ]
    links = [Link("1", Verb.SUPPORTED_BY, each.key) for each in items[1:]]
    offices = {"7": Office("office-7", "Dinkes"), "8": Office("office-8", "RSUD")}

    map_ = maps.six_layers("1", items, links, offices, scope="", on=DAY, limit=9)

    assert [(box.label, box.remark) for box in map_.boxes if not box.pattern] == [
        ("Layanan", ""),
        ("10 aplikasi", "Dinkes"),
        ("10 aplikasi", "RSUD"),
    ]
    assert [arrow.label for arrow in map_.arrows] == ["didukung oleh (10)"] * 2
    assert map_.grouped
    assert len(map_.facts.rows) == len(links)


def test_the_surroundings_lead_only_up_or_down_when_asked(session, office, world):
    def near(way):
        app = world["app"]
        map_ = ask(surroundings, session, office, focus=app, way=way, hops=2)
        assert map_.subtitle.count(way.value) == 1
        return labels(map_) - {app.name}

    assert {"VM 1", "Ruang"} <= near(Way.DOWN)
    assert not {"Rawat jalan", "Pelayanan rujukan"} & near(Way.DOWN)
    assert {"Rawat jalan", "Rawat inap", "Pelayanan rujukan"} <= near(Way.UP)
    assert not {"VM 1", "Ruang"} & near(Way.UP)
    assert world["partner"].name not in near(Way.UP) | near(Way.DOWN)
