"""What a control protects, what none does, and what one protects no longer."""

from datetime import date

import pytest

from architecture import elements
from architecture.layers import Layer, PersonalData, Sharing, Verb
from architecture.mapping.security import security
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from tests import make
from tests.architecture.mapping.asked import an, ask, commit
from tests.browser import Statements


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


def a_control(session, office, name, **values):
    return an(session, office, Layer.SECURITY, name, kind="STANDARD", **values)


def frames(map_):
    """Return the frames of a map with the labels of what stands in them."""
    return {
        group.label: [box.label for box in map_.boxes if box.group == group.key]
        for group in map_.groups
    }


def test_what_nobody_protects_stands_before_what_is_protected(session, office):
    control = a_control(session, office, "SOP pencadangan")
    one, two = (an(session, office, Layer.DATA, name) for name in ("Berkas", "Peta"))
    open_ = make.application(session, "TERBUKA", of=office)
    persons = make.application(
        session, "SIMRS", of=office, personal_data=PersonalData.YES
    )
    secret = an(session, office, Layer.DATA, "Rekam medis", nature="Terbatas")
    for each in (one, two):
        elements.relate(session, control, Verb.PROTECTS, each)
    commit(session)

    map_ = ask(security, session, office)

    assert list(frames(map_).items()) == [
        (
            "Belum diamankan, padahal memuat data pribadi atau data terbatas",
            [persons.name, secret.name],
        ),
        ("Belum diamankan", [open_.name]),
        ("SOP pencadangan", ["Berkas", "Peta"]),
    ]
    assert [(box.pattern, box.remark) for box in map_.boxes[1:4]] == [
        ("bold", "belum diamankan"),
        ("dashed", "belum diamankan"),
        ("", ""),
    ]
    assert "2 elemen diamankan · 3 belum, 2 di antaranya" in map_.subtitle
    assert "1 aplikasi yang belum diamankan belum menyebut" in map_.note
    assert map_.facts.rows[-1].cells == (
        "Peta",
        "Data dan Informasi",
        "Dinkes",
        "Diamankan",
        "SOP pencadangan",
    )


def test_a_control_that_has_ended_protects_no_more_and_says_so(session, office):
    ended = a_control(session, office, "Perwali lama", valid_to=date(2026, 1, 31))
    gone = a_control(
        session,
        office,
        "Kelaikan",
        live_on=date(2025, 1, 1),
        retires_on=date(2026, 5, 1),
    )
    ahead = a_control(session, office, "Nanti", live_on=date(2027, 1, 1))
    one = make.application(session, "SIMPUS", of=office)
    for control in (ended, gone, ahead):
        elements.relate(session, control, Verb.PROTECTS, one)
    commit(session)

    map_ = ask(security, session, office)

    assert list(frames(map_)) == [
        "Belum diamankan",
        "Kelaikan · tidak berlaku lagi, berakhir 1 Mei 2026",
        "Perwali lama · tidak berlaku lagi, berakhir 31 Januari 2026",
    ]
    assert all(box.remark == "belum diamankan" for box in map_.boxes)
    assert "Perwali lama (tidak berlaku lagi" in map_.facts.rows[0].cells[4]
    before = ask(security, session, office, on=date(2026, 1, 31))
    assert before.facts.rows[0].cells[3] == "Diamankan"


def test_until_when_a_control_holds_is_told_to_those_who_may_read_it(session, office):
    ended = a_control(session, office, "Perwali lama", valid_to=date(2026, 1, 31))
    one = make.application(session, "SIMPUS", of=office)
    elements.relate(session, ended, Verb.PROTECTS, one)
    commit(session)
    sister = make.office(session, of=office.government)
    post = PostHeld(
        Role.OPERATOR, sister.id, sister.government_id, frozenset({sister.id})
    )

    map_ = ask(security, session, office, viewer=Viewer(posts=(post,)))

    assert list(frames(map_)) == ["Perwali lama"]
    assert "2026" not in repr(map_.facts) + repr(map_.groups)


def test_what_another_government_hides_is_unnamed(session, office):
    control = a_control(session, office, "SOP")
    hidden = make.application(session, "NAMA RAHASIA", sharing=Sharing.NOTHING)
    elements.relate(session, control, Verb.PROTECTS, hidden)
    commit(session)

    map_ = ask(security, session, office)

    assert frames(map_) == {"SOP": ["Tidak ditampilkan"]}
    assert "RAHASIA" not in repr(map_)
    assert f":{hidden.id}" not in repr(map_)
    assert f"/{hidden.id}" not in repr(map_)


def test_too_many_cards_become_a_box_for_each_office(session, office):
    sister = make.office(session, of=office.government, short_name="Disdik")
    control = a_control(session, sister, "SOP")
    for number in range(3):
        one = make.application(session, f"A{number}", of=office)
        make.application(
            session, f"B{number}", of=sister, personal_data=PersonalData.YES
        )
    elements.relate(session, control, Verb.PROTECTS, one)
    commit(session)

    def few(session, viewer, asked):
        return security(session, viewer, asked, limit=4)

    map_ = ask(few, session, office)
    narrowed = ask(few, session, office, offices=frozenset({office.id}))

    assert map_.grouped
    assert [row.cells for row in map_.facts.rows] == [
        ("Disdik", "3", "0", "0"),
        ("Dinkes", "0", "2", "1"),
    ]
    assert {box.remark for box in map_.boxes} == {
        "3 belum, data pribadi/terbatas",
        "2 belum lainnya · 1 diamankan",
    }
    assert len(narrowed.facts.rows) == 3
    assert narrowed.title.endswith(f"Dinkes, {office.government.name}")


def test_many_controls_take_as_many_statements_as_few(session, office):
    counts = []
    for _ in range(2):
        for number in range(5):
            control = a_control(session, office, f"SOP {number}")
            one = make.application(session, of=office)
            elements.relate(session, control, Verb.PROTECTS, one)
        commit(session)
        session.expire_all()
        with Statements(session.get_bind()) as statements:
            ask(security, session, office)
        counts.append(len(statements))

    assert counts[0] == counts[1]


def test_too_many_cards_of_one_office_become_a_box_for_each_layer(session, office):
    for number in range(3):
        make.application(session, f"A{number}", of=office)
    an(session, office, Layer.DATA, "Berkas")
    commit(session)

    def few(session, viewer, asked):
        return security(session, viewer, asked, limit=3)

    map_ = ask(few, session, office, offices=frozenset({office.id}))

    assert map_.facts.columns[0] == "Lapisan"
    assert [row.cells[:3] for row in map_.facts.rows] == [
        ("Aplikasi", "0", "3"),
        ("Data dan Informasi", "0", "1"),
    ]
