"""Maps from the model: what is there, what the viewer may see, how far."""

from datetime import date

import pytest

from architecture import elements, history, inventory
from architecture.layers import (
    ALLOWED,
    ApplicationType,
    Layer,
    Sharing,
    Status,
    Verb,
)
from architecture.mapping import landscape as mapped
from architecture.mapping.asking import Asked
from architecture.mapping.surroundings import surroundings as around
from architecture.scope import full
from tests import make
from tests.architecture.mapping.asked import ADDRESSES, DAY
from tests.browser import Statements


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


@pytest.fixture
def viewer(office):
    return full(office.government_id)


def landscape(session, viewer, office, **by):
    asked = Asked(government=office.government, on=DAY, addresses=ADDRESSES, **by)
    return mapped.landscape(session, viewer, asked)


def surroundings(session, viewer, element, **by):
    asked = Asked(
        government=element.government,
        on=DAY,
        addresses=ADDRESSES,
        focus=element,
        **by,
    )
    return around(session, viewer, asked)


def test_every_application_stands_in_its_office_and_leads_to_its_page(
    session, office, viewer
):
    one = make.application(session, "SIMPUS", of=office)
    make.application(session, "Situs", of=office, type=ApplicationType.WEBSITE)

    map_ = landscape(session, viewer, office)

    [box] = map_.boxes
    assert (box.label, box.url) == ("SIMPUS", f"/aplikasi/{one.id}")
    assert [group.label for group in map_.groups] == ["Dinkes"]
    assert len(map_.facts.rows) == 1


def test_what_is_used_of_other_owners_has_a_frame_that_comes_last(
    session, office, viewer
):
    ministry = make.office(session, "Kementerian Dalam Negeri")
    shared = make.application(
        session, "SIPD-RI", of=ministry, sharing=Sharing.NAME_AND_FUNCTION
    )
    make.application(session, "Tak dipakai", of=ministry)
    make.application(session, "SIMPUS", of=office)
    inventory.start_use(session, shared, office)
    inventory.start_use(session, shared, make.office(session, of=office.government))

    map_ = landscape(session, viewer, office)

    assert [box.label for box in map_.boxes] == ["SIMPUS", "SIPD-RI"]
    assert map_.boxes[1].remark == "dipakai 2 OPD"
    assert [(group.label, group.url) for group in map_.groups] == [
        ("Dinkes", f"/peta/lanskap?opd={office.id}"),
        ("Dipakai dari instansi pusat dan pemerintah lain", "/aplikasi/?milik=dipakai"),
    ]
    assert map_.facts.rows[1].cells[2] == ""


def test_what_is_retired_by_that_day_is_gone(session, office, viewer):
    make.application(
        session,
        "Lama",
        of=office,
        status=Status.RETIRED,
        retires_on=date(2026, 1, 1),
    )
    make.application(session, "Nanti", of=office, retires_on=date(2027, 1, 1))

    assert [box.label for box in landscape(session, viewer, office).boxes] == ["Nanti"]


def test_the_landscape_can_be_narrowed_to_an_office(session, office, viewer):
    sister = make.office(session, of=office.government)
    make.application(session, "A", of=office)
    make.application(session, "B", of=sister)

    map_ = landscape(session, viewer, office, offices=frozenset({sister.id}))

    assert [box.label for box in map_.boxes] == ["B"]


def test_another_governments_viewer_sees_only_what_is_shared(session, office):
    make.application(session, "Tertutup", of=office, sharing=Sharing.NOTHING)
    make.application(session, "Terbuka", of=office, sharing=Sharing.PROFILE)
    stranger = full(make.government(session).id)

    map_ = landscape(session, stranger, office)

    assert [box.label for box in map_.boxes] == ["Terbuka"]


def test_what_may_not_be_seen_is_an_unnamed_box(session, office, viewer):
    mine = make.application(session, "Milik kami", of=office)
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    elements.relate(session, mine, Verb.EXCHANGES, hidden)

    map_ = surroundings(session, viewer, mine)

    assert len(map_.boxes) == 2
    assert "NAMA RAHASIA" not in repr(map_)
    assert f"/aplikasi/{hidden.id}" not in repr(map_)


def test_how_others_relate_what_they_do_not_share_is_not_told(session, office, viewer):
    mine = make.application(session, "Milik kami", of=office)
    theirs = make.office(session)
    shared, hidden, far = (
        make.application(session, name, of=theirs, sharing=sharing)
        for name, sharing in (
            ("Terbuka", Sharing.PROFILE),
            ("Tertutup", Sharing.NOTHING),
            ("Jauh", Sharing.PROFILE),
        )
    )
    elements.relate(session, mine, Verb.EXCHANGES, shared)

    def seen_from(centre):
        map_ = surroundings(session, viewer, centre, hops=3)
        return repr(map_)

    before = [seen_from(mine), seen_from(shared)]
    elements.relate(session, shared, Verb.EXCHANGES, hidden)
    elements.relate(session, hidden, Verb.EXCHANGES, far)

    assert [seen_from(mine), seen_from(shared)] == before
    elements.relate(session, mine, Verb.EXCHANGES, hidden)
    assert "Jauh" not in seen_from(mine)


def test_surroundings_grow_with_the_steps_and_end_in_circles(session, office, viewer):
    ring = [make.application(session, f"A{n}", of=office) for n in range(6)]
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        elements.relate(session, one, Verb.EXCHANGES, other)

    def reached(hops):
        map_ = surroundings(session, viewer, ring[0], hops=hops)
        return len(map_.boxes)

    assert [reached(hops) for hops in (1, 2, 3, 99)] == [3, 5, 6, 6]


def test_the_surroundings_take_as_many_statements_for_many_as_for_few(
    session, office, viewer
):
    counts = []
    for neighbours in (2, 12):
        centre = make.application(session, of=office)
        for _ in range(neighbours):
            other = make.application(session, of=office, acronym="SIABC")
            elements.relate(session, centre, Verb.EXCHANGES, other)
        history.seal(session, by="uji")
        session.commit()
        session.expire_all()
        with Statements(session.get_bind()) as statements:
            surroundings(session, viewer, centre)
        counts.append(len(statements))

    assert counts[0] == counts[1]


@pytest.mark.parametrize("layer", Layer)
def test_around_an_element_of_any_layer_stands_what_it_is_related_to(
    session, viewer, office, layer
):
    stated = {"kind": "OBJECTIVE"} if layer is Layer.STRATEGY else {}
    centre = elements.add(session, office, layer, {"name": "Pusat", **stated})
    verb, pair = next(
        (verb, pair)
        for verb in Verb
        for pair in sorted(ALLOWED[verb])
        if layer in pair and verb is not Verb.PART_OF
    )
    other_layer = pair[1] if pair[0] is layer else pair[0]
    other = elements.add(session, office, other_layer, {"name": "Lain"})
    ends = (centre, other) if pair[0] is layer else (other, centre)
    elements.relate(session, ends[0], verb, ends[1])

    map_ = surroundings(session, viewer, centre)

    assert {box.label for box in map_.boxes} == {"Pusat", "Lain"}
    assert {each.label for each in map_.legend} == {layer.value, other_layer.value}
