import pytest

from architecture.conflicts import (
    Moment,
    Severity,
    Surroundings,
    find,
    kinds,
    may_override,
    stopping_approval,
    stopping_submission,
)
from architecture.conflicts.severity import long_enough, table
from architecture.roles import Role
from tests.architecture.conflicts.around import proposal, similar

FOUND = find(
    proposal(documents=(), licence="PROPRIETARY", personal_data="YES"),
    Surroundings(similar=(similar(),)),
)
SERIOUS, BLOCKING = "duplicate:DAA-0007", "missing_documents:documents"


def keys(findings):
    return [each.key for each in findings]


def test_what_is_open_stops_submission_until_answered_or_passed():
    assert keys(stopping_submission(FOUND)) == [BLOCKING, SERIOUS]
    assert keys(stopping_submission(FOUND, answered=[SERIOUS])) == [BLOCKING]
    assert stopping_submission(FOUND, [SERIOUS], [BLOCKING]) == []


def test_an_answer_alone_does_not_pass_what_blocks():
    assert keys(stopping_submission(FOUND, answered=[SERIOUS, BLOCKING])) == [BLOCKING]


def test_what_is_grave_stops_approval_until_there_is_a_reason():
    assert keys(stopping_approval(FOUND)) == [BLOCKING, SERIOUS]
    assert keys(stopping_approval(FOUND, [SERIOUS])) == [BLOCKING]
    assert stopping_approval(FOUND, [SERIOUS, BLOCKING]) == []


@pytest.mark.parametrize("severity", [Severity.INFO, Severity.WARNING])
def test_the_light_ones_stop_nothing(severity):
    row = table()[severity]
    assert {row.needs_answer, row.stops_submission, row.stops_approval} == {False}
    assert not any(may_override(severity, moment, Role) for moment in Moment)


@pytest.mark.parametrize(
    ("severity", "moment", "roles"),
    [
        (Severity.BLOCKING, Moment.SUBMISSION, {Role.HEAD}),
        (Severity.BLOCKING, Moment.APPROVAL, {Role.SIGNATORY, Role.COORDINATOR}),
        (Severity.SERIOUS, Moment.SUBMISSION, set()),
        (
            Severity.SERIOUS,
            Moment.APPROVAL,
            {Role.REVIEWER, Role.VALIDATOR, Role.SIGNATORY, Role.COORDINATOR},
        ),
    ],
)
def test_only_the_roles_of_the_table_may_pass_it_with_a_reason(severity, moment, roles):
    assert {role for role in Role if may_override(severity, moment, [role])} == roles
    assert bool(table()[severity].reason_for(moment)) == bool(roles)


def test_the_proposing_office_never_decides_its_own_approval():
    for severity in Severity:
        assert not may_override(severity, Moment.APPROVAL, [Role.OPERATOR, Role.HEAD])


def test_a_reason_of_a_word_is_no_reason():
    assert not long_enough(Severity.BLOCKING, "  ok  ")
    assert long_enough(Severity.BLOCKING, "Dokumen disusulkan 1 Maret 2027.")
    assert long_enough(Severity.INFO, "")


def test_what_needs_an_answer_offers_answers():
    for kind in kinds().values():
        if Severity.SERIOUS in kind.severities():
            assert kind.answers, kind.code


def test_severities_grow_in_the_order_of_the_table():
    assert [each.rank for each in table()] == [0, 1, 2, 3]
    assert [each.label for each in Severity] == [
        "Informasi",
        "Perhatian",
        "Penting",
        "Menghalangi",
    ]
