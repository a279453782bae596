"""The map of what stops says what `stopping` says, path by path."""

from datetime import date

import pytest

from architecture import elements
from architecture.layers import Layer, Sharing, Status, Verb
from architecture.mapping.impact import impact
from tests import make
from tests.architecture.mapping.asked import an, arrows, ask, commit


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan")


def stop(session, element, **by):
    commit(session)
    return ask(impact, session, element.organisation, focus=element, **by)


def test_what_stops_stands_in_ranks_by_steps_with_how_it_was_reached(session, office):
    server = an(session, office, Layer.INFRASTRUCTURE, "Peladen")
    spare = an(session, office, Layer.INFRASTRUCTURE, "Cadangan")
    one = an(session, office, Layer.APPLICATION, "SIMPUS")
    two = an(session, office, Layer.APPLICATION, "SIMPEG")
    service = an(session, office, Layer.SERVICE, "Layanan rawat")
    for application, host in ((one, server), (two, server), (two, spare)):
        elements.relate(session, application, Verb.RUNS_ON, host)
    elements.relate(session, service, Verb.SUPPORTED_BY, one)

    map_ = stop(session, server)

    assert [(box.label, box.column, box.remark, box.pattern) for box in map_.boxes] == [
        ("Peladen", 0, "berhenti", "bold"),
        ("SIMPUS", 1, "berhenti", "bold"),
        ("SIMPEG", 1, "terganggu", "dashed"),
        ("Layanan rawat", 2, "berhenti", "bold"),
    ]
    assert arrows(map_) == [
        ("Peladen", "menjadi tempat berjalan", "SIMPEG"),
        ("Peladen", "menjadi tempat berjalan", "SIMPUS"),
        ("SIMPUS", "mendukung", "Layanan rawat"),
    ]
    assert map_.boxes[0].url == f"/arsitektur/elemen/{server.id}/dampak"
    assert map_.facts.rows[2].cells == (
        "Layanan rawat",
        "Layanan",
        "Berhenti",
        "2",
        "Peladen → SIMPUS",
    )


def test_a_path_leads_through_what_may_not_be_named(session, office):
    server = an(session, office, Layer.INFRASTRUCTURE, "Peladen")
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    beyond = an(session, office, Layer.APPLICATION, "SIMPUS")
    elements.relate(session, hidden, Verb.RUNS_ON, server)
    elements.relate(session, beyond, Verb.USES, hidden)

    map_ = stop(session, server)

    assert [box.label for box in map_.boxes] == [
        "Peladen",
        "Tidak ditampilkan",
        "SIMPUS",
    ]
    assert [row.cells[0] for row in map_.facts.rows] == ["SIMPUS"]
    assert "1 elemen milik instansi lain" in map_.note
    assert "RAHASIA" not in repr(map_)
    assert f"/{hidden.id}" not in repr(map_)


def test_a_long_answer_is_summed_up_by_steps_and_layer(session, office):
    server = an(session, office, Layer.INFRASTRUCTURE, "Peladen")
    machine = an(session, office, Layer.INFRASTRUCTURE, "Mesin virtual")
    elements.relate(session, machine, Verb.RUNS_ON, server)
    for number in range(41):
        one = an(session, office, Layer.APPLICATION, f"Aplikasi {number}")
        elements.relate(session, one, Verb.RUNS_ON, machine)

    map_ = stop(session, server)

    crowd = map_.boxes[-1]
    assert map_.grouped
    assert [box.label for box in map_.boxes] == [
        "Peladen",
        "Mesin virtual",
        "41 aplikasi",
    ]
    assert (crowd.remark, crowd.column) == ("41 berhenti", 2)
    assert crowd.url == f"/arsitektur/elemen/{server.id}/dampak?lapisan=APPLICATION"
    assert arrows(map_)[0] == ("Mesin virtual", "41 jalur", "41 aplikasi")


def test_what_is_gone_that_day_cannot_stop_and_the_map_says_so(session, office):
    old = an(
        session,
        office,
        Layer.APPLICATION,
        "Lama",
        status=Status.RETIRED,
        retires_on=date(2025, 1, 1),
    )

    map_ = stop(session, old)

    assert not map_.boxes
    assert "Pilih tanggal lain" in map_.note
