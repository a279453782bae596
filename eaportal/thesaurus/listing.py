"""Which entries of a thesaurus a page lists."""

from collections.abc import Sequence
from dataclasses import dataclass

from architecture.duplicates import Concept, Thesaurus
from architecture.duplicates.editing import Entry
from architecture.duplicates.text import fold

SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of entries: which it is, of how many, and how many entries in all."""

    rows: Sequence[Entry]
    number: int
    last: int
    total: int


def listed(thesaurus: Thesaurus, kind: str, text: str, number: int) -> Page:
    """Return a page of what has a text in its label, code or words, by label."""
    entries: Sequence[Entry] = (
        thesaurus.concepts if kind == "concept" else thesaurus.terms
    )
    wanted = fold(text)
    found = [each for each in entries if not wanted or wanted in _all_of(each)]
    found.sort(key=lambda each: (fold(each.label), each.code))
    last = max(1, -(-len(found) // SIZE))
    number = min(number, last)
    return Page(found[(number - 1) * SIZE : number * SIZE], number, last, len(found))


def _all_of(entry: Entry) -> str:
    several = (
        (*entry.variants, *entry.acronyms, entry.national, entry.rab)
        if isinstance(entry, Concept)
        else (*entry.words, *entry.narrower)
    )
    return fold("\n".join((entry.label, entry.code, *several)))
