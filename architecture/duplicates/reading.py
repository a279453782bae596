"""Read a profile into weighted terms, each in the space where it is compared."""

import re
from dataclasses import dataclass
from typing import NamedTuple

from architecture.duplicates.matcher import MARK, Matcher
from architecture.duplicates.names import Name
from architecture.duplicates.sites import PRESENTING, presents, shows
from architecture.duplicates.text import compact
from architecture.duplicates.values import Profile

# A term is its space (one letter) and its text.  The order is that of the columns.
SPACES = "WCOADEKNGX"
WORDS, CONCEPTS, OBJECTS, ACTIVITIES, DATA, ENTITIES, CODES, NAMES, GRAMS, KEYS = range(
    len(SPACES)
)
HEAVIEST = 3.0
BARE = 0.5  # the weight of a name's first word; two such words make no equal names
REMEMBERED = 50_000  # kinds of data whose reading is kept
ITEMS = re.compile(r"[;,\n]|\bdan\b")
# How much a word weighs by where it stands; binary parts, so that sums are exact.
PLACES = (
    ("function", 1.5),
    ("description", 1.0),
    ("output", 0.75),
    ("services", 1.0),
    ("processes", 1.0),
)
IN_NAME, IN_DATA = 2.0, 0.5


class Looks(NamedTuple):
    """Whether a profile only presents an office, only shows, and has a coined name."""

    site: bool
    view: bool
    coined: bool


@dataclass(slots=True)
class Traits:
    """What was read of one profile: terms with weights, all multiples of 1/8."""

    terms: dict[str, float]
    name: Name
    looks: Looks


Form = tuple[tuple[str, float], ...]  # terms, and what part of the weight each takes


class _Forms(dict[str, Form]):
    """The terms that a word stands for: none if it is weak, more if it is a term."""

    def __init__(self, matcher: Matcher) -> None:
        super().__init__()
        self._matcher = matcher

    def __missing__(self, token: str) -> Form:
        form: Form = ()
        if token not in self._matcher.words.weak:
            form = (("W" + token, 1.0), *self.kind(token))
            for broader in self._matcher.kinds.get(token, ()):
                form += (("W" + broader, 0.5), *self.kind(broader))
        self[token] = form
        return form

    def kind(self, token: str) -> Form:
        """Return the term of an object or an activity."""
        if token in self._matcher.objects:
            return (("O" + token, 1.0),)
        return (("A" + token, 1.0),) if token in self._matcher.activities else ()


class Reader:
    """Turns profiles into traits with one thesaurus."""

    def __init__(self, matcher: Matcher) -> None:
        """Read with the thesaurus of a matcher."""
        self.matcher = matcher
        self._entities: dict[str, tuple[str, ...]] = {}
        self._forms = _Forms(matcher)
        concepts = matcher.thesaurus.concepts
        self._broad = frozenset("C" + item.code for item in concepts if item.broad)
        self._codes = ["C" + concept.code for concept in matcher.thesaurus.concepts]

    def read(self, profile: Profile, name: Name, long_form: str = "") -> Traits:
        """Return the traits of a profile; `long_form` is what its acronym stands for.

        The long form learnt elsewhere is used only where the profile itself says too
        little to contradict it.
        """
        terms: dict[str, float] = {}
        told = 0
        for field, weight in PLACES:
            text = getattr(profile, field)
            if text:
                told += self._text(terms, text, weight)
        for text in filter(None, (profile.data_used, profile.data_produced)):
            self._data(terms, text)
        self._name(terms, name, told)
        if long_form and told < 3 and not any(term[0] == "C" for term in terms):
            self._text(terms, long_form, 1.0)
        for code in profile.codes:
            self._code(terms, code)
        site = presents(profile)
        if site:
            terms = {term: w for term, w in terms.items() if term[0] not in "COA"}
            terms["C" + PRESENTING] = 1.0
        return Traits(terms, name, Looks(site, shows(profile), self._coined(name)))

    def _coined(self, name: Name) -> bool:
        """Tell whether somebody invented the name, so that it is hardly met twice."""
        knows = self.matcher.words.knows
        if name.acronyms:
            return not all(knows(acronym) for acronym in name.acronyms)
        return not all(knows(word) for word in name.long.split())

    def _text(self, terms: dict[str, float], text: str, weight: float) -> int:
        """Add the words and concepts of a text; return how many words tell."""
        matcher = self.matcher
        tokens = matcher.tokens(text)
        told = self._words(terms, tokens, weight)
        self._concepts(terms, tokens, weight)
        return told

    def _words(self, terms: dict[str, float], tokens: list[str], weight: float) -> int:
        forms, told = self._forms, 0
        for token in tokens:
            form = forms[token]
            if form:
                told += 1
                for term, part in form:
                    total = terms.get(term, 0.0) + weight * part
                    terms[term] = total if total < HEAVIEST else HEAVIEST  # noqa: FURB136 - innermost
        for token in self.matcher.broader_phrases(tokens):
            _add(terms, "W" + token, weight / 2)
            for term, part in forms.kind(token):
                _add(terms, term, weight * part)
        return told

    def _concepts(
        self, terms: dict[str, float], tokens: list[str], weight: float
    ) -> None:
        for number, _places in self.matcher.concepts(tokens):
            _add(terms, self._codes[number], weight)

    def _name(self, terms: dict[str, float], name: Name, told: int) -> None:
        matcher = self.matcher
        if name.long:
            tokens = matcher.tokens(name.long)
            self._words(terms, tokens, IN_NAME)
            self._concepts(terms, tokens, IN_NAME)
            for token in tokens:
                if self._forms[token]:
                    terms["N" + token] = 1.0
            self._bare_acronym(terms, name)
        for acronym in name.acronyms:
            self._acronym(terms, acronym, told)
        for key in name.keys:
            terms["X" + key] = 1.0
            padded = f"^{key}$"
            grams = map("".join, zip(padded, padded[1:], padded[2:], strict=False))
            terms.update(dict.fromkeys(["G" + gram for gram in grams], 1.0))

    def _bare_acronym(self, terms: dict[str, float], name: Name) -> None:
        """Add the invented word that leads a short name, as in "SIKAP ASN"."""
        first, _, rest = name.long.partition(" ")
        words = self.matcher.words
        invented = first.startswith(("si", "e")) and len(first) > 3
        short = not name.acronyms and rest.count(" ") < 2
        if short and invented and not words.knows(first):
            terms["X" + first] = BARE

    def _acronym(self, terms: dict[str, float], acronym: str, told: int) -> None:
        """Add what an acronym is known for, unless the texts speak of other work."""
        matcher = self.matcher
        number = matcher.acronyms.get(acronym)
        if number is not None:
            term = self._codes[number]
            others = any(
                k[0] == "C" and k != term for k in terms if k not in self._broad
            )
            if not others:
                _add(terms, term, IN_NAME if told < 4 or term in terms else 0.5)
            elif term in terms:
                _add(terms, term, 1.0)
            return
        tokens = [t for t in matcher.tokens(acronym) if t[0] == MARK]
        self._words(terms, tokens, 1.0)
        if tokens:
            self._concepts(terms, tokens, 1.0)

    def _data(self, terms: dict[str, float], text: str) -> None:
        tokens = self.matcher.tokens(text)
        self._words(terms, tokens, IN_DATA)
        self._concepts(terms, tokens, IN_DATA)
        for item in ITEMS.split(text.lower()):
            for term in self._entity(item):
                terms[term] = 1.0

    def _entity(self, item: str) -> tuple[str, ...]:
        """Return the terms of one kind of data; the same ones come again and again."""
        found = self._entities.get(item)
        if found is None:
            weak = self.matcher.words.weak
            telling = sorted({t for t in self.matcher.tokens(item) if t not in weak})
            entity = ["E" + " ".join(telling)] if telling else []
            found = tuple(["D" + token for token in telling] + entity)
            if len(self._entities) < REMEMBERED:
                self._entities[item] = found
        return found

    def _code(self, terms: dict[str, float], code: str) -> None:
        parts = code.strip().upper().split(".")
        if not compact(parts[0]) or parts[0] == "RAA":
            return  # the class of an application says nothing about its work
        terms["K" + ".".join(parts)] = 1.0


def _add(terms: dict[str, float], term: str, weight: float) -> None:
    total = terms.get(term, 0.0) + weight
    terms[term] = min(HEAVIEST, total)
