"""Which applications stand under which code, and who reads what they cost."""

from decimal import Decimal

import pytest

from architecture import elements, inventory, referencing
from architecture.layers import ApplicationType, Layer, Sharing, Status, Verb
from architecture.mapping.capabilities import COLOURS, capabilities
from architecture.mapping.colouring import offered
from architecture.maps.choices import Colour
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from tests import make
from tests.architecture.mapping.asked import an, ask, commit
from tests.browser import Statements


@pytest.fixture
def office(session):
    referencing.load(session)
    return make.office(session, "Dinas Kesehatan")


def figures(map_):
    return {row.cells[1]: row.cells[2] for row in map_.facts.rows}


def test_applications_count_by_their_codes_and_by_what_they_support(session, office):
    health = {"reference_codes": ["RAB.04.01"]}
    make.application(session, "A", of=office, **health)
    make.application(
        session, "Situs", of=office, type=ApplicationType.WEBSITE, **health
    )
    make.application(session, "Lama", of=office, status=Status.RETIRED, **health)
    far = make.application(session, "B", of=office)
    process = an(
        session, office, Layer.BUSINESS, "Bantuan", reference_codes=["RAB.04.02"]
    )
    service = an(session, office, Layer.SERVICE, "Layanan", **health)
    elements.relate(session, process, Verb.REALISES, service)
    elements.relate(session, service, Verb.SUPPORTED_BY, far)
    ministry = make.office(session, "Kementerian")
    used, unused = (
        make.application(
            session, name, of=ministry, sharing=Sharing.NAME_AND_FUNCTION, **health
        )
        for name in ("Dipakai", "Tidak dipakai")
    )
    inventory.start_use(session, used, office)

    found = figures(ask(capabilities, session, office, colour=Colour.NUMBER))

    assert found["RAB.04.01"] == "3"
    assert found["RAB.04.02"] == "1"
    assert found["RAB.04"] == "3"
    assert found["RAB.07"] == "belum ada"
    assert unused.id


def test_the_map_of_an_office_tells_only_of_its_applications(session, office):
    sister = make.office(session, of=office.government)
    for place in (office, sister):
        make.application(session, of=place, reference_codes=["RAB.04.01"])

    map_ = ask(capabilities, session, office, offices=frozenset({office.id}))

    assert figures(map_)["RAB.04.01"] == "1"
    assert map_.title.startswith("Peta kapabilitas Dinas Kesehatan, ")


def test_an_operator_reads_the_number_and_no_money(session, office):
    make.application(
        session,
        of=office,
        reference_codes=["RAB.04.01"],
        cost_yearly=Decimal(77_000_000),
    )
    post = PostHeld(
        Role.OPERATOR, office.id, office.government_id, frozenset({office.id})
    )
    operator = Viewer(posts=(post,))

    hidden = ask(capabilities, session, office, viewer=operator, colour=Colour.COST)
    told = ask(capabilities, session, office, colour=Colour.COST)

    assert offered(operator, office.government_id, COLOURS) == [
        Colour.NUMBER,
        Colour.STATUS,
    ]
    assert "77" not in repr(hidden)
    assert hidden == ask(
        capabilities, session, office, viewer=operator, colour=Colour.NUMBER
    )
    assert "1 aplikasi · Rp77 juta" in {box.remark for box in told.boxes}


def test_the_capabilities_take_as_many_statements_for_many_as_for_few(session, office):
    counts = []
    for more in (2, 9):
        for _ in range(more):
            made = make.application(session, of=office, reference_codes=["RAB.04.01"])
            process = an(session, office, Layer.BUSINESS, "P")
            elements.relate(session, process, Verb.SUPPORTED_BY, made)
        commit(session)
        session.expire_all()
        session.info.clear()
        with Statements(session.get_bind()) as statements:
            ask(capabilities, session, office)
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 16
