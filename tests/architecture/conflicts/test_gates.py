import pytest

from architecture.conflicts import Standing, Surroundings, find
from architecture.conflicts.gates import Answer, gates, questions
from architecture.conflicts.sejenis import CONDITIONS, Claim, claimable
from tests.architecture.conflicts.around import SRIKANDI, proposal, similar

NOTHING = Surroundings()
YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN


def answered(asked, around=NOTHING):
    return {each.code: each for each in gates(asked, find(asked, around))}


@pytest.mark.parametrize(
    ("code", "values", "answer"),
    [
        ("umum", {}, YES),
        ("umum", {"name": "SRIKANDI"}, NO),
        ("single", {}, YES),
        ("dinas", {}, UNKNOWN),
        ("dinas", {"built_by": "Dinas Kominfo Kota Contoh"}, YES),
        ("method", {"build_method": "SELF"}, YES),
        ("method", {"build_method": "SUBSCRIPTION"}, NO),
        ("method", {}, UNKNOWN),
        ("open_source", {"licence": "OPEN_SOURCE"}, YES),
        ("open_source", {"licence": "PROPRIETARY"}, NO),
        ("open_source", {}, UNKNOWN),
        ("architecture", {}, UNKNOWN),
        ("architecture", {"reference_codes": ["RAL.01.25"]}, UNKNOWN),
        ("architecture", {"reference_codes": ["RAB.04.01"]}, YES),
        ("plan", {}, YES),
        ("plan", {"plan_line": ""}, NO),
        ("plan", {"plan_line": "", "no_plan_reason": "Perintah UU"}, UNKNOWN),
        ("ownership", {"build_method": "SELF"}, YES),
        ("ownership", {"build_method": "SUBSCRIPTION"}, NO),
        ("ownership", {"build_method": "CONTRACT"}, UNKNOWN),
        ("channels", {"platforms": ["WEB", "MOBILE"]}, YES),
        ("channels", {"platforms": ["WEB"]}, NO),
        ("channels", {}, UNKNOWN),
        ("closed_source", {"licence": "OPEN_SOURCE"}, YES),
        ("closed_source", {"licence": "PROPRIETARY"}, UNKNOWN),
        ("documents", {}, UNKNOWN),
        ("documents", {"documents": ("NEEDS",)}, UNKNOWN),
        (
            "documents",
            {
                "documents": (
                    "NEEDS",
                    "PLAN",
                    "DESIGN",
                    "MANUAL_USER",
                    "TEST_LOAD",
                    "MAINTENANCE",
                    "EVALUATION",
                )
            },
            YES,
        ),
        ("sejenis", {}, YES),
        ("sejenis", {"name": "SRIKANDI"}, NO),
        ("menpanrb", {}, UNKNOWN),
        ("pse", {}, UNKNOWN),
        ("repository", {}, UNKNOWN),
        ("standard", {}, UNKNOWN),
    ],
)
def test_a_gate_is_answered_from_what_is_stated(code, values, answer):
    gate = answered(proposal(**values), Surroundings(nationals=(SRIKANDI,)))[code]
    assert gate.answer is answer
    assert gate.why


def test_a_twin_closes_the_gate_and_is_named():
    gate = answered(proposal(), Surroundings(similar=(similar(),)))["single"]
    assert gate.answer is NO
    assert "SIABON" in gate.why


def test_too_little_text_leaves_likeness_unknown_and_never_passed():
    around = Surroundings(too_thin=("Fungsi: …",))
    told = answered(proposal(), around)
    assert {told[code].answer for code in ("umum", "single", "sejenis")} == {UNKNOWN}


def test_what_runs_beside_an_umum_is_asked_for_five_conditions():
    around = Surroundings(nationals=(SRIKANDI,))
    gate = answered(proposal("EXISTING", name="SRIKANDI"), around)["sejenis"]
    assert gate.answer is UNKNOWN
    assert "kelima syarat" in gate.why


def test_every_article_from_56_to_60_has_a_gate_and_every_gate_a_question():
    told = answered(proposal())
    assert list(told) == list(questions())
    articles = " ".join(each.article for each in told.values())
    assert all(f"Pasal {number}" in articles for number in range(56, 61))
    assert all(each.question.endswith("?") for each in told.values())


ALL = dict.fromkeys(CONDITIONS, True)


@pytest.mark.parametrize(
    ("claim", "answer", "said"),
    [
        (Claim(stated=ALL), UNKNOWN, "nilai buktinya"),
        (Claim(stated=ALL | {"cost": False}), NO, "menurut OPD"),
        (Claim(stated=ALL, judged=ALL), YES, "menurut penelaah"),
        (Claim(stated=ALL, judged=ALL | {"cost": False}), NO, "menurut Penelaah"),
    ],
)
def test_all_five_conditions_must_be_met_as_the_reviewer_judges(claim, answer, said):
    around = Surroundings(nationals=(SRIKANDI,))
    asked = proposal("EXISTING", name="SRIKANDI")
    every = gates(asked, find(asked, around), claim)
    gate = next(each for each in every if each.code == "sejenis")
    assert gate.answer is answer
    assert said in gate.why


def test_only_what_runs_beside_an_umum_may_claim_to_stay():
    twin = similar(0.8, key=900, code="SRIKANDI", standing=Standing.NATIONAL)
    around = Surroundings(similar=(twin,), nationals=(SRIKANDI,))
    running = find(proposal("EXISTING"), around)
    assert [each.code for each in claimable("EXISTING", running)] == ["SRIKANDI"]
    assert claimable("BUILD", find(proposal("BUILD"), around)) == []
