import pytest
from hypothesis import given
from hypothesis import strategies as st

from architecture.exchange.inventories.addresses import (
    address_key,
    is_domain,
    read_address,
)


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://simpeg.kota.go.id/", "https://simpeg.kota.go.id/"),
        ("simpeg.kota.go.id", "https://simpeg.kota.go.id"),
        ("WWW.Kota.go.id/Masuk", "https://www.kota.go.id/Masuk"),
        ("http//kota.go.id", "http://kota.go.id"),
        ("htpp://kota.go.id", "http://kota.go.id"),
        ("https:\\\\kota.go.id", "https://kota.go.id"),
        ("e-planning.kota.go.id/sippd)", "https://e-planning.kota.go.id/sippd"),
        ("http://kota.go.id:8080/a?b=1#c", "http://kota.go.id:8080/a?b=1#c"),
        ("http://admin:rahasia@kota.go.id", "http://kota.go.id"),
        ("satu.go.id dan dua.go.id", "https://satu.go.id"),
    ],
)
def test_an_address_that_can_be_followed_is_brought_into_form(text, url):
    assert read_address(text).url == url


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("192.168.1.10/simpeg", "alamat IP"),
        ("http://103.10.20.30:8080", "alamat IP"),
        ("http://[fe80::1]/", "alamat IP"),
        ("VPN", "hanya lewat VPN"),
        ("ftp://server.kota.go.id", "alamat FTP"),
        ("Desktop", "aplikasi desktop"),
        ("Aplikasi yang diinstal", "aplikasi dipasang"),
        ("https://wa.me/62812", "tautan obrolan"),
        ("https://chat.whatsapp.com/AbC", "tautan obrolan"),
        ("https://forms.gle/abc", "tautan formulir"),
        ("bit.ly/xyz", "tautan pendek"),
        ("https://tidakada.invalid", "alamat tidak dapat dibuka"),
        ("https://deteksi.banjir/index.php", "alamat tidak dapat dibuka"),
        ("https://202.146.132.go/index.php", "alamat tidak dapat dibuka"),
        ("localhost/simpeg", "jaringan lokal"),
        ("javascript:alert(1)", "bukan alamat"),
        ("masih dibangun", "bukan alamat"),
    ],
)
def test_an_address_that_cannot_be_followed_is_kept_with_the_reason(text, reason):
    address = read_address(text)

    assert address.url == ""
    assert [why for _, why in address.rest] == [reason]
    assert address.rest[0][0]


def test_of_two_addresses_the_second_is_kept_beside_the_first():
    address = read_address("https://satu.go.id, https://dua.go.id")

    assert address.url == "https://satu.go.id"
    assert address.rest == (("https://dua.go.id", "alamat kedua"),)


@pytest.mark.parametrize("text", ["", "-", "n/a", "tidak ada", "Belum ada"])
def test_a_cell_that_says_nothing_gives_neither_address_nor_note(text):
    assert read_address(text) == read_address("")


def test_words_about_a_store_or_a_desktop_tell_the_platform():
    assert read_address("Play Store").mobile
    assert read_address("https://play.google.com/store/apps/details?id=x").mobile
    assert read_address("Aplikasi yang diinstal").desktop


def test_the_same_place_has_one_key():
    keys = {
        address_key(url)
        for url in (
            "http://www.kota.go.id",
            "https://kota.go.id/",
            "https://KOTA.go.id",
        )
    }

    assert keys == {"kota.go.id"}


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("simpeg.magetan.go.id", True),
        ("Peta.bpbd.bantenprov.go.id", True),
        ("SIMPEG", False),
        ("Simpeg v.2", False),
        ("e-RTLH (ertlh.kota.go.id)", False),
    ],
)
def test_a_name_that_is_a_domain_is_told_from_a_name(name, answer):
    assert is_domain(name) is answer


@given(st.text(max_size=60))
def test_an_address_is_never_lost(text):
    address = read_address(text)

    assert not address.url or address.url.startswith(("http://", "https://"))
    assert "@" not in address.url.split("/")[2:3]
