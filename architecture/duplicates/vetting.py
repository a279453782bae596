"""Look for what is wrong with a concept or term that somebody wrote."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, fields
from typing import TypeVar

from architecture.duplicates.editing import Entry, difference, edited
from architecture.duplicates.matcher import Matcher
from architecture.duplicates.shipping import words
from architecture.duplicates.text import compact
from architecture.duplicates.thesaurus import Concept, Term, Thesaurus

Problems = dict[str, list[str]]
Named = TypeVar("Named", Concept, Term)

MOST, LONGEST = 300, 80
"""So many words for one thing, each so many letters long."""

COMMON = "“{}” terlalu umum: hampir setiap aplikasi menyebutnya."


@dataclass(frozen=True)
class Vetting:
    """Judges one entry beside all the others."""

    thesaurus: Thesaurus
    """What holds without the entry that is judged, or with what it was before."""
    nationals: Collection[str] = ()
    """The codes of national applications."""

    def problems(self, entry: Entry) -> Problems:
        """Return field → sentences in Indonesian; nothing if it can be taken."""
        found = _lists(entry)
        if not entry.label.strip():
            found.setdefault("label", []).append("Wajib diisi.")
        if found:
            return found
        try:
            whole = self._with(entry)
        except ValueError as error:
            return {"not_with": [str(error)]}
        matcher = Matcher(words(), whole)
        told = (
            self._concept(entry, whole, matcher)
            if isinstance(entry, Concept)
            else self._term(entry, whole, matcher)
        )
        for field, said in told:
            found.setdefault(field, []).append(said)
        return found

    def _with(self, entry: Entry) -> Thesaurus:
        """Return the thesaurus with this entry in place of the former one."""
        entries = (
            self.thesaurus.concepts
            if isinstance(entry, Concept)
            else self.thesaurus.terms
        )
        before = next((each for each in entries if each.code == entry.code), None)
        return edited(self.thesaurus, [difference(before, entry)])

    def _concept(
        self, entry: Concept, whole: Thesaurus, matcher: Matcher
    ) -> Iterator[tuple[str, str]]:
        if entry.national and entry.national not in self.nationals:
            said = f"Tidak ada aplikasi nasional berkode {entry.national}."
            yield "national", said
        others = _others(whole.concepts, entry)
        number = next(
            at for at, each in enumerate(whole.concepts) if each.code == entry.code
        )
        known = [(text, other.label) for other in others for text in other.variants]
        tokens_of_each = matcher.tokens_of_each([text for text, _ in known])
        claimed = {
            frozenset(tokens): label
            for tokens, (_, label) in zip(tokens_of_each, known, strict=True)
        }
        for text in entry.variants:
            tokens = frozenset(matcher.tokens(text))
            if tokens <= matcher.words.weak:
                yield "variants", COMMON.format(text)
            elif tokens in claimed:
                yield "variants", f"“{text}” sudah menjadi kata {claimed[tokens]}."
            elif number not in matcher.concepts(text):
                said = f"“{text}” tidak akan dikenali; pakai kata yang lebih jelas."
                yield "variants", said
        yield from self._acronyms(entry, others)

    def _acronyms(
        self, entry: Concept, others: list[Concept]
    ) -> Iterator[tuple[str, str]]:
        taken = {
            compact(text): other.label for other in others for text in other.acronyms
        }
        for text in entry.acronyms:
            if not compact(text):
                yield "acronyms", f"“{text}” tidak terbaca."
            elif compact(text) in taken:
                said = f"“{text}” sudah dipakai {taken[compact(text)]}."
                yield "acronyms", said

    def _term(
        self, entry: Term, whole: Thesaurus, matcher: Matcher
    ) -> Iterator[tuple[str, str]]:
        taken = {
            tuple(matcher.words.sequence(text)): other.label
            for other in _others(whole.terms, entry)
            for text in other.words
        }
        for text in entry.words:
            roots = matcher.words.sequence(text)
            if set(roots) <= matcher.words.weak:
                yield "words", COMMON.format(text)
            elif tuple(roots) in taken:
                yield "words", f"“{text}” sudah berarti {taken[tuple(roots)]}."


def _others(entries: tuple[Named, ...], but: Entry) -> list[Named]:
    return [each for each in entries if each.code != but.code]


def _lists(entry: Entry) -> Problems:
    found: Problems = {}
    for each in fields(entry):
        several = getattr(entry, each.name)
        if not isinstance(several, tuple):
            continue
        if len(several) > MOST:
            found[each.name] = [f"Paling banyak {MOST} kata; ini {len(several)}."]
        long = [text for text in several if len(text) > LONGEST]
        if long:
            found[each.name] = [f"Terlalu panjang: “{long[0][:40]}…”."]
    needed = "variants" if isinstance(entry, Concept) else "words"
    if not getattr(entry, needed):
        found[needed] = ["Sebutkan setidaknya satu kata."]
    return found
