"""The steps at Kominfo."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from architecture import letters
from architecture.errors import Invalid, WrongState
from architecture.model import (
    Document,
    Letter,
    Outcome,
    RegistrationKind,
    State,
    Step,
    StepState,
    now,
)
from architecture.registration import deciding, queue, submitting
from tests.architecture.registration.office import drafted, in_review, paper


def states(registration):
    return {each.code: each.state for each in deciding.of_round(registration)}


def test_a_new_registration_waits_for_completeness_alone(kota, usulan):
    assert states(usulan) == {
        "COMPLETENESS": StepState.OPEN,
        "APPLICATION": StepState.WAITING,
        "DATA": StepState.WAITING,
        "INFRASTRUCTURE": StepState.WAITING,
        "SECURITY": StepState.WAITING,
        "MENPANRB": StepState.WAITING,
        "CONCLUSION": StepState.WAITING,
        "SIGNATURE": StepState.WAITING,
    }


def test_the_four_fields_stand_side_by_side_and_the_next_waits_for_all(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer")
    fields = ["APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY"]
    assert {code for code, state in states(usulan).items() if state.name == "OPEN"} == (
        set(fields)
    )
    for code in reversed(fields[1:]):
        kota.say(usulan, code, code)
        assert states(usulan)["MENPANRB"] is StepState.WAITING
    kota.say(usulan, "APPLICATION", "APPLICATION", passed=False, reason="Tanpa API.")
    assert states(usulan)["MENPANRB"] is StepState.OPEN
    assert kota.step(usulan, "APPLICATION").passed is False
    assert usulan.state is State.IN_REVIEW


def test_incomplete_goes_back_and_leaves_no_step_open(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer", passed=False, reason="KAK kosong.")
    assert usulan.state is State.RETURNED
    assert usulan.outcome is Outcome.REVISE
    assert usulan.outcome_reason == "KAK kosong."
    assert StepState.OPEN not in states(usulan).values()
    assert StepState.WAITING not in states(usulan).values()


def test_what_came_back_and_is_sent_again_is_a_second_round(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer", passed=False, reason="KAK kosong.")
    submitting.submit(kota.session, usulan)
    submitting.confirm(kota.session, usulan)
    kota.keep(usulan)
    assert (usulan.state, usulan.round, usulan.outcome) == (State.IN_REVIEW, 2, None)
    assert states(usulan)["COMPLETENESS"] is StepState.OPEN
    open_ = queue.open_steps(kota.session, kota.viewer("reviewer"))
    assert [(each.step.code, each.step.round) for each in open_] == [
        ("COMPLETENESS", 2)
    ]


def test_a_conclusion_may_send_it_back_too(kota, usulan):
    kota.to_conclusion(usulan)
    kota.say(
        usulan,
        "CONCLUSION",
        "reviewer",
        passed=False,
        outcome=Outcome.REVISE,
        reason="Gabungkan dengan usulan lain.",
    )
    assert usulan.state is State.RETURNED
    assert states(usulan)["SIGNATURE"] is StepState.SKIPPED
    assert kota.session.scalars(select(Letter)).all() == []


@pytest.mark.parametrize(
    ("outcome", "becomes_application"),
    [
        (Outcome.APPROVED, True),
        (Outcome.APPROVED_WITH_CONDITIONS, True),
        (Outcome.REUSE, False),
        (Outcome.REFUSED, False),
    ],
)
def test_every_other_outcome_is_decided_by_the_signature(
    kota, usulan, outcome, becomes_application
):
    conditions = ["Memakai API kependudukan.", " "]
    if outcome is not Outcome.APPROVED_WITH_CONDITIONS:
        conditions = []
    kota.to_signature(usulan, outcome=outcome, conditions=conditions)
    assert usulan.state is State.IN_REVIEW
    assert kota.session.scalars(select(Letter)).all() == []
    kota.say(usulan, "SIGNATURE", "signatory")
    assert (usulan.state, usulan.outcome) == (State.DECIDED, outcome)
    assert usulan.conditions == conditions[:1]
    assert (usulan.application is not None) is becomes_application
    [letter] = letters.of_registration(kota.session, usulan)
    assert letter.content["outcome"] == outcome.name
    assert letter.content["conditions"] == conditions[:1]
    if usulan.application:
        assert usulan.application.status.name == "PLANNED"


def test_the_signatory_reopens_the_conclusion_with_a_reason(kota, usulan):
    kota.to_signature(usulan)
    kota.say(usulan, "SIGNATURE", "signatory", passed=False, reason="Cek biaya.")
    assert states(usulan)["CONCLUSION"] is StepState.OPEN
    assert states(usulan)["SIGNATURE"] is StepState.WAITING
    assert usulan.outcome is None
    signature = kota.step(usulan, "SIGNATURE")
    assert (signature.passed, signature.reason) == (False, "Cek biaya.")
    kota.say(
        usulan,
        "CONCLUSION",
        "reviewer",
        outcome=Outcome.REFUSED,
        passed=False,
        reason="Terlalu mahal.",
    )
    signature = kota.step(usulan, "SIGNATURE")
    assert (signature.state, signature.reason) == (StepState.OPEN, "")
    kota.say(usulan, "SIGNATURE", "signatory")
    assert (usulan.state, usulan.outcome) == (State.DECIDED, Outcome.REFUSED)
    assert usulan.application is None


def test_a_consideration_from_outside_needs_number_day_and_file(kota, usulan):
    to_outside(kota, usulan)
    step = kota.step(usulan, "MENPANRB")
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "MENPANRB", "reviewer")
    assert set(refused.value.problems) == {"outside_number", "outside_date", "file"}
    kota.session.rollback()
    tomorrow = now().date() + timedelta(days=2)
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "MENPANRB", "reviewer", outside_date=tomorrow)
    assert "belum terjadi" in refused.value.problems["outside_date"][0]
    kota.session.rollback()
    kota.say(
        usulan,
        "MENPANRB",
        "reviewer",
        outside_number="B/17/M.SM/2026",
        outside_date=date(2026, 1, 5),
        document=kept(kota),
    )
    assert (step.state, step.outside_number) == (StepState.DONE, "B/17/M.SM/2026")
    assert step.document is not None
    assert states(usulan)["CONCLUSION"] is StepState.OPEN


def test_only_a_consideration_from_outside_may_be_left_out(kota, usulan):
    with pytest.raises(WrongState):
        leave_out(kota, usulan, "COMPLETENESS", "Tidak perlu.")
    kota.session.rollback()
    to_outside(kota, usulan)
    with pytest.raises(Invalid):
        leave_out(kota, usulan, "MENPANRB", "  ")
    kota.session.rollback()
    leave_out(kota, usulan, "MENPANRB", "Bukan aplikasi khusus.")
    step = kota.step(usulan, "MENPANRB")
    assert (step.state, step.reason) == (StepState.SKIPPED, "Bukan aplikasi khusus.")
    assert step.decided_by_id == kota.accounts["reviewer"].id
    assert states(usulan)["CONCLUSION"] is StepState.OPEN


def test_closed_source_asks_for_the_consideration_of_komdigi(kota):
    usulan = in_review(kota, findings=[], licence="PROPRIETARY")
    assert "KOMDIGI" in states(usulan)


def test_what_runs_already_is_listed_in_one_step_without_letter(kota):
    usulan = in_review(kota, RegistrationKind.EXISTING, findings=[])
    assert list(states(usulan)) == ["COMPLETENESS"]
    kota.say(
        usulan, "COMPLETENESS", "reviewer", outcome=Outcome.APPROVED, reason="Benar."
    )
    assert (usulan.state, usulan.outcome) == (State.DECIDED, Outcome.APPROVED)
    assert usulan.application.status.name == "LIVE"
    assert kota.session.scalars(select(Letter)).all() == []


def test_what_is_not_running_is_not_listed(kota):
    usulan = in_review(kota, RegistrationKind.EXISTING, findings=[])
    kota.say(
        usulan,
        "COMPLETENESS",
        "reviewer",
        passed=False,
        outcome=Outcome.REFUSED,
        reason="Tidak berjalan.",
    )
    assert (usulan.state, usulan.application) == (State.DECIDED, None)


def test_the_age_counts_working_days_and_says_how_late(kota, usulan):
    step = kota.step(usulan, "COMPLETENESS")
    step.opened_at = now() - timedelta(days=30)
    kota.keep(usulan)
    [waiting] = queue.waiting_for(kota.session, kota.viewer("reviewer"))
    assert 15 <= waiting.age <= 22
    assert waiting.late == waiting.age - 2


def test_the_oldest_step_comes_first(kota):
    first, second = in_review(kota, findings=[]), in_review(kota, findings=[])
    kota.step(second, "COMPLETENESS").opened_at = now() - timedelta(days=3)
    kota.keep(second)
    found = queue.waiting_for(kota.session, kota.viewer("reviewer"))
    assert [each.registration.id for each in found] == [second.id, first.id]


def test_a_draft_has_no_step_and_is_in_no_queue(kota):
    usulan = drafted(kota)
    assert usulan.steps == []
    assert queue.open_steps(kota.session, kota.viewer("reviewer")) == []


def to_outside(kota, usulan):
    kota.say(usulan, "COMPLETENESS", "reviewer")
    for code in ("APPLICATION", "DATA", "INFRASTRUCTURE", "SECURITY"):
        kota.say(usulan, code, code)


def leave_out(kota, usulan, code, reason):
    deciding.leave_out(
        kota.session,
        kota.step(usulan, code),
        reason,
        viewer=kota.viewer("reviewer"),
    )
    kota.keep(usulan)


def kept(kota):
    file = paper("surat.pdf")
    document = Document(
        government_id=kota.government.id,
        kind="SURAT_PERTIMBANGAN",
        filename=file.filename,
        media_type=file.media_type,
        size=file.size,
        sha256=file.sha256,
        key=file.key,
    )
    kota.session.add(document)
    kota.session.flush()
    return document


def test_every_step_of_a_decided_registration_is_closed(kota, usulan):
    kota.to_signature(usulan)
    kota.say(usulan, "SIGNATURE", "signatory")
    left = select(Step).where(Step.state.in_([StepState.OPEN, StepState.WAITING]))
    assert kota.session.scalars(left).all() == []
