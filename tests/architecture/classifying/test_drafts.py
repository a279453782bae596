"""A release reaches what is planned and what is being registered, not the drawer."""

from datetime import timedelta

import pytest

from architecture import elements, history, referencing, scheduling
from architecture.classifying import asking, own, releasing
from architecture.layers import Layer
from architecture.model import (
    Answer,
    AnswerKind,
    Outcome,
    RegistrationKind,
    State,
    now,
)
from architecture.reference.calendar import day_of
from architecture.registration import concluding, drafting, submitting
from tests.architecture.classifying.test_inferring import row
from tests.architecture.classifying.test_releasing import rows_of, sealed
from tests.architecture.registration.office import office

SOON = timedelta(days=1)


@pytest.fixture
def kota(session):
    referencing.load(session)
    return office(session)


def planned(kota, codes):
    stated = {"name": "Layanan"}
    element = elements.add(kota.session, kota.dinas, Layer.SERVICE, stated)
    [made] = scheduling.plan(
        kota.session,
        element,
        {"reference_codes": codes},
        on=day_of(now()) + SOON,
        by="uji",
    )
    return made


def draft(kota, codes, state=State.DRAFT):
    made = drafting.start(
        kota.session,
        kota.dinas,
        RegistrationKind.BUILD,
        account=kota.accounts["reviewer"].id,
        stated={"name": f"Usulan {codes}", "reference_codes": codes},
    )
    made.state = state
    kota.session.flush()
    return made


def release(session):
    """Two are merged, one is split, one is withdrawn."""
    return rows_of(
        session,
        without={"RAB.06.05", "RAB.06.06", "RAB.03.01", "RAB.02.07"},
        extra=[
            row("RAB.06.07", "Kepemudaan", origins=["RAB.06.05", "RAB.06.06"]),
            row("RAB.03.08", "Jalan", origins=["RAB.03.01"]),
            row("RAB.03.09", "Gedung", origins=["RAB.03.01"]),
        ],
    )


def adopt(kota):
    sealed(kota.session)
    rows = release(kota.session)
    foreseen = releasing.foresee(kota.session, rows).effects
    done = releasing.adopt(kota.session, rows, "2027").effects
    assert foreseen == done
    sealed(kota.session)
    return next(each for each in done if each.government == kota.government.name)


def test_what_moved_is_followed_by_plans_and_registrations_and_told_once(kota, session):
    plan = planned(kota, "RAB.06.05, RAB.06.06")
    written = draft(kota, "rab.06.05; RAL.01.35")
    listed = draft(kota, ["RAB.06.06"], State.IN_REVIEW)
    over = draft(kota, ["RAB.06.06"], State.WITHDRAWN)
    finding = "outside_function:reference_codes."
    answer = Answer(
        registration_id=listed.id,
        finding=f"{finding}RAB.06.06",
        answer=AnswerKind.DIFFERENT,
        reason="Tugas perbantuan.",
    )
    session.add(answer)

    effect = adopt(kota)

    assert (effect.elements, effect.planned, effect.registrations) == (0, 1, 2)
    assert (effect.asked, effect.left) == (0, 0)
    assert plan.value == ["RAB.06.07"]
    assert written.details["reference_codes"] == "RAB.06.07, RAL.01.35"
    assert listed.details["reference_codes"] == ["RAB.06.07"]
    assert over.details["reference_codes"] == ["RAB.06.06"]
    assert answer.finding == f"{finding}RAB.06.07"
    deeds = [history.of(session, each)[0].deed for each in (plan, written, listed)]
    assert set(deeds) == {"Kode referensi mengikuti rilis 2027"}


def test_what_is_unsure_is_asked_but_of_a_draft_its_office_is_told(kota, session):
    plan = planned(kota, "RAB.03.01")
    sent = draft(kota, ["RAB.03.01", "RAB.02.07"], State.IN_REVIEW)
    mine = draft(kota, "RAB.03.01, RAB.02.07, nanti")

    effect = adopt(kota)
    asked, _, _ = asking.listed(session, kota.government.id, 1)

    assert (effect.asked, effect.left) == (3, 2)
    assert {each.row.planned or each.row.registration for each in asked} == {plan, sent}
    assert mine.details["reference_codes"] == "RAB.03.01, RAB.02.07, nanti"
    mine.details = mine.details | {"reference_codes": "RAB.03.01, RAB.02.07"}
    [told] = submitting.gone_codes(session, mine)["reference_codes"]
    assert "RAB.03.01 (kini RAB.03.08 atau RAB.03.09)" in told
    assert "RAB.02.07 (dicabut)" in told
    split = next(each.row for each in asked if each.row.planned)
    assert asking.answer(session, asking.alike(session, split), "RAB.03.08", by="a")
    gone = next(each.row for each in asked if each.row.code == "RAB.02.07")
    asking.answer(session, [gone], "-", by="a")
    sealed(session)
    assert plan.value == ["RAB.03.08"]
    assert sent.details["reference_codes"] == ["RAB.03.08"]
    assert asking.count(session, kota.government.id) == 0


def test_a_plan_that_is_carried_before_the_answer_is_asked_of_its_element(
    kota, session
):
    plan = planned(kota, "RAB.03.01")
    adopt(kota)
    scheduling.carry(session, day_of(now()) + SOON)
    sealed(session)
    assert plan.element.reference_codes == ["RAB.03.01"]
    [asked], _, _ = asking.listed(session, kota.government.id, 1)

    asking.answer(session, [asked.row], "RAB.03.09", by="a")
    sealed(session)

    assert plan.element.reference_codes == ["RAB.03.09"]


def test_an_approval_is_not_kept_up_and_what_is_asked_goes_to_the_application(
    kota, session
):
    sent = draft(kota, ["RAB.03.01", "RAB.09.06"], State.IN_REVIEW)
    sent.details = sent.details | {"description": "a", "function": "b"}
    adopt(kota)
    sent.outcome = Outcome.APPROVED
    concluding.finish(session, sent)
    sealed(session)

    made = sent.application
    assert made.reference_codes == ["RAB.03.01", "RAB.09.06"]
    [asked], _, _ = asking.listed(session, kota.government.id, 1)
    assert asked.element is made
    asking.answer(session, [asked.row], "RAB.03.08", by="a")
    sealed(session)
    assert made.reference_codes == ["RAB.03.08", "RAB.09.06"]


def test_drafts_follow_an_own_code_that_is_retired(kota, session):
    root = kota.government.id
    gone = own.add(session, root, "RAB.09.06", "Kinerja")
    plan, mine = planned(kota, gone.code), draft(kota, gone.code)

    own.retire(session, gone, "RAB.09.06", on=day_of(now()), version=gone.version)
    sealed(session)

    assert plan.value == ["RAB.09.06"]
    assert mine.details["reference_codes"] == "RAB.09.06"
