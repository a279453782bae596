"""The way to Kominfo: what stops it, what it opens, and how it is taken back."""

from dataclasses import replace

import pytest

from architecture import engines, history
from architecture.errors import Invalid, WrongState
from architecture.model import Outcome, RegistrationKind, State, StepState
from architecture.registration import drafting, submitting
from tests import make

TEXTS = {
    "name": "Pemetaan Terumbu Karang",
    "description": "Mencatat letak dan kesehatan terumbu karang dari hasil selam.",
    "function": "Menyimpan titik selam, foto karang, dan menghitung tutupan karang.",
}


@pytest.fixture
def listed(session):
    """A draft that nothing stands in the way of."""
    made = drafting.start(
        session,
        make.office(session),
        RegistrationKind.EXISTING,
        account=make.account(session).id,
    )
    drafting.save(session, made, TEXTS)
    session.flush()
    return made


def test_without_the_required_texts_nothing_is_sent(session, listed):
    drafting.save(session, listed, {"function": "", "cost_build": "banyak"})

    with pytest.raises(Invalid) as refused:
        submitting.submit(session, listed)

    assert set(refused.value.problems) == {"function", "cost_build"}
    assert listed.state is State.DRAFT


def test_missing_documents_stop_a_new_application(session):
    made = drafting.start(
        session,
        make.office(session),
        RegistrationKind.BUILD,
        account=make.account(session).id,
    )
    drafting.save(session, made, TEXTS)

    with pytest.raises(Invalid) as refused:
        submitting.submit(session, made)

    assert "findings" in refused.value.problems


def test_what_was_found_names_the_version_it_was_found_with(session, listed):
    shipped = engines.in_force(session).title
    submitting.submit(session, listed)
    assert listed.found_with == shipped

    concept = engines.in_force(session).thesaurus.concepts[0]
    taught = replace(concept, variants=(*concept.variants, "jempol fajar"))
    engines.propose(session, taught, "Kata kami", account=None, government=None)
    newer = engines.publish(session, "Kata baru", account=None)
    engines.adopt(session, newer.number, "Diberlakukan", account=None)
    assert listed.found_with == shipped, "a newer version found nothing of it yet"

    submitting.confirm(session, listed)
    assert listed.found_with == engines.in_force(session).title
    assert listed.found_with.startswith(f"versi {newer.number} ")


def test_sent_and_confirmed_it_opens_the_first_steps(session, listed):
    submitting.submit(session, listed)
    assert listed.state is State.WAITING_FOR_HEAD
    submitting.confirm(session, listed)

    assert listed.state is State.IN_REVIEW
    first = min(step.position for step in listed.steps)
    for step in listed.steps:
        opened = step.position == first
        assert step.state is (StepState.OPEN if opened else StepState.WAITING)


def test_another_draft_of_the_office_is_told_to_the_office_and_not_to_kominfo(
    session, listed
):
    other = drafting.start(
        session,
        listed.organisation,
        RegistrationKind.BUILD,
        account=listed.created_by_id,
    )
    drafting.save(session, other, TEXTS)
    history.seal(session, by="uji")
    session.flush()

    found = submitting.submit(session, listed)
    assert other.number in {each.subject.code for each in found}
    submitting.confirm(session, listed)

    assert other.number not in repr(listed.findings)


def test_nothing_is_sent_or_confirmed_twice(session, listed):
    with pytest.raises(WrongState):
        submitting.confirm(session, listed)
    submitting.submit(session, listed)
    with pytest.raises(WrongState):
        submitting.submit(session, listed)
    submitting.confirm(session, listed)
    with pytest.raises(WrongState):
        submitting.confirm(session, listed)


def test_what_the_head_gives_back_bears_no_older_outcome(session, listed):
    submitting.submit(session, listed)
    listed.outcome = Outcome.REVISE
    with pytest.raises(Invalid):
        submitting.send_back(session, listed, " ")
    submitting.send_back(session, listed, "Lengkapi data.")

    assert listed.state is State.RETURNED
    assert listed.outcome is None
    assert listed.outcome_reason == "Lengkapi data."


def test_a_second_round_has_steps_of_its_own(session, listed):
    submitting.submit(session, listed)
    submitting.confirm(session, listed)
    listed.state = State.RETURNED
    submitting.submit(session, listed)
    submitting.confirm(session, listed)

    assert listed.round == 2
    assert {step.round for step in listed.steps} == {1, 2}


def test_withdrawn_it_leaves_no_open_step(session, listed):
    submitting.submit(session, listed)
    submitting.confirm(session, listed)
    with pytest.raises(Invalid):
        submitting.withdraw(session, listed, "")
    submitting.withdraw(session, listed, "Tidak jadi.")

    assert listed.state is State.WITHDRAWN
    assert {step.state for step in listed.steps} == {StepState.SKIPPED}
    with pytest.raises(WrongState):
        submitting.withdraw(session, listed, "Lagi.")
