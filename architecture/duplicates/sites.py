"""Tell sites that only present an office, and views that only show numbers."""

import re

from architecture.duplicates.names import HOST
from architecture.duplicates.text import WORD, fold
from architecture.duplicates.values import Profile

PRESENTING = "komunikasi.situs"  # the concept of such a site
OFFICES = (
    "opd|dinas|badan|kantor|bagian|biro|kecamatan|kec|kelurahan|kel|desa|nagari|"
    "inspektorat|sekretariat|setda|uptd|upt|puskesmas|rsud|rsu|rumah sakit|sd|smp|sma|"
    "smk|sekolah|madrasah|unit|kabupaten|kota|provinsi|daerah|skpd|satpol|dprd|pemerintah|"
    "pemerintahan|"
    "perangkat daerah"
)
SITES = ("web", "website", "situs", "laman", "blog", "portal")
SITE = re.compile(
    rf"\b(?:{'|'.join(SITES)})\W+"
    r"(?:(?:resmi|profil|profile|internet|utama|informasi|untuk|milik|dari|web)\W+)*"
    rf"(?:{OFFICES})\b"
)
SHOWING = ("dashboard", "dasbor", "infografis", "visualisasi", "eksekutif", "executive")
VIEWS = re.compile(rf"\b(?:{'|'.join(SHOWING)})\b")
MANY_WORDS = 18  # a site that tells more than this does work of its own
FEW_WORDS = 4  # a site is named before any work is; later on it is a means
MEANS = frozenset(
    ["melalui", "lewat", "via", "dengan", "pada", "di", "ke", "dari", "dalam"]
)


def presents(profile: Profile) -> bool:
    """Tell whether a profile is the plain site of an office, village or school."""
    if profile.services or profile.data_produced:
        return False
    name = fold(profile.name).strip()
    text = fold(f"{profile.description} {profile.function}")
    if (_may(SITES, name) and SITE.search(name)) or (
        _may(SITES, text) and _opens(text)
    ):
        return len(WORD.findall(text)) <= MANY_WORDS
    return not text.strip() and bool(HOST.match(name)) and name.count(".") < 3


def _opens(text: str) -> bool:
    """Tell whether a text begins with the site, and does not only mention it."""
    site = SITE.search(text)
    before = WORD.findall(text[: site.start()]) if site else ()
    return bool(site) and len(before) <= FEW_WORDS and MEANS.isdisjoint(before)


def shows(profile: Profile) -> bool:
    """Tell whether a profile only shows what other applications record."""
    text = fold(f"{profile.name} {profile.description[:300]}")
    return _may(SHOWING, text) and bool(VIEWS.search(text))


def _may(words: tuple[str, ...], text: str) -> bool:
    """Tell whether a pattern that begins with one of these can be found at all."""
    return any(word in text for word in words)
