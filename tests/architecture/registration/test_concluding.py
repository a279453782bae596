"""What a decision leads to."""

from datetime import date

import pytest
from sqlalchemy import select

from architecture import planning
from architecture.layers import Verb
from architecture.model import (
    Application,
    Note,
    Outcome,
    PlanLine,
    PlanLineState,
    PlanState,
    Registration,
    RegistrationKind,
    Relation,
)
from architecture.registration import concluding, planned
from tests import make
from tests.architecture.registration.office import in_review


def finished(kota, kind=RegistrationKind.BUILD, outcome=Outcome.APPROVED, **details):
    line = details.pop("line", None)
    usulan = in_review(kota, kind, findings=[], **details)
    usulan.plan_line_id = line.id if line else None
    usulan.outcome = outcome
    kota.session.flush()
    kota.session.refresh(usulan)
    concluding.finish(kota.session, usulan)
    return kota.keep(usulan)


def lines(kota):
    return kota.session.scalars(select(PlanLine)).all()


def test_an_approved_build_becomes_a_planned_application_of_its_office(kota):
    usulan = finished(kota, cost_build="150000000", planned_live="2027-06-30")
    made = usulan.application
    assert made.organisation_id == kota.dinas.id
    assert made.status.name == "PLANNED"
    assert made.name == usulan.details["name"]
    assert made.function == usulan.details["function"]
    assert made.code.startswith("DAA-")
    notes = kota.session.scalars(
        select(Note.deed).where(Note.subject == "applications")
    ).all()
    assert any(usulan.number in deed for deed in notes)


def plan_of(kota):
    """Make a plan that was set by regulation, with one line on applications."""
    plan = planning.create_plan(
        kota.session,
        kota.government,
        planning.PlanDetails(
            title="Peta rencana 2026-2030",
            from_year=2026,
            to_year=2030,
            regulation="Perwali 1/2026",
            set_on=date(2026, 1, 2),
        ),
        state=PlanState.SET,
    )
    line = planning.add_line(
        kota.session,
        plan,
        planning.LineDetails(
            code="APL-001", muatan=planning.APPLICATIONS, name="Antrean", note="Asli"
        ),
        organisation=kota.dinas,
        state=PlanLineState.APPROVED,
    )
    kota.keep(plan)
    return line


def test_what_was_not_planned_is_proposed_for_the_next_review(kota):
    plan_of(kota)
    usulan = finished(kota, planned_live="2027-06-30", cost_build="1000000")
    [planned, proposed] = lines(kota)
    assert planned.state is PlanLineState.APPROVED
    assert proposed.state is PlanLineState.PROPOSED
    assert proposed.id == usulan.plan_line_id
    assert proposed.element_id == usulan.application_id
    assert list(proposed.targets) == ["2027"]
    assert usulan.number in proposed.note


def test_a_line_that_was_set_by_regulation_stays_as_it_was(kota):
    line = plan_of(kota)
    usulan = finished(kota, line=line)
    [planned] = lines(kota)
    assert usulan.plan_line_id == planned.id
    assert (planned.name, planned.note, planned.element_id) == ("Antrean", "Asli", None)


def test_a_government_without_plan_approves_all_the_same(kota):
    usulan = finished(kota)
    assert (usulan.plan_line_id, lines(kota)) == (None, [])


@pytest.mark.parametrize("state", [PlanState.DRAFT, PlanState.SET])
def test_what_was_approved_without_a_plan_waits_for_the_first_one(kota, state):
    first = finished(kota, planned_live="2027-06-30")
    refused = finished(kota, outcome=Outcome.REFUSED)
    running = finished(kota, RegistrationKind.EXISTING)
    details = planning.PlanDetails(
        title="Peta rencana",
        from_year=2026,
        to_year=2030,
        regulation="Perwali 1/2026",
        set_on=date(2026, 1, 2),
    )
    plan = planned.begin_plan(kota.session, kota.government, details, state=state)
    kota.keep(plan)
    [line] = lines(kota)
    assert (line.id, line.state) == (first.plan_line_id, PlanLineState.PROPOSED)
    assert line.element_id == first.application_id
    assert list(line.targets) == ["2027"]
    assert (refused.plan_line_id, running.plan_line_id) == (None, None)


def test_an_enhancement_under_the_same_name_stays_one_application(kota):
    old = make.application(kota.session, "SIKAP", of=kota.dinas)
    usulan = finished(kota, RegistrationKind.ENHANCE, replaces=old, name="Sikap")
    assert usulan.application_id == old.id
    assert len(kota.session.scalars(select(Application)).all()) == 1


def test_a_replacement_is_a_new_application_that_replaces_the_old(kota):
    old = make.application(kota.session, "SIKAP", of=kota.dinas)
    usulan = finished(kota, RegistrationKind.ENHANCE, replaces=old, name="SIKAP Baru")
    assert usulan.application_id != old.id
    [relation] = kota.session.scalars(select(Relation)).all()
    assert (relation.source_id, relation.verb, relation.target_id) == (
        usulan.application_id,
        Verb.REPLACES,
        old.id,
    )


def test_an_approved_site_is_a_website(kota):
    usulan = finished(kota, RegistrationKind.WEBSITE)
    assert usulan.application.type.name == "WEBSITE"


def test_what_runs_already_is_live_and_in_no_plan(kota):
    usulan = finished(kota, RegistrationKind.EXISTING)
    assert usulan.application.status.name == "LIVE"
    assert usulan.plan_line_id is None
    assert lines(kota) == []


@pytest.mark.parametrize("outcome", [Outcome.REUSE, Outcome.REFUSED])
def test_what_is_not_approved_leaves_the_inventory_as_it_was(kota, outcome):
    usulan = finished(kota, outcome=outcome)
    assert usulan.application_id is None
    assert kota.session.scalars(select(Application)).all() == []
    assert kota.session.get_one(Registration, usulan.id).decided_at is not None
