"""What runs where: places, machines in them, and applications and data on these."""

from datetime import date

import pytest

from architecture import elements
from architecture.layers import Layer, Sharing, Status, Verb
from architecture.mapping.infrastructure import infrastructure
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from tests import make
from tests.architecture.mapping.asked import an, ask, commit
from tests.browser import Statements


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Komunikasi", short_name="Kominfo")


def a_host(session, office, name, **values):
    return an(session, office, Layer.INFRASTRUCTURE, name, **values)


def runs(session, one, host, verb=Verb.RUNS_ON, **said):
    elements.relate(session, one, verb, host, attributes=said)


def frames(map_):
    """Return each frame with the one around it and the labels in it."""
    names = {group.key: group.label for group in map_.groups}
    return {
        group.label: (
            names.get(group.parent, ""),
            [box.label for box in map_.boxes if box.group == group.key],
        )
        for group in map_.groups
    }


def test_everything_stands_in_the_frame_of_what_it_runs_on(session, office):
    room, rack = (a_host(session, office, name) for name in ("Ruang", "Server"))
    machine, switch = (a_host(session, office, name) for name in ("VM", "Switch"))
    one = make.application(session, "SIMPUS", of=office)
    data = an(session, office, Layer.DATA, "Rekam medis")
    lost = make.application(session, "HILANG", of=office)
    runs(session, rack, room, Verb.PART_OF)
    runs(session, machine, rack)
    runs(session, one, machine)
    runs(session, data, rack, Verb.STORED_ON, copy="Cadangan")
    runs(session, rack, switch, Verb.CONNECTED_TO)
    commit(session)

    map_ = ask(infrastructure, session, office)

    assert frames(map_) == {
        "Ruang": ("", []),
        "Server": ("Ruang", ["Rekam medis"]),
        "VM": ("Server", ["SIMPUS"]),
        "Perangkat lain: belum tercatat apa yang ada padanya": ("", ["Switch"]),
    }
    assert {box.label: box.remark for box in map_.boxes}["Rekam medis"] == "cadangan"
    assert "1 aplikasi belum dicatat di mana" in map_.note
    cells = [row.cells for row in map_.facts.rows]
    assert cells[0] == (lost.name, "Aplikasi", "Kominfo", "belum dicatat", "")
    assert ("SIMPUS", "Aplikasi", "Kominfo", "VM", "") in cells
    assert next(each for each in cells if each[0] == "Server")[4] == (
        "terhubung ke Switch · 1 data dan informasi"
    )


def test_what_runs_in_several_places_stands_in_each_and_says_so(session, office):
    hosts = [a_host(session, office, name) for name in ("Satu", "Dua")]
    one = make.application(session, "SIMPUS", of=office)
    for host in hosts:
        runs(session, one, host)
    commit(session)

    map_ = ask(infrastructure, session, office)

    assert [(box.label, box.remark) for box in map_.boxes] == [
        ("SIMPUS", "juga di 1 tempat lain")
    ] * 2


def test_hosts_in_a_circle_or_deep_in_each_other_are_drawn(session, office):
    ring = [a_host(session, office, f"R{n}") for n in range(3)]
    for one, other in zip(ring, [*ring[1:], ring[0]], strict=True):
        runs(session, one, other)
    chain = [a_host(session, office, f"C{n}") for n in range(5)]
    for one, other in zip(chain[1:], chain, strict=False):
        runs(session, one, other)
    runs(session, make.application(session, "DALAM", of=office), chain[-1])
    commit(session)

    map_ = ask(infrastructure, session, office)

    assert {"R0", "R1", "R2"} <= set(frames(map_)) | {b.label for b in map_.boxes}
    assert frames(map_)["C2"] == ("C1", ["C3", "C4", "DALAM"])
    deep = next(box for box in map_.boxes if box.label == "DALAM")
    assert deep.remark == "di C4"


def test_what_is_full_or_has_run_out_is_said_to_those_who_may_read_it(session, office):
    a_host(session, office, "Penuh", used_percent=94)
    a_host(session, office, "Awan", kind="CLOUD", subscribed_until=date(2026, 1, 31))
    later = {"kind": "CLOUD", "subscribed_until": date(2027, 1, 31)}
    a_host(session, office, "Nanti", **later)
    commit(session)
    sister = make.office(session, of=office.government)
    post = PostHeld(
        Role.OPERATOR, sister.id, sister.government_id, frozenset({sister.id})
    )

    whole = ask(infrastructure, session, office)
    part = ask(infrastructure, session, office, viewer=Viewer(posts=(post,)))

    assert {box.label: (box.remark, box.pattern) for box in whole.boxes} == {
        "Penuh": ("hampir penuh, terpakai 94%", "bold"),
        "Awan": ("langganan sudah berakhir 31 Januari 2026", "bold"),
        "Nanti": ("langganan sampai 31 Januari 2027", "LIVE"),
    }
    assert "94" not in repr(part)
    assert "langganan sudah berakhir" in repr(part)


def test_one_office_sees_where_its_own_runs_and_what_it_has(session, office):
    sister = make.office(session, of=office.government, short_name="Disdik")
    room, machine = (a_host(session, office, name) for name in ("Ruang", "VM"))
    a_host(session, office, "Lain")
    runs(session, machine, room)
    for owner, name in ((sister, "SISWA"), (office, "SIMPUS")):
        runs(session, make.application(session, name, of=owner), machine)
    commit(session)

    map_ = ask(infrastructure, session, office, offices=frozenset({sister.id}))

    assert frames(map_) == {"Ruang": ("", []), "VM": ("Ruang", ["SISWA"])}


def test_too_many_are_counted_by_machine_and_then_by_office(session, office):
    host = a_host(session, office, "VM", status=Status.PHASING_OUT)
    for number in range(5):
        runs(session, make.application(session, f"A{number}", of=office), host)
    make.application(session, "HILANG", of=office)
    commit(session)

    def crowded(session, viewer, asked):
        return infrastructure(session, viewer, asked, limit=3)

    def huge(session, viewer, asked):
        return infrastructure(session, viewer, asked, most=0)

    by_machine, by_office = (ask(each, session, office) for each in (crowded, huge))

    assert frames(by_machine) == {"VM · akan dihentikan": ("", ["5 aplikasi"])}
    assert by_machine.boxes[0].url == f"/arsitektur/elemen/{host.id}"
    assert by_machine.facts.rows[-1].cells[4] == "akan dihentikan · 5 aplikasi"
    assert [(box.label, box.remark) for box in by_office.boxes] == [
        ("Kominfo", "5 aplikasi, 1 infrastruktur")
    ]
    assert by_office.facts.rows[-1].url.endswith("lapisan=aplikasi&kurang=servers")
    assert by_machine.grouped
    assert by_office.grouped


def test_what_another_government_hides_is_unnamed(session, office):
    theirs = make.office(session)
    host = a_host(session, theirs, "SERVER RAHASIA", sharing=Sharing.NOTHING)
    runs(session, make.application(session, "SIMPUS", of=office), host)
    commit(session)

    map_ = ask(infrastructure, session, office)

    assert frames(map_) == {"Tidak ditampilkan": ("", ["SIMPUS"])}
    assert "RAHASIA" not in repr(map_)
    assert not [each for each in map_.groups if str(host.id) in each.key + each.url]


def test_many_machines_take_as_many_statements_as_few(session, office):
    counts = []
    for _ in range(2):
        for number in range(4):
            host = a_host(session, office, f"VM {number}", used_percent=10)
            runs(session, make.application(session, of=office), host)
        commit(session)
        session.expire_all()
        with Statements(session.get_bind()) as statements:
            ask(infrastructure, session, office)
        counts.append(len(statements))

    assert counts[0] == counts[1]
