"""Two things side by side: field by field, and why they are suspected alike."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from architecture.duplicates import Profile, Suspicion, too_thin
from architecture.duplicates.values import Kind
from architecture.inventory.details import BY_NAME, shown
from architecture.layers import APPLICATION_FIELDS, FieldClass, FieldKind
from architecture.scope import SHARED_FIELDS

SAME = "Sama"
ONE_SIDE = "Satu sisi saja"
OTHER_WORDS = "Kata berbeda"
NOT_SHARED = "Tidak dibagikan"

PROFILE = SHARED_FIELDS | {"output", "services", "url"}
"""What is compared with an application that another government shares whole."""

LEFT_OUT = frozenset({"notes", "year_started"})

THIN = "{} terlalu singkat untuk dibandingkan; peluang di bawah belum berarti apa-apa."
"""What is said where one side tells too little."""

_WORD = re.compile(r"\w+", re.UNICODE)
_SMALL_WORDS = """
    yang dan atau untuk dari pada dalam dengan oleh ini itu serta agar bagi sebagai
    adalah akan dapat antara secara melalui per para setiap juga
"""
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that two texts share without saying anything."""

_TEXTS = frozenset({FieldKind.TEXT, FieldKind.LINE})
_CHOICES = frozenset({FieldKind.CHOICE, FieldKind.CHOICES})
"""Of these and of texts a part may be the same; half a figure or code says nothing."""


def unjudged(*profiles: Profile) -> str:
    """Return why the two cannot be judged, empty if they can."""
    thin = [each.name or "Tanpa nama" for each in profiles if too_thin(each)]
    return THIN.format(f"Keterangan {' dan '.join(thin)}") if thin else ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text: `both` if the other has the word too, `differs` if not.

    Small words and what stands between words are neither.
    """

    text: str
    both: bool
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both; `verdict` says in words how they compare."""

    label: str
    one: list[Piece]
    other: list[Piece]
    verdict: str
    tone: str

    @property
    def told(self) -> bool:
        """Tell whether anything is known on either side."""
        return bool(self.one or self.other)

    @property
    def both(self) -> bool:
        """Tell whether there is something to compare."""
        return bool(self.one and self.other)


@dataclass(frozen=True, slots=True)
class Ground:
    """One reason of a suspicion; `share` is its part of the greatest, of a hundred."""

    heading: str
    text: str
    points: float
    share: int

    @property
    def effect(self) -> str:
        """Return in words which way it points."""
        if not self.points:
            return "diketahui saja"
        return "menguatkan" if self.points > 0 else "melemahkan"


def rows(
    one: Mapping[str, Any],
    other: Mapping[str, Any],
    *,
    readable: Collection[FieldClass],
    shared: Collection[str] | None = None,
) -> list[Row]:
    """Compare field by field; both map field name → value.

    `readable` are the classes that the viewer may read of the other; `shared` the
    fields that its government shares, None where it is the viewer's own.
    """
    found = []
    for field in APPLICATION_FIELDS:
        if field.name in LEFT_OUT:
            continue
        mine = _shown(field.name, one.get(field.name))
        hidden = field.cls not in readable or (
            shared is not None and field.name not in shared
        )
        theirs = "" if hidden else _shown(field.name, other.get(field.name))
        if hidden and not mine:
            continue
        found.append(_row(field.name, mine, theirs, hidden=hidden))
    return found


def grounds_of(suspicion: Suspicion) -> list[Ground]:
    """Return the reasons of a suspicion, the strongest first."""
    telling = [each for each in suspicion.reasons if each.kind is not Kind.BASE]
    most = max((abs(each.points) for each in telling), default=0.0) or 1.0
    return [
        Ground(
            each.kind.value,
            each.text,
            round(each.points, 1),
            round(abs(each.points) / most * 100),
        )
        for each in telling
        if abs(each.points) >= 0.05 or not each.points
    ]


def _row(name: str, mine: str, theirs: str, *, hidden: bool) -> Row:
    field = BY_NAME[name]
    if hidden:
        verdict, tone = NOT_SHARED, "secondary"
    elif not mine or not theirs:
        verdict, tone = ONE_SIDE, "secondary"
    elif _plain(mine) == _plain(theirs):
        verdict, tone = SAME, "orange"
    elif field.kind in _TEXTS and _common(mine, theirs):
        verdict, tone = "Sebagian sama", "yellow"
    elif field.kind in _TEXTS:  # other words may well say the same
        verdict, tone = OTHER_WORDS, "secondary"
    else:
        verdict, tone = "Berbeda", "green"
    words = field.kind in _TEXTS and not hidden
    parts = field.kind in _TEXTS | _CHOICES or verdict == SAME
    common = _common(mine, theirs) if parts else frozenset()
    return Row(
        field.label,
        marked(mine, common, against=theirs if words else ""),
        [] if hidden else marked(theirs, common, against=mine if words else ""),
        verdict,
        tone,
    )


def marked(text: str, common: Collection[str], *, against: str = "") -> list[Piece]:
    """Cut a text into pieces: words that the other text has too, and words of its own.

    Nothing differs where the other text says nothing.

    >>> [each.text for each in marked("catat izin usaha", {"izin"}) if each.both]
    ['izin']
    >>> told = marked("catat izin usaha kecil", {"izin"}, against="izin")
    >>> [each.text for each in told if each.differs]
    ['catat', 'usaha kecil']
    """
    pieces: list[Piece] = []
    place = 0
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        both = word in common
        differs = bool(against) and not both and word in _words(word)
        if match.start() > place:
            pieces.append(Piece(text[place : match.start()], both=False))
        pieces.append(Piece(match[0], both=both, differs=differs))
        place = match.end()
    if place < len(text):
        pieces.append(Piece(text[place:], both=False))
    return _runs(pieces)


def _runs(pieces: Sequence[Piece]) -> list[Piece]:
    """Join neighbours of one look, and blanks with the differing words around them."""
    joined: list[Piece] = []
    for at, each in enumerate(pieces):
        following = pieces[at + 1 : at + 2]
        bridges = (
            bool(joined and joined[-1].differs and following and following[0].differs)
            and not each.text.strip()
        )
        look = each.both, each.differs or bridges
        if joined and not each.both and look == (joined[-1].both, joined[-1].differs):
            joined[-1] = Piece(joined[-1].text + each.text, *look)
        else:
            joined.append(Piece(each.text, *look))
    return joined


def _common(one: str, other: str) -> frozenset[str]:
    return _words(one) & _words(other)


def _words(text: str) -> frozenset[str]:
    words = (each.casefold() for each in _WORD.findall(text))
    return frozenset(each for each in words if len(each) > 2 and each not in _SMALL)


def _plain(text: str) -> Sequence[str]:
    return [each.casefold() for each in _WORD.findall(text)]


def _shown(name: str, value: Any) -> str:
    """Return a value as people read it; what says "unknown" is unknown."""
    if getattr(value, "name", value) == "UNKNOWN":
        return ""
    return shown(BY_NAME[name], value)
