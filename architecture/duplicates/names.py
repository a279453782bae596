"""Read a name: which part is an acronym, which its long form, what makes it equal."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

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


# what is added to a name to tell a version or a place, and makes it no other name
_ADDED = (
    "apps application system sistim cloud superapp super terpadu pro plus lite next new"
    " baru kota kabupaten kab provinsi prov pemkot pemkab pemprov desa kelurahan"
)
ADDED = GENERIC | frozenset(_ADDED.split())
WRITTEN = re.compile(r"[A-Za-z0-9]+")
VERSION = re.compile(r"v?\d+", re.IGNORECASE)
PREFIXED = frozenset({"si", "e"})
PREFIX = re.compile(r"(?:si|e)(?=[a-z]{4})")


@dataclass(frozen=True, slots=True)
class Core:
    """The word by which people know an application, without prefix and addition.

    `prefixed` tells that it begins with "si" or "e", `loud` that it alone of the words
    of its name is in capitals, `alone` that there is no other word.
    """

    text: str
    word: str
    prefixed: bool
    loud: bool
    alone: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A name taken apart: `acronyms` and `long` as folded text, `keys` for equality."""

    acronyms: tuple[str, ...]
    long: str
    keys: tuple[str, ...]
    cores: tuple[Core, ...] = ()

    @property
    def explained(self) -> bool:
        """Whether the name itself says what its acronym stands for.

        What others mean by the same letters says nothing then.
        """
        words = WORD.findall(self.long)
        return len(words) > 1 and any(word not in GENERIC for word in words)


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
    found = [compact(acronym), compact(_trimmed(short))]
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
    cores = dict.fromkeys(filter(None, _cores(name, short, acronym)))
    return Name(acronyms, long, tuple(key for key in keys if len(key) > 1), (*cores,))


def _cores(name: str, short: str, acronym: str) -> Iterator[Core | None]:
    whole = core_of(name)
    yield whole
    if name.lower() != short:
        yield core_of(short)
    elif whole and whole.loud:  # the same in small letters
        yield replace(whole, loud=False)
    if acronym:
        yield core_of(acronym)


def core_of(name: str) -> Core | None:
    """Return the word by which a short name is known; a long name has none.

    >>> [core_of(n).text for n in ("SIMANTAP", "e-Mantap 2.0", "Simantap Mobile")]
    ['mantap', 'mantap', 'mantap']
    """
    written = WRITTEN.findall(name)
    lower = [word.lower() for word in written]
    places: list[int] = []
    for place, word in enumerate(lower):
        if word in ADDED or (word[-1].isdigit() and VERSION.fullmatch(word)):
            continue
        if len(places) == 3:
            return None
        places.append(place)
    if not places:
        return None
    first = places[0]
    word = lower[first]
    return Core(
        PREFIX.sub("", word, count=1),
        word,
        prefixed=word.startswith(("si", "e")) or not PREFIXED.isdisjoint(lower[:first]),
        loud=written[first].isupper()
        and not any(written[place].isupper() for place in places[1:]),
        alone=len(places) == 1,
    )


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


def _trimmed(short: str) -> str:
    """Return a short name without the general words behind it."""
    words = WORD.findall(short)
    while len(words) > 1 and words[-1] in GENERIC:
        words.pop()
    return " ".join(words)


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
