"""The forms in which the name of an organisation is written, brought to one."""

import re

from architecture.exchange.inventories.lists import rows

_WORD = re.compile(r"[a-z0-9]+")
_BRACKETS = re.compile(r"\(([^()]*)\)?")
_REGION = re.compile(
    r"\b(?:pemerintah |pemkot |pemkab |pemprov )?"
    r"(?:kota|kabupaten|kab|provinsi|prov|prop)\b ?(.*)$"
)
_HOME = re.compile(
    r"^(?:pemerintah(?:an)?|pemkot|pemkab|pemprov|pemda)? ?(?:daerah )?"
    r"(?:(?:kota|kabupaten|kab|provinsi|prov)\b)? ?"
)
_GOVERNMENTS = (
    (re.compile(r"^(?:pemerintah )?kota |^pemkot "), "kota"),
    (re.compile(r"^(?:pemerintah )?(?:kab|kabupaten) |^pemkab "), "kabupaten"),
    (re.compile(r"^(?:pemerintah )?(?:prov|provinsi) |^pemprov "), "provinsi"),
)
_SPELLINGS = tuple(
    (re.compile(rf"\b{wrong}\b"), right)
    for wrong, right in (
        ("olah raga", "olahraga"),
        ("ketenaga kerjaan", "tenaga kerja"),
        ("ketenagakerjaan", "tenaga kerja"),
        ("(?<!pen)catatan sipil", "pencatatan sipil"),
        ("perijinan", "perizinan"),
        ("pengelolaan", "pengelola"),
        ("pemukiman", "permukiman"),
        ("kepemudaan", "pemuda"),
        ("pelindungan", "perlindungan"),
    )
)
_SILENT = frozenset({"dan", "serta", "di", "pada", "pemerintah"})
_SMALL = frozenset(
    {
        "desa",
        "kelurahan",
        "kecamatan",
        "puskesmas",
        "nagari",
        "gampong",
        "pekon",
        "kampung",
        "kalurahan",
        "sd",
        "sdn",
        "smp",
        "smpn",
        "sma",
        "sman",
        "smk",
        "smkn",
        "tk",
        "upt",
        "uptd",
    }
)
_SHORTS: dict[str, tuple[str, ...]] = {
    row["short"]: tuple(row["long"].split("; ")) for row in rows("offices")
}
_INSIDE = [
    (re.compile(rf"\b{short}\b"), longs[0])
    for short, longs in _SHORTS.items()
    if len(longs) == 1 and not longs[0].startswith(("dinas ", "badan "))
]
FORMS = frozenset(
    {
        "dinas",
        "badan",
        "bagian",
        "biro",
        "sekretariat",
        "inspektorat",
        "satuan",
        "rumah",
    }
)
"""What the name of an office begins with."""


def fold(text: str) -> str:
    """Return a name in small letters, its words parted by single blanks.

    >>> fold("Dinas Perindustrian & Perdagangan")
    'dinas perindustrian dan perdagangan'
    """
    plain = text.casefold().replace("&", " dan ")
    return " ".join(_WORD.findall(plain))


def telling(text: str) -> frozenset[str]:
    """Return the words that tell offices apart."""
    return frozenset(text.split()) - _SILENT - {"daerah"}


def is_small(text: str) -> bool:
    """Tell whether it is a village, a school and the like, of which there are many."""
    return text.split(" ", 1)[0] in _SMALL


class OfficeNames:
    """Reads names of organisations of one government, whose own name says nothing."""

    def __init__(self, government: str) -> None:
        """Remember the name of the place."""
        self._government = fold(government)
        self._home = frozenset(_HOME.sub("", self._government, count=1).split())

    def is_home(self, text: str) -> bool:
        """Tell whether a text names the government itself.

        >>> names = OfficeNames("Kota Mojokerto")
        >>> names.is_home("Pemkot Mojokerto"), names.is_home("Kab. Mojokerto")
        (True, False)
        """
        plain = fold(text)
        if plain == self._government:
            return True
        rest = _HOME.sub("", plain, count=1)
        forms = {_form(plain), _form(self._government)} - {""}
        return (
            rest != plain
            and bool(rest)
            and len(forms) < 2
            and frozenset(rest.split()) == self._home
        )

    def readings(self, text: str) -> list[str]:
        """Return the forms that a text may stand for, the fullest first.

        >>> OfficeNames("Kota Denpasar").readings("Bagian Hukum Setda Kota Denpasar")
        ['bagian hukum sekretariat daerah', 'bagian hukum']
        >>> OfficeNames("Kota Denpasar").readings("Dinas Kominfo")
        ['dinas kominfo', 'dinas komunikasi informatika']
        """
        inner = [fold(each) for each in _BRACKETS.findall(text)]
        outer = self.without_region(fold(_BRACKETS.sub(" ", text)))
        forms = [_expand(outer)]
        form, _, bare = outer.partition(" ")
        shorts = (outer, bare if form in FORMS else "", *inner)
        forms += [_tidy(long) for each in shorts for long in _SHORTS.get(each, ())]
        if forms[0].startswith(("bagian ", "biro ")):
            forms += [forms[0].removesuffix(" sekretariat daerah")]
        return [form for form in dict.fromkeys(forms) if form]

    def abbreviation(self, name: str) -> str:
        """Return the usual abbreviation of a name, or "" if it has none.

        >>> OfficeNames("Kota Contoh").abbreviation("Badan Pendapatan Daerah")
        'bapenda'
        """
        readings = self.readings(name)
        return next((_USUAL[each] for each in readings if each in _USUAL), "")

    def without_region(self, words: str) -> str:
        """Return folded words without the name of the own region at their end.

        >>> OfficeNames("Kota Contoh").without_region("pdam kota contoh")
        'pdam'
        """
        region = None if is_small(words) else _REGION.search(words)
        if not region or region.start() == 0:
            return words
        named = frozenset(region[1].split())
        return words[: region.start()].strip() if named <= self._home else words


def _form(words: str) -> str:
    """Return whether a name says city, regency or province."""
    return next((form for sign, form in _GOVERNMENTS if sign.search(words)), "")


def _expand(words: str) -> str:
    """Write out what is abbreviated inside a name."""
    for short, long in _INSIDE:
        words = short.sub(long, words)
    return _tidy(words)


def _tidy(words: str) -> str:
    for sign, right in _SPELLINGS:
        words = sign.sub(right, words)
    return " ".join(word for word in words.split() if word not in _SILENT)


_USUAL: dict[str, str] = {}
for _short, _longs in _SHORTS.items():
    for _long in _longs:
        _USUAL.setdefault(_tidy(_long), _short)
