"""The default workflow, documents and contents of a plan."""

import pytest

from architecture.reference import documents, muatan, workflow
from architecture.reference.workflow import Condition, Track
from architecture.roles import Field, Role

KINDS = ("BUILD", "ENHANCE", "BUY", "TAKE_OVER", "WEBSITE", "EXISTING")


@pytest.mark.parametrize("track", [Track.OFFICE, Track.OWN])
def test_four_fields_are_judged_side_by_side(track):
    judged = [step for step in workflow.steps(track) if step.field]
    assert {step.field for step in judged} == set(Field)
    assert len({step.position for step in judged}) == 1


def test_nobody_of_kominfo_takes_a_step_in_kominfos_own_proposals():
    assert {step.role for step in workflow.steps(Track.OWN)} == {Role.COORDINATOR}


def test_an_offices_proposal_is_signed_last_by_the_head_of_kominfo():
    last = workflow.steps(Track.OFFICE)[-1]
    assert last.role is Role.SIGNATORY
    assert last.code == "SIGNATURE"


def test_outside_considerations_are_optional_and_say_when():
    outside = [
        step for track in Track for step in workflow.steps(track) if step.external
    ]
    assert {step.condition for step in outside} == set(Condition)
    assert all(step.optional for step in outside)


def test_codes_of_steps_are_unique_in_a_track():
    for track in Track:
        codes = [step.code for step in workflow.steps(track)]
        assert len(codes) == len(set(codes))


def test_what_runs_already_is_only_checked_for_completeness():
    track = workflow.track_for("EXISTING", own=True)
    assert track is Track.LISTING
    assert [step.role for step in workflow.steps(track)] == [Role.REVIEWER]


@pytest.mark.parametrize("kind", KINDS)
def test_rules_name_known_documents_and_ask_for_at_least_one(kind):
    assert set(documents.rules()[kind]) <= set(documents.kinds())
    assert documents.required(kind)


def test_building_needs_the_terms_of_reference_and_the_process():
    assert {"KAK", "PROCESS", "NEEDS"} <= set(documents.required("BUILD"))


def test_every_kind_of_document_stands_in_a_group():
    for each in documents.kinds().values():
        assert each.group in documents.groups()


def test_a_plan_has_seven_contents_in_order():
    assert [each.position for each in muatan.muatan().values()] == list(range(1, 8))
