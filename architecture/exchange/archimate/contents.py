"""What a file holds, small enough to keep all of it in memory while it is judged."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from architecture.exchange.archimate.nodes import Node, from_kept
from architecture.exchange.archimate.properties import (
    KNOWN_ON,
    ON,
    spoken,
    take,
    told_by,
)
from architecture.exchange.archimate.reading import Section, Thing, Unreadable, things

PAST = (
    "Berkas ini memuat apa yang diketahui pada hari yang lalu. Hanya untuk dibaca; "
    "ekspor lagi tanpa --as-known-on untuk menyunting."
)
OF_A_DAY = (
    "Berkas ini memuat arsitektur pada satu tanggal, termasuk yang direncanakan. Hanya "
    "untuk dibaca; ekspor lagi tanpa tanggal untuk menyunting."
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing of a file, folded up."""

    section: Section
    identifier: str
    type: str
    line: int
    content: str

    @property
    def digest(self) -> str:
        """Return what tells whether it changed."""
        return hashlib.sha256(self.content.encode()).hexdigest()[:32]

    def node(self) -> Node:
        """Return it unfolded."""
        return from_kept(self.content)


@dataclass(slots=True)
class Contents:
    """A whole file: its head, its things in their order, names of definitions."""

    head: Node
    pieces: list[Piece] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict)

    @property
    def identifier(self) -> str:
        """Return what the model is called by."""
        return self.head.attributes.get("identifier", "")

    @property
    def name(self) -> str:
        """Return the name of the model."""
        return spoken(self.head.all("name")).strip()

    def of(self, *sections: Section) -> Iterable[Piece]:
        """Yield what stands in these sections."""
        return (each for each in self.pieces if each.section in sections)

    @property
    def types(self) -> Mapping[str, str]:
        """Return identifier → type, of elements and relations."""
        concepts = self.of(Section.ELEMENT, Section.RELATIONSHIP)
        return {each.identifier: each.type for each in concepts}


def read(file: BinaryIO) -> Contents:
    """Read a whole file; raise `Unreadable` with what is wrong with it."""
    found = Contents(Node("model"))
    for thing in things(file):
        if thing.section is Section.HEAD:
            found.head = thing.node
            continue
        if thing.section is Section.DEFINITION:
            found.names[thing.identifier] = spoken(thing.node.all("name"))
        found.pieces.append(_folded(thing))
    told = told_by(found.head, found.names)
    if take(told, KNOWN_ON):
        raise Unreadable([(1, PAST)])
    if take(told, ON):
        raise Unreadable([(1, OF_A_DAY)])
    return found


def _folded(thing: Thing) -> Piece:
    return Piece(
        thing.section, thing.identifier, thing.type, thing.line, thing.node.kept()
    )
