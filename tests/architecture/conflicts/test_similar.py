import pytest

from architecture.conflicts import Severity, Standing, Surroundings, find, kinds
from architecture.conflicts.similar import evidence, worth_a_look
from architecture.duplicates.values import Kind, Reason, Suspicion
from architecture.layers import Sharing, Status
from tests.architecture.conflicts.around import (
    APART,
    SAID,
    of_kind,
    other_government,
    proposal,
    similar,
    suspicion,
    told,
)


@pytest.mark.parametrize(
    ("kind", "probability", "expected"),
    [
        ("BUILD", 0.9, [("duplicate", "serious")]),
        ("BUILD", 0.6, [("duplicate", "serious")]),
        ("BUILD", 0.49, [("duplicate", "warning")]),
        ("BUILD", 0.2, []),
        ("ENHANCE", 0.9, [("duplicate", "serious")]),
        ("BUY", 0.9, [("duplicate", "serious")]),
        ("TAKE_OVER", 0.9, [("duplicate", "serious")]),
        ("WEBSITE", 0.9, [("duplicate", "serious")]),
        ("EXISTING", 0.99, [("duplicate", "serious")]),
        ("EXISTING", 0.4, [("duplicate", "info")]),
    ],
)
def test_the_severity_of_a_twin_follows_its_probability_and_the_registration(
    kind, probability, expected
):
    around = Surroundings(similar=(similar(probability),))
    assert told(find(proposal(kind), around)) == expected


def test_a_twin_is_named_with_its_owner_and_what_speaks_for_and_against_it():
    around = Surroundings(similar=(similar(0.9, acronym="SBN"),))
    found = find(proposal(), around)[0]
    assert found.reasons == (
        "BKPSDM sudah menjalankan SIABON (SBN).",
        "Kami menduga pekerjaannya sama (peluang 90 %), karena:",
        SAID,
        APART,
    )
    assert "BKPSDM" in found.advice
    assert "SIABON" in found.advice
    assert found.key == "duplicate:DAA-0007"
    assert found.score == 0.9
    assert (found.subject.id, found.subject.owner) == (7, "BKPSDM")


def test_what_is_only_alike_is_not_called_the_same():
    around = Surroundings(similar=(similar(0.3),))
    found = find(proposal(), around)[0]
    case = kinds()[found.kind].case(found.case, "")
    assert case.title == "Aplikasi yang mirip sudah ada"
    assert "Pekerjaannya mirip (peluang sama 30 %), karena:" in found.reasons
    assert not any("menduga" in each for each in found.reasons)


def test_an_office_is_told_to_enhance_what_it_has_and_not_to_call_itself():
    mine = proposal()
    around = Surroundings(similar=(similar(0.9, owner_id=mine.office.id),))
    found = find(mine, around)[0]
    assert (found.case, found.severity) == ("own", Severity.SERIOUS)
    assert "pengembangan" in found.advice
    assert "Hubungi" not in found.advice


def test_a_shared_function_is_told_before_shared_words():
    told_first = Reason(Kind.FUNCTION, "Keduanya mengerjakan kehadiran pegawai.", 0.8)
    words = Reason(Kind.WORDS, "Kata yang sama dalam uraian: jam.", 3.0)
    suspected = Suspicion(7, 0.9, 0.0, False, (words, told_first))
    assert evidence(suspected) == [told_first.text, words.text]


def test_of_two_that_run_the_advice_is_to_agree_on_one():
    advice = find(proposal("EXISTING"), Surroundings(similar=(similar(),)))[0].advice
    assert "mana yang diteruskan" in advice


def test_an_enhancement_is_no_twin_of_what_it_replaces():
    around = Surroundings(similar=(similar(), similar(key=8, code="DAA-0008")))
    found = find(proposal("ENHANCE", replaces=7), around)
    assert [each.subject.code for each in found] == ["DAA-0008"]


def test_what_it_became_itself_is_no_twin():
    around = Surroundings(similar=(similar(),))
    assert find(proposal("EXISTING", application=7), around) == []


@pytest.mark.parametrize("gone", [{"status": Status.RETIRED}, {"merged": True}])
def test_what_is_retired_or_merged_is_never_offered(gone):
    around = Surroundings(
        similar=(
            similar(overlap=0.9, **gone),
            other_government(**gone),
            similar(key=9, standing=Standing.NATIONAL, **gone),
        )
    )
    assert find(proposal(), around) == []


def test_what_is_being_phased_out_is_named_and_not_offered():
    around = Surroundings(similar=(similar(0.9, status=Status.PHASING_OUT),))
    found = find(proposal(), around)
    assert told(found) == [("duplicate", "warning")]
    assert "dihentikan" in found[0].advice
    assert "pakai SIABON bersama" not in found[0].advice


@pytest.mark.parametrize(
    ("duplicate", "overlap", "expected"),
    [
        (0.1, 0.8, [("overlap", "warning")]),
        (0.1, 0.4, []),
        (0.9, 0.8, [("duplicate", "serious")]),
    ],
)
def test_a_shared_part_is_an_overlap_unless_all_of_it_is_the_same(
    duplicate, overlap, expected
):
    around = Surroundings(similar=(similar(duplicate, overlap=overlap),))
    assert told(find(proposal(), around)) == expected


@pytest.mark.parametrize("probability", [0.45, 0.999])
def test_another_government_is_an_offer_and_never_grave(probability):
    around = Surroundings(similar=(other_government(probability),))
    found = find(proposal(), around)
    assert told(found) == [("other_government", "info")]
    assert "replikasi" in found[0].advice
    assert "Pemerintah Kabupaten Tetangga" in found[0].reasons[0]
    assert found[0].key == "other_government:KAB-TETANGGA/DAA-0007"


@pytest.mark.parametrize(
    "values",
    [{"sharing": Sharing.NOTHING}, {"status": Status.IN_BUILD}],
)
def test_what_another_government_does_not_share_or_run_stays_unknown(values):
    assert find(proposal(), Surroundings(similar=(other_government(**values),))) == []


@pytest.mark.parametrize(
    "hidden",
    [
        {"owner": "Dinas Lain", "owner_id": 31},
        {"url": "https://rahasia.tetangga.go.id"},
        {"type": "DESKTOP"},
        {"draft": True},
    ],
)
def test_a_hidden_field_of_another_government_changes_nothing(hidden):
    shared = {"sharing": Sharing.NAME_AND_FUNCTION}
    url = {"url": "https://rahasia.tetangga.go.id"}
    one, two = (
        find(
            proposal(**url),
            Surroundings(similar=(each,), addresses=(each.known,), names=(each.known,)),
        )
        for each in (other_government(**shared), other_government(**shared, **hidden))
    )
    assert [each.to_json() for each in one] == [each.to_json() for each in two]
    assert "Rahasia" not in str(one[0].to_json())


def test_sites_of_one_family_are_one_finding_and_no_twins():
    sites = tuple(
        similar(
            0.9,
            key=number,
            code=f"DAA-{number}",
            name=f"Situs Desa {number}",
            type="WEBSITE",
            family=True,
        )
        for number in range(20, 61)
    )
    found = find(proposal("WEBSITE", name="Situs Desa 99"), Surroundings(similar=sites))
    assert told(found) == [("family", "info")]
    assert "sedikitnya 41 situs" in found[0].reasons[0]
    assert "Situs Desa 20" in found[0].reasons[0]


def test_a_name_conflict_is_said_as_such_and_not_as_a_possible_twin():
    around = Surroundings(similar=(similar(0.4, name_conflict=True, overlap=0.8),))
    found = find(proposal(name="SIABON"), around)
    assert told(found) == [("overlap", "warning"), ("name_taken", "warning")]


def test_a_twin_in_reasons_keeps_its_braces_and_marks():
    around = Surroundings(similar=(similar(name="Si{mpeg} `${x}` <b>"),))
    found = of_kind(find(proposal(), around), "duplicate")
    assert "Si{mpeg} `${x}` <b>" in found.reasons[0]
    assert "Si{mpeg} `${x}` <b>" in found.advice


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"duplicate": 0.25}, True),
        ({"duplicate": 0.1}, True),
        ({"duplicate": 0.01}, False),
        ({"duplicate": 0.0, "overlap": 0.5}, True),
        ({"duplicate": 0.0, "name_conflict": True}, True),
        ({"duplicate": 0.0, "family": True}, True),
    ],
)
def test_what_no_rule_can_speak_of_needs_no_look_up(parts, expected):
    assert worth_a_look(suspicion(**parts), kinds()) is expected


@pytest.mark.parametrize(
    ("mine", "theirs", "owner", "expected"),
    [
        ("WEBSITE", "WEBSITE", 3, "warning"),
        ("WEBSITE", "WEBSITE", 2, "serious"),
        ("WEBSITE", "APPLICATION", 3, "serious"),
        ("APPLICATION", "WEBSITE", 3, "serious"),
    ],
)
def test_the_websites_of_two_offices_are_no_grave_twins(mine, theirs, owner, expected):
    twin = similar(0.9, type=theirs, owner_id=owner)
    found = find(proposal(type=mine), Surroundings(similar=(twin,)))
    assert told(found) == [("duplicate", expected)]
