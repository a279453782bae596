"""Letters, lists and maps of before say how it was; old names lead to who goes on."""

from datetime import date

from sqlalchemy import select

from architecture import (
    inventory,
    letters,
    organisations,
    periods,
    restructuring,
    scope,
)
from architecture.exchange.book import gathering
from architecture.exchange.book.extent import extent_of
from architecture.exchange.inventories.gathering import gather
from architecture.exchange.inventories.offices import Offices
from architecture.inventory import Filters
from architecture.layers import Layer
from architecture.mapping.asking import NOWHERE, Asked
from architecture.mapping.landscape import landscape
from architecture.model import Application, Letter, Organisation
from tests import make
from tests.architecture.registration.office import in_review, office
from tests.architecture.restructuring.town import (
    commit,
    end,
    merge,
    new,
    rename,
    split,
    town,
)

EVE, DAY = date(2024, 12, 31), date(2025, 1, 1)


def frames(session, kota, day, **more):
    """Return office → applications as the landscape of a day shows them."""
    asked = Asked(government=kota.government, on=day, addresses=NOWHERE, **more)
    drawn = landscape(session, scope.full(kota.government.id), asked)
    labels = {each.key: each.label for each in drawn.groups}
    names = {}
    for box in drawn.boxes:
        names.setdefault(labels[box.group], set()).add(box.label)
    return names


def test_a_letter_keeps_the_name_that_its_office_had(session):
    at = office(session)
    decided = at.to_signature(in_review(at, findings=[], name="Terbit"))
    at.say(decided, "SIGNATURE", "signatory")
    [letter] = letters.of_registration(session, decided)
    before = dict(letter.content)
    kota = town(session)
    kota.government = at.government
    heir = make.office(session, "Dinas Penerus", of=at.government)
    kota.applied(
        rename(at.kominfo, "Dinas Digital"), end(at.dinas, heir), on=date(2026, 11, 1)
    )

    [letter] = session.scalars(select(Letter)).all()
    assert letter.content == before
    assert letter.content["addressee"] == "Dinas Kelautan"
    assert decided.organisation_id == heir.id


def test_a_list_of_a_past_day_names_the_office_of_that_day(session, kota):
    make.application(session, "SATU", of=kota.a)
    make.application(session, "DUA", of=kota.b)
    old = kota.a.id
    kota.applied(merge([kota.a, kota.b], new("C", "Dinas C")), on=DAY)
    made = session.scalars(select(Organisation).where(Organisation.code == "C")).one()
    viewer = scope.full(kota.government.id)

    def listed(day, *offices):
        asked = Filters(
            government=kota.government.id, on=day, organisations=frozenset(offices)
        )
        found = inventory.page(session, viewer, asked).rows
        return {each.name: each.organisation.name for each in found}

    assert listed(EVE) == {"SATU": "Dinas Pertanian", "DUA": "Dinas Pangan"}
    assert listed(EVE, old) == {"SATU": "Dinas Pertanian"}
    assert listed(EVE, made.id) == {}
    assert listed(DAY, made.id) == {"SATU": "Dinas C", "DUA": "Dinas C"}
    session.commit()
    stored = session.scalars(select(Application.organisation_id)).all()
    assert set(stored) == {made.id}


def test_a_list_of_a_day_ahead_names_the_office_of_a_sotk_that_is_set(session, kota):
    one, two = (make.application(session, x, of=kota.a) for x in ("SATU", "DUA"))
    make.application(session, "TIGA", of=kota.b)
    third = make.office(session, "Dinas Lama", of=kota.government)
    ahead = date(2100, 1, 1)
    row = kota.settled(
        kota.change(
            split(
                kota.a,
                new("X", "Dinas X"),
                new("Y", "Dinas Y"),
                **{f"elements:{two.id}": 1},
            ),
            rename(third, "Dinas Baru"),
        ),
        ahead,
    )
    later = kota.settled(kota.change(end(kota.b, third)), date(2100, 2, 1))
    viewer = scope.full(kota.government.id)

    def listed(day, *offices):
        asked = Filters(
            government=kota.government.id, on=day, organisations=frozenset(offices)
        )
        found = inventory.page(session, viewer, asked).rows
        return {each.name: each.organisation.name for each in found}

    def tree(day):
        rows = organisations.tree(session, kota.government.id)
        return {
            each.name: each.id
            for each in periods.tree_on(session, kota.government.id, rows, day)
        }

    def check():
        eve, month = date(2099, 12, 31), date(2100, 2, 1)
        assert listed(eve)["SATU"] == "Dinas Pertanian"
        assert listed(ahead) == {
            "SATU": "Dinas X",
            "DUA": "Dinas Y",
            "TIGA": "Dinas Pangan",
        }
        assert tree(eve).keys() >= {"Dinas Pertanian", "Dinas Lama"}
        assert listed(ahead, tree(ahead)["Dinas Y"]) == {"DUA": "Dinas Y"}
        assert listed(ahead, tree(ahead)["Dinas X"]) == {"SATU": "Dinas X"}
        assert "Dinas Pertanian" not in tree(ahead)
        assert listed(month, tree(month)["Dinas Baru"]) == {"TIGA": "Dinas Baru"}
        assert frames(session, kota, ahead)["Dinas Y"] == {"DUA"}
        extent = extent_of(session, viewer, kota.government, day=ahead)
        rows = gathering.element_rows(session, extent, Layer.APPLICATION)
        labels = {row.name: extent.known.labels[row.organisation_id] for row in rows}
        assert labels == listed(ahead)

    check()
    assert one.organisation_id == kota.a.id
    restructuring.withdraw(session, later, seen=later.version)
    commit(session)
    assert listed(date(2100, 2, 1))["TIGA"] == "Dinas Pangan"
    restructuring.reopen(session, row, seen=row.version)
    commit(session)
    assert listed(ahead)["SATU"] == "Dinas Pertanian"


def test_who_may_read_is_decided_by_whose_it_is_now(session, kota):
    make.application(session, "SATU", of=kota.a)
    kota.applied(end(kota.a, kota.b), on=DAY)
    viewer = scope.full(kota.government.id)
    asked = Filters(government=kota.government.id, on=EVE)

    [row] = inventory.page(session, viewer, asked).rows

    assert row.organisation.name == "Dinas Pertanian"
    assert row.organisation_id == kota.b.id


def test_the_landscape_of_a_past_day_has_the_offices_of_that_day(session, kota):
    make.application(session, "SATU", of=kota.a)
    kota.applied(rename(kota.b, "Dinas B"), end(kota.a, kota.b), on=DAY)

    assert frames(session, kota, EVE) == {"Dinas Pertanian": {"SATU"}}
    assert frames(session, kota, DAY) == {"Dinas B": {"SATU"}}


def test_old_names_and_codes_find_who_goes_on_in_imports(session, kota):
    third = make.office(session, "Dinas Sosial", of=kota.government)
    code = kota.a.code
    kota.applied(end(kota.a, kota.b), on=DAY)
    kota.applied(end(kota.b, third), on=date(2025, 6, 1))

    known = gather(session, kota.government)
    offices = Offices(known.government, known.offices)
    for text in ("Dinas Pertanian", code, "Dinas Pangan", "Dinas Sosial"):
        assert offices.find(text).office.code == third.code, text
    words = extent_of(session, scope.full(kota.government.id), kota.government).known
    for text in ("Dinas Pertanian", code, "Dinas Pangan", "Dinas Sosial"):
        assert words.find(text) == [third.id], text
