"""What stops, told in elements that the viewer may see."""

from datetime import date

import pytest

from architecture import elements, history, inventory, stopping
from architecture.errors import WrongState
from architecture.impact import Effect
from architecture.layers import Layer, Sharing, Status, Verb
from architecture.scope import full
from tests import make
from tests.browser import Statements

DAY = date(2027, 1, 1)


@pytest.fixture
def city(session):
    return make.office(session, "Dinas Kesehatan")


def an(session, office, layer, name, **life):
    return elements.add(session, office, layer, {"name": name}, **life)


def commit(session):
    history.seal(session, by="uji")
    session.commit()


def ask(session, office, element, on=DAY):
    root = office.government_id
    return stopping.ask(session, full(root), root, element, on=on)


def test_each_layer_is_counted_and_told_what_stops_first(session, city):
    server = an(session, city, Layer.INFRASTRUCTURE, "Peladen")
    near = an(session, city, Layer.APPLICATION, "Bertukar")
    far = an(session, city, Layer.APPLICATION, "SIMPEG")
    on_it = an(session, city, Layer.INFRASTRUCTURE, "Mesin virtual")
    elements.relate(session, near, Verb.CONNECTED_TO, server)
    elements.relate(session, on_it, Verb.RUNS_ON, server)
    elements.relate(session, far, Verb.RUNS_ON, on_it)
    commit(session)

    answer = ask(session, city, server)

    assert answer.counts()[Layer.APPLICATION] == {
        Effect.STOPS: 1,
        Effect.WEAKENED: 1,
    }
    rows = stopping.told(session, answer, answer.of(Layer.APPLICATION))
    assert [(each.element.name, each.effect, each.hops) for each in rows] == [
        ("SIMPEG", Effect.STOPS, 2),
        ("Bertukar", Effect.WEAKENED, 1),
    ]
    assert [
        (clause.source.name, clause.verb, clause.target.name, clause.reached.name)
        for clause in rows[0].path
    ] == [
        ("Mesin virtual", Verb.RUNS_ON, "Peladen", "Mesin virtual"),
        ("SIMPEG", Verb.RUNS_ON, "Mesin virtual", "SIMPEG"),
    ]


def test_what_others_do_not_share_is_counted_apart_and_stays_unnamed(session, city):
    province = make.office(session, "Dinas provinsi")
    own = an(session, city, Layer.APPLICATION, "SIMPEG")
    hidden = an(
        session, province, Layer.APPLICATION, "Rahasia", sharing=Sharing.NOTHING
    )
    shown = an(session, province, Layer.APPLICATION, "Bersama", sharing=Sharing.PROFILE)
    mine = an(session, city, Layer.SERVICE, "Layanan cuti")
    for each in (hidden, shown):
        elements.relate(session, each, Verb.USES, own)
    elements.relate(session, mine, Verb.SUPPORTED_BY, hidden)
    commit(session)

    answer = ask(session, city, own)

    assert answer.hidden == 1
    assert len(answer) == 2
    [application] = stopping.told(session, answer, answer.of(Layer.APPLICATION))
    assert application.element.name == "Bersama"
    [service] = stopping.told(session, answer, answer.of(Layer.SERVICE))
    assert [(step.source, step.reached) for step in service.path] == [
        (None, None),
        (mine, mine),
    ]
    theirs = stopping.ask(
        session, full(province.government_id), province.government_id, hidden, on=DAY
    )
    assert theirs.hidden == 1, "the service of the city is not theirs to see"
    assert len(theirs) == 0


def test_what_is_not_there_on_the_day_is_refused_with_a_sentence(session, city):
    retired = an(session, city, Layer.APPLICATION, "Lama", status=Status.RETIRED)
    planned = an(
        session,
        city,
        Layer.APPLICATION,
        "Baru",
        status=Status.PLANNED,
        live_on=date(2028, 1, 1),
    )
    commit(session)

    for element in (retired, planned):
        with pytest.raises(WrongState, match="tanggal itu"):
            ask(session, city, element)
    assert len(ask(session, city, planned, date(2028, 1, 1))) == 0


def test_a_national_application_is_asked_in_the_model_of_who_uses_it(session, city):
    centre = make.national(session)
    national = inventory.add(session, centre, {"name": "SRIKANDI"})
    service = an(session, city, Layer.SERVICE, "Layanan naskah dinas")
    elements.relate(session, service, Verb.SUPPORTED_BY, national)
    commit(session)

    answer = ask(session, city, national)

    [row] = stopping.told(session, answer, answer.of(Layer.SERVICE))
    assert (row.element.id, row.effect) == (service.id, Effect.STOPS)


def test_statements_do_not_grow_with_what_is_reached(session, engine, city):
    server = an(session, city, Layer.INFRASTRUCTURE, "Peladen")

    def statements(many):
        for number in range(many):
            each = an(session, city, Layer.APPLICATION, f"Aplikasi {number}")
            elements.relate(session, each, Verb.RUNS_ON, server)
        commit(session)
        ask(session, city, server)  # what changed is read again
        session.expunge_all()
        here = elements.find(session, full(city.government_id), server.id)
        with Statements(engine) as sent:
            answer = ask(session, city, here)
            stopping.told(session, answer, answer.of(Layer.APPLICATION))
        return len(sent)

    assert statements(2) == statements(30)
