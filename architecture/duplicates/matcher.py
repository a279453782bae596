"""Find the terms and concepts of a thesaurus in running words."""

from collections import defaultdict
from dataclasses import dataclass

from architecture.duplicates.text import WORD, Words, compact, fold
from architecture.duplicates.thesaurus import Thesaurus

SLACK = 4  # how many other words may stand between the words of a variant
MARK = "~"  # begins the token of a term, so that it never meets a plain root


@dataclass(frozen=True, slots=True)
class Found:
    """A concept at some positions of a sequence of tokens."""

    concept: int
    positions: tuple[int, ...]


class Matcher:
    """Reads texts with one thesaurus; it changes nothing and is shared freely."""

    def __init__(self, words: Words, thesaurus: Thesaurus) -> None:
        """Teach the words of the thesaurus to `words`, and sort its variants."""
        self.words = words
        self.thesaurus = thesaurus
        self._single: dict[str, str] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        self._learn_lexicon()
        self._read_terms()
        self._anchors: dict[str, list[tuple[int, tuple[str, ...], int]]] = {}
        self.acronyms: dict[str, int] = {}
        self._read_concepts()

    def tokens(self, text: str) -> list[str]:
        """Return roots, with words for the same term turned into one token."""
        return self._join(self.words.sequence(text))[0]

    def surfaces(self, text: str) -> tuple[list[str], list[str]]:
        """Return the tokens, and beside each the words as they were written."""
        folded = [w for w in WORD.findall(fold(text)) if self.words.root(w)]
        roots = [self.words.root(word) for word in folded]
        tokens, starts = self._join(roots)
        ends = [*starts[1:], len(roots)]
        return tokens, [
            " ".join(folded[start:end]) for start, end in zip(starts, ends, strict=True)
        ]

    def concepts(self, tokens: list[str]) -> list[Found]:
        """Return the concepts in a sequence; what lies within a longer one is left."""
        anchors = self._anchors
        hits: dict[tuple[int, tuple[int, ...]], None] = {}
        present: set[str] | None = None
        for place, token in enumerate(tokens):
            variants = anchors.get(token)
            if variants is None:
                continue
            if present is None:
                present = set(tokens)
            for concept, others, reach in variants:
                if not others:
                    hits[concept, (place,)] = None
                elif present.issuperset(others):
                    positions = _nearby(tokens, place, others, reach)
                    if positions:
                        hits[concept, positions] = None
        return self._narrowest(_longest(hits)) if hits else []

    def broader(self, tokens: list[str]) -> list[str]:
        """Return the terms of which words in the sequence are kinds."""
        found = []
        for place, token in enumerate(tokens):
            for phrase, term in self._kinds.get(token, ()):
                if tuple(tokens[place : place + len(phrase)]) == phrase:
                    found.append(term)
        return found

    def term_label(self, token: str) -> str:
        """Return the words for people of a token."""
        return self._labels.get(token, token.replace("_", " "))

    def is_object(self, token: str) -> bool:
        """Tell whether a token names whom or what the work is about."""
        return token in self.objects

    def _narrowest(self, found: list[Found]) -> list[Found]:
        """Leave out broad concepts whose words a narrower one uses too."""
        if len(found) == 1:
            return found
        broad = self._broad
        narrow = {p for hit in found if not broad[hit.concept] for p in hit.positions}
        return [
            hit
            for hit in found
            if not broad[hit.concept] or narrow.isdisjoint(hit.positions)
        ]

    def _learn_lexicon(self) -> None:
        terms = self.thesaurus.terms
        texts = [word for term in terms for word in (*term.words, *term.narrower)]
        for concept in self.thesaurus.concepts:
            texts += concept.variants
        lexicon = {word for text in texts for word in WORD.findall(fold(text))}
        self.words.learn(lexicon | set(self.words.roots))

    def _read_terms(self) -> None:
        self._labels: dict[str, str] = {}
        kinds: dict[str, set[str]] = defaultdict(set)
        for term in self.thesaurus.terms:
            token = MARK + term.code
            self._labels[token] = term.label
            kinds[term.kind].add(token)
            for text in term.words:
                roots = tuple(self.words.sequence(text))
                if len(roots) == 1 and roots[0] not in self.words.weak:
                    self._single.setdefault(roots[0], token)
                elif len(roots) > 1:
                    self._phrases.setdefault(roots[0], []).append((roots, token))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda item: (-len(item[0]), item))
        self._read_kinds()
        self.objects = frozenset(kinds["object"])
        self.activities = frozenset(kinds["activity"])

    def _read_kinds(self) -> None:
        self._kinds: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in self.thesaurus.terms:
            for text in term.narrower:
                tokens = tuple(self.tokens(text))
                if tokens and tokens != (MARK + term.code,):
                    kind = self._kinds.setdefault(tokens[0], [])
                    kind.append((tokens, MARK + term.code))

    def _read_concepts(self) -> None:
        self._broad = [concept.broad for concept in self.thesaurus.concepts]
        variants: list[tuple[int, tuple[str, ...]]] = []
        for number, concept in enumerate(self.thesaurus.concepts):
            found = {tuple(dict.fromkeys(self.tokens(t))) for t in concept.variants}
            variants += [(number, tokens) for tokens in sorted(found) if tokens]
            for text in concept.acronyms:
                self.acronyms.setdefault(compact(text), number)
        shares: dict[str, int] = defaultdict(int)
        for _, tokens in variants:
            for token in tokens:
                shares[token] += 1
        for number, tokens in variants:
            anchor = min(tokens, key=lambda token: (shares[token], token))
            others = tuple(token for token in tokens if token != anchor)
            reach = len(tokens) - 1 + SLACK if others else 0
            if self.words.weak.issuperset(tokens):
                reach = len(tokens) - 1  # common words must stand side by side
            self._anchors.setdefault(anchor, []).append((number, others, reach))

    def _join(self, roots: list[str]) -> tuple[list[str], list[int]]:
        tokens: list[str] = []
        starts: list[int] = []
        place, end = 0, len(roots)
        phrases, single = self._phrases, self._single
        while place < end:
            root = roots[place]
            starts.append(place)
            length = 1
            token = single.get(root, root)
            for phrase, code in phrases.get(root, ()):
                if tuple(roots[place : place + len(phrase)]) == phrase:
                    token, length = code, len(phrase)
                    break
            tokens.append(token)
            place += length
        return tokens, starts


def _nearby(
    tokens: list[str], place: int, others: tuple[str, ...], reach: int
) -> tuple[int, ...]:
    """Return where the others stand nearest to a place; empty if one is too far."""
    low = max(0, place - reach)
    window = tokens[low : place + reach + 1]
    positions = [place]
    for token in others:
        best = -1
        for offset, candidate in enumerate(window):
            at = low + offset
            if candidate == token and (best < 0 or abs(at - place) < abs(best - place)):
                best = at
        if best < 0:
            return ()
        positions.append(best)
    positions.sort()
    return tuple(positions) if positions[-1] - positions[0] <= reach else ()


def _longest(hits: dict[tuple[int, tuple[int, ...]], None]) -> list[Found]:
    if len(hits) == 1:
        return [Found(*next(iter(hits)))]
    kept: list[tuple[int, frozenset[int]]] = []
    found: list[Found] = []
    for concept, positions in sorted(hits, key=lambda hit: (-len(hit[1]), hit)):
        places = frozenset(positions)
        if not any(places < other for _, other in kept):
            kept.append((concept, places))
            found.append(Found(concept, positions))
    return found
