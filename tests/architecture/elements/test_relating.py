"""Relations follow the rules of the layers, and both ends remember them."""

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from architecture import elements, history, referencing
from architecture.errors import Invalid
from architecture.layers import ALLOWED, RELATION_FIELDS, Layer, StrategyKind, Verb
from architecture.model import Relation
from tests import make


def an(session, office, layer, name="Satu", **stated):
    return elements.add(session, office, layer, {"name": name, **stated})


@pytest.mark.parametrize("verb", Verb)
def test_every_verb_leads_somewhere_and_says_something(verb):
    assert ALLOWED[verb]
    assert RELATION_FIELDS[verb][-1].name == "note"


def test_what_the_layers_forbid_is_refused(session):
    office = make.office(session)
    application = an(session, office, Layer.APPLICATION)
    server = an(session, office, Layer.INFRASTRUCTURE)

    with pytest.raises(Invalid, match="Infrastruktur tidak dapat"):
        elements.relate(session, server, Verb.RUNS_ON, application)
    with pytest.raises(Invalid, match="dirinya sendiri"):
        elements.relate(session, server, Verb.CONNECTED_TO, server)


def test_a_pair_may_be_related_by_several_verbs_but_once_by_each(session):
    office = make.office(session)
    application = an(session, office, Layer.APPLICATION, "SIMPEG")
    data = an(session, office, Layer.DATA, "Data pegawai")

    elements.relate(session, application, Verb.USES, data)
    elements.relate(session, application, Verb.PRODUCES, data)

    with pytest.raises(Invalid, match="sudah tercatat"):
        elements.relate(session, application, Verb.USES, data)


def test_a_relation_that_ended_may_begin_again(session):
    office = make.office(session)
    one = an(session, office, Layer.APPLICATION, "A")
    other = an(session, office, Layer.APPLICATION, "B")
    elements.relate(session, one, Verb.EXCHANGES, other, ends_on=date(2025, 12, 31))

    again = elements.relate(
        session, one, Verb.EXCHANGES, other, starts_on=date(2026, 3, 1)
    )

    assert again.id


def test_strategy_cascades_from_vision_to_indicator(session):
    office = make.office(session)
    vision = an(session, office, Layer.STRATEGY, "Visi", kind=StrategyKind.VISION)
    mission = an(session, office, Layer.STRATEGY, "Misi", kind=StrategyKind.MISSION)
    indicator = an(session, office, Layer.STRATEGY, "IKU", kind=StrategyKind.INDICATOR)

    elements.relate(session, mission, Verb.PART_OF, vision)

    with pytest.raises(Invalid, match="tidak dapat menjadi bagian"):
        elements.relate(session, indicator, Verb.PART_OF, vision)
    with pytest.raises(Invalid, match="tidak dapat menjadi bagian"):
        elements.relate(session, vision, Verb.PART_OF, mission)


def test_an_exchange_says_what_flows_which_way_and_through_what(session):
    referencing.load(session)
    office = make.office(session)
    one = an(session, office, Layer.APPLICATION, "A")
    other = an(session, office, Layer.APPLICATION, "B")

    relation = elements.relate(
        session,
        one,
        Verb.EXCHANGES,
        other,
        attributes={"protocol": "rest", "direction": "Dua arah", "through_link": "Ya"},
    )

    assert relation.attributes == {
        "protocol": "REST",
        "direction": "BOTH",
        "through_link": "YES",
    }
    with pytest.raises(Invalid) as refused:
        elements.amend(
            session,
            relation,
            starts_on=None,
            ends_on=None,
            attributes={"protocol": "Merpati pos"},
        )
    assert "protocol" in refused.value.problems


def test_both_ends_remember_a_relation_and_its_end(session):
    office = make.office(session)
    service = an(session, office, Layer.SERVICE, "Layanan")
    application = an(session, office, Layer.APPLICATION, "Aplikasi")
    relation = elements.relate(session, service, Verb.SUPPORTED_BY, application)
    key = relation.id
    history.seal(session, by="uji")
    elements.unrelate(session, relation, reason="Salah catat")
    history.seal(session, by="uji")
    session.commit()

    assert session.get(Relation, key) is None
    for end, other in ((service, application), (application, service)):
        removed, added, _ = history.of(session, end)
        assert removed.deed == "Relasi dihapus: Salah catat"
        [[old, new]] = removed.values.values()
        assert (old["relation"], old["code"], new) == (key, other.code, None)
        assert added.values["SUPPORTED_BY"][1] == old


def test_a_relation_is_amended_only_where_something_differs(session):
    office = make.office(session)
    one = an(session, office, Layer.APPLICATION, "A")
    other = an(session, office, Layer.APPLICATION, "B")
    relation = elements.relate(session, one, Verb.EXCHANGES, other)
    life = {"starts_on": date(2026, 1, 1), "ends_on": None}

    assert elements.amend(session, relation, **life, attributes={"note": "Uji"})
    assert not elements.amend(session, relation, **life, attributes={"note": "Uji"})
    with pytest.raises(Invalid, match="mendahului"):
        elements.amend(
            session,
            relation,
            starts_on=date(2026, 1, 2),
            ends_on=date(2026, 1, 1),
            attributes={},
        )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=14))
def test_nothing_ever_becomes_a_part_of_itself(session, pairs):
    office = make.office(session)
    several = [an(session, office, Layer.BUSINESS, f"P{n}") for n in range(6)]
    above = {n: set() for n in range(6)}
    for part, whole in pairs:
        try:
            elements.relate(session, several[part], Verb.PART_OF, several[whole])
        except Invalid:
            assert part == whole or part in _up(above, whole) or whole in above[part]
        else:
            above[part].add(whole)

    assert all(n not in _up(above, n) for n in range(6))
    session.rollback()
    history.discard(session)


def _up(above, start):
    found, edge = set(), above[start]
    while edge - found:
        found |= edge
        edge = set().union(*(above[n] for n in edge))
    return found
