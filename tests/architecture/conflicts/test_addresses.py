import pytest

from architecture.conflicts import Standing, Surroundings, find
from architecture.conflicts.addresses import host
from tests.architecture.conflicts.around import SRIKANDI, known, proposal, told

ADDRESS = "https://siabon.contoh.go.id"


@pytest.mark.parametrize(
    ("url", "kind", "expected"),
    [
        (ADDRESS, "WEBSITE", [("url_taken", "blocking")]),
        ("HTTP://www.SIABON.contoh.go.id:8080/", "BUILD", [("url_taken", "blocking")]),
        ("siabon.contoh.go.id", "BUILD", [("url_taken", "blocking")]),
        (ADDRESS, "EXISTING", [("url_taken", "serious")]),
        (f"{ADDRESS}/lain", "BUILD", []),
        ("https://lain.contoh.go.id", "BUILD", []),
        ("", "BUILD", []),
        ("Desktop", "BUILD", []),
        ("10.1.2.3", "BUILD", []),
        ("http://[", "BUILD", []),
        ("terpasang di PC, VPN", "BUILD", []),
    ],
)
def test_an_address_in_use_is_found_however_it_is_spelt(url, kind, expected):
    around = Surroundings(addresses=(known(url=ADDRESS),))
    assert told(find(proposal(kind, url=url), around)) == expected


def test_an_address_that_another_registration_asks_for_is_a_warning():
    asked = known(url=ADDRESS, standing=Standing.QUEUE)
    found = find(proposal("WEBSITE", url=ADDRESS), Surroundings(addresses=(asked,)))
    assert told(found) == [("url_taken", "warning")]
    assert "BKPSDM" in found[0].advice


@pytest.mark.parametrize(
    ("domain", "expected"),
    [
        ("", [("url_taken", "blocking")]),
        ("contoh.go.id", [("url_taken", "blocking")]),
        ("lain.go.id", [("outside_domain", "warning"), ("url_taken", "warning")]),
    ],
)
def test_only_an_address_that_the_government_gives_out_is_refused(domain, expected):
    around = Surroundings(addresses=(known(url=ADDRESS),), web_domain=domain)
    found = find(proposal("WEBSITE", url=ADDRESS), around)
    assert sorted(told(found)) == expected


def test_what_is_enhanced_keeps_its_address():
    around = Surroundings(addresses=(known(url=ADDRESS),))
    assert find(proposal("ENHANCE", url=ADDRESS, replaces=7), around) == []


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://siabon.contoh.go.id", []),
        ("https://contoh.go.id/siabon", []),
        ("https://siabon.com", [("outside_domain", "warning")]),
        ("https://palsucontoh.go.id", [("outside_domain", "warning")]),
        ("", []),
    ],
)
def test_a_public_address_lies_under_the_domain_of_the_government(url, expected):
    around = Surroundings(web_domain="contoh.go.id")
    found = find(proposal("WEBSITE", url=url), around)
    assert told(found) == expected
    assert all("contoh.go.id" in each.advice for each in found)


def test_without_a_known_domain_no_address_is_outside():
    assert find(proposal("WEBSITE", url="https://siabon.com"), Surroundings()) == []


def test_the_address_of_a_national_application_is_not_called_foreign():
    around = Surroundings(web_domain="contoh.go.id", nationals=(SRIKANDI,))
    found = find(proposal("EXISTING", url=SRIKANDI.url), around)
    assert told(found) == [("national_application", "serious")]


@pytest.mark.parametrize("address", ["", "ftp", "https://", "//", "a b.go.id", "::::"])
def test_what_is_no_address_has_no_host(address):
    assert host(address) == ""


def test_two_pages_that_only_their_query_tells_apart_are_two_addresses():
    store = "https://play.google.com/store/apps/details?id=id.go.contoh"
    taken = Surroundings(addresses=(known(url=f"{store}.satu"),))
    assert find(proposal(url=f"{store}.dua"), taken) == []
    assert told(find(proposal(url=f"{store}.satu"), taken)) == [
        ("url_taken", "blocking")
    ]
