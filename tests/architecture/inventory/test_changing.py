"""What may be done to applications, their uses and relations."""

from datetime import date

import pytest

from architecture import elements, history, inventory, referencing
from architecture.errors import Changed, Invalid, WrongState
from architecture.layers import ApplicationType, Sharing, Status, Verb
from architecture.model import Use
from tests import make


def test_an_application_gets_the_next_code_of_its_government(session):
    office = make.office(session)
    one = inventory.add(session, office, {"name": "Satu"})
    two = inventory.add(session, office, {"name": "Dua"})
    elsewhere = inventory.add(session, make.office(session), {"name": "Lain"})

    assert [one.code, two.code, elsewhere.code] == ["DAA-0001", "DAA-0002", "DAA-0001"]


def test_a_code_that_came_from_a_list_is_left_out_of_the_numbering(session):
    office = make.office(session)
    inventory.add(session, office, {"name": "Dari daftar"}, code="DAA-0001")

    assert inventory.add(session, office, {"name": "Baru"}).code == "DAA-0002"


def test_two_applications_may_bear_one_name(session):
    office = make.office(session)

    one = inventory.add(session, office, {"name": "SIMPATI"})
    two = inventory.add(session, office, {"name": "SIMPATI"})

    assert one.id != two.id


def test_what_is_wrong_is_refused_by_field_and_nothing_is_added(session):
    office = make.office(session)

    with pytest.raises(Invalid) as refused:
        inventory.add(
            session,
            office,
            {"name": " ", "cost_build": "x", "reference_codes": "RAB.99.99"},
        )

    assert set(refused.value.problems) == {"name", "cost_build", "reference_codes"}
    assert not session.new


def test_codes_below_a_national_one_are_the_governments_own(session):
    referencing.load(session)
    office = make.office(session)

    kept = inventory.add(
        session, office, {"name": "A", "reference_codes": "RAB.09.06.01"}
    )

    assert kept.reference_codes == ["RAB.09.06.01"]


def test_sharing_begins_as_the_government_has_set_it(session):
    office = make.office(session)

    added = inventory.add(session, office, {"name": "A"})

    assert added.sharing is Sharing.NAME_AND_FUNCTION


def test_who_saw_an_older_version_is_told(session):
    application = make.application(session, "Lama")
    seen = application.version
    inventory.revise(session, application, {"name": "Baru"}, version=seen)
    session.flush()

    with pytest.raises(Changed, match="orang lain"):
        inventory.revise(session, application, {"name": "Lain"}, version=seen)

    assert application.name == "Baru"


def test_fields_that_are_not_stated_stay_as_they_are(session):
    application = make.application(session, "A", vendor="CV", users="Warga")

    inventory.revise(session, application, {"vendor": ""})

    assert (application.name, application.vendor, application.users) == (
        "A",
        "",
        "Warga",
    )


def test_a_changed_name_is_found_by_the_search(session):
    application = make.application(session, "A")

    inventory.revise(session, application, {"name": "PRESENSI Pegawai"})

    assert "presensi pegawai" in application.search_text


def test_a_retired_application_stays_with_its_day_and_reason(session):
    application = make.application(session)

    inventory.retire(
        session, application, on=date(2026, 6, 30), reason="Digantikan SRIKANDI"
    )
    session.flush()

    assert application.status is Status.RETIRED
    assert application.retires_on == date(2026, 6, 30)
    with pytest.raises(WrongState):
        inventory.retire(session, application, on=date(2026, 7, 1), reason="Lagi")


def test_an_office_uses_an_application_once(session):
    application = make.application(session)
    office = make.office(session)

    inventory.start_use(session, application, office, note="Sejak pandemi")

    with pytest.raises(WrongState, match="sudah tercatat"):
        inventory.start_use(session, application, office)


def test_a_use_that_ended_is_taken_up_again(session):
    application, office = make.application(session), make.office(session)
    first = inventory.start_use(session, application, office)
    inventory.end_use(session, first)

    again = inventory.start_use(session, application, office)

    assert again.id == first.id
    assert session.get(Use, first.id).state.name == "IN_USE"


def test_what_is_retired_or_its_own_is_not_offered_for_use(session):
    owner = make.office(session)
    own = make.application(session, of=owner)
    retired = make.application(session, status=Status.RETIRED)

    for application, office in ((own, owner), (retired, make.office(session))):
        with pytest.raises(WrongState):
            inventory.start_use(session, application, office)


def test_a_use_is_noted_in_the_history_of_who_uses(session):
    application, office = make.application(session), make.office(session)

    inventory.start_use(session, application, office)
    entries = history.seal(session, by="uji")
    session.commit()

    assert [entry.government_id for entry in entries] == [office.government_id]


def test_relations_obey_the_layered_model(session):
    office = make.office(session)
    one = make.application(session, of=office)
    other = make.application(session, of=office)

    assert elements.relate(session, one, Verb.EXCHANGES, other).id
    with pytest.raises(Invalid):
        elements.relate(session, one, Verb.RUNS_ON, other)
    with pytest.raises(Invalid):
        elements.relate(session, one, Verb.EXCHANGES, one)


def test_a_website_is_kept_as_a_website(session):
    kept = inventory.add(
        session, make.office(session), {"name": "Situs", "type": "Situs web"}
    )

    assert kept.type is ApplicationType.WEBSITE
