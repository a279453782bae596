"""Read a name: which part is an acronym, which its long form, what makes it equal."""

import re
from dataclasses import dataclass

from architecture.duplicates.text import WORD, compact, fold

BRACKETS = re.compile(r"^(.*?)\(([^)]*)\)?(.*)$", re.DOTALL)
DASHES = re.compile(r"\s+[-–—:/|=]\s+|\s*:\s+")
HOST = re.compile(r"^(?:https?://)?(?:www\.)?([a-z0-9-]+)((?:\.[a-z0-9-]+)+)(?:/\S*)?$")
GENERIC = frozenset(
    [
        "si",
        "sim",
        "simda",
        "e",
        "app",
        "web",
        "website",
        "aplikasi",
        "sistem",
        "portal",
        "online",
        "digital",
        "dashboard",
        "dasbor",
        "layanan",
        "data",
        "informasi",
        "mobile",
        "android",
        "ios",
        "desktop",
        "versi",
    ]
)


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `acronyms` and `long` as folded text, `keys` for equality."""

    acronyms: tuple[str, ...]
    long: str
    keys: tuple[str, ...]


def read_name(name: str, acronym: str = "") -> Name:
    """Take a name apart.

    >>> read_name("SIMPEG (Sistem Informasi Kepegawaian)").acronyms
    ('simpeg',)
    >>> read_name("Sistem Informasi Kepegawaian (SIMPEG)").long
    'sistem informasi kepegawaian'
    >>> read_name("E Presensi").keys == read_name("e-PRESENSI").keys
    True
    """
    folded = fold(name).strip()
    host = HOST.match(folded)
    if host:
        label = compact(host[1])
        return Name((label,), "", (compact(folded),))
    short, long = _halves(folded)
    found = [compact(acronym), compact(short)]
    acronyms = tuple(
        dict.fromkeys(
            key for key in found if key and key not in GENERIC and len(key) <= 24
        )
    )
    words = [word for word in WORD.findall(long or folded) if word not in GENERIC]
    whole = "".join(words)
    keys = dict.fromkeys(acronyms)
    if len(words) > 1 or (words and not acronyms):
        keys[whole] = None
    return Name(acronyms, long, tuple(key for key in keys if len(key) > 1))


def abbreviates(acronym: str, long: str) -> bool:
    """Tell whether an acronym can come from a long form, by its letters in order.

    >>> abbreviates("simpeg", "sistem informasi manajemen kepegawaian")
    True
    >>> abbreviates("simpeg", "pengelolaan sampah")
    False
    """
    words = WORD.findall(fold(long))
    letters = iter("".join(words))
    return (
        len(words) > 1
        and 2 <= len(acronym) <= 16
        and words[0][0] == acronym[0]
        and all(letter in letters for letter in acronym)
    )


def _halves(folded: str) -> tuple[str, str]:
    """Return the short and the long half of a name; either may be empty."""
    bracket = BRACKETS.match(folded)
    if bracket and bracket[2].strip():
        one, other = f"{bracket[1]} {bracket[3]}".strip(), bracket[2].strip()
        return _order(one, other)
    parts = [part.strip() for part in DASHES.split(folded, maxsplit=1)]
    if len(parts) == 2 and all(parts):
        short, long = _order(*parts)
        if abbreviates(compact(short), long):
            return short, long
    words = [word for word in WORD.findall(folded) if word not in GENERIC]
    if len(words) == 1 and len(WORD.findall(folded)) <= 2:
        return folded, ""
    return "", folded


def _order(one: str, other: str) -> tuple[str, str]:
    """Put the half that can be an acronym first."""
    counts = len(WORD.findall(one)), len(WORD.findall(other))
    if counts[0] <= 2 and (counts[1] > counts[0] or counts[0] == 1):
        return one, other
    if counts[1] <= 2 and counts[0] > 1:
        return other, one
    return "", f"{one} {other}"
