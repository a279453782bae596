"""Who gives which data to whom, as the relations say it and the viewer may read it."""

from datetime import date

import pytest

from architecture import elements
from architecture.layers import Layer, Sharing, Verb
from architecture.mapping.integration import integration
from architecture.maps.content import Heads
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from tests import make
from tests.architecture.mapping.asked import an, arrows, ask, commit
from tests.browser import Statements


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


def exchange(session, one, other, **said):
    elements.relate(session, one, Verb.EXCHANGES, other, attributes=said)


def an_app(session, office, name, **fields):
    return make.application(session, name, of=office, **fields)


def test_an_arrow_follows_the_data_and_its_line_tells_of_the_splp(session, office):
    one, two, three, four = (an_app(session, office, name) for name in "ABCD")
    exchange(session, one, two, data="Resep", direction="FORTH", through_link="YES")
    exchange(session, one, three, data="Pegawai", direction="BACK", through_link="NO")
    exchange(session, two, three, data="Jadwal", direction="BOTH", through_link="NO")
    exchange(session, three, four)
    commit(session)

    map_ = ask(integration, session, office)

    assert arrows(map_) == [
        ("A", "Resep", "B"),
        ("B", "Jadwal", "C"),
        ("C", "", "D"),
        ("C", "Pegawai", "A"),
    ]
    drawn = {each.label: (each.line, each.heads) for each in map_.arrows}
    assert drawn == {
        "Resep": ("bold", Heads.FORTH),
        "Pegawai": ("", Heads.FORTH),
        "Jadwal": ("", Heads.BOTH),
        "": ("dashed", Heads.NONE),
    }
    assert {each.label for each in map_.legend} == {
        "Aplikasi",
        "Melalui SPLP",
        "Langsung, tanpa SPLP",
        "Jalur belum diketahui",
        "Tanpa kepala panah: arah belum diketahui",
    }
    assert "1 pertukaran belum menyebut datanya" in map_.note


def test_data_that_one_produces_and_another_uses_stand_between_them(session, office):
    sister = make.office(session, of=office.government, short_name="Disdik")
    maker, user = an_app(session, office, "A"), an_app(session, sister, "B")
    an_app(session, sister, "Sendiri")
    data = an(session, office, Layer.DATA, "Data siswa")
    own = an(session, office, Layer.DATA, "Hanya sendiri")
    for application, verb, each in (
        (maker, Verb.PRODUCES, data),
        (user, Verb.USES, data),
        (maker, Verb.PRODUCES, own),
        (maker, Verb.USES, own),
    ):
        elements.relate(session, application, verb, each)
    commit(session)

    map_ = ask(integration, session, office)

    assert arrows(map_) == [("A", "", "Data siswa"), ("Data siswa", "", "B")]
    assert [group.label for group in map_.groups] == ["Dinkes", "Disdik"]
    assert map_.facts.rows[0].cells == ("A", "Data siswa", "B", "data bersama")
    assert "1 aplikasi belum tercatat memberi atau menerima data" in map_.note


def test_the_protocol_is_told_to_those_who_may_read_it(session, office):
    one, two = an_app(session, office, "A"), an_app(session, office, "B")
    exchange(session, one, two, data="Resep", protocol="SOAP", note="Tiap malam")
    commit(session)
    sister = make.office(session, of=office.government)
    post = PostHeld(
        Role.OPERATOR, sister.id, sister.government_id, frozenset({sister.id})
    )

    whole = ask(integration, session, office)
    part = ask(integration, session, office, viewer=Viewer(posts=(post,)))

    assert whole.facts.columns[4:] == ("Protokol", "Keterangan")
    assert part.facts.columns[4:] == ("Keterangan",)
    assert "SOAP" in repr(whole)
    assert "SOAP" not in repr(part)


def test_what_others_own_stands_in_their_frame_and_hidden_without_a_name(
    session, office
):
    one = an_app(session, office, "A")
    ministry = make.office(session, of=make.national(session, "BKN"))
    open_ = an_app(session, ministry, "SIASN", sharing=Sharing.PROFILE)
    neighbour = make.office(session, of=make.government(session, "Kota Rahasia"))
    hidden = an_app(session, neighbour, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    exchange(session, one, open_, data="Pegawai", direction="BACK")
    exchange(session, one, hidden, data="Warga", direction="FORTH")
    commit(session)

    map_ = ask(integration, session, office)

    assert {group.label for group in map_.groups} > {"Dinkes", "Tidak ditampilkan"}
    assert arrows(map_) == [
        ("A", "Warga", "Tidak ditampilkan"),
        ("SIASN", "Pegawai", "A"),
    ]
    assert "ahasia" not in repr(map_)
    assert "RAHASIA" not in repr(map_)
    assert str(hidden.id) not in {box.key for box in map_.boxes}


def test_one_application_in_the_middle_shows_only_what_it_gives_and_takes(
    session, office
):
    one, two, three = (an_app(session, office, name) for name in "ABC")
    exchange(session, one, two, data="Resep", direction="FORTH")
    exchange(session, two, three, data="Jadwal", direction="FORTH")
    data = an(session, office, Layer.DATA, "Data obat")
    for application, verb in ((three, Verb.PRODUCES), (one, Verb.USES)):
        elements.relate(session, application, verb, data)
    elements.relate(session, two, Verb.USES, data)
    commit(session)

    map_ = ask(integration, session, office, focus=one)

    assert arrows(map_) == [
        ("A", "Resep", "B"),
        ("C", "", "Data obat"),
        ("Data obat", "", "A"),
    ]
    assert [box.label for box in map_.boxes if box.focus] == ["A"]


def test_too_many_are_drawn_office_by_office(session, office):
    sister = make.office(session, of=office.government, short_name="Disdik")
    mine = [an_app(session, office, f"A{n}") for n in range(25)]
    yours = [an_app(session, sister, f"B{n}") for n in range(25)]
    for one, other in zip(mine, yours, strict=True):
        exchange(
            session, one, other, data="Siswa", direction="FORTH", through_link="YES"
        )
    exchange(session, mine[0], mine[1], data="Obat", direction="FORTH")
    commit(session)

    def huge(session, viewer, asked):
        return integration(session, viewer, asked, enough=10)

    listed, summed = (ask(each, session, office) for each in (integration, huge))

    for map_ in (listed, summed):
        assert arrows(map_) == [("Dinkes", "25 aliran data", "Disdik")]
        assert {box.remark for box in map_.boxes} == {
            "25 keluar, 1 di dalam",
            "25 masuk",
        }
        assert map_.arrows[0].line == "bold"
        assert map_.grouped
    assert len(listed.facts.rows) == 26
    assert [row.cells for row in summed.facts.rows] == [
        ("Dinkes", "1", "Dinkes", "0"),
        ("Dinkes", "25", "Disdik", "25"),
    ]


def test_a_day_is_told_as_it_is_with_its_offices_and_what_ended(session, office):
    one, two = an_app(session, office, "A"), an_app(session, office, "B")
    later = an_app(session, office, "C", live_on=date(2027, 1, 1))
    elements.relate(session, one, Verb.EXCHANGES, two, ends_on=date(2026, 12, 31))
    elements.relate(session, one, Verb.EXCHANGES, later)
    commit(session)

    now, then = (
        ask(integration, session, office, on=on)
        for on in (date(2026, 11, 22), date(2027, 2, 1))
    )

    assert [ends[::2] for ends in arrows(now)] == [("A", "B")]
    assert [ends[::2] for ends in arrows(then)] == [("A", "C")]


def test_many_exchanges_take_as_many_statements_as_few(session, office):
    counts = []
    for _ in range(2):
        for _each in range(4):
            one, two = an_app(session, office, ""), an_app(session, office, "")
            exchange(session, one, two, data="Resep")
        commit(session)
        session.expire_all()
        with Statements(session.get_bind()) as statements:
            ask(integration, session, office)
        counts.append(len(statements))

    assert counts[0] == counts[1]
