"""Lists, questions and findings know the one that stands for both."""

from datetime import date

from architecture import (
    checking,
    inventory,
    judging,
    merging,
    scope,
)
from architecture.conflicts import Finding, Severity, Subject, SubjectType
from architecture.duplicates import Profile
from architecture.inventory import Filters
from architecture.inventory.listing import Where
from architecture.layers import Sharing, Status
from architecture.mapping.asking import NOWHERE, Asked
from architecture.mapping.landscape import landscape
from architecture.merging import Choice
from architecture.model import (
    Outcome,
    PairVerdict,
)
from architecture.registration.verdicts import reusable
from architecture.similar import Similar, registration_key
from tests import make
from tests.architecture.merging.pairs import (
    ONE,
    OTHER,
    commit,
    join,
    two,
    uses,
)
from tests.architecture.registration.office import drafted, in_review


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
    asked = Asked(
        government=kota.government,
        on=date(2020, 1, 1),
        addresses=NOWHERE,
    )
    drawn = landscape(kota.session, architect, asked)
    told = str(drawn)
    assert one.name in told
    assert other.name not in told
    assert other.acronym not in told


def test_another_government_finds_the_survivor_by_no_hidden_name(kota, architect):
    one, other = two(kota, sharing=Sharing.PROFILE)
    other.sharing = Sharing.NOTHING
    commit(kota.session)
    join(kota.session, architect, one, other, sharing=Choice.KEEP)
    neighbour = scope.full(make.government(kota.session).id)

    def found(text):
        asked = Filters(text=text, where=Where.SHARED)
        return [each.id for each in inventory.page(kota.session, neighbour, asked).rows]

    assert found("hadir") == [one.id]
    assert found("kelingan") == []


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

    assert third.id in {each.organisation_id for each in uses(kota.session, one)}


def test_a_name_an_address_and_a_support_of_the_merged_one_are_of_the_survivor(
    kota, architect
):
    one, other = two(kota)
    inventory.revise(kota.session, one, {**ONE, "url": "https://siaphadir.go.id"})
    inventory.revise(kota.session, other, {**OTHER, "url": "https://kelingan.go.id"})
    commit(kota.session)
    join(kota.session, architect, one, other)
    registration = drafted(
        kota,
        name="Catatan Lain",
        acronym="KELINGAN",
        url="https://kelingan.go.id",
        depends_on="Kelingan Nggenah",
    )

    found = {each.kind: each for each in checking.check(kota.session, registration)}

    assert found["name_taken"].subject.id == one.id
    assert found["url_taken"].subject.id == one.id
    assert "retires_first" not in found
