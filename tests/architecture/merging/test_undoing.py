"""An undo brings back what the journal says, and leaves what came after."""

import pytest
from sqlalchemy import select

from architecture import elements, history, inventory, judging, merging
from architecture.errors import Changed, NotAllowed, NotFound, WrongState
from architecture.inventory import Filters
from architecture.judging import Said
from architecture.layers import Status, Verb
from architecture.merging import Choice
from architecture.model import PairVerdict, Relation, Use, UseState
from tests import make
from tests.architecture.merging.pairs import (
    ONE,
    OTHER,
    commit,
    content,
    data_set,
    join,
    part,
    two,
)
from tests.architecture.registration.office import office


def test_everything_is_as_it_was_value_for_value(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "SIMDA"})
    for source, target in ((one, third), (other, third), (other, one)):
        elements.relate(kota.session, source, Verb.EXCHANGES, target)
    inventory.start_use(kota.session, other, kota.dinas)
    inventory.start_use(kota.session, other, make.office(kota.session, of=kota.kominfo))
    commit(kota.session)
    before = content(kota.session)

    row = join(kota.session, architect, one, other, name=Choice.TAKE)
    assert content(kota.session) != before
    part(kota.session, architect, row)

    assert content(kota.session) == before
    assert row.undone_at is not None
    assert row.undone_by_id == architect.account
    assert row.kept == []


def test_both_are_listed_again_and_told_in_both_histories(kota, architect):
    one, other = two(kota)
    row = join(kota.session, architect, one, other)

    part(kota.session, architect, row)

    page = inventory.page(kota.session, architect, Filters())
    assert {each.id for each in page.rows} == {one.id, other.id}
    for each, its_other in ((one, other), (other, one)):
        [note, *_] = history.of(kota.session, each)
        assert f"Penggabungan dengan {its_other.code}" in note.deed
        assert "dibatalkan" in note.deed


def test_what_changed_since_is_kept_and_told(kota, architect):
    one, other = two(kota)
    third = make.office(kota.session, of=kota.government)
    inventory.start_use(kota.session, other, third)
    commit(kota.session)
    row = join(kota.session, architect, one, other, function=Choice.TAKE)
    inventory.revise(kota.session, one, {"function": "Ditulis kemudian", "name": "X"})
    for use in kota.session.scalars(select(Use).where(Use.application_id == one.id)):
        inventory.end_use(kota.session, use)
    commit(kota.session)

    seen = merging.foresee_undo(kota.session, row)
    part(kota.session, architect, row)

    assert one.function == "Ditulis kemudian"
    assert one.output == "", "what nobody touched goes back"
    assert one.search_text.startswith("x ")
    told = {each.what: (each.before, each.now) for each in seen.kept}
    assert told["Fungsi"] == (ONE["function"], "Ditulis kemudian")
    assert row.kept == [each.to_json() for each in seen.kept]
    [moved] = kota.session.scalars(select(Use).where(Use.organisation_id == third.id))
    assert (moved.application_id, moved.state) == (other.id, UseState.ENDED)
    [owner] = kota.session.scalars(
        select(Use).where(Use.organisation_id == kota.kominfo.id)
    )
    assert owner.application_id == one.id, "what was added and changed since stays"


def test_a_status_that_changed_since_is_told_in_words(kota, architect):
    one, other = two(kota)
    inventory.revise(kota.session, one, {}, status=Status.PLANNED)
    commit(kota.session)
    row = join(kota.session, architect, one, other)
    assert one.status is Status.LIVE, "the merged one runs"
    inventory.revise(kota.session, one, {}, status=Status.PHASING_OUT)
    commit(kota.session)

    [kept] = merging.foresee_undo(kota.session, row).kept

    assert (kept.what, kept.before, kept.now) == (
        "Status",
        "Direncanakan",
        Status.PHASING_OUT.value,
    )


def test_what_came_to_the_survivor_later_stays_with_it(kota, architect):
    one, other = two(kota)
    row = join(kota.session, architect, one, other)
    third = make.office(kota.session, of=kota.government)
    inventory.start_use(kota.session, one, third)
    data = data_set(kota.session, kota.dinas)
    elements.relate(kota.session, one, Verb.USES, data)
    commit(kota.session)

    part(kota.session, architect, row)

    [use] = kota.session.scalars(select(Use).where(Use.organisation_id == third.id))
    [relation] = kota.session.scalars(select(Relation))
    assert (use.application_id, relation.source_id) == (one.id, one.id)


def test_a_relation_comes_back_though_its_number_was_taken_meanwhile(kota, architect):
    one, other = two(kota)
    data = data_set(kota.session, kota.dinas)
    elements.relate(kota.session, other, Verb.EXCHANGES, one)
    commit(kota.session)
    row = join(kota.session, architect, one, other)
    elements.relate(kota.session, one, Verb.USES, data)
    commit(kota.session)

    part(kota.session, architect, row)

    found = {
        (each.source_id, each.verb, each.target_id)
        for each in kota.session.scalars(select(Relation))
    }
    assert found == {
        (other.id, Verb.EXCHANGES, one.id),
        (one.id, Verb.USES, data.id),
    }


def test_the_judgement_of_the_pair_is_withdrawn(kota, architect):
    one, other = two(kota)
    government = kota.government.id
    row = join(kota.session, architect, one, other)
    part(kota.session, architect, row)
    assert judging.find(kota.session, government, one.id, other.id) is None

    said = Said(verdict=PairVerdict.OVERLAP, reason="Hanya sebagian.")
    keys = one.id, other.id
    judging.judge(kota.session, government, keys, said, viewer=architect)
    commit(kota.session)
    row = join(kota.session, architect, one, other)
    part(kota.session, architect, row)

    found = judging.find(kota.session, government, one.id, other.id)
    assert (found.verdict, found.reason) == (PairVerdict.OVERLAP, "Hanya sebagian.")


def test_merges_of_merges_are_undone_in_reverse_order_only(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "Presensi Lama"})
    commit(kota.session)
    before = content(kota.session)
    first = join(kota.session, architect, other, third)
    second = join(kota.session, architect, one, other)

    assert merging.foresee_undo(kota.session, first).first is second
    with pytest.raises(WrongState, match="ke DAA-0001 SIAP HADIR"):
        part(kota.session, architect, first)
    kota.session.rollback()

    part(kota.session, architect, second)
    assert third.merged_into_id == other.id
    part(kota.session, architect, first)
    assert content(kota.session) == before


def test_a_later_merge_of_what_it_touched_is_undone_first(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "SIMDA"})
    fourth = inventory.add(kota.session, kota.dinas, {"name": "SIMDA NG"})
    elements.relate(kota.session, other, Verb.EXCHANGES, third)
    commit(kota.session)
    before = content(kota.session)
    first = join(kota.session, architect, one, other)
    second = join(kota.session, architect, fourth, third)

    assert merging.foresee_undo(kota.session, first).first is second
    part(kota.session, architect, second)
    part(kota.session, architect, first)

    assert content(kota.session) == before


def test_merges_that_have_nothing_in_common_are_undone_in_any_order(kota, architect):
    one, other = two(kota)
    third = inventory.add(kota.session, kota.dinas, {"name": "SIMDA"})
    fourth = inventory.add(kota.session, kota.dinas, {"name": "SIMDA NG"})
    commit(kota.session)
    before = content(kota.session)
    first = join(kota.session, architect, one, other)
    second = join(kota.session, architect, fourth, third)

    part(kota.session, architect, first)
    part(kota.session, architect, second)

    assert content(kota.session) == before


def test_it_is_undone_once_and_may_be_merged_again(kota, architect):
    one, other = two(kota)
    row = join(kota.session, architect, one, other)
    part(kota.session, architect, row)

    with pytest.raises(WrongState, match="sudah dibatalkan"):
        part(kota.session, architect, row)
    kota.session.rollback()

    again = join(kota.session, architect, other, one)
    assert one.merged_into_id == other.id
    part(kota.session, architect, again)
    assert one.merged_into_id is None


def test_an_undo_that_was_foreseen_otherwise_is_refused(kota, architect):
    one, other = two(kota)
    row = join(kota.session, architect, one, other)
    seen = merging.foresee_undo(kota.session, row)
    inventory.revise(kota.session, one, {"output": "Ditulis kemudian"})
    commit(kota.session)

    with pytest.raises(Changed, match="berubah sejak halaman"):
        merging.undo(kota.session, architect, row, token_seen=seen.token)


def test_who_may_not_merge_may_not_undo_or_know_of_it_elsewhere(kota, architect):
    one, other = two(kota)
    row = join(kota.session, architect, one, other)

    with pytest.raises(NotAllowed, match="arsitek atau administrator"):
        part(kota.session, kota.viewer("operator"), row)
    kota.session.rollback()
    foreign = office(kota.session)
    with pytest.raises(NotFound):
        merging.find(kota.session, foreign.viewer("architect"), row.id)
    assert merging.find(kota.session, kota.viewer("operator"), row.id) is row
    assert [each.id for each in merging.of(kota.session, architect, other)] == [row.id]


def test_the_status_comes_back_though_the_survivor_ended_since(kota, architect):
    one, other = two(kota)
    row = join(kota.session, architect, one, other)
    inventory.revise(kota.session, one, {}, status=Status.RETIRED)
    commit(kota.session)

    part(kota.session, architect, row)

    assert (one.status, other.status) == (Status.RETIRED, Status.LIVE)
    assert other.name == OTHER["name"]
