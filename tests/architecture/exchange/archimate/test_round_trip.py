"""Models go in and out, and nothing is lost or changed on the way."""

from datetime import date

import pytest
from lxml import etree
from sqlalchemy import func, select

from architecture import elements, inventory
from architecture.layers import Verb
from architecture.model import Application, Element, ExchangeItem, Relation
from tests import make
from tests.architecture.exchange.archimate.moving import (
    bring_in,
    canonical,
    foreseen,
    line,
    model,
    node,
    take_out,
)

pytestmark = pytest.mark.database


def test_the_example_of_the_standard_comes_out_as_it_went_in(session, example, schema):
    city = make.government(session, "Kota Uji")
    bring_in(session, city, example)
    file = take_out(session, city)
    schema.assertValid(etree.fromstring(file))
    assert canonical(file) == canonical(example)


def test_a_second_import_of_the_same_file_changes_nothing(session, example):
    city = make.government(session, "Kota Uji")
    first = bring_in(session, city, example)
    again = foreseen(session, city, example)
    assert first.counts["created"] > 90
    assert again.counts["unchanged"] == len(again.lines)
    assert not again.writes


def test_what_a_government_has_comes_back_as_it_is(session, city, schema):
    elements.retire(session, city.other, on=date(2026, 1, 1), reason="diganti")
    file = take_out(session, city.government)
    schema.assertValid(etree.fromstring(file))
    again = foreseen(session, city.government, file)
    assert {each.action.name for each in again.lines} == {"UNCHANGED"}
    assert not again.writes
    assert not again.notes


def test_an_exported_government_can_be_built_anew_from_its_file(session, city):
    file = take_out(session, city.government)
    before = told(session, city.government)
    other = make.government(session, "Kota Lain")
    make.office(session, "Dinas Lain", of=other, code="D2")
    plan = bring_in(session, other, file.replace(b">D1<", b">D2<"))
    assert {each.action.name for each in plan.lines} == {"CREATED", "UNCHANGED"}
    assert told(session, other) == before


def test_an_edit_in_the_portal_is_all_that_changes_in_the_file(
    session, example, schema
):
    city = make.government(session, "Kota Uji")
    bring_in(session, city, example)
    crm = named(session, "CRM System")
    elements.revise(session, crm, {"name": "Sistem CRM", "languages": "Python"})
    file = take_out(session, city)
    schema.assertValid(etree.fromstring(file))
    old, new = canonical(example).decode(), canonical(file).decode()
    assert new != old
    assert "Sistem CRM" in new
    assert '<value xml:lang="id">Python</value>' in new
    crm = named(session, "Sistem CRM")
    elements.revise(session, crm, {"name": "CRM System", "languages": ""})
    assert canonical(take_out(session, city)) == canonical(example)


def test_an_edit_in_the_tool_updates_the_element(session, example):
    city = make.government(session, "Kota Uji")
    bring_in(session, city, example)
    edited = example.replace(b">CRM System<", b">CRM Baru<")
    plan = bring_in(session, city, edited)
    assert (plan.counts["updated"], plan.counts["created"]) == (1, 0)
    [changed] = [each for each in plan.lines if each.changes]
    assert changed.changes == {"Nama aplikasi": ["CRM System", "CRM Baru"]}
    assert changed.number == edited[: edited.index(b">CRM Baru<")].count(b"\n")
    assert named(session, "CRM Baru").name == "CRM Baru"
    assert canonical(take_out(session, city)) == canonical(edited)


def test_a_relation_removed_in_the_portal_leaves_file_and_views(
    session, example, schema
):
    city = make.government(session, "Kota Uji")
    bring_in(session, city, example)
    before = take_out(session, city)
    for relation in session.scalars(select(Relation)):
        elements.unrelate(session, relation)
    after = take_out(session, city)
    schema.assertValid(etree.fromstring(after))
    assert after.count(b"<relationship ") < before.count(b"<relationship ")
    assert after.count(b"<connection ") < before.count(b"<connection ")


def test_what_does_not_live_on_a_day_is_left_out_with_all_that_shows_it(
    session, example, schema
):
    city = make.government(session, "Kota Uji")
    bring_in(session, city, example)
    crm = named(session, "CRM System")
    elements.retire(session, crm, on=date(2027, 1, 1), reason="diganti")
    crm.live_on = date(2020, 1, 1)
    before = take_out(session, city, on=date(2026, 12, 31))
    after = take_out(session, city, on=date(2027, 1, 1))
    schema.assertValid(etree.fromstring(after))
    assert b">CRM System<" in before
    assert b">CRM System<" not in after


def test_what_a_file_holds_no_more_is_kept_no_more(session):
    city = make.government(session, "Kota Uji")
    some = node("a") + node("b", "BusinessActor")
    bring_in(session, city, model(f"<elements>{some}</elements>"))
    plan = bring_in(session, city, model(f"<elements>{node('a')}</elements>"))
    assert plan.counts["gone"] == 1
    assert b'identifier="b"' not in take_out(session, city)
    assert session.scalar(select(func.count(ExchangeItem.id))) == 1


def test_an_element_that_the_file_holds_no_more_stays_in_the_portal(session):
    city = make.government(session, "Kota Uji")
    both = model(f"<elements>{node('a')}{node('b')}</elements>")
    bring_in(session, city, both)
    bring_in(session, city, model(f"<elements>{node('a')}</elements>"))
    assert session.scalar(select(func.count(Application.id))) == 2
    assert not foreseen(session, city, both).changes


def test_two_models_with_definitions_of_one_name_stand_in_one_file(session, schema):
    city = make.government(session, "Kota Uji")
    for number in "12":
        more = (
            '<properties><property propertyDefinitionRef="propid-1">'
            f"<value>{number}</value></property></properties>"
        )
        body = (
            f"<elements>{node('n' + number, 'BusinessActor', more=more)}</elements>"
            '<propertyDefinitions><propertyDefinition identifier="propid-1" '
            f'type="string"><name>Sifat {number}</name></propertyDefinition>'
            "</propertyDefinitions>"
        )
        file = model(body).replace(b'"model"', f'"model-{number}"'.encode())
        bring_in(session, city, file)
    file = take_out(session, city)
    schema.assertValid(etree.fromstring(file))
    assert file.count(b"<propertyDefinition ") == 2


def test_an_access_of_both_kinds_is_two_relations_and_one_again(session):
    city = make.government(session, "Kota Uji")
    both = line("r", "Access", "a", "d", ' accessType="ReadWrite"')
    file = model(
        f"<elements>{node('a')}{node('d', 'DataObject')}</elements>"
        f"<relationships>{both}</relationships>"
    )
    bring_in(session, city, file)
    rows = session.scalars(select(Relation)).all()
    assert {each.verb for each in rows} == {Verb.USES, Verb.PRODUCES}
    assert b'accessType="ReadWrite"' in take_out(session, city)
    [uses] = [each for each in rows if each.verb is Verb.USES]
    elements.unrelate(session, uses)
    assert b'accessType="Write"' in take_out(session, city)


def named(session, name):
    """Return the element of that name."""
    return session.scalars(select(Element).where(Element.name == name)).one()


def told(session, government):
    """Return what stands in a government, without ids."""
    rows = session.scalars(
        select(Element).where(Element.government_id == government.id)
    )
    found = {}
    for row in rows:
        fields = elements.fields_of(session, government.id, row.layer)
        found[row.code] = (row.layer, row.status, elements.stated_of(row, fields))
    relations = session.scalars(
        select(Relation)
        .join(Element, Element.id == Relation.source_id)
        .where(Element.government_id == government.id)
    )
    links = {
        (each.source.code, each.verb, each.target.code): each.attributes
        for each in relations
    }
    return found, links


def test_what_others_own_goes_along_and_is_never_changed(session, city):
    centre = make.national(session, "Instansi pusat")
    shared = inventory.add(session, centre, {"name": "Aplikasi Pusat"})
    elements.relate(session, city.app, Verb.EXCHANGES, shared)
    file = take_out(session, city.government)
    assert b">Aplikasi Pusat<" in file
    renamed = file.replace(b">Aplikasi Pusat<", b">Nama lain<")
    plan = foreseen(session, city.government, renamed)
    assert {each.action.name for each in plan.lines} == {"UNCHANGED"}
    assert not plan.writes
    elsewhere = make.government(session, "Kota Lain")
    plan = bring_in(session, elsewhere, file)
    [told] = [each for each in plan.lines if each.name == "Aplikasi Pusat"]
    assert told.action.name == "KEPT"
    assert told.reasons == ["Milik instansi lain; tidak diubah."]


def test_what_a_tool_adds_to_our_own_file_is_kept_beside_it(session, city, schema):
    file = take_out(session, city.government)
    more = (
        b'<property propertyDefinitionRef="warna"><value>Merah</value></property>'
        b"</properties>"
    )
    colour = (
        b'<propertyDefinition identifier="warna" type="string"><name>Warna</name>'
        b"</propertyDefinition></propertyDefinitions>"
    )
    added = file.replace(b"</properties>", more, 1)
    added = added.replace(b"</propertyDefinitions>", colour)
    bring_in(session, city.government, added)
    city.process.description = "Diubah di portal"
    out = take_out(session, city.government)
    schema.assertValid(etree.fromstring(out))
    assert b"<value>Merah</value>" in out
    assert b"Diubah di portal" in out
    again = foreseen(session, city.government, take_out(session, city.government))
    assert not again.changes
    assert {each.action.name for each in again.lines} <= {"UNCHANGED", "KEPT"}
