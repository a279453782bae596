"""What a decision must say: reasons, answers to findings, conditions."""

import pytest
from sqlalchemy import select

from architecture.errors import Invalid
from architecture.letters import issuing
from architecture.model import (
    Note,
    Outcome,
    RegistrationKind,
    StepState,
)
from architecture.registration import deciding
from architecture.registration.verdicts import owed
from tests.architecture.registration.office import BLOCKING, REASON, SERIOUS, in_review


def states(registration):
    return {each.code: each.state for each in deciding.of_round(registration)}


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


def test_a_reason_of_the_longest_length_passes(kota, usulan):
    kota.to_signature(usulan, reason="é" * 4000)
    assert len(usulan.outcome_reason) == 4000
    assert issuing.LONGEST_REASON < 4000
