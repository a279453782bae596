import pytest

from architecture.conflicts import DataSet, Surroundings, find
from architecture.reference.urusan import affairs
from tests.architecture.conflicts.around import DINKES, of_kind, proposal, told

STAFF = DataSet(
    key=4, code="DAD-0004", name="Data Pegawai", producer="BKPSDM", producer_id=3
)
MASTER = DataSet(
    key=5,
    code="DAD-0005",
    name="Data Induk Penduduk",
    producer="Dinas Dukcapil",
    producer_id=9,
    master=True,
)
OWN = DataSet(
    key=6,
    code="DAD-0006",
    name="Data Stok Obat",
    producer=DINKES.name,
    producer_id=DINKES.id,
)


@pytest.mark.parametrize(
    ("produced", "kind", "expected"),
    [
        ("Data pegawai", "BUILD", [("data_owner", "warning")]),
        ("rekap kehadiran; daftar Pegawai", "BUILD", [("data_owner", "warning")]),
        ("Data pegawai", "EXISTING", [("data_owner", "info")]),
        ("Data pegawai", "WEBSITE", []),
        ("Rekap kehadiran pegawai bulanan", "BUILD", []),
        ("Data penduduk", "BUILD", [("data_owner", "warning")]),
        ("Stok obat", "BUILD", []),
        ("", "BUILD", []),
    ],
)
def test_data_that_another_office_produces_is_found(produced, kind, expected):
    around = Surroundings(data_sets=(STAFF, MASTER, OWN))
    found = find(proposal(kind, data_produced=produced), around)
    assert [each for each in told(found) if each[0] == "data_owner"] == expected


def test_the_producer_is_named_and_master_data_is_called_so():
    around = Surroundings(data_sets=(MASTER,))
    found = find(proposal(data_produced="data penduduk"), around)
    found = of_kind(found, "data_owner")
    assert "Dinas Dukcapil" in found.reasons[1]
    assert "data induk" in found.advice
    assert "Dinas Dukcapil" in found.advice


@pytest.mark.parametrize(
    ("urusan", "codes", "expected"),
    [
        (("B",), ["RAB.04.01"], []),
        (("B",), ["RAB.04.01.03"], []),
        (("B",), ["RAB.04"], []),
        (("B",), ["RAB.06.01"], [("outside_function", "info")]),
        (("B",), ["RAB.03.03"], [("outside_function", "warning")]),
        (("B",), "RAB.03.03; RAL.01.19", [("outside_function", "warning")]),
        (("E",), ["RAB.03.03"], [("outside_function", "info")]),
        (("E",), ["RAB.05.02"], []),
        (("B",), ["RAL.02.04", "RAD.09.06"], []),
        ((), ["RAB.03.03"], []),
        (("TIDAK-ADA",), ["RAB.03.03"], []),
    ],
)
def test_a_code_outside_the_affairs_is_asked_about_and_doubted_where_rough(
    urusan, codes, expected
):
    around = Surroundings(affairs=affairs())
    found = find(proposal(urusan=urusan, reference_codes=codes), around)
    assert told(found) == expected


def test_it_says_whose_affair_the_code_usually_is():
    around = Surroundings(affairs=affairs())
    found = find(proposal(urusan=("B",), reference_codes=["RAB.03.03"]), around)[0]
    assert found.reasons == (
        "RAB.03.03 (Transportasi) biasanya urusan Perhubungan.",
        "Dinas Kesehatan mengurus Kesehatan.",
    )
