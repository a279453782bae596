"""What an import says it will do, line by line."""

from datetime import date

import pytest
from sqlalchemy import select

from architecture import elements, history, undoing
from architecture.archimate.rules import allows
from architecture.errors import Refused
from architecture.layers import InfrastructureKind, Layer, Status, Verb
from architecture.model import Element, Infrastructure, Relation
from architecture.undoing import State
from tests import make
from tests.architecture.exchange.archimate.moving import (
    bring_in,
    by_identifier,
    foreseen,
    line,
    model,
    node,
    take_out,
)

XSI_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"


@pytest.fixture
def town(session):
    """Give an empty government."""
    return make.government(session, "Kota Uji")


def of(plan, name):
    """Return the line of a thing."""
    [found] = [each for each in plan.lines if each.identifier == name]
    return found


def test_a_relation_that_breaks_a_rule_is_told_with_its_line_and_never_exported(
    session, town, schema
):
    wrong = line("salah", "Composition", "a", "b")
    above = line("atas", "Association", "salah", "a")
    file = model(
        f"<elements>\n{node('a')}{node('b', 'Goal')}</elements>"
        f"<relationships>\n{wrong}{above}</relationships>"
    )
    plan = bring_in(session, town, file)
    told = of(plan, "salah")
    assert (told.action.name, told.number) == ("REFUSED", 7)
    assert "Composition dari ApplicationComponent ke Goal" in told.reasons[0]
    assert plan.counts["refused"] == 1
    kept = by_identifier(take_out(session, town))
    assert set(kept) == {"a", "b"}


def test_relations_to_relations_and_junctions_are_kept(session, town, schema):
    things = node("a") + node("b") + node("j", "AndJunction")
    several = (
        line("f", "Flow", "a", "b")
        + line("o", "Association", "f", "b")
        + line("j1", "Flow", "a", "j")
        + line("j2", "Flow", "j", "b")
    )
    body = f"<elements>{things}</elements><relationships>{several}</relationships>"
    plan = bring_in(session, town, model(body))
    assert of(plan, "f").action.name == "CREATED"
    assert {of(plan, name).action.name for name in ("o", "j", "j1", "j2")} == {"KEPT"}
    assert set(by_identifier(take_out(session, town))) == {
        *("a", "b", "j", "f", "o", "j1", "j2")
    }


def test_what_goes_in_a_circle_is_kept_and_said(session, town):
    several = "".join(
        line(f"c{one}", "Aggregation", one, other) for one, other in ("ab", "bc", "ca")
    )
    body = "".join(node(name) for name in "abc")
    plan = bring_in(
        session,
        town,
        model(f"<elements>{body}</elements><relationships>{several}</relationships>"),
    )
    kinds = [of(plan, f"c{name}").action.name for name in "abc"]
    assert sorted(kinds) == ["CREATED", "CREATED", "KEPT"]
    assert any(
        "dirinya sendiri" in text for each in plan.lines for text in each.reasons
    )


def test_a_name_that_is_too_long_leaves_the_element_as_it_is(session, town):
    body = node("a", title="x" * 300) + node("b")
    flow = line("f", "Flow", "a", "b")
    file = model(f"<elements>{body}</elements><relationships>{flow}</relationships>")
    plan = bring_in(session, town, file)
    assert of(plan, "a").action.name == "KEPT"
    assert "paling panjang 200" in " ".join(of(plan, "a").reasons)
    assert of(plan, "f").action.name == "KEPT"
    assert set(by_identifier(take_out(session, town))) == {"a", "b", "f"}


def test_one_wrong_property_leaves_only_that_field_out(session, town):
    more = (
        '<properties><property propertyDefinitionRef="p1"><value>ABC.99</value>'
        '</property><property propertyDefinitionRef="p2"><value>Web</value>'
        "</property></properties>"
    )
    defined = "".join(
        f'<propertyDefinition identifier="{name}" type="string"><name>SPBE {label}'
        "</name></propertyDefinition>"
        for name, label in [
            ("p1", "Kode arsitektur referensi"),
            ("p2", "Basis aplikasi"),
        ]
    )
    file = model(
        f"<elements>{node('a', more=more)}</elements>"
        f"<propertyDefinitions>{defined}</propertyDefinitions>"
    )
    plan = bring_in(session, town, file)
    assert of(plan, "a").action.name == "CREATED"
    assert "bukan kode arsitektur" in " ".join(of(plan, "a").reasons)
    [made] = session.scalars(select(Element))
    assert made.platforms == ["WEB"]
    assert b"ABC.99" in take_out(session, town)


def test_renumbered_definitions_are_known_by_their_names(session, city):
    file = take_out(session, city.government)
    renumbered = file.replace(b'"eap-', b'"propid-')
    plan = foreseen(session, city.government, renumbered)
    assert not plan.changes


def test_a_second_model_that_calls_another_thing_the_same_shows_the_change(
    session, town
):
    bring_in(session, town, model(f"<elements>{node('a', title='Satu')}</elements>"))
    other = model(f"<elements>{node('a', title='Dua')}</elements>")
    plan = foreseen(session, town, other.replace(b'"model"', b'"lain"'))
    assert of(plan, "a").changes == {"Nama aplikasi": ["Satu", "Dua"]}


def test_the_owner_of_what_names_none_is_chosen(session, town):
    office = make.office(session, "Dinas Satu", of=town, code="D1")
    bring_in(session, town, model(f"<elements>{node('a')}</elements>"), owner=office)
    [made] = session.scalars(select(Element))
    assert made.organisation_id == office.id


def test_what_was_ended_in_the_portal_stays_ended_and_is_said(session, town):
    file = model(f"<elements>{node('a')}</elements>")
    bring_in(session, town, file)
    [made] = session.scalars(select(Element))
    elements.retire(session, made, on=date(2026, 5, 1), reason="diganti")
    plan = bring_in(session, town, file)
    assert "1 elemen di berkas ini sudah tidak aktif" in plan.notes[0]
    [kept] = session.scalars(select(Element))
    assert kept.status is Status.RETIRED


def test_what_an_undo_of_the_import_ended_lives_again_with_a_second_import(
    session, town
):
    ended = (
        '<properties><property propertyDefinitionRef="s"><value>Tidak aktif</value>'
        "</property></properties>"
    )
    file = model(
        f"<elements>{node('a', title='A')}{node('b', title='B')}"
        f"{node('c', title='C', more=ended)}</elements>"
        f"<relationships>{line('f', 'Flow', 'a', 'b')}</relationships>"
        '<propertyDefinitions><propertyDefinition identifier="s" type="string">'
        "<name>SPBE Status</name></propertyDefinition></propertyDefinitions>"
    )
    bring_in(session, town, file)
    before = as_it_is(session)
    [entry] = history.seal(session, by="uji")
    seen = undoing.foresee(session, entry, lambda _: True)
    assert len(seen.of(State.READY)) == 3
    assert [each.why for each in seen.of(State.STAYS)] == [
        "Sudah tidak aktif; catatannya tidak dihapus."
    ]
    undoing.undo(session, entry, lambda _: True, seen=seen.token)
    history.seal(session, by="uji")
    assert as_it_is(session) != before

    plan = bring_in(session, town, file)
    assert plan.counts["updated"] == 2
    assert "kini dicatat lagi" in of(plan, "a").reasons[0]
    assert as_it_is(session) == before
    assert not bring_in(session, town, file).changes


def as_it_is(session):
    """Return which elements live, and what is related."""
    session.expire_all()
    relations = session.scalars(select(Relation))
    return (
        {each.name: each.status for each in session.scalars(select(Element))},
        {(each.source_id, each.target_id) for each in relations},
    )


def test_devices_and_software_wait_to_be_sorted(session, town):
    body = node("a", "Device") + node("b", "CommunicationNetwork")
    bring_in(session, town, model(f"<elements>{body}</elements>"))
    kinds = [row.kind for row in session.scalars(select(Infrastructure))]
    assert kinds == [InfrastructureKind.UNKNOWN, InfrastructureKind.INTRANET]
    assert b"SPBE" not in take_out(session, town)


def test_elements_of_another_government_are_not_touched(session, town):
    bring_in(session, town, model(f"<elements>{node('a')}</elements>"))
    other = make.government(session, "Kabupaten Dua")
    bring_in(session, other, model(f"<elements>{node('a', title='B')}</elements>"))
    rows = session.execute(select(Element.government_id, Element.name)).all()
    assert sorted(rows) == [(town.id, "Nama"), (other.id, "B")]


def test_no_relation_of_ours_breaks_a_rule_whatever_relates(session, city, schema):
    made = {}
    for layer in Layer:
        fields = elements.fields_of(session, city.government.id, layer)
        kind = next((each for each in fields if each.name == "kind"), None)
        for member in kind.members if kind else [""]:
            stated = {"name": f"{layer.name} {member}"}
            stated |= {"kind": member} if member else {}
            made[layer, member] = city.add(layer, stated)
    for source in made.values():
        for target in made.values():
            for verb in Verb:
                try:
                    elements.relate(session, source, verb, target)
                except Refused:
                    continue
    file = take_out(session, city.government)
    found = by_identifier(file)
    types = {name: each.get(XSI_TYPE) for name, each in found.items()}
    broken = [
        (types[each.get("source")], types[name], types[each.get("target")])
        for name, each in found.items()
        if each.get("source")
        and not allows(
            types[each.get("source")], types[name], types[each.get("target")]
        )
    ]
    assert not broken
    again = foreseen(session, city.government, file)
    assert {each.action.name for each in again.lines} == {"UNCHANGED"}
