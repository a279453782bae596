"""Fewer arrows by rule: parallel ones as one, and no shortcuts where one asks for that.

A shortcut leads where other arrows lead as well.  What is reachable stays reachable.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from dataclasses import replace
from typing import TypeVar

from architecture.maps.content import Arrow, Link, Map
from architecture.maps.words import number

Key = TypeVar("Key", bound=Hashable)


def bundled(links: Iterable[Link], names: Mapping[str, str]) -> tuple[Arrow, ...]:
    """Return one arrow a pair of boxes: its verbs joined, how many if more than those.

    `names` gives the box of each item; what has none, or both ends in one, is left out.
    """
    pairs: defaultdict[tuple[str, str], list[Link]] = defaultdict(list)
    for link in links:
        if link.source in names and link.target in names:
            pairs[names[link.source], names[link.target]].append(link)
    arrows = []
    for pair in sorted(pairs):
        verbs = {link.verb.name: link.verb.value for link in pairs[pair]}
        several = len(pairs[pair]) > len(verbs)
        said = ", ".join(verbs[name] for name in sorted(verbs))
        label = f"{said} ({number(len(pairs[pair]))})" if several else said
        if pair[0] != pair[1]:
            arrows.append(Arrow(*pair, label, " ".join(sorted(verbs))))
    return tuple(arrows)


def without_shortcuts(content: Map) -> Map:
    """Return the map without arrows that lead where others lead too; it says so."""
    kept = reduced((arrow.source, arrow.target) for arrow in content.arrows)
    arrows = tuple(
        arrow for arrow in content.arrows if (arrow.source, arrow.target) in kept
    )
    left = len(content.arrows) - len(arrows)
    if not left:
        return content
    said = (
        f"{number(left)} panah jalan pintas tidak digambar karena panah lain menuju ke"
        " tempat yang sama; semuanya ada pada daftar."
    )
    return replace(content, arrows=arrows, note=f"{content.note} {said}".strip())


def reduced(edges: Iterable[tuple[Key, Key]]) -> set[tuple[Key, Key]]:
    """Return edges without those that a longer way replaces: reachability stays.

    What lies in a cycle keeps all its edges within.

    >>> sorted(reduced([(1, 2), (2, 3), (1, 3)]))
    [(1, 2), (2, 3)]
    """
    every = set(edges)
    rings = _rings(every)
    after: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in every:
        if rings[one] != rings[other]:
            after[rings[one]].add(rings[other])
    kept: set[tuple[int, int]] = set()
    reach: dict[int, int] = {}
    for ring in sorted(set(rings.values())):  # what it leads to has a smaller number
        seen = 0
        for below in sorted(after[ring], reverse=True):
            if not seen >> below & 1:
                kept.add((ring, below))
                seen |= reach[below] | 1 << below
        reach[ring] = seen
    return {
        (one, other)
        for one, other in every
        if rings[one] == rings[other] or (rings[one], rings[other]) in kept
    }


def _rings(edges: Iterable[tuple[Key, Key]]) -> dict[Key, int]:
    """Return a number for what lies in one cycle; what is led to has the smaller one.

    Strongly connected components after Kosaraju.
    """
    after: dict[Key, list[Key]] = {}
    before: dict[Key, list[Key]] = {}
    for one, other in edges:
        for nodes in (after, before):
            nodes.setdefault(one, [])
            nodes.setdefault(other, [])
        after[one].append(other)
        before[other].append(one)
    left: list[Key] = []
    seen: set[Key] = set()
    for node in before:
        left += _finished(node, before, seen)
    rings: dict[Key, int] = {}
    seen = set()
    for count, node in enumerate(reversed(left)):
        rings |= dict.fromkeys(_finished(node, after, seen), count)
    return rings


def _finished(
    start: Key, after: Mapping[Key, Iterable[Key]], seen: set[Key]
) -> list[Key]:
    """Walk depth-first to what is not seen yet; return it, what is left first first."""
    if start in seen:
        return []
    seen.add(start)
    found = []
    way = [(start, iter(after[start]))]
    while way:
        node, others = way[-1]
        new = next((other for other in others if other not in seen), None)
        if new is None:
            found.append(node)
            way.pop()
        else:
            seen.add(new)
            way.append((new, iter(after[new])))
    return found
