"""Tell when a profile says too little to be judged, and what to add."""

from functools import cache

from architecture.duplicates.matcher import MARK, Matcher
from architecture.duplicates.names import read_name
from architecture.duplicates.shipping import shipped, shipped_matcher
from architecture.duplicates.sites import presents
from architecture.duplicates.text import plausible
from architecture.duplicates.told import PLACES
from architecture.duplicates.values import Profile

ENOUGH = 4  # telling words in the texts; fewer only if a known function is named


def too_thin(profile: Profile) -> list[str]:
    """Return what must be added before the profile can be judged; empty if nothing.

    A long name of generic words, and random typing, say too little.
    """
    if presents(profile):
        return []  # a site is recognised as such, however short its text
    matcher = shipped_matcher()
    name = read_name(profile.name, profile.acronym)
    texts = [getattr(profile, place) for place, _ in PLACES]
    texts += [profile.data_used, profile.data_produced, name.long, *name.acronyms]
    reading = matcher.read(texts)
    long_form = len(texts) - len(name.acronyms)
    told = {
        token
        for token, text in zip(reading.names(), reading.text.tolist(), strict=True)
        if text < long_form and _tells(matcher, token)
    }
    known = bool(reading.hits) or any(a in matcher.acronyms for a in name.acronyms)
    if known or len(told) >= ENOUGH:
        return []
    return _wishes(profile, matcher)


def _tells(matcher: Matcher, token: str) -> bool:
    if token in matcher.words.weak:
        return False
    return token[0] == MARK or token in _familiar() or plausible(token)


def _wishes(profile: Profile, matcher: Matcher) -> list[str]:
    wishes = []
    for text, wish in (
        (
            profile.description,
            "Uraian: apa yang dikerjakan aplikasi ini dan untuk apa.",
        ),
        (profile.function, "Fungsi: pekerjaan siapa yang dibantu, misalnya izin cuti."),
        (
            profile.data_used + profile.data_produced,
            "Data: data apa yang dipakai atau dihasilkan.",
        ),
    ):
        if sum(_tells(matcher, token) for token in set(matcher.tokens(text))) < 2:
            wishes.append(wish)
    return wishes or ["Uraian: sebutkan layanan, objek, dan data dengan lebih jelas."]


@cache
def _familiar() -> frozenset[str]:
    background = shipped()[1].background
    return frozenset(term[1:] for term in background if term[0] == "W")
