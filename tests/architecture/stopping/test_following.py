"""What is kept in memory answers as the tables do, whatever happened to them."""

from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import select

from architecture import elements, history, merging
from architecture.errors import Refused
from architecture.impact import spread
from architecture.layers import ALLOWED, Layer, Status, Verb
from architecture.merging import foresee
from architecture.merging.joining import merge
from architecture.model import Element, Head, Relation
from architecture.roles import Role
from architecture.scope import PostHeld, Viewer
from architecture.stopping import Models, reading
from architecture.stopping.following import models
from tests import make
from tests.architecture.impact.reference import by_networkx
from tests.browser import Statements

DAY = date(2027, 6, 1)
LAYERS = (Layer.APPLICATION, Layer.APPLICATION, Layer.INFRASTRUCTURE, Layer.SERVICE)


def commit(session):
    history.seal(session, by="uji")
    session.commit()


class Walk:
    """Does to a small government what people do, one thing after another."""

    def __init__(self, session, seed):
        self.session, self.random = session, Random(seed)  # noqa: S311
        self.offices = [make.office(session)]
        self.government = self.offices[0].government
        self.offices.append(make.office(session, of=self.government))
        post = PostHeld(
            Role.ARCHITECT,
            self.government.id,
            self.government.id,
            frozenset(each.id for each in self.offices),
        )
        person = make.account(session, Role.ARCHITECT, self.government)
        self.viewer = Viewer(
            account=person.id, email="arsitek@contoh.go.id", posts=(post,)
        )
        for _ in range(8):
            self.add()
        commit(session)

    def step(self):
        deeds = (
            [self.add, self.unrelate, self.amend, self.revise, self.move]
            + [self.retire, self.merge]
            + [self.relate] * 6
        )
        try:
            self.random.choice(deeds)()
        except (Refused, IndexError):  # it was not possible just now
            self.session.rollback()
            history.discard(self.session)
        commit(self.session)

    def any(self, *layers):
        query = select(Element).where(Element.government_id == self.government.id)
        if layers:
            query = query.where(Element.layer.in_(layers))
        return self.random.choice(
            self.session.scalars(query.order_by(Element.id)).all()
        )

    def relation(self):
        return self.random.choice(
            self.session.scalars(select(Relation).order_by(Relation.id)).all()
        )

    def day(self):
        return DAY + timedelta(days=self.random.randint(-3, 3))

    def add(self):
        layer, office = self.random.choice(LAYERS), self.random.choice(self.offices)
        life = {"status": self.random.choice(list(Status))}
        if self.random.random() < 0.5:
            life = {"live_on": self.day(), "status": Status.PLANNED}
        name = f"Nama {self.random.random()}"
        elements.add(self.session, office, layer, {"name": name}, **life)

    def relate(self):
        source, target = self.any(), self.any()
        verbs = [v for v in Verb if (source.layer, target.layer) in ALLOWED[v]]
        begins = self.day() if self.random.random() < 0.3 else None
        verb = self.random.choice(verbs)
        elements.relate(self.session, source, verb, target, starts_on=begins)

    def unrelate(self):
        elements.unrelate(self.session, self.relation())

    def amend(self):
        elements.amend(
            self.session,
            self.relation(),
            starts_on=None,
            ends_on=self.day(),
            attributes={},
        )

    def revise(self):
        elements.revise(self.session, self.any(), {}, status=Status.PHASING_OUT)

    def move(self):
        element = self.any()
        there = {"organisation_id": self.random.choice(self.offices).id}
        history.change(
            self.session, element, there, deed="Pindah", government=self.government.id
        )

    def retire(self):
        elements.retire(self.session, self.any(), on=self.day(), reason="usang")

    def merge(self):
        one, other = self.any(Layer.APPLICATION), self.any(Layer.APPLICATION)
        seen = foresee(self.session, self.viewer, one.id, other.id)
        merge(
            self.session,
            self.viewer,
            one.id,
            other.id,
            choices={},
            reason="Sama persis isinya",
            token_seen=seen.token,
        )


def by_the_tables(session, government, start, day):
    """Ask networkx about rows as they are, with lives judged by themselves."""
    there = {
        each.id
        for each in session.scalars(select(Element))
        if each.government_id == government and alive(each, day)
    }
    relations = [
        (row.source_id, row.verb, row.target_id)
        for row in session.scalars(select(Relation))
        if {row.source_id, row.target_id} <= there
        and (row.starts_on is None or row.starts_on <= day)
        and (row.ends_on is None or row.ends_on >= day)
    ]
    return by_networkx(relations, there, start) if start in there else None


def alive(element, day):
    if element.live_on is None and element.status in {Status.PLANNED, Status.IN_BUILD}:
        return False
    if element.retires_on is None and element.status is Status.RETIRED:
        return False
    begun = element.live_on is None or element.live_on <= day
    return begun and (element.retires_on is None or day < element.retires_on)


def asked(model, start, day):
    try:
        found = spread(model, start, day)
    except KeyError:
        return None
    return {
        int(key): (found.effect(at), int(found.hops[at]), int(found.others[at]))
        for at, key in enumerate(found.keys)
    }


@pytest.mark.parametrize("seed", range(6))
def test_after_every_change_it_answers_as_networkx_does_from_the_tables(session, seed):
    walk = Walk(session, seed)
    kept = Models()

    for _ in range(40):
        walk.step()
        start, day = walk.any().id, walk.day()
        model = kept.of(session, walk.government.id)
        expected = by_the_tables(session, walk.government.id, start, day)
        assert asked(model, start, day) == expected

    fresh = reading.whole(session, walk.government.id)
    assert set(map(tuple, kept.of(session, walk.government.id).relations)) == set(
        map(tuple, fresh.relations)
    )
    assert len(fresh.relations), "the walk related something"


@pytest.fixture
def city(session):
    return make.office(session)


def pair(session, city):
    server = elements.add(session, city, Layer.INFRASTRUCTURE, {"name": "Peladen"})
    application = elements.add(session, city, Layer.APPLICATION, {"name": "SIMPEG"})
    commit(session)
    return application, server


def test_an_undone_merge_gives_the_relations_back(session):
    walk = Walk(session, 1)
    one, other = (
        elements.add(session, walk.offices[0], Layer.APPLICATION, {"name": name})
        for name in ("Satu", "Dua")
    )
    server = elements.add(
        session, walk.offices[0], Layer.INFRASTRUCTURE, {"name": "Peladen"}
    )
    elements.relate(session, other, Verb.RUNS_ON, server)
    commit(session)
    government = walk.government.id
    before = asked(models.of(session, government), server.id, DAY)

    seen = foresee(session, walk.viewer, one.id, other.id)
    row = merge(
        session,
        walk.viewer,
        one.id,
        other.id,
        choices={},
        reason="Sama persis isinya",
        token_seen=seen.token,
    )
    commit(session)
    merged = asked(models.of(session, government), server.id, DAY)
    undoing = merging.foresee_undo(session, row)
    merging.undo(session, walk.viewer, row, token_seen=undoing.token)
    commit(session)

    assert set(before) == {other.id}
    assert set(merged) == {one.id}
    assert asked(models.of(session, government), server.id, DAY) == before


def test_what_was_undone_before_the_commit_is_forgotten(session, city):
    application, server = pair(session, city)
    government = city.government_id
    models.of(session, government)

    elements.relate(session, application, Verb.RUNS_ON, server)
    inside = asked(models.of(session, government), server.id, DAY)
    session.rollback()
    history.discard(session)

    assert set(inside) == {application.id}
    assert asked(models.of(session, government), server.id, DAY) == {}


def test_what_another_government_relates_to_ours_is_followed(session, city):
    _, server = pair(session, city)
    province = make.office(session, "Dinas provinsi")
    theirs = elements.add(session, province, Layer.APPLICATION, {"name": "SIPD"})
    commit(session)
    models.of(session, city.government_id)

    elements.relate(session, theirs, Verb.RUNS_ON, server)
    commit(session)

    found = asked(models.of(session, city.government_id), server.id, DAY)
    assert set(found) == {theirs.id}


def test_how_others_relate_theirs_among_themselves_is_not_held(session, city):
    _, server = pair(session, city)
    province = make.office(session, "Dinas provinsi")
    theirs = [
        elements.add(session, province, Layer.APPLICATION, {"name": name})
        for name in ("SIPD", "SAKIP")
    ]
    elements.relate(session, theirs[0], Verb.RUNS_ON, server)
    elements.relate(session, theirs[1], Verb.USES, theirs[0])
    commit(session)

    model = models.of(session, city.government_id)

    assert set(asked(model, server.id, DAY)) == {theirs[0].id}
    assert model.place(theirs[1].id) < 0


def test_a_history_that_is_not_the_one_that_was_followed_begins_anew(session, city):
    application, server = pair(session, city)
    kept = Models()
    kept.of(session, city.government_id)
    elements.relate(session, application, Verb.RUNS_ON, server)
    history.discard(session)  # as if a database had been restored
    session.flush()
    head = session.get(Head, city.government_id)
    head.hash = "lain"

    assert set(asked(kept.of(session, city.government_id), server.id, DAY)) == {
        application.id
    }


def test_the_longest_unused_model_goes_first(session, city):
    other = make.office(session)
    pair(session, city)
    pair(session, other)
    kept = Models(most_bytes=1)

    kept.of(session, city.government_id)
    kept.of(session, other.government_id)

    assert list(kept._kept) == [other.government_id]


def test_nothing_is_read_again_while_nothing_changed(session, engine, city):
    pair(session, city)
    models.of(session, city.government_id)

    with Statements(engine) as statements:
        models.of(session, city.government_id)

    assert len(statements) == 1


def test_a_second_process_opens_what_the_first_has_read(
    session, engine, city, tmp_path
):
    application, server = pair(session, city)
    elements.relate(session, application, Verb.RUNS_ON, server)
    commit(session)
    government = city.government_id
    expected = {application.id}
    Models(folder=tmp_path, large=0).of(session, government)

    with Statements(engine) as statements:
        second = Models(folder=tmp_path, large=0).of(session, government)
    assert not [text for text in statements.texts if "FROM relations" in text]
    assert set(asked(second, server.id, DAY)) == expected
    other = elements.add(session, city, Layer.APPLICATION, {"name": "SIPD"})
    elements.relate(session, other, Verb.RUNS_ON, server)
    commit(session)
    third = Models(folder=tmp_path, large=0).of(session, government)
    assert set(asked(third, server.id, DAY)) == expected | {other.id}


@pytest.mark.parametrize("name", ["nodes.npy", "tail.npy", "heads.json", "read-with"])
def test_a_broken_file_of_a_model_leads_to_a_new_one(session, city, tmp_path, name):
    application, server = pair(session, city)
    elements.relate(session, application, Verb.RUNS_ON, server)
    commit(session)
    for left in (1, 0):
        Models(folder=tmp_path, large=0).of(session, city.government_id)
        (path,) = tmp_path.glob(f"*/index-*/{name}")
        path.write_bytes(path.read_bytes()[:left])
        model = Models(folder=tmp_path, large=0).of(session, city.government_id)
        assert set(asked(model, server.id, DAY)) == {application.id}


def test_what_is_not_committed_is_not_put_into_files(session, city, tmp_path):
    application, server = pair(session, city)
    elements.relate(session, application, Verb.RUNS_ON, server)
    Models(folder=tmp_path, large=0).of(session, city.government_id)

    assert not list(tmp_path.iterdir())
