"""An element of ours as a file states it: as it came, with what changed since."""

from collections.abc import Mapping
from typing import Any

from architecture.archimate.types import KINDS, type_of
from architecture.elements import value_of
from architecture.elements.values import Wrong, nothing, read
from architecture.exchange.archimate.mapping import READ
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.properties import (
    CODE,
    DOMAIN,
    HOME,
    LIFE,
    NATIVE,
    OFFICE,
    Vocabulary,
    definition_of,
    definition_of_life,
    raw,
    spoken,
    told_by,
    written,
)
from architecture.exchange.archimate.reckoning import put
from architecture.exchange.archimate.words import LANG, TYPE
from architecture.layers import Field, Status
from architecture.model import Element


def own(element: Element, name: str, words: Vocabulary, home: str = "") -> Node:
    """Return an element of ours with everything that is stated of it.

    `home` is the code of its government where that is another one.
    """
    kind = getattr(element, "kind", None)
    node = Node("element", {"identifier": name, TYPE: type_of(element.layer, kind)})
    node.children.append(Node("name", {LANG: "id"}, element.name))
    if element.description:
        node.children.append(Node("documentation", {LANG: "id"}, element.description))
    values = {
        CODE.identifier: element.code,
        DOMAIN.identifier: element.layer.value,
        HOME.identifier: home,
    }
    if not home:
        values[OFFICE.identifier] = element.organisation.code
        values |= _all_of(element, words)
    put(node, values)
    return node


def completed(node: Node, element: Element, words: Vocabulary) -> None:
    """Add to a node of ours that a tool sent back whatever is stated of the element."""
    say(node, "name", element.name)
    say(node, "documentation", element.description)
    values = {
        CODE.identifier: element.code,
        DOMAIN.identifier: element.layer.value,
        OFFICE.identifier: element.organisation.code,
    }
    put(node, values | _all_of(element, words, empty=True))


def merged(
    node: Node,
    element: Element,
    words: Vocabulary,
    names: Mapping[str, str],
    owner: str,
) -> None:
    """Put into a node of another tool what differs from what it states.

    Nothing differs: the node stays to the letter.  `owner` is the code of the office
    that owns what names none.
    """
    fields = {each.name: each for each in words.fields[element.layer]}
    if _differs(fields["name"], spoken(node.all("name")), element.name):
        say(node, "name", element.name)
    said = spoken(node.all("documentation"))
    if _differs(fields["description"], said, element.description):
        say(node, "documentation", element.description)
    told = told_by(node, names)
    values = _fields_changed(node, element, words, told)
    values |= _life_changed(element, words.life(told))
    stated_owner = told.get(OFFICE.identifier) or told.get(OFFICE.name) or owner
    if element.organisation.code != stated_owner:
        values[OFFICE.identifier] = element.organisation.code
    if values:
        put(node, _at_their_place(values, node, names, words))


def _fields_changed(
    node: Node, element: Element, words: Vocabulary, told: Mapping[str, str]
) -> dict[str, str]:
    stated = words.stated(element.layer, told)
    found: dict[str, str] = {}
    for each in words.fields[element.layer]:
        if each.name in NATIVE:
            continue
        value = value_of(element, each)
        if each.name in stated:
            changed = _differs(each, raw(each, stated[each.name]), value)
        else:
            changed = value != _expected(each, element, node)
        if changed:
            found[definition_of(element.layer, each).identifier] = written(each, value)
    return found


def _expected(field: Field, element: Element, node: Node) -> Any:
    """Return what an import would state by itself of a field that a file leaves out."""
    if field.name == "kind" and element.layer in KINDS:
        found = READ.get(node.attributes.get(TYPE, ""))
        if found and found[0] is element.layer:
            return found[1]
    return nothing(field)


def _all_of(
    element: Element, words: Vocabulary, *, empty: bool = False
) -> dict[str, str]:
    found: dict[str, str] = {}
    for each in words.fields[element.layer]:
        if each.name in NATIVE:
            continue
        value = value_of(element, each)
        stated = "" if value == nothing(each) else written(each, value)
        found[definition_of(element.layer, each).identifier] = stated
    for name, each in LIFE.items():
        stated = written(each, getattr(element, name))
        found[definition_of_life(each).identifier] = stated
    return found if empty else {key: value for key, value in found.items() if value}


def _life_changed(element: Element, told: Mapping[str, str]) -> dict[str, str]:
    expected = {"status": Status.LIVE.value}
    found: dict[str, str] = {}
    for name in ("status", "live_on", "retires_on"):
        each = LIFE[name]
        value = written(each, getattr(element, name))
        stated = told.get(name, expected.get(name, ""))
        if _differs(each, stated, getattr(element, name)):
            found[definition_of_life(each).identifier] = value
    return found


def _at_their_place(
    values: Mapping[str, str], node: Node, names: Mapping[str, str], words: Vocabulary
) -> dict[str, str]:
    """Name properties as the node does that calls a definition of ours otherwise."""
    properties = node.first("properties")
    by_name: dict[str, str] = {}
    for each in properties.children if properties else ():
        key = each.attributes.get("propertyDefinitionRef", "")
        by_name.setdefault(names.get(key, ""), key)
    return {
        by_name.get(words.definitions[key].name, key): value
        for key, value in values.items()
    }


def _differs(field: Field, stated: Any, value: Any) -> bool:
    """Tell whether a value is another than the one stated.

    What cannot be read was never taken: it stays while nothing else is on record.
    """
    try:
        return bool(read(field, stated) != value)
    except Wrong:
        return bool(value != nothing(field))


def say(node: Node, tag: str, text: str) -> None:
    """Let a node say a text in Indonesian, or in the language it has alone."""
    there = list(node.all(tag))
    if there and spoken(there) == text:
        return
    if not text:
        node.children = [each for each in node.children if each.tag != tag]
        return
    said = spoken(there)
    chosen = next((each for each in there if each.text == said), None)
    if chosen is not None:
        chosen.text = text
        return
    order = {"name": 0, "documentation": 1}
    place = sum(order.get(each.tag, 9) <= order[tag] for each in node.children)
    node.children.insert(place, Node(tag, {LANG: "id"}, text))
