"""What the colours of a landscape tell of the model, and to whom."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from architecture import elements, inventory, scheduling
from architecture.elements.lacking import state_of
from architecture.layers import Layer, PersonalData, Sharing, Status, Verb
from architecture.mapping.asking import Asked
from architecture.mapping.colouring import offered
from architecture.mapping.landscape import COLOURS, landscape
from architecture.maps.choices import Colour, Grouping
from architecture.model import (
    OwnCode,
    ReferenceCode,
    Release,
    SuspectedPair,
    SweptInventory,
    now,
)
from architecture.reference.calendar import day_of
from architecture.roles import Role
from architecture.scope import PUBLIC, PostHeld, Viewer, full
from tests import make
from tests.architecture.mapping.asked import ADDRESSES, DAY, an, ask, commit
from tests.browser import Statements

TODAY = day_of(now())


@pytest.fixture
def office(session):
    return make.office(session, "Dinas Kesehatan", short_name="Dinkes")


def told(session, office, colour, **by):
    """Return name → the words of the table for a colour."""
    map_ = ask(landscape, session, office, colour=colour, **{"on": TODAY, **by})
    place = map_.facts.columns.index(colour.value)
    return {row.cells[1]: row.cells[place] for row in map_.facts.rows}


def a(role, office, at=None):
    """Return a viewer with one post in the government of an office."""
    place = office if role in {Role.OPERATOR, Role.HEAD} else office.government
    post = PostHeld(role, place.id, office.government_id, frozenset({(at or place).id}))
    return Viewer(posts=(post,))


def test_age_and_cost_are_told_of_own_applications(session, office):
    make.application(session, "A", of=office, year_started=2016, cost_yearly=None)
    make.application(session, "B", of=office, cost_yearly=Decimal(120_000_000))

    assert told(session, office, Colour.AGE, on=date(2026, 11, 22)) == {
        "A": "10 tahun (sejak 2016)",
        "B": "tahun belum dicatat",
    }
    assert told(session, office, Colour.COST) == {
        "A": "biaya belum dicatat",
        "B": "Rp120 juta setahun",
    }


def test_completeness_is_that_of_the_page_of_the_application(session, office):
    app = make.application(session, "A", of=office, description="Ada")
    data = an(session, office, Layer.DATA, "Data")
    elements.relate(session, app, Verb.USES, data)

    [words] = told(session, office, Colour.COMPLETENESS).values()

    fields = elements.fields_of(session, office.government_id, Layer.APPLICATION)
    state = state_of(app, fields, {(Verb.USES, True, Layer.DATA)})
    assert words == f"{state.percent} % lengkap"


def test_completeness_on_another_day_is_that_of_what_is_said_then(session, office):
    app = make.application(session, "A", of=office)
    [before] = told(session, office, Colour.COMPLETENESS).values()
    scheduling.plan(
        session,
        app,
        {"description": "Uraian yang baru"},
        on=TODAY + timedelta(days=30),
    )

    later = TODAY + timedelta(days=60)
    [after] = told(session, office, Colour.COMPLETENESS, on=later).values()

    assert after != before


def test_risks_are_told_with_their_reasons(session, office):
    make.application(
        session,
        "Rawan",
        of=office,
        personal_data=PersonalData.YES,
        privacy_basis="Perda",
        contract_ends_on=TODAY - timedelta(days=1),
    )
    safe = make.application(
        session, "Aman", of=office, personal_data=PersonalData.YES, privacy_basis="Ada"
    )
    guard = an(session, office, Layer.SECURITY, "Audit")
    elements.relate(session, guard, Verb.PROTECTS, safe)

    found = told(session, office, Colour.RISK)

    assert found["Rawan"].startswith("2 risiko: Mengolah data pribadi tanpa pengamanan")
    assert "Kontrak berakhir" in found["Rawan"]
    assert found["Aman"] == "Tidak ada yang tercatat"


def test_what_is_replaced_ends_without_risk(session, office):
    ending = {"status": Status.PHASING_OUT}
    make.application(session, "Sendiri", of=office, **ending)
    old = make.application(session, "Lama", of=office, **ending)
    new = make.application(session, "Baru", of=office)
    elements.relate(session, new, Verb.REPLACES, old)

    found = told(session, office, Colour.RISK)

    assert found["Sendiri"] == "1 risiko: Akan dihentikan tanpa pengganti yang tercatat"
    assert found["Lama"] == "Tidak ada yang tercatat"


def test_contracts_and_controls_of_other_offices_are_no_risk_to_an_operator(
    session, office
):
    sister = make.office(session, of=office.government)
    ended = {"contract_ends_on": TODAY - timedelta(days=9)}
    make.application(session, "Punya kami", of=office, **ended)
    make.application(session, "Punya mereka", of=sister, **ended)

    found = told(session, office, Colour.RISK, viewer=a(Role.OPERATOR, office))

    assert found["Punya kami"].startswith("1 risiko: Kontrak")
    assert found["Punya mereka"] == "Tidak ada yang tercatat"


def test_money_is_not_offered_to_who_may_not_read_it_and_asked_for_gives_the_status(
    session, office
):
    make.application(session, "A", of=office, cost_yearly=Decimal(77_000_000))
    operator = a(Role.OPERATOR, office)
    government = office.government_id

    asked = ask(
        landscape, session, office, viewer=operator, on=TODAY, colour=Colour.COST
    )

    assert Colour.COST not in offered(operator, government, COLOURS)
    assert "77" not in repr(asked)
    assert asked == ask(landscape, session, office, viewer=operator, on=TODAY)
    for role in (Role.LEADER, Role.PLANNER, Role.ARCHITECT):
        assert Colour.COST in offered(a(role, office), government, COLOURS)
    for stranger in (PUBLIC, full(make.government(session).id)):
        assert offered(stranger, government, COLOURS) == [Colour.STATUS, Colour.CLASS]


def test_suspicions_are_told_by_name_but_not_of_pairs_of_other_offices(session, office):
    sister = make.office(session, of=office.government)
    mine, theirs, others = (
        make.application(session, name, of=of)
        for name, of in (("SIMPUS", office), ("E-Puskes", sister), ("Lain", sister))
    )
    government = office.government_id
    session.add(SweptInventory(government_id=government, sequence=10**6))
    for one, other, sure in ((mine, theirs, 0.9), (theirs, others, 0.97)):
        session.add(
            SuspectedPair(
                government_id=government,
                one_id=one.id,
                other_id=other.id,
                duplicate=sure,
                overlap=0.9,
                name_conflict=False,
                found_at=now(),
            )
        )
    session.commit()

    everything = told(session, office, Colour.DUPLICATES)
    own = told(session, office, Colour.DUPLICATES, viewer=a(Role.OPERATOR, office))

    assert everything["SIMPUS"] == "1 kembaran: E-Puskes (90 %)"
    assert everything["E-Puskes"] == "2 kembaran: Lain (97 %); SIMPUS (90 %)"
    assert own["E-Puskes"] == "1 kembaran: SIMPUS (90 %)"
    assert own["Lain"] == "Tidak ada dugaan"


def test_of_other_owners_no_more_is_told_than_they_share(session, office):
    ministry = make.office(session, "Kementerian")
    shared = make.application(
        session,
        "SIPD",
        of=ministry,
        sharing=Sharing.NAME_AND_FUNCTION,
        year_started=2001,
        contract_ends_on=date(2020, 1, 1),
    )
    inventory.start_use(session, shared, office)

    for colour in (Colour.AGE, Colour.RISK, Colour.COMPLETENESS, Colour.COST):
        assert told(session, office, colour) == {
            "SIPD": "Milik instansi lain, tidak dinilai"
        }


@pytest.fixture
def tree(session):
    """Two levels of the RAB."""
    release = Release(name="0", source="uji", current=True)
    session.add(release)
    session.flush()
    for code, name in (
        ("RAB.04", "Perlindungan Sosial dan Kesehatan"),
        ("RAB.04.01", "Kesehatan"),
        ("RAB.04.02", "Sosial"),
        ("RAB.09", "Pemerintahan Umum"),
    ):
        parent = code.rpartition(".")[0]
        session.add(
            ReferenceCode(
                release_id=release.id,
                code=code,
                parent=parent if parent != "RAB" else None,
                domain="RAB",
                level=code.count("."),
                name=name,
            )
        )
    session.commit()


def test_an_application_stands_in_its_affair_or_in_that_of_what_it_supports(
    session, office, tree
):
    session.add(
        OwnCode(
            government_id=office.government_id,
            code="RAB.04.01.01",
            parent="RAB.04.01",
            name="Imunisasi",
        )
    )
    coded = {"reference_codes": ["RAA.02", "RAB.09", "RAB.04.01.01"]}
    make.application(session, "Sendiri", of=office, **coded)
    make.application(session, "Kode lama", of=office, reference_codes=["RAB.04.02.77"])
    make.application(session, "Tanpa", of=office, reference_codes=["RAA.01"])
    far = make.application(session, "Lewat layanan", of=office)
    process = an(
        session, office, Layer.BUSINESS, "Membantu", reference_codes=["RAB.04.02"]
    )
    service = an(session, office, Layer.SERVICE, "Bantuan")
    elements.relate(session, process, Verb.REALISES, service)
    elements.relate(session, service, Verb.SUPPORTED_BY, far)

    map_ = ask(landscape, session, office, on=TODAY, grouping=Grouping.AFFAIR)

    assert {box.label: box.group for box in map_.boxes} == {
        "Sendiri": "RAB.04.01",
        "Kode lama": "RAB.04.02",
        "Tanpa": "none",
        "Lewat layanan": "RAB.04.02",
    }
    names = {group.key: (group.label, group.parent) for group in map_.groups}
    assert names["RAB.04.01"] == ("RAB.04.01 Kesehatan", "RAB.04")
    assert names["none"] == ("Belum ada kode urusan", "")
    assert "1 aplikasi ditempatkan menurut proses atau layanan" in map_.note
    assert "RAB.04.01.01 Imunisasi" in {row.cells[0] for row in map_.facts.rows}


@pytest.mark.parametrize("colour", COLOURS)
def test_a_landscape_takes_as_many_statements_for_many_as_for_few(
    session, office, colour
):
    counts = []
    for more in (2, 9):
        for _ in range(more):
            make.application(
                session,
                of=make.office(session, of=office),
                languages="PHP 7.4",
                reference_codes=["RAB.04"],
            )
        commit(session)
        session.expire_all()
        session.info.clear()
        with Statements(session.get_bind()) as statements:
            ask(
                landscape,
                session,
                office,
                on=TODAY,
                colour=colour,
                grouping=Grouping.AFFAIR,
            )
        counts.append(len(statements))

    assert counts[0] == counts[1] <= 16


def test_a_box_that_stands_for_an_office_leads_to_the_landscape_of_that_office(
    session, office
):
    unit = make.office(session, "Puskesmas", of=office)
    for place in (office, unit, unit, make.office(session, of=office.government)):
        make.application(session, of=place)
    government = full(office.government_id)

    def made(limit, **by):
        asked = Asked(government=office.government, on=DAY, addresses=ADDRESSES, **by)
        return landscape(session, government, asked, limit=limit)

    assert made(2).boxes[0].url == f"/peta/lanskap?opd={office.id}"
    inside = made(2, offices=frozenset({office.id, unit.id}))
    assert {box.label for box in inside.boxes} == {"Dinkes", "Puskesmas"}
    assert inside.title.startswith("Lanskap aplikasi Dinas Kesehatan, ")
    assert "belum mencatat" not in inside.note
