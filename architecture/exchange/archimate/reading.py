"""Read an exchange file piece by piece: what it holds, and what is wrong with it.

The parser is expat: it streams, knows every line, fetches nothing, and a document type
(the only home of entities) ends the reading before anything in it is looked at.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO
from xml.parsers import expat

from architecture.errors import Refused
from architecture.exchange.archimate.nodes import Node
from architecture.exchange.archimate.words import (
    ARCHI,
    DEEPEST,
    ELEMENT_TYPES,
    LARGEST,
    LARGEST_VALUE,
    MOST_PARTS,
    MOST_PARTS_OF_A_VIEW,
    MOST_THINGS,
    NAMESPACE,
    OLD_NAMESPACES,
    OLD_TYPES,
    RELATIONSHIP_TYPES,
    TYPE,
)
from architecture.model import ExchangeSection as Section

_PORTION = 1 << 16
_MOST_PROBLEMS = 100
_NAME = re.compile(r"[^\W\d][\w.\-·]*")
"""A name as XML wants it for an identifier, near enough."""


_PLACES = {
    ("elements", "element"): Section.ELEMENT,
    ("relationships", "relationship"): Section.RELATIONSHIP,
    ("organizations", "item"): Section.FOLDER,
    ("propertyDefinitions", "propertyDefinition"): Section.DEFINITION,
    ("views", "viewpoints", "viewpoint"): Section.VIEWPOINT,
    ("views", "diagrams", "view"): Section.VIEW,
}
_CONTAINERS = {place[:depth] for place in _PLACES for depth in range(1, len(place))}
_TYPES = {
    Section.ELEMENT: ELEMENT_TYPES,
    Section.RELATIONSHIP: RELATIONSHIP_TYPES,
}
_CONCEPTS = frozenset({"element", "relationship"})
_DRAWN = frozenset({"node", "connection"})
_REFERS: dict[str, frozenset[str]] = {
    "elementRef": frozenset({"element"}),
    "relationshipRef": frozenset({"relationship"}),
    "conceptRef": _CONCEPTS,
    "propertyDefinitionRef": frozenset({"propertyDefinition"}),
    "viewpointRef": frozenset({"viewpoint"}),
    "viewRef": frozenset({"view"}),
    "identifierRef": frozenset(),
    "ref": frozenset(),
}
"""Attributes that name something of the file, and what it must be; empty: anything."""


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing of a file: where it begins, and all of it."""

    section: Section
    node: Node
    line: int

    @property
    def identifier(self) -> str:
        """Return what it is called by, or an empty text."""
        return self.node.attributes.get("identifier", "")

    @property
    def type(self) -> str:
        """Return its type, or an empty text."""
        return self.node.attributes.get(TYPE, "")


class Unreadable(Refused):
    """The file cannot be taken; `problems` runs line → sentence, in their order."""

    def __init__(self, problems: list[tuple[int, str]]) -> None:
        """Say the first, and how many more there are."""
        line, text = problems[0]
        said = f"Baris {line}: {text}" if line else text
        if len(problems) > 1:
            said += f" Ada {len(problems) - 1} masalah lain; tidak ada yang ditulis."
        super().__init__(said)
        self.problems = problems


def things(file: BinaryIO) -> Iterator[Thing]:
    """Yield what the file holds, its head last; raise `Unreadable` if it cannot be.

    What is wrong inside (double and missing identifiers, unknown types) is raised at
    the end, all of it: take nothing for certain before the last thing came.
    """
    reader = _Reader()
    _refuse_large(file)
    read, fed = 0, 0
    while portion := file.read(_PORTION):
        read += len(portion)
        reader.feed(portion, last=False)
        yield from reader.found()
        fed = max(fed, reader.at)
        if read - fed > LARGEST_VALUE + 2 * _PORTION:
            raise Unreadable(
                [(reader.line, "satu tag lebih panjang dari yang dapat dibaca.")]
            )
    if not read:
        raise Unreadable([(0, "Berkas kosong.")])
    reader.feed(b"", last=True)
    yield from reader.found()
    yield reader.end()


def _refuse_large(file: BinaryIO) -> None:
    """Refuse a file by its size, before any of it is read."""
    size = file.seek(0, os.SEEK_END)
    file.seek(0)
    if size > LARGEST:
        text = f"Berkas lebih besar dari {LARGEST // 10**6} MB. Bagi modelnya."
        raise Unreadable([(0, text)])


@dataclass(slots=True)
class _Open:
    """The thing that is being read."""

    section: Section
    line: int
    parts: int = 0


@dataclass(slots=True)
class _Text:
    """The text of the tag that is being read, in portions."""

    portions: list[str] = field(default_factory=list)
    length: int = 0

    def take(self) -> str:
        text = "".join(self.portions)
        self.portions.clear()
        self.length = 0
        return text


class _Reader:
    """What listens to the parser."""

    def __init__(self) -> None:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.ordered_attributes = False
        parser.StartDoctypeDeclHandler = self._document_type
        parser.EntityDeclHandler = self._document_type
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.StartNamespaceDeclHandler = self._space
        self.parser: Any = parser
        self.head = Node("model")
        self.places: list[str] = []
        self.stack: list[Node] = []
        self.open: _Open | None = None
        self.text = _Text()
        self.ready: list[Thing] = []
        self.count = 0
        self.prefixes: set[str] = set()
        self.known: dict[str, tuple[str, int]] = {}
        self.named: dict[tuple[str, str], int] = {}
        self.problems: list[tuple[int, str]] = []
        self.bytes = b""

    @property
    def line(self) -> int:
        return int(self.parser.CurrentLineNumber)

    @property
    def at(self) -> int:
        return int(self.parser.CurrentByteIndex)

    def feed(self, portion: bytes, *, last: bool) -> None:
        self.bytes = self.bytes[-8:] + portion
        try:
            self.parser.Parse(portion, last)
        except expat.ExpatError as error:
            raise self._broken(error) from None
        except (UnicodeDecodeError, LookupError, ValueError):
            raise Unreadable([(1, _ENCODING)]) from None

    def found(self) -> list[Thing]:
        ready, self.ready = self.ready, []
        return ready

    def end(self) -> Thing:
        """Return the head, or raise what is wrong with the whole."""
        for (name, asked), line in self.named.items():
            kind = self.known.get(name, ("", 0))[0]
            wanted = _WANTED[asked]
            if not kind:
                self._wrong(line, f"menunjuk “{_short(name)}” yang tidak ada.")
            elif wanted and kind not in wanted:
                self._wrong(
                    line,
                    f"“{_short(name)}” adalah {kind}, bukan {' atau '.join(wanted)}.",
                )
        if self.head.first("name") is None:
            self._wrong(1, "model tidak bernama.")
        if self.problems:
            raise Unreadable(sorted(self.problems))
        return Thing(Section.HEAD, self.head, 1)

    def _broken(self, error: expat.ExpatError) -> Unreadable:
        if error.code in {18, 19, 30, 32}:  # of an encoding
            return Unreadable([(error.lineno, _ENCODING)])
        if error.code == expat.errors.codes[expat.errors.XML_ERROR_INVALID_TOKEN]:
            near = self.bytes[max(0, len(self.bytes) - _PORTION) :]
            if _is_misread(near):
                return Unreadable([(error.lineno, _ENCODING)])
        if not self.head.attributes and not self.places:
            return Unreadable(
                [(0, "Berkas ini bukan XML, jadi bukan model ArchiMate.")]
            )
        place = f"XML tidak utuh di kolom {error.offset + 1}."
        return Unreadable([(error.lineno, place + " Ekspor lagi dari alat asalnya.")])

    def _document_type(self, *_: Any) -> None:
        raise Unreadable(
            [
                (
                    self.line,
                    "berkas memuat DOCTYPE atau entitas, yang tidak diterima demi "
                    "keamanan. Ekspor lagi tanpa itu.",
                )
            ]
        )

    def _space(self, prefix: str | None, space: str) -> None:
        if space == NAMESPACE and prefix:
            self.prefixes.add(prefix)

    def _start(self, name: str, stated: dict[str, str]) -> None:
        tag = _local(name)
        if not self.places:
            self._root(name)
            self.head.attributes = self._attributes(stated)
            self._identify("model", self.head.attributes)
            self.places.append("model")
            self.stack.append(self.head)
            return
        if len(self.places) > DEEPEST:
            raise Unreadable([(self.line, f"lebih dari {DEEPEST} tingkat.")])
        self.places.append(tag)
        place = tuple(self.places[1:])
        if self.open is None and place in _CONTAINERS:
            return
        self._flush_text()
        node = Node(tag, self._attributes(stated))
        if self.open is None and place in _PLACES:
            self.open = _Open(_PLACES[place], self.line)
            self._look(self.open.section, node)
        elif self.open is None and len(self.stack) == 1:
            self.stack[0].children.append(node)
        else:
            self.stack[-1].children.append(node)
        self._count()
        self._refer(tag, node)
        self.stack.append(node)

    def _end(self, _name: str) -> None:
        place = tuple(self.places[1:])
        self.places.pop()
        if self.open is None and place in _CONTAINERS:
            self.text.take()
            return
        node = self.stack.pop()
        text = self.text.take()
        if node.children:
            if text.strip():
                node.children[-1].tail = text
        else:
            node.text = text
        if self.open is not None and place in _PLACES:
            self.ready.append(Thing(self.open.section, node, self.open.line))
            self.open = None

    def _characters(self, text: str) -> None:
        self.text.length += len(text)
        if self.text.length > LARGEST_VALUE:
            raise Unreadable(
                [(self.line, "satu teks lebih panjang dari 1 juta huruf.")]
            )
        self.text.portions.append(text)

    def _flush_text(self) -> None:
        """Keep text that stands before or between children, unless it is blank."""
        text = self.text.take()
        if not text.strip() or not self.stack:
            return
        parent = self.stack[-1]
        if parent.children:
            parent.children[-1].tail = text
        else:
            parent.text = text

    def _root(self, name: str) -> None:
        space, _, tag = name.rpartition(" ")
        if space == NAMESPACE and tag == "model":
            return
        if space in OLD_NAMESPACES:
            said = (
                "Berkas ini berformat pertukaran ArchiMate 2. Ekspor lagi sebagai "
                "ArchiMate 3 (Open Exchange 3.0 ke atas)."
            )
        elif space == ARCHI:
            said = (
                "Ini berkas asli Archi. Di Archi pilih File → Export → Open Exchange "
                "XML Model, lalu impor hasilnya."
            )
        elif space.startswith("http://www.opengroup.org/xsd/archimate/"):
            said = f"Versi format pertukaran “{_short(space)}” belum dikenal."
        else:
            said = (
                f"Ini bukan berkas pertukaran ArchiMate, melainkan “{_short(tag)}”"
                + (f" dari {_short(space)}." if space else ".")
            )
        raise Unreadable([(0, said)])

    def _attributes(self, stated: dict[str, str]) -> dict[str, str]:
        found = {_local(name): value for name, value in stated.items()}
        kind = found.get(TYPE, "")
        if ":" in kind and kind.partition(":")[0] in self.prefixes:
            found[TYPE] = kind.partition(":")[2]
        return found

    def _look(self, section: Section, node: Node) -> None:
        """Judge a thing as it begins."""
        self.count += 1
        if self.count > MOST_THINGS:
            raise Unreadable([(self.line, f"lebih dari {MOST_THINGS} isi.")])
        kinds = _TYPES.get(section)
        if section is not Section.FOLDER and not node.attributes.get("identifier"):
            self._wrong(self.line, f"{section.value} tanpa identifier.")
        if kinds is None:
            return
        kind = node.attributes.get(TYPE, "")
        if kind in OLD_TYPES:
            self._wrong(
                self.line,
                f"“{kind}” berasal dari ArchiMate 2. Ekspor lagi sebagai ArchiMate 3.",
            )
        elif kind not in kinds:
            said = f"jenis “{_short(kind)}” tidak dikenal" if kind else "tanpa jenis"
            self._wrong(self.line, f"{section.value} {said} (xsi:type).")

    def _count(self) -> None:
        if self.open is None:
            return
        self.open.parts += 1
        wide = self.open.section in {Section.VIEW, Section.FOLDER}
        most = MOST_PARTS_OF_A_VIEW if wide else MOST_PARTS
        if self.open.parts > most:
            text = f"satu {self.open.section.value} memuat lebih dari {most} bagian."
            raise Unreadable([(self.open.line, text)])

    def _refer(self, tag: str, node: Node) -> None:
        """Remember what a tag is called, and what it names, for the end."""
        self._identify(tag, node.attributes)
        for name, value in node.attributes.items():
            if name in _REFERS:
                asked = tag if name == "ref" and tag in _REFERS else name
                self.named.setdefault((value, asked), self.line)
        if tag not in {"relationship", "connection"}:
            return
        for name in ("source", "target"):
            end = node.attributes.get(name)
            if end is not None:
                self.named.setdefault((end, tag), self.line)
            elif tag == "relationship":
                self._wrong(self.line, f"relasi tanpa {name}.")

    def _identify(self, tag: str, attributes: dict[str, str]) -> None:
        identifier = attributes.get("identifier")
        if identifier is None:
            return
        if not _NAME.fullmatch(identifier) or len(identifier) > 200:
            self._wrong(self.line, f"identifier “{_short(identifier)}” tidak sah.")
        if identifier in self.known:
            first = self.known[identifier][1]
            self._wrong(
                self.line,
                f"identifier “{_short(identifier)}” sudah dipakai di baris {first}.",
            )
            return
        self.known[identifier] = (tag, self.line)

    def _wrong(self, line: int, text: str) -> None:
        self.problems.append((line, text))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise Unreadable(sorted(self.problems))


_WANTED = _REFERS | {"relationship": _CONCEPTS, "connection": _DRAWN}
_ENCODING = (
    "penyandian huruf berkas tidak dikenal atau tidak cocok dengan yang disebut di "
    "baris pertamanya. Simpan sebagai UTF-8."
)


def _local(name: str) -> str:
    space, _, local = name.rpartition(" ")
    if space in {"", NAMESPACE}:
        return local
    return f"{{{space}}}{local}"


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79]}…"


def _is_misread(near: bytes) -> bool:
    """Tell whether these bytes are no UTF-8, the broken ends left aside."""
    try:
        near.decode("utf-8")
    except UnicodeDecodeError as error:
        return 4 < error.start < len(near) - 4
    return False


__all__ = ["Section", "Thing", "Unreadable", "things"]
