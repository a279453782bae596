"""Read profiles into weighted terms, each in the space where it is compared."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

import numpy as np

from architecture.duplicates.matcher import Matcher
from architecture.duplicates.names import Core, Name
from architecture.duplicates.sites import presents, shows
from architecture.duplicates.terms import (
    ACTIVITIES,
    CODES,
    CONCEPTS,
    DATA,
    ENTITIES,
    KEYS,
    NAMES,
    OBJECTS,
    SPACES,
    WHOLE,
    WORDS,
    Flags,
    Rows,
    Terms,
    term,
)
from architecture.duplicates.text import compact
from architecture.duplicates.told import IN_NAME, NAMED, SHORT, SPELT, Found, texts_of
from architecture.duplicates.values import Profile

BARE = 4  # the weight of a concept for which only a doubtful acronym stands
CORE = 6  # the weight of the word by which a name is known: alike, but not the same
WIDER = 4  # the weight of a code above the one that is stated
LITTLE = 3  # so few telling words leave room for what an acronym stands for
REMEMBERED = 50_000  # kinds of data whose reading is kept
ITEMS = re.compile(r"[;,\n]|\bdan\b")


class Reader:
    """Turns profiles into rows of terms with one thesaurus."""

    def __init__(self, matcher: Matcher) -> None:
        """Read with the thesaurus of a matcher."""
        self.matcher = matcher
        self.spelling: dict[int, str] | None = None
        """Set to a dictionary, it learns how each term is spelt, its space first."""
        concepts = matcher.thesaurus.concepts
        self._entities: dict[str, tuple[int, ...]] = {}
        self._codes: dict[str, tuple[int, ...]] = {}
        self._broad = np.array([concept.broad for concept in concepts], np.bool_)
        self._concepts = np.array(
            [term(CONCEPTS, concept.code) for concept in concepts], np.uint64
        )
        kinds = matcher.kinds
        self._kinds = np.zeros(len(matcher.weak), np.bool_)
        self._kinds[list(kinds)] = True
        self._known: dict[str, bool] = {}

    def read(
        self,
        profiles: Sequence[Profile],
        names: Sequence[Name],
        long_forms: Sequence[str] = (),
    ) -> Rows:
        """Return the terms of profiles; their long forms, if any, help needy rows.

        A long form learnt elsewhere is used only where the profile itself says too
        little to contradict it.
        """
        texts = texts_of(profiles, names, long_forms, self.matcher.acronyms)
        reading = self.matcher.read(texts.texts)
        found = Found(self.matcher, reading, texts, len(profiles))
        terms = Terms()
        said = self._concepts_said(found, names)
        needy = (found.told < LITTLE) & ~said.any_concept
        self._add_tokens(terms, found, needy)
        self._add_concepts(terms, found, said, needy)
        self._add_data(terms, profiles)
        self._add_names(terms, names)
        self._add_codes(terms, profiles)
        site = np.array([presents(profile) for profile in profiles], np.bool_)
        starts, kept, weights = terms.summed(site)
        needy &= np.array([bool(n.acronyms) and not n.long for n in names], np.bool_)
        short = [self._short(name) for name in names]
        looks = [each or name.keys for each, name in zip(short, names, strict=True)]
        return Rows(
            starts,
            kept,
            weights,
            ["".join(f"^{key}$" for key in keys) for keys in looks],
            site,
            np.array([shows(profile) for profile in profiles], np.bool_),
            np.array([self._coined(name) for name in names], np.bool_),
            np.array([bool(each) for each in short], np.bool_),
            needy,
        )

    def _add_tokens(self, terms: Terms, found: Found, needy: Flags) -> None:
        matcher, reading = self.matcher, found.reading
        use = found.telling & ((found.place != SPELT) | needy[found.row])
        row, weight = found.row[use], found.weight[use]
        token, closed = reading.token[use], reading.closed[use]
        hashes = reading.vocabulary.hashes[token]
        terms.add(row, hashes | np.uint64(WORDS), weight)
        named = found.place[use] == NAMED
        terms.add(
            row[named], hashes[named] | np.uint64(NAMES), np.full(named.sum(), WHOLE)
        )
        objects = matcher.objects[closed]
        terms.add(row[objects], hashes[objects] | np.uint64(OBJECTS), weight[objects])
        acts = matcher.activities[closed] & ~objects
        terms.add(row[acts], hashes[acts] | np.uint64(ACTIVITIES), weight[acts])
        self._add_kinds(terms, found, use)
        if self.spelling is not None:
            names = reading.vocabulary.names
            for number in np.unique(token).tolist():
                for space in (WORDS, OBJECTS, ACTIVITIES, DATA, NAMES):
                    self._spell(space, names[number])

    def _add_kinds(self, terms: Terms, found: Found, use: Flags) -> None:
        """Add the wider terms of which words and phrases are kinds."""
        matcher, reading = self.matcher, found.reading
        rows, wider, weights = [], [], []
        for place in np.flatnonzero(use & self._kinds[reading.closed]).tolist():
            for number in matcher.kinds[int(reading.closed[place])]:
                rows.append(int(found.row[place]))
                wider.append(number)
                weights.append(int(found.weight[place]))
        for place, number in matcher.phrases_of_kinds(reading):
            if found.place[place] not in (SHORT, SPELT) or use[place]:
                rows.append(int(found.row[place]))
                wider.append(number)
                weights.append(int(found.weight[place]))
        for number in set(wider):
            for space in (WORDS, OBJECTS, ACTIVITIES):
                self._spell(space, reading.vocabulary.names[number])
        row, weight = np.array(rows, np.int64), np.array(weights, np.int64)
        token = np.array(wider, np.int64)
        hashes = reading.vocabulary.hashes[token]
        terms.add(row, hashes | np.uint64(WORDS), weight // 2)
        for flags, space in (
            (matcher.objects[token], OBJECTS),
            (matcher.activities[token] & ~matcher.objects[token], ACTIVITIES),
        ):
            terms.add(row[flags], hashes[flags] | np.uint64(space), weight[flags])

    def _concepts_said(self, found: Found, names: Sequence[Name]) -> "_Said":
        """Return what acronyms are known for, unless the texts speak of other work."""
        acronyms = self.matcher.acronyms
        said = _Said(np.zeros(len(names), np.bool_))
        said.any_concept[found.hit_row[found.hit_place != SPELT]] = True
        known = [
            row
            for row, name in enumerate(names)
            if not acronyms.keys().isdisjoint(name.acronyms)
        ]
        if not known:
            return said
        texts, spelt = found.concepts_of(known)
        for row in known:
            mine = texts[row]
            for at, acronym in enumerate(names[row].acronyms):
                number = acronyms.get(acronym)
                if number is None:
                    mine |= spelt[row, at]
                    continue
                if number not in mine and names[row].explained:
                    continue
                if self.matcher.stands(number, mine):
                    little = found.told[row] <= LITTLE or number in mine
                    said.add(row, number, IN_NAME if little else BARE)
                    mine.add(number)
                elif number in mine:
                    said.add(row, number, WHOLE)
        said.any_concept[said.row] = True
        return said

    def _add_concepts(
        self, terms: Terms, found: Found, said: "_Said", needy: Flags
    ) -> None:
        use = (found.hit_place != SPELT) | needy[found.hit_row]
        codes = self._concepts[found.hit_concept[use]]
        row, concept, weight, phrase, only = (
            column[use]
            for column in (
                found.hit_row,
                found.hit_concept,
                found.hit_weight,
                found.hit_phrase,
                found.hit_object,
            )
        )
        # where something narrower is told too, what is broad is said in passing, and
        # where a phrase tells the work, so is a word for whom or what it is about
        narrow, told = np.zeros((2, len(needy)), np.bool_)
        narrow[row[~self._broad[concept]]] = True
        told[row[phrase]] = True
        aside = (self._broad[concept] & narrow[row]) | (only & told[row])
        weight = np.where(aside, weight // 2, weight)
        terms.add(row, codes, weight)
        if said.row:
            terms.add(
                np.array(said.row, np.int64),
                self._concepts[said.concept],
                np.array(said.weight, np.int64),
            )
        if self.spelling is not None:
            for concept in self.matcher.thesaurus.concepts:
                self._spell(CONCEPTS, concept.code)

    def _add_data(self, terms: Terms, profiles: Sequence[Profile]) -> None:
        items = [
            (row, item)
            for row, profile in enumerate(profiles)
            for text in (profile.data_used, profile.data_produced)
            if text
            for item in ITEMS.split(text.lower())
        ]
        entities = self._entities
        if len(entities) > REMEMBERED:
            entities.clear()
        missing = {item: None for _, item in items if item not in entities}
        if missing:
            entities = self._entities = entities | self._read_items(list(missing))
        found = [(row, entities[item]) for row, item in items]
        rows = [row for row, kinds in found for _ in kinds]
        terms.list(rows, list(chain.from_iterable(k for _, k in found)), WHOLE)

    def _read_items(self, items: list[str]) -> dict[str, tuple[int, ...]]:
        """Return the terms of kinds of data: each telling word, and all together."""
        reading = self.matcher.read(items)
        telling = ~self.matcher.weak[reading.closed]
        words: dict[int, set[str]] = defaultdict(set)
        names = reading.vocabulary.names
        for text, number in zip(
            reading.text[telling].tolist(), reading.token[telling].tolist(), strict=True
        ):
            words[text].add(names[number])
        found: dict[str, tuple[int, ...]] = {}
        for at, item in enumerate(items):
            told = sorted(words.get(at, ()))
            for space, text in ((ENTITIES, " ".join(told)), *((DATA, w) for w in told)):
                self._spell(space, text)
            entity = [term(ENTITIES, " ".join(told))] if told else []
            found[item] = (*(term(DATA, word) for word in told), *entity)
        return found

    def _add_names(self, terms: Terms, names: Sequence[Name]) -> None:
        rows = [row for row, name in enumerate(names) for _ in name.keys]
        keys = [term(KEYS, key) for name in names for key in name.keys]
        terms.list(rows, keys, WHOLE)
        cores = [
            (row, core)
            for row, name in enumerate(names)
            for core in name.cores
            if len(core.text) > 3 and self._known_by(core)
        ]
        texts = [term(KEYS, core.text) for _, core in cores]
        terms.list([row for row, _ in cores], texts, CORE)

    def _known_by(self, core: Core) -> bool:
        """Tell whether a core is a name of its own, and no word of every day."""
        means = self.matcher.words.means
        if core.alone:
            return core.prefixed or not means(core.word)
        if core.loud:
            known = core.word in self.matcher.acronyms
            return not known and not self.matcher.is_term(core.word)
        return core.prefixed and not means(core.word)

    def _short(self, name: Name) -> tuple[str, ...]:
        """Return the short forms of a name; none if it only describes."""
        cores = (core.word for core in name.cores if self._known_by(core))
        return tuple(dict.fromkeys((*name.acronyms, *cores)))

    def _add_codes(self, terms: Terms, profiles: Sequence[Profile]) -> None:
        for weight, place in ((WHOLE, slice(0, 1)), (WIDER, slice(1, None))):
            found = [
                (row, code)
                for row, profile in enumerate(profiles)
                for each in profile.codes
                for code in self._codes_of(each)[place]
            ]
            terms.list([row for row, _ in found], [code for _, code in found], weight)

    def _codes_of(self, code: str) -> tuple[int, ...]:
        """Return the terms of a code and of those above it, itself first.

        The class of an application says nothing about its work.
        """
        found = self._codes.get(code)
        if found is None:
            parts = code.strip().upper().split(".")
            kept = bool(compact(parts[0])) and parts[0] != "RAA"
            ends = range(len(parts), min(1, len(parts) - 1), -1) if kept else ()
            texts = [".".join(parts[:end]) for end in ends]
            for text in texts:
                self._spell(CODES, text)
            if len(self._codes) > REMEMBERED:
                self._codes.clear()
            found = self._codes[code] = tuple(term(CODES, text) for text in texts)
        return found

    def _spell(self, space: int, text: str) -> None:
        if self.spelling is not None:
            self.spelling[term(space, text)] = SPACES[space] + text

    def _coined(self, name: Name) -> bool:
        """Tell whether somebody invented the name, so that it is hardly met twice."""
        words = name.acronyms or name.long.split()
        return not all(map(self._knows, words))

    def _knows(self, word: str) -> bool:
        known = self._known.get(word)
        if known is None:
            if len(self._known) > REMEMBERED:
                self._known.clear()
            known = self._known[word] = self.matcher.words.knows(word)
        return known


@dataclass(slots=True)
class _Said:
    """What acronyms add: row, concept, weight; and which rows name any concept."""

    any_concept: Flags
    row: list[int] = field(default_factory=list)
    concept: list[int] = field(default_factory=list)
    weight: list[int] = field(default_factory=list)

    def add(self, row: int, concept: int, weight: int) -> None:
        self.row.append(row)
        self.concept.append(concept)
        self.weight.append(weight)
