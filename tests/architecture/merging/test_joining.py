"""One record stands for both afterwards, and everything follows it."""

from datetime import date

import pytest
from sqlalchemy import or_, select

from architecture import (
    checking,
    history,
    inventory,
    judging,
    merging,
    modelling,
    planning,
    scope,
)
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.duplicates import Profile
from architecture.errors import Changed, Invalid, NotAllowed, NotFound, WrongState
from architecture.inventory import Filters
from architecture.judging import Said
from architecture.layers import Sharing, Status, Verb
from architecture.merging import Choice, Fate, Topic
from architecture.merging.joining import merge
from architecture.model import (
    AnswerKind,
    Document,
    JudgedAt,
    Outcome,
    PairVerdict,
    PlanLineState,
    Relation,
    Use,
    UseState,
)
from architecture.registration import drafting
from architecture.registration.verdicts import reusable
from architecture.similar import Similar, registration_key
from tests import make
from tests.architecture.merging.pairs import (
    ONE,
    OTHER,
    REASON,
    commit,
    data_set,
    join,
    two,
)
from tests.architecture.registration.office import drafted, in_review, office

BECAUSE = "Yang satu untuk pegawai lapangan tanpa jaringan."


@pytest.fixture
def kota(session):
    return office(session)


@pytest.fixture
def architect(kota):
    return kota.viewer("architect")


def uses(kota, application):
    query = select(Use).where(Use.application_id == application.id).order_by(Use.id)
    return kota.session.scalars(query).all()


def relations(kota, application):
    touches = or_(
        Relation.source_id == application.id, Relation.target_id == application.id
    )
    query = select(Relation).where(touches).order_by(Relation.id)
    return [
        (row.source_id, row.verb, row.target_id) for row in kota.session.scalars(query)
    ]


def finding(application, kind="duplicate"):
    return Finding(
        key=f"{kind}:{application.code}",
        kind=kind,
        case="likely",
        severity=Severity.SERIOUS,
        subject=Subject(
            type=SubjectType.APPLICATION,
            code=application.code,
            name=application.name,
            id=application.id,
        ),
        reasons=("Sama.",),
        norm="",
        advice="",
        score=0.9,
    )


def test_empty_fields_are_filled_lists_united_and_the_rest_is_chosen(kota, architect):
    one, other = two(kota)

    seen = merging.foresee(kota.session, architect, one.id, other.id)
    asked = {each.name for each in seen.asked}
    assert {"name", "acronym", "description", "function", "notes"} <= asked
    assert {each.name for each in seen.filled} == {"output", "cost_yearly"}

    join(kota.session, architect, one, other, function=Choice.TAKE)

    assert one.name == ONE["name"]
    assert one.acronym == ""
    assert one.description == ONE["description"]
    assert one.function == OTHER["function"]
    assert one.output == OTHER["output"]
    assert one.cost_yearly == 15_000_000
    assert one.platforms == ["WEB", "MOBILE"]
    assert one.notes == "Dipakai sejak lama.\nKontrak baru."
    assert one.former_names == ["Kelingan Nggenah", "KELINGAN"]


def test_the_preview_says_what_each_choice_leaves(kota, architect):
    one, other = two(kota)

    seen = merging.foresee(kota.session, architect, one.id, other.id)

    line = next(each for each in seen.lines if each.name == "description")
    assert (line.kept, line.other) == (ONE["description"], OTHER["description"])
    assert line.default is Choice.KEEP
    assert line.texts[Choice.BOTH] == f"{ONE['description']}\n{OTHER['description']}"


def test_taking_the_other_name_keeps_the_own_one_as_a_former_name(kota, architect):
    one, other = two(kota)

    join(kota.session, architect, one, other, name=Choice.TAKE, acronym=Choice.TAKE)

    assert (one.name, one.acronym) == ("Kelingan Nggenah", "KELINGAN")
    assert one.former_names == ["SIAP HADIR"]
    assert one.sort_name == "kelingan nggenah"
    assert "kelingan" in one.search_text


def test_the_merged_one_stays_as_a_row_that_says_so(kota, architect):
    one, other = two(kota)

    row = join(kota.session, architect, one, other)

    assert (other.merged_into_id, other.status) == (one.id, Status.RETIRED)
    assert other.retires_on is not None
    assert other.name == OTHER["name"]
    assert (row.survivor, row.merged, row.reason) == (one, other, REASON)
    [note, *_] = history.of(kota.session, other)
    assert note.deed.startswith("Digabung ke DAA-0001 SIAP HADIR")
    [note, *_] = history.of(kota.session, one)
    assert "Digabung dengan DAA-0002" in note.deed
    assert note.values["output"] == ["", "Rekap bulanan"]


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

    assert uses(kota, other) == []
    found = {each.organisation_id: each for each in uses(kota, one)}
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

    use = next(each for each in uses(kota, one) if each.organisation_id == third.id)
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
    assert foreign.id in {each.organisation_id for each in uses(kota, one)}
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
        inventory.relate(kota.session, source, verb, target)
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


def test_a_relation_that_says_more_is_kept_beside_the_other(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "SIMDA"})
    inventory.relate(kota.session, one, Verb.EXCHANGES, third)
    inventory.relate(
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


def test_it_is_gone_from_lists_counts_and_maps_and_found_by_its_names(kota, architect):
    one, other = two(kota)
    before = inventory.count(kota.session, architect, Filters())

    join(kota.session, architect, one, other)

    def listed(text=""):
        page = inventory.page(kota.session, architect, Filters(text=text))
        assert page.total == len(page.rows)
        return [each.id for each in page.rows]

    assert listed() == [one.id]
    assert inventory.count(kota.session, architect, Filters()) == before - 1
    assert inventory.by_status(kota.session, architect.governments) == {Status.LIVE: 1}
    assert listed("kelingan") == [one.id]
    assert listed("swafoto hadir") == [one.id]
    offered = inventory.choices(kota.session, architect, kota.government.id, "kelingan")
    assert [each.id for each in offered] == [one.id]
    drawn = modelling.landscape(
        kota.session,
        architect,
        kota.government,
        on=date(2020, 1, 1),
        addresses={"element": "/{}", "office": "/{}", "used": "/"},
    )
    told = str(drawn)
    assert one.name in told
    assert other.name not in told
    assert other.acronym not in told


def test_another_government_finds_the_survivor_by_no_hidden_name(kota, architect):
    one, other = two(kota, sharing=Sharing.PROFILE)
    other.sharing = Sharing.NOTHING
    foreign = make.account(kota.session)
    make.post(kota.session, foreign, make.Role.ARCHITECT, make.government(kota.session))
    commit(kota.session)
    join(kota.session, architect, one, other, sharing=Choice.KEEP)

    viewer = scope.full(make.government(kota.session).id)
    for place in (inventory.listing.Where.SHARED,):
        page = inventory.page(
            kota.session, viewer, Filters(text="kelingan", where=place)
        )
        assert page.rows == []


def test_the_next_question_names_the_survivor_in_words_of_the_merged_one(
    kota, architect
):
    one, other = two(kota)
    similar = Similar()
    government = kota.government.id
    wish = Profile(
        key=0, name="Kelingan Nggenah", acronym="KELINGAN", government=government
    )

    def found():
        return [each.key for each in similar.own(kota.session, government, wish)]

    assert found()[0] == other.id
    row = join(kota.session, architect, one, other)
    assert found() == [one.id]
    seen = merging.foresee_undo(kota.session, row)
    merging.undo(kota.session, architect, row, token_seen=seen.token)
    commit(kota.session)
    assert found()[0] == other.id


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
        from architecture.similar import profiles

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


def test_what_was_found_speaks_of_the_survivor_and_offers_it_for_reuse(kota, architect):
    one, other = two(kota)
    registration = in_review(kota, findings=[finding(other)])

    join(kota.session, architect, one, other)

    [found] = checking.kept(kota.session, registration)
    assert found.key == f"duplicate:{other.code}", "answers stay attached"
    assert (found.subject.id, found.subject.name) == (one.id, one.name)
    assert other.name in found.reasons[0]
    assert list(reusable(registration)) == [one.id]


def test_what_was_retired_since_it_was_found_is_not_offered_for_reuse(kota):
    one, _ = two(kota)
    registration = in_review(kota, findings=[finding(one)])
    assert list(reusable(registration)) == [one.id]

    inventory.retire(kota.session, one, on=date(2026, 1, 1), reason="Digantikan.")
    commit(kota.session)

    assert list(reusable(registration)) == []


def test_a_decision_to_reuse_the_merged_one_notes_the_use_of_the_survivor(
    kota, architect
):
    one, other = two(kota)
    third = make.office(kota.session, of=kota.government)
    registration = in_review(kota, of=third, findings=[finding(other)])
    kota.to_conclusion(registration)
    kota.say(
        registration,
        "CONCLUSION",
        "reviewer",
        outcome=Outcome.REUSE,
        reused=other.id,
        reason="Pakai yang ada.",
    )
    join(kota.session, architect, one, other)
    assert registration.application_id == one.id

    said = judging.find(
        kota.session, kota.government.id, one.id, registration_key(registration.id)
    )
    assert said is not None
    assert said.verdict is PairVerdict.SAME
    kota.say(registration, "SIGNATURE", "signatory")

    assert third.id in {each.organisation_id for each in uses(kota, one)}


def test_who_may_not_is_told_who_may(kota):
    one, other = two(kota)

    for who in ("operator", "head", "reviewer"):
        with pytest.raises(NotAllowed, match="arsitek atau administrator"):
            merging.foresee(kota.session, kota.viewer(who), one.id, other.id)


def test_what_cannot_be_merged_says_why(kota, architect):
    one, other = two(kota)
    session = kota.session
    foreign = make.application(
        session, of=make.office(session), sharing=Sharing.PROFILE
    )
    hidden = make.application(session, of=make.office(session), sharing=Sharing.NOTHING)
    gone = inventory.add(session, kota.dinas, {"name": "Lama"}, status=Status.RETIRED)
    waiting = inventory.add(
        session, kota.dinas, {"name": "SRIKANDI"}, candidate_national=True
    )
    commit(session)

    def refused(key, error, words, survivor=one):
        for pair in ((survivor.id, key), (key, survivor.id)):
            with pytest.raises(error, match=words):
                merging.foresee(session, architect, *pair)

    refused(foreign.id, Invalid, "satu instansi")
    refused(hidden.id, NotFound, "tidak dapat Anda lihat")
    refused(gone.id, WrongState, "tidak aktif")
    refused(waiting.id, WrongState, "pengesahan")
    refused(one.id, Invalid, "catatan yang sama")
    join(session, architect, one, other)
    third = inventory.add(session, kota.dinas, {"name": "Baru"})
    commit(session)
    refused(other.id, WrongState, "sudah digabung ke DAA-0001", survivor=third)


def test_a_change_after_the_preview_is_told_and_nothing_is_done(kota, architect):
    one, other = two(kota)
    session = kota.session
    third = make.office(session, of=kota.government)

    def changes():
        yield lambda: inventory.revise(session, other, {**OTHER, "output": "Lain"})
        yield lambda: inventory.start_use(session, other, third)
        yield lambda: inventory.relate(
            session, other, Verb.USES, data_set(session, kota.dinas)
        )

    for change in changes():
        seen = merging.foresee(session, architect, one.id, other.id)
        change()
        commit(session)
        with pytest.raises(Changed, match="berubah sejak pratinjau"):
            merge(
                session,
                architect,
                one.id,
                other.id,
                choices={},
                reason=REASON,
                token_seen=seen.token,
            )
        session.rollback()
    assert other.merged_into_id is None


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_a_merge_wants_a_reason_of_a_fit_length(kota, architect, reason):
    one, other = two(kota)
    seen = merging.foresee(kota.session, architect, one.id, other.id)

    with pytest.raises(Invalid) as refused:
        merge(
            kota.session,
            architect,
            one.id,
            other.id,
            choices={},
            reason=reason,
            token_seen=seen.token,
        )

    assert "reason" in refused.value.problems


def test_the_merged_one_cannot_be_changed_used_or_judged_any_more(kota, architect):
    one, other = two(kota)
    third = make.office(kota.session, of=kota.government)
    join(kota.session, architect, one, other)

    with pytest.raises(WrongState, match="digabung"):
        inventory.revise(kota.session, other, OTHER)
    with pytest.raises(WrongState):
        inventory.start_use(kota.session, other, third)
    with pytest.raises(Invalid, match="digabung"):
        judging.judge(
            kota.session,
            kota.government.id,
            (one.id, other.id),
            Said(verdict=PairVerdict.DIFFERENT, reason=BECAUSE),
            viewer=architect,
        )


def test_the_better_known_one_is_proposed_to_stay(kota):
    one, other = two(kota)
    assert merging.likelier(one, other) == (other, one)

    other.status = Status.PLANNED
    assert merging.likelier(one, other) == (one, other)


def test_the_chain_of_histories_holds(kota, architect):
    one, other = two(kota)
    join(kota.session, architect, one, other)

    assert history.holds(kota.session, history.heads_with_hashes(kota.session))
