"""Suggest codes from what is written of an element; nothing is assigned by itself."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from architecture import engines
from architecture.classifying.tree import Node, Tree, tree
from architecture.duplicates import Concept, Thesaurus
from architecture.duplicates.matcher import Matcher
from architecture.duplicates.shipping import matcher_of
from architecture.layers import DOMAINS, Layer

TREES: Mapping[Layer, tuple[str, ...]] = {
    Layer.BUSINESS: ("RAB",),
    Layer.SERVICE: ("RAB", "RAL"),
    Layer.DATA: ("RAB", "RAD"),
    Layer.APPLICATION: ("RAB", "RAL", "RAD"),
    Layer.INFRASTRUCTURE: ("RAI",),
    Layer.SECURITY: ("RAK",),
}
"""From which trees the elements of a layer take their codes."""


def trees_of(layer: Layer) -> tuple[str, ...]:
    """Return the trees that classify a layer, its own first; none for strategy.

    >>> trees_of(Layer.SERVICE)
    ('RAL', 'RAB')
    """
    own = DOMAINS.get(layer, "")
    return tuple(dict.fromkeys(filter(None, (own, *TREES.get(layer, ())))))


MOST = 3
LEAST_LEVEL = 2
_FIRST, _LATER = 3.0, 1.0
_WHOLE_TITLE, _WORK = 2.0, 2.0


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A code that the text speaks for, and the words that say so."""

    code: str
    title: str
    reason: str
    weight: float = 0.0


def suggest(
    session: Session,
    government: int,
    layer: Layer,
    texts: Sequence[str],
    *,
    most: int = MOST,
) -> list[Suggestion]:
    """Return up to `most` codes of each tree of a layer, the likeliest first.

    The first of the texts is the name and counts thrice.
    """
    codes = tree(session, government)
    thesaurus = engines.in_force(session).thesaurus
    return suggested(codes, thesaurus, TREES.get(layer, ()), texts, most=most)


def suggested(
    codes: Tree,
    thesaurus: Thesaurus,
    domains: Sequence[str],
    texts: Sequence[str],
    *,
    most: int = MOST,
) -> list[Suggestion]:
    """Return the suggestions of values, without a database."""
    reader = _Reader(codes, thesaurus, texts)
    found: list[Suggestion] = []
    for domain in domains:
        weighed = [each for each in map(reader.weigh, reader.of(domain)) if each]
        weighed.sort(key=lambda each: (-each.weight, each.code))
        found += weighed[:most]
    return found


class _Reader:
    """What the texts say, held against the titles of codes."""

    def __init__(self, codes: Tree, thesaurus: Thesaurus, texts: Sequence[str]) -> None:
        self.codes = codes
        self.matcher = matcher_of(thesaurus)
        self.cores = cores(self.matcher, codes)
        self.shared = _shared(codes, self.cores)
        self.tokens: dict[str, float] = {}
        self.works: dict[str, list[Concept]] = {}
        self.heavy: dict[str, float] = {}
        for at, text in enumerate(texts):
            weight = _LATER if at else _FIRST
            for token in set(self.matcher.tokens(text)):
                self.tokens[token] = max(self.tokens.get(token, 0.0), weight)
            for number in dict.fromkeys(self.matcher.concepts(text)):
                self._note(thesaurus.concepts[number], weight)

    def of(self, domain: str) -> list[Node]:
        """Return the codes of a tree that an element may bear by this."""
        return [
            node
            for node in self.codes
            if node.domain == domain and node.level >= LEAST_LEVEL
        ]

    def weigh(self, node: Node) -> Suggestion | None:
        """Return how much the texts speak for a code, None if they do not at all."""
        title = self.cores[node.code]
        told = [token for token in title if token in self.tokens]
        if self.matcher.words.weak.issuperset(told):
            told = []  # “informasi” alone speaks for nothing
        if len(told) < len(title) and self.shared[node.domain].issuperset(told):
            told = []  # nor does “negara”, which begins or ends several titles
        weight = sum(self.tokens[token] for token in told) / (len(title) or 1)
        if told and len(told) == len(title):
            weight += _WHOLE_TITLE
        reasons = [f"kata “{self._word(node, token)}”" for token in told]
        for key in self._keys(node, title):
            weight += _WORK * self.heavy[key]
            reasons[:0] = [f"pekerjaan {each.label}" for each in self.works[key][:2]]
        if not weight:
            return None
        reason = "; ".join(dict.fromkeys(reasons))
        return Suggestion(node.code, node.name, reason, weight)

    def _word(self, node: Node, token: str) -> str:
        """Return a word as the title writes it: “kesehatan”, not its root."""
        for word in node.name.split():
            if token in self.matcher.tokens(word):
                return word.casefold()
        return self.matcher.term_label(token)

    def _keys(self, node: Node, title: frozenset[str]) -> list[str]:
        """Return the RAB codes of works that lead here: itself, or with its title."""
        if node.domain == "RAB":
            return [node.code] if node.code in self.works else []
        return [code for code in self.works if self.cores[code] == title]

    def _note(self, work: Concept, weight: float) -> None:
        if code := self.codes.today(work.rab):
            several = self.works.setdefault(code, [])
            if work not in several:
                several.append(work)
                self.heavy[code] = self.heavy.get(code, 0.0) + weight


def cores(matcher: Matcher, codes: Tree) -> dict[str, frozenset[str]]:
    """Return what each title is about, without the word that begins all of its tree."""
    nodes = list(codes.nodes.values())
    reading = matcher.read([_without_first(node.name) for node in nodes])
    found: list[set[str]] = [set() for _ in nodes]
    for text, name in zip(reading.text.tolist(), reading.names(), strict=True):
        found[text].add(name)
    return {node.code: frozenset(each) for node, each in zip(nodes, found, strict=True)}


def _shared(
    codes: Tree, titles: Mapping[str, frozenset[str]]
) -> Mapping[str, frozenset[str]]:
    """Return by tree the words that several titles of its national level 2 have."""
    times: dict[str, Counter[str]] = {node.domain: Counter() for node in codes}
    for node in codes:
        if node.level == LEAST_LEVEL:
            times[node.domain].update(titles[node.code])
    return {
        domain: frozenset(word for word, number in counted.items() if number > 1)
        for domain, counted in times.items()
    }


def _without_first(title: str) -> str:
    first, _, rest = title.partition(" ")
    return rest if rest and first.casefold() in {"data", "layanan"} else title
