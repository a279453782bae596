"""Governments and their offices: a tree whose codes are unique everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from architecture import history, organisations
from architecture.errors import CodeTaken, Invalid, NotFound
from architecture.model import Note, NumberMode, WorkflowStep
from architecture.organisations import OfficeDetails, below, depths
from architecture.reference.workflow import Track
from tests import make


def test_a_new_government_has_the_three_ways_of_a_registration(session):
    government = organisations.create_government(session, "kota-x", "Kota  X")

    steps = session.scalars(
        select(WorkflowStep).where(WorkflowStep.government_id == government.id)
    ).all()
    assert (government.code, government.name) == ("KOTA-X", "Kota X")
    assert {step.track for step in steps} == set(Track)
    signing = [step for step in steps if step.signs]
    assert {step.track for step in signing} == {Track.OFFICE, Track.OWN}


@pytest.mark.parametrize(
    ("code", "name"), [("", "Nama"), ("X", " "), ("A B", "Nama"), ("A" * 41, "Nama")]
)
def test_a_code_or_name_that_nobody_can_use_is_refused(session, code, name):
    with pytest.raises(Invalid):
        organisations.create_government(session, code, name)


def test_codes_are_unique_in_the_whole_installation(session):
    government = make.government(session, code="KOTA-A")
    other = make.government(session, code="KOTA-B")
    organisations.create_office(
        session, government, OfficeDetails(code="DINKES", name="Dinas Kesehatan")
    )

    with pytest.raises(CodeTaken, match="DINKES"):
        organisations.create_office(
            session, other, OfficeDetails(code="dinkes", name="Dinas Kesehatan")
        )


def test_units_stand_below_offices_and_belong_to_the_government(session):
    government = make.government(session)
    office = organisations.create_office(
        session, government, OfficeDetails(code="D1", name="Dinas")
    )
    unit = organisations.create_office(
        session, office, OfficeDetails(code="D1-U", name="UPTD")
    )

    rows = organisations.tree(session, government.id)

    assert [row.id for row in rows] == [government.id, office.id, unit.id]
    assert list(depths(rows).values()) == [0, 1, 2]
    assert (office.kind.name, unit.kind.name) == ("OFFICE", "UNIT")


def test_a_changed_name_is_remembered_as_a_former_one(session):
    government = make.government(session)
    office = organisations.create_office(
        session, government, OfficeDetails(code="D1", name="Dinas Infokom")
    )

    organisations.revise_office(
        session, office, OfficeDetails(code="D1", name="Dinas Kominfo")
    )

    assert office.former_names == ["Dinas Infokom"]


def test_settings_are_changed_with_a_note_of_what_was_before(session):
    government = make.government(session)

    organisations.revise_settings(
        session, government, {"number_mode": NumberMode.TYPED, "place": "Kota"}
    )
    history.seal(session, by="uji")
    session.commit()

    note = session.scalars(select(Note).order_by(Note.id.desc())).first()
    assert note.values["number_mode"] == ["ISSUED", "TYPED"]


def test_an_unknown_code_is_said_to_be_unknown(session):
    with pytest.raises(NotFound, match="TIDAK-ADA"):
        organisations.by_code(session, "tidak-ada".upper())


@given(st.lists(st.integers(0, 30), max_size=30))
def test_whatever_the_tree_below_holds_each_once_and_ends(parents):
    tree = {1: None} | {
        number: min(max(parent, 1), number - 1)
        for number, parent in enumerate(parents, start=2)
    }

    everything = below(tree, 1)

    assert everything == frozenset(tree)
    for child, parent in tree.items():
        if parent is not None:
            assert below(tree, child) < below(tree, parent)


def test_one_office_of_a_government_reviews_and_the_mark_is_moved_by_hand(session):
    government, other = make.government(session), make.government(session)
    first = organisations.create_office(
        session, government, OfficeDetails(code="D1", name="Dinas A", is_kominfo=True)
    )
    second = OfficeDetails(code="D2", name="Dinas B", is_kominfo=True)

    with pytest.raises(Invalid, match="Dinas A sudah ditandai") as refused:
        organisations.create_office(session, government, second)
    assert "is_kominfo" in refused.value.problems
    plain = organisations.create_office(
        session, government, OfficeDetails(code="D2", name="Dinas B")
    )
    with pytest.raises(Invalid, match="Dinas A sudah ditandai"):
        organisations.revise_office(session, plain, second)
    organisations.create_office(
        session, other, OfficeDetails(code="D3", name="Dinas C", is_kominfo=True)
    )

    same = OfficeDetails(code="D1", name="Dinas A Baru", is_kominfo=True)
    organisations.revise_office(session, first, same)
    organisations.revise_office(
        session, first, OfficeDetails(code="D1", name="Dinas A Baru")
    )
    organisations.revise_office(session, plain, second)
    assert (first.is_kominfo, plain.is_kominfo) == (False, True)
