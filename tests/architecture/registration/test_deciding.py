"""The steps at Kominfo."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from architecture import letters
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.documents.letter import of_content, worded
from architecture.errors import Changed, Invalid, NotAllowed, WrongState
from architecture.letters import issuing
from architecture.model import (
    Document,
    Letter,
    Note,
    Outcome,
    RegistrationKind,
    State,
    Step,
    StepState,
    Use,
    now,
)
from architecture.registration import deciding, queue, submitting
from architecture.registration.verdicts import Verdict, owed
from architecture.roles import Field, Role
from tests import make
from tests.architecture.registration.office import drafted, in_review, office, paper

SERIOUS = Finding(
    key="duplicate:APP-1",
    kind="duplicate",
    case="likely",
    severity=Severity.SERIOUS,
    subject=Subject(type=SubjectType.APPLICATION, code="APP-1", name="SIPADU", id=0),
    reasons=("Dinas lain sudah menjalankan SIPADU.",),
    norm="Pasal 56",
    advice="Hubungi pemiliknya.",
    score=0.8,
)
BLOCKING = replace(SERIOUS, key="closed:1", severity=Severity.BLOCKING)
REASON = "Lingkup pekerjaannya berbeda dan sudah dibahas dengan pemiliknya."


@pytest.fixture
def kota(session):
    """Give a government with everybody who decides."""
    return office(session)


@pytest.fixture
def usulan(kota):
    """Give a registration that just came to Kominfo, without findings."""
    return in_review(kota, findings=[])


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


def test_a_no_needs_a_reason(kota, usulan):
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "COMPLETENESS", "reviewer", passed=False, reason="  ")
    assert "reason" in refused.value.problems


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "outcome"),
        ({"outcome": Outcome.WITHDRAWN, "reason": "-"}, "outcome"),
        ({"outcome": Outcome.APPROVED}, "reason"),
        ({"outcome": Outcome.APPROVED, "reason": "x" * 4001}, "reason"),
        ({"outcome": Outcome.APPROVED_WITH_CONDITIONS, "reason": "-"}, "conditions"),
        (
            {"outcome": Outcome.APPROVED, "reason": "-", "conditions": ["API."]},
            "conditions",
        ),
        (
            {
                "outcome": Outcome.APPROVED_WITH_CONDITIONS,
                "reason": "-",
                "conditions": ["x" * 1001],
            },
            "conditions",
        ),
    ],
)
def test_what_a_conclusion_lacks_is_said_beside_its_field(kota, usulan, said, field):
    kota.to_conclusion(usulan)
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "CONCLUSION", "reviewer", **said)
    assert field in refused.value.problems
    kota.session.rollback()
    assert states(usulan)["CONCLUSION"] is StepState.OPEN


def test_an_approval_needs_a_reason_for_each_serious_finding(kota):
    usulan = in_review(kota, findings=[SERIOUS])
    kota.to_conclusion(usulan)
    said = {"outcome": Outcome.APPROVED, "reason": "Perlu."}
    for reasons in ({}, {SERIOUS.key: "beda"}):
        with pytest.raises(Invalid) as refused:
            kota.say(usulan, "CONCLUSION", "reviewer", overrides=reasons, **said)
        assert set(refused.value.problems) == {SERIOUS.key}
        kota.session.rollback()
    kota.say(usulan, "CONCLUSION", "reviewer", overrides={SERIOUS.key: REASON}, **said)
    assert kota.step(usulan, "CONCLUSION").overrides == {SERIOUS.key: REASON}


def test_a_refusal_needs_no_reason_for_findings(kota):
    usulan = in_review(kota, findings=[SERIOUS, BLOCKING])
    kota.to_signature(usulan, outcome=Outcome.REFUSED, passed=False, reason="Sama.")
    kota.say(usulan, "SIGNATURE", "signatory")
    assert usulan.outcome is Outcome.REFUSED


def test_what_only_the_signatory_may_pass_is_left_to_the_signature(kota):
    usulan = in_review(kota, findings=[SERIOUS, BLOCKING])
    kota.to_conclusion(usulan)
    step = kota.step(usulan, "CONCLUSION")
    asked = owed(usulan, step, kota.viewer("reviewer"))
    assert [each.key for each in asked.mine] == [SERIOUS.key]
    assert [each.key for each in asked.later] == [BLOCKING.key]
    said = {"outcome": Outcome.APPROVED, "reason": "Perlu."}
    both = {SERIOUS.key: REASON, BLOCKING.key: REASON}
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "CONCLUSION", "reviewer", overrides=both, **said)
    assert "Jabatan Anda" in refused.value.problems[BLOCKING.key][0]
    kota.session.rollback()
    kota.say(usulan, "CONCLUSION", "reviewer", overrides={SERIOUS.key: REASON}, **said)
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "SIGNATURE", "signatory")
    assert set(refused.value.problems) == {BLOCKING.key}
    kota.session.rollback()
    kota.say(usulan, "SIGNATURE", "signatory", overrides={BLOCKING.key: REASON})
    assert usulan.outcome is Outcome.APPROVED


def test_without_a_signature_nobody_passes_what_blocks(kota):
    usulan = in_review(kota, RegistrationKind.EXISTING, findings=[BLOCKING])
    with pytest.raises(Invalid) as refused:
        kota.say(
            usulan, "COMPLETENESS", "reviewer", outcome=Outcome.APPROVED, reason="Ya."
        )
    assert "outcome" in refused.value.problems


def test_conditions_and_reasons_stand_in_the_history(kota, usulan):
    kota.to_signature(
        usulan, outcome=Outcome.APPROVED_WITH_CONDITIONS, conditions=["Pakai API."]
    )
    notes = kota.session.scalars(select(Note).where(Note.subject == "steps")).all()
    told = {each.deed: each.values for each in notes}
    assert told["Kesimpulan: syarat"]["conditions"] == [[], ["Pakai API."]]
    assert told["Kesimpulan: Disetujui dengan syarat"]["reason"][1]


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


def test_a_reason_of_the_longest_length_passes(kota, usulan):
    kota.to_signature(usulan, reason="é" * 4000)
    assert len(usulan.outcome_reason) == 4000
    assert issuing.LONGEST_REASON < 4000


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


def offered(kota):
    """Give a registration that resembles an application, and the application."""
    other = make.application(kota.session, "SIPADU", of=kota.kominfo)
    subject = replace(SERIOUS.subject, id=other.id, code=other.code)
    usulan = in_review(kota, findings=[replace(SERIOUS, subject=subject)])
    return kota.to_conclusion(usulan), other


def test_reuse_names_what_is_used_and_the_use_is_noted_with_the_signature(kota):
    usulan, other = offered(kota)
    said = {"passed": False, "outcome": Outcome.REUSE, "reason": REASON}
    with pytest.raises(Invalid) as refused:
        kota.say(usulan, "CONCLUSION", "reviewer", **said)
    assert list(refused.value.problems) == ["reused"]
    kota.session.rollback()
    kota.say(usulan, "CONCLUSION", "reviewer", **said, reused=other.id)
    assert kota.session.scalars(select(Use)).all() == []

    kota.say(usulan, "SIGNATURE", "signatory")

    [use] = kota.session.scalars(select(Use)).all()
    assert (use.application_id, use.organisation_id) == (other.id, kota.dinas.id)
    assert usulan.number in use.note
    [letter] = kota.session.scalars(select(Letter)).all()
    assert letter.content["reused"].startswith("SIPADU (")
    told = worded(of_content(letter.content)).meaning
    assert "agar dipenuhi dengan SIPADU (" in told


@pytest.mark.parametrize("reused", [0, None])
def test_what_only_the_reason_names_is_noted_for_nobody(kota, reused):
    usulan, other = offered(kota)
    if reused is None:
        usulan.findings = []
        kota.session.flush()
    kota.say(
        usulan,
        "CONCLUSION",
        "reviewer",
        passed=False,
        outcome=Outcome.REUSE,
        reason=f"{REASON} Pakai {other.name}.",
        reused=reused,
    )
    kota.say(usulan, "SIGNATURE", "signatory")
    assert usulan.application_id is None
    assert kota.session.scalars(select(Use)).all() == []


def test_another_conclusion_forgets_what_was_to_be_used(kota):
    usulan, other = offered(kota)
    said = {"passed": False, "reason": REASON}
    reuse = {"outcome": Outcome.REUSE, "reused": other.id}
    kota.say(usulan, "CONCLUSION", "reviewer", **said, **reuse)
    kota.say(usulan, "SIGNATURE", "signatory", passed=False, reason=REASON)
    kota.say(usulan, "CONCLUSION", "reviewer", **said, outcome=Outcome.REFUSED)
    assert usulan.application_id is None
