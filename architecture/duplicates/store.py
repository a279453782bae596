"""Terms of many profiles in flat arrays, with the lists of who has which term."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.features import Floats, Ints
from architecture.duplicates.reading import SPACES

# How much a shared term counts when candidates are picked, by its space.
REACH = dict(zip(SPACES, (1.0, 3.0, 0, 0, 0, 2.0, 0.5, 0, 0.25, 25.0), strict=True))


class Vocabulary(dict[str, int]):
    """Numbers terms in the order in which they come; `fresh` are not yet counted."""

    def __init__(self) -> None:
        """Start without terms."""
        super().__init__()
        self.fresh: list[str] = []

    def __missing__(self, term: str) -> int:
        """Give a new term the next number."""
        number = self[term] = len(self)
        self.fresh.append(term)
        return number


class Growing:
    """An array that grows at its end."""

    def __init__(self, dtype: type) -> None:
        """Start empty."""
        self._data: NDArray[np.generic] = np.zeros(1024, dtype)
        self.size = 0

    def extend(self, values: Sequence[float] | NDArray[np.generic]) -> None:
        """Append values."""
        end = self.size + len(values)
        if end > len(self._data):
            larger = np.zeros(max(end, 2 * len(self._data)), self._data.dtype)
            larger[: self.size] = self._data[: self.size]
            self._data = larger
        self._data[self.size : end] = values
        self.size = end

    @property
    def values(self) -> NDArray[np.generic]:
        """Return what has been appended, as a view."""
        return self._data[: self.size]


class Store:
    """Rows of weighted terms by slot; a removed row keeps its slot, but is dead.

    Rows added later are found through small lists until `settle` sorts all of them.
    """

    def __init__(self) -> None:
        """Start empty."""
        self.vocabulary = Vocabulary()
        self._terms = Growing(np.int32)
        self._weights = Growing(np.float32)
        self._starts = Growing(np.int64)
        self._starts.extend([0])
        self._alive = Growing(np.bool_)
        self._frequency = Growing(np.int32)
        self._spaces = Growing(np.int8)
        self._late: dict[int, list[tuple[int, float]]] = defaultdict(list)
        self._posted = 0
        self._post_starts: Ints = np.zeros(1, np.int64)
        self._post_slots: NDArray[np.int32] = np.zeros(0, np.int32)
        self._post_weights: NDArray[np.float32] = np.zeros(0, np.float32)

    @property
    def slots(self) -> int:
        """Return how many slots there are, dead ones too."""
        return self._alive.size

    @property
    def alive(self) -> NDArray[np.bool_]:
        """Return which slots count."""
        return self._alive.values.view(np.bool_)

    @property
    def frequency(self) -> NDArray[np.int32]:
        """Return in how many living rows each term occurs."""
        return self._frequency.values.view(np.int32)

    @property
    def spaces(self) -> NDArray[np.int8]:
        """Return the space of each term."""
        return self._spaces.values.view(np.int8)

    @property
    def waste(self) -> int:
        """Return how many slots are dead or not yet sorted in."""
        return self.slots - self._posted + int(np.sum(~self.alive))

    def add(self, terms: dict[str, float]) -> int:
        """Append a row and return its slot."""
        vocabulary = self.vocabulary
        numbers = [vocabulary[term] for term in terms]
        self._note_new_terms()
        slot = self.slots
        self._terms.extend(numbers)
        self._weights.extend(list(terms.values()))
        self._starts.extend([self._terms.size])
        self._alive.extend([True])
        self.frequency[numbers] += 1
        for number, weight in zip(numbers, terms.values(), strict=True):
            self._late[number].append((slot, weight))
        return slot

    def add_all(self, rows: Iterable[dict[str, float]]) -> None:
        """Append many rows and sort them in."""
        vocabulary = self.vocabulary
        numbers: list[int] = []
        weights: list[float] = []
        ends: list[int] = []
        begin = self._terms.size
        for terms in rows:
            numbers += [vocabulary[term] for term in terms]
            weights += terms.values()
            ends.append(begin + len(numbers))
        self._note_new_terms()
        self._terms.extend(np.array(numbers, np.int32))
        self._weights.extend(np.array(weights, np.float32))
        self._starts.extend(ends)
        self._alive.extend(np.ones(len(ends), np.bool_))
        self.settle()

    def remove(self, slot: int) -> None:
        """Let a row no longer count."""
        start, end = self._starts.values[slot : slot + 2].astype(int)
        self.alive[slot] = False
        self.frequency[self._terms.values[start:end]] -= 1

    def rows(self, slots: Ints) -> tuple[Ints, Ints, Floats]:
        """Return the terms of some slots: row, number of the term, weight."""
        starts = self._starts.values[slots].astype(np.int64)
        lengths = self._starts.values[slots + 1].astype(np.int64) - starts
        row = np.repeat(np.arange(len(slots)), lengths)
        offsets = np.cumsum(lengths) - lengths
        place = np.arange(int(lengths.sum())) - offsets[row] + starts[row]
        terms = self._terms.values[place].astype(np.int64)
        return row, terms, self._weights.values[place].astype(np.float64)

    def posting(self, number: int) -> tuple[NDArray[np.int32], NDArray[np.float32]]:
        """Return the slots that have a term, and its weight in each."""
        start = end = 0
        if number + 1 < len(self._post_starts):
            start, end = self._post_starts[number : number + 2]
        slots = self._post_slots[start:end]
        weights = self._post_weights[start:end]
        late = self._late.get(number)
        if not late:
            return slots, weights
        more, heavy = zip(*late, strict=True)
        return (
            np.concatenate([slots, np.array(more, np.int32)]),
            np.concatenate([weights, np.array(heavy, np.float32)]),
        )

    def settle(self) -> None:
        """Sort all living rows in, so that every term has one list."""
        starts: Ints = self._starts.values.astype(np.int64)
        lengths = starts[1:] - starts[:-1]
        slot = np.repeat(np.arange(self.slots, dtype=np.int32), lengths)
        terms = self._terms.values.view(np.int32)
        living = self.alive[slot]
        slot, kept = slot[living], terms[living]
        order = np.argsort(kept, kind="stable")
        counts = np.bincount(kept, minlength=len(self.vocabulary))
        self._post_starts = np.concatenate([[0], np.cumsum(counts)])
        self._post_slots = slot[order]
        self._post_weights = self._weights.values.view(np.float32)[living][order]
        self.frequency[:] = counts
        self._late.clear()
        self._posted = self.slots

    def _note_new_terms(self) -> None:
        fresh = self.vocabulary.fresh
        if fresh:
            self._frequency.extend(np.zeros(len(fresh), np.int32))
            self._spaces.extend([SPACES.index(term[0]) for term in fresh])
            fresh.clear()
