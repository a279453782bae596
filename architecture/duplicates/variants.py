"""Find where the words of a variant stand close together, in many texts at once."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SLACK = 4  # how many other words may stand between the words of a variant

SIEVE = 1 << 20  # a power of two; pairs that share no place in it need no search

Ints = NDArray[np.int64]
Hit = tuple[int, int, tuple[int, ...]]
"""Text, number of the concept, places of the words."""


class _Entry(NamedTuple):
    """A variant of two words and more, looked for by two of them."""

    concept: int
    anchor: int
    reach: int
    rest: tuple[int, ...]


class Variants:
    """The variants of a thesaurus, as numbers of tokens."""

    def __init__(
        self,
        variants: Sequence[tuple[int, tuple[int, ...]]],
        weak: NDArray[np.bool_],
        names: Sequence[str],
    ) -> None:
        """Take concept and distinct tokens of each; weak words must stand together."""
        shares: dict[int, int] = defaultdict(int)
        for _, tokens in variants:
            for token in tokens:
                shares[token] += 1
        self._size = len(weak)
        self._wanted = np.zeros(self._size, np.bool_)
        self._alone: dict[int, list[int]] = defaultdict(list)
        pairs: dict[int, list[_Entry]] = defaultdict(list)
        for concept, tokens in variants:
            self._wanted[list(tokens)] = True
            rare = sorted(tokens, key=lambda token: (shares[token], names[token]))
            if len(rare) == 1:
                self._alone[rare[0]].append(concept)
                continue
            close = all(weak[token] for token in tokens)
            reach = len(tokens) - 1 + (0 if close else SLACK)
            entry = _Entry(concept, rare[0], reach, tuple(rare[1:]))
            pairs[self._key(rare[0], rare[1])].append(entry)
        self._single = np.zeros(self._size, np.bool_)
        self._single[list(self._alone)] = True
        self._settle(pairs)

    def _key(self, one: int, other: int) -> int:
        return min(one, other) * self._size + max(one, other)

    def _settle(self, pairs: dict[int, list[_Entry]]) -> None:
        self._keys = np.array(sorted(pairs), np.int64)
        self._likely = np.zeros(SIEVE, np.bool_)
        self._likely[self._keys & (SIEVE - 1)] = True
        self._entries = [entry for key in sorted(pairs) for entry in pairs[key]]
        counts = [len(pairs[key]) for key in sorted(pairs)]
        self._starts = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
        self._anchors = np.array([e.anchor for e in self._entries], np.int64)
        self._third = np.array(
            [e.rest[1] if len(e.rest) > 1 else 0 for e in self._entries], np.int32
        )
        self._reach = np.array([e.reach for e in self._entries], np.int64)
        self._farthest = int(self._reach.max(initial=0))

    def find(self, token: NDArray[np.int32], text: Ints) -> list[Hit]:
        """Return the hits in order, each once; of a word the nearest other counts.

        `token` holds 0 for what no thesaurus knows, `text` the text of each token.
        """
        place = np.flatnonzero(self._wanted[token])
        here = token[place].astype(np.int64)
        hits = set(self._ones(place, here, text))
        if len(self._keys):
            hits.update(self._several(place, here, token, text))
        return sorted(hits)

    def _ones(self, place: Ints, here: Ints, text: Ints) -> Iterator[Hit]:
        alone = place[self._single[here]]
        numbers = here[self._single[here]].tolist()
        for at, of, number in zip(
            alone.tolist(), text[alone].tolist(), numbers, strict=True
        ):
            for concept in self._alone[number]:
                yield of, concept, (at,)

    def _several(
        self, place: Ints, here: Ints, token: NDArray[np.int32], text: Ints
    ) -> Iterator[Hit]:
        entry, anchor, other = self._nearest(place, here, text)
        near = self._third_near(entry, anchor, token, text)
        entry, anchor, other = entry[near], anchor[near], other[near]
        entries = self._entries
        for number, at, near, of in zip(
            entry.tolist(),
            anchor.tolist(),
            other.tolist(),
            text[anchor].tolist(),
            strict=True,
        ):
            found = entries[number]
            if len(found.rest) == 1:
                yield of, found.concept, (at, near) if at < near else (near, at)
                continue
            places = _around(at, found, token, text)
            if places:
                yield of, found.concept, places

    def _third_near(
        self, entry: Ints, anchor: Ints, token: NDArray[np.int32], text: Ints
    ) -> NDArray[np.bool_]:
        """Tell where the third word, if there is one, stands within reach too."""
        third, reach = self._third[entry], self._reach[entry]
        found: NDArray[np.bool_] = third == 0
        open_ = np.flatnonzero(~found)
        third, reach, anchor = third[open_], reach[open_], anchor[open_]
        met = np.zeros(len(open_), np.bool_)
        for step in range(-self._farthest, self._farthest + 1):
            at = anchor + step
            at[(at < 0) | (at >= len(token))] = -1
            met |= (
                (token[at] == third)
                & (at >= 0)
                & (text[at] == text[anchor])
                & (reach >= abs(step))
            )
        found[open_] = met
        return found

    def _nearest(self, place: Ints, here: Ints, text: Ints) -> tuple[Ints, Ints, Ints]:
        """Return entry, place of the anchor and of the nearest second word."""
        firsts, seconds, keys = [], [], []
        for step in range(1, min(self._farthest, len(place) - 1) + 1):
            near = np.flatnonzero(place[step:] - place[:-step] <= self._farthest)
            if not len(near):
                break
            one, two = here[near], here[near + step]
            key = np.minimum(one, two) * self._size + np.maximum(one, two)
            likely = self._likely[key & (SIEVE - 1)]
            near, key = near[likely], key[likely]
            at = np.minimum(np.searchsorted(self._keys, key), len(self._keys) - 1)
            known = self._keys[at] == key
            known &= text[place[near]] == text[place[near + step]]
            firsts.append(place[near[known]])
            seconds.append(place[near[known] + step])
            keys.append(at[known])
        if not firsts:
            return (np.zeros(0, np.int64),) * 3
        return self._best(
            np.concatenate(firsts),
            np.concatenate(seconds),
            np.concatenate(keys),
            place,
            here,
        )

    def _best(
        self, first: Ints, second: Ints, key: Ints, place: Ints, here: Ints
    ) -> tuple[Ints, Ints, Ints]:
        counts = self._starts[key + 1] - self._starts[key]
        row = np.repeat(np.arange(len(key)), counts)
        entry = np.arange(len(row)) - (np.cumsum(counts) - counts)[row]
        entry += self._starts[key[row]]
        first, second = first[row], second[row]
        fits = second - first <= self._reach[entry]
        entry, first, second = entry[fits], first[fits], second[fits]
        leads = here[np.searchsorted(place, first)] == self._anchors[entry]
        anchor = np.where(leads, first, second)
        other = np.where(leads, second, first)
        order = np.lexsort((other, np.abs(other - anchor), anchor, entry))
        entry, anchor, other = entry[order], anchor[order], other[order]
        new = np.ones(len(entry), np.bool_)
        new[1:] = (entry[1:] != entry[:-1]) | (anchor[1:] != anchor[:-1])
        return entry[new], anchor[new], other[new]


def _around(
    anchor: int, entry: _Entry, token: NDArray[np.int32], text: Ints
) -> tuple[int, ...]:
    """Return the places of all words of an entry nearest to its anchor, if in reach."""
    start = max(0, anchor - entry.reach)
    nearby = token[start : anchor + entry.reach + 1].tolist()
    of = text[start : anchor + entry.reach + 1].tolist()
    home = of[anchor - start]
    places = [anchor]
    for wanted in entry.rest:
        found = [
            start + at
            for at, number in enumerate(nearby)
            if number == wanted and of[at] == home
        ]
        if not found:
            return ()
        places.append(min(found, key=lambda at: abs(at - anchor)))
    places.sort()
    return tuple(places) if places[-1] - places[0] <= entry.reach else ()
