"""A registration is led from an application that ends to the one that stays."""

import pytest

from architecture import checking, inventory, succession
from architecture.checking import Wish
from architecture.conflicts import Severity
from architecture.layers import Sharing, Status
from architecture.model import Fate, Registration, RegistrationKind
from architecture.registration import drafting
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
from tests.architecture.suspecting.test_sweeping import OTHER
from tests.architecture.test_judging import WISH
from tests.browser import Statements

TYPED = WISH | {"name": "Presensi digital tenaga kesehatan"}


@pytest.fixture
def two(kota):
    return twins(kota)


def same_work(kota, organisation=None):
    wish = Wish(
        kind=RegistrationKind.BUILD,
        organisation=organisation or kota.kominfo,
        details=TYPED,
    )
    return [each for each in checking.judge(kota.session, wish) if "dup" in each.kind]


@pytest.mark.parametrize("fate", [Fate.JOIN, Fate.STOP])
def test_the_finding_names_the_application_that_stays(kota, two, fate):
    kept, ends = two
    assert {each.subject.id for each in same_work(kota)} == {kept.id, ends.id}

    case = decided(kota, planned(kota, opened(kota, two), kept, ends, fate))

    (found,) = same_work(kota)
    assert (found.subject.id, found.subject.name) == (kept.id, kept.name)
    told = next(each for each in found.reasons if each.startswith(ends.name))
    assert case.letter_number in told
    assert "30 Juni 2027" in told


def test_to_enhance_what_a_decision_ends_is_a_finding_that_names_what_stays(kota, two):
    kept, ends = two

    def found(application):
        wish = Wish(
            kind=RegistrationKind.ENHANCE,
            organisation=kota.kominfo,
            details=TYPED,
            replaces=application.id,
        )
        judged = checking.judge(kota.session, wish)
        return [each for each in judged if each.kind == "retires_first"]

    assert found(ends) == []
    case = decided(kota, planned(kota, opened(kota, two), kept, ends))

    (finding,) = found(ends)
    assert finding.severity is Severity.WARNING
    assert f"digabungkan ke {kept.name}" in finding.reasons[0]
    assert case.letter_number in finding.reasons[0]
    assert found(kept) == []


def test_what_is_only_proposed_leads_nowhere(kota, two):
    planned(kota, opened(kota, two), *two)

    assert {each.subject.id for each in same_work(kota)} == {each.id for each in two}


def test_what_ends_is_never_offered_for_reuse(kota, two):
    kept, ends = two
    decided(kota, planned(kota, opened(kota, two), kept, ends))

    assert checking.offered(kota.session, {kept.id, ends.id}) == {kept.id}
    kept.status = Status.PHASING_OUT
    commit(kota)
    assert checking.offered(kota.session, {kept.id, ends.id}) == set()


def test_what_was_found_before_the_decision_speaks_of_what_stays(kota, two):
    kept, ends = two
    draft = drafting.start(
        kota.session,
        kota.kominfo,
        RegistrationKind.BUILD,
        account=kota.accounts["operator"].id,
    )
    drafting.save(kota.session, draft, TYPED)
    found = checking.check(kota.session, draft)
    draft.findings = [each.to_json() for each in found]
    commit(kota)
    decided(kota, planned(kota, opened(kota, two), kept, ends))

    kota.session.expire_all()
    draft = kota.session.get_one(Registration, draft.id)
    kinds = ("duplicate", "overlap", "planned_already")
    now = [e for e in checking.submitted(kota.session, draft) if e.kind in kinds]
    assert {each.subject.id for each in now} == {kept.id}
    assert any("digabungkan ke" in each.reasons[0] for each in now)
    assert {each.key for each in now} <= {each.key for each in found}


def test_a_later_decision_and_a_merge_are_followed_to_the_end(kota, two):
    kept, ends = two
    case = decided(kota, planned(kota, opened(kota, two), kept, ends))
    followed(kota, case)
    third = inventory.add(kota.session, kota.kominfo, OTHER)
    last = inventory.add(kota.session, kota.kominfo, OTHER | {"name": "Yang akhir"})
    commit(kota)
    again = opened(kota, [kept, third], "Lagi")
    decided(kota, planned(kota, again, third, kept))
    third.merged_into_id = last.id
    commit(kota)

    found = succession.ended(kota.session, {kept.id, ends.id, third.id})

    assert {key: each.into for key, each in found.items()} == {
        kept.id: last.id,
        ends.id: last.id,
    }
    assert found[ends.id].until == UNTIL


def test_the_last_decision_about_an_application_counts(kota, two):
    kept, ends = two
    first = decided(kota, planned(kota, opened(kota, two), kept, ends))
    followed(kota, first)
    decided(kota, planned(kota, opened(kota, two, "Lagi"), ends, kept))

    found = succession.ended(kota.session, {kept.id, ends.id})

    assert {key: each.into for key, each in found.items()} == {kept.id: ends.id}


def test_another_government_learns_nothing_of_a_case_and_is_offered_less(kota, two):
    kept, ends = two
    for each in two:
        each.sharing = Sharing.PROFILE
    commit(kota)
    neighbour = make.office(kota.session, "Dinas Kesehatan Tetangga")
    commit(kota)

    def offers():
        wish = Wish(kind=RegistrationKind.BUILD, organisation=neighbour, details=TYPED)
        found = checking.judge(kota.session, wish)
        return [each for each in found if each.kind == "other_government"]

    assert {each.subject.id for each in offers()} == {kept.id, ends.id}
    case = decided(kota, planned(kota, opened(kota, two), kept, ends))
    after = offers()
    assert {each.subject.id for each in after} == {kept.id}
    assert case.letter_number not in str(after)


def test_the_check_asks_no_more_for_many_that_end(kota, two):
    kept, ends = two
    decided(kota, planned(kota, opened(kota, two), kept, ends))
    same_work(kota)
    with Statements(kota.session.get_bind()) as few:
        same_work(kota)
    some = [
        inventory.add(kota.session, kota.dinas, WISH | {"name": f"Hadir {n}"})
        for n in range(4)
    ]
    commit(kota)
    case = opened(kota, some, "Lain")
    decided(kota, planned(kota, _rest(kota, case, some), *some[:2]))
    same_work(kota)

    with Statements(kota.session.get_bind()) as many:
        same_work(kota)

    assert len(many.texts) <= len(few.texts)


def _rest(kota, case, some):
    for member in case.members:
        if member.application_id in {each.id for each in some[2:]}:
            member.fate, member.until = Fate.STOP, UNTIL
    commit(kota)
    return case
