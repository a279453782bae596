"""Find the terms and concepts of a thesaurus in running words."""

from collections import defaultdict

from architecture.duplicates.text import WORD, Words, compact, fold
from architecture.duplicates.thesaurus import Thesaurus

SLACK = 4  # how many other words may stand between the words of a variant
MARK = "~"  # begins the token of a term, so that it never meets a plain root


Found = tuple[int, tuple[int, ...]]  # number of a concept, places of its words


class _Anchor:
    """The variants that are looked for where one token stands."""

    __slots__ = ("alone", "larger", "pairs")

    def __init__(self) -> None:
        self.alone: list[int] = []
        self.pairs: dict[str, list[tuple[int, int]]] = {}
        self.larger: list[tuple[int, frozenset[str], int]] = []

    def add(self, concept: int, others: tuple[str, ...], reach: int) -> None:
        """Take a variant in: the concept, its other tokens, how far they may be."""
        if not others:
            self.alone.append(concept)
        elif len(others) == 1:
            self.pairs.setdefault(others[0], []).append((concept, reach))
        else:
            self.larger.append((concept, frozenset(others), reach))

    def find(
        self,
        tokens: list[str],
        place: int,
        where: dict[str, int],
        hits: dict[Found, None],
    ) -> None:
        """Note the variants around a place; `where` has one place of each token."""
        for concept in self.alone:
            hits[concept, (place,)] = None
        for other in self.pairs.keys() & where.keys():
            once = len(where) == len(tokens)
            at = where[other] if once else _nearest(tokens, place, other)
            both = (place, at) if place < at else (at, place)
            for concept, reach in self.pairs[other]:
                if both[1] - both[0] <= reach:
                    hits[concept, both] = None
        for concept, others, reach in self.larger:
            if where.keys() >= others:
                places = _around(tokens, place, others)
                if places[-1] - places[0] <= reach:
                    hits[concept, places] = None


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
        self._anchors: dict[str, _Anchor] = {}
        self.acronyms: dict[str, int] = {}
        self._read_concepts()

    def tokens(self, text: str) -> list[str]:
        """Return roots, with words for the same term turned into one token."""
        return self._join(self.words.sequence(text))

    def surfaces(self, text: str) -> tuple[list[str], list[str]]:
        """Return the tokens, and beside each the words as they were written."""
        folded, roots = self.words.pairs(text)
        spans = self._spans(roots)
        ends = [start for _, start in spans[1:]] + [len(roots)] * bool(spans)
        return [token for token, _ in spans], [
            " ".join(folded[start:end])
            for (_, start), end in zip(spans, ends, strict=True)
        ]

    def concepts(self, tokens: list[str]) -> list[Found]:
        """Return the concepts in a sequence; what lies within a longer one is left."""
        hits = self._hits(tokens)
        return self._narrowest(_longest(hits)) if hits else []

    def _hits(self, tokens: list[str]) -> dict[Found, None]:
        hits: dict[Found, None] = {}
        anchors = self._anchors
        where: dict[str, int] = {}
        for place, token in enumerate(tokens):
            anchor = anchors.get(token)
            if anchor is None:
                continue
            where = where or {other: at for at, other in enumerate(tokens)}
            anchor.find(tokens, place, where, hits)
        return hits

    def broader(self, tokens: list[str]) -> list[str]:
        """Return the terms of which words in the sequence are kinds."""
        kinds = self.kinds
        one = [term for token in tokens for term in kinds.get(token, ())]
        return one + self.broader_phrases(tokens)

    def broader_phrases(self, tokens: list[str]) -> list[str]:
        """Return the terms of which phrases in the sequence are kinds."""
        phrases = self._kind_phrases
        if phrases.keys().isdisjoint(tokens):
            return []
        return [
            term
            for place, token in enumerate(tokens)
            for phrase, term in phrases.get(token, ())
            if tuple(tokens[place : place + len(phrase)]) == phrase
        ]

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
        narrow = {place for number, hit in found if not broad[number] for place in hit}
        return [
            (number, places)
            for number, places in found
            if not broad[number] or narrow.isdisjoint(places)
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
        self.kinds: dict[str, list[str]] = defaultdict(list)
        self._kind_phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for term in self.thesaurus.terms:
            for text in term.narrower:
                tokens, token = tuple(self.tokens(text)), MARK + term.code
                if len(tokens) == 1 and tokens[0] != token:
                    self.kinds[tokens[0]].append(token)
                elif len(tokens) > 1:
                    phrases = self._kind_phrases.setdefault(tokens[0], [])
                    phrases.append((tokens, token))

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
            self._anchors.setdefault(anchor, _Anchor()).add(number, others, reach)

    def _join(self, roots: list[str]) -> list[str]:
        single = self._single
        found = self._phrases_in(roots)
        if not found:
            return [single.get(root, root) for root in roots]
        return [token for token, _ in self._spans(roots)]

    def _phrases_in(self, roots: list[str]) -> dict[int, tuple[int, str]]:
        """Return where phrases begin: how many roots each has, and its token."""
        phrases = self._phrases
        found: dict[int, tuple[int, str]] = {}
        free = 0
        for place in [at for at, root in enumerate(roots) if root in phrases]:
            if place >= free:
                for phrase, token in phrases[roots[place]]:
                    if tuple(roots[place : place + len(phrase)]) == phrase:
                        free = place + len(phrase)
                        found[place] = len(phrase), token
                        break
        return found

    def _spans(self, roots: list[str]) -> list[tuple[str, int]]:
        """Return tokens, each with the place of its first root."""
        single, found = self._single, self._phrases_in(roots)
        spans: list[tuple[str, int]] = []
        free = 0
        for place, root in enumerate(roots):
            if place >= free:
                length, token = found.get(place) or (1, single.get(root, root))
                free = place + length
                spans.append((token, place))
        return spans


def _nearest(tokens: list[str], place: int, token: str) -> int:
    """Return where a token of the sequence stands nearest to a place."""
    if tokens.count(token) == 1:
        return tokens.index(token)
    places = [at for at, other in enumerate(tokens) if other == token]
    return min(places, key=lambda at: abs(at - place))


def _around(tokens: list[str], place: int, others: frozenset[str]) -> tuple[int, ...]:
    """Return the places of the other tokens nearest to a place, and that place."""
    return tuple(sorted([place, *(_nearest(tokens, place, o) for o in others)]))


def _longest(hits: dict[Found, None]) -> list[Found]:
    """Leave out what lies within the words of a longer variant."""
    several = [hit for hit in hits if len(hit[1]) > 1]
    if not several:
        return sorted(hits)
    covered = {place for _, places in several for place in places}
    found = [hit for hit in hits if len(hit[1]) == 1 and hit[1][0] not in covered]
    sizes = {len(places) for _, places in several}
    if len(sizes) > 1:
        sets = [frozenset(places) for _, places in several]
        several = [
            hit
            for hit, places in zip(several, sets, strict=True)
            if not any(places < other for other in sets)
        ]
    return sorted(found + several)
