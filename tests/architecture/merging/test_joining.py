"""One record stands for both afterwards, and who may let it."""

import pytest

from architecture import (
    elements,
    history,
    inventory,
    judging,
    merging,
)
from architecture.errors import Changed, Invalid, NotAllowed, NotFound, WrongState
from architecture.judging import Said
from architecture.layers import Sharing, Status, Verb
from architecture.merging import Choice
from architecture.merging.joining import merge
from architecture.model import (
    PairVerdict,
)
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

BECAUSE = "Yang satu untuk pegawai lapangan tanpa jaringan."


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
        yield lambda: elements.relate(
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
