"""What a text says in passing weighs less than what it is about."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.duplicates import Index, Profile
from architecture.duplicates.shipping import shipped_matcher

MARKERS = ["mewujudkan", "terintegrasi", "modul", "dalam", "manfaat"]
PLAIN = ["pegawai", "absensi", "surat", "gudang", "obat", "pasien", "retribusi"]
WORDS = st.sampled_from([*MARKERS, *PLAIN, ",", ".", ";"])


def shares(text: str) -> dict[str, int]:
    """Return in eighths how much each word of a text counts."""
    reading = shipped_matcher().read([text])
    return {
        reading.written(place): int(reading.share[place])
        for place in range(len(reading.token))
    }


@pytest.mark.parametrize(
    ("text", "core", "passing"),
    [
        ("Dalam rangka mewujudkan disiplin, petugas menimbang.", "petugas", "disiplin"),
        ("Petugas menimbang, terintegrasi dengan retribusi.", "petugas", "retribusi"),
        ("Petugas menimbang dilengkapi modul retribusi.", "petugas", "retribusi"),
        ("Petugas menimbang. Manfaat: retribusi, pajak.", "petugas", "pajak"),
        ("Manfaat: pajak naik. Petugas menimbang.", "petugas", "pajak"),
        ("Mengacu pada aturan pajak\nPetugas menimbang", "petugas", "pajak"),
    ],
)
def test_aims_connections_and_modules_count_less_than_the_work(
    text: str, core: str, passing: str
) -> None:
    """What follows a marker weighs less until the sentence ends."""
    found = shares(text)

    assert found[core] == 8
    assert found[passing] < 8


@pytest.mark.parametrize(
    "text", ["Penerima manfaat bansos", "Tata guna lahan", "Kartu nomor rangka. Obat"]
)
def test_a_word_that_only_looks_like_a_marker_changes_nothing(text: str) -> None:
    """Headings and openings count as such only where a sentence begins."""
    assert set(shares(text).values()) == {8}


@given(st.lists(WORDS, max_size=12).map(" ".join), st.text(max_size=40))
def test_a_text_is_read_the_same_whatever_stands_before_it(
    text: str, before: str
) -> None:
    """Texts that are read together do not touch each other."""
    matcher = shipped_matcher()
    alone, joined = matcher.read([text]), matcher.read([before, text])
    mine = joined.text == 1

    assert joined.share[mine].tolist() == alone.share.tolist()
    assert [joined.names()[at] for at in mine.nonzero()[0]] == alone.names()


def test_a_text_that_says_all_in_passing_still_says_its_work() -> None:
    """A description that begins with a marker is compared as any other."""
    index = Index([Profile(1, "Simpul", description="Integrasi data kependudukan")])

    found = index.similar(
        Profile(0, "Jembatan", description="integrasi data penduduk antar dinas")
    )

    assert [suspicion.key for suspicion in found] == [1]


def test_an_application_that_is_only_connected_is_no_twin() -> None:
    """Who names another system as a connection does other work."""
    wage = Profile(1, "Upah", description="Menghitung gaji dan tunjangan pegawai.")
    index = Index([wage])
    text = "Pegawai merekam kehadiran lewat gawai. Terintegrasi dengan {}."

    connected, alone = (
        index.compare(Profile(0, "Datang", description=text.format(other)), wage)
        for other in ("gaji dan tunjangan", "jaringan kabel")
    )

    assert connected.duplicate < 0.5
    assert alone.duplicate < 0.5
