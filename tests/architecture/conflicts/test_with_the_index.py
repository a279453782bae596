import subprocess
import sys

import pytest

from architecture.conflicts import (
    Known,
    National,
    Proposal,
    Similar,
    Standing,
    Surroundings,
    find,
)
from architecture.duplicates import Index, Profile, too_thin
from architecture.reference import national
from tests.architecture.conflicts.around import DINKES, KOTA, of_kind

SIABON = Profile(
    key=1,
    name="SIABON – absensi pegawai online",
    description="Mencatat absensi pegawai dengan lokasi dan foto.",
    owner=3,
    government=KOTA.id,
)
MEDICINE = Profile(
    key=2,
    name="SIMOBAT",
    description="Mencatat stok obat di gudang farmasi.",
    owner=DINKES.id,
    government=KOTA.id,
)
FIRST_NATIONAL = 1000


@pytest.fixture(scope="module")
def index():
    listed = [
        Profile(
            key=key,
            name=each.name,
            description=each.description,
            function=each.function,
            data_used="; ".join(each.data),
            owner=90,
            government=99,
        )
        for key, each in enumerate(national.applications().values(), FIRST_NATIONAL)
    ]
    return Index([SIABON, MEDICINE, *listed])


def judged(index, **details):
    asked = Proposal(
        kind="BUILD", office=DINKES, government=KOTA, details=details, plan_line="PR-1"
    )
    nationals = tuple(
        National.of(each, key=key)
        for key, each in enumerate(national.applications().values(), FIRST_NATIONAL)
    )
    known = {
        1: Known(key=1, code="DAA-1", name=SIABON.name, owner="BKPSDM", owner_id=3),
        2: Known(key=2, code="DAA-2", name="SIMOBAT", owner=DINKES.name, owner_id=2),
    } | {
        each.key: Known(
            key=each.key,
            code=each.code,
            name=each.name,
            owner=each.owner,
            standing=Standing.NATIONAL,
        )
        for each in nationals
    }
    around = Surroundings(
        similar=tuple(
            Similar(known[each.key], each) for each in index.similar(asked.profile())
        ),
        nationals=nationals,
        too_thin=tuple(too_thin(asked.profile())),
    )
    return find(asked, around)


def test_the_twin_under_another_name_is_named_with_a_true_reason(index):
    found = judged(index, name="Presensi digital tenaga kesehatan")
    twin = of_kind(found, "duplicate")
    assert twin.severity == "serious"
    assert twin.reasons[0] == f"BKPSDM sudah menjalankan {SIABON.name}."
    assert any("kehadiran" in reason for reason in twin.reasons[2:])


@pytest.mark.parametrize(
    ("details", "code"),
    [
        (
            {
                "name": "e-Surat",
                "description": "Surat masuk, surat keluar, dan disposisi elektronik",
            },
            "SRIKANDI",
        ),
        (
            {
                "name": "Wadul",
                "description": "Pengaduan masyarakat tentang pelayanan publik",
            },
            "SP4N-LAPOR",
        ),
        (
            {
                "name": "Lelang Kota",
                "description": "Tender pengadaan barang dan jasa secara elektronik",
            },
            "SPSE",
        ),
    ],
)
def test_the_national_application_is_found_for_its_function(index, details, code):
    found = judged(index, **details)
    assert code in {
        each.subject.code for each in found if each.kind == "national_application"
    }


def test_other_work_in_the_same_office_is_nobodys_twin(index):
    found = judged(
        index,
        name="Sirujak",
        description="Mengatur rujukan pasien antar rumah sakit",
        personal_data="YES",
    )
    assert not [each for each in found if each.kind == "duplicate"]


def test_nothing_is_read_before_it_is_asked_for():
    code = (
        "import architecture.conflicts.gates, architecture.conflicts.validation\n"
        "from architecture.conflicts import kinds, severity, wording, gates\n"
        "readers = [kinds, severity.table, wording.signs, gates.questions]\n"
        "print([each.cache_info().currsize for each in readers])"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[0, 0, 0, 0]"
