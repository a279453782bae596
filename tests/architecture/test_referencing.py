"""The shipped reference: loaded once, then the tables are the truth."""

from sqlalchemy import select

from architecture import history, referencing
from architecture.model import Application, Kind, Organisation, ReferenceCode


def load(session):
    counts = referencing.load(session)
    history.seal(session, by="uji")
    session.commit()
    return counts


def test_a_second_load_changes_nothing_that_was_edited(session):
    first = load(session)
    national = session.scalars(
        select(Application).where(Application.code == "SIPD-RI")
    ).one()
    national.function = "Disunting di portal"
    session.commit()

    second = load(session)

    assert all(first.values())
    assert not any(second.values())
    session.expire_all()
    assert national.function == "Disunting di portal"


def test_national_applications_belong_to_their_owners_below_one_root(session):
    load(session)

    owners = session.scalars(
        select(Organisation).where(Organisation.kind == Kind.NATIONAL)
    ).all()
    roots = [owner for owner in owners if owner.parent_id is None]

    assert [root.code for root in roots] == [referencing.NATIONAL_ROOT]
    assert {owner.government_id for owner in owners} == {roots[0].id}


def test_the_service_bus_is_no_application(session):
    load(session)

    codes = set(session.scalars(select(Application.code)))

    assert "SPLP" not in codes
    assert {"SRIKANDI", "SP4N-LAPOR", "SPSE", "SIASN"} <= codes


def test_only_four_are_called_aplikasi_umum(session):
    load(session)

    umum = {
        row.code
        for row in session.scalars(select(Application))
        if row.national.get("is_umum")
    }

    assert umum == {"SRIKANDI", "SP4N-LAPOR", "SPSE", "SIASN"}


def test_codes_are_known_from_the_table(session):
    load(session)

    assert referencing.unknown_codes(session, ["RAB.09.06", "RAB.09.06.03"]) == []
    assert referencing.unknown_codes(session, ["RAB.99", "RAX.01"]) == [
        "RAB.99",
        "RAX.01",
    ]
    row = session.scalars(
        select(ReferenceCode).where(ReferenceCode.code == "RAB.09.06")
    ).one()
    assert referencing.titles(session, ["RAB.09.06"]) == {"RAB.09.06": row.name}
