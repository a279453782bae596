"""The demonstration governments hold what they are there to show."""

import csv
from collections import Counter
from datetime import date

import pytest

from architecture.layers import ApplicationType, Layer, Sharing, Status, Verb
from architecture.reference import documents, national
from architecture.reference.muatan import muatan
from architecture.roles import Field, Role
from eaportal.demonstration.reading import elements_by_code, read
from tests.places import SHARED

TODAY = date(2026, 11, 22)
REAL = SHARED / "data" / "aplikasi-nyata.csv"

ROLES = {
    "installer": {Role.INSTALLER},
    "admin": {Role.ADMINISTRATOR},
    "reviewer": {Role.REVIEWER},
    "kadis": {Role.SIGNATORY, Role.HEAD},
    "arsitek": {Role.ARCHITECT},
    "operator": {Role.OPERATOR},
    "kepala": {Role.HEAD},
    "asesor": {Role.ASSESSOR},
    "perencana": {Role.PLANNER},
    "pimpinan": {Role.LEADER, Role.COORDINATOR},
}


@pytest.fixture(scope="module")
def city():
    return read("KOTA-CONTOH", today=TODAY)


@pytest.fixture(scope="module")
def regency():
    return read("KAB-TELADAN", today=TODAY)


@pytest.mark.parametrize(
    ("layer", "least"),
    [
        (Layer.BUSINESS, 40),
        (Layer.SERVICE, 45),
        (Layer.DATA, 45),
        (Layer.APPLICATION, 120),
        (Layer.INFRASTRUCTURE, 30),
        (Layer.SECURITY, 25),
    ],
)
def test_every_layer_of_the_city_is_full_enough(city, layer, least):
    assert len(city.of(layer)) >= least


def test_the_city_has_thirty_offices_with_units_below_some(city):
    kinds = Counter(each.kind for each in city.organisations)
    assert kinds["OFFICE"] >= 30
    assert kinds["UNIT"] >= 10
    assert [each.code for each in city.organisations if each.is_kominfo] == [
        "KC-DISKOMINFO"
    ]


def test_most_things_are_related_and_all_verbs_are_used(city):
    assert len(city.relations) >= 400
    assert {each.verb for each in city.relations} == set(Verb)


def test_forty_uses_of_national_applications_are_not_rows_of_their_own(city):
    uses = [each for each in city.uses if each.application in national.applications()]
    assert len(uses) >= 40
    named = {national.key(each.name) for each in city.of(Layer.APPLICATION)}
    assert not named & {
        national.key(name)
        for each in national.applications().values()
        for name in (each.name, each.long_name)
    }


def test_srikandi_is_used_by_eleven_offices(city):
    users = [each for each in city.uses if each.application == "SRIKANDI"]
    assert len(users) == 11


def test_twins_are_planted_under_unrelated_names(city):
    applications = elements_by_code(city)
    twins = city.planted["twins"]
    assert len(twins) >= 12
    assert sum(len(each["codes"]) >= 3 for each in twins) >= 2
    for each in twins:
        names = {applications[code].name.casefold() for code in each["codes"]}
        assert len(names) == len(each["codes"])


def test_same_acronyms_with_other_functions_are_planted(city):
    applications = elements_by_code(city)
    for each in city.planted["name_conflicts"]:
        for code in each["codes"]:
            if code in national.applications():
                assert each["why"] in national.applications()[code].names
            else:
                assert applications[code].values["acronym"] == each["why"]


def test_a_retired_application_is_still_in_use(city):
    applications = elements_by_code(city)
    in_use = {each.application for each in city.uses if each.state == "IN_USE"}
    for code in city.planted["retired_still_used"]:
        assert applications[code].status is Status.RETIRED
        assert code in in_use


def test_a_third_is_described_poorly_and_much_is_unknown(city):
    applications = city.of(Layer.APPLICATION)
    names = [
        "function",
        "output",
        "services",
        "data_used",
        "data_produced",
        "users",
        "operating_unit",
        "database_system",
        "hosting",
        "url",
        "year_started",
        "cost_build",
        "cost_yearly",
        "technical_manager",
    ]
    empty = [
        sum(each.values[name] in ("", None) for name in names) for each in applications
    ]
    poor = sum(each * 2 > len(names) for each in empty)
    assert len(applications) / 4 < poor < len(applications) / 2
    unmanaged = [each for each in applications if not each.values["technical_manager"]]
    assert len(unmanaged) > len(applications) / 2
    assert any(each.values["year_started"] is None for each in applications)
    assert any(each.values["cost_build"] is None for each in applications)


def test_every_status_type_and_level_of_sharing_occurs(city):
    applications = city.of(Layer.APPLICATION)
    assert {each.status for each in applications} == set(Status)
    assert {each.sharing for each in applications} == set(Sharing)
    assert {each.values["type"] for each in applications} == set(ApplicationType)
    assert any(each.sensitive for each in applications)


def test_nothing_sensitive_is_shared(city, regency):
    for each in [*city.of(Layer.APPLICATION), *regency.of(Layer.APPLICATION)]:
        assert not each.sensitive or each.sharing is Sharing.NOTHING


def test_the_portal_itself_is_listed(city):
    portal = elements_by_code(city)[city.planted["portal"]]
    assert portal.name == "eaportal"
    assert portal.status is Status.LIVE


def test_dates_are_in_order_and_agree_with_the_status(city, regency):
    for each in [*city.elements, *regency.elements]:
        assert not (each.live_on and each.retires_on) or each.live_on < each.retires_on
        if each.status in {Status.PLANNED, Status.IN_BUILD}:
            assert each.live_on is None or each.live_on > TODAY
        elif each.layer is Layer.APPLICATION:
            assert each.live_on is None or each.live_on <= TODAY
        if each.status is Status.RETIRED:
            assert each.retires_on
            assert each.retires_on < TODAY
        if each.status is Status.PHASING_OUT:
            assert each.retires_on
            assert each.retires_on > TODAY
    for each in city.relations:
        assert not (each.starts_on and each.ends_on) or each.starts_on < each.ends_on


def test_costs_are_plausible_rupiah(city):
    for each in city.of(Layer.APPLICATION):
        for name in ("cost_build", "cost_yearly"):
            cost = each.values[name]
            assert cost is None or 0 <= cost <= 1_000_000_000


def test_the_plan_has_all_seven_contents_and_four_proposed_lines(city):
    assert city.plan is not None
    assert city.plan.regulation.startswith("Peraturan Wali Kota")
    approved = [each for each in city.plan_lines if each.state != "PROPOSED"]
    assert len(approved) >= 25
    assert len(city.plan_lines) - len(approved) == 4
    assert {each.muatan for each in approved} == set(muatan())
    for each in city.plan_lines:
        assert each.starts_on is not None
        assert each.ends_on is not None
        assert each.starts_on < each.ends_on
        assert set(each.targets) <= {str(year) for year in range(2025, 2030)}


def test_registrations_stand_in_every_state_with_every_outcome(city):
    states = Counter(each.state for each in city.registrations)
    assert set(states) == {
        "DRAFT",
        "WAITING_FOR_HEAD",
        "IN_REVIEW",
        "RETURNED",
        "DECIDED",
        "WITHDRAWN",
    }
    outcomes = {each.outcome for each in city.registrations}
    assert {"APPROVED", "APPROVED_WITH_CONDITIONS", "REUSE", "REFUSED"} <= outcomes
    assert {each.kind for each in city.registrations} == {
        "BUILD",
        "ENHANCE",
        "BUY",
        "TAKE_OVER",
        "WEBSITE",
        "EXISTING",
    }


def test_one_case_of_consolidation_is_open_and_one_decided(city):
    """Each is about applications that are planted as doing the same work."""
    twins = [set(each["codes"]) for each in city.planted["twins"]]
    assert sorted(each.state for each in city.cases) == ["DECIDED", "OPEN"]
    for each in city.cases:
        assert set(each.applications) in twins


def test_what_was_submitted_brought_its_required_documents(city):
    for each in city.registrations:
        if each.state == "DRAFT":
            continue
        personal = each.details.get("personal_data") == "YES"
        brought = {kind for kind, _name in each.documents}
        assert brought >= set(documents.required(each.kind, personal_data=personal))


def test_nobody_decides_a_registration_of_the_own_office(city):
    office = {each.email: each.organisation for each in city.posts}
    for each in city.registrations:
        for event in each.events:
            if event.action in {"step", "conclude", "sign", "skip", "return"}:
                assert office[event.by] != each.organisation


def test_each_role_has_its_account_and_validators_have_a_field(city):
    held: dict[str, set[Role]] = {}
    for post in city.posts:
        held.setdefault(post.email.removesuffix("@contoh.go.id"), set()).add(post.role)
    for name, roles in ROLES.items():
        assert held[name] == roles
    fields = {
        post.email: post.field for post in city.posts if post.role is Role.VALIDATOR
    }
    assert set(fields.values()) == set(Field)


def test_the_operator_and_the_head_belong_to_one_office(city):
    office = {each.email: each.organisation for each in city.posts}
    assert office["operator@contoh.go.id"] == office["kepala@contoh.go.id"]
    assert office["operator@contoh.go.id"] != "KC-DISKOMINFO"


def test_the_second_government_is_small_and_shares_profiles(city, regency):
    assert len(regency.organisations) == 6
    assert len(regency.of(Layer.APPLICATION)) == 15
    assert len(regency.accounts) == 3
    shared = [
        each
        for each in regency.of(Layer.APPLICATION)
        if each.sharing is Sharing.PROFILE and each.status is Status.LIVE
    ]
    assert len(shared) >= 5
    for each in regency.planted["like_neighbour"]:
        assert each["code"] in elements_by_code(regency)
        assert each["neighbour"] in elements_by_code(city)


def test_codes_of_offices_are_unique_across_the_installation(city, regency):
    every = [each.code for each in (*city.organisations, *regency.organisations)]
    assert len(every) == len(set(every))


def test_no_name_is_that_of_a_real_application(city, regency):
    if not REAL.exists():
        pytest.skip("the list of real applications is not beside the project")
    with REAL.open(encoding="utf-8", newline="") as file:
        real = {national.key(row["nama_aplikasi"]) for row in csv.DictReader(file)}
    ours = [*city.of(Layer.APPLICATION), *regency.of(Layer.APPLICATION)]
    assert [each.name for each in ours if national.key(each.name) in real] == []
