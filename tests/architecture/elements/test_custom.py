"""Fields and words that a government adds: asked, kept, ended, and never lost."""

from datetime import date
from decimal import Decimal

import pytest

from architecture import elements, history, referencing
from architecture.elements import custom
from architecture.elements.custom import FieldDetails
from architecture.elements.listing import Filters, page
from architecture.errors import Invalid, WrongState
from architecture.layers import FieldKind, Layer
from architecture.scope import full
from tests import make


def added(session, office, label="Luas", kind=FieldKind.LINE, **more):
    details = FieldDetails(label=label, kind=kind, **more)
    return custom.add_field(session, office.government_id, Layer.SERVICE, details)


def a_service(session, office, **stated):
    return elements.add(session, office, Layer.SERVICE, {"name": "Satu", **stated})


@pytest.mark.parametrize(
    ("kind", "typed", "value"),
    [
        (FieldKind.LINE, " dua  kata ", "dua kata"),
        (FieldKind.NUMBER, "1.200", 1200),
        (FieldKind.DECIMAL, "4,25", Decimal("4.2500")),
        (FieldKind.MONEY, "Rp 1.500", Decimal("1500.00")),
        (FieldKind.DATE, "17 Agustus 2026", date(2026, 8, 17)),
        (FieldKind.YEAR, "2024", 2024),
    ],
)
def test_what_is_typed_in_a_field_of_ones_own_is_kept_as_its_kind(
    session, office, kind, typed, value
):
    field = added(session, office, kind=kind)

    service = a_service(session, office, **{field.name: typed})
    history.seal(session, by="uji")
    session.commit()
    session.expire_all()

    [own] = elements.own_fields(session, office.government_id, Layer.SERVICE)
    assert elements.value_of(service, own) == value


def test_choices_are_of_the_list_and_requirements_hold(session, office):
    field = added(
        session, office, "Kelas", FieldKind.WORD, choices=["A", "B"], required=True
    )

    with pytest.raises(Invalid) as missing:
        a_service(session, office)
    with pytest.raises(Invalid) as strange:
        a_service(session, office, **{field.name: "C"})
    service = a_service(session, office, **{field.name: "b"})

    assert missing.value.problems == {field.name: ["Kelas wajib diisi."]}
    assert "A, B" in strange.value.problems[field.name][0]
    assert service.custom == {field.name: "B"}


def test_a_field_that_ends_keeps_its_data_and_brings_it_back(session, office):
    field = added(session, office)
    service = a_service(session, office, **{field.name: "42"})
    custom.end_field(session, field, on=date(2026, 1, 1))

    assert elements.own_fields(session, office.government_id, Layer.SERVICE) == ()
    elements.revise(session, service, {"name": "Nama baru"})
    again = added(session, office)
    assert again.name != field.name
    with pytest.raises(WrongState, match="sudah ada"):
        custom.restore_field(session, field)

    custom.end_field(session, again, on=date(2026, 1, 1))
    custom.restore_field(session, field)

    [own] = elements.own_fields(session, office.government_id, Layer.SERVICE)
    assert elements.value_of(service, own) == "42"


@pytest.mark.parametrize(
    ("details", "wrong"),
    [
        ({"label": " "}, "label"),
        ({"label": "Uraian"}, "label"),
        ({"label": "x" * 81}, "label"),
        ({"label": "Luas"}, "label"),
        ({"label": "A", "kind": FieldKind.WORD}, "choices"),
        ({"label": "A", "kind": FieldKind.WORD, "choices": ["a;b"]}, "choices"),
        ({"label": "A", "kind": FieldKind.WORDS, "choices": ["x"] * 1}, None),
        ({"label": "A", "kind": FieldKind.CODES}, "kind"),
    ],
)
def test_what_cannot_be_a_field_is_refused(session, office, details, wrong):
    added(session, office)
    several = {"kind": FieldKind.LINE} | details

    if wrong is None:
        assert added(session, office, **several).id
        return
    with pytest.raises(Invalid) as refused:
        added(session, office, **several)
    assert set(refused.value.problems) == {wrong}


def test_the_kind_of_a_field_never_changes(session, office):
    field = added(session, office)

    with pytest.raises(Invalid) as refused:
        custom.revise_field(
            session, field, FieldDetails(label="Luas", kind=FieldKind.NUMBER)
        )

    assert "kind" in refused.value.problems


def test_another_government_has_none_of_it(session, office):
    field = added(session, office)
    other = make.office(session)

    assert elements.own_fields(session, other.government_id, Layer.SERVICE) == ()
    service = a_service(session, other, **{field.name: "x"})
    assert service.custom == {}


def test_a_list_is_narrowed_by_a_field_of_ones_own(session, office):
    field = added(session, office, "Kelas", FieldKind.WORD, choices=["A", "B"])
    one = a_service(session, office, **{field.name: "A"})
    a_service(session, office, **{field.name: "B"})
    session.flush()

    found = page(
        session,
        full(office.government_id),
        Filters(
            government=office.government_id,
            layer=Layer.SERVICE,
            custom={field.name: "A"},
        ),
    )

    assert [each.id for each in found.rows] == [one.id]


def test_words_are_added_hidden_and_offered_again_for_one_government(session, office):
    referencing.load(session)
    root, other = office.government_id, make.office(session).government_id

    def offered(government):
        return elements.fields.words_of(session, government)["sifat data"]

    custom.offer_word(session, root, "sifat data", "Istimewa")
    custom.hide_word(session, root, "sifat data", "Publik")

    assert offered(root) == ("Terbatas", "Dikecualikan", "Istimewa")
    assert offered(other) == ("Publik", "Terbatas", "Dikecualikan")
    with pytest.raises(Invalid, match="sudah ada"):
        custom.offer_word(session, root, "sifat data", "istimewa")
    with pytest.raises(WrongState):
        custom.hide_word(session, root, "sifat data", "Publik")
    with pytest.raises(Invalid, match="tidak dikenal"):
        custom.offer_word(session, root, "daftar lain", "X")
    custom.offer_word(session, root, "sifat data", "publik")
    assert "Publik" in offered(root)


@pytest.fixture
def office(session):
    return make.office(session)
