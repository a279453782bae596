"""What governments list as national becomes one application, or stays their own."""

import pytest
from sqlalchemy import select

from architecture import history, inventory, referencing
from architecture.errors import Invalid, NotFound
from architecture.inventory import nationals
from architecture.layers import Sharing, Status
from architecture.model import Application, Note, UseState
from architecture.organisations import by_code
from tests import make

STATED = {"name": "Layanan Pusat", "acronym": "LP", "function": "Mencatat surat."}


@pytest.fixture
def listed(session):
    """Two governments list the same name, one of them with a second user."""
    referencing.load(session)
    history.seal(session, by="uji")
    several = []
    for name in ("SINAS", "  sinas "):
        government = make.government(session)
        office = make.office(session, of=government)
        row = make.application(session, name, of=office, candidate_national=True)
        inventory.start_use(session, row, make.office(session, of=government))
        several.append(row)
    history.seal(session, by="uji")
    session.commit()
    return several


def users(application):
    return {
        use.organisation_id for use in application.uses if use.state is UseState.IN_USE
    }


def confirmed(session, several):
    owner = by_code(session, referencing.NATIONAL_ROOT)
    made = nationals.confirm(session, several, owner, STATED)
    history.seal(session, by="uji")
    session.commit()
    return made


def test_the_same_name_in_two_governments_is_one_candidate(session, listed):
    [one] = nationals.candidates(session)

    assert one.name == "SINAS"
    assert set(one.governments) == {row.government.name for row in listed}
    assert nationals.of_the_same_name(session, listed[1].id) == listed


def test_a_confirmed_one_is_shared_with_all_and_used_by_those_who_listed_it(
    session, listed
):
    before = set.union(*(users(row) for row in listed))

    made = confirmed(session, listed)

    assert (made.sharing, made.status) == (Sharing.PROFILE, Status.LIVE)
    assert made.government.code == referencing.NATIONAL_ROOT
    assert made.national["aliases"] == ["SINAS", "sinas"]
    assert users(made) == before
    assert nationals.candidates(session) == []
    for row in listed:
        assert row.merged_into_id == made.id
        assert row.status is Status.RETIRED
        assert users(row) == set()


def test_each_government_keeps_what_happened_in_its_own_history(session, listed):
    confirmed(session, listed)

    for row in listed:
        deeds = session.scalars(
            select(Note.deed).where(
                Note.subject == "applications", Note.subject_id == row.id
            )
        )
        assert "Menjadi pemakaian aplikasi nasional Layanan Pusat" in set(deeds)


def test_what_is_known_already_gets_the_users(session, listed):
    srikandi = session.scalars(
        select(Application).where(Application.code == "SRIKANDI")
    ).one()
    office = listed[0].uses[0].organisation
    inventory.start_use(session, srikandi, office)

    nationals.recognise(session, listed, srikandi)
    session.flush()
    session.refresh(srikandi)

    assert office.id in users(srikandi)
    assert len(users(srikandi)) == 2


def test_one_that_is_none_stays_where_it_is(session, listed):
    nationals.dismiss(session, listed)

    assert nationals.candidates(session) == []
    assert [row.status for row in listed] == [Status.LIVE, Status.LIVE]
    with pytest.raises(NotFound):
        nationals.of_the_same_name(session, listed[0].id)


def test_without_a_function_nothing_could_be_compared_with_it(session, listed):
    owner = by_code(session, referencing.NATIONAL_ROOT)

    with pytest.raises(Invalid) as refused:
        nationals.confirm(session, listed, owner, STATED | {"function": ""})

    assert "function" in refused.value.problems
