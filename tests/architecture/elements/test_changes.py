"""Many changes at once: all of them or none, and no more statements than batches."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event, func, select

from architecture import elements, history, periods
from architecture.elements.changes import (
    ChangeSet,
    NewElement,
    NewRelation,
    RelationRevision,
    RemovedRelation,
    Revision,
    apply,
    check,
)
from architecture.elements.owning import FOLDED
from architecture.errors import Invalid
from architecture.layers import Layer, Status, StrategyKind, Verb
from architecture.model import Element, Entry, Relation, Use, now
from architecture.reference.calendar import day_of
from tests import make


def new(ref, office, layer=Layer.SERVICE, **stated):
    return NewElement(
        ref=ref, layer=layer, organisation_id=office.id, stated={"name": ref} | stated
    )


def commit(session):
    history.seal(session, by="uji", cause="uji")
    session.commit()


def test_what_is_new_may_be_related_to_what_is_new_and_to_what_is_there(session):
    office = make.office(session)
    there = elements.add(session, office, Layer.APPLICATION, {"name": "SIMPEG"})
    changes = ChangeSet(
        elements=[new("Layanan", office), new("Proses", office, Layer.BUSINESS)],
        relations=[
            NewRelation(
                source="Proses", verb=Verb.REALISES, target="Layanan", ref="satu"
            ),
            NewRelation(source="Layanan", verb=Verb.SUPPORTED_BY, target=there.id),
        ],
    )

    applied = apply(session, office.government_id, changes, deed="Diimpor")
    commit(session)

    service = session.get(Element, applied.created["Layanan"])
    assert service.code == "DAL-0001"
    relation = session.get(Relation, applied.related["satu"])
    assert relation.source_id == applied.created["Proses"]
    told = [each.deed for each in history.of(session, there)]
    assert told == ["Relasi ditambahkan", "Elemen dicatat"]
    assert session.scalar(select(func.count()).select_from(Entry)) > 0


def test_every_problem_is_told_with_its_change_and_nothing_is_done(session):
    office = make.office(session)
    stranger = make.office(session)
    foreign = elements.add(session, stranger, Layer.DATA, {"name": "Asing"})
    mine = elements.add(session, office, Layer.DATA, {"name": "Data"})
    commit(session)
    changes = ChangeSet(
        elements=[
            new("A", stranger),
            new("B", office, name=" "),
            NewElement(
                ref="C",
                layer=Layer.DATA,
                organisation_id=office.id,
                stated={"name": "C"},
                code=mine.code,
            ),
            NewElement(
                ref="D",
                layer=Layer.DATA,
                organisation_id=office.id,
                stated={"name": "D"},
                life={"live_on": date(2026, 2, 1), "retires_on": date(2026, 1, 1)},
            ),
        ],
        revisions=[
            Revision(element_id=foreign.id, stated={"name": "Direbut"}),
            Revision(element_id=mine.id, stated={"name": "X"}, version=99),
        ],
        relations=[
            NewRelation(source=mine.id, verb=Verb.RUNS_ON, target="C"),
            NewRelation(source=foreign.id, verb=Verb.PART_OF, target="C"),
            NewRelation(source="C", verb=Verb.PART_OF, target="C"),
            NewRelation(source="C", verb=Verb.PART_OF, target="tidak ada"),
        ],
        removed=[RemovedRelation(relation_id=10**6)],
    )

    found = check(session, office.government_id, changes)

    texts = [each.text for each in found]
    assert [each.conflict for each in found].count(True) == 1
    for word in (
        "tidak dikenal di instansi ini",
        "Nama wajib diisi",
        f"Kode {mine.code} sudah dipakai",
        "mendahului",
        "Elemen ini tidak ditemukan",
        "sudah diubah orang lain",
        "tidak dapat “berjalan di”",
        "milik instansi lain",
        "dirinya sendiri",
        "tidak ada tidak ditemukan",
        "Relasi ini tidak ditemukan",
    ):
        assert any(word in text for text in texts), (word, texts)
    assert len(found) == 11
    with pytest.raises(Invalid):
        apply(session, office.government_id, changes, deed="Diimpor")
    assert not session.new
    assert not session.dirty


def test_revisions_change_what_differs_and_tell_it(session):
    office, other = make.office(session), None
    other = make.office(session, of=office.government)
    one = elements.add(session, office, Layer.SERVICE, {"name": "Satu"})
    two = elements.add(session, office, Layer.SERVICE, {"name": "Dua"})
    commit(session)
    changes = ChangeSet(
        revisions=[
            Revision(element_id=one.id, stated={"name": "Satu"}, version=one.version),
            Revision(
                element_id=two.id,
                stated={"name": "Kedua"},
                life={"status": Status.PHASING_OUT},
                version=two.version,
                organisation_id=other.id,
            ),
        ]
    )

    applied = apply(session, office.government_id, changes, deed="Diimpor")
    commit(session)

    assert applied.changed == [two.id]
    assert history.of(session, two)[0].values == {
        "name": ["Dua", "Kedua"],
        "status": ["LIVE", "PHASING_OUT"],
        "organisation_id": [office.id, other.id],
    }
    assert "kedua" in two.search_text


def test_relations_are_amended_and_taken_away(session):
    office = make.office(session)
    one = elements.add(session, office, Layer.APPLICATION, {"name": "A"})
    other = elements.add(session, office, Layer.APPLICATION, {"name": "B"})
    kept = elements.relate(session, one, Verb.EXCHANGES, other)
    gone = elements.relate(session, one, Verb.USES, other)
    commit(session)
    changes = ChangeSet(
        removed=[RemovedRelation(relation_id=gone.id)],
        relation_revisions=[
            RelationRevision(
                relation_id=kept.id,
                starts_on=date(2026, 1, 1),
                ends_on=None,
                attributes={"direction": "Dua arah"},
            )
        ],
        relations=[NewRelation(source=one.id, verb=Verb.USES, target=other.id)],
    )

    applied = apply(session, office.government_id, changes, deed="Diimpor")
    commit(session)

    assert applied.amended == [kept.id]
    assert kept.attributes == {"direction": "BOTH"}
    verbs = [row.verb for row in session.scalars(select(Relation))]
    assert sorted(verbs) == sorted([Verb.EXCHANGES, Verb.USES])


def test_strategy_that_is_new_follows_its_cascade(session):
    office = make.office(session)
    changes = ChangeSet(
        elements=[
            new("Visi", office, Layer.STRATEGY, kind=StrategyKind.VISION),
            new("IKU", office, Layer.STRATEGY, kind=StrategyKind.INDICATOR),
        ],
        relations=[NewRelation(source="IKU", verb=Verb.PART_OF, target="Visi")],
    )

    [problem] = check(session, office.government_id, changes)

    assert "tidak dapat menjadi bagian dari Visi" in problem.text


def test_statements_grow_with_batches_not_with_rows(session):
    office = make.office(session)

    def asked(number):
        names = [f"{number}-{n}" for n in range(number)]
        changes = ChangeSet(
            elements=[new(name, office) for name in names],
            relations=[
                NewRelation(source=one, verb=Verb.PART_OF, target=names[0])
                for one in names[1:]
            ],
        )
        seen = []
        engine = session.get_bind()
        event.listen(engine, "before_cursor_execute", _into(seen))
        apply(session, office.government_id, changes, deed="Diimpor")
        commit(session)
        if engine.dialect.name == "sqlite":  # there each row is an INSERT of its own
            seen = [each for each in seen if not each.startswith("INSERT")]
        return len(seen)

    asked(3)
    assert asked(300) <= asked(20) + 4


def _into(seen):
    return lambda *args: seen.append(args[2])


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.tuples(st.integers(0, 4), st.sampled_from(Verb), st.integers(0, 4)),
        max_size=12,
    )
)
def test_together_as_one_by_one(session, several):
    """A set is refused exactly when one after the other would have been refused."""
    office = make.office(session)
    layers = list(Layer)[:5]
    there = [
        elements.add(session, office, layer, {"name": layer.value}) for layer in layers
    ]
    session.flush()
    changes = ChangeSet(
        relations=[
            NewRelation(source=there[one].id, verb=verb, target=there[two].id)
            for one, verb, two in several
        ]
    )
    together = [each.text for each in check(session, office.government_id, changes)]
    alone = []
    for one, verb, two in several:
        try:
            elements.relate(session, there[one], verb, there[two])
        except Invalid as error:
            alone.append(error.sentence)
    session.rollback()
    history.discard(session)

    assert len(together) == len(alone)


def test_who_owns_it_from_now_on_uses_it_no_more_and_yesterday_is_kept(session):
    owner = make.office(session)
    other = make.office(session, of=owner.government)
    app = make.application(session, of=owner)
    session.add(Use(application_id=app.id, organisation_id=other.id))
    session.commit()

    given_ = Revision(element_id=app.id, stated={}, organisation_id=other.id)
    apply(session, app.government_id, ChangeSet(revisions=[given_]), deed="Impor")
    commit(session)

    assert session.scalars(select(Use)).all() == []
    deeds = [note.deed for note in history.of(session, app)]
    assert FOLDED in deeds
    yesterday = day_of(now()) - timedelta(days=1)
    assert periods.owners_on(session, [app.id], yesterday) == {app.id: owner.id}
