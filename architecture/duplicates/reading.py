"""Read a profile into weighted terms, each in the space where it is compared."""

import re
from dataclasses import dataclass

from architecture.duplicates.matcher import MARK, Matcher
from architecture.duplicates.names import Name
from architecture.duplicates.text import compact
from architecture.duplicates.values import Profile

# A term is its space (one letter) and its text.  The order is that of the columns.
SPACES = "WCOADEKNGX"
WORDS, CONCEPTS, OBJECTS, ACTIVITIES, DATA, ENTITIES, CODES, NAMES, GRAMS, KEYS = range(
    len(SPACES)
)
HEAVIEST = 3.0
ITEMS = re.compile(r"[;,\n]|\bdan\b")
# How much a word weighs by where it stands; quarters, so that sums are exact.
PLACES = (
    ("function", 1.5),
    ("description", 1.0),
    ("output", 0.75),
    ("services", 1.0),
    ("processes", 1.0),
)
IN_NAME, IN_DATA = 2.0, 0.5


@dataclass(slots=True)
class Traits:
    """What was read of one profile: terms with weights, all multiples of 1/4."""

    terms: dict[str, float]
    name: Name


class Reader:
    """Turns profiles into traits with one thesaurus."""

    def __init__(self, matcher: Matcher) -> None:
        self.matcher = matcher
        self._codes = [concept.code for concept in matcher.thesaurus.concepts]

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
        for text in (profile.data_used, profile.data_produced):
            if text:
                self._data(terms, text)
        self._name(terms, name, told)
        if long_form and told < 3:
            self._text(terms, long_form, 1.0)
        for code in profile.codes:
            self._code(terms, code)
        return Traits(terms, name)

    def _text(self, terms: dict[str, float], text: str, weight: float) -> int:
        """Add the words and concepts of a text; return how many words tell."""
        matcher = self.matcher
        tokens = matcher.tokens(text)
        told = self._words(terms, tokens, weight)
        self._concepts(terms, tokens, weight)
        return told

    def _words(
        self, terms: dict[str, float], tokens: list[str], weight: float
    ) -> int:
        matcher, weak = self.matcher, self.matcher.words.weak
        objects, activities = matcher.objects, matcher.activities
        told = 0
        for token in tokens:
            if token in weak:
                continue
            told += 1
            _add(terms, "W" + token, weight)
            if token[0] == MARK:
                if token in objects:
                    _add(terms, "O" + token, weight)
                elif token in activities:
                    _add(terms, "A" + token, weight)
        return told

    def _concepts(
        self, terms: dict[str, float], tokens: list[str], weight: float
    ) -> None:
        for found in self.matcher.concepts(tokens):
            _add(terms, "C" + self._codes[found.concept], weight)

    def _name(self, terms: dict[str, float], name: Name, told: int) -> None:
        matcher = self.matcher
        if name.long:
            tokens = matcher.tokens(name.long)
            self._words(terms, tokens, IN_NAME)
            self._concepts(terms, tokens, IN_NAME)
            for token in tokens:
                if token not in matcher.words.weak:
                    terms["N" + token] = 1.0
        for acronym in name.acronyms:
            self._acronym(terms, acronym, told)
        for key in name.keys:
            terms["X" + key] = 1.0
            padded = f"^{key}$"
            for place in range(len(padded) - 2):
                terms["G" + padded[place : place + 3]] = 1.0

    def _acronym(self, terms: dict[str, float], acronym: str, told: int) -> None:
        """Add what an acronym is known for, unless the texts speak of other work."""
        matcher = self.matcher
        number = matcher.acronyms.get(acronym)
        if number is not None:
            term = "C" + self._codes[number]
            others = any(key[0] == "C" and key != term for key in terms)
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
        weak = self.matcher.words.weak
        for item in ITEMS.split(text.lower()):
            telling = sorted({t for t in self.matcher.tokens(item) if t not in weak})
            for token in telling:
                terms["D" + token] = 1.0
            if telling:
                terms["E" + " ".join(telling)] = 1.0

    def _code(self, terms: dict[str, float], code: str) -> None:
        parts = code.strip().upper().split(".")
        if not compact(parts[0]) or parts[0] == "RAA":
            return  # the class of an application says nothing about its work
        terms["K" + ".".join(parts)] = 1.0


def _add(terms: dict[str, float], term: str, weight: float) -> None:
    total = terms.get(term, 0.0) + weight
    terms[term] = total if total < HEAVIEST else HEAVIEST
