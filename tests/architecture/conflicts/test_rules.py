from dataclasses import replace
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.conflicts import (
    RULES,
    DataSet,
    Finding,
    Severity,
    Standing,
    Surroundings,
    find,
    kinds,
    while_typing,
)
from architecture.conflicts.values import REGISTRATIONS
from architecture.layers import APPLICATION_FIELDS, Status
from architecture.model import AnswerKind, RegistrationKind
from architecture.reference.urusan import affairs
from tests.architecture.conflicts.around import (
    SRIKANDI,
    known,
    of_kind,
    other_government,
    proposal,
    similar,
    told,
)

RICH = proposal(
    name="SIABON",
    url="https://siabon.contoh.go.id",
    urusan=("B",),
    reference_codes=["RAB.03.03"],
    description="Pengaduan masyarakat dengan NIK pelapor",
    data_produced="Data pegawai",
    personal_data="NO",
    licence="PROPRIETARY",
    platforms=["WEB"],
    hosting="VPS",
    documents=(),
    plan_line="",
)
AROUND = Surroundings(
    similar=(
        similar(0.9),
        similar(0.6, key=8, code="DAA-0008", name="Sipresensi"),
        similar(0.7, key=9, code="DAA-0009", status=Status.IN_BUILD),
        similar(0.1, key=10, code="DAA-0010", overlap=0.7),
        similar(0.2, key=11, code="DAA-0011", name="SIABON", name_conflict=True),
        similar(0.8, key=2, code="2026-0002", standing=Standing.QUEUE),
        similar(0.9, key=900, code="SRIKANDI", standing=Standing.NATIONAL),
        other_government(0.8),
        similar(0.3, key=12, code="DAA-0012", family=True),
    ),
    nationals=(SRIKANDI,),
    names=(known(key=11, code="DAA-0011"), known(key=13, code="DAA-0013")),
    addresses=(known(key=14, code="DAA-0014", url="http://siabon.contoh.go.id/"),),
    plan_lines=(known(key=1, code="PR-9", name="siabon", standing=Standing.PLAN),),
    data_sets=(
        DataSet(key=1, code="DAD-1", name="Pegawai", producer="BKPSDM", producer_id=3),
    ),
    affairs=affairs(),
    web_domain="contoh.go.id",
)


def test_the_gravest_come_first_then_the_most_likely():
    found = find(RICH, AROUND)
    ranks = [each.severity.rank for each in found]
    assert ranks == sorted(ranks, reverse=True)
    serious = [each.score for each in found if each.severity is Severity.SERIOUS]
    assert serious == sorted(serious, reverse=True)
    assert len(found) > 12


def test_nothing_is_said_twice():
    keys = [each.key for each in find(RICH, AROUND)]
    assert len(keys) == len(set(keys))


def test_the_order_of_what_is_known_does_not_matter():
    expected = [each.to_json() for each in find(RICH, AROUND)]
    for seed in range(10):
        shuffled = {
            name: tuple(Random(seed).sample(value, len(value)))  # noqa: S311
            for name in ("similar", "names", "addresses", "plan_lines", "nationals")
            if (value := getattr(AROUND, name))
        }
        found = find(RICH, replace(AROUND, **shuffled))
        assert [each.to_json() for each in found] == expected


@settings(max_examples=40, deadline=None)
@given(
    name=st.text(max_size=30),
    probability=st.floats(0, 0.24),
    overlap=st.floats(0, 0.49),
    standing=st.sampled_from(Standing),
    status=st.sampled_from(Status),
)
def test_an_unrelated_application_changes_nothing(
    name, probability, overlap, standing, status
):
    unrelated = similar(
        probability,
        overlap=overlap,
        key=555,
        code="DAA-0555",
        name=f"Irigasi {name}",
        standing=standing,
        status=status,
    )
    unrelated = replace(unrelated, suspicion=replace(unrelated.suspicion, reasons=()))
    more = replace(
        AROUND,
        similar=(*AROUND.similar, unrelated),
        names=(*AROUND.names, unrelated.known),
        addresses=(*AROUND.addresses, unrelated.known),
    )
    assert find(RICH, more) == find(RICH, AROUND)


@settings(max_examples=60, deadline=None)
@given(
    details=st.fixed_dictionaries(
        {},
        optional={
            field.name: st.one_of(
                st.none(),
                st.text(max_size=40),
                st.integers(),
                st.booleans(),
                st.lists(st.text(max_size=10), max_size=3),
                st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
            )
            for field in APPLICATION_FIELDS
        },
    ),
    kind=st.sampled_from(sorted(REGISTRATIONS)),
)
def test_whatever_a_draft_holds_is_judged_without_a_fall(details, kind):
    asked = replace(proposal(kind), details=details)
    assert all(each.reasons and each.advice for each in find(asked, AROUND))


def test_a_national_one_that_is_listed_here_too_is_one_finding():
    twin = similar(0.9, key=900, code="SRIKANDI", name="SRIKANDI")
    around = Surroundings(
        similar=(
            twin,
            replace(twin, known=replace(twin.known, standing=Standing.NATIONAL)),
        ),
        nationals=(SRIKANDI,),
    )
    assert told(find(proposal(), around)) == [("national_application", "serious")]


def test_what_is_planned_and_proposed_is_not_called_a_running_twin():
    twin = similar(0.9, status=Status.PLANNED)
    assert told(find(proposal(), Surroundings(similar=(twin,)))) == [
        ("planned_already", "serious")
    ]


def test_nothing_grave_is_found_where_nothing_is_known():
    asked = proposal(description="Mencatat alat ukur", platforms=["WEB", "MOBILE"])
    assert find(asked, Surroundings()) == []


def test_documents_and_plan_are_not_asked_for_while_somebody_types():
    shown = {each.kind for each in while_typing(find(RICH, AROUND))}
    assert "duplicate" in shown
    assert shown.isdisjoint({"missing_documents", "not_planned"})


def test_every_finding_names_what_it_is_about_and_survives_json():
    for each in find(RICH, AROUND):
        assert each.subject.name
        assert Finding.from_json(each.to_json()) == each
        assert all(text.strip() and "{" not in text for text in each.reasons)
        assert "{" not in each.advice
        assert "{" not in each.norm


@pytest.mark.parametrize("kind", sorted(REGISTRATIONS))
def test_what_runs_already_never_meets_anything_graver_than_what_is_new(kind):
    new = {each.key: each for each in find(replace(RICH, kind=kind), AROUND)}
    for each in find(replace(RICH, kind="EXISTING"), AROUND):
        assert each.severity is not Severity.BLOCKING
        if each.key in new:
            assert each.severity.rank <= new[each.key].severity.rank


def test_the_kinds_of_registration_are_those_of_the_model():
    assert {each.name: each.value for each in RegistrationKind} == dict(REGISTRATIONS)
    assert all(kind.registrations <= set(REGISTRATIONS) for kind in kinds().values())


def test_every_rule_is_registered_once():
    assert len(RULES) == len(set(RULES))


def test_every_answer_that_a_finding_offers_is_one_that_can_be_stored():
    offered = {answer for kind in kinds().values() for answer in kind.answers}
    assert offered <= set(AnswerKind.__members__)


def test_the_name_of_the_proposal_stays_as_it_was_typed():
    found = find(proposal(name="e-Presensi", plan_line=""), Surroundings())
    assert of_kind(found, "not_planned").reasons[0].startswith("e-Presensi belum")
