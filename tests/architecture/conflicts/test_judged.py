"""What was judged of a pair, and the finding about it."""

from dataclasses import replace
from datetime import date

import pytest

from architecture.conflicts import Judged, Severity, kinds
from architecture.conflicts.judged import CASES, heed, sentence, thing
from tests.architecture.registration.office import SERIOUS

SAID = Judged(
    verdict="DIFFERENT", by="Rina", on=date(2026, 3, 1), reason="Objeknya siswa"
)


def weighed(found, **changes):
    said = replace(SAID, **changes)
    [made] = heed([found], {thing(found.subject): said}, "BUILD")
    return made


def test_different_makes_it_a_note_with_who_when_and_why():
    found = weighed(SERIOUS)

    assert found.severity is Severity.INFO
    assert found.reasons[0] == (
        "Dinilai berbeda oleh Rina pada 1 Maret 2026: Objeknya siswa."
    )
    assert found.reasons[1:] == SERIOUS.reasons
    assert (found.key, found.subject) == (SERIOUS.key, SERIOUS.subject)


@pytest.mark.parametrize(
    ("verdict", "severity"),
    [("DIFFERENT", Severity.INFO), ("OVERLAP", Severity.INFO)],
)
def test_a_judgement_never_makes_graver_what_was_less(verdict, severity):
    found = replace(SERIOUS, severity=Severity.INFO)

    assert weighed(found, verdict=verdict).severity is severity


def test_same_makes_what_was_only_possible_likely():
    found = replace(SERIOUS, case="possible", severity=Severity.WARNING)

    assert weighed(found, verdict="SAME").severity is Severity.SERIOUS


def test_what_does_not_stand_is_told_and_changes_nothing():
    found = weighed(SERIOUS, standing=False)

    assert replace(found, reasons=found.reasons[1:]) == SERIOUS
    assert found.reasons[0].startswith("Sebelum isiannya berubah pernah dinilai")


def test_findings_that_speak_of_something_else_are_left_alone():
    name = replace(SERIOUS, kind="name_taken", key="name_taken:X")

    assert weighed(name) == name
    assert list(heed([SERIOUS], {}, "BUILD")) == [SERIOUS]


def test_a_sentence_without_a_reason_ends_where_it_should():
    assert sentence(replace(SAID, reason="")).endswith("1 Maret 2026")


@pytest.mark.parametrize("kind", ["duplicate", "overlap", "planned_already"])
def test_every_case_can_be_said_of_any_subject(kind):
    for case in CASES.values():
        if (case, "") in kinds()[kind].cases:
            found = replace(SERIOUS, kind=kind, key=f"{kind}:X")
            assert weighed(found).advice
