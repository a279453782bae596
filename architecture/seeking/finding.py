"""Find what answers to a text, the best first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from architecture.duplicates.terms import gathered
from architecture.layers import Layer
from architecture.seeking.arrays import BREAK, Entries, Flags, Ints
from architecture.seeking.building import LAYERS
from architecture.seeking.wording import Query

CODE, BEGINS, INITIALS, NAMED, TOLD, NOTHING = range(6)
"""How well something answers: the first of these is the best."""

_TIER, _RETIRED, _SHARED = 42, 41, 40
"""Where these stand in the number that what was found is sorted by."""


_NONE: Ints = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Whose entries are looked at: all of `own`, of others what is shared."""

    own: frozenset[int]
    organisations: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Matches:
    """What answers to a text: elements with their layers; the least `order` is best."""

    element: Ints
    layer: Ints
    order: Ints

    def __len__(self) -> int:
        """Return how many there are."""
        return len(self.element)

    @classmethod
    def of_all(cls, several: Sequence["Matches"]) -> "Matches":
        """Return all that one of them has, each once, with its best order."""
        element = np.concatenate([_NONE, *(each.element for each in several)])
        layer = np.concatenate([_NONE, *(each.layer for each in several)])
        order = np.concatenate([_NONE, *(each.order for each in several)])
        sequence = np.argsort(order, kind="stable")
        _, first = np.unique(element[sequence], return_index=True)
        chosen = sequence[first]
        return cls(element[chosen], layer[chosen], order[chosen])

    def counts(self) -> dict[Layer, int]:
        """Return how many of each layer there are."""
        found = np.bincount(self.layer, minlength=len(LAYERS)).tolist()
        return {layer: many for layer, many in zip(LAYERS, found, strict=True) if many}

    def of(self, layer: Layer) -> "Matches":
        """Return those of a layer."""
        return self._those(self.layer == LAYERS.index(layer))

    def without(self, others: "Matches") -> "Matches":
        """Return those that are not among others."""
        return self._those(~np.isin(self.element, others.element))

    def best(self, first: int, last: int) -> list[int]:
        """Return the elements from one place to another, the best first."""
        order = self.order
        near = np.arange(len(order))
        if last < len(order):
            near = np.argpartition(order, last)[:last]
        several = near[np.argsort(order[near])][first:last]
        return [int(element) for element in self.element[several]]

    def _those(self, chosen: Any) -> "Matches":
        return Matches(self.element[chosen], self.layer[chosen], self.order[chosen])


class Part:
    """Entries that can be asked."""

    def __init__(self, entries: Entries) -> None:
        """Keep the words at hand as one text."""
        self.entries = entries
        self._words = entries.words.tobytes()

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self.entries)

    def tiers(self, query: Query) -> Any:
        """Return how well each entry answers."""
        entries = self.entries
        tiers = np.full(len(entries), NOTHING, np.int8)
        told, named = self._saying(query)
        tiers[told] = TOLD
        tiers[named] = NAMED
        text = query.text.encode()
        known, sure = self._known(text)
        tiers[known[sure > 0]] = INITIALS
        begins = slice(self.place(text), self.place(text, after=True))
        tiers[begins] = BEGINS
        tiers[known[sure == 0]] = CODE
        return tiers

    def seen(self, narrowed: Narrowed) -> Flags:
        """Return the scope: of the own governments all, of others what is shared."""
        entries = self.entries
        seen: Flags = entries.shared ^ _among(entries.government, narrowed.own)
        if narrowed.organisations:
            seen &= _among(entries.organisation, narrowed.organisations)
        return seen

    def place(self, text: bytes, *, after: bool = False) -> int:
        """Return where a name would stand; `after` all that begin with it."""
        return _bisected(self.entries.name, len(self), text, after=after)

    def of(self, elements: Iterable[int]) -> Flags:
        """Tell which entries are of these elements."""
        return _among(self.entries.element, elements)

    def saying(self, word: str, *, whole: bool = True) -> Flags:
        """Tell which entries say a word, or one that has it in it."""
        words = self._bearing((word,), whole=whole)
        places, _ = gathered(self.entries.said_starts, words)
        said = np.zeros(len(self), np.bool_)
        said[self.entries.said[places]] = True
        return said

    def bearing(self, piece: bytes, length: int) -> list[str]:
        """Return the words of about that length with a piece in them."""
        starts = self.entries.word_starts
        found = self._words_at(self._places_of(piece))
        ends = np.append(starts, len(self._words) - 1)
        near = found[np.abs(ends[found + 1] - starts[found] - 1 - length) <= 1]
        return [
            self._words[starts[at] + 1 : ends[at + 1]].decode() for at in near.tolist()
        ]

    def _known(self, text: bytes) -> tuple[Any, Any]:
        entries = self.entries
        many = len(entries.key_entries)
        first = _bisected(entries.key, many, text)
        last = _bisected(entries.key, many, text + b"\0")
        return entries.key_entries[first:last], entries.key_tiers[first:last]

    def _saying(self, query: Query) -> tuple[Flags, Flags]:
        """Return which entries say each word, and which do so in their names."""
        asked = [*query.parts, *((word,) for word in query.whole)]
        told = np.full(len(self), bool(asked))
        named = told.copy()
        for part in asked:
            whole = part[0] in query.whole
            words = self._bearing(part, whole=whole)
            places, _ = gathered(self.entries.said_starts, words)
            entry, in_name = self.entries.said[places], self.entries.named[places]
            here = np.zeros(len(self), np.bool_)
            here[entry] = True
            told &= here
            here[:] = False
            here[entry[in_name]] = True
            named &= here
        return told, named

    def _bearing(self, part: Iterable[str], *, whole: bool) -> Ints:
        """Return the words that have one of these in them, or are one of them."""
        found: list[int] = []
        for word in part:
            needle = word.encode()
            found += self._places_of(BREAK + needle + BREAK if whole else needle)
        return self._words_at(found)

    def _places_of(self, needle: bytes) -> list[int]:
        text, found = self._words, []
        at = text.find(needle)
        while at >= 0:
            found.append(at)
            at = text.find(needle, at + 1)
        return found

    def _words_at(self, places: list[int]) -> Ints:
        starts = self.entries.word_starts
        return np.unique(np.searchsorted(starts, places, side="right") - 1)


class Index:
    """What was kept, and what changed since, which stands for what it was before."""

    def __init__(self, base: Part, gone: Iterable[int], fresh: Entries) -> None:
        """Take entries, the elements that were read anew, and their entries."""
        self.base, self.fresh = base, Part(fresh)
        self.stale = base.of(gone)

    @cached_property
    def _between(self) -> Ints:
        """Return where the fresh ones would stand in the base."""
        several = [
            self.base.place(self.fresh.entries.name(at)) for at in range(self._wide)
        ]
        return np.array(several, np.int64)

    @property
    def _wide(self) -> int:
        return len(self.fresh)

    def found(self, query: Query, narrowed: Narrowed) -> Matches:
        """Return all that answers to a text."""
        step = self._wide + 1
        base = np.arange(len(self.base)) * step + self._wide
        parts = [_matches(self.base, query, narrowed, base, ~self.stale)]
        if self._wide:
            fresh = self._between * step + np.arange(self._wide)
            parts.append(_matches(self.fresh, query, narrowed, fresh))
        return parts[0] if len(parts) == 1 else Matches.of_all(parts)


def _matches(
    part: Part, query: Query, narrowed: Narrowed, places: Ints, kept: Any = True
) -> Matches:
    """Return what answers; of what does so as well, what is live and own is better."""
    tiers = part.tiers(query)
    chosen = np.flatnonzero((tiers < NOTHING) & part.seen(narrowed) & kept)
    entries = part.entries
    order = places[chosen]
    order += tiers[chosen].astype(np.int64) << _TIER
    order += (~entries.live[chosen]).astype(np.int64) << _RETIRED
    order += entries.shared[chosen].astype(np.int64) << _SHARED
    return Matches(
        entries.element[chosen], entries.layer[chosen].astype(np.int64), order
    )


def _among(numbers: Any, several: Iterable[int]) -> Flags:
    chosen = np.array(sorted(several), np.int64)
    found: Flags = np.isin(numbers, chosen)
    return found


def _bisected(of: Any, many: int, text: bytes, *, after: bool = False) -> int:
    """Return the first place whose text is not before `text`, or begins otherwise."""
    low, high = 0, many
    while low < high:
        middle = (low + high) // 2
        here = of(middle)
        if here < text or (after and here.startswith(text)):
            low = middle + 1
        else:
            high = middle
    return low
