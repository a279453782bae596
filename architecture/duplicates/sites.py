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
SITE = re.compile(
    r"\b(?:web|website|situs|laman|blog|portal)\W+"
    r"(?:(?:resmi|profil|profile|internet|utama|informasi|untuk|milik|dari|web)\W+)*"
    rf"(?:{OFFICES})\b"
)
VIEWS = re.compile(
    r"\b(?:dashboard|dasbor|infografis|visualisasi|eksekutif|executive)\b"
)
MANY_WORDS = 18  # a site that tells more than this does work of its own
FEW_WORDS = 4  # a site is named before any work is; later on it is a means
MEANS = frozenset(
    ["melalui", "lewat", "via", "dengan", "pada", "di", "ke", "dari", "dalam"]
)


def presents(profile: Profile) -> bool:
    """Tell whether a profile is the plain site of an office, village or school."""
    name = fold(profile.name).strip()
    text = fold(f"{profile.description} {profile.function}")
    told = len(WORD.findall(text))
    if told > MANY_WORDS or profile.services or profile.data_produced:
        return False
    if SITE.search(name) or _opens(text):
        return True
    return not text.strip() and bool(HOST.match(name)) and name.count(".") < 3


def _opens(text: str) -> bool:
    """Tell whether a text begins with the site, and does not only mention it."""
    site = SITE.search(text)
    before = WORD.findall(text[: site.start()]) if site else ()
    return bool(site) and len(before) <= FEW_WORDS and MEANS.isdisjoint(before)


def shows(profile: Profile) -> bool:
    """Tell whether a profile only shows what other applications record."""
    return bool(VIEWS.search(fold(f"{profile.name} {profile.description[:300]}")))
