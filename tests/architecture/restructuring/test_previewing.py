"""What a SOTK will move, before it does."""

import pytest
from sqlalchemy import event, select

from architecture import restructuring
from architecture.elements.changes import ChangeSet, NewElement, apply
from architecture.layers import Layer
from architecture.model import (
    Registration,
)
from tests import make
from tests.architecture.registration.office import in_review, office
from tests.architecture.restructuring.town import (
    DAY,
    commit,
    end,
    town,
)


def test_a_preview_says_what_goes_where(session):
    at = office(session)
    kota = town(session)
    kota.government = at.government
    make.application(session, "SIABON", of=at.dinas, code="DAA-7")
    in_review(at, findings=[], name="Telaah")
    heir = make.office(session, "Dinas Penerus", of=at.government)
    row = kota.change(end(at.dinas, heir))

    foreseen = restructuring.foresee(session, row, DAY)

    assert foreseen.offices == [
        "Dinas Kelautan berakhir 31 Desember 2026, diteruskan Dinas Penerus."
    ]
    told = {(each.label, each.text, each.to) for each in foreseen.followers}
    assert (Layer.APPLICATION.value, "DAA-7 SIABON", "Dinas Penerus") in told
    assert any(label == "Usulan" and to == "Dinas Penerus" for label, _, to in told)
    assert session.scalars(select(Registration.organisation_id)).all() == [at.dinas.id]


def test_statements_of_a_preview_do_not_grow_with_what_moves(session, kota, engine):
    if engine.dialect.name != "sqlite":
        pytest.skip("the same statements")
    row = kota.change(end(kota.a, kota.b))

    def sent(many):
        new_ = [
            NewElement(
                ref=str(each),
                layer=Layer.SERVICE,
                organisation_id=kota.a.id,
                stated={"name": f"Layanan {each}"},
            )
            for each in range(many)
        ]
        apply(session, kota.government.id, ChangeSet(elements=new_), deed="uji")
        commit(session)
        texts = []
        listener = lambda *said: texts.append(said[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", listener)
        moved = restructuring.foresee(session, row, DAY).groups[0].count
        event.remove(engine, "before_cursor_execute", listener)
        return moved, len(texts)

    (few, some), (more, again) = sent(2), sent(501)
    assert (few, more) == (2, 503)
    assert again == some
