"""Each map of the demonstration government shows what its model says."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

import pytest
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from architecture import organisations, planning, scope, timeline
from architecture.layers import ApplicationType, Layer, Verb
from architecture.mapping.catalogue import VIEWS
from architecture.maps import rendering
from architecture.maps.content import Map
from architecture.model import (
    Application,
    Element,
    Organisation,
    Relation,
    Use,
    UseState,
)
from eaportal import db, formats
from eaportal.maps.wanted import Wanted, content
from tests.demonstrated import NAME

SVG = "{http://www.w3.org/2000/svg}"


@dataclass
class City:
    """The demonstration government, to read."""

    session: Session
    root: Organisation

    def draw(self, name: str) -> tuple[Map, ET.Element, int]:
        """Return a map, its picture, and the element in its middle."""
        view = VIEWS[name]
        focus = self.middle(name) if view.centred else 0
        wanted = Wanted(
            view=name,
            government=self.root.id,
            focus=focus,
            hops=2 if view.hops else 1,
            on=formats.today().isoformat(),
        )
        map_ = content(self.session, scope.full(self.root.id), wanted)
        picture = rendering.svg(map_)
        assert not picture.warnings
        return map_, ET.fromstring(picture.svg), focus  # noqa: S314 - our own picture

    def middle(self, name: str) -> int:
        """Return what has most relations of what may stand in the middle."""
        layers = VIEWS[name].focus
        layer = Layer.SERVICE if Layer.SERVICE in layers else min(layers)
        own = Element.government_id == self.root.id
        ends = select(Relation.source_id).join(
            Element, Element.id == Relation.source_id
        )
        keys = list(self.session.scalars(ends.where(own, Element.layer == layer)))
        return max(sorted(set(keys)), key=keys.count)

    def there(self, layer: Layer) -> set[int]:
        """Return the elements of a layer that are there today."""
        query = select(Element.id).where(
            Element.government_id == self.root.id,
            Element.layer == layer,
            timeline.there(formats.today()),
        )
        return set(self.session.scalars(query))

    def tied(self, verb: Verb, *, ever: bool = False) -> set[tuple[int, int]]:
        """Return the ends of the relations of a verb that hold today, or ever."""
        query = select(Relation.source_id, Relation.target_id)
        query = query.where(Relation.verb == verb)
        if not ever:
            query = query.where(timeline.held(formats.today()))
        return {(source, target) for source, target in self.session.execute(query)}


@pytest.fixture(scope="module")
def city(demonstration) -> Iterator[City]:
    engine = db.connect(f"sqlite:///{demonstration / NAME}")
    with db.sessions(engine, db.READING)() as session:
        yield City(session, organisations.by_code(session, "KOTA-CONTOH"))
    engine.dispose()


def ids(map_: Map) -> set[int]:
    """Return the elements that boxes stand for."""
    tails = (box.key.rpartition(":")[2] for box in map_.boxes)
    return {int(tail) for tail in tails if tail.isdecimal()}


@pytest.mark.parametrize("name", VIEWS)
def test_the_picture_holds_what_is_on_the_map_and_nothing_else(city, name):
    map_, picture, _ = city.draw(name)

    def drawn(kind):
        parts = picture.iter(f"{SVG}g")
        return sum(kind in (each.get("class") or "").split() for each in parts)

    assert map_.boxes
    assert drawn("box") == len(map_.boxes)
    assert drawn("arrow") == len(map_.arrows)
    assert map_.facts.rows
    assert map_.legend
    links = {each.get("href") for each in picture.iter(f"{SVG}a")}
    assert links >= {box.url for box in map_.boxes if box.url}


@pytest.mark.parametrize("name", VIEWS)
def test_each_arrow_of_a_verb_is_a_relation_of_the_model(city, name):
    map_, _, _ = city.draw(name)
    verbs = [
        (arrow, Verb[word])
        for arrow in map_.arrows
        for word in arrow.kind.split()
        if word in Verb.__members__
    ]
    for arrow, verb in verbs:
        ends = [end.rpartition(":")[2] for end in (arrow.source, arrow.target)]
        if all(end.isdecimal() for end in ends) and name != "integration":
            pair = (int(ends[0]), int(ends[1]))
            known = city.tied(verb, ever=name == "change")
            assert pair in known or pair[::-1] in known, (arrow, verb)


def test_the_landscape_shows_every_application_that_is_owned_or_used(city):
    map_, _, _ = city.draw("landscape")
    using = (
        select(Use.application_id)
        .join(Use.organisation)
        .where(Use.state == UseState.IN_USE, Organisation.government_id == city.root.id)
    )
    query = select(Application.id).where(
        or_(Application.government_id == city.root.id, Application.id.in_(using)),
        Application.type != ApplicationType.WEBSITE,
        Application.merged_into_id.is_(None),
        ~timeline.gone(formats.today(), Application),
    )

    assert ids(map_) == set(city.session.scalars(query))


def test_the_strategy_shows_every_strategy_and_who_serves_it(city):
    map_, _, _ = city.draw("strategy")
    serving = {source for source, _ in city.tied(Verb.SERVES)}

    assert ids(map_) >= city.there(Layer.STRATEGY)
    assert ids(map_) >= serving & (
        city.there(Layer.SERVICE) | city.there(Layer.BUSINESS)
    )


def test_six_layers_show_the_applications_of_the_service(city):
    map_, _, service = city.draw("six-layers")
    supporting = {
        end for start, end in city.tied(Verb.SUPPORTED_BY) if start == service
    }

    assert supporting
    assert ids(map_) >= {service, *supporting}


def test_security_parts_what_is_protected_from_what_is_not(city):
    map_, _, _ = city.draw("security")
    protected = {end for _, end in city.tied(Verb.PROTECTS)}
    bare = {
        int(box.key.rpartition(":")[2])
        for box in map_.boxes
        if box.colour_key in {"UNPROTECTED", "EXPOSED"}
    }

    asked = (
        city.there(Layer.APPLICATION)
        | city.there(Layer.DATA)
        | city.there(Layer.INFRASTRUCTURE)
    )
    assert bare >= asked - protected
    assert ids(map_) >= asked


def test_the_time_line_has_a_bar_for_each_initiative(city):
    map_, _, _ = city.draw("roadmap")
    plan = planning.current(city.session, city.root.id)
    names = {line.name for line in planning.lines(city.session, plan)}

    assert {box.label for box in map_.boxes} >= names


def test_infrastructure_places_every_application_that_says_where_it_runs(city):
    map_, _, _ = city.draw("infrastructure")
    running = {start for start, _ in city.tied(Verb.RUNS_ON)}

    assert ids(map_) >= running & city.there(Layer.APPLICATION)
