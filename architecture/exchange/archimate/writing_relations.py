"""The relations of a file that is written: none that the language forbids."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from architecture.archimate.rules import allows
from architecture.exchange.archimate import past
from architecture.exchange.archimate.connecting import relation_identifier
from architecture.exchange.archimate.known import Triple
from architecture.exchange.archimate.leaving import Bond, Kept, bonds
from architecture.exchange.archimate.nodes import Node, from_kept
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.reckoning import (
    End,
    Reading,
    put,
    readings,
    said_by,
    told,
)
from architecture.exchange.archimate.state import State
from architecture.exchange.archimate.words import RELATIONSHIP, RELATIONSHIP_TYPES
from architecture.layers import Verb
from architecture.model import ExchangeModel

_Said = Mapping[Triple, list[dict[str, object]]]


@dataclass(frozen=True, slots=True)
class _Staying:
    """A kept relation, without all that it says."""

    type: str
    source: str
    target: str


def written_relations(state: State) -> Iterator[Node]:
    """Yield what files brought as far as it still holds, then what is ours."""
    said: dict[Triple, list[dict[str, object]]] = {}
    for bond in _bonds(state):
        said.setdefault(bond.triple, []).append(bond.said)
    told_already: set[Triple] = set()
    stays = _staying(state, said)
    for model, item in state.kept(Section.RELATIONSHIP):
        if item.identifier not in stays:
            continue
        node = from_kept(item.content)
        if item.related:
            told_already |= _bring_up_to_date(state, model, node, said)
            state.done.counts["relations"] += 1
        else:
            state.done.counts["kept"] += 1
        yield state.add(model.id, node)
    for triple, several in said.items():
        if triple in told_already:
            continue
        for number, one in enumerate(several):
            state.done.counts["relations"] += 1
            yield state.add(0, _own(state, triple, number, one))


def _bonds(state: State) -> Iterator[Bond]:
    day = state.extent.known_on
    if day:
        return past.bonds(state.session, state.extent, state.known, day)
    return bonds(state.session, state.extent, state.known)


def _staying(state: State, said: _Said) -> set[str]:
    """Return the kept relations that hold, and say why others do not.

    One whose end is a relation falls with that one.
    """
    found: dict[str, _Staying] = {}
    for model, item in state.kept(Section.RELATIONSHIP):
        node = from_kept(item.content)
        if item.related and not _alive(state, model, item, node, said):
            state.done.counts["not_alive"] += 1
            continue
        one, other = node.attributes["source"], node.attributes["target"]
        found[item.identifier] = _Staying(item.type, one, other)
        state.types[item.identifier] = item.type
    while lost := {key for key, each in found.items() if not _holds(state, each)}:
        for key in lost:
            _leave_out(state, key, found.pop(key))
            del state.types[key]
    return set(found)


def _holds(state: State, each: _Staying) -> bool:
    if each.source not in state.types or each.target not in state.types:
        return False
    return allows(_end(state, each.source), each.type, _end(state, each.target))


def _end(state: State, name: str) -> str:
    kind = state.types[name]
    return RELATIONSHIP if kind in RELATIONSHIP_TYPES else kind


def _leave_out(state: State, name: str, each: _Staying) -> None:
    whole = each.source in state.types and each.target in state.types
    why = (
        "melanggar aturan ArchiMate 3.2" if whole else "salah satu ujungnya tidak ikut"
    )
    state.done.counts["left_out"] += 1
    state.done.left_out.append(f"{each.type} {name}: {why}.")


def _found(
    state: State, model: ExchangeModel, node: Node
) -> list[tuple[Reading, Triple]]:
    """Return the relations of ours that a kept one stands for."""
    names = node.attributes["source"], node.attributes["target"]
    keys = [state.known.linked.get(name, 0) for name in names]
    if not all(key in state.layers for key in keys):
        return []
    ends = [
        End(state.layers[key], state.types[name])
        for key, name in zip(keys, names, strict=True)
    ]
    several = readings(node, ends[0], ends[1], state.words, state.names[model.id])
    return [
        (
            each,
            (keys[1], each.verb, keys[0])
            if each.turned
            else (keys[0], each.verb, keys[1]),
        )
        for each in several
    ]


def _alive(
    state: State, model: ExchangeModel, item: Kept, node: Node, said: _Said
) -> bool:
    return item.related and any(
        triple in said for _, triple in _found(state, model, node)
    )


def _bring_up_to_date(
    state: State, model: ExchangeModel, node: Node, said: _Said
) -> set[Triple]:
    """Put into a kept relation what changed since; return what it stands for."""
    found = _found(state, model, node)
    alive = [(each, triple) for each, triple in found if triple in said]
    for each, triple in alive:
        now_said = said_by(each.verb, said[triple][0], state.words)
        if each.said or now_said != said_by(each.verb, {}, state.words):
            put(node, now_said)
    if len(alive) < len(found) and node.attributes.get("accessType") == "ReadWrite":
        left = alive[0][0].verb
        node.attributes["accessType"] = "Read" if left is Verb.USES else "Write"
    return {triple for _, triple in alive}


def _own(state: State, triple: Triple, number: int, said: dict[str, object]) -> Node:
    source, verb, target = triple
    known = state.known
    ends = known.names[source], known.names[target]
    types = state.types[ends[0]], state.types[ends[1]]
    node = told(verb, ends, types, said, state.words)
    other = known.codes[target]
    if known.homes[target] != state.code:
        other = f"{known.homes[target]}/{other}"
    name = relation_identifier(state.code, known.codes[source], verb, other, number)
    node.attributes = {"identifier": name, **node.attributes}
    return node
