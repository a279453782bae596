import pytest

from architecture.conflicts import Severity, kinds
from architecture.conflicts.values import REGISTRATIONS

SETTLED = (
    "duplicate",
    "overlap",
    "national_application",
    "other_government",
    "planned_already",
    "not_planned",
    "name_taken",
    "url_taken",
    "data_owner",
    "outside_function",
    "retires_first",
    "infrastructure",
    "personal_data",
    "duty_to_connect",
    "closed_source",
    "channels",
    "missing_documents",
    "technology",
    "family",
    "too_thin",
)


@pytest.mark.parametrize("code", SETTLED)
def test_every_settled_kind_is_described(code):
    kind = kinds()[code]
    case = kind.case("", "BUILD")
    assert kind.title
    assert case.norm
    assert case.advice
    assert kind.confidence in {"high", "medium", "low"}
    assert kind.registrations


def test_another_government_is_never_grave():
    assert kinds()["other_government"].severities() == {Severity.INFO}


@pytest.mark.parametrize("code", sorted(kinds()))
def test_what_runs_already_is_judged_no_graver_in_any_case(code):
    kind = kinds()[code]
    for case, registration in kind.cases:
        general = kind.case(case, "")
        for each in REGISTRATIONS:
            assert kind.case(case, each).severity.rank <= general.severity.rank
        if registration:
            assert registration in kind.registrations


def test_probabilities_are_cut_where_the_data_say():
    kind = kinds()["duplicate"]
    assert [kind.reached(p) for p in (1.0, 0.6, 0.5999, 0.25, 0.2, 0.0)] == [
        "likely",
        "likely",
        "possible",
        "possible",
        None,
        None,
    ]


def test_a_case_that_is_not_there_is_a_mistake_and_said():
    with pytest.raises(KeyError):
        kinds()["duplicate"].case("tidak-ada", "BUILD")


@pytest.mark.parametrize("code", sorted(kinds()))
def test_the_cases_of_a_kind_are_told_apart_by_their_labels(code):
    cases = [case for (_, each), case in kinds()[code].cases.items() if not each]
    assert len({case.label for case in cases}) == len(cases)
