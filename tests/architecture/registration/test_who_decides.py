"""Who takes which step of a registration, and what happens to the second of two."""

import pytest

from architecture import letters
from architecture.errors import Changed, NotAllowed, WrongState
from architecture.model import (
    Outcome,
    RegistrationKind,
    State,
    StepState,
)
from architecture.registration import deciding, queue, submitting
from architecture.registration.verdicts import Verdict
from architecture.roles import Field, Role
from tests import make
from tests.architecture.registration.office import in_review, office


def test_a_proposal_of_kominfo_is_decided_by_the_coordination_alone(kota):
    usulan = in_review(kota, of=kota.kominfo, findings=[])
    for who in ("reviewer", "signatory"):
        with pytest.raises(NotAllowed):
            kota.say(usulan, "COMPLETENESS", who)
        kota.session.rollback()
    kota.say(usulan, "COMPLETENESS", "coordinator")
    for code in ("APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY"):
        kota.say(usulan, code, "coordinator")
    kota.skip_outside(usulan, "coordinator")
    kota.say(
        usulan, "CONCLUSION", "coordinator", outcome=Outcome.APPROVED, reason="Perlu."
    )
    kota.say(usulan, "SIGNATURE", "coordinator")
    assert usulan.state is State.DECIDED
    [letter] = letters.of_registration(kota.session, usulan)
    assert letter.content["office"] == "Tim Koordinasi SPBE"


def test_what_kominfo_runs_already_is_listed_by_the_coordination(kota):
    """Its own reviewers may not, so nobody could take the step."""
    usulan = in_review(kota, RegistrationKind.EXISTING, of=kota.kominfo, findings=[])
    with pytest.raises(NotAllowed):
        kota.say(usulan, "COMPLETENESS", "reviewer")
    kota.session.rollback()
    kota.say(
        usulan, "COMPLETENESS", "coordinator", outcome=Outcome.APPROVED, reason="Ada."
    )
    assert usulan.application is not None


@pytest.mark.parametrize("place", ["office", "unit", "post in a unit"])
def test_nobody_decides_for_the_own_office(kota, usulan, place):
    unit, at = make.office(kota.session, "UPT", of=kota.dinas), kota.dinas
    if place == "unit":
        usulan = in_review(kota, of=unit, findings=[])
    elif place == "post in a unit":
        at = unit
    make.post(kota.session, kota.accounts["reviewer"], Role.REVIEWER, at)
    with pytest.raises(NotAllowed):
        kota.say(usulan, "COMPLETENESS", "reviewer")
    kota.session.rollback()
    assert queue.waiting_for(kota.session, kota.viewer("reviewer")) == []
    kota.say(usulan, "COMPLETENESS", "reviewer2")
    assert kota.step(usulan, "COMPLETENESS").state is StepState.DONE


def test_a_validator_takes_the_own_field_alone(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer")
    with pytest.raises(NotAllowed):
        kota.say(usulan, "SECURITY", "DATA")
    kota.session.rollback()
    viewer = kota.viewer("SECURITY")
    mine = queue.waiting_for(kota.session, viewer)
    assert [each.step.field for each in mine] == [Field.SECURITY]
    assert len(queue.open_steps(kota.session, viewer)) == 4


@pytest.mark.parametrize("who", ["operator", "head", "architect", "signatory"])
def test_who_does_not_review_takes_no_step_of_reviewers(kota, usulan, who):
    with pytest.raises(NotAllowed):
        kota.say(usulan, "COMPLETENESS", who)


def test_another_governments_reviewer_neither_sees_nor_decides(kota, usulan):
    other = office(kota.session)
    stranger = other.viewer("reviewer")
    assert queue.find(kota.session, stranger, usulan.id) is None
    assert queue.open_steps(kota.session, stranger) == []
    with pytest.raises(NotAllowed):
        deciding.take(
            kota.session,
            kota.step(usulan, "COMPLETENESS"),
            Verdict(passed=True),
            viewer=stranger,
        )


def test_a_second_decision_on_the_same_step_is_told_who_was_first(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer")
    with pytest.raises(Changed, match="sudah Anda putus"):
        kota.say(usulan, "COMPLETENESS", "reviewer", passed=False, reason="Kosong.")
    kota.session.rollback()
    with pytest.raises(Changed, match="orang lain"):
        kota.say(usulan, "COMPLETENESS", "reviewer2", passed=False, reason="Kosong.")
    kota.session.rollback()
    assert kota.step(usulan, "COMPLETENESS").passed is True
    assert usulan.state is State.IN_REVIEW


def test_a_form_that_was_opened_before_a_change_is_told_so(kota, usulan):
    kota.to_signature(usulan)
    step = kota.step(usulan, "SIGNATURE")
    seen = step.version
    kota.say(usulan, "SIGNATURE", "signatory", passed=False, reason="Cek biaya.")
    kota.say(
        usulan, "CONCLUSION", "reviewer", outcome=Outcome.APPROVED, reason="Sudah."
    )
    with pytest.raises(Changed, match="berubah"):
        deciding.take(
            kota.session,
            kota.step(usulan, "SIGNATURE"),
            Verdict(passed=True),
            viewer=kota.viewer("signatory"),
            version=seen,
        )


def test_a_step_whose_turn_has_not_come_cannot_be_taken(kota, usulan):
    with pytest.raises(WrongState, match="giliran"):
        kota.say(usulan, "CONCLUSION", "reviewer", outcome=Outcome.REFUSED, reason="-")


def test_a_withdrawn_registration_is_decided_no_more(kota, usulan):
    submitting.withdraw(kota.session, usulan, "Tidak jadi.")
    kota.keep(usulan)
    with pytest.raises(WrongState, match="Ditarik"):
        kota.say(usulan, "COMPLETENESS", "reviewer")
