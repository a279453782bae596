"""Find the terms and concepts of a thesaurus in many texts at once."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, islice, pairwise
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

from architecture.duplicates.passing import BETWEEN, STOPS, Shares, shares
from architecture.duplicates.text import LONGEST, WORD, Words, compact, fold, plain
from architecture.duplicates.thesaurus import Thesaurus
from architecture.duplicates.variants import Variants
from architecture.duplicates.vocabulary import BREAK, ROOT, Vocabulary

MARK = "~"  # begins the name of a term, so that it never meets a plain root
SPLIT = re.compile(rf"[a-z0-9]+|{BREAK}|,|{STOPS}")

Numbers = NDArray[np.int32]
Places = NDArray[np.int64]
Flags = NDArray[np.bool_]
Phrases = dict[int, list[tuple[tuple[int, ...], int]]]
"""From the number of a first word to phrases: all their numbers, and their term."""


@dataclass(slots=True)
class Reading:
    """Many texts, read at once.

    `token` holds the numbers of roots and terms of all texts in order and `text` the
    text that each is of, both as long as there are tokens.  `hits` are the concepts:
    text, number of the concept, places of its words in `token`.
    """

    vocabulary: Vocabulary
    token: Numbers
    text: Places
    closed: Numbers
    """`token`, with 0 for what no thesaurus knows."""
    share: Shares
    """How much of each token counts in prose, in eighths."""
    _spelt: list[str]
    _kept: Places
    _begin: Places
    _length: Places
    hits: list[tuple[int, int, tuple[int, ...]]] = field(default_factory=list)

    def written(self, place: int) -> str:
        """Return the words of a token as they were written, folded."""
        begin = int(self._begin[place])
        words = self._kept[begin : begin + int(self._length[place])]
        return " ".join(self._spelt[at] for at in words.tolist())

    def names(self) -> list[str]:
        """Return the names of all tokens."""
        names = self.vocabulary.names
        return [names[number] for number in self.token.tolist()]


class Matcher:
    """Reads texts with one thesaurus; it is shared freely.

    `weak`, `objects`, `activities` and `terms` tell of each number of the thesaurus
    whether it says little, whom or what the work is about, what is done, and whether it
    is a term.
    """

    def __init__(self, words: Words, thesaurus: Thesaurus) -> None:
        """Teach the words of the thesaurus to `words`, and sort its variants."""
        self.words = words
        self.thesaurus = thesaurus
        self._learn_lexicon()
        self._known = self._known_names()
        self._vocabulary = Vocabulary(self._known, words.find_root, words.marks)
        self._numbers = {name: at for at, name in enumerate(self._vocabulary.names)}
        self._flag()
        self._read_terms()
        self._read_kinds()
        self.acronyms: dict[str, int] = {}
        self._variants = self._read_concepts()

    def read(self, texts: Sequence[str]) -> Reading:
        """Return tokens and concepts of texts; of each `LONGEST` letters are read."""
        reading = self._tokenise(texts)
        found = self._variants.find(reading.closed, reading.text)
        reading.hits = self._narrowest(found)
        return reading

    def tokens(self, text: str) -> list[str]:
        """Return the roots of one text, words for the same term turned into one."""
        return self._tokenise([text]).names()

    def tokens_of_each(self, texts: Sequence[str]) -> Iterator[list[str]]:
        """Yield what `tokens` returns for each text; of many this is much faster."""
        reading = self._tokenise(texts)
        names = reading.names()
        for start, end in _spans(reading, len(texts)):
            yield names[start:end]

    def concepts(self, text: str) -> list[int]:
        """Return the numbers of the concepts in one text."""
        return [number for _, number, _ in self.read([text]).hits]

    def phrases_of_kinds(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Yield where a phrase begins that is a kind of a term, and that term."""
        found = _phrases(
            reading.closed, reading.text, self._kind_begins, self._kind_phrases
        )
        for place, _, term in found:
            yield place, term

    def is_term(self, word: str) -> bool:
        """Tell whether one folded word stands for a term."""
        root = self._vocabulary[word] & ROOT
        known = root < self._vocabulary.closed
        return known and 0 < self._single[root] <= len(self.thesaurus.terms)

    def stands(self, number: int, told: Iterable[int]) -> bool:
        """Tell whether what an acronym is known for may stand beside what texts tell.

        It may where they tell nothing else, or only something broader of its branch.
        """
        concepts = self.thesaurus.concepts
        branch = concepts[number].code.partition(".")[0]
        return all(
            other == number
            or (self._broad[other] and concepts[other].code.startswith(f"{branch}."))
            for other in told
        )

    def term_label(self, token: str) -> str:
        """Return the words for people of a token."""
        return self._labels.get(token, token.replace("_", " "))

    def _tokenise(self, texts: Sequence[str]) -> Reading:
        vocabulary = self._vocabulary
        if vocabulary.full:
            words = self.words
            vocabulary = Vocabulary(self._known, words.find_root, words.marks)
            self._vocabulary = vocabulary
        spelt = SPLIT.findall(_joined(texts))
        numbers = np.fromiter(
            map(vocabulary.__getitem__, spelt), np.int32, count=len(spelt)
        )
        root = numbers & ROOT
        kept = np.flatnonzero(root)
        mark = numbers // (ROOT + 1)
        text: Places = np.cumsum(mark == BETWEEN, dtype=np.int64)[kept]
        share = shares(mark)[kept]
        root = root[kept]
        closed = np.where(root < vocabulary.closed, root, 0)
        token = np.where(closed > 0, self._single[closed], root)
        length = np.ones(len(token), np.int64)
        stays = np.ones(len(token), np.bool_)
        free = 0
        for place, size, term in _phrases(closed, text, self._begins, self._phrases):
            if place >= free:
                token[place] = term
                length[place] = size
                stays[place + 1 : place + size] = False
                free = place + size
        begin = np.flatnonzero(stays)
        token = token[begin]
        return Reading(
            vocabulary,
            token,
            text[begin],
            np.where(token < vocabulary.closed, token, 0),
            share[begin],
            spelt,
            kept,
            begin,
            length[begin],
        )

    def _narrowest(
        self, found: list[tuple[int, int, tuple[int, ...]]]
    ) -> list[tuple[int, int, tuple[int, ...]]]:
        """Leave out what a longer variant or a narrower concept says with its words."""
        kept: list[tuple[int, int, tuple[int, ...]]] = []
        for _, group in groupby(found, key=itemgetter(0)):
            hits = list(group)
            places = [place for hit in hits for place in hit[2]]
            if len(set(places)) < len(places):  # else no two have a word in common
                hits = _longest(hits)
                broad = self._broad
                narrow = {p for _, number, at in hits if not broad[number] for p in at}
                hits = [
                    hit
                    for hit in hits
                    if not broad[hit[1]] or narrow.isdisjoint(hit[2])
                ]
            kept += hits
        return kept

    def _learn_lexicon(self) -> None:
        terms = self.thesaurus.terms
        texts = [word for term in terms for word in (*term.words, *term.narrower)]
        for concept in self.thesaurus.concepts:
            texts += concept.variants
        lexicon = {word for text in texts for word in WORD.findall(fold(text))}
        self.words.learn(lexicon | set(self.words.roots))

    def _known_names(self) -> list[str]:
        """Return every name that the thesaurus gives a meaning, each once."""
        names = [MARK + term.code for term in self.thesaurus.terms]
        names += sorted(self.words.weak)
        for term in self.thesaurus.terms:
            for text in (*term.words, *term.narrower):
                names += self.words.sequence(text)
        for concept in self.thesaurus.concepts:
            for text in concept.variants:
                names += self.words.sequence(text)
        return list(dict.fromkeys(names))

    def _flag(self) -> None:
        kinds: dict[str, list[int]] = defaultdict(list)
        self._labels: dict[str, str] = {}
        for number, term in enumerate(self.thesaurus.terms, start=1):
            kinds[term.kind].append(number)
            self._labels[MARK + term.code] = term.label
        terms = range(1, len(self.thesaurus.terms) + 1)
        self.terms = self._flags(terms)
        self.objects = self._flags(kinds["object"])
        self.activities = self._flags(kinds["activity"])
        self.object_names = self._named(kinds["object"])
        self.activity_names = self._named(kinds["activity"])
        self.weak = self._flags([self._numbers[word] for word in self.words.weak])

    def _named(self, numbers: Sequence[int]) -> frozenset[str]:
        return frozenset(self._vocabulary.names[number] for number in numbers)

    def _flags(self, numbers: Sequence[int] | range) -> Flags:
        flags = np.zeros(self._vocabulary.closed, np.bool_)
        flags[list(numbers)] = True
        return flags

    def _read_terms(self) -> None:
        self._single = np.arange(self._vocabulary.closed, dtype=np.int32)
        self._phrases: Phrases = {}
        numbers = self._numbers
        for number, term in enumerate(self.thesaurus.terms, start=1):
            for text in term.words:
                roots = tuple(numbers[root] for root in self.words.sequence(text))
                if len(roots) == 1 and not self.weak[roots[0]]:
                    if self._single[roots[0]] == roots[0]:
                        self._single[roots[0]] = number
                elif len(roots) > 1:
                    self._phrases.setdefault(roots[0], []).append((roots, number))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda item: (-len(item[0]), item))
        self._begins = self._flags(list(self._phrases))

    def _read_kinds(self) -> None:
        self.kinds: dict[int, list[int]] = defaultdict(list)
        self._kind_phrases: Phrases = {}
        for number, term in enumerate(self.thesaurus.terms, start=1):
            for tokens in self._closed_tokens(term.narrower):
                if len(tokens) == 1 and tokens[0] != number:
                    self.kinds[tokens[0]].append(number)
                elif len(tokens) > 1:
                    phrases = self._kind_phrases.setdefault(tokens[0], [])
                    phrases.append((tokens, number))
        self._kind_begins = self._flags(list(self._kind_phrases))

    def _closed_tokens(self, texts: Sequence[str]) -> Iterator[tuple[int, ...]]:
        """Yield the numbers of each text of the thesaurus."""
        reading = self._tokenise(texts)
        numbers = reading.token.tolist()
        for start, end in _spans(reading, len(texts)):
            yield tuple(numbers[start:end])

    def _read_concepts(self) -> Variants:
        self._broad = [concept.broad for concept in self.thesaurus.concepts]
        variants: list[tuple[int, tuple[int, ...]]] = []
        concepts = self.thesaurus.concepts
        every = self._closed_tokens([text for c in concepts for text in c.variants])
        for number, concept in enumerate(concepts):
            own = islice(every, len(concept.variants))
            found = {tuple(dict.fromkeys(tokens)) for tokens in own}
            variants += [(number, tokens) for tokens in sorted(found) if tokens]
            for text in concept.acronyms:
                self.acronyms.setdefault(compact(text), number)
        return Variants(variants, self.weak, self._vocabulary.names)


def _spans(reading: Reading, texts: int) -> Iterator[tuple[int, int]]:
    """Return where the tokens of each text begin and end."""
    ends = np.searchsorted(reading.text, np.arange(texts + 1)).tolist()
    return pairwise(ends)


def _joined(texts: Sequence[str]) -> str:
    """Return texts as one, folded, with a break between two."""
    cut = [text if len(text) <= LONGEST else text[:LONGEST] for text in texts]
    joined = BREAK.join(cut)
    if joined.count(BREAK) >= len(cut):
        joined = BREAK.join([text.replace(BREAK, " ") for text in cut])
    return plain(joined)


def _phrases(
    token: Numbers, text: Places, begins: Flags, phrases: Phrases
) -> Iterator[tuple[int, int, int]]:
    """Yield place, size and term of all phrases, the longest first where they begin."""
    places = np.flatnonzero(begins[token]).tolist()
    if not places:
        return
    numbers: list[int] = token.tolist()
    for place in places:
        for phrase, term in phrases[numbers[place]]:
            end = place + len(phrase)
            if tuple(numbers[place:end]) == phrase and text[place] == text[end - 1]:
                yield place, len(phrase), term


def _longest(
    hits: list[tuple[int, int, tuple[int, ...]]],
) -> list[tuple[int, int, tuple[int, ...]]]:
    """Leave out what lies within the words of a longer variant of the same text."""
    several = [hit for hit in hits if len(hit[2]) > 1]
    if not several:
        return hits
    covered = {place for _, _, places in several for place in places}
    sets = [frozenset(places) for _, _, places in several]
    if len({len(places) for places in sets}) > 1:
        inside = {
            hit
            for hit, places in zip(several, sets, strict=True)
            if any(places < other for other in sets)
        }
        several = [hit for hit in several if hit not in inside]
    alone = [hit for hit in hits if len(hit[2]) == 1 and hit[2][0] not in covered]
    return sorted(alone + several)
