"""What holds for every list whatever: no row is lost, nothing is done twice."""

from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from architecture.exchange.inventories.actions import CREATES, Kind
from architecture.exchange.inventories.preview import plan
from tests.architecture.exchange.inventories.make import applied, known, rows

HEADERS = ["No", "Nama Aplikasi", "Uraian", "OPD", "Kategori", "Jenis", "URL", "Tahun"]
NAMES = [
    "SRIKANDI",
    "Srikandi (arsip)",
    "SIPD",
    "e-Kinerja",
    "SIMPEG",
    "Simpeg (Sistem Informasi Kepegawaian)",
    "SMS Gateway",
    "Website",
    "dlh.contohkota.go.id",
    "E-P3",
    "Ep3",
    "My SAPK",
    "SIPD, SIMDA, SIRUP",
    "",
    "Jumlah",
]
TEXTS = ["", "Kepegawaian", "Surat dinas", "Pajak hotel", "Data pegawai ASN", "-"]
OFFICES = ["", "BKPSDM", "Dinas Sosial", "Dinsos", "Bapenda", "Desa Turi", "Dinas Baru"]
CLASSES = ["", "Pusat", "Lokal", "Umum", "Pusat/Daerah"]
FORMS = ["", "Website", "Aplikasi", "WEB"]
ADDRESSES = ["", "a.contohkota.go.id", "b.contohkota.go.id", "sirup.lkpp.go.id", "VPN"]
YEARS = ["", "2017", "2019", "lama"]
LINE = st.tuples(*map(st.sampled_from, [NAMES, TEXTS, OFFICES, CLASSES, FORMS]))
LINE = st.tuples(LINE, st.sampled_from(ADDRESSES), st.sampled_from(YEARS)).map(
    lambda line: ["1", *line[0], line[1], line[2]]
)
LISTS = st.lists(LINE, min_size=1, max_size=25)
UNTOUCHED = {Kind.SAME, Kind.IGNORED, Kind.REFUSED}


@settings(max_examples=80)
@given(LISTS, st.booleans(), st.booleans())
def test_every_row_has_one_action_and_the_same_file_again_changes_nothing(
    lines, create, accept
):
    read = rows(*lines, headers=HEADERS)
    before = known(
        "Dinas Sosial", create_organisations=create, accept_suggestions=accept
    )

    first = plan(read, before)
    again = plan(read, applied(first, before))

    assert [action.row for action in first.actions] == [row.number for row in read]
    changes = [action for action in again.actions if action.kind not in UNTOUCHED]
    assert changes == []
    assert again.offices == ()


@settings(max_examples=60)
@given(LISTS)
def test_no_use_is_counted_twice_and_every_merged_row_has_a_leader(lines):
    done = plan(rows(*lines, headers=HEADERS), known(create_organisations=True))
    by_row = {action.row: action for action in done.actions}
    uses: Counter[tuple[int | str, str]] = Counter()

    for action in done.actions:
        if action.kind is Kind.MERGED:
            assert by_row[action.with_row].kind in CREATES | {Kind.USE}
        target = action.application_id or f"row {action.with_row or action.row}"
        uses.update((target, office) for office in action.users)
        assert action.reasons
        assert (action.kind in CREATES) == ("name" in action.values)

    assert set(uses.values()) <= {1}


@settings(max_examples=40)
@given(LISTS, st.randoms(use_true_random=False))
def test_which_rows_are_refused_does_not_depend_on_their_order(lines, chance):
    shuffled = list(lines)
    chance.shuffle(shuffled)
    counts = []
    for each in (lines, shuffled):
        done = plan(rows(*each, headers=HEADERS), known(create_organisations=True))
        counts.append(
            {kind: done.counts.get(kind, 0) for kind in ("REFUSED", "IGNORED")}
        )

    assert counts[0] == counts[1]
