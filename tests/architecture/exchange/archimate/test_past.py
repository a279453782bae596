"""The file of what was known on a day is the file that was written on that day."""

import io
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from sqlalchemy import select

from architecture import elements, scheduling
from architecture.exchange.archimate import contents
from architecture.exchange.archimate.reading import Unreadable
from architecture.layers import Sharing, Verb
from architecture.model import Element
from tests import make
from tests.architecture.days import BEGUN, FIRST, TURNS, Past, morning, seal
from tests.architecture.exchange.archimate.moving import (
    SPACE,
    bring_in,
    by_identifier,
    model,
    node,
    take_out,
)
from tests.architecture.registration.office import office

NEXT = FIRST + timedelta(1)


def told(file):
    """Return what a file says of elements and relations, to be compared."""
    return {
        name: etree.tostring(each, method="c14n", with_tail=False)
        for name, each in by_identifier(file).items()
    }


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TURNS, max_size=15))
def test_the_file_of_a_day_equals_the_one_that_was_written_then(session, steps):
    kota = office(session)
    past = Past(
        session,
        kota.dinas,
        lambda: told(take_out(session, kota.government)),
        architect=kota.viewer("architect"),
        other=kota.kominfo,
    )
    past.live([*BEGUN, *steps])
    for day, expected in past.evenings.items():
        found = take_out(session, kota.government, known_on=day)
        assert told(found) == expected
    before = take_out(session, kota.government, known_on=FIRST - timedelta(1))
    assert told(before) == {}
    session.rollback()


def test_it_validates_names_others_as_they_were_called_and_is_never_read(
    session, schema
):
    home, other = make.office(session), make.office(session)
    with morning(FIRST):
        file = model(f"<elements>{node('a', title='Dari alat')}</elements>")
        bring_in(session, home.government, file)
        one = make.application(session, of=home, name="Asal lama")
        two = make.application(
            session, of=other, name="Tujuan lama", sharing=Sharing.PROFILE
        )
        elements.relate(session, one, Verb.EXCHANGES, two)
        seal(session)
    with morning(NEXT):
        elements.revise(session, one, {"name": "Asal baru"})
        elements.revise(session, two, {"name": "Tujuan baru"})
        seal(session)
    found = take_out(session, home.government, known_on=FIRST)
    root = etree.fromstring(found)
    schema.assertValid(root)
    names = {
        each.get("identifier"): each.findtext(f"{{{SPACE}}}name")
        for each in root.iter(f"{{{SPACE}}}element")
    }
    assert sorted(names.values()) == ["Asal lama", "Dari alat", "Tujuan lama"]
    assert names["a"] == "Dari alat"
    assert root.findtext(f"{{{SPACE}}}name").endswith("diketahui pada 1 Maret 2026")
    with pytest.raises(Unreadable, match="Hanya untuk dibaca"):
        contents.read(io.BytesIO(found))


def test_the_file_of_a_day_ahead_says_what_is_planned_and_is_never_read(
    session, schema
):
    city = make.government(session, "Kota Uji")
    dinas = make.office(session, of=city)
    brought = model(f"<elements>{node('a', title='Dari alat')}</elements>")
    bring_in(session, city, brought)
    one = make.application(session, of=dinas, name="Presensi")
    two = make.application(session, of=dinas, name="Gaji")
    kept = session.scalars(select(Element).where(Element.name == "Dari alat")).one()
    tie = elements.relate(
        session, one, Verb.EXCHANGES, two, attributes={"note": "tiap malam"}
    )
    day = FIRST.replace(year=2090)
    scheduling.plan(session, one, {"name": "Presensi Baru"}, on=day)
    scheduling.plan(session, kept, {"name": "Alat Baru"}, on=day)
    scheduling.plan_relation(session, tie, {"note": "seketika"}, on=day)

    eve, ahead = (
        take_out(session, city, on=each) for each in (day - timedelta(1), day)
    )

    schema.assertValid(etree.fromstring(ahead))
    for old, new in [("Presensi", "Presensi Baru"), ("Dari alat", "Alat Baru")]:
        assert f">{old}<".encode() in eve
        assert f">{new}<".encode() not in eve
        assert f">{new}<".encode() in ahead
        assert f">{old}<".encode() not in ahead
    assert b"tiap malam" in eve
    assert b"seketika" in ahead
    assert b"tiap malam" not in ahead
    assert session.scalars(select(Element.name).where(Element.id == one.id)).one() == (
        "Presensi"
    )
    with pytest.raises(Unreadable, match="tanpa tanggal"):
        contents.read(io.BytesIO(ahead))
