"""Whatever refers to the merged record follows the one that stays."""

from datetime import date

from sqlalchemy import or_, select

from architecture import (
    elements,
    history,
    inventory,
    judging,
    merging,
    planning,
)
from architecture.judging import Said
from architecture.layers import Sharing, Verb
from architecture.merging import Fate, Topic
from architecture.model import (
    AnswerKind,
    Document,
    JudgedAt,
    PairVerdict,
    PlanLineState,
    Relation,
    UseState,
)
from architecture.registration import drafting
from architecture.similar import profiles
from tests import make
from tests.architecture.merging.pairs import (
    ONE,
    REASON,
    commit,
    data_set,
    join,
    two,
    uses,
)
from tests.architecture.registration.office import drafted, in_review

BECAUSE = "Yang satu untuk pegawai lapangan tanpa jaringan."


def relations(kota, application):
    touches = or_(
        Relation.source_id == application.id, Relation.target_id == application.id
    )
    query = select(Relation).where(touches).order_by(Relation.id)
    return [
        (row.source_id, row.verb, row.target_id) for row in kota.session.scalars(query)
    ]


def test_uses_move_and_an_office_uses_it_once(kota, architect):
    one, other = two(kota)
    third, fourth = (make.office(kota.session, of=kota.government) for _ in range(2))
    inventory.start_use(kota.session, one, third, since=date(2024, 5, 1))
    inventory.start_use(kota.session, other, third, since=date(2020, 1, 2), note="x")
    inventory.start_use(kota.session, other, fourth)
    inventory.start_use(kota.session, other, kota.dinas)
    ended = inventory.start_use(kota.session, one, kota.kominfo)
    inventory.end_use(kota.session, ended)
    commit(kota.session)

    join(kota.session, architect, one, other)

    assert uses(kota.session, other) == []
    found = {each.organisation_id: each for each in uses(kota.session, one)}
    assert found.keys() == {third.id, fourth.id, kota.kominfo.id}
    assert found[third.id].since == date(2020, 1, 2)
    assert found[third.id].note == "x"
    assert found[kota.kominfo.id].state is UseState.IN_USE, "it owned the merged one"


def test_a_use_that_ended_here_goes_on_as_it_went_on_there(kota, architect):
    one, other = two(kota)
    third = make.office(kota.session, of=kota.government)
    inventory.end_use(kota.session, inventory.start_use(kota.session, one, third))
    inventory.start_use(
        kota.session, other, third, note="masih", since=date(2022, 1, 1)
    )
    commit(kota.session)

    join(kota.session, architect, one, other)

    use = next(
        each for each in uses(kota.session, one) if each.organisation_id == third.id
    )
    assert (use.state, use.note) == (UseState.IN_USE, "masih")


def test_a_use_of_another_government_moves_and_stands_in_its_own_history(
    kota, architect
):
    one, other = two(kota, sharing=Sharing.PROFILE)
    foreign = make.office(kota.session)
    inventory.start_use(kota.session, other, foreign, note="rahasia kami")
    commit(kota.session)
    before, _ = history.head_of(kota.session, foreign.government_id)

    seen = merging.foresee(kota.session, architect, one.id, other.id)
    told = " ".join(each.text for each in seen.moved)
    join(kota.session, architect, one, other)

    assert "pemerintah lain" in told
    assert foreign.name not in told
    assert foreign.id in {each.organisation_id for each in uses(kota.session, one)}
    assert history.head_of(kota.session, foreign.government_id)[0] == before + 1


def test_relations_turn_and_doubles_and_loops_are_folded_and_told(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "SIMDA"})
    data = data_set(kota.session, kota.dinas)
    for source, verb, target in (
        (one, Verb.EXCHANGES, third),
        (other, Verb.EXCHANGES, third),
        (other, Verb.EXCHANGES, one),
        (other, Verb.USES, data),
        (third, Verb.EXCHANGES, other),
    ):
        elements.relate(kota.session, source, verb, target)
    commit(kota.session)

    row = join(kota.session, architect, one, other)

    assert relations(kota, other) == []
    assert relations(kota, one) == [
        (one.id, Verb.EXCHANGES, third.id),
        (one.id, Verb.USES, data.id),
        (third.id, Verb.EXCHANGES, one.id),
    ]
    told = [each for each in row.told if each["topic"] == Topic.RELATION.name]
    assert [each["fate"] for each in told] == [
        Fate.FOLDS.name,
        Fate.FOLDS.name,
        Fate.MOVES.name,
        Fate.MOVES.name,
    ]
    assert told[0]["why"] == "sudah ada pada yang tetap"
    deeds = {
        each.deed.partition(":")[0]
        for each in history.of(kota.session, data)
        if each.deed.endswith(f": mengikuti penggabungan {other.code} ke {one.code}")
    }
    assert deeds == {"Relasi dipindah"}
    [gone, *_] = [
        each.deed for each in history.of(kota.session, other) if "USES" in each.values
    ]
    assert gone.startswith("Relasi dihapus: mengikuti penggabungan")


def test_a_relation_that_says_more_is_kept_beside_the_other(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "SIMDA"})
    elements.relate(kota.session, one, Verb.EXCHANGES, third)
    elements.relate(
        kota.session, other, Verb.EXCHANGES, third, starts_on=date(2027, 1, 1)
    )
    commit(kota.session)

    join(kota.session, architect, one, other)

    assert len(relations(kota, one)) == 2


def test_documents_plan_lines_and_registrations_follow(kota, architect):
    one, other = two(kota)
    registration = in_review(kota, findings=[])
    registration.replaces_id = other.id
    kota.session.add(
        Document(
            government_id=kota.government.id,
            element_id=other.id,
            kind="SOP",
            filename="sop.pdf",
            media_type="application/pdf",
            size=1,
            sha256="0",
            key="0",
        )
    )
    plan = planning.create_plan(
        kota.session,
        kota.government,
        planning.PlanDetails(title="Peta", from_year=2024, to_year=2028),
    )
    line = planning.add_line(
        kota.session,
        plan,
        planning.LineDetails(code="A", muatan=planning.APPLICATIONS, name="Presensi"),
        organisation=kota.dinas,
        state=PlanLineState.DRAFTED,
        element=other,
    )
    commit(kota.session)

    join(kota.session, architect, one, other)

    assert registration.replaces_id == one.id
    assert line.element_id == one.id
    [document] = kota.session.scalars(select(Document).where(Document.kind == "SOP"))
    assert document.element_id == one.id


def test_what_was_merged_before_points_to_what_stands_now(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "Presensi Lama"})
    commit(kota.session)
    join(kota.session, architect, other, third)

    join(kota.session, architect, one, other)

    assert (third.merged_into_id, other.merged_into_id) == (one.id, one.id)
    assert "Presensi Lama" in one.former_names


def test_both_are_judged_the_same_and_what_was_said_of_one_holds(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {**ONE, "name": "LAIN"})
    fourth = inventory.add(kota.session, kota.dinas, {**ONE, "name": "PULA"})
    commit(kota.session)
    government = kota.government.id

    def judge(*keys, verdict=PairVerdict.DIFFERENT):
        said = Said(verdict=verdict, reason=BECAUSE)
        judging.judge(kota.session, government, keys, said, viewer=architect)
        commit(kota.session)

    judge(other.id, third.id)
    judge(one.id, fourth.id)
    judge(other.id, fourth.id, verdict=PairVerdict.OVERLAP)

    join(kota.session, architect, one, other)

    def said(key):
        found = judging.find(kota.session, government, one.id, key)
        known = profiles(kota.session, government, [one.id, key])
        return found.verdict, judging.stands(found, known)

    same = judging.find(kota.session, government, one.id, other.id)
    assert (same.verdict, same.place) == (PairVerdict.SAME, JudgedAt.MERGE)
    assert same.reason == REASON
    assert said(third.id) == (PairVerdict.DIFFERENT, True)
    assert said(fourth.id) == (PairVerdict.DIFFERENT, True), "the own word counts"


def test_an_answer_to_a_finding_holds_for_the_survivor_next_time(kota, architect):
    one, other = two(kota)
    registration = drafted(kota)
    drafting.answer(
        kota.session,
        registration,
        f"duplicate:{other.code}",
        AnswerKind.DIFFERENT,
        BECAUSE,
        account=kota.accounts["operator"].id,
    )
    commit(kota.session)

    join(kota.session, architect, one, other)

    kota.session.refresh(registration, ["answers"])
    given = {each.finding: each.reason for each in registration.answers}
    assert given == {
        f"duplicate:{other.code}": BECAUSE,
        f"duplicate:{one.code}": BECAUSE,
    }
