"""A decision is taken back by whom could make it; its letters say so."""

import pytest

from architecture import consolidating, letters, planning, succession
from architecture.documents.letter import of_content, worded
from architecture.errors import Changed, Invalid, NotAllowed, WrongState
from architecture.model import (
    CaseState,
    Document,
    LetterState,
    Note,
    PlanLine,
    PlanLineState,
    now,
)
from architecture.reference.calendar import day_of
from tests.architecture.consolidating.decided import (
    commit,
    decided,
    followed,
    opened,
    planned,
    twins,
)

WHY = "Anggaran pemindahan ditunda."


@pytest.fixture
def two(kota):
    return twins(kota)


@pytest.fixture
def case(kota, two):
    return decided(kota, planned(kota, opened(kota, two), *two))


def back(kota, case, who="coordinator", reason=WHY, **said):
    said.setdefault("seen", case.version)
    consolidating.take_back(kota.session, case, reason, viewer=kota.viewer(who), **said)
    commit(kota)


def signed(kota, case):
    (letter, *_) = letters.of_case(kota.session, case)
    document = Document(
        government_id=kota.government.id,
        kind="SURAT_BERTANDA_TANGAN",
        filename="s.pdf",
        media_type="application/pdf",
        size=1,
        sha256="0",
        key="k",
    )
    kota.session.add(document)
    kota.session.flush()
    letters.keep_signed(kota.session, letter, document, signed_at=day_of(now()))
    commit(kota)
    return letter


def test_before_it_is_signed_the_letter_is_withdrawn_and_the_case_open_again(
    kota, two, case
):
    number = case.letter_number
    back(kota, case)

    assert (case.state, case.letter_number, case.reason) == (CaseState.OPEN, None, "")
    (letter,) = letters.of_case(kota.session, case)
    assert (letter.state, letter.withdrawn_reason) == (LetterState.WITHDRAWN, WHY)
    assert succession.ended(kota.session, {each.id for each in two}) == {}
    notes = [e for e in kota.session.query(Note) if "dicabut" in e.deed.lower()]
    assert WHY in str([each.values for each in notes])
    assert number in str([each.values for each in notes])


def test_the_next_decision_replaces_the_withdrawn_letter(kota, two, case):
    back(kota, case)
    decided(kota, planned(kota, case, two[1], two[0]), reason="Yang lain lebih baik.")

    new, old = letters.of_case(kota.session, case)
    assert (new.replaces_id, new.number) == (old.id, case.letter_number)
    assert old.number in worded(of_content(new.content)).replaces


def test_a_signed_letter_is_replaced_by_one_that_takes_the_decision_back(kota, case):
    old = signed(kota, case)
    back(kota, case)

    new, _ = letters.of_case(kota.session, case)
    assert (old.state, new.replaces_id) == (LetterState.WITHDRAWN, old.id)
    words = worded(of_content(new.content))
    assert f"nomor {old.number} dicabut" in words.opening
    assert any(WHY in each for section in words.sections for each in section.points)
    assert case.state is CaseState.OPEN
    decided(kota, case)
    assert letters.of_case(kota.session, case)[0].replaces_id is None


def test_steps_that_are_done_stay_and_the_others_are_proposed_anew(kota, case):
    first = case.steps[0]
    viewer = kota.viewer("reviewer")
    consolidating.do_step(kota.session, case, first, "", viewer=viewer, all_=True)
    commit(kota)
    many = len(case.steps)
    back(kota, case)
    kota.session.refresh(case)
    assert case.steps == [first]

    decided(kota, case)
    kota.session.refresh(case)

    assert len(case.steps) == many + 1
    positions = [each.position for each in case.steps]
    assert positions == sorted(set(positions))


def test_offices_are_asked_again(kota, two, case):
    assert consolidating.waiting_for(kota.session, [kota.dinas.id]) == []
    back(kota, case)

    assert consolidating.waiting_for(kota.session, [kota.dinas.id]) == [case]


def test_what_waits_for_the_peta_rencana_is_taken_back_too(kota, two):
    details = planning.PlanDetails(title="Rencana", from_year=2026, to_year=2030)
    planning.create_plan(kota.session, kota.government, details)
    case = decided(kota, planned(kota, opened(kota, two), *two))
    back(kota, case)

    (line,) = kota.session.query(PlanLine)
    assert line.state is PlanLineState.POSTPONED


def test_who_may_not_decide_may_not_take_back(kota, two):
    own = planned(kota, opened(kota, two), *two)
    for member in own.members:
        member.application.organisation_id = kota.kominfo.id
    commit(kota)
    decided(kota, own)

    with pytest.raises(NotAllowed):
        back(kota, own, who="signatory")


@pytest.mark.parametrize("reason", ["", "  ", "x" * 2001])
def test_it_needs_a_reason(kota, case, reason):
    with pytest.raises(Invalid):
        back(kota, case, reason=reason)
    kota.session.rollback()
    assert case.state is CaseState.DECIDED


def test_neither_a_stale_page_nor_an_ended_case_is_taken_back(kota, case):
    seen = case.version
    with pytest.raises(Changed):
        back(kota, case, seen=seen - 1)
    kota.session.rollback()
    followed(kota, case)
    with pytest.raises(WrongState):
        back(kota, case)


def test_a_letter_whose_decision_was_taken_back_is_not_corrected(kota, case):
    (letter,) = letters.of_case(kota.session, case)
    back(kota, case)

    assert "sudah dicabut" in letters.replacing_problem(letter)


def test_a_letter_of_a_standing_decision_is_corrected_like_any_other(kota, case):
    (letter,) = letters.of_case(kota.session, case)
    letters.withdraw(kota.session, letter, "Salah alamat.")
    said = letters.Correction(addressee="Dinas Kesehatan", reasons="Cukup satu.")
    made = letters.replace(
        kota.session, letter, said, viewer=kota.viewer("coordinator")
    )
    commit(kota)

    assert case.letter_number == made.number
    assert made.content["addressee"] == "Dinas Kesehatan"
    assert made.content["conditions"]
    assert letters.may_replace(kota.viewer("head"), letter) is False
