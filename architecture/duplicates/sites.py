"""Tell sites that only present an office, and views that only show numbers."""

from collections.abc import Mapping

from architecture.duplicates.names import HOST
from architecture.duplicates.text import WORD, fold
from architecture.duplicates.values import Profile

SITE_WORDS = frozenset("web website situs laman webiste weblog blog portal".split())
VIEW_WORDS = frozenset(
    "dashboard dasbor eksekutif executive infografis visualisasi "
    "menayangkan rangkuman sekilas".split()
)
MANY_WORDS = 9  # a site that tells more than this does work of its own
PRESENTING = "C" + "komunikasi.situs"


def is_site(profile: Profile, terms: Mapping[str, float]) -> bool:
    """Tell whether a profile is the plain site of an office, village or school."""
    words = set(WORD.findall(fold(f"{profile.name} {profile.description[:200]}")))
    said = bool(words & SITE_WORDS) or profile.type == "WEBSITE"
    if not said and not HOST.match(fold(profile.name).strip()):
        return False
    concepts = {term for term in terms if term[0] == "C"} - {PRESENTING}
    told = sum(term[0] == "W" for term in terms)
    return not concepts and told <= MANY_WORDS


def is_view(profile: Profile) -> bool:
    """Tell whether a profile only shows what other applications record."""
    words = WORD.findall(fold(f"{profile.name} {profile.description[:300]}"))
    return any(word in VIEW_WORDS for word in words)
