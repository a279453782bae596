"""Fields that a government added to applications: asked, required, carried over."""

from datetime import date

import pytest

from architecture.elements import custom
from architecture.elements.custom import FieldDetails
from architecture.errors import Invalid
from architecture.layers import FieldKind, Layer
from architecture.model import Outcome, RegistrationKind
from architecture.registration import concluding, drafting, submitting
from tests.architecture.registration.office import drafted, in_review, office


@pytest.fixture
def kota(session):
    return office(session)


def field(kota, label, kind=FieldKind.LINE, **more):
    details = FieldDetails(label=label, kind=kind, **more)
    government = kota.government.id
    return custom.add_field(kota.session, government, Layer.APPLICATION, details)


def missing(kota, usulan):
    return set(submitting.shortcomings(kota.session, usulan))


def test_a_draft_may_lack_what_is_required_and_is_not_sent_without_it(session, kota):
    seats = field(kota, "Kursi", FieldKind.NUMBER, required=True)
    usulan = drafted(kota)
    assert missing(kota, usulan) == {seats.name}
    with pytest.raises(Invalid) as refused:
        submitting.submit(session, usulan)
    assert refused.value.problems[seats.name]
    drafting.save(session, usulan, {seats.name: "banyak"})
    assert missing(kota, usulan) == {seats.name}
    drafting.save(session, usulan, {seats.name: "0"})
    assert missing(kota, usulan) == set()


def test_what_is_added_or_ended_meanwhile_loses_nothing(session, kota):
    unit = field(kota, "Unit", required=True)
    usulan = drafted(kota, **{unit.name: "Seksi Data"})
    assert usulan.details[unit.name] == "Seksi Data"
    custom.end_field(session, unit, on=date(2026, 1, 1))
    assert missing(kota, usulan) == set()
    added = field(kota, "Tambahan", required=True)
    assert missing(kota, usulan) == {added.name}
    drafting.save(session, usulan, {added.name: "ada"})
    assert usulan.details[unit.name] == "Seksi Data"
    assert missing(kota, usulan) == set()


def test_what_was_stated_is_in_the_inventory_once_it_is_approved(session, kota):
    unit = field(kota, "Unit", required=True)
    choice = field(kota, "Jalur", FieldKind.WORD, choices=("A", "B"))
    usulan = in_review(
        kota,
        RegistrationKind.EXISTING,
        findings=[],
        **{unit.name: "Seksi Data", choice.name: "A"},
    )
    late = field(kota, "Baru wajib", required=True)
    custom.revise_field(
        session,
        choice,
        FieldDetails(label="Jalur", kind=FieldKind.WORD, choices=("B", "C")),
    )
    usulan.outcome = Outcome.APPROVED
    session.flush()
    concluding.finish(session, usulan)
    kota.keep(usulan)
    made = usulan.application
    assert made.custom[unit.name] == "Seksi Data"
    assert late.name not in made.custom
