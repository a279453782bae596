"""The elements of a file that is written."""

from collections.abc import Iterator, Mapping

from architecture.exchange.archimate import past
from architecture.exchange.archimate.identifiers import identifier
from architecture.exchange.archimate.leaving import Kept, elements, items, loaded
from architecture.exchange.archimate.merging import completed, merged, own, say
from architecture.exchange.archimate.nodes import Node, from_kept
from architecture.exchange.archimate.reading import Section
from architecture.exchange.archimate.state import State, portions
from architecture.exchange.archimate.words import TYPE
from architecture.model import Element, ExchangeModel

_AT_ONCE = 500


def written_elements(state: State) -> Iterator[Node]:
    """Yield what files brought, then what is ours, then what others own."""
    for model in state.models:
        rows = items(state.session, model, Section.ELEMENT)
        for some in portions(rows, _AT_ONCE):
            yield from _kept(state, model, some)
    known = state.known
    for element in _own(state):
        state.layers[element.id] = element.layer
        state.done.counts["elements"] += 1
        yield _typed(state, 0, own(element, known.names[element.id], state.words))
    day = state.extent.known_on
    called = past.called(state.session, known, day) if day else {}
    for element in elements(state.session, known.foreign):
        state.layers[element.id] = element.layer
        state.done.counts["of_others"] += 1
        name, home = known.names[element.id], known.homes[element.id]
        node = own(element, name, state.words, home)
        say(node, "name", called.get(element.id, element.name))
        yield _typed(state, 0, node)


def _own(state: State) -> Iterator[Element]:
    day = state.extent.known_on
    if day:
        return past.own(state.session, state.extent, day)
    return elements(state.session, state.known.own, state.extent.on)


def _kept(state: State, model: ExchangeModel, some: list[Kept]) -> Iterator[Node]:
    linked = state.known.linked
    keys = {linked[item.identifier] for item in some if item.identifier in linked}
    with loaded(state.session, keys, state.extent.on) as several:
        rows = {row.id: row for row in several}
        for item in some:
            node = _of_item(state, model, item, rows)
            if node is not None:
                yield _typed(state, model.id, node)


def _of_item(
    state: State, model: ExchangeModel, item: Kept, rows: Mapping[int, Element]
) -> Node | None:
    """Return a kept element with what changed since; None if it lives no more."""
    node = from_kept(item.content)
    if item.element_id is None:
        state.done.counts["kept"] += 1
        return node
    element = rows.get(state.known.linked.get(item.identifier, 0))
    if element is None:
        state.done.counts["not_alive"] += 1
        return None
    _bring_up_to_date(node, element, state, state.names[model.id])
    state.layers[element.id] = element.layer
    state.done.counts["elements"] += 1
    return node


def _bring_up_to_date(
    node: Node, element: Element, state: State, names: Mapping[str, str]
) -> None:
    if node.attributes["identifier"] == identifier(state.code, element.code):
        completed(node, element, state.words)
    else:
        merged(node, element, state.words, names, state.code)


def _typed(state: State, model: int, node: Node) -> Node:
    state.types[node.attributes["identifier"]] = node.attributes[TYPE]
    return state.add(model, node)
