"""The national applications: names, classes, what is mandatory."""

from collections import Counter

from architecture.reference import codes, national


def test_only_four_are_set_as_applications_for_all():
    umum = {each.code for each in national.applications().values() if each.is_umum}
    assert umum == {"SRIKANDI", "SP4N-LAPOR", "SPSE", "SIASN"}
    for code in umum:
        assert national.applications()[code].class_code.startswith("RAA.01")


def test_whether_sipd_is_for_all_stays_open_although_it_is_mandatory():
    sipd = national.applications()["SIPD-RI"]
    assert sipd.class_code == ""
    assert sipd.mandatory is national.Mandatory.YES


def test_sakti_is_not_for_the_money_of_a_region():
    assert national.applications()["SAKTI"].mandatory is national.Mandatory.NO


def test_there_are_thirty_seven_with_enough_text_to_be_compared():
    assert len(national.applications()) == 37
    for each in national.applications().values():
        assert len(each.description.split()) >= 9
        assert each.function
        assert each.data
        assert each.class_code == "" or codes.find(each.class_code)


def test_no_name_leads_to_two_applications():
    named = Counter(
        (national.key(name))
        for each in national.applications().values()
        for name in {national.key(name) for name in each.names}
    )
    assert [name for name, times in named.items() if times > 1] == []


def test_spellings_and_former_names_lead_to_the_present_application():
    for spelt, code in {
        "Srikandi": "SRIKANDI",
        "SIKS_NG": "SIKS-NG",
        "DTKS": "SIKS-NG",
        "My SAPK": "SIASN",
        "LAPOR!": "SP4N-LAPOR",
        "sipd": "SIPD-RI",
    }.items():
        found = national.find(spelt)
        assert found is not None
        assert found.code == code


def test_the_service_bus_is_infrastructure():
    assert [
        each.code for each in national.applications().values() if each.is_infrastructure
    ] == ["SPLP"]
