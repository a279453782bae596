"""What may be done to elements of all layers, and what is refused."""

from datetime import date
from decimal import Decimal

import pytest

from architecture import elements, history, referencing
from architecture.elements.changing import CLASSES
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import (
    FIELDS,
    PREFIXES,
    InfrastructureKind,
    Layer,
    SecurityKind,
    Sharing,
    Status,
    StrategyKind,
)
from tests import make

OTHERS = [layer for layer in Layer if layer is not Layer.APPLICATION]


@pytest.mark.parametrize("layer", Layer)
def test_every_field_of_a_layer_has_a_column(layer):
    columns = set(CLASSES[layer].__mapper__.columns.keys())

    assert {field.name for field in FIELDS[layer]} <= columns


@pytest.mark.parametrize("layer", Layer)
def test_an_element_of_each_layer_gets_the_next_code_of_its_layer(session, layer):
    office = make.office(session)
    stated = {"name": "Satu"}

    one = elements.add(session, office, layer, stated)
    two = elements.add(session, office, layer, stated)

    prefix = PREFIXES[layer]
    assert [one.code, two.code] == [f"{prefix}-0001", f"{prefix}-0002"]
    assert isinstance(one, CLASSES[layer])


def test_what_people_type_becomes_values_of_the_fields_kind(session):
    office = make.office(session)

    server = elements.add(
        session,
        office,
        Layer.INFRASTRUCTURE,
        {"name": "Server A", "kind": "Server", "used_percent": "78 %"},
    )
    indicator = elements.add(
        session,
        office,
        Layer.STRATEGY,
        {"name": "Indeks SPBE", "kind": "INDICATOR", "target_value": "4,20"},
    )
    audit = elements.add(
        session,
        office,
        Layer.SECURITY,
        {"name": "Audit", "kind": "Audit keamanan", "held_on": "14 Agustus 2026"},
    )

    assert (server.kind, server.used_percent) == (InfrastructureKind.SERVER, 78)
    assert indicator.kind is StrategyKind.INDICATOR
    assert indicator.target_value == Decimal("4.20")
    assert (audit.kind, audit.held_on) == (SecurityKind.AUDIT, date(2026, 8, 14))


@pytest.mark.parametrize(
    ("layer", "stated", "wrong"),
    [
        (Layer.BUSINESS, {"name": "  "}, {"name"}),
        (Layer.BUSINESS, {}, {"name"}),
        (Layer.INFRASTRUCTURE, {"name": "A", "used_percent": "101"}, {"used_percent"}),
        (Layer.INFRASTRUCTURE, {"name": "A", "kind": "Kapal"}, {"kind"}),
        (Layer.STRATEGY, {"name": "A", "target_value": "naik"}, {"target_value"}),
        (Layer.SERVICE, {"name": "A" * 201}, {"name"}),
        (Layer.DATA, {"name": "A", "reference_codes": "RAD.99"}, {"reference_codes"}),
    ],
)
def test_what_is_wrong_is_refused_by_field_and_nothing_is_added(
    session, layer, stated, wrong
):
    referencing.load(session)
    office = make.office(session)

    with pytest.raises(Invalid) as refused:
        elements.add(session, office, layer, stated)

    assert set(refused.value.problems) == wrong
    assert not session.new


def test_a_word_must_be_one_that_is_offered_but_what_stands_there_may_stay(session):
    referencing.load(session)
    office = make.office(session)
    data = elements.add(
        session, office, Layer.DATA, {"name": "Data", "nature": "terbatas"}
    )
    assert data.nature == "Terbatas"
    with pytest.raises(Invalid) as refused:
        elements.revise(session, data, {"nature": "Istimewa"})
    assert "Publik, Terbatas" in refused.value.problems["nature"][0]

    data.nature = "Kata lama"
    changed = elements.revise(session, data, {"nature": "Kata lama", "purpose": "Uji"})

    assert changed == {"purpose": ("", "Uji")}


@pytest.mark.parametrize("layer", OTHERS)
def test_what_stands_in_other_layers_is_not_shared_with_other_governments(
    session, layer
):
    element = elements.add(session, make.office(session), layer, {"name": "Satu"})

    assert element.sharing is Sharing.NOTHING


def test_the_history_tells_what_was_stated_and_what_changed(session):
    office = make.office(session)
    service = elements.add(
        session, office, Layer.SERVICE, {"name": "Layanan", "method": "Daring"}
    )
    history.seal(session, by="uji")
    elements.revise(session, service, {"method": "Tatap muka", "name": "Layanan"})
    history.seal(session, by="uji")
    session.commit()

    last, first = history.of(session, service)
    assert last.values == {"method": ["Daring", "Tatap muka"]}
    assert first.values["method"] == [None, "Daring"]


def test_the_second_of_two_who_change_the_same_is_told(session):
    office = make.office(session)
    process = elements.add(session, office, Layer.BUSINESS, {"name": "Proses"})
    history.seal(session, by="uji")
    session.commit()
    seen = process.version
    elements.revise(session, process, {"target": "Lebih cepat"}, version=seen)
    history.seal(session, by="uji")
    session.commit()

    with pytest.raises(Changed):
        elements.revise(session, process, {"target": "Lebih murah"}, version=seen)


def test_a_change_of_a_field_of_its_layer_alone_counts_as_a_change(session):
    office = make.office(session)
    server = elements.add(session, office, Layer.INFRASTRUCTURE, {"name": "Server"})
    history.seal(session, by="uji")
    session.commit()
    seen = server.version

    elements.revise(session, server, {"memory": "64 GB"})
    history.seal(session, by="uji")
    session.commit()

    assert server.version > seen


def test_an_element_ends_once_and_with_a_reason(session):
    service = elements.add(
        session, make.office(session), Layer.SERVICE, {"name": "Layanan"}
    )
    with pytest.raises(Invalid):
        elements.retire(session, service, on=date(2026, 1, 1), reason=" ")

    elements.retire(session, service, on=date(2026, 1, 1), reason="Digabung")

    assert service.status is Status.RETIRED
    assert service.retires_on == date(2026, 1, 1)
    with pytest.raises(WrongState):
        elements.retire(session, service, on=date(2026, 1, 1), reason="Lagi")


def test_no_life_ends_before_it_begins(session):
    office = make.office(session)

    with pytest.raises(Invalid) as refused:
        elements.add(
            session,
            office,
            Layer.SERVICE,
            {"name": "Layanan"},
            live_on=date(2026, 5, 1),
            retires_on=date(2026, 4, 30),
        )

    assert "retires_on" in refused.value.problems


def test_a_search_never_looks_into_restricted_fields(session):
    office = make.office(session)

    server = elements.add(
        session,
        office,
        Layer.INFRASTRUCTURE,
        {"name": "Server A", "location": "Bawah tangga", "provider": "Pemkot"},
    )

    assert "pemkot" in server.search_text
    assert "bawah tangga" not in server.search_text
