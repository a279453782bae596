"""Parts of a map that people switch off: layers, states, colours, verbs of arrows.

What is switched off is away everywhere alike: in the picture, in the table, in files.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from architecture.layers import Layer, Status, Verb
from architecture.maps.content import Arrow, Box, Map, Row


class Kind(StrEnum):
    """What it is that may be switched off."""

    COLOUR = "Warna"
    LAYER = "Lapisan"
    STATUS = "Status"
    VERB = "Hubungan"


@dataclass(frozen=True)
class Part:
    """What one can switch off: its name in addresses, its words, how many there are."""

    key: str
    label: str
    count: int
    kind: Kind


_COUNT = re.compile(r"\s\([\d.]+\)$")
_WORDS: tuple[tuple[Kind, Mapping[str, str]], ...] = (
    (Kind.LAYER, {each.name: each.value for each in Layer}),
    (Kind.STATUS, {each.name: each.value for each in Status}),
    (Kind.VERB, {each.name: each.value for each in Verb}),
)


def marks(box: Box) -> frozenset[str]:
    """Return by what a box may be switched off; what is in the middle stays."""
    if box.focus:
        return frozenset()
    return frozenset({box.layer.name, box.colour_key, box.pattern}) - {""}


def verbs(arrow: Arrow) -> frozenset[str]:
    """Return the verbs of an arrow: it is off when all of them are."""
    return frozenset(arrow.kind.split())


def parts(content: Map) -> tuple[Part, ...]:
    """Return what of a map can be switched off, where that leaves something.

    Of a box that stands for many nothing can be taken, so that its number stays true.
    """
    counts = Counter(mark for box in content.boxes for mark in marks(box))
    counts.update(verb for arrow in content.arrows for verb in verbs(arrow))
    if any(box.shares for box in content.boxes):
        return ()
    offered = list(_offered(content, counts))
    kinds = Counter(part.kind for part in offered)
    return tuple(part for part in offered if kinds[part.kind] > 1)


def without(content: Map, hidden: Collection[str]) -> Map:
    """Return the map without what is switched off; its note says what that is."""
    off = [part for part in parts(content) if part.key in hidden]
    if not off:
        return content
    keys = {part.key for part in off}
    boxes = tuple(box for box in content.boxes if not marks(box) & keys)
    left = {box.key for box in boxes}
    arrows = tuple(arrow for arrow in content.arrows if _stays(arrow, keys, left))
    frames = _frames(content, {box.group for box in boxes}) | _bare(content)
    said = ", ".join(part.label for part in off)
    note = f"{content.note} Disembunyikan: {said}."
    return replace(
        content,
        boxes=boxes,
        arrows=arrows,
        groups=tuple(group for group in content.groups if group.key in frames),
        legend=tuple(each for each in content.legend if each.colour_key not in keys),
        note=note.strip(),
        facts=replace(content.facts, rows=tuple(_rows(content, left, keys))),
    )


def _offered(content: Map, counts: Counter[str]) -> Iterator[Part]:
    legend = {each.colour_key: _COUNT.sub("", each.label) for each in content.legend}
    told = set()
    for kind, words in _WORDS:
        for key, label in words.items():
            if counts[key]:
                told.add(key)
                yield Part(key, legend.get(key, label), counts[key], kind)
    for key, label in legend.items():
        if counts[key] and key not in told:
            yield Part(key, label, counts[key], Kind.COLOUR)


def _stays(arrow: Arrow, off: Collection[str], left: Collection[str]) -> bool:
    told = verbs(arrow)
    ends = arrow.source in left and arrow.target in left
    return ends and not (told and told <= set(off))


def _frames(content: Map, used: Collection[str]) -> set[str]:
    """Return the frames that still hold something, with those around them."""
    above = {group.key: group.parent for group in content.groups}
    kept: set[str] = set()
    for key in used:
        frame = key
        while frame and frame not in kept:
            kept.add(frame)
            frame = above.get(frame, "")
    return kept


def _bare(content: Map) -> set[str]:
    """Return the frames that hold nothing from the start, as the years of a plan."""
    holding = _frames(content, {box.group for box in content.boxes})
    return {group.key for group in content.groups} - holding


def _rows(content: Map, left: Collection[str], off: Collection[str]) -> Iterable[Row]:
    """Leave out rows that tell of it: by their marks, or else by where they lead."""
    stay = {box.url for box in content.boxes if box.key in left}
    gone = {box.url for box in content.boxes if box.key not in left} - stay
    for row in content.facts.rows:
        told = set(row.marks) & set(off) if row.marks else row.url and row.url in gone
        if not told:
            yield row
