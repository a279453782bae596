"""What is allowed is what the standard allows, and nothing else is written."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from architecture.archimate.rules import allowed, allows
from architecture.archimate.types import KINDS, TYPES, type_of
from architecture.archimate.ways import way_of
from architecture.exchange.archimate.words import ELEMENT_TYPES, RELATIONSHIP_TYPES
from architecture.layers import ALLOWED, Layer, Verb


def kinds(layer):
    """Return the kinds of a layer, or none."""
    return list(KINDS.get(layer, [None]))


CASES = sorted(
    {
        (type_of(source, one), verb, type_of(target, other))
        for verb, pairs in ALLOWED.items()
        for source, target in pairs
        for one in kinds(source)
        for other in kinds(target)
    }
)


@pytest.fixture(scope="module")
def standard_rules(standard):
    """Give the table of the standard: pair of types → relations."""
    letters = {
        each.get("char"): each.get("relationship").removesuffix("Relationship")
        for each in etree.parse(standard / "relationships-keys.xml").iter("key")
    }
    root = etree.parse(standard / "relationships.xml").getroot()
    return {
        (source.get("concept"), target.get("concept")): {
            letters[letter] for letter in target.get("relations")
        }
        for source in root.iter("source")
        for target in source.iter("target")
    }


def test_our_table_of_rules_is_that_of_the_standard(standard_rules):
    ours = {}
    for source, pairs in allowed().items():
        for relationship, target in pairs:
            ours.setdefault((source, target), set()).add(relationship)
    assert ours == {pair: told for pair, told in standard_rules.items() if told}


def test_every_type_and_relation_of_the_table_is_known():
    junctions = {"AndJunction", "OrJunction"}
    known = (ELEMENT_TYPES - junctions) | {"Junction", "Relationship"}
    assert set(allowed()) == known
    assert {told for pairs in allowed().values() for told, _ in pairs} == (
        RELATIONSHIP_TYPES
    )


def test_every_kind_of_every_layer_has_a_type():
    for layer in Layer:
        types = {TYPES[layer]} if layer in TYPES else set(KINDS[layer].values())
        assert types <= ELEMENT_TYPES


@pytest.mark.parametrize("verb", Verb)
def test_a_verb_is_told_by_a_relation_that_the_standard_allows(verb, standard_rules):
    for source, of, target in CASES:
        if of is not verb:
            continue
        way = way_of(source, verb, target)
        pair = (target, source) if way.turned else (source, target)
        assert way.type in standard_rules[pair], (source, verb, target)


@given(st.sampled_from(CASES))
def test_a_verb_is_told_by_a_relation_that_our_table_allows(case):
    source, verb, target = case
    way = way_of(source, verb, target)
    ends = (target, source) if way.turned else (source, target)
    assert allows(ends[0], way.type, ends[1])
