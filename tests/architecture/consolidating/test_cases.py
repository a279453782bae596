"""A case of consolidation: opened, planned, answered, decided, followed, ended."""

from datetime import date
from decimal import Decimal

import pytest

from architecture import (
    consolidating,
    inventory,
    letters,
    organisations,
)
from architecture.consolidating import Plan
from architecture.documents.letter import of_content, worded
from architecture.errors import (
    Changed,
    CodeTaken,
    Invalid,
    NotAllowed,
    NotFound,
    WrongState,
)
from architecture.layers import Status
from architecture.letters import numbers
from architecture.model import CaseState, Fate, Note, NumberMode
from tests import make
from tests.architecture.consolidating.decided import (
    UNTIL,
    commit,
    decided,
    followed,
    opened,
    planned,
    twins,
)
from tests.architecture.registration.office import office
from tests.architecture.suspecting.test_sweeping import OTHER


@pytest.fixture
def two(kota):
    """Give two applications that do the same work; of one the cost is known."""
    made = twins(kota)
    made[0].cost_yearly = Decimal(120_000_000)
    commit(kota)
    return made


def test_the_report_says_what_is_run_twice_and_what_it_costs(kota, two):
    report = consolidating.report(
        kota.session, kota.viewer("reviewer"), kota.government.id
    )

    (group,) = report.groups
    assert {each.id for each in group.applications} == {each.id for each in two}
    assert (group.total, group.unknown) == (Decimal(120_000_000), 1)
    assert group.case is None
    assert (report.total, report.unknown) == (Decimal(120_000_000), 1)


def test_costs_that_a_viewer_may_not_read_are_neither_shown_nor_called_unknown(
    kota, two
):
    report = consolidating.report(
        kota.session, kota.viewer("operator"), kota.government.id
    )

    for group in report.groups:
        assert group.hidden + group.unknown + len(group.costs) == 2
        assert group.hidden >= 1


def test_a_retired_application_is_in_no_group(kota, two):
    two[1].status = Status.RETIRED
    commit(kota)

    report = consolidating.report(
        kota.session, kota.viewer("reviewer"), kota.government.id
    )
    assert report.groups == []


def test_a_decision_numbers_a_letter_and_proposes_steps(kota, two):
    case = decided(kota, planned(kota, opened(kota, two), *two))

    assert case.state is CaseState.DECIDED
    assert case.letter_number
    words = worded(of_content(letters.of_case(kota.session, case)[0].content))
    assert words.facts[3][1] == "Konsolidasi aplikasi: Presensi pegawai"
    told = {name: reason for name, _, reason in words.findings}
    assert told[two[0].name] == "Dipertahankan."
    assert (
        f"Digabungkan ke {two[0].name}, paling lambat 30 Juni 2027"
        in (told[two[1].name])
    )
    steps = next(s for s in words.sections if s.heading.startswith("Langkah"))
    assert len(steps.points) == len(case.steps) == 5
    assert any("Pindahkan data" in each.text for each in case.steps)
    deeds = [each.deed for each in kota.session.query(Note)]
    assert "Konsolidasi diputuskan" in deeds


def test_two_letters_never_bear_the_same_number(kota, two):
    first = decided(kota, planned(kota, opened(kota, two), *two))
    followed(kota, first)
    second = decided(kota, planned(kota, opened(kota, two, "Lagi"), *two))

    assert first.letter_number != second.letter_number


@pytest.mark.parametrize(
    ("fates", "said"),
    [
        ((None, Fate.KEEP), "Tentukan apa"),
        ((Fate.JOIN, Fate.KEEP), "Pilih ke mana"),
        ((Fate.STOP, Fate.KEEP), "Isi sampai kapan"),
    ],
)
def test_a_plan_that_is_not_whole_is_not_decided(kota, two, fates, said):
    case = opened(kota, two)
    plans = {each.id: Plan(fate=fate) for each, fate in zip(two, fates, strict=True)}
    consolidating.plan(kota.session, case, plans, seen=case.version)
    commit(kota)

    with pytest.raises(Invalid) as error:
        decided(kota, case)
    assert said in str(error.value.problems)
    kota.session.rollback()
    assert letters.of_case(kota.session, case) == []


@pytest.mark.parametrize("into", ["stopped", "itself"])
def test_nothing_joins_what_does_not_stay(kota, two, into):
    case = opened(kota, two)
    target = two[1].id if into == "stopped" else two[0].id
    plans = {
        two[0].id: Plan(fate=Fate.JOIN, into=target),
        two[1].id: Plan(fate=Fate.STOP, until=UNTIL),
    }
    consolidating.plan(kota.session, case, plans, seen=case.version)

    with pytest.raises(Invalid) as error:
        decided(kota, case)
    assert "dipertahankan" in str(error.value.problems)


def test_an_application_stands_in_one_case_at_a_time(kota, two):
    case = opened(kota, two)
    third = inventory.add(kota.session, kota.dinas, OTHER)
    commit(kota)

    with pytest.raises(WrongState, match=f"sudah ada pada kasus “{case.title}”"):
        opened(kota, [two[0], third], "Lain")
    kota.session.rollback()
    consolidating.drop(kota.session, case, "Ternyata berbeda.")
    commit(kota)
    assert opened(kota, [two[0], third], "Lain").state is CaseState.OPEN


def test_one_application_nor_another_governments_make_no_case(kota, two):
    foreign = make.application(kota.session, of=make.office(kota.session))
    for some in ([two[0]], [two[0], foreign]):
        with pytest.raises(Invalid):
            opened(kota, some)
    with pytest.raises(Invalid, match="tanda"):
        opened(kota, two, " ")


def test_who_saw_an_older_plan_is_told(kota, two):
    case = opened(kota, two)
    seen = case.version
    planned(kota, case, *two)

    with pytest.raises(Changed):
        consolidating.plan(kota.session, case, {}, seen=seen)
    with pytest.raises(Changed):
        consolidating.decide(
            kota.session, case, "x", viewer=kota.viewer("coordinator"), seen=seen
        )


def test_nobody_decides_about_the_own_office(kota, two):
    own = inventory.add(kota.session, kota.kominfo, OTHER)
    commit(kota)
    case = planned(kota, opened(kota, [two[0], own]), two[0], own)

    with pytest.raises(NotAllowed, match="orang lain"):
        decided(kota, case, who="signatory")
    assert decided(kota, case).state is CaseState.DECIDED


def test_only_offices_concerned_answer_and_an_objection_needs_a_reason(kota, two):
    case = opened(kota, two)
    head = kota.viewer("head")

    with pytest.raises(NotAllowed):
        consolidating.answer(
            kota.session, case, kota.kominfo.id, agrees=True, text="", viewer=head
        )
    with pytest.raises(Invalid):
        consolidating.answer(
            kota.session, case, kota.dinas.id, agrees=False, text=" ", viewer=head
        )
    for agrees in (False, True):
        consolidating.answer(
            kota.session, case, kota.dinas.id, agrees=agrees, text="Ya", viewer=head
        )
    kota.session.refresh(case)
    assert [each.agrees for each in case.answers] == [True]


def test_steps_are_done_by_their_office_and_then_the_case_ends(kota, two):
    case = decided(kota, planned(kota, opened(kota, two), *two))
    head = kota.viewer("head")
    mine = [each for each in case.steps if each.organisation_id == kota.dinas.id]
    others = [each for each in case.steps if each not in mine]
    with pytest.raises(NotAllowed):
        consolidating.do_step(
            kota.session, case, others[0], "", viewer=head, all_=False
        )
    with pytest.raises(WrongState, match="langkah yang belum"):
        consolidating.finish(kota.session, case)

    for each in mine:
        consolidating.do_step(
            kota.session, case, each, "Sudah", viewer=head, all_=False
        )
    for each in others:
        reviewer = kota.viewer("reviewer")
        consolidating.do_step(kota.session, case, each, "", viewer=reviewer, all_=True)
    with pytest.raises(WrongState, match="sudah selesai"):
        consolidating.do_step(kota.session, case, mine[0], "", viewer=head, all_=True)
    consolidating.finish(kota.session, case)
    assert case.state is CaseState.DONE
    assert {each.busy_with for each in case.members} == {None}


def test_a_case_of_another_government_is_not_found(kota, two):
    case = opened(kota, two)
    other = office(kota.session)

    with pytest.raises(NotFound):
        consolidating.case_of(kota.session, other.government.id, case.id)


def test_a_typed_number_is_used_once_among_all_letters(kota, two):
    settings = organisations.settings(kota.session, kota.government.id)
    settings.number_mode = NumberMode.TYPED
    commit(kota)
    case = planned(kota, opened(kota, two), *two)
    with pytest.raises(Invalid, match="SRIKANDI"):
        decided(kota, case)
    kota.session.rollback()
    day = date(2026, 11, 28)

    consolidating.decide(
        kota.session,
        case,
        "Cukup satu.",
        viewer=kota.viewer("coordinator"),
        seen=case.version,
        number="500/1",
    )
    with pytest.raises(CodeTaken):
        numbers.take(kota.session, settings, "500/1", day)


def test_an_answer_to_an_earlier_proposal_is_asked_for_again(kota, two):
    case = planned(kota, opened(kota, two), *two)
    mine = [kota.dinas.id]
    assert consolidating.waiting_for(kota.session, mine) == [case]
    head = kota.viewer("head")
    consolidating.answer(
        kota.session, case, kota.dinas.id, agrees=True, text="", viewer=head
    )
    commit(kota)
    assert consolidating.waiting_for(kota.session, mine) == []

    planned(kota, case, two[1], two[0])

    assert consolidating.unheard(case, mine) == mine
    assert consolidating.waiting_for(kota.session, [kota.kominfo.id]) == []


def test_an_answer_that_came_meanwhile_stops_a_decision(kota, two):
    case = planned(kota, opened(kota, two), *two)
    seen = case.version
    head = kota.viewer("head")
    consolidating.answer(
        kota.session, case, kota.dinas.id, agrees=False, text="Jangan", viewer=head
    )
    commit(kota)

    with pytest.raises(Changed):
        consolidating.decide(
            kota.session, case, "Ya", viewer=kota.viewer("coordinator"), seen=seen
        )


@pytest.mark.parametrize(
    ("answering", "said"),
    [
        (0, "Dengan ini ditetapkan"),
        (1, "mendengar sebagian perangkat daerah terkait"),
        (2, "Setelah mendengar perangkat daerah terkait"),
    ],
)
def test_the_letter_says_no_more_than_was_heard(kota, two, answering, said):
    case = planned(kota, opened(kota, two), *two)
    for each in two[:answering]:
        consolidating.answer(
            kota.session,
            case,
            each.organisation_id,
            agrees=True,
            text="",
            viewer=kota.viewer("head"),
        )
    commit(kota)
    kota.session.expire_all()
    decided(kota, case)

    (letter,) = letters.of_case(kota.session, case)
    assert said in letter.content["opening"]
