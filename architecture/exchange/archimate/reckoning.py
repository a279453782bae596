"""What a relation of a file says in our verbs, and how a relation of ours is told."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from architecture.archimate.ways import Way, way_of
from architecture.exchange.archimate.mapping import verbs_of
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.properties import (
    DAYS,
    VERB,
    Vocabulary,
    definition_of_attribute,
    definition_of_life,
    raw,
    take,
    told_by,
    written,
)
from architecture.exchange.archimate.words import LANG, TYPE
from architecture.layers import Direction, Layer, Verb, may_relate


@dataclass(frozen=True, slots=True)
class End:
    """An end of a relation: its layer, and its type in the file."""

    layer: Layer
    type: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A relation of ours that a relation of a file stands for.

    `turned`: it leads from the target of the file's relation to its source.
    """

    verb: Verb
    turned: bool
    said: Mapping[str, str]


def readings(
    node: Node, source: End, target: End, words: Vocabulary, names: Mapping[str, str]
) -> list[Reading]:
    """Return the relations of ours that a relation of a file stands for; none: kept."""
    told = told_by(node, names)
    stated = take(told, VERB)
    verb = next((each for each in Verb if each.value == stated.strip()), None)
    kind = node.attributes.get(TYPE, "")
    if verb is None:
        access = node.attributes.get("accessType", "")
        found = verbs_of(kind, access, source.layer, target.layer)
        return [Reading(one, turned, {}) for one, turned in found]
    said = words.said(verb, told)
    turned = _is_turned(verb, kind, source, target, back=_is_back(said))
    return [] if turned is None else [Reading(verb, turned, said)]


def told(
    verb: Verb,
    ends: tuple[str, str],
    types: tuple[str, str],
    said: Mapping[str, Any],
    words: Vocabulary,
) -> Node:
    """Return a relation of ours as it stands in a file, without an identifier.

    `ends` are identifiers and `types` the types of our source and target; `said` are
    its attributes with the days of its life.
    """
    way = way_of(types[0], verb, types[1])
    source, target = ends
    if way.turned != (said.get("direction") == Direction.BACK.name):
        source, target = target, source
    bare = {"source": source, "target": target, TYPE: way.type} | way.attributes
    node = Node("relationship", bare)
    node.children.append(Node("name", {LANG: "id"}, verb.value))
    put(node, said_by(verb, said, words))
    return node


def said_by(verb: Verb, said: Mapping[str, Any], words: Vocabulary) -> dict[str, str]:
    """Return the properties of a relation: identifier of the definition → value."""
    found = {VERB.identifier: verb.value}
    for each in words.attributes[verb]:
        found[definition_of_attribute(each).identifier] = written(
            each, said.get(each.name)
        )
    for each in DAYS.values():
        found[definition_of_life(each).identifier] = written(each, said.get(each.name))
    return {key: value for key, value in found.items() if value}


def put(node: Node, values: Mapping[str, str]) -> None:
    """Set properties of a node: what is empty goes, what is there keeps its place."""
    properties = node.first("properties")
    there = list(properties.children) if properties else []
    kept: list[Node] = []
    waiting = dict(values)
    for each in there:
        key = each.attributes.get("propertyDefinitionRef", "")
        if key not in values:
            kept.append(each)
        elif waiting.get(key):
            kept.append(property_node(key, waiting.pop(key)))
    kept += [property_node(key, value) for key, value in waiting.items() if value]
    node.children = [each for each in node.children if each.tag != "properties"]
    if kept:
        node.children.append(Node("properties", children=kept))


def property_node(identifier: str, value: str) -> Node:
    """Return a property with one value."""
    return Node(
        "property",
        {"propertyDefinitionRef": identifier},
        children=[Node("value", {LANG: "id"}, value)],
    )


def stated_attributes(
    verb: Verb, said: Mapping[str, str], words: Vocabulary
) -> dict[str, Any]:
    """Return what a file says of a relation as its fields read it."""
    return {
        each.name: raw(each, said[each.name])
        for each in words.attributes[verb]
        if each.name in said
    }


def _is_back(said: Mapping[str, str]) -> bool:
    return said.get("direction", "").strip() in {Direction.BACK.value, "BACK"}


def _is_turned(
    verb: Verb, kind: str, source: End, target: End, *, back: bool
) -> bool | None:
    """Return which way a verb that we wrote leads; None if it can lead neither."""
    possible: list[tuple[bool, Way]] = []
    for turned in (False, True):
        one, other = (target, source) if turned else (source, target)
        if may_relate(one.layer, verb, other.layer):
            possible.append((turned, way_of(one.type, verb, other.type)))
    for turned, way in possible:
        if way.type == kind and (way.turned != back) == turned:
            return turned
    return possible[0][0] if possible else None
