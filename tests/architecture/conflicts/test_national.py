from dataclasses import replace
from datetime import date, timedelta

import pytest

from architecture.conflicts import National, Standing, Surroundings, find
from architecture.layers import Status
from architecture.reference import national
from tests.architecture.conflicts.around import SRIKANDI, proposal, similar, told

SERIOUS, WARNING, INFO = (
    [("national_application", each)] for each in ("serious", "warning", "info")
)


def twin(probability: float = 0.8):
    return similar(
        probability,
        key=900,
        code="SRIKANDI",
        name="SRIKANDI",
        standing=Standing.NATIONAL,
        owner="ANRI",
    )


def judged(facts: dict, probability: float = 0.8, kind: str = "BUILD"):
    around = Surroundings(
        similar=(twin(probability),), nationals=(replace(SRIKANDI, **facts),)
    )
    return find(proposal(kind), around)


@pytest.mark.parametrize(
    ("facts", "probability", "kind", "expected"),
    [
        ({}, 0.8, "BUILD", SERIOUS),
        ({}, 0.3, "BUILD", WARNING),
        ({}, 0.1, "BUILD", WARNING),
        ({}, 0.1, "EXISTING", INFO),
        ({}, 0.04, "BUILD", []),
        ({"is_umum": False, "mandatory": "NO"}, 0.1, "BUILD", INFO),
        ({}, 0.8, "EXISTING", SERIOUS),
        ({}, 0.8, "WEBSITE", []),
        ({"is_umum": False}, 0.8, "BUILD", SERIOUS),
        ({"is_umum": False, "confidence": "medium"}, 0.8, "BUILD", SERIOUS),
        ({"is_umum": False, "confidence": "low"}, 0.8, "BUILD", WARNING),
        ({"is_umum": False}, 0.8, "EXISTING", WARNING),
        ({"is_umum": False, "mandatory": "PARTLY"}, 0.8, "BUILD", WARNING),
        ({"is_umum": False, "mandatory": "NO"}, 0.8, "BUILD", INFO),
        ({"is_umum": False, "mandatory": "NO"}, 0.3, "BUILD", INFO),
        ({"status": Status.PHASING_OUT}, 0.8, "BUILD", WARNING),
        ({"status": Status.PLANNED}, 0.8, "BUILD", WARNING),
        ({"status": Status.RETIRED}, 0.8, "BUILD", []),
    ],
)
def test_the_severity_follows_duty_class_confidence_status_and_probability(
    facts, probability, kind, expected
):
    assert told(judged(facts, probability, kind)) == expected


def test_it_says_who_offers_it_since_when_it_is_a_duty_and_on_what_that_rests():
    found = judged({})[0]
    text = " ".join(found.reasons)
    assert "ANRI menyediakan SRIKANDI" in text
    assert "Aplikasi Umum sejak 2020 (Kepmen PANRB 679/2020)" in text
    assert found.norm == "Permenkominfo 4/2024 Pasal 56 ayat (3)"


def test_what_is_mandatory_without_being_umum_rests_on_its_own_norm():
    found = judged({"is_umum": False})[0]
    assert found.norm == "Kepmen PANRB 679/2020"
    assert "Aplikasi Umum" not in " ".join(found.reasons)


@pytest.mark.parametrize(
    "names",
    [
        {"name": "srikandi"},
        {"name": "Sistem Informasi Kearsipan Dinamis Terintegrasi (SRIKANDI)"},
        {"name": "Persuratan", "acronym": "Srikandi"},
        {"name": "Persuratan", "url": "http://www.srikandi.arsip.go.id/masuk"},
    ],
)
def test_its_name_and_its_address_give_it_away_without_any_suspicion(names):
    around = Surroundings(nationals=(SRIKANDI,))
    assert told(find(proposal(**names), around)) == SERIOUS


def test_a_predecessor_leads_to_what_took_its_place():
    found = find(proposal(name="SIKD-ANRI"), Surroundings(nationals=(SRIKANDI,)))
    assert "SIKD ANRI sudah digantikan oleh SRIKANDI" in found[0].reasons[0]


@pytest.mark.parametrize("name", ["My.SAPK", "MY SAPK", "MySAPK"])
def test_every_spelling_of_my_sapk_leads_to_siasn(name):
    every = tuple(map(National.of, national.applications().values()))
    found = find(proposal(name=name), Surroundings(nationals=every))
    assert [each.subject.code for each in found] == ["SIASN"]


def test_one_that_is_listed_as_running_is_the_use_of_a_national_one():
    around = Surroundings(similar=(twin(0.9),), nationals=(SRIKANDI,))
    found = find(proposal("EXISTING", name="SRIKANDI"), around)
    assert told(found) == SERIOUS
    assert "Catat pemakaiannya" in found[0].advice


def test_one_that_runs_beside_an_umum_must_meet_article_60():
    assert "Pasal 60" in judged({}, kind="EXISTING")[0].norm


def test_name_address_and_likeness_make_one_finding():
    around = Surroundings(similar=(twin(),), nationals=(SRIKANDI,))
    named = proposal(name="SRIKANDI", url="https://srikandi.arsip.go.id")
    assert told(find(named, around)) == SERIOUS


def test_one_that_is_on_no_list_yet_is_only_offered():
    assert told(find(proposal(), Surroundings(similar=(twin(),)))) == INFO


def test_a_common_word_that_is_a_nickname_is_not_taken_for_it_inside_a_name():
    every = tuple(map(National.of, national.applications().values()))
    assert find(proposal(name="Lapor Pajak Hotel"), Surroundings(nationals=every)) == []


def test_one_of_the_own_government_is_a_twin_and_no_national_one():
    local = similar(0.9, key=900, code="SRIKANDI", name="SRIKANDI Kota")
    assert told(find(proposal(), Surroundings(similar=(local,)))) == [
        ("duplicate", "serious")
    ]


def test_a_function_that_is_not_shared_for_sure_is_not_enough():
    unlike = twin(0.1)
    reasons = tuple(replace(each, points=0.2) for each in unlike.suspicion.reasons)
    unlike = replace(unlike, suspicion=replace(unlike.suspicion, reasons=reasons))
    around = Surroundings(similar=(unlike,), nationals=(SRIKANDI,))
    assert find(proposal(), around) == []


TODAY = date(2026, 7, 1)
MEDIUM = {"is_umum": False, "confidence": "medium"}


@pytest.mark.parametrize(
    ("facts", "around", "expected"),
    [
        ({"levels": ("REGENCY", "CITY")}, {"level": "PROVINCE"}, INFO),
        ({"levels": ("REGENCY", "CITY")}, {"level": "CITY"}, SERIOUS),
        ({"levels": ("REGENCY", "CITY")}, {}, SERIOUS),
        ({"since": 2027}, {"today": TODAY}, WARNING),
        ({"since": 2026}, {"today": TODAY}, SERIOUS),
        ({"status": Status.PLANNED}, {}, WARNING),
        (
            {
                "is_umum": False,
                "confidence": "medium",
                "last_checked": date(2023, 1, 1),
            },
            {"today": TODAY},
            WARNING,
        ),
        (
            {
                "is_umum": False,
                "confidence": "medium",
                "last_checked": date(2026, 1, 1),
            },
            {"today": TODAY},
            SERIOUS,
        ),
        (
            {"is_umum": False, "confidence": "high", "last_checked": date(2020, 1, 1)},
            {"today": TODAY},
            SERIOUS,
        ),
    ],
)
def test_it_follows_for_whom_since_when_and_how_lately_somebody_checked(
    facts, around, expected
):
    national = replace(SRIKANDI, **facts)
    known = Surroundings(similar=(twin(0.8),), nationals=(national,), **around)
    assert told(find(proposal(), known)) == expected


def test_it_says_whom_the_duty_concerns():
    facts = {"is_umum": False, "for_whom": "kabupaten dan kota", "levels": ("CITY",)}
    known = Surroundings(
        similar=(twin(0.8),),
        nationals=(replace(SRIKANDI, **facts),),
        level="PROVINCE",
    )
    text = " ".join(find(proposal(), known)[0].reasons)
    assert "Wajib bagi kabupaten dan kota sejak 2020" in text
    assert "tidak menyangkut pemerintah daerah setingkat Anda" in text


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({"is_umum": False, "confidence": "high"}, "dasar ini perlu dicocokkan."),
        ({"is_umum": True}, "dasar ini perlu dicocokkan."),
        (MEDIUM, "dasar ini perlu dicocokkan."),
    ],
)
def test_what_nobody_checked_for_long_is_trusted_less_and_says_so(facts, expected):
    def reasons(checked: date | None) -> str:
        national = replace(SRIKANDI, **facts, last_checked=checked)
        known = Surroundings(similar=(twin(),), nationals=(national,), today=TODAY)
        return " ".join(find(proposal(), known)[0].reasons)

    assert "diturunkan" not in reasons(TODAY - timedelta(days=730))
    old = reasons(TODAY - timedelta(days=731))
    assert expected in old
    assert "30 Juni 2024, lebih dari 730 hari" in old
    assert "belum pernah dicocokkan" in reasons(None)


def test_what_does_not_run_yet_says_from_when_it_is_planned():
    def reasons(**facts: object) -> str:
        return " ".join(judged({"status": Status.PLANNED, **facts})[0].reasons)

    assert "SRIKANDI belum berjalan." in reasons()
    assert "belum berjalan; rencananya aktif 1 Maret 2027." in reasons(
        planned_live=date(2027, 3, 1)
    )


def test_a_doubtful_aplikasi_umum_asks_to_look_and_is_not_grave():
    assert told(judged({"confidence": "low"})) == WARNING


def test_my_sapk_is_said_to_be_followed_by_myasn():
    every = tuple(map(National.of, national.applications().values()))
    found = find(proposal(name="My.SAPK"), Surroundings(nationals=every))
    assert "My SAPK sudah digantikan oleh SI-ASN / MyASN" in found[0].reasons[0]


def test_old_names_lead_to_the_application_of_today():
    every = tuple(map(National.of, national.applications().values()))
    found = find(proposal(name="DTKS"), Surroundings(nationals=every))
    assert [each.subject.code for each in found] == ["SIKS-NG"]
    assert "DTKS sudah digantikan" in found[0].reasons[0]


def test_what_is_being_phased_out_names_what_takes_its_place():
    follower = replace(
        SRIKANDI, code="BARU", name="SRIKANDI BARU", predecessors=("Srikandi",)
    )
    leaving = replace(SRIKANDI, status=Status.PHASING_OUT)
    around = Surroundings(similar=(twin(0.8),), nationals=(leaving, follower))

    (found,) = [
        each
        for each in find(proposal("BUILD"), around)
        if each.subject.name == SRIKANDI.name
    ]

    assert "akan dihentikan; penggantinya SRIKANDI BARU." in " ".join(found.reasons)
    assert "tanyakan penggantinya" in " ".join(
        judged({"status": Status.PHASING_OUT})[0].reasons
    )
