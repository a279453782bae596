"""What the texts of profiles tell: where each stands, its weight, what it says."""

from collections import defaultdict
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.matcher import Matcher, Reading
from architecture.duplicates.names import Name
from architecture.duplicates.terms import WHOLE, Flags
from architecture.duplicates.values import Profile

PLACES = (
    ("function", 12),
    ("description", 8),
    ("output", 6),
    ("services", 8),
    ("processes", 8),
)
PROSE = frozenset({"function", "description", "output"})
IN_NAME, IN_DATA, IN_ACRONYM = 16, 4, 8

TOLD, STATED, NAMED, SHORT, SPELT = range(5)
"""Where a text stands: uraian, data, long name, acronym, long form learnt elsewhere."""


@dataclass(slots=True)
class Texts:
    """The texts of profiles that are read together, and what each weighs."""

    texts: list[str] = field(default_factory=list)
    row: list[int] = field(default_factory=list)
    weight: list[int] = field(default_factory=list)
    place: list[int] = field(default_factory=list)
    prose: list[bool] = field(default_factory=list)
    order: dict[int, int] = field(default_factory=dict)
    """Which acronym of its row a text is."""

    def add(
        self, text: str, row: int, weight: int, place: int, prose: bool = False
    ) -> None:
        """Take a text that is not empty."""
        if text:
            self.texts.append(text)
            self.row.append(row)
            self.weight.append(weight)
            self.place.append(place)
            self.prose.append(prose)


class Found:
    """A reading with the row, weight and place of each token and of each concept."""

    def __init__(
        self, matcher: Matcher, reading: Reading, texts: Texts, rows: int
    ) -> None:
        """Take the reading of texts that belong to so many rows."""
        row = np.array(texts.row, np.int64)
        weight = np.array(texts.weight, np.int64)
        place = np.array(texts.place, np.int64)
        self.reading = reading
        self.row = row[reading.text]
        self.place = place[reading.text]
        terms = matcher.terms[reading.closed]
        self.telling = ~matcher.weak[reading.closed]
        share = _shares(reading, self.telling, np.array(texts.prose, np.bool_))
        self.weight = np.maximum(1, weight[reading.text] * share // WHOLE)
        self.telling &= (self.place != SHORT) | terms
        counted = self.row[self.telling & (self.place == TOLD)]
        self.told = np.bincount(counted, minlength=rows)
        brief, hits = (place == SHORT).tolist(), reading.hits
        if any(brief):
            hits = [
                hit for hit in hits if not brief[hit[0]] or terms[list(hit[2])].all()
            ]
        self.hit_text = np.array([hit[0] for hit in hits], np.int64)
        self.hit_concept = np.array([hit[1] for hit in hits], np.int64)
        self.hit_row = row[self.hit_text]
        shares = share.tolist()
        least = np.array([min([shares[at] for at in hit[2]]) for hit in hits], np.int64)
        self.hit_weight = np.maximum(1, weight[self.hit_text] * least // WHOLE)
        self.hit_place = place[self.hit_text]
        self.hit_phrase = np.array([len(hit[2]) > 1 for hit in hits], np.bool_)
        first = np.array([hit[2][0] for hit in hits], np.int64)
        self.hit_object = matcher.objects[reading.closed[first]] & ~self.hit_phrase
        """Whether only the name of whom or what the work is about stands for it."""
        self._texts = texts

    def concepts_of(
        self, rows: Iterable[int]
    ) -> tuple[dict[int, set[int]], dict[tuple[int, int], set[int]]]:
        """Return the concepts that texts of rows name, and those of each acronym."""
        wanted = set(rows)
        texts: dict[int, set[int]] = {row: set() for row in wanted}
        spelt: dict[tuple[int, int], set[int]] = defaultdict(set)
        for text, row, concept, place in zip(
            self.hit_text.tolist(),
            self.hit_row.tolist(),
            self.hit_concept.tolist(),
            self.hit_place.tolist(),
            strict=True,
        ):
            if row not in wanted or place == SPELT:
                continue
            if place == SHORT:
                spelt[row, self._texts.order[text]].add(concept)
            else:
                texts[row].add(concept)
        return texts, spelt


def _shares(reading: Reading, telling: Flags, prose: Flags) -> NDArray[np.int64]:
    """Return how much each token counts, in eighths.

    A text that says all in passing counts whole, as does what is not prose.
    """
    share = reading.share.astype(np.int64)
    core = telling & (share == WHOLE)
    has_core = np.bincount(reading.text[core], minlength=len(prose)) > 0
    return np.where((prose & has_core)[reading.text], share, WHOLE)


def texts_of(
    profiles: Sequence[Profile],
    names: Sequence[Name],
    long_forms: Sequence[str],
    known: Container[str],
) -> Texts:
    """Return the texts of profiles; an acronym that is `known` stands for a concept."""
    texts = Texts()
    for row, (profile, name) in enumerate(zip(profiles, names, strict=True)):
        for place, weight in PLACES:
            texts.add(getattr(profile, place), row, weight, TOLD, place in PROSE)
        texts.add(profile.data_used, row, IN_DATA, STATED)
        texts.add(profile.data_produced, row, IN_DATA, STATED)
        texts.add(name.long, row, IN_NAME, NAMED)
        for order, acronym in enumerate(name.acronyms):
            if acronym not in known:  # else it stands for a concept
                texts.order[len(texts.texts)] = order
                texts.add(acronym, row, IN_ACRONYM, SHORT)
        texts.add(long_forms[row] if long_forms else "", row, IN_ACRONYM, SPELT)
    return texts
