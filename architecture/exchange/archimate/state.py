"""What the parts of an export share: what stands in the file so far, and as what."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from architecture.exchange.archimate import past
from architecture.exchange.archimate.leaving import Extent, Kept, Known, gather, items
from architecture.exchange.archimate.nodes import Node, from_kept
from architecture.exchange.archimate.properties import (
    OURS,
    Vocabulary,
    spoken,
    vocabulary,
)
from architecture.exchange.archimate.reading import Section
from architecture.layers import Layer
from architecture.model import ExchangeModel


@dataclass(slots=True)
class Written:
    """What was written, and what was left out and why."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[str] = field(default_factory=list)


@dataclass(slots=True)
class State:
    """An export that is being written.

    `types` runs identifier → type, of elements and relations; `there` holds every
    identifier that may be referred to; `layers` runs id → layer, of elements of ours.
    `drawn` runs relation → its ends, of those between elements that are `wanted`.
    """

    session: Session
    extent: Extent
    words: Vocabulary
    known: Known
    done: Written = field(default_factory=Written)
    types: dict[str, str] = field(default_factory=dict)
    there: set[str] = field(default_factory=set)
    layers: dict[int, Layer] = field(default_factory=dict)
    names: dict[int, dict[str, str]] = field(default_factory=dict)
    definitions: dict[str, Node] = field(default_factory=dict)
    wanted: set[str] = field(default_factory=set)
    drawn: dict[str, tuple[str, str]] = field(default_factory=dict)
    _renamed: dict[int, dict[str, str]] = field(default_factory=dict)
    _taken: set[str] = field(default_factory=set)

    @property
    def code(self) -> str:
        """Return the code of the government."""
        return self.extent.government.code

    @property
    def models(self) -> list[ExchangeModel]:
        """Return the models of other tools that are kept, the first before."""
        return self.known.models

    def kept(self, section: Section) -> Iterator[tuple[ExchangeModel, Kept]]:
        """Yield what is kept in a section, model by model."""
        for model in self.models:
            for item in items(self.session, model, section):
                yield model, item

    def define(self) -> None:
        """Learn the definitions of the models; two that are called alike part."""
        digests: dict[str, str] = {}
        for model in self.models:
            self.names[model.id] = {
                key: each.name for key, each in self.words.definitions.items()
            }
        for model, item in self.kept(Section.DEFINITION):
            node, key = from_kept(item.content), item.identifier
            self.names[model.id][key] = spoken(node.all("name"))
            if digests.get(key, item.digest) != item.digest:
                free = f"{key}-m{model.id}"
                self._renamed.setdefault(model.id, {})[key] = free
                key = node.attributes["identifier"] = free
            digests.setdefault(key, item.digest)
            self.definitions.setdefault(key, node)

    def use(self, model: int, node: Node) -> Node:
        """Call definitions as they are called in this file, and add those of ours."""
        renamed = self._renamed.get(model, {})
        for part in node.walk():
            key = part.attributes.get("propertyDefinitionRef")
            if key is None:
                continue
            if key in renamed:
                part.attributes["propertyDefinitionRef"] = key = renamed[key]
            if key.startswith(OURS) and key not in self.definitions:
                own = self.words.definitions.get(key)
                if own:
                    self.definitions[key] = own.node()
        return node

    def add(self, model: int, node: Node) -> Node:
        """Let an element or a relation stand in the file."""
        name = node.attributes["identifier"]
        self.there.add(name)
        self._taken.add(name)
        ends = node.attributes.get("source", ""), node.attributes.get("target", "")
        if ends[0] in self.wanted and ends[1] in self.wanted:
            self.drawn[name] = ends
        return self.use(model, node)

    def free(self, node: Node) -> Node:
        """Rename parts that another model called alike: names hold in a whole file."""
        if len(self.models) < 2:
            return node
        renamed: dict[str, str] = {}
        for part in node.walk():
            name = part.attributes.get("identifier")
            if name in self._taken and name is not None:
                renamed[name] = f"{name}-{len(self._taken)}"
                name = part.attributes["identifier"] = renamed[name]
            if name is not None:
                self._taken.add(name)
        for part in node.walk():
            for end in ("source", "target"):
                if part.attributes.get(end) in renamed:
                    part.attributes[end] = renamed[part.attributes[end]]
        return node


def begin(session: Session, extent: Extent) -> State:
    """Return the state of an export that begins."""
    day = extent.known_on
    known = past.gather(session, extent, day) if day else gather(session, extent)
    state = State(session, extent, vocabulary(session, extent.government.id), known)
    state.define()
    if day:
        state.done.left_out.append(past.LEFT_OUT)
    return state


def portions(rows: Iterable[Kept], many: int) -> Iterator[list[Kept]]:
    """Yield lists of so many rows and a shorter last one."""
    some: list[Kept] = []
    for row in rows:
        some.append(row)
        if len(some) == many:
            yield some
            some = []
    if some:
        yield some
